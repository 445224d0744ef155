"""How much a company file holds, for comparing a copy with what it was made from."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, Table, func, select

from vse_app.store.files import STAGED
from vse_app.store.tables import audit, documents, events, files, links, records, revisions


class Counts(NamedTuple):
    """Rows of the tables that a person fills; `history` are the entries of the history, `kept` the kept files."""

    records: int
    versions: int
    states: int
    links: int
    notes: int
    kept: int
    history: int


def counts(connection: Connection) -> Counts:
    """Count everything once."""
    kept = connection.execute(select(func.count()).where(~files.c.sha256.startswith(STAGED))).scalar() or 0
    return Counts(
        records=_count(connection, records),
        versions=_count(connection, revisions),
        states=_count(connection, events),
        links=_count(connection, links),
        notes=_count(connection, documents),
        kept=kept,
        history=_count(connection, audit),
    )


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar() or 0
