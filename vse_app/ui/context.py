"""What every screen is handed: one frozen object instead of globals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from vse_app.i18n import Translator
    from vse_app.services.workspace import Done, Workspace
    from vse_app.ui.messages import MessageBar
    from vse_app.ui.preferences import Preferences
    from vse_app.ui.runner import Runner
    from vse_app.ui.theme import Theme


class Target(NamedTuple):
    """A place one can go: a view by its name in `VIEWS`, and which record, task or text it should show."""

    view: str
    record: int = 0
    task: str = ""
    iteration: int = 0
    kind: str = ""
    text: str = ""


def _nobody(_form: object, _waits: bool) -> None:
    """Without a window there is no status line to say it."""


@dataclass(frozen=True)
class Context:
    """The services of the window.

    `workspace` is None and `project` 0 on the start page. `do` runs a verb on the writer thread, tells every view what
    changed, and puts it on the undo stack: `ctx.do(lambda: records.revise(ws, 3, title="x"), then=..., failed=...)`.
    `waits` is told by forms whether something typed in them is not on its way to the disk yet: the status line says so.
    `go` opens a target. `language` is the language of the window, in which the models' words are shown too.
    """

    tr: Translator
    language: str
    runner: Runner
    messages: MessageBar
    theme: Theme
    preferences: Preferences
    workspace: Workspace | None
    project: int
    do: Callable[..., None]
    go: Callable[[Target], None]
    waits: Callable[[object, bool], None] = _nobody

    @property
    def ws(self) -> Workspace:
        """The open company file; only asked for by views that exist when there is one."""
        assert self.workspace is not None
        return self.workspace


Verb = Callable[[], "Done[Any]"]
"""What `Context.do` runs."""
