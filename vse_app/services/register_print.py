"""A register as a report: what somebody had on show, or all of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from vse_app.model.errors import Cancelled
from vse_app.model.report import Report
from vse_app.services import assessment_reports, company, projects, register_words, registers
from vse_app.services.register_words import Names
from vse_app.services.workspace import Workspace
from vse_app.store import audit

if TYPE_CHECKING:
    from vse_app.evidence.reports.register import RegisterData

AT_ONCE: Final = 512
"""Entries read between two looks at whether somebody stopped it."""


def report(
    ws: Workspace,
    project_id: int,
    names: Names,
    *,
    ids: Sequence[int] | None = None,
    columns: Sequence[str] = (),
    said: str = "",
    cancelled: Callable[[], bool] = lambda: False,
) -> Report:
    """Blocks of a register: these entries (None: all) in this order, these columns (none: those shown at first).

    `said` tells in words what was filtered. Raises Cancelled.
    """
    from vse_app.evidence.reports import register

    found = gather(ws, project_id, names, ids=ids, columns=columns, said=said, cancelled=cancelled)
    return register.build(found, names.tr)


def gather(
    ws: Workspace,
    project_id: int,
    names: Names,
    *,
    ids: Sequence[int] | None = None,
    columns: Sequence[str] = (),
    said: str = "",
    cancelled: Callable[[], bool] = lambda: False,
) -> RegisterData:
    """What `report` is made from."""
    from vse_app.evidence.reports import register

    product = names.product
    wanted = registers.ordered(ws, project_id, product.id) if ids is None else ids
    shown = [c for name in columns if (c := names.column(name))] or [c for c in names.columns if c.shown]
    rows: list[tuple[str, ...]] = []
    for start in range(0, len(wanted), AT_ONCE):
        if cancelled():
            raise Cancelled("Stopped; nothing was written.")
        entries = registers.by_ids(ws, list(wanted[start : start + AT_ONCE]))
        rows += [tuple(register_words.text(names, column, entry) for column in shown) for entry in entries]
    with ws.reading() as connection:
        dated = audit.last_moment(connection)
    who = company.company(ws)
    return register.RegisterData(
        company=who,
        style=assessment_reports.style_of(ws, who),
        project=projects.project(ws, project_id),
        title=names.title,
        columns=[(names.labels[c.id], c.kind) for c in shown],
        rows=rows,
        anchors=[f"r{record}" for record in wanted],
        total=registers.count(ws, project_id, product.id),
        said=said,
        dated=dated,
        language=names.language,
    )
