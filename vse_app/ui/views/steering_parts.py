"""Parts that the pages for keeping course share: their head, days typed in words, and what they say when empty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model.records import Record
from vse_app.model.spoken_dates import Way, day_from
from vse_app.model.wording import date_text
from vse_app.services import correcting
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Caption, EmptyState, Heading, LinkButton, Muted, ScrollPage, flow
from vse_app.ui.views import VIEWS
from vse_app.ui.views.boxes import clear, stack
from vse_app.ui.views.settings_fields import line


def page_head(ctx: Context, title: str, why: str, *buttons: QWidget) -> QWidget:
    """Title, what the page is for, and what can be done on it; a way back to the registers where there is one."""
    tr = ctx.tr
    parts: list[QWidget] = []
    if "registers" in VIEWS:
        parts.append(flow(LinkButton(tr("All registers"), "back", on_click=lambda: ctx.go(Target("registers")))))
    parts += [Heading(title), Muted(why)]
    if buttons:
        parts.append(flow(*buttons))
    return stack(*parts, spacing=6)


def not_kept(ctx: Context, what: str) -> EmptyState:
    """What stands where the project began before the program had this register."""
    tr = ctx.tr
    return EmptyState(
        "info",
        tr("This project does not keep: {what}", what=what),
        tr(
            "It keeps the registers it began with, and this one came later. "
            "It gets it when the file is opened for writing."
        ),
    )


def tell_not_kept(page: ScrollPage, ctx: Context, what: str) -> None:
    """Say it on a page, once."""
    if page.findChild(EmptyState) is None:
        page.column.insertWidget(1, not_kept(ctx, what))


def correction_link(
    ctx: Context, owner: QWidget, text: str, raised_by: int, under_way: Mapping[int, Record]
) -> LinkButton:
    """Opens a correction about a sentence, or leads to the one that is open already."""
    tr, known = ctx.tr, under_way.get(raised_by)
    if known is not None:
        words = tr("{number} is open", number=known.number)
        return LinkButton(words, "right", on_click=lambda: ctx.go(Target("record", record=known.id)))
    return LinkButton(tr("Raise a correction"), on_click=lambda: raise_correction(ctx, owner, text, raised_by))


def raise_correction(ctx: Context, owner: QWidget, text: str, raised_by: int) -> None:
    """Open a correction about a sentence, and offer to go there."""
    ws, project, tr = ctx.ws, ctx.project, ctx.tr

    def then(record: Any) -> None:
        said = tr("{number} is open: say what is done about it.", number=record.number)
        ctx.messages.say("info", said, tr("Open it"), lambda: ctx.go(Target("record", record=record.id)))

    ctx.do(lambda: correcting.raise_correction(ws, project, text, raised_by=raised_by), then, owner=owner)


def refill(box: QWidget, widgets: list[QWidget]) -> None:
    """Show other widgets in a box."""
    layout = box.layout()
    assert layout is not None
    clear(layout)
    for widget in widgets:
        layout.addWidget(widget)


class DayLine(QWidget):
    """A day typed as one says it; under it stands which day that is, or that it is not understood."""

    edited = Signal()

    def __init__(self, ctx: Context, name: str, placeholder: str = "", *, way: Way = "ahead") -> None:
        super().__init__()
        self._tr, self._day_first = ctx.tr, ctx.language != "en"
        self._way: Way = way
        self.today = dt.date.today()
        self.line = line("", placeholder)
        self.line.setAccessibleName(name)
        self._said = Caption("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(2))
        column.addWidget(self.line)
        column.addWidget(self._said)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(lambda _text: self._say())
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self._say()

    def set_today(self, today: dt.date) -> None:
        """From which day "friday" is counted."""
        self.today = today
        self._say()

    @property
    def day(self) -> str:
        """The day as ISO; "" for none or one that is not understood."""
        found = day_from(self.line.text(), self.today, day_first=self._day_first, way=self._way)
        return found.isoformat() if found else ""

    @property
    def is_wrong(self) -> bool:
        """Whether something stands there that is no day."""
        return bool(self.line.text().strip()) and not self.day

    def set_text(self, text: str) -> None:
        """Show what was typed before, or an ISO day."""
        if text != self.line.text():
            self.line.setText(text)

    def _say(self) -> None:
        tr, day = self._tr, self.day
        text = (
            day_words(tr, day) if day else tr("Not understood: write friday, +7 or 2026-12-31") if self.is_wrong else ""
        )
        self._said.setText(text)
        self._said.setVisible(bool(text))
        self.line.setAccessibleDescription(text)


def day_words(tr: object, day: str) -> str:
    """A day with its weekday: `Fri 11 Dec 2026`."""
    assert callable(tr)
    weekdays = str(tr("Mon Tue Wed Thu Fri Sat Sun")).split()
    return f"{weekdays[dt.date.fromisoformat(day).weekday()]} {date_text(tr, day)}"  # type: ignore[arg-type]
