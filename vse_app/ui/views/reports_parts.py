"""Parts of the reports screen: what each report is, what is still open, and what was written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.finding_places import place
from vse_app.model.rules import Finding
from vse_app.model.view import View
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.finding_targets import target_of
from vse_app.ui.parts import Button, Card, LinkButton, Muted, SectionTitle, flow, row
from vse_app.ui.views.settings_fields import IconLine

MOST = 12
"""Findings listed; the X-ray of the project has them all."""
ICONS = {"error": ("error", "bad"), "warning": ("warning", "warn"), "info": ("info", "info")}


_ASSESSING = {
    "plan": (
        "Plan and earned value",
        "Tasks in time with what was really done, what is late, and earned value with its formulas.",
    ),
    "progress": (
        "Progress",
        "What the facts say today, periods without a report, and the reports that people confirmed.",
    ),
    "risks": (
        "Risks",
        "The matrix, what is done about each risk, and how the exposure went over time.",
    ),
    "measures": (
        "Measures",
        "From what you want to know to what you decide, with pictures and values.",
    ),
    "meetings": (
        "Meetings and agreements",
        "Every agreement with who and when, and the minutes.",
    ),
    "readiness-check": (
        "Readiness check",
        "The project as an auditor walks through it, with what is missing and how to mend it.",
    ),
    "assessment-plan": (
        "Assessment plan",
        "What for, over what, who, when and on what terms, with the signatures of the steps.",
    ),
    "interview-cards": (
        "Interview cards",
        "One page for each role, with questions from your own records and room to write.",
    ),
    "assessment-results": (
        "Statement of assessment results",
        "Levels and ratings as charts and tables, and what holds the next level back.",
    ),
    "assessment-findings": (
        "Detailed findings",
        "Every rating followed to what it rests on, line by line.",
    ),
    "assessment-summary": (
        "Capability at a glance",
        "One page for a customer, in careful words. No findings, no evidence.",
    ),
    "improvement-plan": (
        "Improvement plan",
        "What is done about weaknesses, by whom, until when, and whether it had its effect.",
    ),
}
"""The same for the reports about an assessment, and the readiness check."""


_CHECKING = {
    "xray": (
        "X-ray",
        "Everything the rules of this program found, why it matters, and what was set aside with a reason.",
    ),
    "tests": (
        "Tests",
        "How the test cases stand, the latest result of each, and what failed with its corrections.",
    ),
    "checks": (
        "Verification and validation",
        "Each check of a version: who took part, how it ended, and what was found.",
    ),
}


_PROJECT = {
    "evidence-pack": (
        "Evidence pack",
        "The whole project: progress, every work product in full, who checked what and when, and what is open.",
    ),
    "conformance": (
        "Statement of conformance",
        "What may be stated of the profile and in each declaration, who judged it, and what stands in the way.",
    ),
    "ladder": (
        "The ladder",
        "How far the records reach each profile and 12207, what is new, and which standard fits. Estimates.",
    ),
    "traceability": (
        "Traceability",
        "Every requirement over design, components and tests to its latest result; holes with their reasons.",
    ),
    "thread": (
        "The thread of one requirement",
        "From who asked for it to who accepted it, with dates and people; what is missing is told.",
    ),
}


_STEERING = {
    "least-paper": (
        "Least paper",
        "What the profile asks for, what you keep it in, and about what that costs a week.",
    ),
    "kept-papers": (
        "Documents and registers",
        "What you keep, printed as you keep it: work products put together are chapters of one document.",
    ),
    "changes": (
        "Changes",
        "What was asked for, what it touches, who decided, what it opened again, and what it did.",
    ),
    "configuration": (
        "Configuration",
        "How versions are kept, baselines with contents, deliveries with SHA-256, safety copies.",
    ),
    "baseline": (
        "Baseline",
        "The versions that belong together, with their SHA-256; the one taken last, or one you open.",
    ),
    "baseline-compare": (
        "Comparison of baselines",
        "What was added, removed and changed since the baseline taken last, field by field.",
    ),
}


def report_words(tr: Translator) -> dict[str, tuple[str, str]]:
    """Report id → its title and what is in it."""
    return {
        **{report: (tr(_PROJECT[report][0]), tr(_PROJECT[report][1])) for report in _PROJECT},
        **{report: (tr(_CHECKING[report][0]), tr(_CHECKING[report][1])) for report in _CHECKING},
        **{report: (tr(_STEERING[report][0]), tr(_STEERING[report][1])) for report in _STEERING},
        **{report: (tr(_ASSESSING[report][0]), tr(_ASSESSING[report][1])) for report in _ASSESSING},
    }


class Problems(QWidget):
    """What stands in the way or will be printed openly: said before the export, not after."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._shown: object = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.current().px(6))

    def show_view(self, view: View) -> None:
        """List the findings of a project."""
        if self._shown == view.version:
            return
        self._shown = view.version
        while item := self.column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        ctx, tr = self._ctx, self._ctx.tr
        self.column.addWidget(SectionTitle(tr("Before you print")))
        if not any(step.confirmations for step in view.steps):
            self.column.addWidget(
                IconLine("warning", "warn", tr("No task has been confirmed yet; the pages will say so."))
            )
        elif not view.findings:
            self.column.addWidget(IconLine("done", "good", tr("Nothing is open that these rules can see.")))
        for finding in view.findings[:MOST]:
            self.column.addWidget(self._line(view, finding))
        if len(view.findings) > MOST:
            rest = len(view.findings) - MOST
            self.column.addWidget(Muted(tr("and {count} more, {count|it is|all of them} in the report", count=rest)))
        if view.findings:
            self.column.addWidget(Muted(tr("You can print all the same. What is open is printed as open.")))
        self.setAccessibleName(ctx.tr("Before you print"))

    def _line(self, view: View, finding: Finding) -> QWidget:
        ctx = self._ctx
        text = wording.finding_text(ctx.tr, ctx.language, view, finding)
        icon, tone = ICONS[finding.severity]
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(IconLine(icon, tone, text))
        fix = wording.finding_fix(ctx.tr, finding)
        if fix:
            button = LinkButton(fix, on_click=lambda: ctx.go(target_of(place(view.model, finding))))
            button.setAccessibleName(f"{fix}: {text}")
            below = row(button)
            below.setContentsMargins(theme.current().px(20), 0, 0, 0)
            column.addLayout(below)
        return line


class Result(Card):
    """What was written, where, how many pages, and what could not be printed."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self.hide()

    def show_written(self, written: Sequence[tuple[Path, int, tuple[str, ...]]]) -> None:
        """Show PDFs: path, pages, characters without a glyph."""
        tr = self._ctx.tr
        self._clear()
        for path, pages, _ in written:
            said = tr("{name}: {pages|1 page|# pages}", name=path.name, pages=pages)
            self.column.addWidget(IconLine("done", "good", said))
        missing = sorted({mark for _, _, marks in written for mark in marks})
        if missing:
            said = tr(
                "No font here has these characters; they are printed as boxes: {list}", list=", ".join(missing[:40])
            )
            self.column.addWidget(IconLine("warning", "warn", said))
        folder = written[0][0].parent
        self.folder_button = Button(tr("Show in folder"), "open", on_click=lambda: show_folder(folder))
        self.column.addWidget(flow(self.folder_button))
        self.show()
        self.folder_button.setFocus()

    def show_problem(self, text: str) -> None:
        """Say why nothing was written."""
        self._clear()
        self.column.addWidget(IconLine("error", "bad", text, tone="bad"))
        self.show()

    def _clear(self) -> None:
        while item := self.column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()


def show_folder(folder: Path) -> None:
    """Open a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
