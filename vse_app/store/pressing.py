"""What somebody has to do: entries of registers by owner, the most pressing first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, and_, false, or_, select

from vse_app.model.records import Record
from vse_app.store import queries
from vse_app.store.tables import records


def of_owner(
    connection: Connection,
    project: int,
    owner: str,
    wanted: Mapping[str, Sequence[str]],
    *,
    until: str,
    always: Sequence[str] = (),
    limit: int = 100,
) -> list[Record]:
    """Entries of an owner that stand in one of the `wanted` states of their kind, due by a day at the latest.

    Kinds in `always` count whenever they are due, and without a date.
    """
    kinds = [and_(records.c.kind == kind, records.c.follow.in_(states)) for kind, states in wanted.items()]
    soon = and_(records.c.due != "", records.c.due <= until)
    chosen = (
        select(records)
        .where(records.c.project == project, records.c.withdrawn == "", records.c.owner == owner)
        .where(or_(false(), *kinds), or_(soon, records.c.kind.in_(always)))
        .order_by(records.c.due == "", records.c.due, records.c.id)
        .limit(limit)
    )
    return queries.records_from(connection, chosen)
