"""States: given to a version of a record by a person in a role, or, in a follow-up, to the entry as such."""

from __future__ import annotations

from collections.abc import Mapping

from vse_app.model import change_control
from vse_app.model.errors import Invalid
from vse_app.model.records import Record
from vse_app.services import checks, projects, reopening
from vse_app.services.workspace import Done, Workspace
from vse_app.store import queries
from vse_app.store.change import Change


def set_state(
    ws: Workspace,
    record_id: int,
    state: str,
    *,
    person: str,
    role: str,
    task: str = "",
    iteration: int = 0,
    happened: str = "",
    note: str = "",
) -> Done[int]:
    """A person in a role gives the current version a state; it is bound to that content's stamp."""
    checks.check_person(ws, person)
    happened = happened or ws.today()
    checks.check_date(happened)
    return ws.write(
        "record.state",
        lambda change: add_event(
            ws, change, record_id, state, person=person, role=role, task=task, iteration=iteration,
            happened=happened, note=note,
        ),
    )  # fmt: skip


def add_event(
    ws: Workspace,
    change: Change,
    record_id: int,
    state: str,
    *,
    person: str,
    role: str,
    task: str = "",
    iteration: int = 0,
    happened: str,
    note: str = "",
) -> int:
    """As `set_state`, inside a change that is already open."""
    record = checks.existing(queries.record(change.connection, record_id))
    product = projects.product_of(ws, record)
    if state not in product.states:
        raise Invalid("{product} has no state {state}.", product=product.id, state=state)
    if not record.filled:
        raise Invalid(
            "{number} is empty; nothing can be said of it yet.", hint="Write it or attach a file.", number=record.number
        )
    values = {
        "stamp": record.stamp,
        "state": state,
        "person": person,
        "role": role,
        "task": task,
        "iteration": iteration,
        "happened": happened,
        "note": note,
    }
    event = _append(ws, change, record, values)
    if product.register == change_control.REGISTER and state == change_control.stages(product).accepted:
        reopening.keep(change, record, product, event)
    return event


def _append(ws: Workspace, change: Change, record: Record, values: Mapping[str, object]) -> int:
    settled: dict[str, object] = {
        "record": record.id,
        "revision": record.revision,
        "captured": ws.moment(),
        "withdrawn": "",
    }
    return change.append("event", settled | dict(values), project=record.project)


def follow(
    ws: Workspace, record_id: int, state: str, *, person: str = "", role: str = "", happened: str = "", note: str = ""
) -> Done[int]:
    """Somebody (whoever is at work, if not said) moves an entry on in its follow-up: open, in work, closed …

    It is said of the entry, not of a version: editing the text does not open it again. Raises Invalid for a state that
    its register does not have.
    """
    person, happened = person or ws.actor, happened or ws.today()
    checks.check_person(ws, person)
    checks.check_date(happened)
    said = {"person": person, "role": role, "happened": happened, "note": note}
    return ws.write("record.follow", lambda change: add_follow(ws, change, record_id, state, **said))


def add_follow(
    ws: Workspace, change: Change, record_id: int, state: str, *, person: str, role: str = "", happened: str, note: str
) -> int:
    """As `follow`, inside a change that is already open; 0 when the entry stands there already."""
    record = checks.existing(queries.record(change.connection, record_id))
    product = projects.product_of(ws, record)
    if state not in product.follow_up:
        raise Invalid("{product} has no state {state}.", product=product.id, state=state)
    if state == (record.follow or product.follow_up[0]):
        return 0
    values: dict[str, object] = {"state": state, "person": person, "role": role, "happened": happened, "note": note}
    event = _append(ws, change, record, {"stamp": "", "task": "", "iteration": 0} | values)
    change.set_head(record_id, record.project, follow=state)
    return event


def withdraw_state(ws: Workspace, event_id: int, project_id: int, reason: str) -> Done[None]:
    """Take a state back; event and reason stay in the history. An entry goes back to where it stood before."""
    if not reason.strip():
        raise Invalid("A reason is needed; it is printed.")

    def work(change: Change) -> None:
        change.withdraw("event", event_id, reason, project=project_id)
        event = queries.event(change.connection, event_id)
        if event is not None and not event.stamp:
            left = [
                e.state
                for e in queries.events_of_record(change.connection, event.record)
                if not e.stamp and not e.withdrawn
            ]
            change.set_head(event.record, project_id, follow=left[-1] if left else "")

    return ws.write("record.state-withdrawn", work)
