"""A measure over time: values as a line with points, target and limit as lines with their names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from vse_app.i18n import Translator
from vse_app.model.measure_page import Measure
from vse_app.model.measure_words import limits_text, value_text
from vse_app.model.plan_words import figure
from vse_app.model.scene import Box, Scene, Shape, Stroke, Words
from vse_app.model.wording import date_text

HIGH: Final = 150.0
LEFT: Final = 36.0
RIGHT: Final = 62.0
MOST_WIDE: Final = 640.0


def chart(tr: Translator, measure: Measure, width: float) -> Scene | None:
    """The picture of a measure; None without values."""
    return _Chart(tr, measure, min(width, MOST_WIDE)).scene() if measure.values else None


class _Chart:
    def __init__(self, tr: Translator, measure: Measure, wide: float) -> None:
        self._tr, self._measure, self._wide = tr, measure, wide
        values = measure.values
        marks = [v.value for v in values] + [x for x in (measure.target, measure.limit) if x is not None]
        low, high = min(0.0, *marks), max(marks)
        span = (high - low) or 1.0
        self._high = high + span * 0.08
        self._low = low - (span * 0.08 if low < 0 else 0)
        self._first, self._last = values[0].day, values[-1].day

    def scene(self) -> Scene:
        tr, measure = self._tr, self._measure
        said = ", ".join(part for part in (value_text(tr, measure), limits_text(tr, measure)) if part)
        return Scene(self._wide, HIGH, (*self._frame(), *self._marks(), *self._values()), said)

    def _x(self, day: dt.date) -> float:
        right = self._wide - RIGHT
        if self._first == self._last:
            return (LEFT + right) / 2
        return LEFT + 6 + (day - self._first).days / (self._last - self._first).days * (right - LEFT - 12)

    def _y(self, value: float) -> float:
        return HIGH - 22 - (value - self._low) / ((self._high - self._low) or 1) * (HIGH - 34)

    def _across(self, value: float) -> tuple[tuple[float, float], tuple[float, float]]:
        return (LEFT, self._y(value)), (self._wide - RIGHT, self._y(value))

    def _frame(self) -> Iterator[Shape]:
        for part in (0.0, 0.5, 1.0):
            value = self._low + (self._high - self._low) * part
            yield Stroke(self._across(value), "grid", 0.6)
            yield Words(LEFT - 4, self._y(value) + 2.5, figure(value), 7, "right", "muted")
        yield Words(LEFT, HIGH - 8, date_text(self._tr, self._first.isoformat()), 7, ink="muted")
        if self._first != self._last:
            last = date_text(self._tr, self._last.isoformat())
            yield Words(self._wide - RIGHT, HIGH - 8, last, 7, "right", "muted")

    def _marks(self) -> Iterator[Shape]:
        """Target and limit, each with its name and number."""
        tr, taken = self._tr, list[float]()
        for name, value, dashed in (
            (tr("target"), self._measure.target, True), (tr("limit"), self._measure.limit, False)
        ):  # fmt: skip
            if value is None:
                continue
            yield Stroke(self._across(value), "text", 1.2, dashed)
            at = self._y(value) + 2.5
            while any(abs(at - other) < 9 for other in taken):
                at -= 9
            taken.append(at)
            yield Words(self._wide - RIGHT + 4, at, f"{name} {figure(value)}", 7, bold=not dashed, room=RIGHT - 4)

    def _values(self) -> Iterator[Shape]:
        """The line with its points; those beyond the limit are larger and black."""
        values = self._measure.values
        if len(values) > 1:
            yield Stroke(tuple((self._x(v.day), self._y(v.value)) for v in values), "accent", 1.6)
        for value in values:
            beyond = self._measure.is_crossed(value.value)
            size = 5.0 if beyond else 3.6
            place = self._x(value.day) - size / 2, self._y(value.value) - size / 2
            yield Box(*place, size, size, "text" if beyond else "accent")
        now = next(reversed(values))
        yield Words(self._x(now.day) - 5, self._y(now.value) - 6, figure(now.value), 8, "right", bold=True)
