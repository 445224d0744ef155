"""Two editions of a model against each other: by ids, and by the table of changes where one of them has it.

The table goes before the ids: what stands in it on either side is the same as nothing but what the table says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

from vse_app.model.elements import Task, Use
from vse_app.model.process import ProcessModel

T = TypeVar("T")

KINDS: Final = ("process", "outcome", "activity", "task", "product", "role")
"""Kinds of element that are compared, in the order they are told."""


class Fate(NamedTuple):
    """What became of elements of one kind: `what` is same, renamed, split, merged, new or gone."""

    kind: str
    what: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class Difference(NamedTuple):
    """What a task asks for differently; `before` and `after` are what only one side has.

    `about` is roles, approved_by, inputs, outputs, optional or minutes. Inputs and outputs are `Use`s, the earlier ones
    with the ids of the later edition; the others are texts.
    """

    about: str
    before: tuple[str | Use, ...]
    after: tuple[str | Use, ...]


class TaskChange(NamedTuple):
    """A task that goes on, and what it asks for differently."""

    before: tuple[str, ...]
    after: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Comparison:
    """`by_table` says whether a table of changes leads from the one to the other (or back)."""

    old: ProcessModel
    new: ProcessModel
    by_table: bool
    fates: tuple[Fate, ...]
    tasks: tuple[TaskChange, ...]

    def of(self, kind: str, *what: str) -> tuple[Fate, ...]:
        """The fates of a kind, or those of them that are one of `what`."""
        return tuple(f for f in self.fates if f.kind == kind and (not what or f.what in what))

    def successors(self, kind: str, before: str) -> tuple[str, ...]:
        """What an earlier element became; empty when it is gone."""
        return _once(name for f in self.of(kind) if before in f.before for name in f.after)

    def sources(self, kind: str, after: str) -> tuple[str, ...]:
        """What a later element was; empty when it is new."""
        return _once(name for f in self.of(kind) if after in f.after for name in f.before)


def element_ids(model: ProcessModel) -> frozenset[str]:
    """Every id that a table of changes can name."""
    found = {name for kind in KINDS for name in _ids(model, kind)}
    found |= {group.id for group in model.groups} | {topic.id for topic in model.topics}
    found |= {i.id for p in model.processes for i in p.indicators} | {c.id for p in model.processes for c in p.checks}
    return frozenset(found)


def compare(old: ProcessModel, new: ProcessModel) -> Comparison:
    """What became of the elements of `old` in `new`, and what its tasks ask for differently."""
    rows = _rows(old, new)
    fates = tuple(fate for kind in KINDS for fate in _fates(kind, (_ids(old, kind), _ids(new, kind)), rows or ()))
    bare = Comparison(old, new, rows is not None, fates, ())
    return Comparison(old, new, rows is not None, fates, tuple(_task_changes(bare)))


_Row = tuple[tuple[str, ...], tuple[str, ...]]


def _rows(old: ProcessModel, new: ProcessModel) -> tuple[_Row, ...] | None:
    if old.id != new.id or old.edition == new.edition:
        return None
    if new.changes_from == old.edition:
        return tuple((c.before, c.after) for c in new.changes)
    if old.changes_from == new.edition:
        return tuple((c.after, c.before) for c in old.changes)
    return None


def _ids(model: ProcessModel, kind: str) -> tuple[str, ...]:
    items: Mapping[str, Iterable[object]] = {
        "process": model.processes,
        "outcome": model.objectives(),
        "activity": model.activities(),
        "task": model.tasks(),
        "product": model.products,
        "role": model.roles,
    }
    return tuple(str(getattr(item, "id", "")) for item in items[kind])


def _fates(kind: str, ids: tuple[tuple[str, ...], tuple[str, ...]], rows: Sequence[_Row]) -> Iterator[Fate]:
    """In the order of the new edition; what is gone comes last."""
    known = (set(ids[0]), set(ids[1]))
    sides = ((tuple(b for b in r[0] if b in known[0]), tuple(a for a in r[1] if a in known[1])) for r in rows)
    own = [(before, after) for before, after in sides if before and after]
    listed = ({b for before, _ in own for b in before}, {a for _, after in own for a in after})
    told: set[_Row] = set()
    for name in ids[1]:
        for row in (r for r in own if name in r[1] and r not in told):
            told.add(row)
            yield Fate(kind, _what(*row), *row)
        if name not in listed[1]:
            same = name in known[0] and name not in listed[0]
            yield Fate(kind, "same" if same else "new", (name,) if same else (), (name,))
    for name in ids[0]:
        if name not in listed[0] and (name not in known[1] or name in listed[1]):
            yield Fate(kind, "gone", (name,), ())


def _what(before: tuple[str, ...], after: tuple[str, ...]) -> str:
    if len(before) == len(after) == 1:
        return "same" if before == after else "renamed"
    return "split" if len(before) == 1 else "merged"


def _task_changes(found: Comparison) -> Iterator[TaskChange]:
    """Tasks with differences. A task that is one part of an earlier one asks for less by nature: not compared."""
    for task in found.new.tasks():
        sources = found.sources("task", task.id)
        if not sources or any(len(found.successors("task", name)) > 1 for name in sources):
            continue
        before = [found.old.task(name) for name in sources]
        differences = tuple(_differences(found, before, task))
        if differences:
            yield TaskChange(sources, task.id, differences)


def _differences(found: Comparison, before: Sequence[Task], after: Task) -> Iterator[Difference]:
    roles = _once(name for t in before for role in t.roles for name in _now(found, "role", role))
    approving = _once(name for t in before if t.approved_by for name in _now(found, "role", t.approved_by))
    for about, old, new in (
        ("roles", roles, after.roles),
        ("approved_by", approving, (after.approved_by,) if after.approved_by else ()),
    ):
        if set(old) != set(new):
            yield Difference(about, tuple(x for x in old if x not in new), tuple(x for x in new if x not in old))
    inputs = _once(use for t in before for u in t.inputs for use in _use_now(found, u, after.inputs))
    outputs = _once(use for t in before for u in t.outputs for use in _use_now(found, u, after.outputs))
    for about, was, now in (("inputs", inputs, after.inputs), ("outputs", outputs, after.outputs)):
        if set(was) != set(now):
            yield Difference(about, tuple(x for x in was if x not in now), tuple(x for x in now if x not in was))
    was_optional = all(t.may_be_skipped for t in before)
    if was_optional != after.may_be_skipped:
        yield Difference("optional", (str(was_optional),), (str(after.may_be_skipped),))
    minutes = sum(t.minutes for t in before)
    if minutes != after.minutes:
        yield Difference("minutes", (str(minutes),), (str(after.minutes),))


def _now(found: Comparison, kind: str, name: str) -> tuple[str, ...]:
    return found.successors(kind, name) or (name,)


def _use_now(found: Comparison, use: Use, after: Sequence[Use]) -> Iterator[Use]:
    """A use in terms of now. Of a product that was divided, the parts that are still used, else the first."""
    follows = _now(found, "product", use.product)
    used = {u.product for u in after}
    for product in [p for p in follows if p in used] or follows[:1]:
        yield Use(product, use.part, use.states, use.skippable, use.when)


def _once(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
