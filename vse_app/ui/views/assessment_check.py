"""Step 3, Validate: what does not fit, what is missing, what has grown old; each with the place that mends it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from vse_app.model.assessment_issue_words import issue_fix, issue_text
from vse_app.model.assessment_rules import Issue
from vse_app.services.assessment_page import Page
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Badge, Card, Disclosure, LinkButton, Muted, ScrollPage, SectionTitle, flow
from vse_app.ui.views.assessment_pane import Pane
from vse_app.ui.views.assessment_sign import SignBox
from vse_app.ui.views.boxes import beside, clear, pile, stack
from vse_app.ui.views.settings_fields import IconLine

ICONS = {"error": ("error", "bad"), "warning": ("warning", "warn"), "info": ("info", "info")}
AT_ONCE = 40
"""Lines of one sort that are shown at once; the rest is folded."""


class CheckPane(Pane):
    """The list, and the signature of the step."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        tr = ctx.tr
        self._shown: object = None
        self.issues: list[tuple[Issue, QWidget]] = []
        self.body = ScrollPage(spacing=16)
        self._list = pile(spacing=14)
        self.sign = SignBox(ctx, "validate", tr("The evidence was validated"))
        self.sign.asked.connect(self.save)
        why = Muted(tr("Before you rate, see whether what you have is enough, fits together, and is still true."))
        self.body.column.addWidget(stack(SectionTitle(tr("What to look at")), why, spacing=4))
        self.body.column.addWidget(self._list)
        self.body.column.addWidget(self.sign)
        self.outer.addWidget(self.body)

    def show_page(self, page: Page) -> None:
        super().show_page(page)
        self.sign.show_page(page)
        if self._shown == page.sheet.issues and self.issues:
            return
        self._shown = page.sheet.issues
        layout = self._list.layout()
        assert layout is not None
        clear(layout)
        self.issues = []
        tr = self.ctx.tr
        if page.own.is_closed:
            layout.addWidget(Muted(tr("This assessment is completed; it stays as it was seen then.")))
        elif not page.sheet.issues:
            layout.addWidget(IconLine("done", "good", tr("Nothing is open that these rules can see.")))
        titles = {"error": tr("Must be mended"), "warning": tr("Look at these"), "info": tr("Shown openly")}
        for severity, title in titles.items():
            found = [issue for issue in page.sheet.issues if issue.severity == severity]
            if found:
                layout.addWidget(self._group(title, severity, found))

    def first(self) -> QWidget | None:
        return self.body

    def _group(self, title: str, severity: str, found: list[Issue]) -> QWidget:
        tone = ICONS[severity][1]
        lines = [self._line(issue) for issue in found]
        shown, rest = lines[:AT_ONCE], lines[AT_ONCE:]
        card = Card(flow(SectionTitle(title), Badge(str(len(found)), "", tone)), *shown)
        if rest:
            card.column.addWidget(Disclosure(self.ctx.tr("{n} more", n=len(rest)), stack(*rest)))
        return card

    def _line(self, issue: Issue) -> QWidget:
        page, tr = self.page, self.ctx.tr
        subject = page.sheet.by_key.get(issue.key)
        text = issue_text(tr, page.sheet.models, issue, subject, self.ctx.language)
        icon, tone = ICONS[issue.severity]
        words = IconLine(icon, tone, text)
        fix = issue_fix(tr, issue)
        if not fix:
            self.issues.append((issue, words))
            return words
        button = LinkButton(fix, on_click=lambda: self._mend(issue))
        button.setAccessibleDescription(text)
        line = beside(words, button)
        line.layout().setStretch(0, 1)  # type: ignore[union-attr]
        line.layout().setStretch(1, 0)  # type: ignore[union-attr]
        self.issues.append((issue, button))
        return line

    def _mend(self, issue: Issue) -> None:
        if issue.record and issue.rule in ("evidence-changed", "evidence-gone"):
            self.go_step("collect", f"evidence-{issue.evidence}")
        elif issue.step == "rate":
            self.go_step("rate", issue.key)
        elif issue.step == "collect":
            self.go_step("collect", issue.process or f"evidence-{issue.evidence}")
        elif issue.rule in ("no-sponsor", "no-assessor", "no-certified"):
            self.go_step("plan", "team")
        else:
            self.asked.emit(Target("assessment", record=self.page.own.id, text="plan"))
