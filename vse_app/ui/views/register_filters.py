"""The filters of a register: by column, each as its kind asks for, and ready ones to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu, QVBoxLayout, QWidget, QWidgetAction

from vse_app.services.register_words import Names
from vse_app.services.registers import Column
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.forms_values import date_format, parse_date, show_date
from vse_app.ui.parts import Button, Caption, row
from vse_app.ui.tables import ColumnSpec, Query
from vse_app.ui.tables_tools import ColumnFilters, FilterLine
from vse_app.ui.views.register_editors import options_of
from vse_app.ui.views.register_source import LATE, SPAN, WITHDRAWN

MANY: Final = 2
"""So many choices are named on the button; more are counted."""


class ManyChoice(Button):
    """Some of a few: a button that opens a list of boxes to tick."""

    settled = Signal()

    def __init__(self, names: Names, column: Column) -> None:
        super().__init__("", on_click=self._on_click)
        self._tr, self._label = names.tr, names.labels[column.id]
        self._options = options_of(names, column)
        self._chosen: list[str] = []
        self.setMinimumWidth(theme.current().px(92))
        self._show()

    def text_of_filter(self) -> str:
        """The ids chosen, joined by commas."""
        return ",".join(self._chosen)

    def show_filter(self, text: str) -> None:
        """Choose others."""
        self._chosen = [one for one in text.split(",") if one]
        self._show()

    def _show(self) -> None:
        words = [word for key, word in self._options if key in self._chosen]
        said = ", ".join(words) if len(words) <= MANY else self._tr("{count|1 chosen|# chosen}", count=len(words))
        self.set_text(said or self._tr("Any"))
        self.setAccessibleName(f"{self._label}: {said or self._tr('Any')}")

    def _on_click(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for key, word in self._options:
            box = QCheckBox(word.replace("&", "&&"))
            box.setChecked(key in self._chosen)
            box.setContentsMargins(*[theme.current().px(6)] * 4)
            box.toggled.connect(lambda on, key=key: self._on_ticked(key, on))
            action = QWidgetAction(menu)
            action.setDefaultWidget(box)
            menu.addAction(action)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _on_ticked(self, key: str, on: bool) -> None:
        self._chosen = [one for one in self._chosen if one != key] + ([key] if on else [])
        self._show()
        self.settled.emit()


class DateSpan(QWidget):
    """From one day to another, each of which may be left open."""

    settled = Signal()

    def __init__(self, names: Names, column: Column) -> None:
        super().__init__()
        tr, label = names.tr, names.labels[column.id]
        self._lines = (QLineEdit(), QLineEdit())
        for line, word in zip(self._lines, (tr("from"), tr("to")), strict=True):
            line.setPlaceholderText(word)
            line.setAccessibleName(f"{label}: {word} ({date_format().lower()})")
            line.setFixedWidth(theme.current().px(104))
            line.editingFinished.connect(self._on_edited)
        self._told = ""
        self.setLayout(row(*self._lines, spacing=4))

    def text_of_filter(self) -> str:
        """The two dates as ISO with dots between, "" for none."""
        first, last = (parse_date(line.text()) or "" for line in self._lines)
        return f"{first}{SPAN}{last}" if first or last else ""

    def show_filter(self, text: str) -> None:
        """Show other dates."""
        for line, date in zip(self._lines, (*text.split(SPAN), "")[:2] if text else ("", ""), strict=True):
            line.setText(show_date(date))
        self._told = text

    def _on_edited(self) -> None:
        for line in self._lines:
            is_odd = bool(line.text().strip()) and parse_date(line.text()) is None
            if bool(line.property("problem")) != is_odd:
                line.setProperty("problem", is_odd)
                line.style().polish(line)
        if self.text_of_filter() != self._told:
            self._told = self.text_of_filter()
            self.settled.emit()


class RegisterFilters(ColumnFilters):
    """One filter for each column that can be sought in: boxes to tick, dates from and to, or words."""

    def __init__(self, names: Names, specs: Sequence[ColumnSpec]) -> None:
        super().__init__(())
        self._names = names
        self._typed: dict[str, ManyChoice | DateSpan] = {}
        self._rest: dict[str, str] = {}
        self._boxes: dict[str, QWidget] = {}
        self._shown: Mapping[str, str] = {}
        self._wanted = {spec.id for spec in specs if spec.filterable}

    def show_columns(self, shown: Sequence[str]) -> None:
        """Offer the filters of these columns, and those that leave something out now."""
        used = self.filters()
        self._build()
        for name, box in self._boxes.items():
            box.setVisible(name in shown or name in used)

    def _build(self) -> None:
        """Make the boxes when they are wanted for the first time: most visits of a register need none."""
        if self._boxes:
            return
        layout, names = self.layout(), self._names
        assert layout is not None
        for column in (c for c in names.columns if c.id in self._wanted):
            box = self._boxes[column.id] = self._box(names.labels[column.id], self._filter(names, column))
            layout.addWidget(box)
        self._fill(self._shown)

    def is_empty(self) -> bool:
        return False

    def filters(self) -> dict[str, str]:
        if not self._boxes:
            return dict(self._shown)
        typed = {name: text for name, one in self._typed.items() if (text := one.text_of_filter())}
        return super().filters() | typed | self._rest

    def clear(self) -> None:
        self.show_filters({})

    def show_filters(self, filters: Mapping[str, str]) -> None:
        """Show other filters, without telling."""
        self._shown = dict(filters)
        self._fill(filters)

    def _fill(self, filters: Mapping[str, str]) -> None:
        self._rest = {name: text for name, text in filters.items() if name in (LATE, WITHDRAWN)}
        for name, line in self._lines.items():
            line.blockSignals(True)
            line.setText(filters.get(name, ""))
            line.blockSignals(False)
        for name, one in self._typed.items():
            one.show_filter(filters.get(name, ""))

    def _filter(self, names: Names, column: Column) -> QWidget:
        if column.kind in ("choice", "person", "follow", "states"):
            made: ManyChoice | DateSpan = ManyChoice(names, column)
        elif column.kind == "date":
            made = DateSpan(names, column)
        else:
            line = self._lines[column.id] = FilterLine("", icon="")
            line.setAccessibleName(names.labels[column.id])
            line.settled.connect(self.settled)
            line.setMinimumWidth(theme.current().px(120))
            return line
        self._typed[column.id] = made
        made.settled.connect(self.settled)
        return made

    def _box(self, title: str, widget: QWidget) -> QWidget:
        box = QWidget()
        stack = QVBoxLayout(box)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(theme.current().px(2))
        stack.addWidget(Caption(title, wrap=False))
        stack.addWidget(widget)
        return box


def ready_made(names: Names) -> dict[str, Query]:
    """Filters that every register with a follow-up has, by a name that stays: "open", "late", "mine"."""
    product = names.product
    going = ",".join(state for state in product.follow_up if state not in product.ends)
    found: dict[str, Query] = {}
    open_now = {"follow": going} if going else dict[str, str]()
    if going:
        found["open"] = Query(filters=open_now)
        found["late"] = Query(filters=open_now | {LATE: "yes"})
    if names.actor and names.column("owner") is not None and product.follow_up:
        found["mine"] = Query(filters=open_now | {"owner": names.actor})
    return found


class Saved:
    """The filters that somebody gave a name, by register; remembered on this computer."""

    def __init__(self, ctx: Context, register: str) -> None:
        self._preferences, self._key = ctx.preferences, f"filters:{register}"

    def all(self) -> dict[str, Query]:
        """Name → filter."""
        found: dict[str, Any] = self._preferences.get(self._key) or {}
        return {
            name: Query(filters=dict(one.get("filters") or {}), text=str(one.get("text") or ""))
            for name, one in found.items()
            if isinstance(one, dict)
        }

    def keep(self, name: str, query: Query) -> None:
        """Remember a filter under a name; one of that name is replaced."""
        found: dict[str, Any] = dict(self._preferences.get(self._key) or {})
        found[name] = {"filters": dict(query.filters), "text": query.text}
        self._preferences.set(self._key, found)

    def forget(self, name: str) -> None:
        """Remember it no longer."""
        found: dict[str, Any] = dict(self._preferences.get(self._key) or {})
        found.pop(name, None)
        self._preferences.set(self._key, found)


def same_rows(one: Query, other: Query) -> bool:
    """Whether two queries leave the same rows, in whatever order."""
    return (one.text, dict(one.filters)) == (other.text, dict(other.filters))
