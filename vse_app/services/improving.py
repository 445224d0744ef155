"""Strengths, weaknesses and what is done about them: observations of an assessment, and actions that outlive it."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

from vse_app.model.assessment import mapping
from vse_app.model.errors import Invalid
from vse_app.model.improvement import OBSERVATIONS, Action, Observation, is_pending, read_action
from vse_app.model.project import plain
from vse_app.services import assessments, records
from vse_app.services.assessments import OBSERVATION, check_text
from vse_app.services.workspace import Done, Workspace
from vse_app.store import queries, snapshots
from vse_app.store.change import Change

KIND: Final = "improvement"


def observe(ws: Workspace, assessment_id: int, draft: Observation) -> Done[Observation]:
    """Write down a strength, a weakness or an opportunity (id 0: a new one)."""
    own = assessments.opened(ws, assessment_id)
    if not draft.text.strip():
        raise Invalid("Write what you saw.")
    check_text(draft.text)
    if draft.kind not in OBSERVATIONS:
        raise Invalid("Unknown kind of observation: {kind}.", kind=draft.kind)
    if draft.process and not own.target(draft.process):
        raise Invalid("{item} is not in the scope of this assessment.", item=draft.process)

    def work(change: Change) -> Observation:
        number = draft.id or snapshots.ever_made(change.connection, OBSERVATION, f"{own.id}/") + 1
        new = dataclasses.replace(draft, id=number, text=draft.text.strip())
        change.put(OBSERVATION, f"{own.id}/{number}", plain(new))
        return new

    return ws.write("assessment.observation", work)


def drop_observation(ws: Workspace, assessment_id: int, observation: int) -> Done[None]:
    """Take an observation out; Undo brings it back."""
    own = assessments.opened(ws, assessment_id)
    return ws.write("assessment.observation", lambda change: change.put(OBSERVATION, f"{own.id}/{observation}", None))


def actions(ws: Workspace, assessment_id: int = 0) -> tuple[Action, ...]:
    """The actions of an assessment (0: of all), oldest first."""
    with ws.reading() as connection:
        found = queries.all_documents(connection, KIND)
    every = (read_action(said) for data in found.values() if (said := mapping(data)))
    return tuple(a for a in every if assessment_id in (0, a.assessment))


def pending(ws: Workspace) -> tuple[Action, ...]:
    """Actions somebody still has to do, or whose effect has to be looked at; the most pressing first."""
    today = ws.today()
    found = (action for action in actions(ws) if is_pending(action, today))
    return tuple(sorted(found, key=lambda a: (a.check_due if a.done else a.due) or "9999"))


def save(ws: Workspace, draft: Action) -> Done[Action]:
    """Keep an action (id 0: a new one). It may change after its assessment is completed. Raises Invalid."""
    own = assessments.assessment(ws, draft.assessment)
    if not draft.text.strip():
        raise Invalid("Write what is to be done.")
    for text in (draft.text, draft.effect, draft.seen, draft.dropped):
        check_text(text)
    for date in (draft.due, draft.done, draft.check_due, draft.checked):
        if date:
            records.check_date(date)
    if draft.owner:
        records.check_person(ws, draft.owner)
    if draft.process and not own.target(draft.process):
        raise Invalid("{item} is not in the scope of this assessment.", item=draft.process)
    if draft.checked and draft.worked not in ("yes", "no"):
        raise Invalid("Say whether it had the effect.")

    def work(change: Change) -> Action:
        new = dataclasses.replace(draft, id=draft.id or snapshots.ever_made(change.connection, KIND) + 1)
        change.put(KIND, str(new.id), plain(new))
        return new

    return ws.write("improvement", work)


def edit(ws: Workspace, action: int, **values: Any) -> Done[Action]:
    """Change an action; raises Invalid as `save` does."""
    found = next((a for a in actions(ws) if a.id == action), None)
    if found is None:
        raise Invalid("There is no such action.")
    return save(ws, dataclasses.replace(found, **values))


def remove(ws: Workspace, action: int) -> Done[None]:
    """Take an action out; Undo brings it back."""
    return ws.write("improvement", lambda change: change.put(KIND, str(action), None))
