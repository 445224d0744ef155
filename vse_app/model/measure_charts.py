"""A measure over time: values as a line with points, target and limit as lines with their names."""

from __future__ import annotations

import datetime as dt
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
    values = measure.values
    if not values:
        return None
    wide = min(width, MOST_WIDE)
    marks = [v.value for v in values] + [x for x in (measure.target, measure.limit) if x is not None]
    low, high = min(0.0, *marks), max(marks)
    span = (high - low) or 1.0
    high += span * 0.08
    low -= span * 0.08 if low < 0 else 0
    first, last = values[0].day, values[-1].day
    days = max((last - first).days, 1)

    def x(day: dt.date) -> float:
        middle = (LEFT + wide - RIGHT) / 2
        return middle if first == last else LEFT + 6 + (day - first).days / days * (wide - RIGHT - LEFT - 12)

    def y(value: float) -> float:
        return HIGH - 22 - (value - low) / ((high - low) or 1) * (HIGH - 34)

    shapes: list[Shape] = []
    for part in (0.0, 0.5, 1.0):
        value = low + (high - low) * part
        shapes.append(Stroke(((LEFT, y(value)), (wide - RIGHT, y(value))), "grid", 0.6))
        shapes.append(Words(LEFT - 4, y(value) + 2.5, figure(value), 7, "right", "muted"))
    taken: list[float] = []
    for name, value, dashed in ((tr("target"), measure.target, True), (tr("limit"), measure.limit, False)):
        if value is not None:
            shapes.append(Stroke(((LEFT, y(value)), (wide - RIGHT, y(value))), "text", 1.2, dashed))
            at = y(value) + 2.5
            while any(abs(at - other) < 9 for other in taken):
                at -= 9
            taken.append(at)
            shapes.append(Words(wide - RIGHT + 4, at, f"{name} {figure(value)}", 7, bold=not dashed, room=RIGHT - 4))
    if len(values) > 1:
        shapes.append(Stroke(tuple((x(v.day), y(v.value)) for v in values), "accent", 1.6))
    for value in values:
        beyond = measure.is_crossed(value.value)
        size = 5.0 if beyond else 3.6
        fill = "text" if beyond else "accent"
        shapes.append(Box(x(value.day) - size / 2, y(value.value) - size / 2, size, size, fill))  # type: ignore[arg-type]
    now = values[-1]
    shapes.append(Words(x(now.day) - 5, y(now.value) - 6, figure(now.value), 8, "right", bold=True))
    shapes.append(Words(LEFT, HIGH - 8, date_text(tr, first.isoformat()), 7, ink="muted"))
    if first != last:
        shapes.append(Words(wide - RIGHT, HIGH - 8, date_text(tr, last.isoformat()), 7, "right", "muted"))
    said = ". ".join(part for part in (value_text(tr, measure), limits_text(tr, measure)) if part)
    return Scene(wide, HIGH, tuple(shapes), said)
