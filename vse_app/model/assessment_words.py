"""Sentences about assessments: subjects, facts, proposals, evidence. The same on screen and in print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from vse_app.i18n import Translator
from vse_app.model.assessment import Assessment, Evidence, Interview
from vse_app.model.assessment_facts import Fact, Said
from vse_app.model.assessment_proposal import Proposal
from vse_app.model.assessment_results import ProcessResult, Results
from vse_app.model.assessment_scope import Subject, results
from vse_app.model.capability_words import attribute_name, letter_name, level_name
from vse_app.model.process import ProcessModel
from vse_app.model.wording import date_text, minutes_text

_USES = {
    "U3": ("Self-assessment", "You assess yourselves, to see where to improve. Nobody has to be certified for it."),
    "U1": (
        "Accreditation",
        "You want a recognised level. A certified assessor leads it; here you prepare and keep the papers.",
    ),
    "U2": ("Supplier capability", "A customer wants to know how capable a supplier is. A certified assessor leads it."),
}
_STEPS = {
    "plan": "Plan",
    "collect": "Prepare and collect",
    "validate": "Validate",
    "rate": "Rate",
    "results": "Results",
    "report": "Report",
    "close": "Close",
}
_ROLES = {
    "PRO": "Sponsor",
    "EC": "Leading assessor",
    "EE": "Assessor",
    "REO": "Contact in the company",
    "GP": "Participant",
    "OR": "Governing body",
}
_LETTERS = {"met": "met", "not-met": "not met", "na": "not applicable"}
_WHY = {
    "all": "Everything that was due was done, confirmed, and has its results in their states.",
    "odd": "Everything that was due was done and confirmed, but not all of it as it should be.",
    "partly": "What was done covers this only in part, as far as the mapping between the two models says.",
    "most": "More than half of what was due was done and confirmed.",
    "some": "Half or less of what was due was done and confirmed.",
    "lacking": "A task was confirmed, but its result is missing or not in its state.",
    "left-out": "It was left out, with a reason.",
    "open": "Its turn has not come yet in the projects looked at.",
    "unconfirmed": "Work products lie there, but nobody confirmed the work. A file alone shows nothing.",
    "nothing": "The projects looked at say nothing about this. That is not a bad rating; it is none.",
    "no-rule": "The program knows no facts about this. Look, ask, and decide yourself.",
    "few-known": "Less than half of its points are known yet.",
    "no-points": "It has no points the program could look at.",
    "points-all": "All its points are F.",
    "points-most": "All its points are L or F, not all F.",
    "points-unknown": "The points that are known are L or F; the others are not known yet.",
    "points-weak": "At least one of its points is weaker than L, and the weakest leads.",
    "points-none": "All its points were rated N.",
}
_REASONS = {
    "differs": "The program proposed something else.",
    "changed": "The round before had something else.",
    "assessors": "The assessors did not all give it.",
    "file-only": "Only a file lies there. Say what you saw in it.",
    "nothing": "Nothing is linked here. Say what you saw.",
}
_EVIDENCE = {
    "record": "Work product",
    "file": "File",
    "task": "Confirmed task",
    "interview": "Interview",
    "seen": "Seen on the spot",
}
_STATUS = {"todo": "to do", "doing": "begun", "done": "rated"}


def use_name(tr: Translator, use: str) -> str:
    """What an assessment is for, in two words; an unknown use stays its id."""
    return tr(_USES[use][0]) if use in _USES else use


def use_text(tr: Translator, use: str) -> str:
    """What an assessment is for, in a sentence or two."""
    return tr(_USES[use][1]) if use in _USES else ""


def step_name(tr: Translator, step: str) -> str:
    """A step of the method."""
    return tr(_STEPS[step]) if step in _STEPS else step


def role_name(tr: Translator, role: str) -> str:
    """A role of the method, in everyday words."""
    return tr(_ROLES[role]) if role in _ROLES else role


def status_word(tr: Translator, status: str) -> str:
    """Where the work on an item stands."""
    return tr(_STATUS[status])


def rating_word(tr: Translator, letter: str) -> str:
    """A rating in words; "" is not rated."""
    if not letter:
        return tr("not rated")
    return tr(_LETTERS[letter]) if letter in _LETTERS else letter_name(tr, letter)


def rating_text(tr: Translator, letter: str) -> str:
    """A rating as it stands in a cell: the letter, or the word where there is no letter."""
    return (tr(_LETTERS[letter]) if letter in _LETTERS else letter) or "–"


def process_name(model: ProcessModel, language: str, process: str) -> str:
    """`OPE.1 Specific project administration`."""
    name = str(model.word(language, "processes", process))
    return process if name == process else f"{process} {name}"


def subject_title(tr: Translator, models: tuple[ProcessModel, ProcessModel], subject: Subject, language: str) -> str:
    """What a subject is called; `models` are the assessed model and the framework."""
    model, framework = models
    match subject.kind:
        case "attribute":
            return f"{subject.attribute} {attribute_name(tr, subject.attribute)}"
        case "outcome":
            title = str(model.word(language, "objectives", subject.element, "title"))
            return subject.element if title == subject.element else f"{subject.element} {title}"
        case "result":
            said = results(framework, subject.attribute, language)
            number = ord(subject.element) - ord("a")
            return f"{subject.attribute} {subject.element}) {said[number]}" if number < len(said) else subject.key
        case _:
            title = str(model.word(language, "tasks", subject.element, "title"))
            return subject.element if title == subject.element else f"{subject.element} {title}"


def subject_question(tr: Translator, models: tuple[ProcessModel, ProcessModel], subject: Subject, language: str) -> str:
    """What to ask oneself about a subject, in a sentence or two."""
    model, framework = models
    match subject.kind:
        case "attribute":
            said = framework.word(language, "topics", subject.attribute.replace(" ", ""), "text")
            return str(said) or tr("How far is this attribute achieved?")
        case "outcome":
            said_more = str(model.word(language, "objectives", subject.element, "text"))
            return said_more or tr("Is this outcome really reached, in the projects looked at?")
        case "result":
            return tr("Is this so, in the way the process is run?")
        case _:
            return str(model.word(language, "tasks", subject.element, "what")) or tr("Is this really done?")


def said(value: Said, language: str) -> str:
    """A value of a fact in a language."""
    if isinstance(value, Mapping):
        return str(value.get(language) or value.get("en") or next(iter(value.values()), ""))
    return str(value)


_FACTS = {
    "complete": "{task} was confirmed by {person} on {happened}, with its results in place: {records}.",
    "complete-bare": "{task} was confirmed by {person} on {happened}.",
    "incomplete": "{task} was confirmed, but {product} is missing.",
    "incomplete-states": "{task} was confirmed, but {product} is not yet {states}.",
    "unconfirmed": "{records} lies there for {task}, but nobody confirmed the task.",
    "missed": "{task} was never confirmed, and the project is closed.",
    "open": "{task}: its turn has not come, or nobody has done it yet.",
    "left-out": "{task} was left out: {reason}",
    "stale-approval": "{record} was changed after version {approved} was {state}.",
    "approved-before-written": "{record} was {state} before it was written.",
    "out-of-order": "{task} was confirmed while something it needs was missing.",
    "written-later": "{record} was captured {days} days after it happened.",
    "overdue-again": "{task} comes round again and is {days|one day|# days} late.",
    "not-captured": "{record} is only an address; what stands there is not kept.",
    "same-person": "{record}: {person} wrote it and also gave it the state “{state}”.",
    "role-not-held": "{person} acted as {role} without having that role.",
    "planned": "The project has its dates: {first} – {last}.",
    "unplanned": "The project has no start and end.",
    "rhythm": "{task} comes round every {days|day|# days} and was confirmed {times|once|# times}.",
    "late-again": "{task} should come round every {days|day|# days} and is late.",
    "role-held": "{role}: {people}.",
    "role-empty": "Nobody has the role {role}.",
    "controlled": "{record} v{version}: {states}.",
    "uncontrolled": "{record} v{version} is in no state.",
    "checked": "{record} v{version} was {state} by {person} on {happened}.",
    "checked-alone": "{record} v{version} was only checked by its author, {person}.",
    "unchecked": "{record} v{version} was not checked by anybody.",
    "check-stale": "{record} was checked in an earlier version, not in v{version}.",
    "mapped": "Seen through the mapping from {model}.",
    "mapped-partly": "Seen through the mapping from {model}, which covers this only in part.",
    "point": "{element}: {rating}, {how}.",
    "unknown": "A fact this version of the program does not know: {code}.",
}
_LIFTS = {
    "incomplete": "Bring what is missing: {what}",
    "incomplete-states": "Bring what is missing: {what}",
    "unconfirmed": "Let somebody who did the work look at it and confirm the task: {what}",
    "missed": "Do it in the next project: {what}",
    "open": "Do it when its turn comes: {what}",
    "stale-approval": "Have the version that stands there now looked at again: {what}",
    "approved-before-written": "Have the version that stands there now looked at again: {what}",
    "out-of-order": "Next time, bring first what a task needs: {what}",
    "written-later": "Next time, write it down within two weeks: {what}",
    "overdue-again": "Do it now, and keep the rhythm: {what}",
    "late-again": "Do it now, and keep the rhythm: {what}",
    "not-captured": "Attach the file itself: {what}",
    "unplanned": "Give the project its start and end: {what}",
    "role-empty": "Name somebody: {what}",
    "uncontrolled": "Give it the state it is in, by whoever may: {what}",
    "unchecked": "Have somebody check it: {what}",
    "check-stale": "Have the version that stands there now looked at again: {what}",
}
_HOW = {"decided": "decided", "proposed": "as the program proposes", "unknown": "nothing known yet"}


def fact_text(tr: Translator, fact: Fact, language: str) -> str:
    """A fact as one sentence that begins with its project."""
    text = tr(_FACTS[_fact_code(fact)], **_fact_values(tr, fact, language))
    project = said(fact.values.get("project", ""), language)
    return f"{project}: {text}" if project and fact.code != "point" else text


def lift_text(tr: Translator, fact: Fact, language: str) -> str:
    """What would lift a rating, with the time it takes where it takes any; "" where nothing can be done."""
    code = _fact_code(fact)
    if code not in _LIFTS:
        return ""
    values = _fact_values(tr, fact, language)
    what = values.get("record") or values.get("task") or values.get("role") or values.get("project") or ""
    if code.startswith("incomplete"):
        what = f"{values['product']} ({values['states']})" if values.get("states") else values.get("product", "")
    text = tr(_LIFTS[code], what=what)
    return f"{text} ({minutes_text(tr, fact.minutes)})" if fact.minutes else text


def _fact_code(fact: Fact) -> str:
    if fact.code == "complete" and not fact.values.get("records"):
        return "complete-bare"
    if fact.code == "incomplete" and fact.values.get("states"):
        return "incomplete-states"
    return fact.code if fact.code in _FACTS else "unknown"


def _fact_values(tr: Translator, fact: Fact, language: str) -> dict[str, Any]:
    values: dict[str, Any] = {name: said(value, language) for name, value in fact.values.items()}
    for name in ("happened", "first", "last"):
        if name in values:
            values[name] = date_text(tr, values[name])
    if fact.task:
        turn = fact.values.get("turn")
        values["task"] = f"{fact.task} {values.get('title', '')}".strip() + (f" ({turn})" if turn else "")
    if fact.code == "point":
        values["rating"] = rating_text(tr, values.get("letter", ""))
        values["how"] = tr(_HOW.get(str(values.get("how")), "nothing known yet"))
    values["code"] = fact.code
    return values


def why_text(tr: Translator, proposal: Proposal) -> str:
    """The rule that led to a proposal, or why there is none."""
    return tr(
        _WHY.get(proposal.why, "The projects looked at say nothing about this. That is not a bad rating; it is none.")
    )


def proposal_text(tr: Translator, proposal: Proposal) -> str:
    """The proposal in one line."""
    if not proposal.letter:
        return tr("The program proposes nothing.")
    return tr("The program proposes {letter}.", letter=_named(tr, proposal.letter))


def _named(tr: Translator, letter: str) -> str:
    if letter in _LETTERS:
        return tr(_LETTERS[letter])
    name = letter_name(tr, letter)
    return f"{letter} ({name[:1].lower()}{name[1:]})"


def reason_text(tr: Translator, code: str) -> str:
    """Why a sentence is needed."""
    return tr(_REASONS[code])


def evidence_kind(tr: Translator, kind: str) -> str:
    """What sort of evidence it is."""
    return tr(_EVIDENCE[kind]) if kind in _EVIDENCE else kind


def evidence_line(tr: Translator, model: ProcessModel | None, evidence: Evidence, language: str) -> str:
    """Where a piece of evidence is and when it is of: `CR-004 Login (v3, accepted), 12 May 2026`."""
    inside: list[str] = []
    if evidence.kind == "interview" and evidence.task and model is not None:
        inside.append(str(model.word(language, "roles", evidence.task)))
    if evidence.revision:
        inside.append(f"v{evidence.revision}")
    inside += [str(model.word(language, "states", s)) if model is not None else s for s in evidence.states]
    title = evidence.title.rstrip(". ") if evidence.kind == "seen" else evidence.title
    head = title + (f" ({', '.join(inside)})" if inside else "")
    return f"{head}, {date_text(tr, evidence.happened)}" if evidence.happened else head


def interview_title(tr: Translator, model: ProcessModel, interview: Interview, language: str) -> str:
    """Who was asked, in which role, and when."""
    role = str(model.word(language, "roles", interview.role)) if interview.role else ""
    who = tr("{person} as {role}", person=interview.name, role=role) if role else interview.name
    return f"{who}, {date_text(tr, interview.happened)}" if interview.happened else who


def level_line(tr: Translator, result: ProcessResult, scale: str) -> str:
    """The level of a process in words, or that it cannot be told yet."""
    if result.level is None:
        return tr("cannot be told yet")
    if scale == "met":
        return tr("all items met") if result.level else tr("not all items met")
    return f"{result.level} {level_name(tr, result.level)}"


MOST_NAMED: Final = 9
"""Processes that a sentence names; of more than that it names two fewer and counts the rest."""


def _some(tr: Translator, names: Sequence[str]) -> str:
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    shown = names[: MOST_NAMED - 2]
    return f"{', '.join(shown)} " + tr("and {n|one more|# more}", n=len(names) - len(shown))


def organisation_line(tr: Translator, results: Results, names: Mapping[str, str]) -> str:
    """The level of the organisation with what holds it there, or why it cannot be told."""
    if not results.processes:
        return tr("Nothing is in scope yet.")
    if results.level is None:
        missing = _some(tr, [names.get(p, p) for p in results.incomplete])
        return tr("The level of the organisation cannot be told while a process in scope is not rated: {processes}.",
                  processes=missing)  # fmt: skip
    held = _some(tr, [names.get(p, p) for p in results.held_by])
    if results.scale == "met":
        said_met = tr("All items in scope are met, as the assessors saw it.")
        return (
            said_met
            if results.level
            else tr("Not all items in scope are met. What is missing: {processes}.", processes=held)
        )
    text = tr("Organisation: level {level} ({name}), the lowest of its processes.",
              level=results.level, name=level_name(tr, results.level))  # fmt: skip
    if held:
        text = f"{text} " + tr("What holds it there: {processes}.", processes=held)
    if results.all_reached:
        text = f"{text} " + tr("Every process reaches its target; what lies above was not assessed.")
    return text


def careful(tr: Translator, own: Assessment) -> str:
    """What such an assessment is and is not; printed with every result."""
    if own.use == "U3":
        return tr(
            "The company says this about itself. It helps to improve; it is no certificate and no official level."
        )
    return tr(
        "These papers support an assessment; they are not its official result. Only the body that governs the method "
        "can recognise a level."
    )
