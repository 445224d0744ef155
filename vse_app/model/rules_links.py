"""Rules over links: where one is expected and missing, where an end changed, where they go in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from vse_app.model.findings import Finding
from vse_app.model.records import Record, Seen, suspect
from vse_app.model.whole import Sight, Whole

EXPECTED: Final = (
    ("design-element", "satisfies", ("requirement",)),
    ("component", "implements", ("design-element", "requirement")),
    ("test-case", "verifies", ("requirement", "design-element", "component")),
    ("test-result", "test", ("test-case",)),
    ("data-point", "measure", ("measure",)),
)
"""Register, its field, and the registers one of whose entries it names. Nothing is expected while those are empty."""
OF_THEIR_DAY: Final = frozenset({"checks", "affects", "delivers", "result-of", "value-of", "raised-by", "follows"})
"""Types of link from something that happened on a day: what it looked at may go on, and its approval tells of that."""
NO_WAY_ROUND: Final = ("part-of", "comes-from", "depends-on", "satisfies", "implements", "follows")
"""Types of link that make no sense in a circle."""


def orphan(sight: Sight) -> Iterator[Finding]:
    """An entry that names nothing where it should: nobody can say what it is for.

    What a part of it names counts for the whole, and the other way round.
    """
    whole = sight.whole
    for register, name, wanted in EXPECTED:
        own = whole.field(register, name)
        if not own or not any(whole.rows(kind) for kind in wanted):
            continue
        linked = {tie.source for ties in whole.out_of.values() for tie in ties if tie.field == own}
        named = {whole.by_id[i].place for i in linked if whole.by_id[i].place}
        above = {place[:cut] for place in named for cut in range(len(place)) if place[cut] == "."}
        for record in whole.rows(register):
            is_whole_or_part = record.place in above or _is_below(record, named)
            if record.id not in linked and not is_whole_or_part and not whole.is_ended(record):
                yield Finding("orphan", "warning", record=record.id, values={"field": own, "kind": record.kind})


def _is_below(record: Record, places: set[str]) -> bool:
    """Whether it belongs to an entry with one of these places: what holds for the whole holds for its parts."""
    return any(above in places for above in _above(record.place))


def _above(place: str) -> Iterator[str]:
    """The places of what an entry with this place belongs to, the nearest first."""
    while "." in place:
        place = place.rpartition(".")[0]
        yield place


def uncovered_requirement(sight: Sight) -> Iterator[Finding]:
    """A requirement that no design element or component takes on, or that no test verifies, once there are such.

    What takes on the whole takes on its parts. A test of a design element is no test of the requirement.
    """
    whole = sight.whole
    rows = whole.rows("requirement")
    if not rows:
        return
    parents = {r.place.rpartition(".")[0] for r in rows if "." in r.place and r.follow != "dropped"}
    there = {
        "design": bool(whole.rows("design-element") or whole.rows("component")),
        "test": bool(whole.rows("test-case")),
    }
    taken, tested = _named_by(whole)
    places = {record.place for record in rows if record.id in taken and record.place}
    for record in rows:
        if record.place in parents or record.follow == "dropped":
            continue
        covered = {"design": record.id in taken or _is_below(record, places), "test": record.id in tested}
        for what, has_such in there.items():
            if has_such and not covered[what] and (record.id, what) not in whole.justified:
                yield Finding("uncovered-requirement", "warning", record=record.id, values={"what": what})


def _named_by(whole: Whole) -> tuple[set[int], set[int]]:
    """What design elements and components name, and what test cases name."""
    verifies = whole.field("test-case", "verifies")
    carries = {whole.field("design-element", "satisfies"), whole.field("component", "implements")} - {""}
    taken: set[int] = set()
    tested: set[int] = set()
    for ties in whole.out_of.values():
        for tie in ties:
            if tie.field in carries:
                taken.add(tie.target)
            elif tie.field == verifies:
                tested.add(tie.target)
    return taken, tested


def suspect_link(sight: Sight) -> Iterator[Finding]:
    """An end of a link was changed since somebody made the link or looked at it last."""
    whole, known = sight.whole, sight.whole.by_id
    watched = _watched(whole)
    for tie in whole.ties:
        seen = tie.seen_target
        source, target = known.get(tie.source), known.get(tie.target)
        if source is None or target is None:
            continue
        is_target = not seen or seen in (target.core, target.stamp)
        if is_target and (not tie.seen_source or tie.seen_source in (source.core, source.stamp)):
            continue
        ends = suspect(Seen(seen, tie.seen_source), source, target, watched.get((source.kind, tie.field), "target"))
        if ends:
            what = "both" if len(ends) == 2 else ends[0]
            yield Finding(
                "suspect-link", "warning", record=source.id,
                values={"other": target.id, "what": what, "link": tie.id, "field": tie.field, "kind": source.kind},
            )  # fmt: skip


def _watched(whole: Whole) -> Mapping[tuple[str, str], str]:
    """(kind, field) → whose change makes its links suspect; those of no type watch their target."""
    watch = {t.id: t.watch for t in whole.model.link_types}
    kinds = {p.id: p for p in (*whole.model.products, *whole.model.kinds, *whole.model.earlier_products)}
    return {
        (kind, f.id): "none" if f.link in OF_THEIR_DAY else watch.get(f.link, "target")
        for kind, product in kinds.items()
        for f in (*product.fields, *product.earlier)
        if f.kind == "link"
    }


def circular_link(sight: Sight) -> Iterator[Finding]:
    """Records that lead back to themselves by links of one type: none of them can be the first.

    Links that only lead to other kinds of record cannot.
    """
    whole = sight.whole
    types = {
        (p.id, f.id): f.link
        for p in (*whole.model.products, *whole.model.kinds)
        for f in p.fields
        if f.kind == "link" and f.link in NO_WAY_ROUND and (not f.to or p.id in f.to)
    }
    fields = {field for _kind, field in types}
    by_type: dict[str, dict[int, list[int]]] = {}
    for source, ties in whole.out_of.items():
        for tie in ties:
            if tie.field not in fields:
                continue
            name = types.get((whole.by_id[source].kind, tie.field))
            if name:
                by_type.setdefault(name, {}).setdefault(source, []).append(tie.target)
    for name, leads in by_type.items():
        for circle in circles(leads):
            numbers = ", ".join(whole.by_id[i].number for i in circle[:8])
            values = {"item": name, "numbers": numbers, "n": len(circle)}
            yield Finding("circular-link", "error", record=circle[0], values=values)


def circles(leads: Mapping[int, list[int]]) -> Iterator[list[int]]:
    """Groups of nodes that lead back to themselves, each in ascending order. Time grows with nodes and edges alike."""
    number: dict[int, int] = {}
    lowest: dict[int, int] = {}
    path: list[int] = []
    on_path: set[int] = set()
    for start in leads:
        if start in number:
            continue
        work = [(start, iter(leads.get(start, ())))]
        _enter(start, number, lowest, path, on_path)
        while work:
            node, targets = work[-1]
            nearer = next((t for t in targets if t not in number or t in on_path), None)
            if nearer is None:
                work.pop()
                if work:
                    above = work[-1][0]
                    lowest[above] = min(lowest[above], lowest[node])
                if lowest[node] == number[node]:
                    group = _leave(node, path, on_path)
                    if len(group) > 1 or node in leads.get(node, ()):
                        yield sorted(group)
            elif nearer in on_path:
                lowest[node] = min(lowest[node], number[nearer])
            else:
                _enter(nearer, number, lowest, path, on_path)
                work.append((nearer, iter(leads.get(nearer, ()))))


def _enter(node: int, number: dict[int, int], lowest: dict[int, int], path: list[int], on_path: set[int]) -> None:
    number[node] = lowest[node] = len(number)
    path.append(node)
    on_path.add(node)


def _leave(node: int, path: list[int], on_path: set[int]) -> list[int]:
    group: list[int] = []
    while not group or group[-1] != node:
        group.append(path.pop())
        on_path.discard(group[-1])
    return group
