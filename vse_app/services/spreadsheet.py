"""Tables out to CSV or XLSX, formula-safe: what a person typed is text in the spreadsheet, never a formula."""

from __future__ import annotations

import contextlib
import csv
import math
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from vse_app.model.errors import Invalid, StorageFailed

CELL_LIMIT = 32_767
"""Characters a spreadsheet cell can hold; a longer text ends in a mark that says so."""

ROW_LIMIT = 1_048_576
"""Rows a spreadsheet can hold, its header included."""

_DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?([eE][+-]?[0-9]+)?")


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a table by its name's ending, whole or not at all; raises Invalid for another ending, StorageFailed."""
    writers = {".csv": _csv, ".xlsx": _xlsx}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise Invalid("Tables are written as .csv or .xlsx.", hint="Change the ending of the name.", place=str(path))
    partial = path.with_name(path.name + ".part")
    try:
        writer(partial, header, rows)
        partial.replace(path)
    except OSError as error:
        raise StorageFailed(
            "The table could not be written ({reason}).", place=str(path), reason=error.strerror
        ) from None
    finally:
        with contextlib.suppress(OSError):
            partial.unlink()


def safe(value: Any) -> Any:
    """A CSV cell: text that a spreadsheet would calculate gets an apostrophe before it; numbers stay numbers."""
    if not isinstance(value, str) or _NUMBER.fullmatch(value):
        return value
    calculated = value.startswith(("\t", "\r", "\n")) or value.lstrip().startswith(_DANGEROUS)
    return "'" + value if calculated or value.startswith("'") else value


def plain(cell: str) -> str:
    """A CSV cell without the apostrophe that `safe` put before it; other cells are as they are."""
    return cell[1:] if cell.startswith("'") and safe(cell[1:]) == cell else cell


def _csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="", errors="backslashreplace") as stream:
        writer = csv.writer(stream)
        writer.writerow([safe(cell) for cell in header])
        writer.writerows([safe(cell) for cell in row] for row in rows)


def _xlsx(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]
    from xlsxwriter.exceptions import XlsxWriterException  # pyright: ignore[reportMissingTypeStubs]

    book: Any = xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    try:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for column, cell in enumerate(header):
            sheet.write_string(0, column, _fitting(cell), bold)
        for number, row in enumerate(rows, start=1):
            if number >= ROW_LIMIT:
                raise Invalid(
                    "A spreadsheet holds at most {limit} rows.", hint="Write it as .csv.", limit=ROW_LIMIT - 1
                )
            for column, cell in enumerate(row):
                if isinstance(cell, (int, float)) and math.isfinite(cell):
                    sheet.write_number(number, column, cell)
                else:
                    sheet.write_string(number, column, _fitting(str(cell)))
    finally:
        try:
            book.close()
        except XlsxWriterException as error:
            raise OSError(0, str(error)) from None


def _fitting(text: str) -> str:
    visible = "".join(f"[U+{ord(c):04X}]" if (c < " " and c not in "\n\t") or c in "\ufffe\uffff" else c for c in text)
    visible = visible.encode("utf-8", "backslashreplace").decode()
    return visible if len(visible) <= CELL_LIMIT else visible[: CELL_LIMIT - 12] + " […cut here]"
