"""Around a register's table: ready filters, a line to write in, and what can be done with chosen rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from vse_app.services.register_words import Names
from vse_app.ui import icons, theme
from vse_app.ui.context import Context
from vse_app.ui.parts import Button, Caption, FlowLayout, tip
from vse_app.ui.tables import Query
from vse_app.ui.views.boxes import clear
from vse_app.ui.views.chips import Chip
from vse_app.ui.views.register_filters import Saved, ready_made, same_rows
from vse_app.ui.views.register_source import WITHDRAWN, filter_words


class Counts:
    """How many entries the ready filters leave; -1 while that is not known."""

    def __init__(self, *, total: int = -1, going: int = -1, late: int = -1, withdrawn: int = 0) -> None:
        self.by_name = {"all": total, "open": going, "late": late}
        self.withdrawn = withdrawn


class FilterChips(QWidget):
    """All, open, late, mine, those with a name of their own; and the way to give the present one a name."""

    chosen = Signal(object)
    """Another query, whose sorting does not count."""
    naming = Signal()

    def __init__(self, ctx: Context, names: Names, saved: Saved) -> None:
        super().__init__()
        self._tr, self._names, self._saved = ctx.tr, names, saved
        self._told: object = None
        self._flow = FlowLayout(self, spacing=6)

    def show_query(self, query: Query, counts: Counts) -> None:
        """Mark the filter on show."""
        saved = self._saved.all()
        told = (query.text, tuple(query.filters.items()), tuple(counts.by_name.items()), counts.withdrawn, tuple(saved))
        if told == self._told:
            return
        self._told = told
        had_focus = self.isAncestorOf(self.window().focusWidget() or self.window())
        clear(self._flow)
        found = self._all(saved, counts)
        for word, one in found:
            self._add(word, one, is_chosen=same_rows(one, query))
        tr, name = self._tr, next((n for n, one in saved.items() if same_rows(one, query)), "")
        if name:
            self._flow.addWidget(Button(tr("Forget “{name}”", name=name), "close", kind="icon",
                                        on_click=lambda: self._forget(name)))  # fmt: skip
        elif not any(same_rows(one, query) for _word, one in found):
            words = filter_words(self._names, query)
            shows_all = Button(words, "close", kind="chip", on_click=lambda: self.chosen.emit(Query()))
            shows_all.setAccessibleName(tr("{filter}: show all rows", filter=words))
            shows_all.setToolTip(tip(tr("Show all rows")))
            self._flow.addWidget(shows_all)
            self._flow.addWidget(Button(tr("Keep this filter"), "add", kind="link", on_click=self.naming.emit))
        if had_focus:
            self._focus_chosen()

    def _all(self, saved: Mapping[str, Query], counts: Counts) -> list[tuple[str, Query]]:
        tr = self._tr
        words = {"open": tr("Still open"), "late": tr("Late"), "mine": tr("Mine")}
        found = [(_counted(tr("All"), counts.by_name["all"]), Query())]
        for name, query in ready_made(self._names).items():
            count = counts.by_name.get(name, -1)
            if name != "late" or count:
                found.append((_counted(words[name], count), query))
        found += saved.items()
        if counts.withdrawn:
            found.append((_counted(tr("Withdrawn"), counts.withdrawn), Query(filters={WITHDRAWN: "yes"})))
        return found

    def _add(self, word: str, query: Query, *, is_chosen: bool) -> None:
        chip = Chip(word)
        chip.setChecked(is_chosen)
        chip.clicked.connect(lambda _on=False: self.chosen.emit(query))
        self._flow.addWidget(chip)

    def _focus_chosen(self) -> None:
        chips = self.findChildren(Chip)
        wanted = next((chip for chip in chips if chip.isChecked()), chips[0] if chips else None)
        if wanted is not None:
            wanted.setFocus()

    def _forget(self, name: str) -> None:
        self._saved.forget(name)
        self._told = None
        self.chosen.emit(Query())


def _counted(word: str, count: int) -> str:
    return f"{word} {count:,}" if count >= 0 else word


class QuickLine(QLineEdit):
    """Write and press Enter: a new entry. Several lines that are pasted go the way of an import."""

    written = Signal(str, bool)
    """The words, and whether the entry belongs below the chosen one."""
    pasted = Signal(str)

    def __init__(self, names: Names) -> None:
        super().__init__()
        tr = names.tr
        prompt = tr("Add to {register}: write and press Enter", register=names.title)
        if names.product.tree:
            prompt = tr("{prompt} (Ctrl+Enter: below the chosen one)", prompt=prompt)
        self.setPlaceholderText(prompt)
        self.setAccessibleName(prompt)
        self.addAction(icons.icon("add", "muted"), QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip():
                below = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
                self.written.emit(self.text().strip(), below)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.matches(QKeySequence.StandardKey.Paste) and "\n" in QGuiApplication.clipboard().text().strip():
            self.pasted.emit(QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)


class ChosenBar(QWidget):
    """What can be done with the chosen rows. With none chosen it only says how to begin."""

    def __init__(
        self,
        ctx: Context,
        *,
        on_open: Callable[[], object],
        on_change: Callable[[], object],
        on_withdraw: Callable[[], object],
        on_restore: Callable[[], object],
    ) -> None:
        super().__init__()
        tr = self._tr = ctx.tr
        self._writable = ctx.ws.writable
        self.said = Caption("", wrap=False)
        self.open_button = Button(tr("Open"), "open", kind="quiet", on_click=on_open)
        self.change_button = Button(tr("Change …"), "edit", kind="quiet", on_click=on_change)
        self.withdraw_button = Button(tr("Take out …"), "close", kind="quiet", on_click=on_withdraw)
        self.restore_button = Button(tr("Bring back"), "restore", kind="quiet", on_click=on_restore)
        line = FlowLayout(self, spacing=4)
        line.setContentsMargins(0, 0, 0, theme.current().px(2))
        for widget in (self.said, self.open_button, self.change_button, self.withdraw_button, self.restore_button):
            line.addWidget(widget)
        self.show_chosen(0, withdrawn=False)

    def show_chosen(self, count: int, *, withdrawn: bool) -> None:
        """Say how many rows are chosen, and offer what can be done with them."""
        self.setVisible(count > 0)
        self.said.setText(self._tr("{count|1 row chosen|# rows chosen}", count=f"{count:,}"))
        self.open_button.setVisible(count == 1)
        self.change_button.setVisible(self._writable and not withdrawn)
        self.withdraw_button.setVisible(self._writable and not withdrawn)
        self.restore_button.setVisible(self._writable and withdrawn)
