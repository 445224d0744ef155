"""Tables in: CSV, tab-separated text and workbooks as rows of text; what is odd about them is said.

Formulas are never worked out. A workbook is read in a process of its own, with limits of memory and time.
"""

from __future__ import annotations

import csv
import io
import multiprocessing
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

from vse_app.i18n import Translator
from vse_app.model.errors import Cancelled, Invalid
from vse_app.services import sheet_cells, spreadsheet
from vse_app.services.sheet_cells import Cells, Row

MAX_BYTES: Final = 150_000_000
SECONDS: Final = 180.0
"""How long a workbook may take."""
ENCODINGS: Final = ("utf-8", "utf-16", "cp1252", "latin-1", "mac-roman", "cp850", "cp874")
"""Those that can be chosen, the usual ones first."""
DELIMITERS: Final = (",", ";", "\t", "|")


class Note(NamedTuple):
    """Something to know about a table: a sentence for the translator and what it names."""

    text: str
    values: Mapping[str, object]

    def say(self, tr: Translator) -> str:
        """The sentence in the user's language."""
        return tr(self.text, **self.values)


@dataclass(frozen=True)
class Sheet:
    """A table as it was found. `rows` are (number in the file, from 1; cells); `odd` cells hold nothing to be used.

    `sheets` are the names there are to choose from in a workbook; `encoding` and `delimiter` belong to text.
    """

    name: str
    rows: Sequence[Row]
    odd: Mapping[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])
    notes: tuple[Note, ...] = ()
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""

    @cached_property
    def width(self) -> int:
        """Cells of the longest row."""
        return max((len(cells) for _number, cells in self.rows), default=0)


def read(
    path: Path,
    *,
    sheet: str = "",
    encoding: str = "",
    delimiter: str = "",
    cancelled: Callable[[], bool] = lambda: False,
) -> Sheet:
    """Read a table by its kind; raises Invalid, naming file and reason, when it is none, and Cancelled."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Invalid("This file is larger than {limit} MB.", place=path.name, limit=MAX_BYTES // 1_000_000)
        data = path.read_bytes()
    except OSError as error:
        raise Invalid("The file cannot be read ({reason}).", place=path.name, reason=error.strerror) from None
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return _workbook(path.name, data, sheet, cancelled)
    if data[:200].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        hint = "Export it as .csv or .xlsx from the program it comes from."
        raise Invalid("This is XML or a web page, not a table.", hint=hint, place=path.name)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        hint = "Save it as .xlsx or .csv and try again."
        raise Invalid("This is not a text of comma-separated values.", hint=hint, place=path.name)
    return from_bytes(data, path.name, encoding=encoding, delimiter=delimiter)


def from_bytes(data: bytes, name: str, *, encoding: str = "", delimiter: str = "") -> Sheet:
    """A table from the bytes of a text; raises Invalid when they are no text of the encoding."""
    used = encoding or _encoding(data)
    try:
        text = data.decode("utf-8-sig" if used == "utf-8" else used)
    except (UnicodeDecodeError, LookupError):
        raise Invalid(
            "This text is not written in {encoding}.", hint="Choose another.", place=name, encoding=used
        ) from None
    found = from_text(text, name, delimiter=delimiter)
    notes = found.notes
    if not used.startswith("utf-") and not encoding:
        said = Note("It was read as {encoding}. If letters look wrong, choose another.", {"encoding": used})
        notes = (said, *notes)
    return Sheet(name, found.rows, found.odd, notes, encoding=used, delimiter=found.delimiter)


def from_text(text: str, name: str, *, delimiter: str = "") -> Sheet:
    """A table from text, as a file or the clipboard holds it."""
    used = delimiter or _delimiter(text)
    rows, notes, odd = _parsed(text, used)
    return Sheet(name, rows, odd, tuple(notes), delimiter=used)


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:4000]
    if head.count(0) > len(head) // 4:
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252" if not _undefined(data) else "latin-1"
    return "utf-8"


def _undefined(data: bytes) -> bool:
    return any(byte in data for byte in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"))


def _delimiter(text: str) -> str:
    """The sign that parts the cells: the one that most of the first lines have most often, outside quotes."""
    lines = [line for line in _outside_quotes(text[:20_000]).splitlines()[:30] if line.strip()]

    def steady(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        return sum(count > 0 for count in counts), min((c for c in counts if c), default=0)

    best = max(DELIMITERS, key=steady)
    return best if steady(best)[0] * 2 >= len(lines) and lines else ","


def _outside_quotes(text: str) -> str:
    return re.sub(r'"(?:[^"]|"")*"', "", text)


def _parsed(text: str, delimiter: str) -> tuple[list[Row], list[Note], dict[tuple[int, int], str]]:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    notes: list[Note] = []
    try:
        return _rows(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True), notes), notes, {}
    except csv.Error as error:
        notes.clear()
        loose = _rows(csv.reader(io.StringIO(text), delimiter=delimiter), notes)
        notes.insert(
            0, Note("A quotation mark is not closed, or stands within a cell; look at the rows with care.", {})
        )
        # What follows a quotation mark that is never closed would all be swallowed by that one cell: it is not taken.
        last = loose[-1] if loose and _UNCLOSED in str(error) else None
        return loose, notes, {(last[0], len(last[1]) - 1): "unclosed"} if last else {}


_UNCLOSED: Final = "unexpected end of data"
"""What the reader of the standard library says of a quotation mark that is still open at the end."""


def _rows(reader: Any, notes: list[Note]) -> list[Row]:
    """The rows that hold anything; a row's number is that of the line it begins in."""
    rows: list[Row] = []
    start = 1
    for cells in reader:
        if any(map(str.strip, cells)):
            rows.append((start, tuple(spreadsheet.plain(cell) if cell[:1] == "'" else cell for cell in cells)))
        start = reader.line_num + 1
        if len(rows) >= sheet_cells.ROWS:
            notes.append(_cut())
            break
    return rows


def _cut() -> Note:
    return Note("Only the first {count} rows were read.", {"count": sheet_cells.ROWS})


def _workbook(name: str, data: bytes, sheet: str, cancelled: Callable[[], bool]) -> Sheet:
    answer = _asked(data, sheet, cancelled)
    if answer is None:
        raise Invalid("This workbook takes too long or too much memory to read.", hint="Save it as .csv.", place=name)
    if answer[0] == "bad":
        raise _refused(name, data, answer[1])
    _ok, names, cells = answer
    return _merged(name, names, cells)


def _asked(data: bytes, sheet: str, cancelled: Callable[[], bool]) -> Any:
    """What the process that reads the workbook says; None when it died or took too long."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=sheet_cells.read, args=(there, data, sheet), daemon=True)
    process.start()
    there.close()
    try:
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            if cancelled():
                raise Cancelled("Stopped; nothing was changed.")
            if here.poll(_STEP):
                return here.recv()
    except (EOFError, OSError):
        return None
    finally:
        process.kill()
        process.join()
        here.close()
    return None


_STEP: Final = 0.1


def _refused(name: str, data: bytes, reason: str) -> Invalid:
    if reason == "swollen":
        return Invalid("This workbook takes too long or too much memory to read.", hint="Save it as .csv.", place=name)
    if reason == "zip" and b"\0" not in data[:4000]:
        return Invalid("This is not a workbook; it looks like plain text.", hint="Rename it to .csv.", place=name)
    if reason == "none":
        return Invalid("This workbook has no sheet with cells.", place=name)
    return Invalid("This workbook is damaged or is none.", hint="Open it and save it again as .xlsx.", place=name)


def _merged(name: str, names: Sequence[str], cells: Cells) -> Sheet:
    """The sheet with merged cells spelled out: one value over several rows counts for each of them."""
    ranges = [_range(text) for text in cells.merged]
    down = [r for r in ranges if r[2] > r[0]]
    notes = [Note("Merged cells were taken as one value for each of their rows: {ranges}",
                  {"ranges": _some(text for text, r in zip(cells.merged, ranges, strict=True) if r in down)})
             ] if down else []  # fmt: skip
    odd = {(row, column): reason for row, column, reason in cells.odd}
    for reason in _ODD:
        places = [_place(row, column) for (row, column), found in odd.items() if found == reason]
        if places:
            notes.append(Note(_ODD[reason], {"cells": _some(places)}))
    if cells.cut:
        notes.append(_cut())
    rows = _spelled(cells.rows, down)
    return Sheet(f"{name} · {cells.name}" if len(names) > 1 else name, rows, odd, tuple(notes), tuple(names))


_ODD: Final = {
    "formula": "These cells hold a formula whose result was not kept; open the file, save it, and try again: {cells}",
    "error": "These cells hold an error instead of a value: {cells}",
}


def _spelled(rows: Sequence[Row], down: Sequence[tuple[int, int, int, int]]) -> Sequence[Row]:
    if not down:
        return rows
    found = {number: list(cells) for number, cells in rows}
    for top, left, bottom, _right in down:
        value = (found.get(top) or [])[left : left + 1]
        for number in range(top + 1, bottom + 1):
            cells = found.get(number)
            if cells is not None and value:
                cells += [""] * (left + 1 - len(cells))
                cells[left] = cells[left] or value[0]
    return [(number, tuple(cells)) for number, cells in sorted(found.items())]


def _range(text: str) -> tuple[int, int, int, int]:
    (top, left), (bottom, right) = (_coordinates(part) for part in text.split(":"))
    return top, left, bottom, right


def _coordinates(text: str) -> tuple[int, int]:
    letters = text.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(text[len(letters) :]), column - 1


def column_name(column: int) -> str:
    """The letters of a column counted from 0: A, B … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _place(row: int, column: int) -> str:
    return f"{column_name(column)}{row}"


def _some(items: Iterable[str]) -> str:
    found = list(items)
    return ", ".join(found[:8]) + (" …" if len(found) > 8 else "")
