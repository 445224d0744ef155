"""The history of the company file, newest first, and each line of it as a sentence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Select, func, or_, select

from vse_app.i18n import Translator
from vse_app.model.project import Person
from vse_app.services.workspace import Workspace
from vse_app.store.tables import audit, events


class Line(NamedTuple):
    """One entry of the history; `before` and `after` are JSON, "" for nothing."""

    seq: int
    change: int
    at: str
    person: str
    verb: str
    entity: str
    key: str
    project: int
    before: str
    after: str


def count(ws: Workspace, *, project: int = 0, text: str = "", entity: str = "", person: str = "") -> int:
    """How many entries the filters leave; project 0 means the whole company."""
    with ws.reading() as connection:
        chosen = _filtered(select(func.count(audit.c.seq)), project, text, entity, person)
        return connection.execute(chosen).scalar() or 0


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
    columns = [c for c in audit.c if c.name not in ("previous", "hash")]
    chosen = _filtered(select(*columns), project, text, entity, person)
    with ws.reading() as connection:
        rows = connection.execute(chosen.order_by(audit.c.seq.desc()).offset(offset).limit(limit))
        return [Line(*row) for row in rows]


def of_record(ws: Workspace, record_id: int) -> list[Line]:
    """Everything that happened to a record: head, versions, states, links; newest first."""
    key = str(record_id)
    columns = [c for c in audit.c if c.name not in ("previous", "hash")]
    with ws.reading() as connection:
        own = [str(i) for (i,) in connection.execute(select(events.c.id).where(events.c.record == record_id))]
        mine = or_(
            audit.c.entity.in_(("record", "revision")) & (audit.c.key == key),
            (audit.c.entity == "event") & audit.c.key.in_(own),
            (audit.c.entity == "links") & audit.c.key.startswith(key + "/", autoescape=True),
        )
        rows = connection.execute(select(*columns).where(mine).order_by(audit.c.seq.desc()))
        return [Line(*row) for row in rows]


def of_task(ws: Workspace, project: int, task: str, iteration: int) -> list[Line]:
    """What was said of a task: confirmations, marks; newest first."""
    columns = [c for c in audit.c if c.name not in ("previous", "hash")]
    with ws.reading() as connection:
        rows = connection.execute(
            select(*columns)
            .where(audit.c.project == project, audit.c.entity.in_(("confirmation", "mark")))
            .order_by(audit.c.seq.desc())
        )
        found = [Line(*row) for row in rows]
    wanted = {f"{project}/{task}/{iteration}"}
    ours = {x.key for x in found if x.entity == "confirmation" and _is_of(x, task, iteration)}
    return [
        x for x in found if (x.entity == "mark" and x.key in wanted) or (x.entity == "confirmation" and x.key in ours)
    ]


def _is_of(line: Line, task: str, iteration: int) -> bool:
    said = json.loads(line.after) if line.after else {}
    return said.get("task") == task and said.get("iteration") == iteration


def sentence(tr: Translator, line: Line, people: Mapping[str, Person]) -> str:
    """The entry as one sentence, without who and when (those have columns of their own)."""
    before: dict[str, Any] = _object(line.before)
    after: dict[str, Any] = _object(line.after)
    match line.entity:
        case "revision":
            return tr("Version {no} of “{title}” was written.", no=after.get("no", ""), title=after.get("title", ""))
        case "record":
            if not line.before:
                return tr("{number} was created.", number=after.get("number", ""))
            if "withdrawn" in after:
                gone = tr("The record was withdrawn: {reason}", reason=after["withdrawn"])
                return gone if after["withdrawn"] else tr("The record was brought back.")
            return tr("Changed: {what}", what=_differences(before, after))
        case "event" | "confirmation":
            return _appended(tr, line, after, people)
        case "links":
            return tr("Links were changed.")
        case "mark":
            status = after.get("status", "")
            said = {"na": tr("marked not applicable"), "later": tr("put off")}.get(status, tr("notes or ticks changed"))
            task = after.get("task") or before.get("task", "")
            reason = after.get("reason", "")
            return f"{task}: {said}" + (f" ({reason})" if reason and status == "na" else "")
        case _:
            return _document(tr, line, before, after)


def _appended(tr: Translator, line: Line, after: dict[str, Any], people: Mapping[str, Person]) -> str:
    if line.before:
        reason = after.get("withdrawn", "")
        if not reason:
            return tr("It counts again.")
        taken = (
            "A state was taken back: {reason}" if line.entity == "event" else "A confirmation was taken back: {reason}"
        )
        return tr(taken, reason=reason)
    person = people[after["person"]].name if after.get("person") in people else after.get("person", "")
    values = {"person": person, "role": after.get("role", ""), "happened": after.get("happened", "")}
    if line.entity == "event":
        text = "Version {no} became “{state}” by {person} as {role}, on {happened}."
        return tr(text, no=after.get("revision", ""), state=after.get("state", ""), **values)
    return tr("{task} was confirmed by {person} as {role}, on {happened}.", task=after.get("task", ""), **values)


_KINDS = {
    "company": "The company",
    "person": "A person",
    "project": "A project",
    "setting": "A setting",
}


def _document(tr: Translator, line: Line, before: dict[str, Any], after: dict[str, Any]) -> str:
    what = tr(_KINDS.get(line.entity, "Something"))
    name = after.get("name") or after.get("title") or before.get("name") or before.get("title") or ""
    head = f"{what} “{name}”" if name else what
    if not line.before:
        return tr("{what} was added.", what=head)
    if not line.after:
        return tr("{what} was removed.", what=head)
    return f"{head}: " + _differences(before, after)


def _differences(before: dict[str, Any], after: dict[str, Any]) -> str:
    changed = [key for key in after if before.get(key) != after[key]]
    parts = (f"{key}: {_short(before.get(key))} → {_short(after[key])}" for key in changed[:4])
    return "; ".join(parts) + ("; …" if len(changed) > 4 else "")


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "–" if value in (None, "", [], {}) else text[:60] + ("…" if len(text) > 60 else "")


def _object(text: str) -> dict[str, Any]:
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {"value": found}


def _filtered(chosen: Select, project: int, text: str, entity: str, person: str) -> Select:
    if project:
        chosen = chosen.where(audit.c.project.in_((0, project)))
    if entity:
        chosen = chosen.where(audit.c.entity == entity)
    if person:
        chosen = chosen.where(audit.c.person == person)
    if text.strip():
        wanted = text.strip()
        chosen = chosen.where(
            audit.c.after.icontains(wanted, autoescape=True)
            | audit.c.before.icontains(wanted, autoescape=True)
            | audit.c.key.icontains(wanted, autoescape=True)
        )
    return chosen
