"""Traceability of a project: rows of the matrix a few at a time, all of them counted, holes that are let stand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vse_app.model.differences import difference
from vse_app.model.elements import Product
from vse_app.model.errors import Invalid
from vse_app.model.process import ProcessModel
from vse_app.model.records import Content, Record, Revision
from vse_app.model.requirement_quality import Hint
from vse_app.model.trace import BLOCKED, HOLES, PENDING, Edge, Graph, Justified, Node, Row
from vse_app.model.trace_chain import COLUMNS, Chain, chain_of
from vse_app.model.trace_survey import Survey, survey
from vse_app.services import checks, hinting, linking, projects
from vse_app.services.workspace import Done, Workspace
from vse_app.store import audit, entries, queries, tracing
from vse_app.store.change import Change
from vse_app.store.entries import Condition
from vse_app.store.queries import Link


@dataclass(frozen=True)
class Traced:
    """Some requirements with everything that their rows name, and what there is to say about how they are written."""

    graph: Graph
    rows: tuple[Row, ...]
    contents: Mapping[int, Content]
    hints: Mapping[int, tuple[Hint, ...]]

    def node(self, record: int) -> Node:
        """A record of the trace."""
        return self.graph.nodes[record]


class Numbers(NamedTuple):
    """All requirements of a project, counted; `hinted` are those a reader might ask something about."""

    survey: Survey
    hinted: frozenset[int]
    justified: frozenset[int]


def model_of(ws: Workspace, project_id: int) -> ProcessModel:
    """The model of a project."""
    return projects.model_of(ws, projects.project(ws, project_id))


def chain(ws: Workspace, project_id: int) -> Chain | None:
    """How requirements are traced in a project; None where its model has none."""
    return chain_of(model_of(ws, project_id))


def _chain(ws: Workspace, project_id: int) -> Chain:
    found = chain(ws, project_id)
    if found is None:
        raise Invalid("This project keeps no requirements one by one, so there is nothing to trace.")
    return found


def traced(ws: Workspace, project_id: int, ids: Sequence[int]) -> Traced:
    """Requirements traced, in the order of their ids as given; those that were withdrawn are left out."""
    ties = _chain(ws, project_id)
    product = model_of(ws, project_id).product(ties.kinds["requirement"])
    with ws.reading() as connection:
        graph = tracing.reached(connection, ties, ids)
        known = [record for record in ids if record in graph.nodes]
        said = entries.said(connection, entries.by_id(connection, known))
    hints = {record: hinting.of(product, content) for record, content in said.items()}
    return Traced(graph, tuple(graph.row(record) for record in known), said, hints)


def window(
    ws: Workspace, project_id: int, *, offset: int = 0, limit: int = 256, after: tuple[str, int] | None = None
) -> tuple[Traced, tuple[str, int] | None]:
    """A window of the whole matrix, and where the next one goes on (place and id of the last row)."""
    kind = _chain(ws, project_id).kinds["requirement"]
    with ws.reading() as connection:
        heads = entries.window(connection, project_id, kind, offset=offset, limit=limit, after=after)
    found = traced(ws, project_id, [head.id for head in heads])
    return found, (heads[-1].place, heads[-1].id) if heads else None


def count(ws: Workspace, project_id: int) -> int:
    """How many requirements there are, those included that consist of others or were dropped."""
    with ws.reading() as connection:
        return entries.count(connection, project_id, _chain(ws, project_id).kinds["requirement"])


def matching(ws: Workspace, project_id: int, *, text: str = "", priority: str = "") -> list[int]:
    """The requirements that hold the words and have the priority, in the order of the matrix."""
    product = model_of(ws, project_id).product(_chain(ws, project_id).kinds["requirement"])
    conditions: list[Condition] = []
    field = product.own("priority")
    if priority and field:
        conditions.append(Condition("field", field.id, ("",) if priority == NOTHING else (priority,)))
    with ws.reading() as connection:
        return list(entries.ordered(connection, project_id, product.id, conditions=conditions, text=text))


NOTHING = "-"
"""Stands for: no priority."""


def numbers(ws: Workspace, project_id: int) -> Numbers:
    """Every requirement traced and counted; kept until something changes. Seconds for 100,000: not for the window."""
    with ws.reading() as connection:
        at = audit.last(connection)[0]
    kept = ws.traces.get(project_id)
    return kept[1] if kept is not None and kept[0] == at else whole(ws, project_id).numbers


class Everything(NamedTuple):
    """All requirements of a project with all that they lead to, in the order of the matrix, and counted."""

    graph: Graph
    order: Sequence[int]
    numbers: Numbers


def whole(ws: Workspace, project_id: int) -> Everything:
    """All requirements of a project, for what is written from all of them."""
    ties = _chain(ws, project_id)
    product = model_of(ws, project_id).product(ties.kinds["requirement"])
    with ws.reading() as connection:
        at = audit.last(connection)[0]
        graph = tracing.everything(connection, ties, project_id)
        order = tracing.order(connection, ties, project_id)
        hinted = frozenset(hinting.hinted(connection, project_id, product))
    found = survey(graph, order)
    still = frozenset(record for column in found.states for record in found.ids(column, ("justified", "outdated")))
    counted = Numbers(found, hinted - found.dropped, still)
    ws.traces[project_id] = (at, counted)
    return Everything(graph, order, counted)


def justify(
    ws: Workspace, record_id: int, columns: Sequence[str], reason: str, *, person: str = "", happened: str = ""
) -> Done[None]:
    """Somebody (whoever is at work, if not said) lets holes of a requirement stand, and says why; it is printed.

    It is said of the requirement as it reads now: once that changes, the hole is one again. Raises Invalid without a
    reason, or for a column that there is not.
    """
    who, day = person or ws.actor, happened or ws.today()
    if not reason.strip():
        raise Invalid("A reason is needed; it is printed.")
    checks.check_person(ws, who)
    checks.check_date(day)

    def work(change: Change) -> None:
        record = _requirement(ws, change, record_id)
        for column in columns:
            if column not in COLUMNS:
                raise Invalid("There is no such column.")
            said = Justified(record_id, column, reason.strip(), who, day, record.core or record.stamp)
            key = tracing.justified_key(record_id, column)
            kept = said._asdict() | {"number": record.number, "captured": ws.moment()}
            change.put(tracing.JUSTIFIED, key, kept, project=record.project)

    return ws.write("trace.justify", work)


def unjustify(ws: Workspace, record_id: int, column: str) -> Done[None]:
    """Take a justification back: the hole is one again."""

    def work(change: Change) -> None:
        record = _requirement(ws, change, record_id)
        change.put(tracing.JUSTIFIED, tracing.justified_key(record_id, column), None, project=record.project)

    return ws.write("trace.unjustify", work)


def _requirement(ws: Workspace, change: Change, record_id: int) -> Record:
    record = checks.existing(queries.record(change.connection, record_id))
    if projects.product_of(ws, record).register != "requirement":
        raise Invalid("{number} is no requirement.", number=record.number)
    return record


class Changed(NamedTuple):
    """An end of a link that changed since: the record, the version the link knew (0: not found), the difference."""

    end: str
    record: Record
    product: Product
    known: int
    lines: tuple[tuple[str, str, str], ...]
    last: Revision


class Suspicion(NamedTuple):
    """A link that asks for a look, with its ends and what changed at them."""

    link: Link
    source: Record
    target: Record
    changed: tuple[Changed, ...]


def suspicions(ws: Workspace, project_id: int, edges: Sequence[Edge]) -> tuple[Suspicion, ...]:
    """What changed at the ends of some links since they were made or looked at."""
    model = model_of(ws, project_id)
    found: list[Suspicion] = []
    with ws.reading() as connection:
        for edge in edges:
            link = next((x for x in queries.links_of(connection, edge.source) if x.id == edge.id), None)
            heads = queries.heads(connection, (edge.source, edge.target))
            if link is None or len(heads) < 2:
                continue
            ends = linking.suspect_ends(model, link, heads)
            kept = {"target": link.stamp, "source": link.own}
            ids = {"target": link.target, "source": link.source}
            changed = tuple(
                _changed(model, end, heads[ids[end]], kept[end], queries.revisions_of(connection, ids[end]))
                for end in ends
            )
            found.append(Suspicion(link, heads[link.source], heads[link.target], changed))
    return tuple(found)


def _changed(model: ProcessModel, end: str, record: Record, kept: str, revisions: Sequence[Revision]) -> Changed:
    """The difference to the version a link knew: the newest one with that fingerprint, links left out."""
    product = model.product_of(record.kind)
    last = revisions[-1]
    for known in reversed(revisions[:-1]):
        if kept in (known.stamp, known.content.core()):
            lines = difference(product, known.content, last.content)
            said_twice = "title" if product.head.get("title") else ""
            return Changed(end, record, product, known.no, tuple(x for x in lines if x[0] != said_twice), last)
    return Changed(end, record, product, 0, (), last)


def still_fits(ws: Workspace, edges: Sequence[Edge], *, person: str = "") -> Done[None]:
    """Somebody looked at what changed at both ends and says that the links still hold."""
    wanted = {edge.id for edge in edges}
    with ws.reading() as connection:
        found = tuple(
            link
            for source in dict.fromkeys(edge.source for edge in edges)
            for link in queries.links_of(connection, source)
            if link.id in wanted
        )
    return linking.clear_all(ws, found, person=person)


def chosen(numbers: Numbers, only: str) -> Collection[int]:
    """The requirements that one of the numbers of the matrix counts, by the number's id; all for an unknown one."""
    found = numbers.survey
    name, _, column = only.partition(":")
    match name:
        case "holes":
            return found.with_holes()
        case "hole":
            return found.ids(column, HOLES)
        case "passed" | "failed":
            return found.ids("result", (name,))
        case "waiting":
            return found.ids("result", (BLOCKED, PENDING))
        case "suspect":
            return found.suspect
        case "justified":
            return numbers.justified
        case "hints":
            return numbers.hinted
        case _:
            return found.order


def requirement_kind(ws: Workspace, project_id: int) -> str:
    """The kind that requirements are in a project; raises Invalid where there is none."""
    return _chain(ws, project_id).kinds["requirement"]
