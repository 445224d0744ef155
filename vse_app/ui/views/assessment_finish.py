"""Steps 6 and 7: print the reports, and complete the assessment, after which nothing of it changes."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from vse_app.model.assessment_issue_words import issue_text
from vse_app.model.wording import date_text
from vse_app.services import assessment_sheet, assessments, publishing
from vse_app.services.assessment_page import Page
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Card, Confirm, LinkButton, Muted, Plain, ScrollPage, SectionTitle, Title, flow
from vse_app.ui.views.assessment_pane import Pane
from vse_app.ui.views.assessment_sign import SignBox
from vse_app.ui.views.boxes import Columns, clear, pile, stack
from vse_app.ui.views.reports_parts import report_words
from vse_app.ui.views.settings_fields import IconLine, Labelled, Saver, lines, put_text


class ReportPane(Pane):
    """What can be printed, each with a way to look at it."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        tr = ctx.tr
        words = report_words(tr)
        self.buttons: dict[str, Button] = {}
        cards: list[QWidget] = []
        for report in publishing.ASSESSMENT_REPORTS:
            title, about = words[report]
            button = Button(tr("Look and print"), "print", on_click=lambda report=report: self._open(report))
            button.setAccessibleName(tr("Look at: {title}", title=title))
            self.buttons[report] = button
            card = Card(Title(title), Muted(about))
            card.column.addStretch(1)
            card.column.addWidget(flow(button))
            cards.append(card)
        self.sign = SignBox(ctx, "report", tr("The results were handed over"))
        self.sign.asked.connect(self.save)
        scroll = ScrollPage(spacing=18)
        why = Muted(tr("Private notes are in none of them. The same data give the same bytes."))
        for part in (stack(SectionTitle(tr("Reports")), why, spacing=4), Columns(cards, least=280, most=3), self.sign):
            scroll.column.addWidget(part)
        self.outer.addWidget(scroll)

    def show_page(self, page: Page) -> None:
        super().show_page(page)
        self.sign.show_page(page)

    def first(self) -> QWidget | None:
        return next(iter(self.buttons.values()))

    def _open(self, report: str) -> None:
        self.ctx.go(Target("reports", kind=report, record=self.page.own.id))


class ClosePane(Pane):
    """What is still open, what was learned, and the button that freezes everything."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        tr = ctx.tr
        self._panel: Confirm | None = None
        self.lessons: QPlainTextEdit = lines("", rows=4)
        self._saver = Saver(self, self._on_lessons)
        self._saver.watch(self.lessons)
        self._open_points, self._place = pile(spacing=6), pile(spacing=0)
        self.button = Button(tr("Complete the assessment"), "lock", kind="primary", on_click=self._ask)
        self.again = Button(tr("Next round"), "iteration", on_click=self._next_round)
        self._said = Plain("")
        self._card = Card(Title(tr("Complete the assessment")), self._said, self._open_points)
        lessons = Card(Labelled(tr("What you learned about assessing"), self.lessons, tr("For the next round.")))
        scroll = ScrollPage(spacing=18)
        for part in (self._card, lessons, flow(self.button, self.again), self._place):
            scroll.column.addWidget(part)
        self.outer.addWidget(scroll)

    def show_page(self, page: Page) -> None:
        super().show_page(page)
        tr, own = self.ctx.tr, page.own
        put_text(self.lessons, own.lessons)
        self.lessons.setReadOnly(not page.can_change)
        self.button.setVisible(page.can_change)
        self.again.setVisible(own.is_closed and page.writable and page.rounds[-1].id == own.id)
        if own.is_closed:
            who = own.member(own.closed_by)
            self._said.setText(
                tr("Completed on {date} by {person}. Nothing of it changes any more; its reports print the same again.",
                   date=date_text(tr, own.closed), person=who.name if who is not None else own.closed_by)
            )  # fmt: skip
        else:
            self._said.setText(
                tr("After this nothing of it can be changed, not even with Undo. The improvement plan goes on, and a "
                   "new round can begin.")
            )  # fmt: skip
        self._show_open(page)

    def leave(self) -> None:
        self._saver.now()

    def first(self) -> QWidget | None:
        return self.button if self.button.isVisibleTo(self) else self.again

    def _show_open(self, page: Page) -> None:
        tr = self.ctx.tr
        layout = self._open_points.layout()
        assert layout is not None
        clear(layout)
        if page.own.is_closed:
            return
        progress = page.sheet.progress()
        left = progress.total - progress.assessed
        if left:
            said = tr(
                "{n} of {total} items are not rated; they will be printed as not rated.", n=left, total=progress.total
            )
            layout.addWidget(IconLine("warning", "warn", said))
        for issue in [i for i in page.sheet.issues if i.severity == "error"]:
            text = issue_text(tr, page.sheet.models, issue, page.sheet.by_key.get(issue.key), self.ctx.language)
            layout.addWidget(IconLine("error", "bad", text))
        warnings = sum(issue.severity == "warning" for issue in page.sheet.issues)
        if warnings:
            more = LinkButton(tr("{n} more to look at", n=warnings), on_click=lambda: self.go_step("validate"))
            layout.addWidget(flow(more))
        if not layout.count():
            layout.addWidget(
                IconLine("done", "good", tr("Everything is rated and nothing is open that these rules can see."))
            )

    def _ask(self) -> None:
        if self._panel is not None:
            return
        tr = self.ctx.tr
        self._saver.now()
        self._panel = panel = Confirm(
            tr("Complete it for good?"),
            tr("Ratings, evidence, plan and findings are frozen as they are now. This cannot be undone."),
            confirm=tr("Complete"),
            cancel=tr("Not yet"),
        )
        panel.cancelled.connect(self._close_panel)
        panel.confirmed.connect(self._on_complete)
        layout = self._place.layout()
        assert layout is not None
        layout.addWidget(panel)
        panel.show()
        panel.take_focus()

    def _on_complete(self) -> None:
        ws, number, member = self.ctx.ws, self.page.own.id, self.page.member or (self.page.own.team[:1] or (None,))[0]
        who = member if isinstance(member, str) else member.id if member is not None else ""
        lessons = self.lessons.toPlainText()
        self._close_panel()
        self.save(lambda: assessment_sheet.close(ws, number, member=who, lessons=lessons))

    def _close_panel(self) -> None:
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
            self.button.setFocus()

    def _next_round(self) -> None:
        ws, number = self.ctx.ws, self.page.own.id
        self.save(
            lambda: assessments.next_round(ws, number),
            lambda new: self.ctx.go(Target("assessment", record=new.id, text="plan")),
        )

    def _on_lessons(self) -> None:
        if self.page.can_change:
            ws, number, text = self.ctx.ws, self.page.own.id, self.lessons.toPlainText()
            self.save(lambda: assessments.edit(ws, number, lessons=text), typed=True)
