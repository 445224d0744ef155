"""Change control: what a request would touch, the decision on it, what it still owes, and what it did.

The request itself is an entry of the register of changes, written like any other. Evaluation and acceptance are states
of it, so they are dated, bound to what was decided on, and undone like every state.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from vse_app.model import change_control, impact
from vse_app.model.baseline import container
from vse_app.model.change_control import Accepted, Affected
from vse_app.model.elements import FieldDef, Product
from vse_app.model.errors import Invalid
from vse_app.model.impact import Edge, Touched
from vse_app.model.process import ProcessModel
from vse_app.model.records import Event, Record
from vse_app.services import checks, company, projects, records, reopening, stating
from vse_app.services.linking import PREFIX
from vse_app.services.workspace import Done, Workspace
from vse_app.store import linked, queries
from vse_app.store.change import Change
from vse_app.store.database import Connection

NOT_TOUCHED: Final = (
    "baseline", "backup", "delivery", "action", "data-point", "progress", "meeting", "change", "lesson",
    "verification", "validation", "test-result", "acceptance", "work-done",
)  # fmt: skip
"""Registers whose entries tell what was: a change leaves them as they are, and the search does not go there."""


class Found(NamedTuple):
    """A record that a change could touch, with the way it was found; `via` is the record before it on that way."""

    head: Record
    way: Touched
    via: Record | None


class Impact(NamedTuple):
    """What was found through links, nearest first; `more` says that there was more than is listed."""

    found: tuple[Found, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on a request: one of the choices of its field, by a person in a role, on a day, and why."""

    choice: str
    person: str
    role: str
    happened: str
    note: str = ""


def product_of(model: ProcessModel) -> Product | None:
    """The kind of record that change requests are in a model, or None."""
    return model.register(change_control.REGISTER)


def choices(product: Product) -> tuple[str, ...]:
    """What can be decided: the choices of the field but the first, which says that nothing is decided yet."""
    found = product.own("decision")
    return found.choices[1:] if found else ()


def yes(product: Product) -> str:
    """The choice that accepts a request: the one called like its state, else the first."""
    offered, accepted = choices(product), change_control.stages(product).accepted
    return accepted if accepted in offered else next(iter(offered), "")


def find(ws: Workspace, change_id: int, named: Collection[int] | None = None) -> Impact:
    """What a change could touch: from what it names (or `named`) through links, both ways, and up to the documents."""
    with ws.reading() as connection:
        head = checks.existing(queries.record(connection, change_id))
        model = projects.model_of(ws, projects.project(ws, head.project))
        product = model.product_of(head.kind)
        if named is None:
            field = PREFIX + reopening.affects(product)
            links = [x for x in queries.links_of(connection, change_id) if x.source == change_id and x.type == field]
            named = [link.target for link in links]
        around = _Around(connection, model, head.project)
        found, more = impact.spread(list(named), around, leave_out={change_id})
        heads = queries.heads(connection, {x for way in found for x in (way.record, way.via)} - {0})
    listed = [
        Found(heads[way.record], way, heads.get(way.via))
        for way in found
        if way.record in heads and not heads[way.record].withdrawn
    ]
    return Impact(tuple(sorted(listed, key=lambda f: (f.way.distance, f.head.kind, f.head.id))), more)


class _Around:
    """The links of records, and the way from a row of a register to its document.

    The list of a configuration names everything, so the search ends there.
    """

    def __init__(self, connection: Connection, model: ProcessModel, project: int) -> None:
        self._connection, self._model, self._project = connection, model, project
        self._passed = {p.id for p in model.registers if p.register in NOT_TOUCHED}
        self._hub = container(model)
        self._documents: dict[str, list[int]] = {}

    def __call__(self, ids: Collection[int]) -> Iterable[Edge]:
        heads = queries.heads(self._connection, ids)
        here = [i for i in ids if i in heads and heads[i].kind != self._hub]
        rows = linked.around(self._connection, here)
        others = queries.heads(self._connection, {x for row in rows for x in (row.source, row.target)} - set(heads))
        for row in rows:
            ends = [heads.get(x) or others.get(x) for x in (row.source, row.target)]
            if all(end is not None and end.kind not in self._passed for end in ends):
                yield Edge(row.source, row.target, self._type(row.kind, row.type))
        for i in here:
            for part in self._model.product_of(heads[i].kind).part_of:
                yield from (Edge(i, document, impact.ROW) for document in self._of(part.product) if not part.link)

    def _type(self, kind: str, stored: str) -> str:
        found: FieldDef | None = self._model.product_of(kind).field(stored.removeprefix(PREFIX))
        return found.link if found else ""

    def _of(self, kind: str) -> list[int]:
        if kind not in self._documents:
            found = queries.records_of(self._connection, self._project, kind=kind)
            self._documents[kind] = [record.id for record in found if not record.withdrawn]
        return self._documents[kind]


def set_affected(ws: Workspace, change_id: int, ids: Sequence[int]) -> Done[Record]:
    """Say which records a change affects; a person ticked them."""
    field = reopening.affects(_product(ws, change_id))
    if not field:
        raise Invalid("Change requests of this project name nothing that they affect.")
    return records.revise(ws, change_id, fields={field: [str(i) for i in dict.fromkeys(ids)]})


def decide(ws: Workspace, change_id: int, said: Decision) -> Done[Record]:
    """Write down what was decided; acceptance is given as a state, refusal ends the follow-up. One change, one undo."""
    checks.check_person(ws, said.person)
    checks.check_date(said.happened)
    product = _product(ws, change_id)
    if said.choice not in choices(product):
        raise Invalid("Choose what was decided.")
    is_yes = said.choice == yes(product)
    if not is_yes and not said.note.strip():
        raise Invalid("A reason is needed; it is printed.")
    names = {"decision": said.choice, "decided-by": _who(ws, product, said, change_id), "decided-on": said.happened,
             "decision-note": said.note.strip()}  # fmt: skip
    fields = {f.id: value for name, value in names.items() if (f := product.own(name)) is not None}

    def work(change: Change) -> Record:
        record = records.add_version(ws, change, change_id, fields=fields)
        note = said.note.strip()
        if not is_yes:
            _take_back(change, change_id, change_control.stages(product).accepted, record.project, note)
        if is_yes:
            stating.add_event(
                ws, change, change_id, change_control.stages(product).accepted,
                person=said.person, role=said.role, happened=said.happened, note=note,
            )  # fmt: skip
        follow = _follow(product, is_yes=is_yes, is_final=said.choice in finals(product))
        if follow:
            stating.add_follow(
                ws, change, change_id, follow, person=said.person, role=said.role, happened=said.happened, note=note
            )
        return record

    return ws.write("change.decide", work)


def _take_back(change: Change, change_id: int, accepted: str, project: int, reason: str) -> None:
    """What was accepted and is now decided otherwise does not count as accepted any more."""
    for event in queries.events_of_record(change.connection, change_id):
        if event.state == accepted and event.stamp and not event.withdrawn:
            change.withdraw("event", event.id, reason, project=project)


def finals(product: Product) -> tuple[str, ...]:
    """The choices that end a request without acceptance; the others put it off."""
    return tuple(choice for choice in choices(product) if choice in ("refused", "rejected"))


def _follow(product: Product, *, is_yes: bool, is_final: bool) -> str:
    going = [state for state in product.follow_up[1:] if not product.is_ended(state)]
    if is_yes:
        return going[0] if going else ""
    return next(iter(product.ends), "") if is_final else ""


def _who(ws: Workspace, product: Product, said: Decision, change_id: int) -> str:
    """Name and role as text: the field of the request has to speak for itself on paper."""
    with ws.reading() as connection:
        project = checks.existing(queries.record(connection, change_id)).project
    model = projects.model_of(ws, projects.project(ws, project))
    name = next((p.name for p in company.people(ws) if p.id == said.person), said.person)
    role = model.word(company.company(ws).language or "en", "roles", said.role) if said.role else ""
    return f"{name}, {role}" if role else name


def accepted_one(ws: Workspace, change_id: int) -> Accepted | None:
    """The acceptance of a change with what it affects, or None while it is not accepted."""
    with ws.reading() as connection:
        head = checks.existing(queries.record(connection, change_id))
        model = projects.model_of(ws, projects.project(ws, head.project))
        found = reopening.accepted(connection, model, head.project)
    return next((item for item in found if item.record.id == change_id), None)


def leave_untouched(ws: Workspace, change_id: int, record_id: int, *, person: str, reason: str) -> Done[None]:
    """A person says that an affected record need not change after all; an empty reason takes that back."""
    accepted, item = _item(ws, change_id, record_id)
    checks.check_person(ws, person)
    said = {"untouched": reason.strip(), "by": person, "on": ws.today()} if reason.strip() else {}
    return ws.write("change.untouched", lambda change: reopening.settle(change, accepted, item, said))


def _item(ws: Workspace, change_id: int, record_id: int) -> tuple[Accepted, Affected]:
    accepted = accepted_one(ws, change_id)
    if accepted is None:
        raise Invalid("This change is not accepted, so nothing is owed for it.")
    for item in accepted.affected:
        if item.record.id == record_id:
            return accepted, item
    raise Invalid("The change does not name this record.")


def close(ws: Workspace, change_id: int, *, person: str, note: str = "") -> Done[int]:
    """Close an accepted change; raises Invalid, naming what still owes a new version."""
    accepted = accepted_one(ws, change_id)
    if accepted is not None and accepted.owing:
        numbers = ", ".join(item.record.number for item in accepted.owing)
        raise Invalid(
            "These still owe a new version: {numbers}.", numbers=numbers,
            hint="Write it, or say why it did not have to change after all.",
        )  # fmt: skip
    end = next(iter(_product(ws, change_id).ends), "")
    return stating.follow(ws, change_id, end, person=person, note=note)


def reopen(ws: Workspace, change_id: int, *, person: str) -> Done[int]:
    """Take up a closed change again."""
    product = _product(ws, change_id)
    going = [state for state in product.follow_up if not product.is_ended(state)]
    return stating.follow(ws, change_id, going[-1], person=person)


def stage_event(stage: str, events: Sequence[Event]) -> Event | None:
    """The newest event of a stage that was not taken back, whatever version it was said of."""
    return next((e for e in reversed(events) if stage and e.state == stage and e.stamp and not e.withdrawn), None)


def last_accepted(ws: Workspace, project_id: int) -> Accepted | None:
    """The change that was accepted last in a project, or None."""
    found = all_accepted(ws, project_id)
    return max(found, key=lambda a: (a.event.happened, a.event.id)) if found else None


def all_accepted(ws: Workspace, project_id: int) -> tuple[Accepted, ...]:
    """Every accepted change of a project, closed ones included, oldest first."""
    model = projects.model_of(ws, projects.project(ws, project_id))
    with ws.reading() as connection:
        return reopening.accepted(connection, model, project_id)


def unanswered(ws: Workspace, project_id: int) -> tuple[Record, ...]:
    """Change requests on which nothing was decided yet and that are not closed, oldest first."""
    model = projects.model_of(ws, projects.project(ws, project_id))
    product = product_of(model)
    if product is None:
        return ()
    said = {item.record.id for item in all_accepted(ws, project_id)}
    field = product.own("decision")
    with ws.reading() as connection:
        heads = [r for r in queries.records_of(connection, project_id, kind=product.id) if not r.withdrawn]
        going = [r for r in heads if r.id not in said and not product.is_ended(r.follow)]
        versions = {r.record: r for r in queries.revisions_at(connection, {r.id: r.revision for r in going})}
    return tuple(r for r in going if not _decided(field, versions[r.id].content.fields))


def _decided(field: FieldDef | None, fields: Mapping[str, Any]) -> bool:
    return field is not None and fields.get(field.id) in field.choices[1:]


def _product(ws: Workspace, change_id: int) -> Product:
    with ws.reading() as connection:
        head = checks.existing(queries.record(connection, change_id))
    product = projects.product_of(ws, head)
    if product.register != change_control.REGISTER:
        raise Invalid("{number} is no change request.", number=head.number)
    return product
