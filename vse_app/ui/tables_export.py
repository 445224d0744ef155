"""Tables leave the program as text: to the clipboard for spreadsheets and documents, and through an injected writer."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from vse_app.ui.tables_source import ColumnSpec, Row, cell_text

if TYPE_CHECKING:
    from vse_app.ui.context import Context

Export = Callable[[Path, Sequence[ColumnSpec], Iterator[tuple[str, ...]]], object]
"""Writes a table to a file (by its suffix .csv or .xlsx): path, columns shown, rows as text."""

COPY_MOST: Final = 50_000
"""Rows that the clipboard takes; more belong into a file."""


def to_file(ctx: Context) -> Export:
    """The writer of a table: CSV or XLSX in the background, with progress and a word when it is done."""
    from vse_app.services import spreadsheet

    def export(path: Path, columns: Sequence[ColumnSpec], rows: Iterator[tuple[str, ...]]) -> None:
        titles = [column.title for column in columns]
        ctx.runner.long(
            lambda progress, cancelled: spreadsheet.write(path, titles, rows),
            lambda _none: ctx.messages.say("good", ctx.tr("The table was written to {name}.", name=path.name)),
            title=ctx.tr("Writing {name}", name=path.name),
            writes=False,
        )

    return export


def texts(rows: Iterable[Row], places: Sequence[int]) -> Iterator[tuple[str, ...]]:
    """The words of the cells at `places` of each row."""
    for row in rows:
        yield tuple(cell_text(row.cells[place]) if place < len(row.cells) else "" for place in places)


def copy(titles: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
    """Put a table on the clipboard: tab-separated for spreadsheets, a real table for documents."""
    data = QMimeData()
    data.setText(tab_separated([tuple(titles), *rows]))
    data.setHtml(_as_html(titles, rows))
    QGuiApplication.clipboard().setMimeData(data)


def tab_separated(rows: Iterable[Sequence[str]]) -> str:
    """Rows as lines; a cell that holds a tab, a line break or a quote is quoted as spreadsheets do."""
    return "\n".join("\t".join(_quoted(cell) for cell in row) for row in rows) + "\n"


def from_tab_separated(text: str) -> list[list[str]]:
    """The cells of tab-separated text as a spreadsheet puts it on the clipboard, quoted cells included."""
    rows: list[list[str]] = [[]]
    cell, quoted, place = "", False, 0
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    while place < len(text):
        char = text[place]
        if quoted and char == '"' and text[place + 1 : place + 2] == '"':
            cell, place = cell + '"', place + 1
        elif char == '"' and (quoted or not cell):
            quoted = not quoted
        elif char in "\t\n" and not quoted:
            rows[-1].append(cell)
            cell = ""
            if char == "\n":
                rows.append([])
        else:
            cell += char
        place += 1
    rows[-1].append(cell)
    return rows


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(c in cell for c in "\t\n\r") or cell.startswith('"') else cell


def _as_html(titles: Sequence[str], rows: Sequence[tuple[str, ...]]) -> str:
    def line(cells: Sequence[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    return "<table border='1'>" + line(titles, "th") + "".join(line(row, "td") for row in rows) + "</table>"
