"""Tables out to CSV or XLSX, formula-safe: what a person typed is text in the spreadsheet, never a formula."""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from vse_app.model.errors import Invalid, StorageFailed

CELL_LIMIT = 32_767
"""Characters a spreadsheet cell can hold; a longer text ends in a mark that says so."""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a table by the ending of the name, whole or not at all; raises Invalid for another ending, StorageFailed."""
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
    if not isinstance(value, str) or _is_number(value):
        return value
    return "'" + value if value.lstrip(" ").startswith(_DANGEROUS) or value.startswith("'") else value


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text.strip() == text and text.lower().lstrip("+-")[:1].isdigit()


def _csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="", errors="backslashreplace") as stream:
        writer = csv.writer(stream)
        writer.writerow([safe(cell) for cell in header])
        writer.writerows([safe(cell) for cell in row] for row in rows)


def _xlsx(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    try:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for column, cell in enumerate(header):
            sheet.write_string(0, column, cell, bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, (int, float)):
                    sheet.write_number(number, column, cell)
                else:
                    sheet.write_string(number, column, _fitting(str(cell)))
    finally:
        book.close()


def _fitting(text: str) -> str:
    visible = "".join(c if c >= " " or c in "\n\t" else f"[U+{ord(c):04X}]" for c in text)
    visible = visible.encode("utf-8", "backslashreplace").decode()
    return visible if len(visible) <= CELL_LIMIT else visible[: CELL_LIMIT - 12] + " […cut here]"
