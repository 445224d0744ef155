"""Every command of the window: its words, its keys and what it asks for. The palette lists them, the keys do them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut

from vse_app.i18n import LANGUAGES, Translator
from vse_app.ui.context import Target
from vse_app.ui.places import NEEDS, PLACES, place_keys, place_names

if TYPE_CHECKING:
    from vse_app.ui.session import Session


class Command(NamedTuple):
    """Something to do. `needs` is "" (always possible), "file" or "project"."""

    words: str
    icon: str
    target: Target
    keys: str = ""
    needs: str = ""


def commands(tr: Translator) -> list[Command]:
    """All commands, in the order the palette shows them."""
    return [*_places(tr), *_work(tr), *_registers(tr), *_program(tr)]


def possible(command: Command, *, has_file: bool, has_project: bool) -> bool:
    """Whether a command can be done now."""
    return {"": True, "file": has_file, "project": has_project}[command.needs]


class Shortcuts(QObject):
    """The keys of the commands, alive as long as the frame they were made for."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.frame)
        self._session = session
        for command in commands(session.translator):
            for keys in command.keys.split():
                shortcut = QShortcut(QKeySequence(keys), session.frame)
                shortcut.activated.connect(lambda command=command: self._on_keys(command))

    def _on_keys(self, command: Command) -> None:
        session = self._session
        if possible(command, has_file=session.workspace is not None, has_project=bool(session.project)):
            session.go(command.target)


def _places(tr: Translator) -> list[Command]:
    names = place_names(tr)
    return [
        Command(names[place], place, Target(place), place_keys(place), NEEDS.get(place, "project")) for place in PLACES
    ]


def _work(tr: Translator) -> list[Command]:
    return [
        Command(tr("Search or do…"), "search", Target("palette"), "Ctrl+K"),
        Command(tr("Undo"), "undo", Target("undo"), "Ctrl+Z", "file"),
        Command(tr("Redo"), "redo", Target("redo"), "Ctrl+Shift+Z Ctrl+Y", "file"),
        Command(tr("Back"), "back", Target("back"), "Alt+Left"),
        Command(tr("Forward"), "forward", Target("forward"), "Alt+Right"),
        Command(tr("Choose another project"), "project", Target("projects"), "Ctrl+P", "file"),
        Command(tr("New project"), "add", Target("new-project"), "Ctrl+N", "file"),
        Command(tr("Say who is working now"), "person", Target("people"), "", "file"),
        Command(tr("Print the evidence"), "print", Target("reports", kind="evidence-pack"), "", "project"),
        Command(
            tr("Import requirements"), "import", Target("register", kind="requirement", text="import"), "", "project"
        ),
        Command(tr("Assess ourselves"), "assessment", Target("assessment"), "", "file"),
        Command(tr("Ready for an audit?"), "checklist", Target("readiness"), "", "project"),
        Command(tr("Least paper"), "compare", Target("least-paper"), "", "project"),
        Command(tr("Tailoring and conformance"), "approve", Target("conformance"), "", "file"),
        Command(tr("Print the ladder"), "print", Target("reports", kind="ladder"), "", "project"),
        Command(tr("Which standard?"), "compass", Target("which-standard")),
        Command(tr("Why don't we use standards?"), "help", Target("why-not")),
        Command(tr("Compare two models"), "compare", Target("library-compare")),
        Command(tr("Make a backup"), "backup", Target("backup"), "", "file"),
    ]


def _registers(tr: Translator) -> list[Command]:
    return [
        Command(tr("Add a requirement"), "add", Target("register", kind="requirement", text="add"), "", "project"),
        Command(tr("Write down a risk"), "add", Target("register", kind="risk", text="add"), "", "project"),
        Command(tr("Add an action"), "add", Target("register", kind="action", text="add"), "", "project"),
        Command(tr("Write minutes of a meeting"), "people", Target("meeting"), "", "project"),
        Command(tr("Plan in time"), "path", Target("plan"), "", "project"),
        Command(tr("Progress report"), "doing", Target("progress"), "", "project"),
        Command(tr("Risk review"), "warning", Target("risks"), "", "project"),
        Command(tr("Measures"), "up", Target("measures"), "", "project"),
        Command(tr("Traceability matrix"), "path", Target("trace"), "", "project"),
        Command(tr("Pull the thread of a requirement"), "link", Target("thread"), "", "project"),
        Command(tr("Run tests"), "checklist", Target("tests"), "", "project"),
        Command(tr("X-ray"), "search", Target("xray"), "", "project"),
        Command(tr("Changes"), "edit", Target("change"), "", "project"),
        Command(tr("Configuration and baselines"), "baseline", Target("baselines"), "", "project"),
        Command(tr("Take a baseline"), "baseline", Target("baselines", text="new"), "", "project"),
        Command(tr("Compare baselines"), "compare", Target("baselines", text="compare"), "", "project"),
        Command(tr("Deliver a configuration"), "deliver", Target("deliver"), "", "project"),
        Command(tr("Safety copies"), "backup", Target("backups"), "", "project"),
    ]


def _program(tr: Translator) -> list[Command]:
    found = [
        Command(tr("Go to the newest message"), "info", Target("messages"), "F8"),
        Command(tr("Light colours"), "sun", Target("theme", text="light")),
        Command(tr("Dark colours"), "moon", Target("theme", text="dark")),
        Command(tr("Colours like the system's"), "settings", Target("theme", text="system")),
    ]
    return [
        *found,
        *(
            Command(tr("Text size {n} %", n=size), "settings", Target("text-size", text=str(size)))
            for size in (100, 125, 150, 200)
        ),
        *(
            Command(tr("Language: {name}", name=name), "language", Target("language", text=code))
            for code, name in LANGUAGES.items()
        ),
        Command(tr("Set up a new company"), "company", Target("interview")),
        Command(tr("Open a company file"), "open", Target("start")),
        Command(tr("Open the example company"), "example", Target("example")),
        Command(tr("Close this company file"), "close", Target("close-file"), "Ctrl+W", "file"),
        Command(tr("Quit"), "close", Target("close"), "Ctrl+Q"),
    ]
