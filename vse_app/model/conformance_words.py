"""Sentences about declarations and claims: the same on screen, on the command line and in print.

They say what somebody states and what the records support; the program never says that anybody conforms.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.conformance import NOT_YET, Assessment, Judged, Lack, Stated, Warn
from vse_app.model.process import ProcessModel
from vse_app.model.tailoring import Declaration, Evidence, basis, places
from vse_app.model.view import View

_SECTIONS: Final = {"outcome": "objectives", "activity": "activities", "task": "tasks"}


class Titles:
    """The words of a model's processes, outcomes, activities and tasks, by id."""

    def __init__(self, model: ProcessModel, language: str) -> None:
        self._model, self._language = model, language
        self._places = places(model)
        self._processes = {p.id for p in model.processes}

    def __call__(self, element: str) -> str:
        """The title of an element; "" for one that the model does not have."""
        place = self._places.get(element)
        if place is None:
            return self._model.word(self._language, "processes", element) if element in self._processes else ""
        key = "name" if place.kind == "activity" else "title"
        return self._model.word(self._language, _SECTIONS[place.kind], element, key)

    def label(self, element: str) -> str:
        """Id and title: `6.1.1.a A need is defined`."""
        title = self(element)
        return f"{element} {title}" if title and title != element else element


def model_name(model: ProcessModel, language: str) -> str:
    """A model's title with its standard, said once."""
    title = model.about(language)
    return title if model.standard in title else f"{title} ({model.standard})"


def claim_name(tr: Translator, claim: str) -> str:
    """The claim that may be made, in a few words."""
    return tr(_CLAIMS[claim])


_CLAIMS: dict[str, str] = {
    "full": "full conformance",
    "tailored": "tailored conformance",
    NOT_YET: "not yet",
}


def kind_name(tr: Translator, kind: str) -> str:
    """What is claimed, in one word."""
    return tr(_KINDS.get(kind, "unknown"))


_KINDS: dict[str, str] = {"full": "full", "tailored": "tailored", "": "unknown"}


def basis_name(tr: Translator, by: tuple[str, ...]) -> str:
    """What a full claim rests on."""
    return " + ".join(tr(_BASES[name]) for name in by)


_BASES: dict[str, str] = {"outcomes": "by outcomes", "tasks": "by tasks"}


def kind_text(tr: Translator, model: ProcessModel, declaration: Declaration) -> str:
    """What is claimed, with its basis where the model offers a choice."""
    said = kind_name(tr, declaration.kind)
    offers = declaration.kind == "full" and len(model.full_by) > 1
    return f"{said}, {basis_name(tr, basis(declaration))}" if offers else said


def element_kind(tr: Translator, kind: str) -> str:
    """Outcome, activity, task or process."""
    return tr(_ELEMENTS.get(kind, "unknown"))


_ELEMENTS: dict[str, str] = {"outcome": "outcome", "activity": "activity", "task": "task", "process": "process"}


def units_name(tr: Translator, assessment: Assessment) -> str:
    """What is judged in this declaration, as a plural."""
    kinds = {item.unit.kind for item in assessment.judged}
    return tr(_UNITS[kinds.pop()] if len(kinds) == 1 else "outcomes, activities and tasks")


_UNITS: dict[str, str] = {"outcome": "outcomes", "activity": "activities", "task": "tasks", "process": "processes"}


def circumstance_name(tr: Translator, circumstance: str) -> str:
    """A point of A.2.3.1 as something to think about."""
    return tr(_CIRCUMSTANCES[circumstance])


_CIRCUMSTANCES: dict[str, str] = {
    "environments": "How steady and how varied the environments are in which it is used",
    "risk": "Risk",
    "novelty": "How new, how large and how complex the work is",
    "schedule": "When it begins and how long it takes",
    "properties": "Safety, security, privacy, usability, availability",
    "technology": "New technology",
    "budget": "How much money there is, and when",
    "enabling": "Whether the systems that are needed for the work are there",
    "authority": "Who is responsible and who decides",
    "standards": "Other standards that have to be met",
}


def party_name(tr: Translator, role: str) -> str:
    """What a party is in an agreement."""
    return tr(_PARTIES.get(role, "unknown"))


_PARTIES: dict[str, str] = {
    "acquirer": "acquirer (buys)",
    "supplier": "supplier (delivers)",
    "implementer": "implementer (builds)",
    "maintainer": "maintainer (keeps it up)",
    "operator": "operator (runs it)",
}


def state_name(tr: Translator, item: Judged) -> str:
    """How an outcome stands."""
    return tr(_STATES["no-evidence" if item.state == "stale" and not item.changed else item.state])


_STATES: dict[str, str] = {
    "achieved": "achieved",
    "not-yet": "not yet",
    "stale": "judge again",
    "open": "not judged",
    "no-evidence": "without evidence",
}


def change_name(tr: Translator, change: str) -> str:
    """What happened to evidence since the judgement."""
    return tr(_CHANGES[change])


_CHANGES: dict[str, str] = {
    "changed": "changed since",
    "withdrawn": "taken back since",
    "gone": "no longer there",
}


def lack_text(tr: Translator, titles: Titles, lack: Lack) -> str:
    """What stands in the way, as a sentence."""
    values = {"element": titles.label(lack.element), "detail": lack.detail}
    if lack.code == "kind":
        values["detail"] = kind_name(tr, lack.detail)
    return tr(_LACKS[lack.code], **values)


_LACKS: dict[str, str] = {
    "provisional": "Too little is known of {detail} here; no claim may rest on it.",
    "kind": "This edition knows no claim of this kind: {detail}.",
    "basis": "This edition knows no full claim of this kind: {detail}.",
    "no-process": "No process is declared.",
    "unknown-process": "The model has no process {element}.",
    "deletion-in-full": "A full claim allows no deletion: {element}.",
    "deletion-of-process": "A whole process is not deleted, it is not declared: {element}.",
    "deletion-unknown": "The model has no outcome, activity or task {element}.",
    "deletion-undeclared": "It is deleted, but its process is not declared: {element}.",
    "deletion-unreasoned": "A deletion needs a reason and somebody who decided it: {element}.",
    "unlisted": "The model does not list the tasks of {element}; a claim by tasks cannot be supported here.",
    "emptied": "Everything was deleted: {element}. Leave the process out instead.",
    "open": "Nobody has judged it yet.",
    "not-yet": "It is judged as not achieved yet.",
    "stale": "Its evidence has changed since the judgement; it has to be judged again.",
    "no-evidence": "It is judged as achieved, but no evidence is named.",
}


def lack_lines(tr: Translator, titles: Titles, lacks: Sequence[Lack]) -> list[tuple[str, str, Lack]]:
    """What stands in the way as (elements, sentence, lack), all that nobody has judged yet on one line at the end."""
    unjudged = [lack for lack in lacks if lack.code == "open"]
    lines = [(titles.label(x.element), lack_text(tr, titles, x), x) for x in lacks if x.code != "open"]
    if len(unjudged) == 1:
        lines.append((titles.label(unjudged[0].element), lack_text(tr, titles, unjudged[0]), unjudged[0]))
    elif unjudged:
        names = ", ".join(lack.element for lack in unjudged)
        lines.append((names, tr("Nobody has judged these yet: {count}.", count=len(unjudged)), unjudged[0]))
    return lines


def warn_text(tr: Translator, titles: Titles, warn: Warn) -> str:
    """What has to be said beside the claim, as a sentence."""
    values = {"element": titles.label(warn.element), "detail": warn.detail}
    if warn.code == "both-sides":
        agreement = warn.element or tr("an agreement without a name")
        return tr(_WARNINGS[warn.code], party=warn.detail, agreement=agreement)
    if warn.code == "stated-before":
        values["detail"] = wording.date_text(tr, warn.detail)
    return tr(_WARNINGS[warn.code], **values)


_WARNINGS: dict[str, str] = {
    "both-sides": "{party} both buys and delivers in {agreement}. One party should not do both Acquisition and Supply "
    "under one agreement.",
    "nothing-deleted": "Nothing is deleted, so a full claim is open to you. It says more than a tailored one.",
    "circumstances": "No circumstance is recorded as considered (A.2.3.1).",
    "inputs": "It is not recorded whose input was sought (A.2.3.3).",
    "decision": "It is not recorded who decided on the tailoring, and when (A.2.3.4).",
    "deleted-twice": "It is deleted twice; the first reason counts: {element}.",
    "nobody-states": "Nobody states it yet: the program proposes, a person states.",
    "stated-before": "It was stated on {detail} and has changed since; it has to be stated again.",
    "newer-edition": "There is a newer edition: {detail}.",
}


def advice(tr: Translator) -> str:
    """What the standard advises a single shop."""
    return tr(
        "Tailoring makes a claim worth less. A single shop does better with a full claim on fewer processes than with "
        "a tailored claim on more (5.1.5)."
    )


def scope_text(tr: Translator, stated: Stated) -> str:
    """What the declaration speaks of."""
    project = stated.project
    if project is None:
        return tr("the whole company")
    return tr("the project {code}", code=f"{project.code} {project.title}".strip())


def statement(tr: Translator, stated: Stated, company: str) -> str:
    """The claim in careful words: stated by somebody, open to be stated, or not yet."""
    assessment, model = stated.assessment, stated.model
    values = {
        "company": company,
        "standard": model.standard,
        "scope": scope_text(tr, stated),
        "claim": claim_name(tr, assessment.claim),
        "basis": basis_name(tr, basis(stated.declaration)),
    }
    many = stated.declaration.kind == "full" and len(model.full_by) > 1
    if assessment.claim == NOT_YET:
        first = tr("{company} does not state conformance to {standard} yet, for {scope}.", **values)
    elif stated.is_stated and many:
        first = tr("{company} states {claim} to {standard}, {basis}, for {scope}.", **values)
    elif stated.is_stated:
        first = tr("{company} states {claim} to {standard}, for {scope}.", **values)
    elif many:
        first = tr("{company} may state {claim} to {standard}, {basis}, for {scope}.", **values)
    else:
        first = tr("{company} may state {claim} to {standard}, for {scope}.", **values)
    done, total = assessment.count("achieved"), len(assessment.judged)
    counted = tr("Judged achieved, with evidence that is unchanged: {done} of {total} ({units}).",
                 done=done, total=total, units=units_name(tr, assessment))  # fmt: skip
    return f"{first} {counted}"


def profile_statement(tr: Translator, view: View, company: str) -> str:
    """What may be said of a project's own profile: its mandatory items are met, or how many are."""
    claim, project = view.claim, view.project
    values = {
        "company": company,
        "scope": tr("the project {code}", code=f"{project.code} {project.title}".strip()),
        "standard": view.model.standard,
        "met": sum(item.met for item in claim.items),
        "count": len(claim.items),
    }
    if claim.possible:
        return tr("By its records, {company} may state for {scope}: the mandatory items of {standard} are met, {met} "
                  "of {count}.", **values)  # fmt: skip
    return tr("By its records, {company} cannot state yet for {scope} that {standard} is met: of its mandatory items, "
              "{met} of {count} are met.", **values)  # fmt: skip


def no_tailoring(tr: Translator) -> str:
    """Why a profile has no declaration."""
    return tr("The profile allows no tailoring: it is met as it stands, or it is not met. Optional and conditional "
              "tasks follow the rules of the profile itself.")  # fmt: skip


def evidence_text(tr: Translator, language: str, stated: Stated, evidence: Evidence) -> str:
    """A piece of evidence as a person reads it: number, title and version; or task, who confirmed it and when."""
    project = stated.projects.get(evidence.project)
    prefix = f"{project.code} " if project and not stated.declaration.project else ""
    if evidence.kind == "record":
        record = stated.standing.records.get(evidence.id)
        if record is None or record.project != evidence.project:
            return prefix + tr("work product {n}", n=evidence.id)
        name = prefix + f"{record.number} {record.title}".strip()
        version = {"no": record.revision, "date": _day(tr, record.happened)}
        return f"{name}, " + tr("v{no} of {date}", **version) if record.stamp == evidence.stamp else name
    said = stated.standing.confirmed.get((evidence.project, evidence.id))
    model = stated.models.get(evidence.project)
    if said is None or model is None:
        return prefix + tr("confirmed task {n}", n=evidence.id)
    title = model.word(language, "tasks", said.task, "title")
    iteration = f" ({said.iteration})" if said.iteration and project and len(project.iterations) > 1 else ""
    person, day = wording.who(stated.people, [said.person]), _day(tr, said.happened)
    return prefix + tr("{task}, confirmed by {person} on {date}", task=f"{said.task} {title}{iteration}", person=person,
                       date=day)  # fmt: skip


def _day(tr: Translator, iso: str) -> str:
    """A date that stays on one line."""
    return wording.date_text(tr, iso).replace(" ", "\u00a0")
