"""What may be said of the project's own profile, and the declarations side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from vse_app.model import conformance_words as words
from vse_app.model import wording
from vse_app.model.claims import Item
from vse_app.model.conformance import NOT_YET, Stated
from vse_app.model.view import View
from vse_app.services.conformance_page import Overview
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Card, Heading, LinkButton, Muted, ScrollPage, SectionTitle, Title, flow
from vse_app.ui.tables import Cell, ColumnSpec, Empty, ListSource, Row, Table
from vse_app.ui.views.boxes import clear, pile
from vse_app.ui.views.conformance_new import NEW
from vse_app.ui.views.settings_fields import IconLine

MOST = 3
"""Things that stand in the way of the profile listed here; the report has them all."""
ICONS = {"full": ("done", "good"), "tailored": ("done", "good"), NOT_YET: ("doing", "info")}


class OverviewPage(ScrollPage):
    """The claim of the profile as a card, the declarations as a table."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx, tr = ctx, ctx.tr
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._profile = pile(spacing=8)
        columns = (
            ColumnSpec("title", tr("Declaration"), 240),
            ColumnSpec("model", tr("Model"), 150),
            ColumnSpec("scope", tr("For"), 100),
            ColumnSpec("kind", tr("Kind of claim"), 136),
            ColumnSpec("processes", tr("Processes"), 90, "number"),
            ColumnSpec("judged", tr("Achieved"), 92),
            ColumnSpec("claim", tr("Claim that may be made"), 224),
        )
        self._source = ListSource(columns)
        text = tr("A declaration says which processes of a standard you meet, in full or tailored. The program shows "
                  "what is covered already; you judge.")  # fmt: skip
        empty = Empty(tr("Nothing is declared yet"), text, tr("Begin a declaration"), icon="approve")
        self.table = Table(self._source, tr=tr, table_id="declarations", name=tr("Declarations"), empty=empty)
        self.table.setMinimumHeight(theme.current().px(300))
        self.table.opened.connect(lambda declaration: ctx.go(Target("conformance", record=declaration)))
        self.table.empty_clicked.connect(self._on_new)
        self.new_button = Button(tr("Begin a declaration"), "add", kind="primary", on_click=self._on_new)
        self._open = Button(tr("Open"), "open", on_click=self._on_open)
        self.table.selected.connect(lambda ids: self._open.setEnabled(bool(ids)))
        self._open.setEnabled(False)
        for widget in (
            Heading(tr("Tailoring and conformance")),
            Muted(tr("What you may state about your work, and what is still missing. People judge and state; the "
                     "program only counts.")),
            self._profile,
            SectionTitle(tr("Declarations")),
            Muted(words.advice(tr)),
            flow(self.new_button, self._open),
            self.table,
        ):  # fmt: skip
            self.column.addWidget(widget)
        if not ctx.ws.writable:
            self.new_button.setEnabled(False)
            self.column.insertWidget(2, Muted(tr("This company file is open for reading only.")))
        self.setFocusProxy(self.new_button)

    def show_overview(self, found: Overview) -> None:
        """Show what was read."""
        column = self._profile.layout()
        assert column is not None
        clear(column)
        if found.view is not None:
            column.addWidget(self._claim(found.view, found.company))
        self._source.set_rows([self._row(stated) for stated in found.declarations])
        self.table.refresh()

    def _claim(self, view: View, company: str) -> QWidget:
        tr, claim = self._ctx.tr, view.claim
        said = words.profile_statement(tr, view, company)
        icon, tone = ("done", "good") if claim.possible else ("doing", "info")
        card = Card(Title(words.model_name(view.model, self._ctx.language)), IconLine(icon, tone, said))
        if claim.provisional:
            text = tr("Too little is known of {detail} here; no claim may rest on it.", detail=view.model.standard)
            card.column.addWidget(IconLine("warning", "warn", text))
        if claim.missing:
            card.column.addWidget(flow(*(self._way(view, item) for item in claim.missing[:MOST]), spacing=12))
        rest = len(claim.missing) - MOST
        if rest > 0:
            card.column.addWidget(Muted(tr("More of this kind: {count}. The report lists all.", count=rest)))
        if not view.model.claims:
            card.column.addWidget(Muted(words.no_tailoring(tr)))
        report = Target("reports", kind="conformance")
        card.column.addWidget(
            flow(Button(tr("See the statement on paper"), "print", on_click=lambda: self._ctx.go(report)))
        )
        return card

    def _way(self, view: View, item: Item) -> LinkButton:
        """A task that is missing, as the way to it."""
        step = item.step
        target = Target("task", task=step.task.id, iteration=step.iteration)
        label = wording.task_label(view, self._ctx.language, step.task.id, step.iteration)
        return LinkButton(label, "right", on_click=lambda: self._ctx.go(target))

    def _row(self, stated: Stated) -> Row:
        tr, declaration, assessment = self._ctx.tr, stated.declaration, stated.assessment
        icon, tone = ICONS[assessment.claim]
        done, total = assessment.count("achieved"), len(assessment.judged)
        claim = words.claim_name(tr, assessment.claim)
        if stated.is_stated:
            claim += ", " + tr("stated")
        return Row(
            declaration.id,
            (
                declaration.title or words.model_name(stated.model, self._ctx.language),
                stated.model.standard,
                stated.project.code if stated.project else tr("whole company"),
                words.kind_text(tr, stated.model, declaration),
                Cell(str(len(declaration.processes)), key=len(declaration.processes)),
                Cell(tr("{n} of {total}", n=done, total=total), key=done / total if total else 0.0),
                Cell(claim, icon, tone),
            ),
        )

    def _on_new(self) -> None:
        self._ctx.go(Target("conformance", text=NEW))

    def _on_open(self) -> None:
        chosen = self.table.current_id()
        if chosen is not None:
            self._ctx.go(Target("conformance", record=chosen))
