"""Pulling the thread of one requirement out of a company file."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from vse_app.model.baseline import CONTAINER, FROZEN, Members
from vse_app.model.elements import FieldDef, Product
from vse_app.model.errors import Invalid
from vse_app.model.process import ProcessModel
from vse_app.model.records import Event, Record, VersionHead
from vse_app.model.thread import LOOK, MISSING, Entry, Stage, Thread, cell_stage, simple_stage
from vse_app.model.trace import Item
from vse_app.services import baselines, checks, company, linking, projects, trace
from vse_app.services.trace import Traced
from vse_app.services.workspace import Workspace
from vse_app.store import entries, queries, tracing
from vse_app.store.database import Connection
from vse_app.store.queries import Link


def pull(ws: Workspace, record_id: int) -> Thread:
    """The thread of a requirement; raises Invalid for any other record."""
    with ws.reading() as connection:
        record = checks.existing(queries.record(connection, record_id))
    if projects.product_of(ws, record).register != "requirement":
        raise Invalid("{number} is no requirement.", number=record.number)
    found = trace.traced(ws, record.project, (record_id,))
    if not found.rows:
        raise Invalid("{number} was withdrawn, so there is nothing to trace.", number=record.number)
    listed = baselines.members_of(ws, record.project)
    with ws.reading() as connection:
        return _Pulling(ws, connection, record, found, listed).thread()


def by_number(ws: Workspace, project_id: int, number: str) -> int:
    """The id of a requirement by its number; raises Invalid when there is none."""
    kind = trace.requirement_kind(ws, project_id)
    with ws.reading() as connection:
        found = tracing.by_number(connection, project_id, kind, number.strip())
    if not found:
        raise Invalid("There is no requirement {number} in this project.", number=number.strip())
    return found


def first(ws: Workspace, project_id: int) -> int:
    """The first requirement of a project, 0 where there is none."""
    found, _last = trace.window(ws, project_id, limit=1)
    return found.rows[0].id if found.rows else 0


def at_random(ws: Workspace, project_id: int, *, but: int = 0) -> int:
    """A requirement by chance, as an assessor samples, another one than `but` where there is one; 0 without any."""
    with ws.reading() as connection:
        chain = trace.chain(ws, project_id)
        every = [r for r in (tracing.order(connection, chain, project_id) if chain else ()) if r != but]
    return random.SystemRandom().choice(every) if every else but


class _Pulling:
    """Everything that is read for one thread, from one consistent state of the file."""

    def __init__(
        self, ws: Workspace, connection: Connection, record: Record, found: Traced, listed: Mapping[int, Members]
    ) -> None:
        self._ws, self._connection, self._record, self._found = ws, connection, record, found
        self._project = projects.project(ws, record.project)
        self._model: ProcessModel = projects.model_of(ws, self._project)
        self._product = self._model.product(record.kind)
        self._row = found.rows[0]
        self._suspect = {edge.id for edge in self._row.suspects}
        self._documents = self._part_of()
        made = [item.id for cell in self._row.cells.values() for item in cell.items]
        self._heads: dict[int, Record] = queries.heads(connection, {record.id, *made})
        self._heads.update((d.id, d) for d in self._documents)
        self._listed = listed
        self._baselines = self._holding()
        own = (record.id, *record_above(found, record.id), *made, *(d.id for d in self._documents))
        self._own = tuple(dict.fromkeys(own))
        self._pointing = tracing.pointing(connection, (*self._own, *(b.id for b in self._baselines)))
        self._heads.update(queries.heads(connection, {link.source for link in self._pointing}))
        self._configurations = self._listing()
        self._pointing += tracing.pointing(connection, tuple(head.id for head, _listed in self._configurations))
        self._heads.update(queries.heads(connection, {link.source for link in self._pointing}))

    def thread(self) -> Thread:
        stages = self._stages()
        ids = {e.record.id for stage in stages for e in stage.entries}
        events = queries.events_of_records(self._connection, list(ids))
        versions = tracing.versions(self._connection, list(ids))
        contents = entries.said(self._connection, [self._record])
        above, below = self._relatives()
        return Thread(
            self._project, self._model, {p.id: p for p in company.people(self._ws)}, self._record,
            contents[self._record.id], tuple(_told(stage, events, versions) for stage in stages), below, above,
        )  # fmt: skip

    def _stages(self) -> list[Stage]:
        deliveries = self._named(("delivers",), "delivery")
        accepting = self._accepting([*deliveries, *self._named(("affects",), "change")])
        return [
            self._asked(),
            self._said_of_it(),
            *(cell_stage(self._found.graph, self._row, c, self._made(c)) for c in self._row.cells),
            self._frozen(),
            simple_stage("delivery", tuple(deliveries)),
            simple_stage("acceptance", accepting),
            simple_stage(
                "change",
                (*self._named(("affects",), "change"), *self._named(("mends", "affects"), "correction")),
                needed=False,
            ),
        ]

    def _asked(self) -> Stage:
        graph = self._found.graph
        edges = [e for up in (self._record.id, *record_above(self._found, self._record.id))
                 for e in graph.origins.get(up, ())]  # fmt: skip
        heads = queries.heads(self._connection, {edge.target for edge in edges})
        source = self._product.own("source")
        content = self._found.contents[self._record.id]
        text = str(content.fields.get(source.id, "")) if source else ""
        found = tuple(Entry(heads[e.target], "comes-from", suspect=e.suspect) for e in edges if e.target in heads)
        return simple_stage("asked", found, text=text)

    def _said_of_it(self) -> Stage:
        """The requirement with its versions, the documents it is part of, the reviews of either.

        It asks for a look while a state that its kind has was given neither to it nor to such a document.
        """
        found = [Entry(self._record)]
        found += [Entry(document, "part-of") for document in self._documents]
        for register in ("verification", "validation"):
            found += self._named(("checks",), register, of=(self._record.id, *(d.id for d in self._documents)))
        stage = simple_stage("requirement", tuple(found))
        events = queries.events_of_records(self._connection, [self._record.id, *(d.id for d in self._documents)])
        given = {
            e.state
            for record in (self._record, *self._documents)
            for e in events.get(record.id, ())
            if e.stamp == record.stamp and not e.withdrawn
        }
        return stage if given >= set(self._product.states) else stage._replace(standing=LOOK)

    def _made(self, column: str) -> tuple[Entry, ...]:
        types = {"design": "satisfies", "component": "implements", "test": "verifies", "result": "result-of"}
        return tuple(
            Entry(
                self._heads[item.id],
                types[column],
                self._number(item, column),
                suspect=bool(item.edge and item.edge.id in self._suspect),
                facts=self._facts(item.id) if column == "result" else {},
            )
            for item in self._row.cells[column].items
            if item.id in self._heads
        )

    def _number(self, item: Item, column: str) -> str:
        over = self._found.graph.nodes.get(item.through)
        return over.number if over else self._record.number

    def _facts(self, record: int) -> Mapping[str, str]:
        node, said = self._found.node(record), self._found.graph.chain.said
        return {said["result"]: node.result, said["version"]: node.version}

    def _part_of(self) -> tuple[Record, ...]:
        """The documents that the requirement is a row of."""
        kinds = {
            part.product
            for part in self._product.part_of
            if not part.link and not self._is_trace(self._model.product_of(part.product).field(part.field))
        }
        found = queries.records_of(self._connection, self._record.project, kinds=kinds) if kinds else []
        return tuple(record for record in found if not record.withdrawn)

    @staticmethod
    def _is_trace(field: FieldDef | None) -> bool:
        return field is not None and bool(field.tied_cells)

    def _listing(self) -> list[tuple[Record, str]]:
        """The records of a configuration that name the requirement, a document it is part of or what was made for it,
        with the number of what they name first."""
        found: dict[int, tuple[Record, str]] = {}
        for link in self._pointing:
            head = self._heads.get(link.source)
            if head is not None and not head.withdrawn and self._model.product_of(head.kind).form == CONTAINER:
                found.setdefault(head.id, (head, self._heads[link.target].number))
        return list(found.values())

    def _frozen(self) -> Stage:
        """The baselines that list it or a document it is part of, and the documents that somebody baselined."""
        events = queries.events_of_records(self._connection, [d.id for d in self._documents])
        frozen = {
            d.id: [e for e in events.get(d.id, ()) if e.state == FROZEN and not e.withdrawn] for d in self._documents
        }
        listed = [(b, self._listed[b.id]) for b in self._baselines]
        found = [Entry(b, facts={"holds": ", ".join(self._held(held))}) for b, held in listed]
        found += [Entry(head, facts={"holds": number}) for head, number in self._configurations]
        found += [Entry(d, "part-of") for d in self._documents if frozen[d.id]]
        stage = simple_stage("baseline", tuple(found))
        current = {r.id: r.stamp for r in (self._record, *self._documents)}
        is_fresh = any(
            member.stamp == current.get(record) for _b, held in listed for record, member in held.items()
        ) or any(e.stamp == d.stamp for d in self._documents for e in frozen[d.id])
        if not listed and not any(frozen.values()):
            return stage._replace(standing=MISSING, entries=())
        return stage if is_fresh else stage._replace(standing=LOOK)

    def _held(self, held: Members) -> Iterator[str]:
        for record in (self._record, *self._documents):
            if record.id in held:
                yield f"{record.number} v{held[record.id].revision}"

    def _holding(self) -> tuple[Record, ...]:
        """The baselines that list the requirement or a document it is part of."""
        wanted = {self._record.id, *(d.id for d in self._documents)}
        holding = [baseline for baseline, held in self._listed.items() if wanted & held.keys()]
        return tuple(queries.heads(self._connection, holding).values())

    def _named(self, types: Sequence[str], register: str, *, of: Sequence[int] = ()) -> tuple[Entry, ...]:
        """Records of a register that name, by links of some types, anything on the thread (or `of` it)."""
        kind = self._register(register)
        found: dict[int, Entry] = {}
        for link in self._pointing:
            head = self._heads.get(link.source)
            if head is None or head.kind != kind or head.withdrawn or (of and link.target not in of):
                continue
            type_ = linking.type_of(self._model, kind, link)
            if type_ in types and head.id not in found:
                found[head.id] = self._entry(head, type_, link)
        return tuple(found.values())

    def _entry(self, head: Record, type_: str, link: Link) -> Entry:
        target = self._heads.get(link.target) or next((b for b in self._baselines if b.id == link.target), None)
        heads = {head.id: head} | ({target.id: target} if target else {})
        older = "target" in linking.suspect_ends(self._model, link, heads)
        return Entry(head, type_, target.number if target else "", older=older)

    def _accepting(self, delivered: Sequence[Entry]) -> tuple[Entry, ...]:
        kind = self._register("acceptance")
        ids = {entry.record.id: entry.record.number for entry in delivered}
        links = [x for x in tracing.pointing(self._connection, tuple(ids)) if ids] if ids else []
        heads = queries.heads(self._connection, {link.source for link in links})
        found: dict[int, Entry] = {}
        for link in links:
            head = heads.get(link.source)
            if head is not None and head.kind == kind and not head.withdrawn:
                product = self._model.product(kind)
                found.setdefault(head.id, Entry(head, linking.type_of(self._model, kind, link), ids[link.target],
                                                facts=self._decision(product, head)))  # fmt: skip
        return tuple(found.values())

    def _decision(self, product: Product, head: Record) -> Mapping[str, str]:
        field = product.own("decision")
        said = entries.said(self._connection, [head]).get(head.id)
        value = str(said.fields.get(field.id, "")) if said and field else ""
        return {field.id: value} if value and field else {}

    def _relatives(self) -> tuple[tuple[Record, ...], tuple[Record, ...]]:
        above = record_above(self._found, self._record.id)
        below = self._found.graph.parts.get(self._record.id, ())
        heads = queries.heads(self._connection, {*above, *below})
        return tuple(heads[i] for i in above if i in heads), tuple(heads[i] for i in below if i in heads)

    def _register(self, register: str) -> str:
        found = self._model.register(register)
        return found.id if found else ""


def record_above(found: Traced, record: int) -> tuple[int, ...]:
    """The requirements that a requirement is part of, the nearest first, that are still there."""
    return tuple(up for up in found.node(record).above if up in found.graph.nodes)


def _told(stage: Stage, events: Mapping[int, Sequence[Event]], versions: Mapping[int, Sequence[VersionHead]]) -> Stage:
    """The station with the states and versions of its records; at the baseline only what froze them."""
    filled = tuple(
        replace(
            entry,
            events=tuple(
                event for event in events.get(entry.record.id, ()) if stage.id != "baseline" or event.state == FROZEN
            ),
            versions=versions.get(entry.record.id, ()),
        )
        for entry in stage.entries
    )
    return stage._replace(entries=filled)
