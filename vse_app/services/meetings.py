"""Meetings: what a meeting should come back to, and minutes whose agreements become actions in the same change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from vse_app.i18n import Translator
from vse_app.model.agreements import Agreed, read_lines
from vse_app.model.errors import Invalid
from vse_app.model.project import Person, Project
from vse_app.model.records import Record
from vse_app.model.steering import Row, Sheet
from vse_app.services import actions, checks, company, desk_drafts, projects, records, steering
from vse_app.services.workspace import Done, Workspace
from vse_app.store.change import Change

DESK: Final = "meeting"
"""Under what name a draft of minutes is kept."""
RECENT: Final = 8
"""Earlier meetings on show."""


class Attendee(NamedTuple):
    """Somebody who may have been there: a person's id, name, roles in words, and whether they are the customer's."""

    id: str
    name: str
    role: str
    is_customer: bool


class Question(NamedTuple):
    """A question that earlier minutes left open, with the number of the meeting that named it last."""

    text: str
    owner: str
    meeting: str


@dataclass(frozen=True)
class Desk:
    """What stands on the table before a meeting. `kept` says that this project keeps minutes at all; `noted` are open
    agreements that earlier minutes hold in a table of their own instead of as actions.
    """

    kept: bool
    people: tuple[Attendee, ...]
    actions: tuple[Row, ...]
    questions: tuple[Question, ...]
    noted: tuple[Question, ...]
    held: tuple[Row, ...]
    agreed: Mapping[int, tuple[Row, ...]]
    today: dt.date
    actor: str
    draft: Mapping[str, Any]

    @property
    def names(self) -> list[tuple[str, str]]:
        """(id, name) of everybody who can promise something."""
        return [(one.id, one.name) for one in self.people]


@dataclass(frozen=True)
class Minutes:
    """Minutes to be written. `present` are person ids, `others` further names; `done` are ids of actions closed."""

    purpose: str
    held_on: str
    sort: str = "team"
    place: str = ""
    present: tuple[str, ...] = ()
    others: str = ""
    achieved: str = ""
    decisions: str = ""
    agreements: tuple[Agreed, ...] = ()
    done: tuple[int, ...] = ()
    questions: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    next_on: str = ""


def templates(tr: Translator) -> tuple[tuple[str, str, str], ...]:
    """Usual meetings: key, what it is about, kind."""
    return (
        ("week", tr("Progress of the week"), "team"),
        ("customer", tr("Progress with the customer"), "customer"),
        ("start", tr("Start of the project"), "customer"),
        ("review", tr("Review of a work product"), "review"),
        ("handing-over", tr("Delivery and acceptance"), "customer"),
        ("lessons", tr("What we learned"), "team"),
    )


def read(ws: Workspace, project_id: int, language: str) -> Desk:
    """The table before a meeting: who, what is open, what was agreed before."""
    project = projects.project(ws, project_id)
    sheets = steering.read_all(ws, project_id, ("meeting", "action"))
    held = sorted(sheets["meeting"].rows, key=lambda row: (row.record.happened, row.record.id), reverse=True)
    return Desk(
        kept=sheets["meeting"].product is not None,
        people=_people(ws, project, language),
        actions=by_due(sheets["action"].open),
        questions=open_questions(held),
        noted=noted_in(held),
        held=tuple(held[:RECENT]),
        agreed=agreed_in(sheets["action"]),
        today=dt.date.fromisoformat(ws.today()),
        actor=ws.actor,
        draft=desk_drafts.read(ws, project_id, DESK),
    )


def by_due(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The most pressing first, those without a date last."""
    return tuple(sorted(rows, key=lambda row: (not row.record.due, row.record.due, row.record.id)))


def agreed_in(sheet: Sheet) -> dict[int, tuple[Row, ...]]:
    """Record (a meeting, a correction …) → the actions it raised."""
    found: dict[int, tuple[Row, ...]] = {}
    for row in sheet.rows:
        for source in row.links("raised-by"):
            found[source] = (*found.get(source, ()), row)
    return found


def open_questions(held: Sequence[Row]) -> tuple[Question, ...]:
    """Questions whose newest mention is open; `held` is newest first. Old minutes are never written in."""
    found: dict[str, Question | None] = {}
    for row in held:
        for item in row.table("issues"):
            text = str(item.get("issue") or "").strip()
            if text and text not in found:
                is_open = item.get("status") != "closed"
                found[text] = Question(text, str(item.get("owner") or ""), row.record.number) if is_open else None
    return tuple(question for question in found.values() if question is not None)


def noted_in(held: Sequence[Row]) -> tuple[Question, ...]:
    """Agreements that stand open in the minutes themselves, written there by hand."""
    return tuple(
        Question(str(item["agreement"]), str(item.get("owner") or ""), row.record.number)
        for row in held
        for item in row.table("agreements")
        if item.get("agreement") and item.get("status") != "closed"
    )


def save(ws: Workspace, project_id: int, minutes: Minutes, tr: Translator) -> Done[Record]:
    """Write minutes, an action for each agreement, and what was closed, in one change. Raises Invalid."""
    checks.check_date(minutes.held_on)
    checks.check_person(ws, ws.actor)
    if not minutes.purpose.strip():
        raise Invalid("Say what the meeting was about.")
    if not minutes.present and not minutes.others.strip():
        raise Invalid("Tick who was there.")
    made = steering.drafted(ws, project_id, "meeting", _fields(ws, project_id, minutes, tr.language))
    people = {p.id: p for p in company.people(ws)}

    def work(change: Change) -> Record:
        record = records.add(change, made)
        for agreed in minutes.agreements:
            values: dict[str, Any] = {"raised-by": [str(record.id)], "details": _not_understood(tr, agreed)}
            entry = steering.drafted(
                ws, project_id, "action", values, title=agreed.what,
                owner=agreed.owner if agreed.owner in people else "", due=agreed.due,
            )  # fmt: skip
            records.add(change, entry)
        for closed in minutes.done:
            actions.close_in(ws, change, closed, happened=minutes.held_on, result=record.number)
        desk_drafts.drop_in(change, project_id, DESK)
        return record

    return ws.write("meeting", work)


def _not_understood(tr: Translator, agreed: Agreed) -> str:
    said = [
        tr("Who: {text}", text=agreed.who) if agreed.who else "",
        tr("When: {text}", text=agreed.when) if agreed.when else "",
    ]
    return "\n".join(part for part in said if part)


def _fields(ws: Workspace, project_id: int, minutes: Minutes, language: str) -> dict[str, Any]:
    desk = read(ws, project_id, language)
    known = {one.id: one for one in desk.people}
    there = [{"name": known[i].name, "role": known[i].role} for i in minutes.present if i in known]
    there += [{"name": name.strip(), "role": ""} for name in minutes.others.split(",") if name.strip()]
    owners = {question.text: question.owner for question in desk.questions}
    carried = [q for q in desk.questions if q.text not in minutes.settled]
    issues = [{"issue": text, "owner": owners.get(text, ""), "status": "closed"} for text in minutes.settled]
    issues += [{"issue": q.text, "owner": q.owner, "status": "open"} for q in carried]
    asked = read_lines(minutes.questions, desk.names, desk.today)
    issues += [{"issue": one.what, "owner": one.owner, "status": "open"} for one in asked]
    return {
        "purpose": minutes.purpose.strip(),
        "sort": minutes.sort,
        "held-on": minutes.held_on,
        "place": minutes.place,
        "attendees": there,
        "achieved": minutes.achieved,
        "decisions": minutes.decisions,
        "issues": issues,
        "earlier-minutes": [str(desk.held[0].record.id)] if desk.held else [],
        "next-meeting-on": minutes.next_on,
    }


def _people(ws: Workspace, project: Project, language: str) -> tuple[Attendee, ...]:
    """Who plays a role in the project, the customer's people after the team's, then the customer's others."""
    model = projects.model_of(ws, project)
    roles: dict[str, list[str]] = {}
    for role, people in project.assignments.items():
        for person in people:
            roles.setdefault(person, []).append(model.word(language, "roles", role, "name"))
    everybody: list[Person] = [p for p in company.people(ws) if p.active and (p.id in roles or p.side == "customer")]
    everybody.sort(key=lambda p: (p.side == "customer", p.id not in roles))
    return tuple(Attendee(p.id, p.name, ", ".join(roles.get(p.id, [])), p.side == "customer") for p in everybody)
