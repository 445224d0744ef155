"""A baseline: a frozen set of versions, each named by its stamp; compared with another one, or with what is now.

Contents are never copied: versions are immutable, so a record's id, its version and its stamp are enough. Everything
here is pure and works on plain values, however many members there are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from vse_app.model.errors import Invalid
from vse_app.model.findings import CHECKS
from vse_app.model.process import ProcessModel

FROZEN: Final = "baselined"
"""The state that says a version is part of a baseline, where a model has it."""
CONTAINER: Final = "container"
"""The form of a work product that lists what belongs to a configuration."""
FILE: Final = "baseline.csv"
"""Name of the list that a baseline keeps as a file."""
_HEAD: Final = ("record", "number", "kind", "version", "sha256", "states")
_KINDS: Final = "kinds"


class Member(NamedTuple):
    """A version in a baseline: record, its number and kind, version, stamp, and the states that held on it then.

    `filled` says that the version has content; an empty one is never put into a baseline.
    """

    record: int
    number: str
    kind: str
    revision: int
    stamp: str
    states: tuple[str, ...] = ()
    filled: bool = True


Members = Mapping[int, Member]
"""Record → its version in the baseline."""


class Frozen(NamedTuple):
    """What a baseline holds, and the kinds of record it was taken over: a new record of these is an addition."""

    members: Members
    kinds: tuple[str, ...]


class Changed(NamedTuple):
    """A record that stands in both with different content."""

    before: Member
    after: Member


class Difference(NamedTuple):
    """Two sets of versions side by side; `same` counts those equal in both.

    `outside` counts those of kinds that only one of the two was taken over: their absence in the other says nothing.
    """

    added: tuple[Member, ...]
    removed: tuple[Member, ...]
    changed: tuple[Changed, ...]
    same: int
    outside: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether both hold the same versions."""
        return not (self.added or self.removed or self.changed)


def compare(before: Frozen, after: Frozen) -> Difference:
    """What was added, removed and changed from one set of versions to another; by stamp, never by version number."""
    old, new, kinds = before.members, after.members, set(before.kinds) & set(after.kinds)
    added = [member for record, member in new.items() if record not in old]
    removed = [member for record, member in old.items() if record not in new]
    both = [(member, new[record]) for record, member in old.items() if record in new]
    changed = tuple(Changed(was, now) for was, now in both if was.stamp != now.stamp)
    come, gone = (tuple(m for m in some if m.kind in kinds) for some in (added, removed))
    outside = len(added) + len(removed) - len(come) - len(gone)
    return Difference(come, gone, changed, len(both) - len(changed), outside)


def newer(frozen: Members, now: Members) -> tuple[Changed, ...]:
    """Records whose present content is not what the baseline froze."""
    return tuple(
        Changed(member, now[record])
        for record, member in frozen.items()
        if record in now and now[record].stamp != member.stamp
    )


def asked(model: ProcessModel, kind: str) -> frozenset[str]:
    """The states that the model wants on a version before it is frozen; empty when it wants none.

    Where tasks give the state "baselined", it is what all of them ask for beside it. Elsewhere it is any check
    (verified, validated, accepted …) that the kind of record knows.
    """
    product = model.product_of(kind)
    given = [
        use.needed_states - {FROZEN}
        for task in model.tasks()
        for use in task.outputs
        if use.product == kind and FROZEN in use.states
    ]
    if given:
        return given[0].intersection(*given[1:])
    return frozenset(product.states) & CHECKS


def is_approved(model: ProcessModel, kind: str, states: Collection[str]) -> bool:
    """Whether a version with these states may be called approved; one of a kind without checks counts as it is.

    Where tasks give "baselined", all the states they ask for must hold; elsewhere one check is enough.
    """
    wanted = asked(model, kind)
    if not wanted:
        return True
    if FROZEN in model.product_of(kind).states:
        return wanted <= set(states)
    return bool(wanted & set(states))


def usual_kinds(model: ProcessModel) -> tuple[str, ...]:
    """The kinds that a baseline is usually taken over: documents that evolve, and the registers whose rows are part.

    What is a set of versions itself (the software configuration) is left out: it is fed by baselines.
    """
    own = [p.id for p in model.products if p.versioning == "evolving" and p.form != CONTAINER]
    rows = [p.id for p in model.registers if any(part.product in own for part in p.part_of) and p.id not in own]
    return (*own, *rows)


def container(model: ProcessModel) -> str:
    """The work product that lists a configuration, "" where the model has none."""
    return next((p.id for p in model.products if p.form == CONTAINER), "")


def approved(model: ProcessModel, members: Iterable[Member]) -> tuple[Member, ...]:
    """The versions that may be called approved: by their own states, or as rows of a document that is approved."""
    found = tuple(members)
    wanting = {m.record for m in unapproved(model, found)}
    return tuple(m for m in found if m.record not in wanting)


def unapproved(model: ProcessModel, members: Iterable[Member]) -> tuple[Member, ...]:
    """The versions that were not approved. A row of a register needs no state of its own where its document has it.

    Of several documents that it is part of, the first counts: the others only refer to it.
    """
    found = tuple(members)
    lacking = [m for m in found if not is_approved(model, m.kind, m.states)]
    open_kinds = {m.kind for m in lacking}
    good = {m.kind for m in found} - open_kinds
    covered = {p.id for p in model.registers if any(part.product in good for part in p.part_of[:1])}
    return tuple(m for m in lacking if m.kind not in covered)


def write(frozen: Frozen) -> bytes:
    """The list as it is kept: a line with the kinds, a head, and one line for each member, sorted by record."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow((_KINDS, *frozen.kinds))
    out.writerow(_HEAD)
    out.writerows(
        (m.record, m.number, m.kind, m.revision, m.stamp, " ".join(m.states))
        for m in sorted(frozen.members.values(), key=lambda m: m.record)
    )
    return text.getvalue().encode("utf-8")


def read(data: bytes) -> Frozen:
    """A list as `write` made it; raises Invalid when it is none."""
    try:
        lines = csv.reader(io.StringIO(data.decode("utf-8")))
        kinds, head = next(lines), next(lines)
        if kinds[:1] != [_KINDS] or tuple(head) != _HEAD:
            raise ValueError
        return Frozen({member.record: member for member in _read(lines)}, tuple(kinds[1:]))
    except (ValueError, StopIteration, csv.Error):
        raise Invalid("The list of this baseline cannot be read.") from None


def _read(lines: Iterable[list[str]]) -> Iterator[Member]:
    for record, number, kind, version, stamp, states in lines:
        yield Member(int(record), number, kind, int(version), stamp, tuple(states.split()))
