"""What the first paint shows: written after work was done, read before anything else is loaded.

Importing this module loads neither SQLAlchemy nor any other service.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, cast

from vse_app.store import glance as kept

if TYPE_CHECKING:
    from vse_app.services.today import Today
    from vse_app.services.workspace import Workspace


class Around(NamedTuple):
    """What the frame of the window says: names in words, `backup` the moment (UTC) of the newest one or ""."""

    company: str
    project: str
    actor: str
    edition: str
    backup: str


class Glance(TypedDict):
    """Today's page of a project and the frame around it. `fresh`: nothing in the file changed since."""

    seq: int
    fresh: bool
    language: str
    project: int
    around: list[str]
    today: Today


def read(path: Path) -> Glance | None:
    """The glance kept in a company file; None when there is none that can be used. Raises CannotOpen."""
    try:
        found = kept.read(path)
    except RecursionError:
        return None
    whole = found is not None and _KEYS <= found.keys() and len(found["around"]) == len(Around._fields)
    return cast("Glance", found) if whole else None


def write(ws: Workspace, project_id: int, language: str) -> None:
    """Keep the glance of a project in the language of the window. Nothing happens in a read-only file."""
    if not ws.writable or not project_id:
        return
    from vse_app.i18n import translator
    from vse_app.services import today
    from vse_app.store import audit

    with ws.reading() as connection:
        seq = audit.last(connection)[0]
    found: dict[str, Any] = {
        "seq": seq,
        "language": language,
        "project": project_id,
        "around": list(around(ws, project_id)),
        "today": today.today(ws, project_id, translator(language), language),
    }
    with ws.database.writing() as connection:
        kept.write(connection, found)


def around(ws: Workspace, project_id: int) -> Around:
    """What the frame says about a company and one of its projects (0 = none)."""
    from vse_app.services import backup, company, projects

    names = {person.id: person.name for person in company.people(ws)}
    title = edition = ""
    if project_id:
        project = projects.project(ws, project_id)
        title, edition = project.title, projects.model_of(ws, project).standard
    return Around(company.company(ws).name, title, names.get(ws.actor, ""), edition, backup.last_backup(ws)[0])


_KEYS = frozenset(Glance.__annotations__)
