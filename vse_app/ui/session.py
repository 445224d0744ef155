"""One run of the program: the company file that is open, the project, and what connects the window with both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from vse_app.i18n import Translator, translator
from vse_app.model.changes import Changes
from vse_app.services import glance
from vse_app.ui import theme
from vse_app.ui.commands import Shortcuts
from vse_app.ui.context import Context, Target
from vse_app.ui.errands import ERRANDS
from vse_app.ui.frame import Frame
from vse_app.ui.messages import MessageBar
from vse_app.ui.notices import Notices
from vse_app.ui.opening import Opening
from vse_app.ui.preferences import Preferences
from vse_app.ui.runner import Runner
from vse_app.ui.settling import FocusPlace, Foothold, Settling
from vse_app.ui.stage import Stage
from vse_app.ui.trail import Trail
from vse_app.ui.window import Window
from vse_app.ui.writing import Writing

if TYPE_CHECKING:
    from vse_app.services.workspace import Workspace

NEW_PAGE_MS = 250
"""So long the page before stays while a new one reads; then the new one comes as far as it is."""
GLANCE_MS = 3000
"""Rest after the last change before the glance is written."""


class Session(QObject):
    """What outlives a frame: file, project, undo, history. `go` and `do` are those of every `Context`."""

    def __init__(self, window: Window, language: str, runner: Runner, preferences: Preferences) -> None:
        super().__init__(window)
        self.window, self.runner, self.preferences = window, runner, preferences
        self.translator: Translator = translator(language)
        self.workspace: Workspace | None = None
        self.project = 0
        self._insists = False
        self.trail = Trail()
        self.opening = Opening(self)
        self.writing = Writing(self)
        self.do = self.writing.do
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(GLANCE_MS)
        self._rest.timeout.connect(self.keep_glance)
        self._furnish()
        Foothold(lambda: self.stage.view, self)
        self.frame.show_nothing_open()
        runner.refused.connect(self.writing.refuse)
        self.writing.changed.connect(self._on_changed)
        self.writing.saving.connect(self._show_saving)
        self.writing.undo_changed.connect(self._show_undo)
        window.before_closing = self.finish

    @property
    def ctx(self) -> Context:
        """What a view that is built now is handed."""
        return Context(
            tr=self.translator,
            language=self.translator.language,
            runner=self.runner,
            messages=self.messages,
            theme=theme.current(),
            preferences=self.preferences,
            workspace=self.workspace,
            project=self.project,
            do=self.do,
            go=self.go,
            waits=self.writing.waits,
        )

    def go(self, target: Target) -> None:
        """Open a view, or do one of the window's errands."""
        errand = ERRANDS.get(target.view)
        if errand is not None:
            errand(self, target)
            return
        self.trail.add(target)
        self.show(target)

    def step(self, by: int) -> None:
        """Go back (-1) or forward (+1) to where the person was."""
        target = self.trail.step(by)
        if target is not None:
            self.show(target)

    def show(self, target: Target) -> None:
        """Put a target's view on show; one that is built anew comes when it has read what it needs."""
        stage = self.stage
        is_first, is_new = not stage.current, not stage.has(target.view)
        view = stage.show(self.ctx, target)
        self.frame.rail.mark(target.view)
        self.frame.top.show_ways(back=self.trail.can_go_back, forward=self.trail.can_go_forward)
        if is_first:
            Settling(self.frame, self.runner, self._present)
        elif is_new:
            stage.await_view()
            Settling(view, self.runner, lambda: stage.bring_forward(view), longest=NEW_PAGE_MS)
        else:
            stage.bring_forward()

    def adopt(self, ws: Workspace | None, project: int, target: Target) -> None:
        """Work on a company file (None = none) and project from here on; what was open before is closed."""
        self.stage.clear()
        self.trail.clear()
        former = self.workspace
        if former is not ws:
            self.writing.undoing.clear()
            self._show_undo()
            if former is not None:
                self.keep_glance()
                self.opening.close_later(former)
        self.workspace, self.project = ws, project
        self.refresh_frame()
        self.notices.clear()
        self.opening.announce()
        self._rest.start()
        self.go(target)

    def dress(self, language: str) -> None:
        """Build everything anew in a language and the text size of the theme, at the same place."""
        focus, jobs = FocusPlace(self.stage.view), self.notices.jobs
        self.stage.clear()
        self.translator = translator(language)
        self._furnish()
        self.notices.take_over(jobs)
        self.refresh_frame()
        self.opening.announce()
        self._show_undo()
        if self.trail.here is not None:
            self.show(self.trail.here)
            Settling(self.frame, self.runner, lambda: focus.give_to(self.stage.view))

    def _renew(self) -> None:
        """Build the views anew: the project works under another edition now, and every one of them was made for one."""
        focus = FocusPlace(self.stage.view)
        self.stage.clear()
        if self.trail.here is not None:
            self.show(self.trail.here)
            Settling(self.frame, self.runner, lambda: focus.give_to(self.stage.view))

    def refresh_frame(self) -> None:
        """Read again what the frame says about company, project and person."""
        ws, project = self.workspace, self.project
        if ws is None:
            self.frame.show_nothing_open()
            self.window.show_title("", "")
            return
        self.runner.latest((id(self), "frame"), lambda: glance.around(ws, project), self._show_around, owner=self.frame)

    def keep_glance(self) -> None:
        """Write what the next start shows first."""
        ws, project, language = self.workspace, self.project, self.translator.language
        self._rest.stop()
        if ws is not None and ws.writable and project:
            self.runner.write(lambda: glance.write(ws, project, language), _nothing, failed=_nothing)

    def finish(self) -> bool:
        """Before the window closes: everything is handed over and written, then the file is let go.

        False when something typed could not be written: the window stays, once, so that the person can help.
        """
        self.stage.leave()
        self.writing.try_again()
        self.runner.wait_idle(15_000)
        if self.writing.is_kept and not self._insists:
            self._insists = True
            return False
        for job in self.notices.jobs:
            job.cancel()
        self.keep_glance()
        self.runner.wait_idle(15_000)
        self.runner.close()
        if self.workspace is not None:
            self.workspace.close()
            self.workspace = None
        self.opening.tidy()
        return True

    def _present(self) -> None:
        """Show the page that is ready now, and its frame if that is new."""
        self.window.put(self.frame)
        self.stage.bring_forward()

    def _furnish(self) -> None:
        """Make a new frame; it comes into the window with its first page."""
        self.frame = frame = Frame(self.window, self.translator, narrow=self.preferences.get("rail") == "narrow")
        frame.hide()
        frame.resize(self.window.size())
        self.stage = Stage(frame.stage)
        self.messages = MessageBar(frame.body, self.translator)
        self.notices = Notices(self.translator, frame, frame.notices, self.runner)
        self.shortcuts = Shortcuts(self)
        frame.rail.chosen.connect(lambda name: self.go(Target(name)))
        frame.rail.folded.connect(lambda narrow: self.preferences.set("rail", "narrow" if narrow else "wide"))
        frame.top.asked.connect(lambda name: self.go(Target(name)))
        frame.status.asked.connect(lambda name: self.go(Target(name)))

    def _show_around(self, around: glance.Around) -> None:
        read_only = self.workspace is not None and not self.workspace.writable
        self.frame.show_around(around, has_project=bool(self.project), read_only=read_only)
        self.window.show_title(around.project, around.company)
        self._show_saving()

    def _show_saving(self) -> None:
        self.frame.status.show_saving(self.writing.standing)

    def _show_undo(self) -> None:
        from vse_app.services.verbs import verb_name

        undo, redo = self.writing.undoing.next_undo, self.writing.undoing.next_redo
        self.frame.top.show_undo(
            verb_name(self.translator, undo.verb) if undo else "", verb_name(self.translator, redo.verb) if redo else ""
        )

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("move"):
            self._renew()
        else:
            self.stage.tell(changes)
        if changes.touches("company", "person", "project", "setting"):
            self.refresh_frame()
        self._rest.start()


def _nothing(_value: object) -> None:
    return None
