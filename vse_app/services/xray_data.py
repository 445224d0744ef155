"""What the X-ray reads of a project, and what somebody set aside. Small projects are read whole at each change."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from vse_app.model import moves, rules
from vse_app.model.elements import Product
from vse_app.model.findings import Finding, Mute, Muted
from vse_app.model.path import Facts, Step
from vse_app.model.process import ProcessModel
from vse_app.model.records import Record
from vse_app.model.requirement_quality import Hint, Said, hints, said_of
from vse_app.model.rules_records import tables_with_dates
from vse_app.model.view import Looked
from vse_app.model.whole import Frozen, Sight, Tie, Whole, of_path
from vse_app.services import baselines, hinting
from vse_app.store import audit, queries, wholes

if TYPE_CHECKING:
    from vse_app.services.workspace import Workspace
    from vse_app.store.database import Connection

SMALL: Final = 3000
"""Projects with so many records are read whole after each change; larger ones when somebody asks."""
MUTE: Final = "mute"
"""Kind of the documents that set findings aside; their key is project and `Finding.key`."""
JUSTIFIED: Final = "trace-justified"
"""Kind of the documents that say why a requirement need not be traced further."""
READ_WHOLE: Final = ("requirement", "change", "correction", "meeting", "verification", "validation")
"""Registers of which the rules read several fields."""
READS: Final = 6
"""Times the file is read before the first rule."""
STAGES: Final = READS + len(rules.RULES)
AT_ONCE: Final = 1000
"""Requirements between two looks at whether somebody cancelled."""
MOST_READ: Final = 200_000
"""Texts of requirements whose hints are remembered."""
Tell = Callable[[int, int, str], object]
"""Told (steps done, of how many, id of the step): a rule, or what is being read; it may raise to stop."""


class Seen(NamedTuple):
    """What the rules found: open findings, those set aside, and the records they name beside those of the path."""

    findings: tuple[Finding, ...]
    muted: tuple[Muted, ...] = ()
    mentioned: Mapping[int, Record] = {}
    looked: Looked | None = None


class Kept(NamedTuple):
    """The last X-ray of a large project, kept while the program runs: its moment and the history's number then."""

    findings: tuple[Finding, ...]
    mentioned: Mapping[int, Record]
    at: str
    seq: int


def look(
    ws: Workspace, facts: Facts, steps: Sequence[Step], *, complete: bool = False, tell: Tell | None = None
) -> Seen:
    """The findings of a project: of all of it where it is small or `complete`, else of its path and what is kept."""
    project = facts.project.id
    with ws.reading() as connection, _undisturbed():
        is_small = wholes.count(connection, project) <= SMALL
        said = mutes(connection, project)
        if not (is_small or complete):
            return _partial(ws, connection, facts, steps, said)
        told = tell or _silent
        whole = read(ws, connection, facts, told)
        found = rules.seen(Sight(facts, steps, whole), lambda rule, n: told(READS + n, STAGES, rule))
        named = _named(whole.by_id, facts, found)
        if not is_small:
            ws.xrays[project] = Kept(found, named, ws.moment(), audit.last(connection)[0])
    return _parted(facts, found, said, named, None)


@contextmanager
def _undisturbed() -> Generator[None]:
    """Without Python's collector, which would go through hundreds of thousands of tuples again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _partial(
    ws: Workspace, connection: Connection, facts: Facts, steps: Sequence[Step], said: Mapping[str, Mute]
) -> Seen:
    """A large project: the path as it is now, the rest as the last X-ray saw it."""
    found = rules.seen(of_path(facts, steps))
    kept: Kept | None = ws.xrays.get(facts.project.id)
    if kept is None:
        return _parted(facts, found, said, {}, Looked())
    rest = [f for f in kept.findings if f.rule in rules.NEEDS_ALL or (f.record and f.record not in facts.by_id)]
    both = sorted((*found, *rest), key=lambda f: rules.SEVERITIES.index(f.severity))
    changes = queries.changes_since(connection, kept.seq)
    return _parted(facts, tuple(both), said, kept.mentioned, Looked(kept.at, changes))


def _parted(
    facts: Facts, found: Sequence[Finding], said: Mapping[str, Mute], named: Mapping[int, Record], looked: Looked | None
) -> Seen:
    live = {key: mute for key, mute in said.items() if mute.holds(facts.today)}
    if not live:
        return Seen(tuple(found), (), named, looked)
    keys = [finding.key for finding in found]
    shown = tuple(f for f, key in zip(found, keys, strict=True) if key not in live)
    muted = tuple(Muted(f, live[key]) for f, key in zip(found, keys, strict=True) if key in live)
    return Seen(shown, muted, named, looked)


def _named(known: Mapping[int, Record], facts: Facts, found: Sequence[Finding]) -> dict[int, Record]:
    ids = {i for f in found for i in (f.record, f.values.get("other", 0)) if i and i not in facts.by_id}
    return {i: known[i] for i in ids if i in known}


def mutes(connection: Connection, project: int) -> dict[str, Mute]:
    """Key of a finding → how it was set aside."""
    found = queries.all_documents(connection, MUTE, project=project)
    start = f"{project}/"
    return {
        key.removeprefix(start): Mute(said["reason"], said["by"], said["on"], said.get("until", ""))
        for key, said in found.items()
    }


def read(ws: Workspace, connection: Connection, facts: Facts, tell: Tell) -> Whole:
    """The whole of a project, in a fixed number of statements."""
    project, model = facts.project.id, facts.model

    def reading(stage: int) -> Callable[[int], object]:
        tell(stage, STAGES, "")
        return lambda _rows: tell(stage, STAGES, "")

    heads = wholes.heads(connection, project, reading(0))
    events = moves.events_now(model, wholes.events(connection, project, reading(1)))
    ties = list(map(Tie._make, wholes.ties(connection, project, reading(2))))
    said = _said(connection, project, model, reading(3))
    kept = model.register(baselines.REGISTER)
    has_baselines = kept is not None and any(head.kind == kept.id for head in heads)
    others = _other_ids(connection, project, model, reading(4))
    justified = queries.all_documents(connection, JUSTIFIED, project=project).values()
    return Whole(
        model, facts.today, heads, events, ties, said, others, _baselines(ws, project) if has_baselines else (),
        _still_justified(heads, justified),
        _hints(ws, model, heads, said, reading(5)), hinting.guide().words,
    )  # fmt: skip


def _said(
    connection: Connection, project: int, model: ProcessModel, tick: Callable[[int], object]
) -> dict[int, Mapping[str, Any]]:
    registers = {name: p for name in READ_WHOLE if (p := model.register(name))}
    every: tuple[Product, ...] = (*model.products, *model.kinds)
    kinds = {p.id for p in registers.values()} | {p.id for p in every if tables_with_dates(p)}
    found: dict[int, Mapping[str, Any]] = dict(wholes.fields(connection, project, sorted(kinds), tick=tick))
    results = model.register("test-result")
    result = results.own("result") if results else None
    if results and result:
        values = wholes.field(connection, project, results.id, result.id, tick=tick)
        found |= {record: {result.id: value} for record, value in values.items()}
    return found


def _other_ids(
    connection: Connection, project: int, model: ProcessModel, tick: Callable[[int], object]
) -> dict[int, str]:
    names = {p.head["other-id"] for p in (*model.products, *model.kinds) if "other-id" in p.head}
    found: dict[int, str] = {}
    for name in sorted(names):
        found |= wholes.fields_named(connection, project, name, tick=tick)
    return found


def _baselines(ws: Workspace, project: int) -> tuple[Frozen, ...]:
    """The baselines of a project, oldest first."""
    wanting = baselines.unapproved(ws, project)
    held = baselines.members_of(ws, project)
    return tuple(
        Frozen(
            head.id,
            f"{head.number} {head.title}".strip(),
            {record: member.stamp for record, member in held[head.id].items()},
            frozenset(member.record for member in wanting.get(head.id, ())),
        )
        for head in sorted(baselines.heads(ws, project), key=lambda h: (h.happened, h.id))
        if head.id in held
    )


def _hints(
    ws: Workspace,
    model: ProcessModel,
    heads: Sequence[Record],
    said: Mapping[int, Mapping[str, Any]],
    tick: Callable[[int], object],
) -> dict[int, tuple[Hint, ...]]:
    """What there is to say about how requirements are written. A text is looked at once while the program runs."""
    product = model.register("requirement")
    found: dict[int, tuple[Hint, ...]] = {}
    read: dict[Said, tuple[Hint, ...]] = ws.hints
    for n, head in enumerate(head for head in heads if product and head.kind == product.id):
        assert product is not None
        text = said_of(product, said.get(head.id, {}))
        if text not in read:
            if len(read) >= MOST_READ:
                read.clear()
            read[text] = hints(hinting.guide(), text)
        if read[text]:
            found[head.id] = read[text]
        if n % AT_ONCE == 0:
            tick(n)
    return found


def _still_justified(heads: Sequence[Record], said: Iterable[Mapping[str, Any]]) -> frozenset[tuple[int, str]]:
    """Holes that somebody let stand, of requirements that say what they said then."""
    known = {head.id: head for head in heads}
    found = [(known.get(item["record"]), item) for item in said]
    return frozenset(
        (head.id, item["column"])
        for head, item in found
        if head is not None and item.get("core", "") in ("", head.core, head.stamp)
    )


def _silent(done: int, total: int, what: str) -> None:
    """Nobody asked how far it is."""
