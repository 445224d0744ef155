"""The history of the company file, newest first, and each line of it as a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, cast

from vse_app.i18n import Translator
from vse_app.model import least_paper_words, wording
from vse_app.model.assessment import mapping
from vse_app.model.process import ProcessModel
from vse_app.model.project import Person
from vse_app.model.records import row_counts
from vse_app.model.rule_words import RULE_WORDS
from vse_app.model.test_words import result_word
from vse_app.services import history_declarations, history_trace
from vse_app.services.history_words import key_word, short, value_word
from vse_app.services.workspace import Workspace
from vse_app.store import histories
from vse_app.store.histories import Line, Wanted

Said = Mapping[str, Any]
Sides = tuple[dict[str, Any], dict[str, Any]]
"""What was there before, and after."""


def count(ws: Workspace, *, project: int = 0, text: str = "", entity: str = "", person: str = "") -> int:
    """How many entries the filters leave; project 0 means the whole company."""
    with ws.reading() as connection:
        return histories.count(connection, Wanted(project, text, entity, person))


def block(
    ws: Workspace,
    *,
    project: int = 0,
    text: str = "",
    entity: str = "",
    person: str = "",
    offset: int = 0,
    limit: int = 256,
) -> list[Line]:
    """`limit` entries from `offset`, newest first."""
    with ws.reading() as connection:
        return histories.block(connection, Wanted(project, text, entity, person), offset, limit)


def of_record(ws: Workspace, record_id: int) -> list[Line]:
    """Everything that happened to a record: head, versions, states, links; newest first."""
    with ws.reading() as connection:
        return histories.of_record(connection, record_id)


def of_task(ws: Workspace, project: int, task: str, iteration: int) -> list[Line]:
    """What was said of a task: confirmations, marks; newest first."""
    with ws.reading() as connection:
        found = histories.of_tasks(connection, project)
    wanted = {f"{project}/{task}/{iteration}"}
    ours = {x.key for x in found if x.entity == "confirmation" and _is_of(x, task, iteration)}
    return [
        x for x in found if (x.entity == "mark" and x.key in wanted) or (x.entity == "confirmation" and x.key in ours)
    ]


def _is_of(line: Line, task: str, iteration: int) -> bool:
    said: dict[str, Any] = json.loads(line.after) if line.after else {}
    return said.get("task") == task and said.get("iteration") == iteration


def sentence(tr: Translator, line: Line, people: Mapping[str, Person], model: ProcessModel | None = None) -> str:
    """The entry as one sentence, without who and when (those have columns of their own).

    States and roles are named in the words of `model`, or by their ids without one.
    """
    before: dict[str, Any] = _object(line.before)
    after: dict[str, Any] = _object(line.after)
    match line.entity:
        case "revision":
            return tr("Version {no} of “{title}” was written.", no=after.get("no", ""), title=after.get("title", ""))
        case "record":
            said = _head(tr, line, after, model)
            return said or tr("Changed: {what}", what=_differences(tr, (before, after), people, model))
        case "event" | "confirmation":
            return _appended(tr, line, after, people, model)
        case "links":
            return tr("Links were changed.")
        case "clock":
            return tr(
                "The computer's clock stood earlier than at the entry before: {before}, now {after}. "
                "The entries stand in the order in which they were written.",
                before=_moment(before),
                after=_moment(after),
            )
        case "mark":
            status = after.get("status", "")
            said = {"na": tr("marked not applicable"), "later": tr("put off")}.get(status, tr("notes or ticks changed"))
            task = after.get("task") or before.get("task", "")
            reason = after.get("reason", "")
            return f"{task}: {said}" + (f" ({reason})" if reason and status == "na" else "")
        case "setting":
            return _setting(tr, line, after, people)
        case entity if entity in _OWN_SENTENCE:
            return _OWN_SENTENCE[entity](tr, before, after, people)
        case _:
            return _assessed(tr, line, before, after) or _document(tr, line, (before, after), people, model)


def _muted(tr: Translator, before: Said, after: Said, people: Mapping[str, Person]) -> str:
    said = after or before
    title = wording.rule_title(tr, said["rule"]) if said.get("rule") in RULE_WORDS else said.get("rule", "")
    if not after:
        return tr("The finding “{title}” counts again.", title=title)
    who = wording.who(people, [said.get("by", "")])
    return tr(
        "The finding “{title}” was set aside by {person}: {reason}", title=title, person=who, reason=said["reason"]
    )


def _moved(tr: Translator, before: Said, after: Said, _people: Mapping[str, Person]) -> str:
    said = after or before
    values = {"before": said.get("from", ""), "after": said.get("to", "")}
    return tr(
        "The project moved from {before} to {after}." if after else "The move to {after} was taken back.", **values
    )


def _drafted(tr: Translator, _before: Said, after: Said, _people: Mapping[str, Person]) -> str:
    return tr("Something half written was kept.") if after else tr("What was half written was put away.")


def _reopened(tr: Translator, before: Said, after: Said, _people: Mapping[str, Person]) -> str:
    number = (after or before).get("number", "")
    text = "{number}: what was said of its affected records was changed."
    if after and (not before or before.get("event") != after.get("event")):
        text = "{number}: where the affected records stood at acceptance was noted."
    return tr(text, number=number)


def _not_copied(tr: Translator, _before: Said, after: Said, _people: Mapping[str, Person]) -> str:
    return tr("A safety copy could not be made: {reason}", reason=after.get("reason", ""))


def _head(tr: Translator, line: Line, after: dict[str, Any], model: ProcessModel | None) -> str:
    """What happened to the head of a record, where there is a sentence of its own for it."""
    if not line.before:
        return tr("{number} was created.", number=after.get("number", ""))
    if "withdrawn" in after:
        gone = tr("The record was withdrawn: {reason}", reason=after["withdrawn"])
        return gone if after["withdrawn"] else tr("The record was brought back.")
    if "follow" in after:
        return tr("Follow-up: {state}", state=_named(model, tr.language, "states", after["follow"]) or "–")
    if "place" in after:
        return tr("It was put elsewhere in the tree.")
    if "core" in after or "rows" in after:
        counts = sum(row_counts(after.get("rows", "")).values())
        return tr("It counts the rows of its register: {count}", count=counts)
    return ""


def _assessed(tr: Translator, line: Line, before: dict[str, Any], after: dict[str, Any]) -> str:
    """A line about an assessment; "" for what any document is told like. What a private note says is never told."""
    match line.entity:
        case "assessment-note":
            return tr("A private note was changed.")
        case "assessment-frozen":
            return tr("An assessment was completed and frozen.")
        case "assessment-item":
            return _rating(tr, line, before, after)
        case _:
            return ""


def _rating(tr: Translator, line: Line, before: dict[str, Any], after: dict[str, Any]) -> str:
    key = line.key.partition("/")[2]
    pair = [str(mapping(said.get("decision")).get("letter") or "–") for said in (before, after)]
    if pair[0] != pair[1]:
        reason = str(mapping(after.get("decision")).get("reason", ""))
        said = tr("{item} was rated {after}, before {before}.", item=key, after=pair[1], before=pair[0])
        return f"{said} {reason}".strip()
    return tr("{item}: what an assessor gave was changed.", item=key)


def _moment(said: dict[str, Any]) -> str:
    """A stored moment as it stands, told as such."""
    return str(said.get("value", "")).replace("T", " ").replace("Z", " UTC")


def _appended(
    tr: Translator, line: Line, after: dict[str, Any], people: Mapping[str, Person], model: ProcessModel | None
) -> str:
    if line.before:
        reason = after.get("withdrawn", "")
        if not reason:
            return tr("It counts again.")
        taken = (
            "A state was taken back: {reason}" if line.entity == "event" else "A confirmation was taken back: {reason}"
        )
        return tr(taken, reason=reason)
    person = people[after["person"]].name if after.get("person") in people else after.get("person", "")
    role = _named(model, tr.language, "roles", after.get("role", ""))
    values = {"person": person, "role": role, "happened": wording.date_text(tr, after.get("happened", ""))}
    if line.entity == "event" and not after.get("stamp"):
        state = _named(model, tr.language, "states", after.get("state", ""))
        return tr("It became “{state}” by {person}, on {happened}.", state=state, **values)
    if line.entity == "event":
        text = "Version {no} became “{state}” by {person} as {role}, on {happened}."
        return tr(
            text,
            no=after.get("revision", ""),
            state=_named(model, tr.language, "states", after.get("state", "")),
            **values,
        )
    return tr("{task} was confirmed by {person} as {role}, on {happened}.", task=after.get("task", ""), **values)


def _named(model: ProcessModel | None, language: str, section: str, element: str) -> str:
    return model.word(language, section, element) if model and element else element


_KINDS = {
    "company": "The company",
    "person": "A person",
    "project": "A project",
    "assessment": "The assessment",
    "assessment-evidence": "Evidence",
    "assessment-interview": "An interview",
    "assessment-observation": "A strength or weakness",
    "improvement": "An action",
    "checklist": "The company's checklist for",
    "declaration": "A declaration",
    "measure-starter": "How a measure is worked out",
    "risk-threshold": "The threshold of the risks",
    "which-standard": "The answers to “Which standard?”",
    "why-not": "An answer to “Why don't we use standards?”",
}
MOST_SAID = 4
"""Values that a sentence names; the detail of the line has them all."""


def _setting(tr: Translator, line: Line, after: dict[str, Any], people: Mapping[str, Person]) -> str:
    if line.key == "actor" and after.get("value"):
        return tr("From here on {person} is working.", person=wording.who(people, [str(after["value"])]))
    if line.key == "last-backup" and after.get("name"):
        return tr("A backup was made: {name}", name=after["name"])
    return tr("A setting was changed.")


def _document(
    tr: Translator, line: Line, sides: Sides, people: Mapping[str, Person], model: ProcessModel | None
) -> str:
    before, after = sides
    what = tr(_KINDS.get(line.entity, "Something"))
    names = (str(said[key]) for key in ("name", "title", "ref", "text") for said in (after, before) if said.get(key))
    name = next(names, "")
    name = name if len(name) <= 80 else name[:79] + "…"
    head = f"{what} “{name}”" if name else what
    if line.entity == "paper":
        return least_paper_words.changed(tr, model, before, after)
    if not line.before:
        return tr("{what} was added.", what=head)
    if not line.after:
        return tr("{what} was removed.", what=head)
    if line.entity == "declaration":
        return f"{head}: " + history_declarations.changes(tr, before, after, people)
    return f"{head}: " + _differences(tr, sides, people, model)


def _differences(tr: Translator, sides: Sides, people: Mapping[str, Person], model: ProcessModel | None) -> str:
    before, after = sides
    changed = [key for key in after if before.get(key) != after[key]]
    said: list[str] = []
    for key in changed[:MOST_SAID]:
        old, new = (short(value_word(tr, key, side.get(key), people, model)) for side in sides)
        said.append(f"{key_word(tr, key)}: {old} → {new}")
    return "; ".join(said) + ("; …" if len(changed) > MOST_SAID else "")


def _object(text: str) -> dict[str, Any]:
    found: Any = json.loads(text) if text else {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {"value": found}


def _test_run(tr: Translator, before: Said, after: Said, people: Mapping[str, Person]) -> str:
    version = (after or before).get("version", "")
    return tr("A run of tests on version {version} began." if after else "The run of tests on version {version} ended.",
              version=version)  # fmt: skip


def _test_answer(tr: Translator, before: Said, after: Said, people: Mapping[str, Person]) -> str:
    if not after:
        return tr("An answer of a test run was put away.")
    return tr("In a test run a case was answered: {result}", result=result_word(tr, after.get("result", "")))


def _check_noted(tr: Translator, before: Said, after: Said, people: Mapping[str, Person]) -> str:
    return tr("Notes of a check under way were kept.") if after else tr("The notes of a check were put away.")


_OWN_SENTENCE: Mapping[str, Callable[[Translator, Said, Said, Mapping[str, Person]], str]] = {
    "mute": _muted,
    "test-run": _test_run,
    "test-answer": _test_answer,
    "check-draft": _check_noted,
    "judgement": history_declarations.judgement,
    "move": _moved,
    "draft": _drafted,
    "reopened": _reopened,
    "backup-failure": _not_copied,
    "trace-justified": history_trace.justified,
}
"""Kind of document → its sentence, from what was there before and after."""
