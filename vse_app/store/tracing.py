"""Reading a trace: the records and links that a few requirements reach, in few statements, or all of a project."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, func, literal, or_, select, true

from vse_app.model.records import Content, VersionHead
from vse_app.model.trace import ORIGIN, Edge, Graph, Justified, Node
from vse_app.model.trace_chain import Chain
from vse_app.store import contents, queries
from vse_app.store.tables import links, records, revisions

JUSTIFIED = "trace-justified"
"""Kind of the documents that keep justified holes; their key is `justified_key`."""
DEEPEST = 40
PART = "part"
LONGEST = 600
"""Characters of a requirement that are read for the matrix."""


def justified_key(record: int, column: str) -> str:
    """The key of a justified hole."""
    return f"{record}/{column}"


def reached(connection: Connection, chain: Chain, ids: Sequence[int]) -> Graph:
    """The graph of some requirements: everything their rows are made of; a dozen statements, however many they are."""
    return _Reach(connection, chain).graph(ids)


def everything(connection: Connection, chain: Chain, project: int) -> Graph:
    """The graph of all requirements of a project."""
    live = and_(records.c.project == project, records.c.kind.in_(chain.kinds.values()), records.c.withdrawn == "")
    nodes = {row[0]: Node._make(row) for row in connection.execute(_nodes(_key(chain)).where(live)).all()}
    edges: list[Edge] = []
    parts: dict[int, list[int]] = {}
    _Sorter(chain, edges, parts).take(connection.execute(_edges().where(links.c.project == project)).all())
    return Graph(
        chain, nodes, edges, parts, _groups(chain, nodes, parts), justified(connection, project)
    )  # fmt: skip


def order(connection: Connection, chain: Chain, project: int) -> list[int]:
    """The requirements in the order of the matrix: their tree, then their age."""
    wanted = select(records.c.id).where(
        records.c.project == project, records.c.kind == chain.kinds["requirement"], records.c.withdrawn == ""
    )
    return list(connection.execute(wanted.order_by(records.c.place, records.c.id)).scalars())


def said(connection: Connection, project: int, kind: str) -> Iterator[tuple[int, Content]]:
    """What every record of a kind says now, in no order."""
    wanted = (
        select(revisions.c.record, revisions.c.content)
        .join(records, (records.c.id == revisions.c.record) & (records.c.revision == revisions.c.no))
        .where(records.c.project == project, records.c.kind == kind, records.c.withdrawn == "")
    )
    for record, body in connection.execution_options(yield_per=500).execute(wanted):
        yield record, contents.loads(body)


def justified(connection: Connection, project: int) -> dict[tuple[int, str], Justified]:
    """The justified holes of a project."""
    found: dict[tuple[int, str], Justified] = {}
    for said in queries.all_documents(connection, JUSTIFIED, project=project).values():
        item = Justified(**{name: said.get(name, "") for name in Justified._fields})
        found[item.record, item.column] = item
    return found


class _Reach:
    """Goes from requirements outwards, one step at a time for all of them."""

    def __init__(self, connection: Connection, chain: Chain) -> None:
        self._connection, self._chain = connection, chain
        self._edges: list[Edge] = []
        self._parts: dict[int, list[int]] = {}
        self._sorter = _Sorter(chain, self._edges, self._parts)
        self._nodes: dict[int, Node] = {}
        self._seen: set[int] = set()

    def graph(self, ids: Sequence[int]) -> Graph:
        self._load(ids)
        above = {up for record in ids if record in self._nodes for up in self._nodes[record].above}
        first = self._into({*ids, *above})
        self._origins(ids)
        designs = self._widened(first.get("design", set()))
        second = self._into(designs)
        components = first.get("component", set()) | second.get("component", set())
        third = self._into(components)
        tests = first.get("test", set())
        runs = self._into(tests).get("result", set())
        others = second.get("test", set()) | third.get("test", set())
        below = {part for record in ids for part in self._parts.get(record, ())}
        self._load({*above, *components, *tests, *others, *runs, *below})
        project = self._projects()
        groups = _groups(self._chain, self._nodes, self._parts)
        given = justified(self._connection, project) if project else {}
        return Graph(self._chain, self._nodes, self._edges, self._parts, groups, given)

    def _projects(self) -> int:
        row = next(iter(self._nodes), 0)
        wanted = select(records.c.project).where(records.c.id == row)
        return self._connection.execute(wanted).scalar() or 0

    def _widened(self, designs: set[int]) -> set[int]:
        """Design elements with what they are part of and what they consist of."""
        self._load(designs)
        found = set(designs) | {up for record in designs for up in self._nodes[record].above}
        level = set(designs)
        for _ in range(DEEPEST):
            self._into(level)
            level = {part for record in level for part in self._parts.get(record, ())} - found
            if not level:
                break
            found |= level
        self._load(found)
        return found

    def _load(self, ids: Iterable[int]) -> None:
        missing = [i for i in ids if i not in self._nodes]
        if missing:
            rows = self._connection.execute(_nodes_among(_key(self._chain)), _ids(missing))
            self._nodes.update((row[0], Node._make(row)) for row in rows)

    def _into(self, targets: Collection[int]) -> dict[str, set[int]]:
        """Read the links to some records; the sources of those read now or before, by place."""
        fresh = [t for t in targets if t not in self._seen]
        self._seen.update(fresh)
        if fresh:
            self._sorter.take(self._connection.execute(_edges_into(), _ids(fresh)), origins=False)
        found: dict[str, set[int]] = {}
        wanted = set(targets)
        for edge in self._edges:
            if edge.target in wanted:
                found.setdefault(edge.column, set()).add(edge.source)
        return found

    def _origins(self, ids: Sequence[int]) -> None:
        rows = self._connection.execute(_edges_from(tuple(sorted(self._chain.origins))), _ids(ids))
        self._sorter.take(rows)


class _Sorter:
    """Puts each link where it belongs: into the trace, into the trees, or nowhere."""

    def __init__(self, chain: Chain, edges: list[Edge], parts: dict[int, list[int]]) -> None:
        self._edges, self._parts = edges, parts
        self._places: dict[tuple[str, str], tuple[str, str]] = {}
        for place, kind in chain.kinds.items():
            names = dict.fromkeys(chain.upward.get(place, ()), place)
            names |= {chain.trees[place]: PART} if place in chain.trees else {}
            names |= dict.fromkeys(chain.origins, ORIGIN) if place == "requirement" else {}
            for name, column in names.items():
                self._places[kind, name] = (column, chain.watch.get((kind, name), "target"))

    def take(self, rows: Iterable[Any], *, origins: bool = True) -> None:
        """Sort links as `_edges` reads them."""
        places, edges, parts = self._places, self._edges, self._parts
        for link, source, type_, target, kind, target_changed, source_changed in rows:
            column, watch = places.get((kind, type_), ("", ""))
            if column == PART:
                parts.setdefault(target, []).append(source)
            elif column and (origins or column != ORIGIN):
                suspect = watch != "none" and bool(target_changed or (watch == "both" and source_changed))
                edges.append(Edge(link, source, target, column, suspect))


def _groups(chain: Chain, nodes: dict[int, Node], parts: dict[int, list[int]]) -> frozenset[int]:
    """Requirements that consist of others in use."""
    kind = chain.kinds["requirement"]
    return frozenset(
        record
        for record, below in parts.items()
        if record in nodes
        and nodes[record].kind == kind
        and any(part in nodes and not nodes[part].is_dropped for part in below)
    )


def _edges() -> Select[Any]:
    """Links with the kind of their source, and whether target and source changed; as `records.suspect` says."""
    source, target = records.alias("source"), records.alias("target")
    wanted: Any = select(
        links.c.id,
        links.c.source,
        links.c.type,
        links.c.target,
        source.c.kind,
        and_(links.c.stamp != "", links.c.stamp != target.c.core, links.c.stamp != target.c.stamp),
        and_(links.c.own != "", links.c.own != source.c.core, links.c.own != source.c.stamp),
    )
    joined = wanted.join(source, source.c.id == links.c.source).join(target, target.c.id == links.c.target)
    return cast("Select[Any]", joined.where(source.c.withdrawn == "", target.c.withdrawn == "").order_by(links.c.id))


class _Key(NamedTuple):
    """What of a chain shapes the reading of its records; statements are built once for each."""

    requirement: str
    run: str
    required: tuple[tuple[str, tuple[str, ...]], ...]
    statement: str
    said: tuple[str, str]


def _key(chain: Chain) -> _Key:
    said = chain.said
    return _Key(
        chain.kinds["requirement"], chain.kinds.get("result", ""), tuple(chain.required.items()), said["statement"],
        (said["result"], said["version"]),
    )  # fmt: skip


def _nodes(key: _Key) -> Select[Any]:
    """Records as `Node` has them."""
    says = case(*((records.c.kind == kind, _all_there(fields)) for kind, fields in key.required), else_=true())
    is_run, is_requirement = records.c.kind == key.run, records.c.kind == key.requirement
    wanted: Any = select(
        *(records.c[name] for name in ("id", "kind", "number")),
        case((is_requirement, _statement(key.statement)), else_=records.c.title),
        records.c.place,
        *(case((is_requirement, records.c[name]), else_="") for name in ("stamp", "core")),
        *(records.c[name] for name in ("follow", "revision", "happened")),
        and_(records.c.filled == 1, says),
        *(case((is_run, _value(name)), else_="") for name in key.said),
    )
    own = (revisions.c.record == records.c.id) & (revisions.c.no == records.c.revision)
    return cast("Select[Any]", wanted.join(revisions, own))


@cache
def _nodes_among(key: _Key) -> Select[Any]:
    return _nodes(key).where(_among(records.c.id), records.c.withdrawn == "")


@cache
def _edges_into() -> Select[Any]:
    return _edges().where(_among(links.c.target))


@cache
def _edges_from(types: tuple[str, ...]) -> Select[Any]:
    return _edges().where(_among(links.c.source), links.c.type.in_(types))


def _statement(field: str) -> ColumnElement[Any]:
    """What a requirement says, after a title of its own where it has one."""
    said, title = _value(field), records.c.title
    begins = func.instr(said, func.substr(func.rtrim(title, " …"), 1, 20))
    apart = and_(title != "", said != "", or_(begins < 1, begins > 9))
    whole = case((apart, title + ": " + said), (said != "", said), else_=title)
    return func.substr(whole, 1, LONGEST)


def _all_there(fields: Sequence[str]) -> ColumnElement[bool]:
    """Whether each field says something; what says nothing is not stored."""
    return and_(true(), *(_value(field) != "" for field in fields))


def _value(field: str) -> ColumnElement[Any]:
    return func.coalesce(func.json_extract(revisions.c.content, f'$.fields."{field}"'), "") if field else literal("")


def _among(column: ColumnElement[int]) -> ColumnElement[bool]:
    """The column is one of the ids; one parameter, however many there are. See `_ids`."""
    values = func.json_each(bindparam("ids")).table_valued("value")
    return column.in_(select(values.c.value))


def _ids(ids: Iterable[int]) -> dict[str, str]:
    return {"ids": json.dumps(list(ids))}


def pointing(connection: Connection, ids: Sequence[int]) -> list[queries.Link]:
    """The links that lead to some records."""
    wanted = select(links).where(_among(links.c.target)).order_by(links.c.id)
    return [queries.Link(*row) for row in connection.execute(wanted, _ids(ids))]


def by_number(connection: Connection, project: int, kind: str, number: str) -> int:
    """The record of a kind with a number, whatever its case; 0 when there is none."""
    wanted = select(records.c.id).where(
        records.c.project == project, records.c.number.in_((number, number.upper())), records.c.kind == kind
    )
    return connection.execute(wanted).scalar() or 0


def versions(connection: Connection, ids: Sequence[int]) -> dict[int, list[VersionHead]]:
    """The versions of some records, oldest first, by record."""
    wanted = select(*(revisions.c[name] for name in VersionHead._fields)).where(_among(revisions.c.record))
    found: dict[int, list[VersionHead]] = {}
    for row in connection.execute(wanted.order_by(revisions.c.record, revisions.c.no), _ids(ids)):
        found.setdefault(row.record, []).append(VersionHead(*row))
    return found
