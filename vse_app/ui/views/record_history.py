"""Everything that happened to one record, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model.wording import who
from vse_app.services import history
from vse_app.services.history import Line
from vse_app.services.record_page import RecordPage
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.parts import Caption, Card, Divider, LinkButton, Plain, Title
from vse_app.ui.piecewise import Piecewise
from vse_app.ui.views.boxes import clear
from vse_app.ui.views.record_words import moment_text

FIRST: Final = 60


class HistoryTab(QWidget):
    """The lines of the history that belong to the record; read when the tab is opened."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._found: RecordPage | None = None
        self._lines: list[Line] = []
        self._most = FIRST
        self._filling: Piecewise | None = None
        self.card = Card(Title(ctx.tr("History of this record")), spacing=8, margin=20)
        self._rows = QVBoxLayout()
        self.card.column.addLayout(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        column.addStretch(1)

    def show_page(self, found: RecordPage) -> None:
        """Read the history anew."""
        self._found = found
        ctx, record = self._ctx, found.record.id
        ctx.runner.latest((id(self), "history"), lambda: history.of_record(ctx.ws, record), self._show, owner=self)

    def _show(self, lines: list[Line]) -> None:
        if lines == self._lines:
            return
        self._lines = lines
        self._fill()

    def _fill(self) -> None:
        if self._filling is not None:
            self._filling.stop()
        clear(self._rows)
        self._filling = Piecewise(self.card, self._filled())

    def _filled(self) -> Iterator[None]:
        assert self._found is not None
        for number, line in enumerate(self._lines[: self._most]):
            if number:
                self._rows.addWidget(Divider())
            self._rows.addWidget(self._line(line))
            yield
        left = len(self._lines) - self._most
        if left > 0:
            self._rows.addWidget(
                LinkButton(
                    self._ctx.tr("Show {n|one earlier entry|# earlier entries}", n=left), "down", on_click=self._on_more
                )
            )

    def _line(self, line: Line) -> QWidget:
        tr = self._ctx.tr
        assert self._found is not None
        people = self._found.people
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(2))
        column.addWidget(Plain(history.sentence(tr, line, people, self._found.model)))
        name = who(people, [line.person]) if line.person else tr("nobody named")
        column.addWidget(Caption(f"{moment_text(tr, line.at)} · {name} · #{line.seq}"))
        return box

    def _on_more(self) -> None:
        self._most *= 10
        self._fill()
