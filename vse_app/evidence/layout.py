"""From blocks to pages: every block becomes a flow, flows are poured into pages.

A flow knows how tall it is, where it may break, and how to draw a part of itself. The pages are settled before
anything is drawn, so that page numbers are known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from vse_app.evidence.drawing import Page
from vse_app.evidence.look import Box, Colour, Style
from vse_app.evidence.pictures import Pixels

Place = tuple[int, int]
"""A position inside a flow, in its own count (line, or row and line); (0, 0) is its beginning."""
START: Place = (0, 0)


class Flow(Protocol):
    """Something poured into pages. `gap` is the space above it, `keep` ties its end to what follows.

    What is `wide` stands on pages that lie.
    """

    gap: float
    keep: bool

    @property
    def wide(self) -> bool:
        """Whether it needs a page that lies."""
        ...

    def least(self, at: Place) -> float:
        """Height of the smallest part from `at` that may stand alone."""
        ...

    def fill(self, at: Place, room: float, *, fresh: bool) -> tuple[Place | None, float]:
        """Take what fits into `room`; return where to go on (None = all placed) and the height used.

        On a `fresh` page something must be taken.
        """
        ...

    def paint(self, page: Page, top: float, at: Place, until: Place | None) -> None:
        """Draw the part between two places, its top edge at `top`."""
        ...


@dataclass(slots=True)
class Mark:
    """A place that the outline, the table of contents and links lead to."""

    name: str
    title: str
    level: int
    page: int = 0


@dataclass(slots=True)
class Lines:
    """Lines of one style: a paragraph, a heading, a bullet."""

    lines: Sequence[str]
    style: Style
    x: float
    width: float
    gap: float = 0.0
    keep: bool = False
    box: Box | None = None
    bullet: str = ""
    mark: Mark | None = None
    bar: Colour | None = None
    wide: bool = False

    def least(self, at: Place) -> float:
        """Two lines; three lines are not torn apart."""
        left = len(self.lines) - at[1]
        return (left if left <= 3 else 2) * self.style.leading + self._pads()

    def fill(self, at: Place, room: float, *, fresh: bool) -> tuple[Place | None, float]:
        """As many lines as fit, never leaving a single last line for the next page."""
        left = len(self.lines) - at[1]
        count = min(left, max(int((room - self._pads() + 0.01) / self.style.leading), 1 if fresh else 0))
        if left - count == 1 and count > 2:
            count -= 1
        used = count * self.style.leading + self._pads()
        return (None if count == left else (0, at[1] + count)), used

    def paint(self, page: Page, top: float, at: Place, until: Place | None) -> None:
        """Draw some lines with the ground, bar, bullet and bookmark that belong to them."""
        lines = self.lines[at[1] : until[1] if until else None]
        style, x = self.style, self.x
        if self.box:
            height = len(lines) * style.leading + self._pads()
            page.ground(x, top - height, self.width, height, colour=self.box.ground)
            page.ground(x, top - height, 2.2, height, colour=self.box.rule)
            x, top = x + self.box.pad + 3, top - self.box.pad * 0.75
        if self.bar and at == START:
            page.ground(x, top + 5, 26, 2.2, colour=self.bar)
        if self.mark and at == START:
            page.bookmarks.append((self.mark.name, self.mark.title, self.mark.level, top + 14))
        first = top - baseline(style)
        if self.bullet and at == START:
            page.text(x - 11, first, self.bullet, style)
        page.column(x, first, lines, style)

    def _pads(self) -> float:
        return self.box.pad * 1.5 if self.box else 0.0


@dataclass(slots=True)
class Photo:
    """A picture that stays in one piece; `height` as printed."""

    pixels: Pixels
    x: float
    width: float
    height: float
    gap: float = 8.0
    keep: bool = False
    wide: bool = False

    def least(self, at: Place) -> float:
        """All of it."""
        return self.height

    def fill(self, at: Place, room: float, *, fresh: bool) -> tuple[Place | None, float]:
        """All of it."""
        return None, self.height

    def paint(self, page: Page, top: float, at: Place, until: Place | None) -> None:
        """Draw it."""
        page.pictures.append((self.pixels, self.x, top - self.height, self.width, self.height))


@dataclass(frozen=True, slots=True)
class Break:
    """A forced new page."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A part of a flow on a page."""

    flow: Flow
    top: float
    at: Place
    until: Place | None


@dataclass(slots=True)
class Leaf:
    """One page: what stands on it, and whether it lies."""

    parts: list[Placed] = field(default_factory=list[Placed])
    wide: bool = False


@dataclass(slots=True)
class Frame:
    """The text area: y of its top on the first and on later pages, y of its foot."""

    first_top: float
    top: float
    foot: float

    def room(self) -> float:
        """Height on a page other than the first."""
        return self.top - self.foot


@dataclass(slots=True)
class Paginator:
    """Pours flows into pages, upright ones and lying ones; `tick` is called once a page and may raise to stop."""

    upright: Frame
    lying: Frame
    tick: Callable[[], None]
    pages: list[Leaf] = field(default_factory=list[Leaf])
    _y: float = 0.0

    @property
    def frame(self) -> Frame:
        """The text area of the page that is being filled."""
        return self.lying if self.pages and self.pages[-1].wide else self.upright

    def pour(self, flows: Sequence[Flow | Break]) -> list[Leaf]:
        """Return the pages."""
        self._new_page()
        is_broken = False
        for number, flow in enumerate(flows):
            if isinstance(flow, Break):
                is_broken = True
                continue
            if (is_broken or flow.wide != self.pages[-1].wide) and self.pages[-1].parts:
                self._new_page(wide=flow.wide)
            elif flow.wide != self.pages[-1].wide:
                self._turn(flow.wide)
            is_broken = False
            self._place(flow, flows, number)
        return self.pages

    def _place(self, flow: Flow, flows: Sequence[Flow | Break], number: int) -> None:
        at: Place | None = START
        while at is not None:
            page = self.pages[-1].parts
            gap = flow.gap if page and at == START else 0.0
            room = self._y - gap - self.frame.foot
            if page and self._need(flow, flows, number, at=at) > room:
                self._new_page(wide=flow.wide)
                continue
            until, height = flow.fill(at, room, fresh=not page)
            if at == START and isinstance(flow, Lines) and flow.mark:
                flow.mark.page = len(self.pages)
            page.append(Placed(flow, self._y - gap, at, until))
            self._y -= gap + height
            at = until
            if at is not None:
                self._new_page(wide=flow.wide)

    def _need(self, flow: Flow, flows: Sequence[Flow | Break], number: int, *, at: Place) -> float:
        """Height that must be free: the least part, and for a heading also the beginning of what it heads."""
        need = flow.least(at)
        while flow.keep and number + 1 < len(flows):
            number += 1
            following = flows[number]
            if isinstance(following, Break) or following.wide != flow.wide:
                break
            longer = need + following.gap + following.least(START)
            if longer > self.frame.room():
                break
            need, flow = longer, following
        return need

    def _new_page(self, *, wide: bool = False) -> None:
        self.tick()
        self.pages.append(Leaf(wide=wide))
        self._y = self._top()

    def _turn(self, wide: bool) -> None:
        """The empty page lies, or stands, instead."""
        self.pages[-1].wide = wide
        self._y = self._top()

    def _top(self) -> float:
        return self.frame.top if len(self.pages) > 1 else self.frame.first_top


def baseline(style: Style) -> float:
    """Distance from the top of a line to its baseline."""
    return (style.leading + style.size * 0.72) / 2
