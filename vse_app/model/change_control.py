"""Changes that were accepted: what they affect, what is still owed, and which tasks are to be done again.

Nothing is stored for it but what stood where at acceptance. A product owes a new version as long as it still has the
stamp it had then; a task is open again as long as nobody confirmed it since and what it gives does not hold anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vse_app.model.elements import Product, Task
from vse_app.model.process import ProcessModel
from vse_app.model.project import Confirmation
from vse_app.model.records import Event, Record

REGISTER = "change"


class Stages(NamedTuple):
    """The states of a change request by their meaning, "" where the model has none: the last one is its acceptance."""

    initiated: str
    evaluated: str
    accepted: str


def stages(product: Product) -> Stages:
    """What the states of a model's change requests mean: acceptance last, evaluation before it, initiation first."""
    padded = ("", "", "", *product.states)
    return Stages(*padded[-3:])


@dataclass(frozen=True, slots=True)
class Affected:
    """A record that an accepted change concerns, as it is now. `stamp` is the one it had at acceptance ("": not kept).

    `untouched` is the reason why it did not have to change after all, said `by` a person `on` a day.
    """

    record: Record
    stamp: str
    at: str
    untouched: str = ""
    by: str = ""
    on: str = ""

    @property
    def owes(self) -> bool:
        """Whether a new version is still owed."""
        if self.untouched or self.record.withdrawn:
            return False
        return self.record.stamp == self.stamp if self.stamp else self.record.captured <= self.at


@dataclass(frozen=True, slots=True)
class Accepted:
    """A change request that was accepted: by which event, what it affects, and whether it is closed.

    `confirmed` is the id of the newest confirmation of a task at that moment, -1 where it was not kept.
    """

    record: Record
    event: Event
    affected: tuple[Affected, ...]
    closed: bool = False
    confirmed: int = -1

    @property
    def owing(self) -> tuple[Affected, ...]:
        """What still owes a new version."""
        return tuple(item for item in self.affected if item.owes)

    def is_since(self, confirmation: Confirmation) -> bool:
        """Whether a confirmation was given after the acceptance."""
        if self.confirmed >= 0:
            return confirmation.id > self.confirmed
        return confirmation.captured > self.event.captured


class Again(NamedTuple):
    """Why a task is to be done again: the change (record id and number), when it was accepted, and for which products.

    `on` is the day the person named (ISO).
    """

    change: int
    number: str
    on: str
    products: tuple[str, ...]


def products_of(model: ProcessModel, record: Record) -> tuple[str, ...]:
    """The evolving work products that a record is, or that it is a row of."""
    own = {p.id: p for p in model.products}
    parts = (part.product for part in model.product_of(record.kind).part_of)
    return tuple(p for p in dict.fromkeys((record.kind, *parts)) if p in own and not own[p].many)


def gives(task: Task, products: Iterable[str], model: ProcessModel) -> tuple[str, ...]:
    """The products among some that a task always gives as a whole; a part counts where no task gives the whole."""
    found: list[str] = []
    for product in products:
        uses = [use for use in task.outputs if use.product == product and not use.when]
        whole = [use for use in uses if not use.part]
        if whole or (uses and not _is_given_whole(model, product)):
            found.append(product)
    return tuple(found)


def _is_given_whole(model: ProcessModel, product: str) -> bool:
    return any(
        use.product == product and not use.part and not use.when for task in model.tasks() for use in task.outputs
    )


class Reopening:
    """Asks the accepted changes of a project which tasks are to be done again."""

    def __init__(
        self,
        model: ProcessModel,
        changes: Sequence[Accepted],
        confirmed: Mapping[tuple[str, int], Sequence[Confirmation]],
        present: int,
    ) -> None:
        """`present` is the iteration under way: the earliest with something mandatory that was never settled."""
        self._model, self._confirmed, self._present = model, confirmed, present
        self._open: list[tuple[Accepted, dict[str, list[Affected]]]] = []
        for change in changes:
            concerned: dict[str, list[Affected]] = {}
            for item in change.affected:
                if not item.untouched and not item.record.withdrawn:
                    for product in products_of(model, item.record):
                        concerned.setdefault(product, []).append(item)
            if concerned and not change.closed:
                self._open.append((change, concerned))

    def of(self, task: Task, iteration: int, held: frozenset[str]) -> tuple[Again, ...]:
        """Why a task instance is to be done again. `held` are the products it gives that stand as it gives them now.

        A task that comes in each iteration is so only in the present one: there it is done anyway if it was not yet.
        """
        if not self._open or iteration != self._turn(task.id):
            return ()
        return tuple(self._reasons(task, iteration, held))

    def _reasons(self, task: Task, iteration: int, held: frozenset[str]) -> Iterator[Again]:
        mine = self._confirmed.get((task.id, iteration), ())
        for change, concerned in self._open:
            if any(change.is_since(confirmation) for confirmation in mine):
                continue
            owed = tuple(
                product
                for product in gives(task, concerned, self._model)
                if product not in held or any(item.owes for item in concerned[product])
            )
            if owed:
                yield Again(change.record.id, change.record.number, change.event.happened, owed)

    def _turn(self, task: str) -> int:
        """The iteration in which a task would be done again; -1 where it was not confirmed in the present one."""
        if self._confirmed.get((task, 0)):
            return 0
        done = [iteration for name, iteration in self._confirmed if name == task and self._confirmed[name, iteration]]
        last = max(done, default=-1)
        return last if last >= self._present else -1
