"""Step 6: what may be stated and what stands in the way; a person states it; the paper beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from vse_app.model import conformance_words as words
from vse_app.model import wording
from vse_app.model.conformance import NOT_YET, Lack
from vse_app.model.conformance_words import Titles
from vse_app.services import attaching, conformance, publishing
from vse_app.services.conformance_page import Page
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms import FieldSpec, Form
from vse_app.ui.parts import Button, Card, IconLabel, LinkButton, Muted, Plain, ScrollPage, SectionTitle, flow
from vse_app.ui.preview import Preview
from vse_app.ui.views.boxes import beside, clear, pile
from vse_app.ui.views.conformance_halves import Halves
from vse_app.ui.views.conformance_step import People, Step
from vse_app.ui.views.settings_fields import IconLine

if TYPE_CHECKING:
    from vse_app.evidence.pdf import Rendered

MOST = 8
"""Things in the way that are listed here; the paper has them all."""
PLACES = {
    "open": "judgements", "not-yet": "judgements", "stale": "judgements", "no-evidence": "judgements",
    "no-process": "processes", "unknown-process": "processes", "unlisted": "scope", "kind": "scope", "basis": "scope",
    "provisional": "scope",
}  # fmt: skip
"""Where what stands in the way is put right; deletions where nothing else is said."""


class StatementStep(Step):
    """The claim in careful words, and the button with which a person states it."""

    scrolls = False

    def __init__(self, ctx: Context, declaration: int) -> None:
        super().__init__(ctx, declaration)
        tr = ctx.tr
        self._shown: object = None
        self._printed: object = None
        self._title = ""
        self._people = People()
        self._said = Card(spacing=8)
        self._ways = pile(spacing=6)
        self._warnings = pile(spacing=6)
        fields = (
            FieldSpec("person", "person", tr("Stated by"), required=True),
            FieldSpec("date", "date", tr("Stated on"), required=True),
        )
        self.form = Form(fields, tr=tr, choices=self._people)
        self.state_button = Button(tr("State this"), "approve", kind="primary", on_click=self._on_state)
        self.unstate_button = Button(tr("Take the statement back"), "undo", kind="quiet", on_click=self._on_unstate)
        self.save_button = Button(tr("Save as PDF"), "export", on_click=self._on_save)
        self._stating = Card(SectionTitle(tr("A person states it")), self.form, self.remarks,
                             flow(self.state_button, self.unstate_button))  # fmt: skip
        self.preview = Preview(ctx.runner, tr)
        left = ScrollPage(margin=20)
        left.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in (self._said, self._ways, self._warnings, self._stating, flow(self.save_button)):
            left.column.addWidget(widget)
        left.column.addStretch(1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(*[theme.current().px(12)] * 4)
        column.addWidget(self.preview)
        self.column.addWidget(Halves(left, right, share=44), 1)

    def show_page(self, page: Page) -> None:
        first = self._shown is None
        stated = page.stated
        shown = (stated.declaration, stated.assessment, page.company)
        self._people.offer(page.persons, (self.form, "person"))
        if first:
            self.form.set_values({"person": page.actor, "date": page.today})
        if shown != self._shown:
            self._shown = shown
            self._show(page)
        printed = (stated.declaration, stated.judgements, stated.standing, page.company)
        if printed != self._printed or self.preview.pages is None:
            self._printed = printed
            self.preview.show_report(self._make, delay=0 if first else 300)

    def leave(self) -> None:
        self.preview.close_pages()

    def _show(self, page: Page) -> None:
        tr, stated = self.ctx.tr, page.stated
        titles = Titles(stated.model, self.ctx.language)
        self._title = stated.declaration.title or stated.declaration.ref
        ready = stated.assessment.claim != NOT_YET
        icon, tone = ("done", "good") if ready else ("doing", "info")
        clear(self._said.column)
        self._said.column.addWidget(IconLine(icon, tone, words.statement(tr, stated, page.company)))
        if stated.is_stated:
            who = wording.who(page.people, [stated.declaration.stated_by])
            day = wording.date_text(tr, stated.declaration.stated)
            self._said.column.addWidget(Muted(tr("Stated by {person} on {date}", person=who, date=day)))
        self._show_ways(titles, stated.assessment.lacks)
        column = self._warnings.layout()
        assert column is not None
        clear(column)
        for warn in stated.assessment.warnings:
            loud = warn.code in ("both-sides", "stated-before")
            mark = ("warning", "warn") if loud else ("info", "info")
            column.addWidget(IconLine(*mark, words.warn_text(tr, titles, warn)))
        writable = self.ctx.ws.writable
        self.state_button.setEnabled(ready and writable and not stated.is_stated)
        self.unstate_button.setVisible(bool(stated.declaration.stated_by))
        self._stating.setVisible(ready or bool(stated.declaration.stated_by))

    def _show_ways(self, titles: Titles, lacks: tuple[Lack, ...]) -> None:
        tr, column = self.ctx.tr, self._ways.layout()
        assert column is not None
        clear(column)
        column.addWidget(SectionTitle(tr("What stands in the way")))
        lines = words.lack_lines(tr, titles, lacks)
        for elements, said, lack in lines[:MOST]:
            column.addWidget(self._way(elements, said, PLACES.get(lack.code, "deletions")))
        if len(lines) > MOST:
            column.addWidget(Muted(tr("More of this kind: {count}. The paper lists all.", count=len(lines) - MOST)))
        if not lacks:
            column.addWidget(IconLine("done", "good", tr("Nothing stands in the way of this claim.")))

    def _way(self, elements: str, said: str, place: str) -> QWidget:
        """Something in the way, and the way to the step that puts it right."""
        tr, target = self.ctx.tr, Target("conformance", record=self.declaration, text=place)
        link = LinkButton(tr("Go there"), on_click=lambda: self.ctx.go(target))
        link.setAccessibleName(f"{tr('Go there')}: {said} {elements}")
        shown = [Plain(said), *([Muted(elements)] if elements and elements not in said else [])]
        return beside(IconLabel("later", "muted"), pile(*shown, spacing=0), link)

    def _make(self, path: Path, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> Rendered:
        report = publishing.statement_report(self.ctx.ws, self.declaration, self.ctx.language)
        return publishing.render(report, path, progress=progress, cancelled=cancelled)

    def _on_state(self) -> None:
        self.form.flush()
        values, ws, declaration = self.form.values(), self.ctx.ws, self.declaration
        person, date = str(values.get("person") or ""), str(values.get("date") or "")
        self.do(lambda: conformance.state(ws, declaration, person=person, date=date))

    def _on_unstate(self) -> None:
        ws, declaration = self.ctx.ws, self.declaration
        self.do(lambda: conformance.unstate(ws, declaration))

    def _on_save(self) -> None:
        tr, ctx = self.ctx.tr, self.ctx
        first = attaching.safe_name(f"{tr('Statement of conformance')} {self._title}.pdf")
        name, _ = QFileDialog.getSaveFileName(self, tr("Save as PDF"), first, f"{tr('PDF document')} (*.pdf)")
        if not name:
            return
        path = Path(name) if name.lower().endswith(".pdf") else Path(f"{name}.pdf")
        ctx.runner.long(
            lambda progress, cancelled: self._make(path, lambda part: progress(round(100 * part), 100, ""), cancelled),
            lambda _done: ctx.messages.say("good", tr("{name} was written.", name=path.name)),
            title=tr("Writing {name}", name=path.name),
            writes=False,
        )
