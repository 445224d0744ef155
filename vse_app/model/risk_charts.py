"""Risks as pictures: probability against consequence with the threshold as a line, and exposure over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from vse_app.i18n import Translator
from vse_app.model.risk_page import LEVELS, RiskPage
from vse_app.model.scene import Box, Scene, Shape, Stroke, Words
from vse_app.model.wording import date_text

CELL: Final = 44.0
LEFT: Final = 74.0
FOOT: Final = 44.0
MOST_WIDE: Final = 520.0
SHOWN: Final = 2
"""Numbers of risks in a cell; of more their count is said."""
HIGH: Final = 150.0


def level_words(tr: Translator) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The five places of probability and of consequence in words."""
    probability = tr("very low|low|medium|high|very high").split("|")
    consequence = tr("very small|small|medium|large|very large").split("|")
    return tuple(probability), tuple(consequence)


def matrix(tr: Translator, page: RiskPage, width: float) -> Scene:
    """Five by five cells with exposure and the risks in them; a thick line stands at the threshold."""
    wide = min(width, MOST_WIDE)
    cell = (wide - LEFT) / 5
    size = len(LEVELS)
    shapes: list[Shape] = []
    probability, consequence = level_words(tr)
    for up in range(size, 0, -1):
        top = 14 + (size - up) * CELL
        shapes.append(Words(LEFT - 6, top + CELL / 2 + 3, f"{probability[up - 1]} {up}", 8, "right", room=LEFT - 8))
        for right in range(1, size + 1):
            shapes += _cell(page, (right, up), (LEFT + (right - 1) * cell, top), cell)
    for right in range(1, size + 1):
        x = LEFT + (right - 0.5) * cell
        shapes.append(Words(x, 14 + size * CELL + 12, f"{right} {consequence[right - 1]}", 8, "middle", room=cell - 4))
    shapes.append(Words(0, 9, tr("Probability"), 8, bold=True))
    shapes.append(Words(LEFT + 2.5 * cell, 14 + size * CELL + 25, tr("Consequence"), 8, "middle", bold=True))
    shapes += _threshold(page, cell)
    said = tr(
        "{open} open risks, {over} at or over the threshold of {threshold}, {unjudged} not judged.",
        open=len(page.open), over=len(page.over), threshold=f"{page.threshold:g}", unjudged=len(page.unjudged),
    )  # fmt: skip
    key = tr(
        "Thick line: from an exposure of {threshold} on, something has to be done.", threshold=f"{page.threshold:g}"
    )
    shapes.append(Words(0, 14 + size * CELL + FOOT - 4, key, 7.5, ink="muted"))
    return Scene(wide, 14 + size * CELL + FOOT, tuple(shapes), said)


def _cell(page: RiskPage, place: tuple[int, int], at: tuple[float, float], wide: float) -> Iterator[Shape]:
    right, up = place
    x, top = at
    exposure = right * up
    yield Box(x, top, wide, CELL, "P" if exposure >= page.threshold else "ground", "grid")
    yield Words(x + wide - 4, top + 9, str(exposure), 7, "right", "muted")
    risks = page.cell(up, right)
    for number, risk in enumerate(risks[:SHOWN]):
        yield Words(x + 5, top + 20 + 10 * number, risk.row.record.number, 8, bold=risk.over, room=wide - 8)
    if len(risks) > SHOWN:
        yield Words(x + 5, top + 40, f"+ {len(risks) - SHOWN}", 8, room=wide - 8)
    if risks:
        yield Words(x + 5, top + 9, f"({len(risks)})", 7, ink="muted")


def _threshold(page: RiskPage, cell: float) -> Iterator[Shape]:
    """The stairs between cells below the threshold and those at or over it."""
    size = len(LEVELS)
    for up in range(1, size + 1):
        for right in range(1, size + 1):
            if right * up < page.threshold:
                continue
            x, top = LEFT + (right - 1) * cell, 14 + (size - up) * CELL
            if right > 1 and (right - 1) * up < page.threshold:
                yield Stroke(((x, top), (x, top + CELL)), "text", 2.2)
            if up > 1 and right * (up - 1) < page.threshold:
                yield Stroke(((x, top + CELL), (x + cell, top + CELL)), "text", 2.2)


def history(tr: Translator, page: RiskPage, width: float) -> Scene | None:
    """The exposure of all open risks together over time; None while there is only one day."""
    points = page.total
    if len(points) < 2:
        return None
    wide = min(width, MOST_WIDE)
    first, last = points[0][0], points[-1][0]
    top = max(1, *(total for _, total, _ in points))
    span = max((last - first).days, 1)

    def at(day: dt.date, value: float) -> tuple[float, float]:
        return 30 + (day - first).days / span * (wide - 70), HIGH - 22 - value / top * (HIGH - 44)

    shapes: list[Shape] = []
    for part in (0, 0.5, 1):
        y = at(first, top * part)[1]
        shapes.append(Stroke(((30, y), (wide - 40, y)), "grid", 0.6))
        shapes.append(Words(26, y + 2.5, f"{top * part:.0f}", 7, "right", "muted"))
    shapes.append(Stroke(tuple(_steps(points, at)), "accent", 1.8))
    for place, (day, total, over) in enumerate(points):
        x, y = at(day, total)
        if place in (0, len(points) - 1) or over != points[place - 1][2]:
            shapes.append(Words(x, y - 5, tr("{n} over", n=over) if over else "0", 7, "middle"))
    shapes.append(Words(30, HIGH - 8, date_text(tr, first.isoformat()), 7, ink="muted"))
    shapes.append(Words(wide - 40, HIGH - 8, date_text(tr, last.isoformat()), 7, "right", "muted"))
    shapes.append(Words(wide - 36, at(last, points[-1][1])[1] + 3, str(points[-1][1]), 8, bold=True))
    said = tr("Exposure of all open risks together: {before} on {first}, {now} now.",
              before=points[0][1], first=date_text(tr, first.isoformat()), now=points[-1][1])  # fmt: skip
    return Scene(wide, HIGH, tuple(shapes), said)


def _steps(
    points: Sequence[tuple[dt.date, int, int]], at: Callable[[dt.date, float], tuple[float, float]]
) -> Iterator[tuple[float, float]]:
    before: float | None = None
    for day, total, _ in points:
        x, y = at(day, total)
        if before is not None:
            yield x, before
        yield x, y
        before = y
