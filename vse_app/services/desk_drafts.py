"""What was typed into a page that makes a record at its end (minutes, a progress report), kept until that is done.

A draft is nobody's statement: it is not printed, and no record is made of it before a person says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from vse_app.services.workspace import Done, Workspace
from vse_app.store import queries
from vse_app.store.change import Change

KIND: Final = "draft"


def read(ws: Workspace, project_id: int, desk: str) -> Mapping[str, Any]:
    """What was typed; empty when nothing waits."""
    with ws.reading() as connection:
        found = queries.document(connection, KIND, f"{project_id}/{desk}")
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def keep(ws: Workspace, project_id: int, desk: str, said: Mapping[str, Any] | None) -> Done[None]:
    """Keep what is being typed (None: nothing any more)."""
    return ws.write("draft", lambda change: drop_in(change, project_id, desk, said))


def drop_in(change: Change, project_id: int, desk: str, said: Mapping[str, Any] | None = None) -> None:
    """As `keep`, inside a change that is already open."""
    change.put(KIND, f"{project_id}/{desk}", dict(said) if said else None, project=project_id)
