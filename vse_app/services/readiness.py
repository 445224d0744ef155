"""The readiness check of a project, from what stands in the company file."""

from __future__ import annotations

from vse_app.model.readiness import Readiness, Trace, readiness
from vse_app.model.view import View
from vse_app.services import path
from vse_app.services.workspace import Workspace
from vse_app.store import queries


def check(ws: Workspace, project: int) -> tuple[View, Readiness]:
    """The project's view and how ready it is."""
    view = path.view(ws, project)
    return view, readiness(view, traces(ws, view))


def traces(ws: Workspace, view: View) -> dict[int, Trace]:
    """Record → its links, from and to it, and how many lead to what changed since."""
    stamps = {record.id: record.stamp for record in view.facts.records}
    found: dict[int, Trace] = {}
    with ws.reading() as connection:
        links = queries.project_links(connection, view.project.id)
    for link in links:
        is_suspect = bool(link.target) and bool(link.stamp) and stamps.get(link.target) != link.stamp
        for end in (link.source, link.target):
            if end:
                old = found.get(end, Trace())
                found[end] = Trace(old.links + 1, old.suspect + (is_suspect and end == link.source))
    return found
