"""A drawing as plain shapes, so that window and paper show the same chart: lengths in points, y runs down from the top.

Colours are meanings; whoever draws turns them into ink. Nothing is told by colour alone: every mark has its letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Meaning = Literal[
    "text", "muted", "grid", "ground", "accent", "soft", "target", "ghost",
    "N", "P", "L", "F", "none", "level0", "level1", "level2", "level3", "level4", "level5",
]  # fmt: skip
"""What a colour says: ink, the ratings, "not rated", or a level."""
Anchor = Literal["left", "middle", "right"]


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle, `edge` its outline ("" none)."""

    x: float
    y: float
    width: float
    height: float
    fill: Meaning
    edge: Meaning | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; `closed` goes back to the first, `dashed` is broken."""

    points: tuple[tuple[float, float], ...]
    ink: Meaning
    thick: float = 1.0
    dashed: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon."""

    points: tuple[tuple[float, float], ...]
    fill: Meaning


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text with its baseline at y; shortened when it is wider than `room` (0: as wide as it likes)."""

    x: float
    y: float
    text: str
    size: float = 8.0
    anchor: Anchor = "left"
    ink: Meaning = "text"
    bold: bool = False
    room: float = 0.0


Shape = Box | Stroke | Area | Words


@dataclass(frozen=True, slots=True)
class Scene:
    """A drawing of a size. `said` is what it shows in a sentence, for those who do not see it."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    said: str
