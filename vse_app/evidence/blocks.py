"""Every kind of block as flows: which style it takes and how much air it gets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import assert_never

from vse_app.evidence.charts import bars, stairs
from vse_app.evidence.covers import band, figures
from vse_app.evidence.fonts import Fonts
from vse_app.evidence.furniture import NUMBER_ROOM, Entry
from vse_app.evidence.layout import Break, Flow, Frame, Lines, Mark, Photo
from vse_app.evidence.lines import wrap
from vse_app.evidence.look import MARGIN_SIDE, MILLIMETRE, Look, Style
from vse_app.evidence.pictures import decode
from vse_app.evidence.scenes import SceneFlow
from vse_app.evidence.tables import Grid, is_cramped, pairs, register
from vse_app.model.report import (
    Bars,
    Block,
    Bullets,
    Column,
    Contents,
    Cover,
    Drawing,
    Field,
    Figures,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Picture,
    Report,
    Stairs,
    Table,
)

GAPS_ABOVE = (0.0, 30.0, 21.0, 15.0, 12.0)
GAPS_BELOW = (6.0, 9.0, 5.0, 3.0, 2.0)
"""Space above and below a heading of level 0, 1, 2, 3, 4 and deeper."""
CONTENTS_INDENT = (0.0, 14.0, 28.0)
CONTENTS_GAPS = (6.0, 0.5, 0.5)


@dataclass(slots=True)
class Builder:
    """Turns a report's blocks into flows."""

    report: Report
    look: Look
    fonts: Fonts
    frames: tuple[Frame, Frame]
    """Of a page that stands, and of one that lies."""
    tick: Callable[[], None]
    flows: list[Flow | Break] = field(default_factory=list[Flow | Break])
    _marks: dict[int, Mark] = field(default_factory=dict[int, Mark])
    _anchors: dict[str, Mark] = field(default_factory=dict[str, Mark])
    _below: float | None = None

    def build(self, progress: Callable[[float], None]) -> list[Flow | Break]:
        """All flows of the report; `progress` is told the share done."""
        self._number_headings()
        weights = [_weight(block) for block in self.report.blocks]
        done, total = 0, sum(weights)
        for number, (block, weight) in enumerate(zip(self.report.blocks, weights, strict=True)):
            self.tick()
            self._add(block, number)
            done += weight
            progress(done / total)
        return self.flows

    def note(self, text: str) -> None:
        """Add a small line of the program's own."""
        self._text(text, self.look.small, gap=10)

    def _add(self, block: Block, number: int) -> None:
        match block:
            case Heading():
                self._heading(block, self._marks[number])
            case Paragraph():
                self._paragraph(block)
            case Bullets():
                self._bullets(block)
            case Field():
                self._flow(self._lines(block.label, self.look.label, gap=11, keep=True))
                self._text(block.text or "—", self.look.body, gap=1.5)
            case KeyValues():
                if block.rows:
                    self._grid(pairs(block, self.look, self.fonts, x=MARGIN_SIDE, tick=self.tick))
            case Table():
                self._table(block)
            case Picture():
                self._picture(block)
            case Stairs() | Bars() | Cover() | Figures() | Drawing():
                self._drawing(block)
            case Contents():
                self._contents(block)
            case PageBreak():
                self.flows.append(Break())
                self._below = None
            case _:
                assert_never(block)

    def _number_headings(self) -> None:
        """Give every heading its mark; outline levels never skip one."""
        last = -1
        for number, block in enumerate(self.report.blocks):
            if not isinstance(block, Heading):
                continue
            is_listed = 1 <= block.level <= 3
            if is_listed:
                last = min(block.level - 1, last + 1)
            mark = Mark(f"m{number}", self.fonts.clean_line(block.text) if is_listed else "", max(last, 0))
            self._marks[number] = mark
            if block.anchor:
                self._anchors.setdefault(block.anchor, mark)

    def _heading(self, block: Heading, mark: Mark) -> None:
        level = max(0, min(block.level, 4))
        style = self.look.headings[level - 1] if level else self.look.title
        lines = self._lines(block.text, style, gap=GAPS_ABOVE[level], keep=True)
        lines.mark = mark
        lines.bar = self.look.accent if level == 1 else None
        self._below = None if level else self._below
        if self._is_after_heading():
            lines.gap = min(lines.gap, 14.0)
        self._flow(lines)
        self._below = GAPS_BELOW[level]

    def _paragraph(self, block: Paragraph) -> None:
        match block.tone:
            case "body" | "lead" | "small":
                style = {"body": self.look.body, "lead": self.look.lead, "small": self.look.small}[block.tone]
                is_lead = block.tone == "lead"
                self._text(block.text, style, gap=13 if is_lead else 7, keep=is_lead)
                self._below = 6.0 if is_lead else None
            case "note" | "warning" | "good":
                box = self.look.boxes[block.tone]
                lines = self._lines(block.text, self.look.body, gap=10, inset=box.pad + 3, right=box.pad)
                lines.box, lines.x, lines.width = box, MARGIN_SIDE, self.look.width
                self._flow(lines)
                self._below = 12.0
            case _:
                assert_never(block.tone)

    def _bullets(self, block: Bullets) -> None:
        for number, item in enumerate(block.items):
            lines = self._lines(item, self.look.body, gap=3 if number else 6, inset=15)
            lines.bullet = "•"
            self._flow(lines)

    def _table(self, block: Table) -> None:
        if not block.rows and block.empty:
            self.note(block.empty)
            return
        is_wide = is_cramped(block, self.look, self.fonts)
        if block.page_title:
            columns = (*block.columns, Column(block.page_title, 0.01, "right"))
            block = replace(block, columns=columns, rows=[(*row, "") for row in block.rows])
        look = self.look.turned() if is_wide else self.look
        grid = register(block, look, self.fonts, x=MARGIN_SIDE, tick=self.tick)
        known = ((row, self._anchors.get(anchor)) for row, anchor in enumerate(block.links))
        grid.targets = {row: mark for row, mark in known if mark}
        grid.shows_pages, grid.keep = bool(block.page_title), block.keep
        if not grid.head and self.flows and isinstance(self.flows[-1], Grid):
            grid.gap, self._below = 0.0, None  # it goes on with the pairs above it
        if is_wide:
            grid.wide = True
            self._take_along()
        self._grid(grid)

    def _take_along(self) -> None:
        """What is tied to the wide table that follows lies as well."""
        for flow in reversed(self.flows):
            if not isinstance(flow, Lines) or not flow.keep:
                break
            flow.wide = True

    def _grid(self, grid: Grid) -> None:
        grid.tall = self.frames[grid.wide].room() - grid.head_height()
        self._flow(grid)
        self._below = 13.0

    def _picture(self, block: Picture) -> None:
        width = max(min(block.width * MILLIMETRE, self.look.width), 1.0)
        pixels = decode(block.data, width=width)
        if pixels is None:
            self.note(self.report.damaged_picture_note)
        else:
            height = pixels.height_at(width)
            scale = min(1.0, self.frames[0].room() * 0.8 / height)
            has_caption = bool(block.caption)
            self._flow(Photo(pixels, MARGIN_SIDE, width * scale, height * scale, keep=has_caption))
        if block.caption:
            self._text(block.caption, self.look.small, gap=4)

    def _drawing(self, block: Stairs | Bars | Cover | Figures | Drawing) -> None:
        look, fonts = self.look, self.fonts
        match block:
            case Stairs():
                self._flow(stairs(block, look, fonts))
            case Bars():
                self._flow(bars(block, look, fonts))
            case Cover():
                self._flow(band(block, look, fonts))
            case Figures():
                self._flow(figures(block, look, fonts))
            case Drawing():
                self._scene(block)
                return
        self._below = 26.0 if isinstance(block, (Cover, Figures)) else 13.0

    def _scene(self, block: Drawing) -> None:
        tallest = min(block.tallest or self.frames[0].room(), self.frames[0].room() * 0.9)
        self._flow(SceneFlow(block.scene, self.look, self.fonts, MARGIN_SIDE, tallest, keep=bool(block.caption)))
        if block.caption:
            self._text(block.caption, self.look.small, gap=4)

    def _contents(self, block: Contents) -> None:
        head = self._lines(block.title, self.look.headings[0], gap=GAPS_ABOVE[1], keep=True)
        head.bar = self.look.accent
        self._flow(head)
        right = MARGIN_SIDE + self.look.width
        listed = [
            (self._marks[number], heading)
            for number, heading in enumerate(self.report.blocks)
            if isinstance(heading, Heading) and 1 <= heading.level <= 3 and heading.in_contents
        ]
        for number, (mark, heading) in enumerate(listed):
            style = self.look.contents[heading.level - 1]
            indent = CONTENTS_INDENT[heading.level - 1]
            lines = self._lines(heading.text.strip(), style, inset=indent, right=NUMBER_ROOM)
            # A chapter stays with its first section, and the last entry never stands alone on a page.
            has_sections = number + 1 < len(listed) and listed[number + 1][1].level > heading.level == 1
            keep = has_sections or number in (len(listed) - 2, len(listed) - 3)
            gap = CONTENTS_GAPS[heading.level - 1]
            self._flow(Entry(mark, lines, self.fonts, right, gap, keep and number + 1 < len(listed)))

    def _text(self, text: str, style: Style, *, gap: float, keep: bool = False) -> None:
        """Paragraphs with air between them instead of blank lines."""
        for number, part in enumerate(self.fonts.clean(text).split("\n\n")):
            self._flow(self._lines(part, style, gap=6 if number else gap, keep=keep))

    def _lines(
        self, text: str, style: Style, *, gap: float = 0.0, keep: bool = False, inset: float = 0.0, right: float = 0.0
    ) -> Lines:
        width = self.look.width - inset - right
        face = self.fonts.faces[style.weight]
        lines = wrap(self.fonts.clean(text), width * 1000 / style.size, face, tick=self.tick)
        return Lines(lines, style, MARGIN_SIDE + inset, width, gap, keep)

    def _flow(self, flow: Flow) -> None:
        """Append a flow; what stands above it may ask for its own distance."""
        if self._below is not None:
            is_after = self._is_after_heading()
            flow.gap = self._below if is_after else max(flow.gap, self._below)
            self._below = None
        self.flows.append(flow)

    def _is_after_heading(self) -> bool:
        last = self.flows[-1] if self.flows else None
        return isinstance(last, Lines) and last.mark is not None


def _weight(block: Block) -> int:
    """How much work a block is, about."""
    match block:
        case Table(rows=rows) | KeyValues(rows=rows):
            return 1 + len(rows)
        case Paragraph(text=text) | Field(text=text):
            return 1 + len(text) // 100
        case _:
            return 1
