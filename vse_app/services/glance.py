"""What the first paint shows: written after work was done, read before anything else is loaded.

Importing this module loads neither SQLAlchemy nor any other service.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, cast

from vse_app.store import glance as kept

if TYPE_CHECKING:
    from vse_app.services.today import Today
    from vse_app.services.workspace import Workspace


class Glance(TypedDict):
    """Today's page and the frame around it. `fresh`: nothing in the file changed since; `backup` is a moment or ""."""

    seq: int
    fresh: bool
    language: str
    project: int
    actor: str
    edition: str
    backup: str
    today: Today


def read(path: Path) -> Glance | None:
    """The glance kept in a company file; None when there is none that can be used. Raises CannotOpen."""
    found = kept.read(path)
    return cast("Glance", found) if found is not None and _KEYS <= found.keys() else None


def write(ws: Workspace, project_id: int, language: str) -> None:
    """Keep the glance of a project in the language of the window. Nothing happens in a read-only file."""
    if not ws.writable:
        return
    from vse_app.store import audit

    with ws.reading() as connection:
        seq = audit.last(connection)[0]
    found = describe(ws, project_id, language) | {"seq": seq}
    with ws.database.writing() as connection:
        kept.write(connection, found)


def describe(ws: Workspace, project_id: int, language: str) -> dict[str, Any]:
    """Today's page of a project and what the frame around it says, as plain values."""
    from vse_app.i18n import translator
    from vse_app.services import backup, company, path, today

    names = {person.id: person.name for person in company.people(ws)}
    page = today.today(ws, project_id, translator(language), language)
    return {
        "language": language,
        "project": project_id,
        "actor": names.get(ws.actor, ""),
        "edition": path.view(ws, project_id).model.standard,
        "backup": backup.last_backup(ws)[0],
        "today": dict(page),
    }


_KEYS = frozenset(Glance.__annotations__)
