"""Find records by any words in their title, fields, file names or attached text."""

from __future__ import annotations

from vse_app.services.workspace import Workspace
from vse_app.store import searching
from vse_app.store.searching import Hit


def find(ws: Workspace, typed: str, limit: int = 30) -> list[Hit]:
    """The best matches, accents and case aside; whatever is typed, it is never an error."""
    with ws.reading() as connection:
        return searching.find(connection, typed, limit=limit)
