"""Benchmarks: each compares the product with a floor that is run beside it in the same call."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: `ratio` is measured / floor (or the figure itself), to be at most `goal`; `unit` is of measured."""

    name: str
    measured: float
    floor: float
    ratio: float
    goal: float
    unit: str

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached."""
        return self.ratio <= self.goal

    def __str__(self) -> str:
        """One line of a report."""
        verdict = "ok" if self.is_met else "MISSED"
        return (
            f"{self.name:<44} {self.measured:>9.3f} {self.unit:<4} floor {self.floor:>9.3f}"
            f"  ratio {self.ratio:>6.3f}  goal {self.goal:>6.2f}  {verdict}"
        )
