"""Safety copies: of the repository folder or of the company file, really made and read back; brought back on trial."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from vse_app.model.errors import Cancelled, UserError
from vse_app.model.records import Record
from vse_app.model.wording import date_text
from vse_app.services import safety, safety_page
from vse_app.services.attaching import safe_name
from vse_app.services.safety import Made, Rehearsal
from vse_app.services.safety_page import Copy, SafetyPage
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import (
    Badge,
    Button,
    Caption,
    Card,
    Divider,
    Heading,
    LinkButton,
    Muted,
    Plain,
    ScrollPage,
    Title,
    flow,
)
from vse_app.ui.view import View
from vse_app.ui.views.boxes import clear, pile
from vse_app.ui.views.record_words import moment_text, size_text
from vse_app.ui.views.settings_fields import IconLine
from vse_app.ui.views.settings_tabs import TabOrder

Told = Callable[[int, int, str], None]
Stop = Callable[[], bool]
FOLDER, REPOSITORY = "safety_folder", "repository_folder"
MOST = 30
"""Copies listed; the register has them all."""


class BackupsView(View):
    """The safety copies of the project."""

    topics = frozenset({"record", "revision", "project", "backup-failure"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self.page = BackupsBody(ctx)
        self._tabs = TabOrder(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.setFocusProxy(self.page)

    def refresh(self) -> None:
        ws, project = self.ctx.ws, self.ctx.project
        self.ctx.runner.latest((id(self), "data"), lambda: safety_page.read(ws, project), self._show, owner=self)

    def _show(self, found: SafetyPage) -> None:
        self.page.show_data(found)
        self._tabs.keep()


class BackupsBody(ScrollPage):
    """Make one, see the ones there are, bring one back on trial."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(spacing=14)
        self._ctx, tr = ctx, ctx.tr
        self._found: SafetyPage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._where = Muted("")
        self.folder_button = Button(tr("Copy the repository folder …"), "backup", kind="primary",
                                    on_click=self._on_folder)  # fmt: skip
        self.company_button = Button(tr("Copy the company file …"), "backup", on_click=self._on_company)
        self._result = Card(spacing=4)
        self._result.setProperty("part", "sunken")
        self._result.hide()
        self._copies, self._failures = pile(spacing=10), pile(spacing=6)
        self.failed_card = Card(Title(tr("What could not be made")), self._failures, spacing=10, margin=20)
        self._lay_out()
        self.setFocusProxy(self.folder_button)

    def show_data(self, found: SafetyPage) -> None:
        """Show the copies and failures."""
        self._found, tr = found, self._ctx.tr
        said = tr("The project says that its repository is here: {place}", place=found.repository)
        self._where.setText(said if found.repository else tr("The project does not say yet where its repository is."))
        for button in (self.folder_button, self.company_button):
            button.setEnabled(self._ctx.ws.writable and bool(found.kind))
        column = self._copies.layout()
        assert column is not None
        clear(column)
        for number, copy in enumerate(found.copies[:MOST]):
            if number:
                column.addWidget(Divider())
            column.addWidget(self._line(found, copy))
        if not found.copies:
            column.addWidget(Muted(tr("No safety copy was made yet.")))
        if len(found.copies) > MOST:
            column.addWidget(Muted(tr("and {count} more", count=len(found.copies) - MOST)))
        self._show_failures(found)

    def _lay_out(self) -> None:
        ctx, tr = self._ctx, self._ctx.tr
        back = LinkButton(tr("Configuration"), "back", on_click=lambda: ctx.go(Target("baselines")))
        text = tr("A copy counts only after it was read back to the last byte. A copy that was never brought back is a "
                  "hope, so try it now and then.")  # fmt: skip
        how = tr("The folder becomes one ZIP with a list of SHA-256. Links in it are not followed and nothing in it is "
                 "run; a git repository is copied as the files it is made of. Keep it on another disk.")  # fmt: skip
        make = Card(Title(tr("Make a safety copy")), Muted(how), self._where,
                    flow(self.folder_button, self.company_button), self._result, spacing=10, margin=20)  # fmt: skip
        there = Card(Title(tr("Safety copies")), self._copies, spacing=10, margin=20)
        for widget in (back, Heading(tr("Safety copies")), Muted(text), make, there, self.failed_card):
            self.column.addWidget(widget)

    def _line(self, found: SafetyPage, copy: Copy) -> QWidget:
        ctx, tr, head = self._ctx, self._ctx.tr, copy.head
        title = " ".join(part for part in (head.number, date_text(tr, head.happened)) if part)
        link = LinkButton(title, on_click=partial(ctx.go, Target("record", record=head.id)))
        words = [copy.copied, f"→ {copy.where}" if copy.where else ""]
        facts = [size_text(copy.size) if copy.size else "", copy.holds,
                 f"SHA-256 {copy.sha256[:16]}…" if copy.sha256 else tr("no SHA-256: written by hand")]  # fmt: skip
        parts: list[QWidget] = [flow(link, self._badge(copy)), Plain(" ".join(w for w in words if w))]
        parts.append(Caption(" · ".join(fact for fact in facts if fact)))
        if copy.note:
            parts.append(Muted(copy.note))
        if ctx.ws.writable and copy.where:
            button = Button(tr("Bring it back on trial …"), "restore", on_click=partial(self._on_rehearse, copy))
            button.setAccessibleDescription(head.number)
            parts.append(flow(button))
        return pile(*parts, spacing=4)

    def _badge(self, copy: Copy) -> Badge:
        tr = self._ctx.tr
        if copy.result == "worked":
            return Badge(tr("brought back on {date}: it worked", date=date_text(tr, copy.tested)), "done", "good")
        if copy.result == "failed":
            return Badge(tr("brought back on {date}: it failed", date=date_text(tr, copy.tested)), "error", "bad")
        return Badge(tr("never brought back"), "info", "plain")

    def _show_failures(self, found: SafetyPage) -> None:
        tr, column = self._ctx.tr, self._failures.layout()
        assert column is not None
        clear(column)
        self.failed_card.setVisible(bool(found.failures))
        for failure in found.failures[:MOST]:
            said = f"{moment_text(tr, failure.at)} · {failure.copied} → {failure.where}"
            column.addWidget(pile(IconLine("error", "bad", failure.reason), Caption(said), spacing=2))

    def _on_folder(self) -> None:
        ctx, tr, found = self._ctx, self._ctx.tr, self._found
        known = str(ctx.preferences.get(REPOSITORY) or (found.repository if found else ""))
        first = known if known and Path(known).is_dir() else str(ctx.ws.path.parent)
        source = QFileDialog.getExistingDirectory(self, tr("Folder of the repository"), first)
        if not source:
            return
        name = safe_name(f"{Path(source).name} {ctx.ws.today()}.zip")
        target = self._target(name, tr("ZIP archive (*.zip)"), ".zip")
        if target is not None:
            ctx.preferences.set(REPOSITORY, source)
            self.copy_folder(Path(source), target)

    def _on_company(self) -> None:
        ctx, tr = self._ctx, self._ctx.tr
        name = safe_name(f"{ctx.ws.path.stem} {ctx.ws.today()}.vse")
        target = self._target(name, tr("Company file (*.vse)"), ".vse")
        if target is not None:
            self.copy_company(target)

    def _target(self, name: str, kinds: str, ending: str) -> Path | None:
        ctx, tr = self._ctx, self._ctx.tr
        folder = Path(ctx.preferences.get(FOLDER) or ctx.ws.path.parent)
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Safety copy"), str(folder / name), kinds)
        if not chosen:
            return None
        target = Path(chosen if chosen.lower().endswith(ending) else f"{chosen}{ending}")
        ctx.preferences.set(FOLDER, str(target.parent))
        return target

    def copy_folder(self, source: Path, target: Path) -> None:
        """Make a copy of a folder away from what is being written, with a way to stop it; then record it."""
        tr = self._ctx.tr

        def job(progress: Told, cancelled: Stop) -> Made:
            return safety.made_of_folder(source, target, tr=tr, progress=_share(progress), cancelled=cancelled)

        self._begin(job, self._on_made, tr("Copying {name}", name=source.name), (source, target))

    def copy_company(self, target: Path) -> None:
        """Make a copy of the company file, in turn with what is being written; then record it."""
        ws, tr = self._ctx.ws, self._ctx.tr

        def job(progress: Told, _cancelled: Stop) -> Made:
            return safety.made_of_company(ws, target, tr=tr, progress=_share(progress))

        title = tr("Copying {name}", name=ws.path.name)
        self._begin(job, self._on_made, title, (ws.path, target), writes=True)

    def rehearse(self, record: int, source: Path) -> None:
        """Bring a copy back on trial, and write the outcome down."""
        ctx, tr = self._ctx, self._ctx.tr

        def job(progress: Told, cancelled: Stop) -> Rehearsal:
            return safety.tried(ctx.ws, record, source, tr=tr, progress=_share(progress), cancelled=cancelled)

        def told(outcome: Rehearsal) -> None:
            ctx.do(lambda: safety.keep_trial(ctx.ws, record, outcome, tr))
            if outcome.worked:
                self._say(("done", "good", tr("It came back whole: {what}", what=outcome.compared)))
            else:
                problems = (("close", "bad", problem) for problem in outcome.problems)
                self._say(("error", "bad", tr("It did not come back as it should:")), *problems)

        self._begin(job, told, tr("Bringing a copy back on trial"), None)

    def _begin(
        self,
        job: Callable[[Told, Stop], Any],
        then: Callable[[Any], object],
        title: str,
        ends: tuple[Path, Path] | None,
        *,
        writes: bool = False,
    ) -> None:
        self._result.hide()
        self._ctx.runner.long(
            job, then, title=title, writes=writes, failed=lambda error: self._on_failed(error, ends), owner=self
        )

    def _on_made(self, made: Made) -> None:
        ctx, task = self._ctx, self._found.task if self._found else ""

        def recorded(record: Record) -> None:
            said = ctx.tr("The copy was made and read back: {number}", number=record.number)
            self._say(("done", "good", said))

        ctx.do(lambda: safety.record(ctx.ws, ctx.project, made, task=task), then=recorded, owner=self)

    def _on_rehearse(self, copy: Copy) -> None:
        tr = self._ctx.tr
        source = Path(copy.where)
        if not source.is_file():
            kinds = tr("Safety copies (*.zip *.vse)")
            name, _ = QFileDialog.getOpenFileName(self, tr("Where is this copy now?"), str(source.parent), kinds)
            if not name:
                return
            source = Path(name)
        self.rehearse(copy.head.id, source)

    def _say(self, *lines: tuple[str, str, str]) -> None:
        clear(self._result.column)
        for icon, tone, text in lines:
            self._result.column.addWidget(IconLine(icon, tone, text))
        self._result.show()
        self.ensureWidgetVisible(self._result)

    def _on_failed(self, error: UserError, ends: tuple[Path, Path] | None) -> None:
        """What could not be made is written down; stopping it leaves nothing to tell."""
        ctx = self._ctx
        if isinstance(error, Cancelled):
            return
        self._say(("error", "bad", error.say(ctx.tr)))
        if ends is not None:
            ctx.do(lambda: safety.keep_failure(ctx.ws, ctx.project, ends, error, ctx.tr), undoable=False)


def _share(progress: Told) -> Callable[[float], None]:
    return lambda part: progress(round(100 * part), 100, "")
