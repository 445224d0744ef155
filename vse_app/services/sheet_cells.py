"""Reads the cells of a workbook. Runs in a process of its own (see `sheets`), so it imports next to nothing.

A workbook of some kilobytes can claim billions of cells or swell to gigabytes; here it costs what the limits say.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Any, Final, NamedTuple

MEMORY: Final = 1536 * 1024 * 1024
"""Bytes of address space, where the system can limit it."""
INFLATED: Final = 600 * 1024 * 1024
"""Bytes that the parts of a workbook may have together when unpacked."""
ROWS: Final = 200_000
COLUMNS: Final = 300
EMPTY: Final = 1_000
"""So many empty rows, one after the other, are the end of a sheet."""
SHEETS: Final = 40

Row = tuple[int, tuple[str, ...]]
"""Number of the row in its sheet, from 1, and its cells as text."""


class Cells(NamedTuple):
    """A sheet: its rows that hold anything, cells that could not be read, merged ranges, whether there was more.

    `odd` is (row, column from 0, reason): "formula" (no value was kept with it) or "error" (#REF! and the like).
    """

    name: str
    rows: tuple[Row, ...]
    odd: tuple[tuple[int, int, str], ...] = ()
    merged: tuple[str, ...] = ()
    cut: bool = False


def read(answer: Connection, data: bytes, wanted: str) -> None:
    """Send ("ok", sheet names, the wanted sheet or the first) or ("bad", "zip", "swollen", "damaged" or "none")."""
    _limit_memory()
    with contextlib.closing(answer):
        try:
            answer.send(_read(data, wanted))
        except MemoryError:
            answer.send(("bad", "swollen"))


def _read(data: bytes, wanted: str) -> tuple[Any, ...]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > INFLATED:
                return ("bad", "swollen")
            raw = _Raw(archive)
            return _sheets(data, wanted, raw)
    except zipfile.BadZipFile:
        return ("bad", "zip")
    except _library_errors():
        return ("bad", "damaged")
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, OverflowError, SyntaxError, OSError, EOFError,
            NotImplementedError, zipfile.LargeZipFile, RecursionError, UnicodeError):  # fmt: skip
        return ("bad", "damaged")


def _library_errors() -> tuple[type[Exception], ...]:
    """The errors of the reader's own; they have no common ancestor but Exception."""
    from openpyxl.utils import exceptions

    return (exceptions.InvalidFileException, exceptions.CellCoordinatesException, exceptions.ReadOnlyWorkbookException,
            zlib.error)  # fmt: skip


class _Raw:
    """The parts of the archive as they are, for what the reader of cells does not tell."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def scan(self, part: str) -> tuple[bool, tuple[str, ...]]:
        """Whether a sheet has formulas, and its merged ranges."""
        formulas, merged, rest = False, list[str](), b""
        with self._archive.open(part.lstrip("/")) as stream:
            while block := stream.read(1 << 20):
                text = rest + block
                formulas = formulas or b"<f>" in text or b"<f " in text
                merged += [m.decode() for m in _MERGED.findall(text)]
                cut = text.rfind(b"<")
                rest = text[cut:] if 0 <= len(text) - cut < 200 else b""
        return formulas, tuple(dict.fromkeys(merged))


_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')


def _sheets(data: bytes, wanted: str, raw: _Raw) -> tuple[Any, ...]:
    import openpyxl

    book: Any = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    names = [str(sheet.title) for sheet in book.worksheets[:SHEETS]]
    if not names:
        return ("bad", "none")
    chosen = wanted if wanted in names else names[0]
    sheet = book[chosen]
    formulas, merged = raw.scan(sheet._worksheet_path)  # noqa: SLF001 - the library tells the part's name nowhere else
    rows, odd, cut = _rows(sheet)
    if formulas:
        plain: Any = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        odd += _unanswered(plain[chosen], {number: cells for number, cells in rows})  # noqa: C416
    return ("ok", names, Cells(chosen, tuple(rows), tuple(odd), merged, cut))


def _rows(sheet: Any) -> tuple[list[Row], list[tuple[int, int, str]], bool]:
    rows: list[Row] = []
    odd: list[tuple[int, int, str]] = []
    empty = 0
    for number, cells in enumerate(_iterate(sheet), 1):
        texts: list[str] = []
        for column, cell in enumerate(cells):
            value = cell.value
            if getattr(cell, "data_type", "") == "e":
                odd.append((number, column, "error"))
                value = None
            texts.append(_text(value))
        while texts and not texts[-1].strip():
            texts.pop()
        empty = 0 if texts else empty + 1
        if texts:
            rows.append((number, tuple(texts)))
        if len(rows) > ROWS:
            return rows[:ROWS], odd, True
        if empty >= EMPTY:
            break
    return rows, odd, False


def _iterate(sheet: Any) -> Iterator[Any]:
    sheet.reset_dimensions()
    return sheet.iter_rows(max_col=COLUMNS)


def _unanswered(sheet: Any, said: dict[int, tuple[str, ...]]) -> list[tuple[int, int, str]]:
    """Cells with a formula beside which the workbook keeps no value."""
    odd: list[tuple[int, int, str]] = []
    last = max(said, default=0)
    for number, cells in enumerate(_iterate(sheet), 1):
        if number > last + 1:
            break
        values = said.get(number, ())
        for column, cell in enumerate(cells):
            is_formula = getattr(cell, "data_type", "") == "f"
            if is_formula and not (column < len(values) and values[column].strip()):
                odd.append((number, column, "formula"))
    return odd


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
        case dt.date() | dt.time():
            return value.isoformat()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(value)


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
