"""What may be claimed, in careful words: all mandatory items of the profile met, or not met and which are missing.

A 29110 profile allows no tailoring for a conformance claim; this program supports a profile, it certifies nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vse_app.model.elements import Objective
from vse_app.model.path import Facts, Need, Status, Step


@dataclass(frozen=True, slots=True)
class Item:
    """A mandatory task in one iteration, whether it is met, and the outputs that are missing if not."""

    step: Step
    met: bool
    missing: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """`items` are all mandatory task instances; the claim may be made when every one is met.

    Nothing may be claimed under a `provisional` model: its items are a reconstruction.
    """

    items: tuple[Item, ...]
    unmet_entry_conditions: tuple[str, ...]
    provisional: bool = False

    @property
    def met(self) -> bool:
        """Whether all mandatory items and entry conditions are met."""
        return all(item.met for item in self.items) and not self.unmet_entry_conditions

    @property
    def possible(self) -> bool:
        """Whether the claim may be made."""
        return self.met and not self.provisional

    @property
    def missing(self) -> tuple[Item, ...]:
        """The items that stand in the way."""
        return tuple(item for item in self.items if not item.met)


def claim(facts: Facts, steps: Sequence[Step]) -> Claim:
    """Judge every mandatory task: confirmed with its outputs in their states, or not applicable where that is open.

    One that an accepted change has opened again is not met before it was done again.
    """
    ticked = set(facts.project.entry_conditions)
    return Claim(
        items=tuple(_item(step) for step in steps if not step.task.optional),
        unmet_entry_conditions=tuple(c for c in facts.model.entry_conditions if c not in ticked),
        provisional=facts.model.provisional,
    )


def _item(step: Step) -> Item:
    missing = tuple(need for need in step.outputs if not need.met)
    if step.status is Status.NOT_APPLICABLE:
        return Item(step, step.task.may_be_skipped)
    confirmed = bool(step.confirmations) and not step.again
    return Item(step, confirmed and not missing, missing)


def by_objective(facts: Facts, steps: Sequence[Step], objective: Objective) -> tuple[Step, ...]:
    """The steps of the activities that serve an objective."""
    serving = {a.id for a in facts.model.activities() if objective.id in a.objectives}
    return tuple(step for step in steps if step.task.activity in serving)
