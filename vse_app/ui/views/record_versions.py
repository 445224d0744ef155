"""Versions of a record: newest first, compared with one another as text, brought back when needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from vse_app.model.differences import difference
from vse_app.model.records import Revision, holding
from vse_app.model.wording import date_text, state_names, who
from vse_app.services import records
from vse_app.services.record_page import RecordPage, Versions, fold
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.parts import (
    Badge,
    Button,
    Caption,
    Card,
    Confirm,
    Divider,
    LinkButton,
    Muted,
    Plain,
    SectionTitle,
    Title,
    flow,
    row,
)
from vse_app.ui.piecewise import Piecewise
from vse_app.ui.views.boxes import clear, put
from vse_app.ui.views.record_difference import DifferenceArea
from vse_app.ui.views.record_words import field_label, moment_text

FIRST: Final = 40
"""Versions (folded) on show until more are asked for."""


class VersionsTab(QWidget):
    """The versions, the comparison of two of them, and the way back to an old one."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._found: RecordPage | None = None
        self._most = FIRST
        self._picked: list[int] = []
        self.lines: list[VersionLine] = []
        self._filling: Piecewise | None = None
        tr = ctx.tr
        self.difference = DifferenceCard(ctx)
        self.difference.hide()
        self._list = Card(Title(tr("Versions")), spacing=10, margin=20)
        self._list.column.addWidget(Muted(tr("Nothing is ever overwritten. Tick two versions to compare them.")))
        self._rows = QWidget()
        self._row_column = QVBoxLayout(self._rows)
        self._row_column.setContentsMargins(0, 0, 0, 0)
        self._row_column.setSpacing(theme.current().px(10))
        self._list.column.addWidget(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(14))
        for card in (self.difference, self._list):
            column.addWidget(card)
        column.addStretch(1)

    def show_page(self, found: RecordPage) -> None:
        """Show the versions; nothing is rebuilt when none was added."""
        same = self._found is not None and self._found.page.revisions == found.page.revisions
        same = same and self._found is not None and self._found.page.events == found.page.events
        self._found = found
        if not same:
            self._fill()

    def compare(self, older: int, newer: int) -> None:
        """Show what changed from one version to another."""
        assert self._found is not None
        first, second = sorted((older, newer))
        by_no = {revision.no: revision for revision in self._found.page.revisions}
        self.difference.show_difference(self._found, by_no[first], by_no[second])
        self.difference.show()

    def _fill(self) -> None:
        found = self._found
        assert found is not None
        if self._filling is not None:
            self._filling.stop()
        clear(self._row_column)
        self.lines = []
        self._filling = Piecewise(self._rows, self._filled(found))

    def _filled(self, found: RecordPage) -> Iterator[None]:
        groups = fold(found.page.revisions, found.page.events)
        for number, group in enumerate(groups[: self._most]):
            if number:
                self._row_column.addWidget(Divider())
            line = VersionLine(self._ctx, found, group, is_picked=self._picked.__contains__)
            line.picked.connect(self._on_picked)
            line.compared.connect(self.compare)
            self.lines.append(line)
            self._row_column.addWidget(line)
            yield
        left = len(groups) - self._most
        if left > 0:
            self._row_column.addWidget(
                LinkButton(
                    self._ctx.tr("Show {n|one older version|# older versions}", n=left), "down", on_click=self._on_more
                )
            )

    def _on_more(self) -> None:
        self._most *= 10
        self._fill()

    def _on_picked(self, no: int, on: bool) -> None:
        self._picked = [n for n in self._picked if n != no] + ([no] if on else [])
        if len(self._picked) > 2:
            self._picked = self._picked[-2:]
        for line in self.lines:
            line.show_picked(self._picked)
        if len(self._picked) == 2:
            self.compare(*self._picked)


class VersionLine(QWidget):
    """One version, with those folded under it behind a link."""

    picked = Signal(int, bool)
    compared = Signal(int, int)

    def __init__(self, ctx: Context, found: RecordPage, group: Versions, *, is_picked: Callable[[int], bool]) -> None:
        super().__init__()
        self._ctx, self._found, self._group = ctx, found, group
        self._boxes: dict[int, QCheckBox] = {}
        self._is_picked = is_picked
        self._ask: Confirm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(4))
        self._add(group.newest, folded=len(group.folded))
        self._slot = QVBoxLayout()
        self._column.addLayout(self._slot)
        self._unfold: LinkButton | None = None
        if group.folded:
            text = ctx.tr("{n|one earlier edit|# earlier edits} within the hour", n=len(group.folded))
            self._unfold = LinkButton(text, "right", on_click=self._on_unfold)
            self._column.addLayout(row(self._unfold))

    def show_picked(self, numbers: list[int]) -> None:
        """Tick the versions that are being compared."""
        for no, box in self._boxes.items():
            box.blockSignals(True)
            box.setChecked(no in numbers)
            box.blockSignals(False)

    def _add(self, revision: Revision, *, folded: int = 0) -> None:
        ctx, tr, found = self._ctx, self._ctx.tr, self._found
        name = tr("Version {no}", no=revision.no) + (f" ({revision.label})" if revision.label else "")
        box = QCheckBox(name)
        box.setAccessibleName(tr("Compare version {no}", no=revision.no))
        box.setChecked(self._is_picked(revision.no))
        box.toggled.connect(partial(self.picked.emit, revision.no))
        self._boxes[revision.no] = box
        widgets: list[QWidget] = [box]
        if revision.no == found.record.revision:
            widgets.append(Badge(tr("current"), "done", "accent"))
        states = [s for s in found.product.states if s in holding(found.page.events, revision.stamp)]
        own = {e.state for e in found.page.events if e.revision == revision.no and not e.withdrawn}
        if own & set(states):
            widgets.append(
                Badge(state_names(found.model, ctx.language, [s for s in states if s in own]), "check", "good")
            )
        self._column.addWidget(flow(*widgets))
        author = who(found.people, [revision.author]) if revision.author else tr("nobody named")
        said = tr("{person}, {moment}", person=author, moment=moment_text(tr, revision.captured))
        happened = tr("happened {date}", date=date_text(tr, revision.happened))
        self._column.addWidget(Caption(f"{said} · {happened}" + (f" · {revision.note}" if revision.note else "")))
        self._column.addWidget(flow(*self._buttons(revision, folded), spacing=6))

    def _buttons(self, revision: Revision, folded: int) -> list[QWidget]:
        tr = self._ctx.tr
        buttons: list[QWidget] = []
        before = revision.no - 1 - folded
        if before >= 1:
            compare = LinkButton(
                tr("What changed"), "history", on_click=lambda: self.compared.emit(before, revision.no)
            )
            compare.setAccessibleDescription(tr("Compare version {no}", no=revision.no))
            buttons.append(compare)
        if revision.no != self._found.record.revision and self._ctx.ws.writable:
            restore = LinkButton(tr("Bring this version back"), "restore", on_click=partial(self._on_restore, revision))
            buttons.append(restore)
        return buttons

    def _on_unfold(self) -> None:
        assert self._unfold is not None
        self._unfold.hide()
        for revision in self._group.folded:
            self._add(revision)

    def _on_restore(self, revision: Revision) -> None:
        tr = self._ctx.tr
        self._close()
        text = tr(
            "Its content becomes a new version. Nothing is lost; states of the current version do not hold for it."
        )
        title = tr("Bring back version {no}?", no=revision.no)
        self._ask = Confirm(title, text, confirm=tr("Bring it back"), cancel=tr("Cancel"))
        self._ask.confirmed.connect(partial(self._on_confirmed, revision.no))
        self._ask.cancelled.connect(self._close)
        put(self._slot, self._ask)
        self._ask.take_focus()

    def _on_confirmed(self, no: int) -> None:
        self._close()
        ctx, record = self._ctx, self._found.record.id
        ctx.do(lambda: records.restore(ctx.ws, record, no))

    def _close(self) -> None:
        if self._ask is not None:
            self._ask.hide()
            self._ask.deleteLater()
            self._ask = None


class DifferenceCard(Card):
    """What changed between two versions, line by line."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(spacing=8, margin=20)
        self._ctx, tr = ctx, ctx.tr
        self._title = SectionTitle("")
        self.area = DifferenceArea(tr)
        line = row(self._title, stretch_last=True)
        line.addWidget(Button(tr("Close the comparison"), "close", kind="icon", on_click=self.hide))
        self.column.addLayout(line)
        self.column.addWidget(Caption(tr("− taken out   + put in")))
        self.column.addWidget(self.area)
        self._nothing = Plain(tr("The content of the two versions is the same; only dates or labels differ."))
        self.column.addWidget(self._nothing)

    def show_difference(self, found: RecordPage, older: Revision, newer: Revision) -> None:
        """Compare two versions of a record."""
        self._title.setText(self._ctx.tr("From version {old} to version {new}", old=older.no, new=newer.no))
        lines = difference(found.product, older.content, newer.content)
        self.area.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        self.area.show_lines(lines, partial(self._label, found))

    def _label(self, found: RecordPage, field: str) -> str:
        return field_label(self._ctx.tr, self._ctx.language, found.model, found.product, field)
