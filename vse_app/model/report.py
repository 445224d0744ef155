"""A report: blocks to print, made by a pure function from data. `evidence` turns it into PDF, `ui` previews that PDF.

Every string is plain text: no block interprets markup, so user text can be put in as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from vse_app.model.scene import Scene

Paper = Literal["A4", "Letter"]
Tone = Literal["body", "lead", "small", "note", "warning", "good"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; levels 1-3 go into the table of contents and the bookmarks. `anchor` is the target of links.

    Level 0 is the document's own title on the first page, level 4 a small heading; both stay out of the contents.
    With `in_contents` off it has its bookmark, but no line in the table of contents (a register lists it better).
    """

    level: int
    text: str
    anchor: str = ""
    in_contents: bool = True


@dataclass(frozen=True, slots=True)
class Cover:
    """The band of the first page: whose document, its title, what it is about."""

    above: str
    title: str
    subtitle: str


@dataclass(frozen=True, slots=True)
class Figures:
    """A few large figures side by side, each with its meaning below: (figure, meaning)."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; line breaks are kept, blank lines separate paragraphs."""

    text: str
    tone: Tone = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A short list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Label and value pairs in two columns; with `keep` they stay on one page with the beginning of what follows."""

    rows: tuple[tuple[str, str], ...]
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One filled field of a work product, printed in full whatever its length."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; `weight` is its share of the width."""

    title: str
    weight: float = 1.0
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of plain strings; `links` names, per row, the anchor its first cell leads to ("" = none).

    Without any title there is no header row. `page_title` adds a last column with the page each link leads to: on
    paper a link says nothing. With `keep` its end stays on one page with the beginning of what follows.
    """

    columns: tuple[Column, ...]
    rows: Sequence[tuple[str, ...]]
    links: Sequence[str] = ()
    empty: str = ""
    page_title: str = ""
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """An image (PNG or JPEG bytes already checked); `width` in millimetres."""

    data: bytes
    width: float = 40.0
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart, drawn as vectors; it stays in one piece. The scene is made for the width of the text, in points.

    It is drawn smaller where it would be taller than `tallest` points (0: than a page).
    """

    scene: Scene
    caption: str = ""
    tallest: float = 0.0


@dataclass(frozen=True, slots=True)
class Stair:
    """One step of `Stairs`: its name, where it stands in words, and what was counted there.

    `shares` of 1 are reached in full, reached in part, and not known, the rest is new; None draws no bar. `rise` is how
    many steps stand below it; one `beside` the others stands at the foot, apart.
    """

    name: str
    said: str
    counted: str
    shares: tuple[float, float, float] | None
    rise: int = 0
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Stairs:
    """Steps, the topmost first, each with a bar of how far it is reached.

    `legend` says: in full, in part, new, not known.
    """

    steps: tuple[Stair, ...]
    legend: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars of per cent, one of each series under each label; None where a series says nothing about a label."""

    series: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Start a new page."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Where the table of contents stands."""

    title: str


Block = (
    Heading
    | Paragraph
    | Bullets
    | KeyValues
    | Field
    | Table
    | Picture
    | Drawing
    | Stairs
    | Bars
    | PageBreak
    | Contents
    | Cover
    | Figures
)


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How the company's papers look. `marking` is a word printed across the header (Draft, Example, Confidential)."""

    paper: Paper = "A4"
    accent: str = "#1F5FA8"
    header: str = ""
    footer: str = ""
    marking: str = ""
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole document.

    `running` is the left of the running header (project and profile edition); `page_of` is the pattern of the page
    number with `{page}` and `{pages}`; `dated` (ISO 8601, UTC) becomes the document date inside the PDF, so that the
    same data give the same bytes; `missing_glyph_note` is printed at the end when a character had no glyph, followed by
    the list; `damaged_picture_note` stands where a picture could not be decoded.
    """

    id: str
    title: str
    subtitle: str
    language: str
    running: str
    page_of: str
    dated: str
    blocks: tuple[Block, ...]
    style: HouseStyle = field(default_factory=HouseStyle)
    author: str = ""
    missing_glyph_note: str = ""
    damaged_picture_note: str = "A picture stood here that cannot be read: damaged, too large, or neither PNG nor JPEG."

    def stamp(self) -> str:
        """Hash of everything that will be printed: 16 hexadecimal digits, shown in the running header."""
        digest = hashlib.sha256()
        for part in (
            self.id,
            self.title,
            self.subtitle,
            self.language,
            self.running,
            self.dated,
            repr(self.style),
        ):
            digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
        for block in self.blocks:
            digest.update(repr(block).encode("utf-8", "surrogatepass") + b"\0")
        return digest.hexdigest()[:16]
