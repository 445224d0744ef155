"""The models projects work under, as they were when the project started."""

from __future__ import annotations

import json
import zlib
from typing import Any

from sqlalchemy import Connection, func, insert, select

from vse_app.store import queries
from vse_app.store.tables import audit, models


def keep(connection: Connection, model_hash: str, ref: str, text: str) -> None:
    """Keep a model's raw form under its hash; one that is kept already stays."""
    known = connection.execute(select(models.c.hash).where(models.c.hash == model_hash)).scalar()
    if not known:
        packed = zlib.compress(text.encode(), 6)
        connection.execute(insert(models).values(hash=model_hash, ref=ref, raw=packed))


def fetch(connection: Connection, model_hash: str) -> Any:
    """The raw form of a kept model; raises CannotOpen when it is missing or damaged."""
    raw = connection.execute(select(models.c.raw).where(models.c.hash == model_hash)).scalar()
    try:
        return json.loads(zlib.decompress(raw or b""))
    except (ValueError, TypeError, zlib.error):
        raise queries.damaged() from None


def ever_made(connection: Connection, entity: str, prefix: str = "") -> int:
    """How many things of a kind were ever begun (project, declaration; under a key that begins so).

    Their numbers are never reused.
    """
    query = select(func.count()).where(audit.c.entity == entity, audit.c.before == "")
    if prefix:
        query = query.where(audit.c.key.startswith(prefix, autoescape=True))
    return connection.execute(query).scalar() or 0
