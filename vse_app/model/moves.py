"""How a project came from one edition of its model to another, and what was said before in terms of now.

A move rewrites nothing that was said: confirmations and states keep the ids they were given under. The project's
snapshot remembers each move; reading applies them. Undoing a move puts back the snapshot, and all is as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vse_app.model.process import ProcessModel, Raw
from vse_app.model.project import Confirmation
from vse_app.model.records import Event

Key = tuple[str, int]
"""A task in an iteration."""


@dataclass(frozen=True)
class Move:
    """One move. What was said up to the ids `confirmations` and `events` was said under `source` (`model@edition`).

    `instances`: earlier task instance → those it counts for now, none when nobody asks for it; what is not named stays.
    `roles`: earlier role → roles of now, where they differ.
    """

    source: str
    target: str
    confirmations: int
    events: int
    instances: Mapping[Key, tuple[Key, ...]]
    roles: Mapping[str, tuple[str, ...]]

    def plain(self) -> dict[str, Any]:
        """As the snapshot keeps it."""
        return {
            "from": self.source,
            "to": self.target,
            "confirmations": self.confirmations,
            "events": self.events,
            "instances": [[*key, [list(t) for t in targets]] for key, targets in sorted(self.instances.items())],
            "roles": {old: list(new) for old, new in sorted(self.roles.items())},
        }

    @property
    def edition(self) -> str:
        """The edition it came from."""
        return self.source.partition("@")[2]


def moves_of(model: ProcessModel) -> tuple[Move, ...]:
    """The moves a project's snapshot remembers, oldest first."""
    return tuple(_move(raw) for raw in model.moves)


def _move(raw: Raw) -> Move:
    return Move(
        source=raw["from"],
        target=raw["to"],
        confirmations=raw["confirmations"],
        events=raw["events"],
        instances={(task, i): tuple((t, n) for t, n in targets) for task, i, targets in raw["instances"]},
        roles={old: tuple(new) for old, new in raw["roles"].items()},
    )


def confirmations_now(model: ProcessModel, items: Sequence[Confirmation]) -> tuple[Confirmation, ...]:
    """Confirmations in terms of the edition the project works under.

    One of a task that was divided counts for every part. One of a task that was merged counts when all that went into
    it were confirmed. One that counts for nothing stands under its task's id with the edition behind it.
    """
    found = tuple(items)
    for move in moves_of(model):
        before = [c for c in found if c.id <= move.confirmations]
        after = [c for c in found if c.id > move.confirmations]
        found = (*_confirmations(move, before), *after)
    return found


def _confirmations(move: Move, items: Sequence[Confirmation]) -> Iterator[Confirmation]:
    live = {(c.task, c.iteration) for c in items if not c.withdrawn}
    whole = {target for target, sources in sources_of(move.instances).items() if sources <= live}
    for item in items:
        key = (item.task, item.iteration)
        role = move.roles.get(item.role, (item.role,))[0]
        targets = move.instances.get(key)
        if targets is None:
            yield item._replace(role=role)
            continue
        counting = targets[:1] if item.withdrawn else tuple(t for t in targets if t in whole)
        said = item._replace(role=role, earlier=item.earlier or f"{move.source}:{item.task}")
        for task, iteration in counting:
            yield said._replace(task=task, iteration=iteration)
        if not counting:
            yield said._replace(task=f"{item.task}@{move.edition}")


def sources_of(instances: Mapping[Key, tuple[Key, ...]]) -> dict[Key, set[Key]]:
    """The other way round: an instance of now → the earlier ones that count for it."""
    found: dict[Key, set[Key]] = {}
    for source, targets in instances.items():
        for target in targets:
            found.setdefault(target, set()).add(source)
    return found


def events_now(model: ProcessModel, items: Sequence[Event]) -> tuple[Event, ...]:
    """States with the task and role of the edition the project works under."""
    found = tuple(items)
    for move in moves_of(model):
        found = tuple(_event(move, e) if e.id <= move.events else e for e in found)
    return found


def _event(move: Move, item: Event) -> Event:
    role = move.roles.get(item.role, (item.role,))[0]
    targets = move.instances.get((item.task, item.iteration))
    if targets is None:
        return item._replace(role=role)
    task, iteration = targets[0] if targets else (f"{item.task}@{move.edition}", item.iteration)
    return item._replace(role=role, task=task, iteration=iteration)


def stay(name: str, taken: Iterable[str], edition: str) -> str:
    """The id under which something goes on that nobody asks for: its own, unless that means something else now."""
    return f"{name}@{edition}" if name in taken else name
