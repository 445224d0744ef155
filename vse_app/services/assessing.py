"""Rating: what each assessor gives, what is decided, what was looked at, who was asked, what was noted in private."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from vse_app.model.assessment import (
    EVIDENCE_KINDS,
    LETTERS,
    Answer,
    Assessment,
    Evidence,
    Interview,
    Item,
    Sheets,
    mapping,
    read_evidence,
    read_interview,
    read_item,
)
from vse_app.model.assessment_proposal import Proposal
from vse_app.model.assessment_reasons import Given, Rated, decision, rated, reasons_needed
from vse_app.model.assessment_scope import Subject, subjects
from vse_app.model.errors import Invalid
from vse_app.model.project import plain
from vse_app.services import assessment_facts, assessments, attaching, path, records
from vse_app.services.assessments import EVIDENCE, INTERVIEW, ITEM, NOTE, check_text
from vse_app.services.company import MAX_NAME
from vse_app.services.workspace import Done, Workspace
from vse_app.store import queries, snapshots
from vse_app.store.change import Change


def sheets(ws: Workspace, own: Assessment) -> Sheets:
    """Items, evidence and interviews of an assessment."""
    with ws.reading() as connection:
        items = queries.documents_under(connection, ITEM, f"{own.id}/")
        evidence = queries.documents_under(connection, EVIDENCE, f"{own.id}/")
        interviews = queries.documents_under(connection, INTERVIEW, f"{own.id}/")
    return Sheets(
        {key: read_item(key, said, own.scale) for key, data in items.items() if (said := mapping(data))},
        tuple(read_evidence(said) for data in evidence.values() if (said := mapping(data))),
        tuple(read_interview(said) for data in interviews.values() if (said := mapping(data))),
    )


def subject(ws: Workspace, own: Assessment, key: str) -> Subject:
    """The subject with a key; raises Invalid for what is not in scope."""
    found = subjects(own, assessments.model_of(ws, own), assessments.framework_of(ws, own))
    for one in found:
        if one.key == key:
            return one
    raise Invalid(
        "{item} is not in the scope of this assessment.", item=key, hint="Change the scope in the plan first."
    )


def rate(
    ws: Workspace,
    assessment_id: int,
    key: str,
    letter: str,
    *,
    member: str,
    reason: str = "",
    proposal: Proposal | None = None,
) -> Done[Rated]:
    """An assessor rates an item ("" takes it back); it counts at once where all agree and nothing needs a reason.

    `proposal` is what the program showed; without it, it is worked out now. Raises Invalid out of scope.
    """
    own = assessments.opened(ws, assessment_id)
    about = subject(ws, own, key)
    _check_letter(own, about, letter)
    if own.member(member) not in own.assessors:
        raise Invalid("Only an assessor of the team can rate.", hint="Name one in the plan.")
    check_text(reason)
    shown = assessment_facts.proposal_of(ws, own, key) if proposal is None else proposal
    found = sheets(ws, own)
    given = Given(member, letter, reason, ws.moment())
    done = rated(own, found.items.get(key, Item(key)), given, shown, found.evidence_of(key))
    return _put_item(ws, "assessment.rate", own, done)


def decide(
    ws: Workspace,
    assessment_id: int,
    key: str,
    letter: str,
    *,
    member: str,
    reason: str = "",
    proposal: Proposal | None = None,
) -> Done[Rated]:
    """The assessors settle on a letter ("" takes it back); raises Invalid where a needed reason is missing."""
    own = assessments.opened(ws, assessment_id)
    about = subject(ws, own, key)
    _check_letter(own, about, letter)
    if own.member(member) not in own.assessors:
        raise Invalid("Only an assessor of the team can rate.", hint="Name one in the plan.")
    check_text(reason)
    shown = assessment_facts.proposal_of(ws, own, key) if proposal is None else proposal
    found = sheets(ws, own)
    item = dataclasses.replace(found.items.get(key, Item(key)), decision=None)
    if letter:
        if not reason.strip() and reasons_needed(item, letter, shown, found.evidence_of(key)):
            raise Invalid("A sentence is needed that says why; it is printed.")
        item = dataclasses.replace(item, decision=decision(Given(member, letter, reason, ws.moment()), shown))
    return _put_item(ws, "assessment.decide", own, Rated(item, ()))


def _check_letter(own: Assessment, about: Subject, letter: str) -> None:
    if letter and letter not in LETTERS[own.scale]:
        known = ", ".join(LETTERS[own.scale])
        raise Invalid('"{value}" is no rating here.', hint="Choose one of {known}.", value=letter, known=known)
    if letter == "na" and not about.optional:
        raise Invalid("The profile does not allow leaving out task {task}.", hint="Rate it met or not met.",
                      task=about.element)  # fmt: skip


def _put_item(ws: Workspace, verb: str, own: Assessment, done: Rated) -> Done[Rated]:
    item = done.item
    empty = not item.ratings and item.decision is None and not item.previous
    value = None if empty else {name: value for name, value in plain(item).items() if name != "key"}

    def work(change: Change) -> Rated:
        change.put(ITEM, f"{own.id}/{item.key}", value)
        return done

    return ws.write(verb, work)


def link_record(
    ws: Workspace, assessment_id: int, keys: Sequence[str], record: int, *, member: str, said: str = "", file: str = ""
) -> Done[Evidence]:
    """Use a record, as it is now, as evidence (or one of its files, by its SHA-256); the version seen is remembered."""
    found = records.page(ws, record)
    head = found.record
    name = next((f.name for f in found.revision.content.files if f.sha256 == file), "")
    if file and not name:
        raise Invalid("The record has no such file.")
    title = f"{head.number} {head.title}".strip() + (f" · {name}" if name else "")
    return add_evidence(ws, assessment_id, keys, Evidence(
        0, "file" if file else "record", (), title, said, project=head.project, record=head.id, revision=head.revision,
        stamp=head.stamp, states=tuple(sorted(found.states)), file=file, member=member, happened=head.happened,
        source_dated=head.source_dated,
    ))  # fmt: skip


def link_task(
    ws: Workspace, assessment_id: int, keys: Sequence[str], place: tuple[int, str, int], *, member: str, said: str = ""
) -> Done[Evidence]:
    """Use a confirmed task, as (project, task, iteration), as evidence; raises Invalid while nobody confirmed it."""
    project, task, iteration = place
    view = path.view(ws, project)
    step = view.step(task, iteration)
    if not step.confirmations:
        raise Invalid("Nobody has confirmed {task} yet.", task=task, hint="Confirm it first, or link what you saw.")
    title = f"{view.project.code} {task} {view.model.word('en', 'tasks', task, 'title')}"
    return add_evidence(ws, assessment_id, keys, Evidence(
        0, "task", (), title, said, project=project, task=task, iteration=iteration, member=member,
        happened=step.confirmations[-1].happened,
    ))  # fmt: skip


def attach(
    ws: Workspace, assessment_id: int, keys: Sequence[str], file: Path, *, member: str, said: str = ""
) -> Done[Evidence]:
    """Take a file into the company file as evidence; by itself it shows nothing, `said` says what it shows."""
    assessments.opened(ws, assessment_id)
    ref = attaching.take_in(ws, file)
    return add_evidence(ws, assessment_id, keys, Evidence(
        0, "file", (), ref.name, said, file=ref.sha256, member=member, happened=ref.source_dated,
        source_dated=ref.source_dated,
    ))  # fmt: skip


def add_seen(
    ws: Workspace, assessment_id: int, keys: Sequence[str], said: str, *, member: str, happened: str
) -> Done[Evidence]:
    """Write down what was seen on the spot."""
    if not said.strip():
        raise Invalid("Write what you saw.")
    records.check_date(happened)
    title = said.strip().splitlines()[0][:120]
    return add_evidence(
        ws, assessment_id, keys, Evidence(0, "seen", (), title, said.strip(), member=member, happened=happened)
    )


def add_evidence(ws: Workspace, assessment_id: int, keys: Iterable[str], draft: Evidence) -> Done[Evidence]:
    """Keep a piece of evidence for some items; the same thing linked twice becomes one that serves both."""
    own = assessments.opened(ws, assessment_id)
    wanted = tuple(dict.fromkeys(keys))
    for key in wanted:
        subject(ws, own, key)
    check_text(draft.said)
    if draft.kind not in EVIDENCE_KINDS:
        raise Invalid("Unknown kind of evidence: {kind}.", kind=draft.kind)
    twin = next((e for e in sheets(ws, own).evidence if _same(e, draft)), None)

    def work(change: Change) -> Evidence:
        if twin is not None:
            items = tuple(dict.fromkeys((*twin.items, *wanted)))
            new = dataclasses.replace(twin, items=items, said=draft.said or twin.said)
        else:
            number = snapshots.ever_made(change.connection, EVIDENCE, f"{own.id}/") + 1
            new = dataclasses.replace(draft, id=number, items=wanted, captured=ws.moment())
        change.put(EVIDENCE, f"{own.id}/{new.id}", plain(new))
        return new

    return ws.write("assessment.evidence", work)


def _same(one: Evidence, other: Evidence) -> bool:
    names = ("kind", "record", "stamp", "file", "task", "iteration", "project", "interview")
    same = all(getattr(one, name) == getattr(other, name) for name in names)
    return same and (one.kind != "seen" or one.said == other.said)


def edit_evidence(ws: Workspace, assessment_id: int, evidence: int, **values: Any) -> Done[Evidence]:
    """Change which items a piece of evidence serves (`items`) and what it shows (`said`)."""
    own = assessments.opened(ws, assessment_id)
    old = _evidence(ws, own, evidence)
    for key in set(values.get("items", ())) - set(old.items):
        subject(ws, own, key)
    check_text(values.get("said", ""))
    new = dataclasses.replace(old, **{name: values[name] for name in ("items", "said") if name in values})
    return _put_evidence(ws, own, new)


def look_again(ws: Workspace, assessment_id: int, evidence: int) -> Done[Evidence]:
    """The record was looked at again: its present version is what was seen now."""
    own = assessments.opened(ws, assessment_id)
    old = _evidence(ws, own, evidence)
    found = records.page(ws, old.record)
    head = found.record
    new = dataclasses.replace(
        old, revision=head.revision, stamp=head.stamp, states=tuple(sorted(found.states)), happened=head.happened,
        source_dated=head.source_dated, captured=ws.moment(),
    )  # fmt: skip
    return _put_evidence(ws, own, new)


def remove_evidence(ws: Workspace, assessment_id: int, evidence: int) -> Done[None]:
    """Take a piece of evidence out; it stays in the history and can be brought back with Undo."""
    own = assessments.opened(ws, assessment_id)
    return ws.write("assessment.evidence", lambda change: change.put(EVIDENCE, f"{own.id}/{evidence}", None))


def _evidence(ws: Workspace, own: Assessment, evidence: int) -> Evidence:
    found = next((e for e in sheets(ws, own).evidence if e.id == evidence), None)
    if found is None:
        raise Invalid("There is no such evidence.")
    return found


def _put_evidence(ws: Workspace, own: Assessment, new: Evidence) -> Done[Evidence]:
    def work(change: Change) -> Evidence:
        change.put(EVIDENCE, f"{own.id}/{new.id}", plain(new))
        return new

    return ws.write("assessment.evidence", work)


def keep_interview(ws: Workspace, assessment_id: int, draft: Interview, keys: Sequence[str] = ()) -> Done[Interview]:
    """Keep an interview (id 0: a new one), as evidence for some items. What was said may be printed.

    Raises Invalid without a name or a date.
    """
    own = assessments.opened(ws, assessment_id)
    in_scope = {s.key for s in subjects(own, assessments.model_of(ws, own), assessments.framework_of(ws, own))}
    served = tuple(key for key in dict.fromkeys(keys) if key in in_scope)
    if not draft.name.strip():
        raise Invalid("Say who was asked.")
    if len(draft.name) > MAX_NAME:
        raise Invalid("The name is longer than {limit} characters.", limit=MAX_NAME)
    records.check_date(draft.happened)
    for answer in draft.answers:
        check_text(answer.said)
    answers = tuple(Answer(a.question, a.said.strip()) for a in draft.answers if a.said.strip())

    def work(change: Change) -> Interview:
        number = draft.id or snapshots.ever_made(change.connection, INTERVIEW, f"{own.id}/") + 1
        new = dataclasses.replace(draft, id=number, answers=answers, captured=draft.captured or ws.moment())
        change.put(INTERVIEW, f"{own.id}/{number}", plain(new))
        if served:
            found = Evidence(
                snapshots.ever_made(change.connection, EVIDENCE, f"{own.id}/") + 1, "interview", served, new.name,
                task=new.role, interview=number, member=new.member, happened=new.happened, captured=ws.moment(),
            )  # fmt: skip
            change.put(EVIDENCE, f"{own.id}/{found.id}", plain(found))
        return new

    return ws.write("assessment.interview", work)


def link_interview(
    ws: Workspace, assessment_id: int, keys: Sequence[str], interview: int, *, member: str, said: str = ""
) -> Done[Evidence]:
    """Use an interview as evidence."""
    own = assessments.opened(ws, assessment_id)
    found = next((i for i in sheets(ws, own).interviews if i.id == interview), None)
    if found is None:
        raise Invalid("There is no such interview.")
    return add_evidence(ws, assessment_id, keys, Evidence(
        0, "interview", (), found.name, said, task=found.role, interview=interview, member=member,
        happened=found.happened,
    ))  # fmt: skip


def write_note(ws: Workspace, assessment_id: int, key: str, text: str) -> Done[None]:
    """Keep a private note of whoever is at work; it is never printed, packed or exported. "" removes it."""
    own = assessments.opened(ws, assessment_id)
    check_text(text)
    value = {"text": text} if text.strip() else None
    return ws.write("assessment.note", lambda change: change.put(NOTE, f"{own.id}/{ws.actor}/{key}", value))


def notes(ws: Workspace, assessment_id: int) -> dict[str, str]:
    """The private notes of whoever is at work, by item."""
    with ws.reading() as connection:
        found = queries.documents_under(connection, NOTE, f"{assessment_id}/{ws.actor}/")
    return {key: str(mapping(data).get("text", "")) for key, data in found.items()}
