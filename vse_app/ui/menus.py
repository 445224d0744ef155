"""The two menus of the frame: which project, and who is working now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from vse_app.ui import icons
from vse_app.ui.context import Target

if TYPE_CHECKING:
    from vse_app.model.project import Person, Project
    from vse_app.ui.session import Session


def choose_project(session: Session) -> None:
    """Read the projects, then show their menu under the project's name."""
    from vse_app.services.projects import projects

    ws = session.workspace
    if ws is not None:
        session.runner.latest(
            "projects", lambda: projects(ws), lambda found: _show_projects(session, found), owner=session.frame
        )


def choose_person(session: Session) -> None:
    """Read the people, then show their menu above the name in the status line."""
    from vse_app.services.company import people

    ws = session.workspace
    if ws is not None:
        session.runner.latest(
            "people", lambda: people(ws), lambda found: _show_people(session, found), owner=session.frame
        )


def _show_projects(session: Session, found: tuple[Project, ...]) -> None:
    tr, menu = session.translator, _menu(session.frame)
    for project in found:
        if project.archived and project.id != session.project:
            continue
        action = menu.addAction(f"{project.code}  {project.title}".replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(project.id == session.project)
        action.triggered.connect(lambda _on, number=project.id: session.go(Target("project", record=number)))
    menu.addSeparator()
    new = menu.addAction(icons.icon("add"), tr("New project"))
    new.setEnabled(session.workspace is not None and session.workspace.writable)
    new.triggered.connect(lambda: session.go(Target("new-project")))
    close = menu.addAction(icons.icon("close"), tr("Close this company file"))
    close.triggered.connect(lambda: session.go(Target("close-file")))
    place = session.frame.top.project
    menu.popup(place.mapToGlobal(place.rect().bottomLeft()))


def _show_people(session: Session, found: tuple[Person, ...]) -> None:
    tr, menu = session.translator, _menu(session.frame)
    now = session.workspace.actor if session.workspace is not None else ""
    for person in found:
        if not person.active and person.id != now:
            continue
        action = menu.addAction(icons.icon("person"), person.name.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(person.id == now)
        action.triggered.connect(lambda _on, who=person.id: session.go(Target("actor", text=who)))
    menu.addSeparator()
    add = menu.addAction(icons.icon("people"), tr("People and their roles…"))
    add.triggered.connect(lambda: session.go(Target("settings", text="people")))
    place = session.frame.status.actor
    menu.popup(place.mapToGlobal(QPoint(0, -menu.sizeHint().height())))


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
