"""A whole register, or what a filter leaves of it, as a table that can be read back: with ids, formula-safe, uncut.

What a spreadsheet cannot hold is refused, never shortened: a shortened text would come back as a change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from vse_app.model.errors import Cancelled, Invalid
from vse_app.services import cells, company, headings, projects, registers, spreadsheet
from vse_app.services.registers import Entry
from vse_app.services.workspace import Workspace

BLOCK: Final = 512


def columns_of(ws: Workspace, project_id: int, kind: str) -> tuple[str, ...]:
    """All columns of a register that a file gets, in their order."""
    product = projects.model_of(ws, projects.project(ws, project_id)).product(kind)
    return tuple(c.id for c in registers.columns(product))


def write(
    ws: Workspace,
    project_id: int,
    kind: str,
    path: Path,
    *,
    language: str,
    ids: Sequence[int] = (),
    progress: Callable[[int, int], object] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Write a register (the entries with these ids, in this order) as .csv or .xlsx; return how many entries it has.

    Raises Invalid, StorageFailed and Cancelled, and leaves no half-made file.
    """
    model = projects.model_of(ws, projects.project(ws, project_id))
    product = model.product(kind)
    people = {p.id: p for p in company.people(ws)}
    words = cells.Words(model, product, language, people)
    columns = registers.columns(product)
    names = headings.labels(model, product, language)
    count = [0]
    limit = spreadsheet.CELL_LIMIT if path.suffix.lower() == ".xlsx" else 0

    def rows() -> Iterator[list[str | int | float]]:
        wanted = ids or registers.ordered(ws, project_id, kind)
        for entry in _entries(ws, wanted):
            if count[0] % BLOCK == 0:
                progress(count[0], len(wanted))
                if cancelled():
                    raise Cancelled("Stopped; nothing was written.")
            row = [cells.text_of(words, column, entry) for column in columns]
            if limit and any(isinstance(cell, str) and len(cell) > limit for cell in row):
                raise Invalid(
                    "{number} holds a text that is too long for a workbook.", hint="Write it as .csv.",
                    number=entry.record.number,
                )  # fmt: skip
            count[0] += 1
            yield row

    spreadsheet.write(path, [names[column.id] for column in columns], rows())
    return count[0]


def _entries(ws: Workspace, wanted: Sequence[int]) -> Iterator[Entry]:
    for start in range(0, len(wanted), BLOCK):
        yield from registers.by_ids(ws, list(wanted[start : start + BLOCK]))
