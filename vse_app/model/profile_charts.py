"""Charts of an assessment as scenes: bars by attribute, radar, heat map, items met, trend over rounds: geometry."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from vse_app.model.capability import HIGHEST, LEVEL_OF
from vse_app.model.rating_scale import BANDS
from vse_app.model.scene import Area, Box, Meaning, Scene, Shape, Stroke, Words

SHARES: Final = {letter: upper / 100 for upper, letter in BANDS["NPLF"]}
"""Length of a bar: the upper end of the letter's band. A letter is a band, no number; it stands beside it."""
ROW, HEAD = 30.0, 20.0
LEAST_ROW: Final = 20.0
LEVEL_ROOM: Final = 62.0
LETTER_ROOM: Final = 28.0
"""Behind a bar, for its letter and what it would become."""
MOST_SPOKES: Final = 16


@dataclass(frozen=True, slots=True)
class Line:
    """One process as charts show it: its letters by attribute, level (None: cannot be told) and target.

    `other` is a level to compare with: "what if", or another round; `items` are (label, letter) of a profile.
    """

    name: str
    letters: Mapping[str, str]
    level: int | None
    target: int
    other: int | None = None
    items: tuple[tuple[str, str], ...] = ()
    other_letters: Mapping[str, str] | None = None


def bars(
    lines: Sequence[Line], attributes: Sequence[str], words: Mapping[str, str], width: float, *, high: float = ROW
) -> Scene:
    """A row `high` for each process, a bar for each attribute, and a dashed line where the target asks it to reach.

    `words`: "level", "target", "unknown", "said", each in the reader's language.
    """
    name_room = min(max(width * _share_of_names(attributes), 60.0), 215.0)
    cell = max((width - name_room - LEVEL_ROOM) / max(len(attributes), 1), 10.0)
    shapes: list[Shape] = []
    for number, attribute in enumerate(attributes):
        shapes.append(Words(name_room + cell * (number + 0.5), 12, attribute, 7.5, "middle", "muted", room=cell - 2))
    shapes.append(Words(width, 12, words["level"], 7.5, "right", "muted", room=LEVEL_ROOM - 4))
    for row, line in enumerate(lines):
        top = HEAD + row * high
        shapes.append(Stroke(((0, top), (width, top)), "grid", 0.6))
        shapes.append(Words(0, top + high / 2 + 3, line.name, 8.5, room=name_room - 8))
        for number, attribute in enumerate(attributes):
            if LEVEL_OF[attribute] <= line.target:
                shapes += _bar(line, attribute, Box(name_room + cell * number, top, cell, high, "ground"))
        shapes += _level(line, words, width, top + high / 2)
    height = HEAD + len(lines) * high + 2
    return Scene(width, height, tuple(shapes), words["said"])


def _share_of_names(attributes: Sequence[str]) -> float:
    """How much of the width names may take: few columns leave room to write them out."""
    return 0.4 if len(attributes) <= 3 else 0.3


def _bar(line: Line, attribute: str, cell: Box) -> list[Shape]:
    """A bar from left to right in its frame, the letter behind it, the dashed line of the target across it."""
    high = min(cell.height * 0.46, 13.0)
    left, top = cell.x + 4, cell.y + (cell.height - high) / 2
    room = max(cell.width - 8 - LETTER_ROOM, 6.0)
    letter = line.letters.get(attribute, "")
    shapes: list[Shape] = [Box(left, top, room, high, "ground", "grid")]
    ghost = (line.other_letters or {}).get(attribute, letter)
    if ghost and ghost != letter:
        shapes.append(Box(left, top + high * 0.3, room * _share(ghost), high * 0.4, "ghost", "ghost"))
    if letter:
        shapes.append(Box(left, top, room * _share(letter), high, _meaning(letter)))
    need = left + room * (SHARES["L"] if LEVEL_OF[attribute] < line.target else SHARES["P"])
    shapes.append(Stroke(((need, top - 3), (need, top + high + 3)), "target", 1.1, dashed=True))
    said = letter or "–"
    if ghost != letter:
        said = f"{said}→{ghost or '–'}"
    ink = cast("Meaning", "text" if letter else "muted")
    shapes.append(Words(left + room + 5, top + high / 2 + 3, said, 8, bold=bool(letter), ink=ink, room=LETTER_ROOM - 5))
    return shapes


def _share(letter: str) -> float:
    return next((share for known, share in SHARES.items() if known == letter[:1]), 0.0)


def _meaning(letter: str) -> Meaning:
    return cast("Meaning", letter[:1]) if letter[:1] in ("N", "P", "L", "F") else "none"


def _level(line: Line, words: Mapping[str, str], width: float, middle: float) -> list[Shape]:
    said = words["unknown"] if line.level is None else str(line.level)
    if line.other is not None and line.other != line.level:
        said = f"{said} → {line.other}"
    ink: Meaning = "muted" if line.level is None else "text"
    return [
        Words(width, middle, said, 10.5, "right", ink, bold=line.level is not None, room=LEVEL_ROOM - 4),
        Words(width, middle + 8.5, f"{words['target']} {line.target}", 7, "right", "muted", room=LEVEL_ROOM - 4),
    ]


def heat(lines: Sequence[Line], attributes: Sequence[str], words: Mapping[str, str], width: float) -> Scene:
    """A field for each process and attribute, coloured and lettered; what is above the target stays empty."""
    name_room = min(max(width * _share_of_names(attributes), 60.0), 215.0)
    cell, high = max((width - name_room) / max(len(attributes), 1), 10.0), 22.0
    shapes: list[Shape] = []
    for number, attribute in enumerate(attributes):
        shapes.append(Words(name_room + cell * (number + 0.5), 12, attribute, 7.5, "middle", "muted", room=cell - 2))
    for row, line in enumerate(lines):
        top = HEAD + row * (high + 3)
        shapes.append(Words(0, top + high / 2 + 3, line.name, 8.5, room=name_room - 8))
        for number, attribute in enumerate(attributes):
            x = name_room + cell * number
            if LEVEL_OF[attribute] > line.target:
                continue
            letter = line.letters.get(attribute, "")
            shapes.append(Box(x + 1.5, top, cell - 3, high, _meaning(letter), "grid"))
            shapes.append(Words(x + cell / 2, top + high / 2 + 3.5, letter or "–", 9, "middle", bold=bool(letter)))
    return Scene(width, HEAD + len(lines) * (high + 3), tuple(shapes), words["said"])


def radar(lines: Sequence[Line], words: Mapping[str, str], width: float, *, highest: int = HIGHEST) -> Scene | None:
    """Levels on spokes, the target dashed around them; None for fewer than three processes, or too many to read."""
    if not 3 <= len(lines) <= MOST_SPOKES:
        return None
    side = min(max(width, 90.0), 248.0)
    centre, radius = (width / 2, side / 2), side / 2 - 30
    top = max(highest, max((line.target for line in lines), default=1), 1)

    def at(number: int, level: float) -> tuple[float, float]:
        angle = -math.pi / 2 + 2 * math.pi * number / len(lines)
        reach = radius * level / top
        return centre[0] + reach * math.cos(angle), centre[1] + reach * math.sin(angle)

    shapes: list[Shape] = []
    for level in range(1, top + 1):
        shapes.append(Stroke(tuple(at(n, level) for n in range(len(lines))), "grid", 0.6, closed=True))
        shapes.append(Words(centre[0] + 3, centre[1] - radius * level / top - 1.5, str(level), 6.5, ink="muted"))
    for number, line in enumerate(lines):
        shapes.append(Stroke((centre, at(number, top)), "grid", 0.6))
        shapes.append(_spoke_name(line, at(number, top + 13 * top / radius), centre))
    if any(line.other is not None for line in lines):
        other = tuple(at(n, line.other if line.other is not None else line.level or 0) for n, line in enumerate(lines))
        shapes.append(Stroke(other, "ghost", 1.6, closed=True))
    known = [(n, line.level) for n, line in enumerate(lines) if line.level is not None]
    if len(known) == len(lines):
        shapes.append(Area(tuple(at(n, level) for n, level in known), "soft"))
        shapes.append(Stroke(tuple(at(n, level) for n, level in known), "accent", 1.8, closed=True))
    shapes.append(
        Stroke(tuple(at(n, line.target) for n, line in enumerate(lines)), "target", 1.1, dashed=True, closed=True)
    )
    for number, level in known:
        x, y = at(number, level)
        shapes.append(Box(x - 2.5, y - 2.5, 5, 5, "accent"))
    return Scene(width, side, tuple(shapes), words["said"])


def _spoke_name(line: Line, point: tuple[float, float], centre: tuple[float, float]) -> Words:
    short = line.name.split(" ", 1)[0]
    said = f"{short} {'?' if line.level is None else line.level}"
    across = point[0] - centre[0]
    anchor = "middle" if abs(across) < 12 else "left" if across > 0 else "right"
    return Words(point[0], point[1] + (3 if abs(across) >= 12 else 0), said, 8, anchor, bold=line.level is not None)


def met_bars(lines: Sequence[Line], words: Mapping[str, str], width: float) -> Scene:
    """For a 29110 profile: a bar for each process, split into met, not met and not rated, with their counts.

    `words` also has "met", "not_met" and "unrated".
    """
    name_room = min(max(width * 0.28, 60.0), 180.0)
    wide, shapes = max(width - name_room, 40.0), list[Shape]()
    for row, line in enumerate(lines):
        top = row * 44.0 + 4
        total = max(len(line.items), 1)
        shapes.append(Words(0, top + 16, line.name, 9, room=name_room - 8, bold=True))
        x = name_room
        counts = {
            "F": sum(letter in ("met", "na") for _, letter in line.items),
            "N": sum(letter == "not-met" for _, letter in line.items),
            "none": sum(not letter for _, letter in line.items),
        }
        for meaning, count in counts.items():
            part = wide * count / total
            if count:
                shapes.append(Box(x, top, part, 22, cast("Meaning", meaning), "grid"))
                shapes.append(Words(x + part / 2, top + 14.5, str(count), 9, "middle", bold=True, room=part))
            x += part
        said = " · ".join(
            (
                f"{words['met']} {counts['F']}",
                f"{words['not_met']} {counts['N']}",
                f"{words['unrated']} {counts['none']}",
            )
        )
        shapes.append(Words(name_room, top + 33, said, 7.5, ink="muted", room=wide))
        shapes.append(Stroke(((width - 1, top - 3), (width - 1, top + 25)), "target", 1.3, dashed=True))
    return Scene(width, len(lines) * 44.0 + 4, tuple(shapes), words["said"])


def met_map(lines: Sequence[Line], words: Mapping[str, str], width: float) -> Scene:
    """For a 29110 profile: every mandatory item as a field with its id and its mark (✓, ✗, –)."""
    wide, high = 58.0, 24.0
    across = max(int(width // (wide + 4)), 1)
    shapes: list[Shape] = []
    y = 0.0
    for line in lines:
        shapes.append(Words(0, y + 11, line.name, 9, bold=True, room=width))
        y += 18
        for number, (label, letter) in enumerate(line.items):
            x, top = (number % across) * (wide + 4), y + (number // across) * (high + 4)
            meaning: Meaning = "none" if not letter else "N" if letter == "not-met" else "F"
            shapes.append(Box(x, top, wide, high, meaning, "grid"))
            shapes.append(Words(x + 5, top + 15.5, label, 7.5, room=wide - 22))
            shapes.append(_mark(letter, x + wide - 10, top + high / 2))
        y += math.ceil(len(line.items) / across) * (high + 4) + 8
    return Scene(width, max(y, 1.0), tuple(shapes), words["said"])


def _mark(letter: str, x: float, y: float) -> Shape:
    """A tick, a cross or a dash: a mark that reads without colour, and without a font that has it."""
    match letter:
        case "met":
            return Stroke(((x - 4, y), (x - 1, y + 3.5), (x + 4.5, y - 4)), "text", 1.5)
        case "not-met":
            corners = ((x - 3.5, y - 3.5), (x + 3.5, y - 3.5), (x + 3.5, y + 3.5), (x - 3.5, y + 3.5))
            return Stroke(tuple(point for corner in corners for point in ((x, y), corner)), "text", 1.5)
        case "na":
            return Stroke(((x - 3, y + 4), (x + 3, y - 4)), "text", 1.2)
        case _:
            return Stroke(((x - 3.5, y), (x + 3.5, y)), "muted", 1.2)


def trend(
    rounds: Sequence[str], rows: Sequence[tuple[str, Sequence[int | None]]], words: Mapping[str, str], width: float
) -> Scene:
    """Levels round by round; the last row is the organisation. What cannot be told is a question mark."""
    name_room = min(max(width * 0.4, 60.0), 230.0)
    cell, high = max((width - name_room) / max(len(rounds), 1), 14.0), 24.0
    shapes: list[Shape] = []
    for number, name in enumerate(rounds):
        shapes.append(Words(name_room + cell * (number + 0.5), 12, name, 7.5, "middle", "muted", room=cell - 4))
    for row, (name, levels) in enumerate(rows):
        top = HEAD + row * (high + 3)
        is_last = row == len(rows) - 1
        shapes.append(Words(0, top + high / 2 + 3, name, 8.5, bold=is_last, room=name_room - 8))
        for number, level in enumerate(levels):
            meaning: Meaning = "none" if level is None else cast("Meaning", f"level{min(max(level, 0), 5)}")
            before = levels[number - 1] if number else None
            x, middle = name_room + cell * number, top + high / 2
            shapes.append(Box(x + 1.5, top, cell - 3, high, meaning, "grid"))
            said = "?" if level is None else str(level)
            shapes.append(Words(x + cell / 2, middle + 3.5, said, 9.5, "middle", bold=level is not None, room=cell - 6))
            if level is not None and before is not None and level != before:
                turn = 4 if level > before else -4
                at = x + cell / 2 + 14
                shapes.append(Area(((at - 4, middle + turn), (at + 4, middle + turn), (at, middle - turn)), "text"))
    return Scene(width, HEAD + len(rows) * (high + 3), tuple(shapes), words["said"])
