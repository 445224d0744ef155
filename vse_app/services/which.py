"""Which standard? The five questions, what the company answered, and where that leads."""

from __future__ import annotations

from collections.abc import Mapping

from vse_app import content
from vse_app.model.errors import Invalid
from vse_app.model.which import Answered, Decision, Guide, guide_from
from vse_app.services.workspace import Done, Workspace
from vse_app.store import queries

KIND = "which-standard"
"""The document that holds the answers; a company has one."""


def guide() -> Guide:
    """The questions and the table that decides; raises BadProfile."""
    return guide_from(content.guidance("which"))


def answered(ws: Workspace) -> Answered:
    """What the company answered; nothing yet is no answers."""
    with ws.reading() as connection:
        found = queries.document(connection, KIND, "")
    return Answered(found["answers"], found["answered"], found["person"]) if found else Answered({})


def answer(ws: Workspace, question: str, chosen: str) -> Done[Answered]:
    """Answer one question, or another way than before; raises Invalid for what cannot be answered."""
    asked = next((q for q in guide().questions if q.id == question), None)
    if asked is None or chosen not in asked.answers:
        raise Invalid("There is no such answer.")
    return save(ws, {**answered(ws).answers, question: chosen})


def save(ws: Workspace, answers: Mapping[str, str]) -> Done[Answered]:
    """Keep all answers; those that the questions do not know are left out. No answers remove the document."""
    new = Answered(guide().known(answers), ws.today(), ws.actor)
    value = {"answers": dict(new.answers), "answered": new.answered, "person": new.person} if new.answers else None
    done = ws.write(KIND, lambda change: change.put(KIND, "", value))
    return Done(new, done.changes)


def decision(ws: Workspace) -> Decision | None:
    """Where the company's answers lead; None until all are given."""
    return guide().decide(answered(ws).answers)
