"""The head of an assessment's page: what it is, two bars that count two different things, and the steps."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFont, QFontMetrics, QIcon
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.model.assessment import STEPS
from vse_app.model.assessment_results import Progress
from vse_app.model.assessment_words import step_name, use_name
from vse_app.services.assessment_page import Page
from vse_app.ui import icons, theme
from vse_app.ui.parts import Badge, Button, FlowLayout, FlowTitle, LinkButton, ProgressLine, flow
from vse_app.ui.views.boxes import Columns


class StepButton(Button):
    """A step to go to; it keeps room for its words in bold, which they are while it is on show."""

    def __init__(self, text: str) -> None:
        super().__init__(text, kind="chip")
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        bold = QFont(self.font())
        bold.setBold(True)
        more = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        return QSize(hint.width() + max(more, 0), hint.height())


class Head(QFrame):
    """Title, badges, progress and steps; `chosen` carries a step, `home` asks for the list of all."""

    chosen = Signal(str)
    home = Signal()

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self.setProperty("part", "header")
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(20), look.px(8), look.px(20), look.px(8))
        column.setSpacing(look.px(6))
        self.back = LinkButton(tr("All assessments"), "back", on_click=self.home.emit)
        self._title = FlowTitle()
        self._badges: list[Badge] = []
        line = QWidget()
        self._line = FlowLayout(line, spacing=10)
        self._line.addWidget(self.back)
        self._line.addWidget(self._title)
        column.addWidget(line)
        self.assessed, self.achieved = ProgressLine(), ProgressLine()
        self.bars = Columns((self.assessed, self.achieved), least=200, most=2)
        self.steps: dict[str, StepButton] = {}
        for number, step in enumerate(STEPS, 1):
            button = StepButton(f"{number} {step_name(tr, step)}")
            button.clicked.connect(lambda _on=False, step=step: self.chosen.emit(step))
            self.steps[step] = button
        column.addWidget(flow(*self.steps.values(), spacing=6))
        column.addWidget(self.bars)

    def show_page(self, page: Page) -> None:
        """Show title, badges and which steps are signed."""
        tr, own = self._tr, page.own
        self._title.setText(own.title)
        state = Badge(tr("completed"), "lock", "good") if own.is_closed else Badge(tr("running"), "doing", "info")
        self._show_badges([Badge(tr("Round {n}", n=own.round)), Badge(use_name(tr, own.use)), state])
        for step, button in self.steps.items():
            is_signed = own.signature(step) is not None or (step == "close" and own.is_closed)
            button.setIcon(icons.icon("done", "good") if is_signed else QIcon())
            name = step_name(tr, step)
            button.setAccessibleName(tr("{step}, signed", step=name) if is_signed else name)
        self.show_progress(page.sheet.progress())

    def _show_badges(self, badges: list[Badge]) -> None:
        for badge in self._badges:
            self._line.removeWidget(badge)
            badge.hide()
            badge.deleteLater()
        self._badges = badges
        for badge in badges:
            self._line.addWidget(badge)

    def show_roomy(self, roomy: bool) -> None:
        """In a low window only title and steps have room."""
        self.bars.setVisible(roomy)
        self.back.setVisible(roomy)

    def show_progress(self, progress: Progress) -> None:
        """Show how far the rating has come; quick, for it is called at every key press."""
        tr = self._tr
        first = tr("Assessed: {n} of {total}", n=progress.assessed, total=progress.total)
        second = tr("Achieved as the target asks: {n} of {total}", n=progress.achieved, total=progress.total)
        self.assessed.show_progress(progress.assessed, progress.total, first)
        self.achieved.show_progress(progress.achieved, progress.total, second)

    def show_step(self, chosen: str) -> None:
        """Mark the step on show."""
        for step, button in self.steps.items():
            button.setChecked(step == chosen)
