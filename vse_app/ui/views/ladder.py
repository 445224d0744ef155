"""The ladder: how far a project, or the whole of a profile, reaches each rung; one rung or step in detail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from vse_app.model.errors import UserError
from vse_app.model.why_not import heaviest
from vse_app.services import attaching, ladder, publishing, which, why_not
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Muted
from vse_app.ui.view import View
from vse_app.ui.views.ladder_detail import DetailPage
from vse_app.ui.views.ladder_page import LadderPage, Shown
from vse_app.ui.views.which_standard import DRAFT
from vse_app.ui.views.whole_page import WholePage

if TYPE_CHECKING:
    from vse_app.evidence.pdf import Rendered


class LadderView(View):
    """Target: `kind` is a rung or step to show in detail ("" shows all), `text` the key of what is measured."""

    topics = frozenset(
        {"project", "record", "revision", "event", "confirmation", "mark", which.KIND, why_not.KIND, "company"}
    )

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self.page: LadderPage | None = None
        self.detail: DetailPage | None = None
        self._shown: Shown | None = None
        self._whole: QWidget | None = None
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.waiting = Muted(ctx.tr("One moment …"))
        self.waiting.setContentsMargins(24, 24, 24, 24)
        self.stack.addWidget(self.waiting)

    def refresh(self) -> None:
        """Measure again."""
        ctx, key = self.ctx, self.target.text
        job = lambda: read(ctx, key)  # noqa: E731
        ctx.runner.latest((id(self), "ladder"), job, self._show, failed=self._refused, owner=self)

    def retarget(self, target: Target) -> None:
        """Another rung, or measured by something else."""
        is_same = self._shown is not None and target.text in (self.target.text, self._shown.key)
        self.target = target
        if is_same:
            self._present()
        self.refresh()

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        if self.page is None:
            self.page = LadderPage(self.ctx, shown, self.stack)
            self.page.chosen.connect(lambda key: self.ctx.go(self.target._replace(text=key)))
            self.page.opened.connect(lambda kind: self.ctx.go(Target("ladder", kind=kind, text=self._key())))
            self.page.save_asked.connect(self._save)
            self.stack.addWidget(self.page)
        else:
            self.page.show_shown(shown)
        self._present()

    def _present(self) -> None:
        """Show the page of all rungs, or the one of a rung or step."""
        if self._shown is None or self.page is None:
            return
        kind = self.target.kind
        if kind and DetailPage.knows(self._shown.picture, kind):
            if self.detail is None or self.detail.kind != kind:
                self._new_detail(kind)
            assert self.detail is not None and self._whole is not None
            self.detail.show_picture(self._shown.picture)
            self.stack.setCurrentWidget(self._whole)
            self.setFocusProxy(self.detail.table.grid)
        else:
            self.stack.setCurrentWidget(self.page)
            self.setFocusProxy(self.page.entrance)

    def _new_detail(self, kind: str) -> None:
        if self._whole is not None:
            self.stack.removeWidget(self._whole)
            self._whole.deleteLater()
        self._whole = whole = WholePage(self)
        self.detail = DetailPage(self.ctx, kind, whole.viewport())
        whole.hold(self.detail)
        self.detail.back.connect(lambda: self.ctx.go(Target("ladder", text=self._key())))
        self.stack.addWidget(whole)

    def _key(self) -> str:
        return self._shown.key if self._shown is not None else ""

    def _refused(self, error: UserError) -> None:
        """Say in place why nothing can be shown."""
        self.waiting.setText(error.say(self.ctx.tr))
        self.stack.setCurrentWidget(self.waiting)

    def _save(self) -> None:
        tr, ctx, shown = self.ctx.tr, self.ctx, self._shown
        if shown is None or ctx.workspace is None:
            return
        measured = shown.picture.project.code if shown.picture.project else shown.picture.source.id
        first = attaching.safe_name(f"{measured} {tr('The ladder')} {ctx.ws.today()}.pdf")
        name, _kind = QFileDialog.getSaveFileName(self, tr("Save as PDF"), first, f"{tr('PDF document')} (*.pdf)")
        if name:
            path = Path(name) if name.lower().endswith(".pdf") else Path(f"{name}.pdf")
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write what is on show as PDF, away from the GUI thread."""
        tr, ctx, key = self.ctx.tr, self.ctx, self._key()
        ws, language = ctx.ws, ctx.language

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Rendered:
            report = publishing.ladder_report(ws, key, language)
            return publishing.render(
                report, path, progress=lambda part: progress(round(100 * part), 100, ""), cancelled=cancelled
            )

        ctx.runner.long(
            job,
            lambda _done: ctx.messages.say("good", tr("{name} was written.", name=path.name)),
            title=tr("Writing {name}", name=path.name),
            writes=False,
            owner=self,
        )


def read(ctx: Context, key: str) -> Shown:
    """Measure, and gather what the page says around it; a key that is none any more gives the default."""
    ws, language = ctx.workspace, ctx.language
    choices = ladder.choices(ws, language)
    draft = ctx.preferences.get(DRAFT) or {}
    if key not in {choice.key for choice in choices}:
        key = ladder.default_key(ws, draft)
    guide = which.guide()
    decision = guide.decide(which.answered(ws).answers if ws is not None else draft)
    name = guide.word(language, "results", decision.result.id, "name") if decision else ""
    return Shown(choices, key, ladder.picture(ws, key), name, _heaviest(ctx))


def _heaviest(ctx: Context) -> str:
    """The reasons that hold most, by the company's newest answer; "" before there is one."""
    rounds = why_not.rounds(ctx.ws) if ctx.workspace is not None else ()
    if not rounds:
        return ""
    survey = why_not.check().survey
    return ", ".join(survey.word(ctx.language, "topics", reason) for reason in heaviest(rounds[-1].points))
