"""The cells of a table inside a record: the rows as an item model, and how one cell is edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from vse_app.i18n import Translator
from vse_app.ui import theme
from vse_app.ui.forms_editor import Choices, FieldSpec
from vse_app.ui.forms_values import LONGEST, Combo, parse_date, parse_number, show_date, show_number
from vse_app.ui.parts import tip

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class RowsModel(QAbstractTableModel):
    """Rows as JSON objects. Keys that no column names are kept. One empty row stands at the end unless read only."""

    changed = Signal()

    def __init__(self, columns: Sequence[FieldSpec], tr: Translator, choices: Choices) -> None:
        super().__init__()
        self.columns, self.tr_ = tuple(columns), tr
        self.is_read_only = False
        self._choices = choices
        self._rows: list[dict[str, Any]] = []

    def values(self) -> list[dict[str, Any]]:
        """The rows that hold anything."""
        return [dict(row) for row in self._rows if any(cell not in (None, "") for cell in row.values())]

    def show(self, rows: Sequence[object]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = [dict(row) for row in rows if isinstance(row, dict)]
        self.endResetModel()

    def set_read_only(self, read_only: bool) -> None:
        """Whether the rows can only be read; then there is no empty row."""
        self.beginResetModel()
        self.is_read_only = read_only
        self.endResetModel()

    def options(self, column: FieldSpec) -> list[tuple[str, str]]:
        """(id, label) of what a cell of this column can be; empty for one that is typed."""
        if column.kind == "person":
            return self._choices.people()
        return list(column.choices) if column.kind == "choice" else []

    def first_problem(self) -> tuple[int, FieldSpec] | None:
        """The first cell that cannot be understood: its row from 0, and its column."""
        for number, row in enumerate(self._rows):
            for column in self.columns:
                if self._is_odd(column, row.get(column.id)):
                    return number, column
        return None

    def put(self, row: int, column: int, cells: Sequence[Sequence[str]]) -> None:
        """Write a block of typed cells from a place on; rows are added as needed, further columns dropped."""
        if self.is_read_only or not cells:
            return
        self.beginResetModel()
        for down, line in enumerate(cells):
            while row + down >= len(self._rows):
                self._rows.append({})
            for across, text in enumerate(line[: len(self.columns) - column]):
                spec = self.columns[column + across]
                self._rows[row + down][spec.id] = self.understood(spec, text)
        self.endResetModel()
        self.changed.emit()

    def remove(self, rows: Sequence[int]) -> None:
        """Remove rows by number."""
        self.beginResetModel()
        for row in sorted((row for row in rows if row < len(self._rows)), reverse=True):
            del self._rows[row]
        self.endResetModel()
        self.changed.emit()

    def move(self, row: int, by: int) -> bool:
        """Move a row up (-1) or down (1); whether there was a place to move to."""
        if self.is_read_only or not (0 <= row < len(self._rows) and 0 <= row + by < len(self._rows)):
            return False
        self.beginResetModel()
        self._rows.insert(row + by, self._rows.pop(row))
        self.endResetModel()
        self.changed.emit()
        return True

    def empty_cells(self, cells: Sequence[tuple[int, int]]) -> bool:
        """Empty cells; whether any of them held something."""
        held = False
        for row, column in cells:
            name = self.columns[column].id
            if row < len(self._rows) and self._rows[row].get(name) not in (None, ""):
                self._rows[row][name] = ""
                held = True
        if held:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.columns) - 1))
            self.changed.emit()
        return held

    def understood(self, column: FieldSpec, text: str) -> Any:
        """What was typed or pasted as a value; as it is if it cannot be understood."""
        plain = text.strip()
        if column.kind == "date":
            return parse_date(plain) or plain
        if column.kind == "number":
            number = parse_number(plain)
            return plain if number is None else number
        if column.kind in ("choice", "person"):
            wanted = plain.casefold()
            return next((i for i, label in self.options(column) if wanted in (i.casefold(), label.casefold())), plain)
        return text

    def shown(self, column: FieldSpec, value: Any) -> str:
        """A value in words."""
        if value is None:
            return ""
        if column.kind == "date":
            return show_date(str(value))
        if column.kind == "number":
            return show_number(value)
        if column.kind in ("choice", "person"):
            return dict(self.options(column)).get(str(value), str(value))
        return str(value)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows) + (not self.is_read_only)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.is_read_only:
            return super().flags(index)
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = 0) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        value = self._rows[index.row()].get(column.id) if index.row() < len(self._rows) else None
        if role in (Role.DisplayRole, Role.EditRole):
            text = self.shown(column, value)
            return text if role == Role.EditRole else text.replace("\n", " ")
        if role == Role.UserRole:
            return value
        if role == Role.ForegroundRole and self._is_odd(column, value):
            return QBrush(theme.current().colour("bad"))
        if role == Role.ToolTipRole:
            return tip(self.shown(column, value)[:4000])
        if role == Role.TextAlignmentRole and column.kind == "number":
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or not index.isValid() or self.is_read_only:
            return False
        column, row = self.columns[index.column()], index.row()
        if row == len(self._rows):
            if value in (None, ""):
                return False
            self.beginInsertRows(QModelIndex(), row + 1, row + 1)
            self._rows.append({})
            self.endInsertRows()
        if value == (self._rows[row].get(column.id) or ""):
            return False
        self._rows[row][column.id] = value
        self.dataChanged.emit(index, index)
        self.changed.emit()
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role == Role.DisplayRole:
            if orientation == Qt.Orientation.Horizontal:
                return self.columns[section].label
            return str(section + 1) if section < len(self._rows) else "+"
        if orientation == Qt.Orientation.Horizontal:
            if role == Role.ToolTipRole:
                return tip(self.columns[section].hint)
            if role == Role.TextAlignmentRole and self.columns[section].kind == "number":
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _is_odd(self, column: FieldSpec, value: Any) -> bool:
        """Whether a value is not of its column's kind."""
        if value in (None, ""):
            return False
        if column.kind == "date":
            return parse_date(str(value)) is None
        if column.kind == "number":
            return isinstance(value, str)
        return column.kind in ("choice", "person") and value not in dict(self.options(column))


class CellDelegate(QStyledItemDelegate):
    """Edits a cell as a list or as a line."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = _rows_model(index.model())
        column = model.columns[index.column()]
        if column.kind in ("choice", "person"):
            combo = Combo()
            combo.setParent(parent)
            combo.fill(model.options(column), str(index.data(Role.UserRole) or ""), model.tr_("Not chosen"))
            combo.activated.connect(lambda: self.commitData.emit(combo))
            editor: QWidget = combo
        else:
            editor = QLineEdit(parent)
            editor.setMaxLength(LONGEST)
        editor.setAccessibleName(column.label)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            text = index.data(Role.EditRole)
            editor.setText(text)
            editor.setModified(False)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        rows = _rows_model(model)
        if isinstance(editor, Combo):
            rows.setData(index, editor.currentData() or "")
        elif isinstance(editor, QLineEdit) and editor.isModified():
            rows.setData(index, rows.understood(rows.columns[index.column()], editor.text()))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)


def _rows_model(model: QAbstractItemModel) -> RowsModel:
    assert isinstance(model, RowsModel)
    return model
