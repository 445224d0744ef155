"""Why don't we use standards? The self-check: rounds of answers, each kept, so that a later one can be compared."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from vse_app import content
from vse_app.model.errors import Invalid
from vse_app.model.project import plain
from vse_app.model.why_not import Answer, WhyNot, why_not_from
from vse_app.services import covering
from vse_app.services.workspace import Done, Workspace
from vse_app.store import queries

KIND = "why-not"
"""The documents of the rounds; the key is the number of the round."""
MAX_NOTE = 4000


def check() -> WhyNot:
    """The self-check with the survey it compares with; raises BadProfile."""
    raw = content.guidance("why-not")
    return why_not_from(raw, covering.model(raw["structure"]["model"]))


def rounds(ws: Workspace) -> tuple[Answer, ...]:
    """Every round of answers, oldest first."""
    with ws.reading() as connection:
        found = queries.all_documents(connection, KIND)
    return tuple(sorted((Answer(**data) for data in found.values()), key=lambda a: a.number))


def give_points(ws: Workspace, reason: str, points: int) -> Done[Answer]:
    """Say how much a reason holds, in the newest round (the first begins by itself); raises Invalid."""
    asked = check()
    if reason not in asked.per_cent() or not 0 <= points < len(asked.scale):
        raise Invalid("There is no such answer.")
    return _change(ws, lambda now: dataclasses.replace(now, points={**now.points, reason: points}))


def write_note(ws: Workspace, note: str) -> Done[Answer]:
    """Keep what stands behind the answers, in the company's own words; raises Invalid when it is too long."""
    if len(note) > MAX_NOTE:
        raise Invalid("The text is longer than {limit} characters.", limit=MAX_NOTE)
    return _change(ws, lambda now: dataclasses.replace(now, note=note))


def begin_again(ws: Workspace) -> Done[Answer]:
    """Begin a new round; the earlier ones stay as they are. A newest round without answers is used instead."""
    before = rounds(ws)
    if not before or not (before[-1].points or before[-1].note):
        return _change(ws, lambda now: now)
    return _put(ws, _new(ws, before[-1].number + 1))


def _change(ws: Workspace, how: Callable[[Answer], Answer]) -> Done[Answer]:
    before = rounds(ws)
    now = before[-1] if before else _new(ws, 1)
    return _put(ws, dataclasses.replace(how(now), changed=ws.today(), person=ws.actor))


def _new(ws: Workspace, number: int) -> Answer:
    return Answer(number, ws.today(), ws.today(), ws.actor, {})


def _put(ws: Workspace, answer: Answer) -> Done[Answer]:
    value = plain(answer)
    done = ws.write(KIND, lambda change: change.put(KIND, str(answer.number), value))
    return Done(answer, done.changes)
