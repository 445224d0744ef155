"""Single values: dates, numbers, choices and people. What cannot be understood is kept as typed, and said so."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QLineEdit, QMenu, QWidget, QWidgetAction

from vse_app.i18n import Translator
from vse_app.model.typed import number_from
from vse_app.ui import theme
from vse_app.ui.forms_editor import Choices, Editor, FieldSpec
from vse_app.ui.parts import Button, Muted, row

LONGEST = 2**31 - 1
"""Qt's own limit of a line is 32,767 characters, beyond which it cuts silently."""


class Line(QLineEdit):
    """A line that says when it is left, by focus or by Enter."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(LONGEST)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        self.left.emit()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # whoever stands around the line goes on
        else:
            self.focusNextChild()


class DateEditor(Editor):
    """A date: typed as 2026-11-23 or in the order of the locale, or taken from a calendar. May be empty."""

    def __init__(self, spec: FieldSpec, *, tr: Translator, choices: Choices) -> None:
        super().__init__(spec, tr=tr, choices=choices)
        self.line = Line()
        self.line.setFixedWidth(theme.current().px(160))
        self.line.setPlaceholderText(date_format().lower())
        self._button = Button(tr("Choose a date"), "calendar", kind="icon", on_click=self._on_calendar)
        self._menu: QMenu | None = None
        self.place(self.line, beside=_side_by_side(self.line, self._button))
        self.line.textEdited.connect(self.typed)
        self.line.left.connect(self._on_left)

    def value(self) -> str:
        return parse_date(self.line.text()) or self.line.text().strip()

    def show_value(self, value: object) -> None:
        self.line.setText(show_date(str(value or "")))

    def own_problem(self) -> str:
        text = self.line.text().strip()
        if text and parse_date(text) is None:
            tr = self.tr_
            return tr(
                '"{text}" is not a date. Write it like {example}.', text=text[:40], example=show_date("2026-11-23")
            )
        return ""

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)
        self._button.setVisible(not read_only)

    def on_pause(self) -> None:
        # While somebody is typing, half a date is no problem yet.
        if not self.own_problem():
            self.flush()

    def _on_left(self) -> None:
        found = parse_date(self.line.text())
        if found:
            self.line.setText(show_date(found))
        self.flush()

    def _on_calendar(self) -> None:
        calendar = QCalendarWidget()
        calendar.setGridVisible(False)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        chosen = QDate.fromString(self.value(), Qt.DateFormat.ISODate)
        calendar.setSelectedDate(chosen if chosen.isValid() else QDate.currentDate())
        calendar.activated.connect(self._on_day)
        calendar.clicked.connect(self._on_day)
        self._menu = QMenu(self)
        self._menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = QWidgetAction(self._menu)
        action.setDefaultWidget(calendar)
        self._menu.addAction(action)
        self._menu.popup(self.line.mapToGlobal(self.line.rect().bottomLeft()))
        calendar.setFocus()

    def _on_day(self, day: QDate) -> None:
        self.line.setText(show_date(day.toString(Qt.DateFormat.ISODate)))
        if self._menu is not None:
            self._menu.close()
            self._menu = None
        self._on_left()


class NumberEditor(Editor):
    """A number, with its unit beside it; decimal comma or point. May be empty."""

    def __init__(self, spec: FieldSpec, *, tr: Translator, choices: Choices) -> None:
        super().__init__(spec, tr=tr, choices=choices)
        self.line = Line()
        self.line.setFixedWidth(theme.current().px(160))
        self.place(self.line, beside=_side_by_side(self.line, Muted(spec.unit, wrap=False)))
        self.line.textEdited.connect(self.typed)
        self.line.left.connect(self.flush)

    def value(self) -> int | float | str | None:
        text = self.line.text().strip()
        found = parse_number(text)
        return (text or None) if found is None else found

    def show_value(self, value: object) -> None:
        self.line.setText(show_number(value))

    def own_problem(self) -> str:
        text, tr = self.line.text().strip(), self.tr_
        return tr('"{text}" is not a number.', text=text[:40]) if isinstance(self.value(), str) else ""

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)


class Combo(QComboBox):
    """A list to choose one id from. The wheel scrolls the page, never the value."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(theme.current().px(200))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def fill(self, options: list[tuple[str, str]], chosen: str, nothing: str) -> None:
        """Offer options and "nothing"; an id that is no option any more stays, as itself."""
        self.clear()
        self.addItem(nothing, "")
        for option, label in options:
            self.addItem(label, option)
        if chosen and self.findData(chosen) < 0:
            self.addItem(chosen, chosen)
        self.setCurrentIndex(max(self.findData(chosen), 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceEditor(Editor):
    """One of a few ids, shown by their labels."""

    def __init__(self, spec: FieldSpec, *, tr: Translator, choices: Choices) -> None:
        super().__init__(spec, tr=tr, choices=choices)
        self.combo = Combo()
        self.combo.setMaximumWidth(theme.current().px(420))
        self.place(self.combo)
        self.combo.activated.connect(self.flush)
        self.show_value("")

    def options(self) -> list[tuple[str, str]]:
        """What can be chosen now."""
        return list(self.spec.choices)

    def value(self) -> str:
        return self.combo.currentData() or ""

    def show_value(self, value: object) -> None:
        self.combo.fill(self.options(), str(value or ""), self.tr_("Not chosen"))

    def set_read_only(self, read_only: bool) -> None:
        self.combo.setEnabled(not read_only)


class PersonEditor(ChoiceEditor):
    """One of the people of the company."""

    def options(self) -> list[tuple[str, str]]:
        return self.choices.people()


def date_format(locale: QLocale | None = None) -> str:
    """The locale's short date with the whole year, such as "dd/MM/yyyy"; year-month-day if it has no order."""
    locale = locale or QLocale()
    short = locale.dateFormat(QLocale.FormatType.ShortFormat)
    if locale.language() == QLocale.Language.C or "MMM" in short:
        return "yyyy-MM-dd"
    return short if "yyyy" in short else short.replace("yy", "yyyy")


def show_date(iso: str, locale: QLocale | None = None) -> str:
    """An ISO date in the order of the locale; anything else as it is."""
    found = QDate.fromString(iso, Qt.DateFormat.ISODate)
    return (locale or QLocale()).toString(found, date_format(locale)) if found.isValid() and len(iso) == 10 else iso


def parse_date(text: str, locale: QLocale | None = None) -> str | None:
    """The ISO form of a date typed as year-month-day, or as three numbers in the order of the locale."""
    parts = "".join(c if c.isascii() and c.isdigit() else " " for c in text).split()
    if len(parts) != 3 or any(c.isalpha() for c in text):
        return None
    if len(parts[0]) == 4:
        named = dict(zip("yMd", parts, strict=True))
    else:
        order = "".join(dict.fromkeys(c for c in date_format(locale) if c in "yMd"))
        named = dict(zip(order, parts, strict=True))
    year = int(named["y"]) + (2000 if len(named["y"]) <= 2 else 0)
    try:
        return date(year, int(named["M"]), int(named["d"])).isoformat()
    except (ValueError, OverflowError):
        return None


def parse_number(text: str, locale: QLocale | None = None) -> int | float | None:
    """A number with decimal comma or point, with or without groups of three; None if it is none."""
    return number_from(text, (locale or QLocale()).decimalPoint())


def show_number(value: object, locale: QLocale | None = None) -> str:
    """A number with the decimal sign of the locale and no groups; anything else as it is."""
    if value is None or value == "":
        return ""
    if isinstance(value, float):
        plain = format(Decimal(repr(value)), "f").removesuffix(".0")
        return plain.replace(".", (locale or QLocale()).decimalPoint())
    return str(value)


def _side_by_side(*widgets: QWidget) -> QWidget:
    box = QWidget()
    box.setLayout(row(*widgets, spacing=4))
    return box
