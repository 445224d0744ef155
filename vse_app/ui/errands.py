"""What `Context.go` can ask of the window beside showing a view: open a file, choose a project, use a language …"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from vse_app.ui import theme
from vse_app.ui.context import Target

if TYPE_CHECKING:
    from vse_app.ui.session import Session

Errand = Callable[["Session", Target], object]


def _use_language(session: Session, target: Target) -> None:
    session.preferences.set("language", target.text)
    session.dress(target.text)


def _use_scheme(session: Session, target: Target) -> None:
    session.preferences.set("scheme", target.text)
    _wear(session)


def _use_text_size(session: Session, target: Target) -> None:
    session.preferences.set("text_scale", int(target.text))
    _wear(session)
    session.dress(session.translator.language)


def _wear(session: Session) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, str(session.preferences.get("scheme", "system")), int(session.preferences.get("text_scale", 100)))


def _set_actor(session: Session, target: Target) -> None:
    from vse_app.services.company import set_actor

    ws = session.workspace
    if ws is not None:
        session.do(lambda: set_actor(ws, target.text), undoable=False)


def _choose_project(session: Session, _target: Target) -> None:
    from vse_app.ui.menus import choose_project

    choose_project(session)


def _choose_person(session: Session, _target: Target) -> None:
    from vse_app.ui.menus import choose_person

    choose_person(session)


def _open_palette(session: Session, target: Target) -> None:
    from vse_app.ui.palette import open_palette

    open_palette(session, target.text)


ERRANDS: Final[dict[str, Errand]] = {
    "open": lambda session, target: session.opening.open(Path(target.text), target.kind),
    "example": lambda session, _target: session.opening.example(),
    "close-file": lambda session, _target: session.opening.close_file(),
    "project": lambda session, target: session.opening.choose(target.record, target.kind),
    "projects": _choose_project,
    "actor": _set_actor,
    "people": _choose_person,
    "language": _use_language,
    "theme": _use_scheme,
    "text-size": _use_text_size,
    "undo": lambda session, _target: session.writing.undo(),
    "redo": lambda session, _target: session.writing.undo(redo=True),
    "back": lambda session, _target: session.step(-1),
    "forward": lambda session, _target: session.step(1),
    "palette": _open_palette,
    "backup": lambda session, _target: session.go(Target("settings", text="backup")),
    "messages": lambda session, _target: session.messages.focus_latest(),
    "close": lambda session, _target: session.window.close(),
}
"""Name of a target that is no view → what is done."""
