"""Opening, changing and letting go of company files."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vse_app import paths
from vse_app.model.errors import Cancelled, UserError
from vse_app.ui.context import Target

if TYPE_CHECKING:
    from vse_app.services.workspace import Workspace
    from vse_app.ui.preferences import Preferences
    from vse_app.ui.runner import Progress
    from vse_app.ui.session import Session


class Opened(NamedTuple):
    """A company file, open, and the project to begin with (0 = there is none)."""

    workspace: Workspace
    project: int


def load(path: Path, project: int) -> Opened:
    """Open a company file and choose a project: the one asked for, else the newest. For a worker thread."""
    from vse_app.services.projects import projects
    from vse_app.services.workspace import Workspace

    workspace = Workspace.open(path)
    try:
        there = [p.id for p in projects(workspace) if not p.archived]
    except BaseException:
        workspace.close()
        raise
    return Opened(workspace, project if project in there else max(there, default=0))


def last_project(preferences: Preferences, path: Path) -> int:
    """The project that was worked on last in a company file; 0 when not known."""
    known = preferences.get("projects", {})
    found = known.get(str(path.absolute()), 0) if isinstance(known, dict) else 0
    return found if isinstance(found, int) else 0


class Opening:
    """The verbs around company files."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.throwaway: Path | None = None
        """A folder that is deleted when the program ends."""

    def open(self, path: Path, then: str = "") -> None:
        """Open a company file and show the view `then` (Today); a refusal is said in place on the start page."""
        session = self._session
        if session.workspace is not None and session.workspace.path.absolute() == path.absolute():
            session.go(Target(then or "today"))
            return
        project = last_project(session.preferences, path)
        session.runner.write(
            lambda: load(path, project),
            lambda opened: self.opened(opened, then),
            failed=lambda error: self.refused(path, error),
        )

    def opened(self, opened: Opened, then: str = "", *, wanted: Target | None = None) -> None:
        """Go to work in a file that has been opened: at `wanted`, or in the view `then` (Today)."""
        session, path = self._session, opened.workspace.path
        if self.throwaway is None or not path.is_relative_to(self.throwaway):
            session.preferences.add_recent(path)
            session.preferences.set("last", str(path.absolute()))
        session.adopt(opened.workspace, opened.project, wanted or Target(then or "today"))

    def refused(self, path: Path, error: UserError) -> None:
        """Say why a file could not be opened: on the start page when nothing is open, else in a message."""
        session = self._session
        if session.workspace is None and not isinstance(error, Cancelled):
            tr = session.translator
            lines = [tr(error.message, **error.values), tr(error.hint, **error.values) if error.hint else ""]
            session.go(Target("start", kind=str(path), text="\n".join(line for line in lines if line)))
        else:
            session.writing.refuse(error)

    def close_file(self) -> None:
        """Back to the start page."""
        self._session.preferences.set("last", "")
        self._session.adopt(None, 0, Target("start"))

    def choose(self, project: int, then: str = "") -> None:
        """Work on another project of the same company."""
        session = self._session
        if session.workspace is None:
            return
        known = session.preferences.get("projects", {})
        path = str(session.workspace.path.absolute())
        session.preferences.set("projects", (known if isinstance(known, dict) else {}) | {path: project})
        session.adopt(session.workspace, project, Target(then or "today"))

    def example(self, *, throwaway: bool = False) -> None:
        """Open the example company in the language of the window; it is made when it is not there yet."""
        session, language = self._session, self._session.translator.language
        path = self._example_path(language, throwaway=throwaway)
        if path.exists():
            self.open(path)
            return

        def build(progress: Progress, cancelled: Callable[[], bool]) -> Opened:
            from vse_app.services import sample

            def tell(part: float) -> None:
                if cancelled():
                    raise Cancelled("The example was not finished.")
                progress(round(part * 100), 100, "")

            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_name(f"unfinished-{path.name}")
            for suffix in ("", "-wal", "-shm"):
                unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)
            sample.build(unfinished, language, progress=tell).close()
            unfinished.replace(path)
            return load(path, 0)

        tr = session.translator
        title = tr("Preparing the example company")
        session.runner.long(build, self.opened, title=title, failed=lambda error: self.refused(path, error))

    def announce(self) -> None:
        """Say what holds for the whole file: it is read only, it lies in a shared folder."""
        from vse_app.ui.notices import Banner

        session, ws = self._session, self._session.workspace
        if ws is None:
            return
        if not ws.writable:
            session.runner.read(ws.database.holder, self._say_read_only, owner=session.frame)
        from vse_app.services import places

        shared = places.shared_by(ws.path)
        told = session.preferences.get("told_shared", [])
        if shared and str(ws.path) not in told:
            tr = session.translator
            banner = Banner(tr, "warning", places.advice(tr, shared), action=tr("I know"))
            banner.put_away.connect(lambda: session.preferences.set("told_shared", [*told, str(ws.path)]))
            session.notices.add(banner)

    def close_later(self, ws: Workspace) -> None:
        """Let go of a file when what is being read and written there has ended."""
        runner = self._session.runner
        runner.read(_nothing, lambda _value: runner.write(ws.close, _ignore))

    def tidy(self) -> None:
        """Delete what was only for this run."""
        if self.throwaway is not None:
            shutil.rmtree(self.throwaway, ignore_errors=True)

    def _example_path(self, language: str, *, throwaway: bool) -> Path:
        if not throwaway:
            return paths.user_folder("data") / "example" / f"example-{language}.vse"
        from vse_app.services import scratch

        self.throwaway = scratch.folder("example-")
        return self.throwaway / f"example-{language}.vse"

    def _say_read_only(self, holder: tuple[str, str]) -> None:
        from vse_app.model.wording import date_text
        from vse_app.ui.notices import Banner

        session, (name, at) = self._session, holder
        tr = session.translator
        when = f"{date_text(tr, at)} {at[11:16]} UTC".strip()
        text = tr(
            "Read only: {name} has opened this file for writing (since {when}), or it is write-protected. "
            "You can look at and print everything.",
            name=name,
            when=when,
        )
        banner = Banner(tr, "lock", text, action=tr("Try again"))
        banner.acted.connect(self._again)
        session.notices.add(banner)

    def _again(self) -> None:
        """Open the same file once more: perhaps it can be written by now."""
        session = self._session
        if session.workspace is not None:
            path, project = session.workspace.path, session.project
            session.runner.write(lambda: load(path, project), self.opened)


def _nothing() -> None:
    return None


def _ignore(_value: object) -> None:
    return None
