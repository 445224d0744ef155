"""One declaration step by step: what it claims at the top, the steps below it, Back and Next at the foot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.model import conformance_words as words
from vse_app.model.conformance import NOT_YET
from vse_app.model.errors import brief
from vse_app.services.conformance_page import Page
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Badge, Button, Caption, Heading, LinkButton, Muted, ScrollPage, flow, tip
from vse_app.ui.views.boxes import clear
from vse_app.ui.views.conformance_circumstances import CircumstancesStep
from vse_app.ui.views.conformance_deletions import DeletionsStep
from vse_app.ui.views.conformance_judging import JudgingStep
from vse_app.ui.views.conformance_processes import ProcessesStep
from vse_app.ui.views.conformance_scope import ScopeStep
from vse_app.ui.views.conformance_statement import StatementStep
from vse_app.ui.views.conformance_step import Step

STEPS: Final[dict[str, type[Step]]] = {
    "scope": ScopeStep,
    "processes": ProcessesStep,
    "circumstances": CircumstancesStep,
    "deletions": DeletionsStep,
    "judgements": JudgingStep,
    "statement": StatementStep,
}
"""The steps in their order; any of them can be opened at any time."""
ROOMY: Final = 480
"""Below this height of the page, in pixels at 100 %, its head is only the title and the steps."""
BOLD: Final = 1.12
"""How much wider the words of a chip may get when it is the chosen one."""


def next_step(found: Page) -> str:
    """The step to go on with: the beginning without processes, the judging while something is missing, the end."""
    if not found.stated.declaration.processes:
        return "scope"
    return "judgements" if found.stated.assessment.claim == NOT_YET else "statement"


def step_names(tr: Translator) -> dict[str, str]:
    """The steps in words."""
    return {
        "scope": tr("Claim"),
        "processes": tr("Processes"),
        "circumstances": tr("Circumstances"),
        "deletions": tr("Deletions"),
        "judgements": tr("Judgements"),
        "statement": tr("Statement"),
    }


class WizardPage(QWidget):
    """The frame around the steps. Each step is built when it is first shown; `on_step` hears which one is open."""

    def __init__(self, ctx: Context, declaration: int, step: str, on_step: Callable[[str], object]) -> None:
        super().__init__()
        self.declaration = declaration
        self._ctx, self._on_step = ctx, on_step
        self._names = step_names(ctx.tr)
        self._found: Page | None = None
        self.steps: dict[str, Step] = {}
        self.current = step if step in STEPS else "scope"
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(theme.current().px(80))  # in a low window the step is scrolled, not the head cut
        self.chips = {
            name: Button(f"{n}  {title}", kind="chip") for n, (name, title) in enumerate(self._names.items(), 1)
        }
        self.back_button = Button(ctx.tr("Back"), "back", on_click=lambda: self._go(-1))
        self.next_button = Button(ctx.tr("Next"), kind="primary", on_click=lambda: self._go(1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot())
        self._extras.append(self._saved)
        self.setFocusProxy(self.next_button)

    @property
    def step(self) -> Step:
        """The step on show."""
        return self.steps[self.current]

    def show_page(self, found: Page) -> None:
        """Show what was read in the head and in the step on show."""
        self._found = found
        tr, stated = self._ctx.tr, found.stated
        title = stated.declaration.title or words.model_name(stated.model, self._ctx.language)
        self._title.setText(brief(title))
        self._title.setToolTip(tip(title) if brief(title) != title else "")
        done, total = stated.assessment.count("achieved"), len(stated.assessment.judged)
        clear(self._line)
        claim = stated.assessment.claim
        icon, tone = ("doing", "info") if claim == NOT_YET else ("done", "good")
        self._line.addWidget(Badge(words.claim_name(tr, claim), icon, tone))
        caption = (
            stated.model.standard,
            words.scope_text(tr, stated),
            words.kind_text(tr, stated.model, stated.declaration),
            tr("Judged achieved: {n} of {total}", n=done, total=total),
        )
        self._line.addWidget(Caption(" · ".join(caption)))
        self.show_step(self.current)

    def show_step(self, name: str) -> None:
        """Show a step by name; what was typed in the one before is handed over."""
        name = name if name in STEPS else "scope"
        if name != self.current and self.current in self.steps:
            self.step.leave()
        if name not in self.steps:
            step = self.steps[name] = STEPS[name](self._ctx, self.declaration)
            self._stack.addWidget(self._paged(step))
        self.current = name
        self._stack.setCurrentIndex(list(self.steps).index(name))
        self.chips[name].setChecked(True)
        order = list(STEPS)
        self.back_button.setEnabled(name != order[0])
        self.next_button.set_text(self._ctx.tr("All declarations") if name == order[-1] else self._ctx.tr("Next"))
        if self._found is not None:
            self.step.show_page(self._found)
        self._on_step(name)

    def leave(self) -> None:
        """Hand over what was typed."""
        for step in self.steps.values():
            step.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window has no room for more than the title and the steps."""
        super().resizeEvent(event)
        roomy = self.height() >= theme.current().px(ROOMY)
        for widget in self._extras:
            widget.setVisible(roomy)
        part = "heading" if roomy else "title"
        if self._title.property("part") != part:
            self._title.setProperty("part", part)
            self._title.style().polish(self._title)

    def _go(self, by: int) -> None:
        order = list(STEPS)
        place = order.index(self.current) + by
        if place >= len(order):
            self._ctx.go(Target("conformance"))
        elif place >= 0:
            self._ctx.go(Target("conformance", record=self.declaration, text=order[place]))

    def _head(self) -> QWidget:
        tr, look = self._ctx.tr, theme.current()
        box = QFrame()
        box.setProperty("part", "header")
        column = QVBoxLayout(box)
        column.setContentsMargins(look.px(24), look.px(12), look.px(24), look.px(10))
        column.setSpacing(look.px(6))
        self._title = Heading()
        line = QWidget()
        self._line = QHBoxLayout(line)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(look.px(10))
        group = QButtonGroup(self)
        for name, chip in self.chips.items():
            chip.setCheckable(True)
            chip.ensurePolished()
            chip.setMinimumWidth(round(chip.sizeHint().width() * BOLD))
            chip.clicked.connect(lambda _on=False, name=name: self._choose(name))
            group.addButton(chip)
        back = LinkButton(tr("All declarations"), "back", on_click=lambda: self._ctx.go(Target("conformance")))
        self._extras = [back, line]
        for widget in (back, self._title, line, flow(*self.chips.values(), spacing=6)):
            column.addWidget(widget)
        return box

    def _choose(self, name: str) -> None:
        self._ctx.go(Target("conformance", record=self.declaration, text=name))

    def _foot(self) -> QWidget:
        look = theme.current()
        foot = QFrame()
        foot.setProperty("part", "status")
        line = QHBoxLayout(foot)
        line.setContentsMargins(look.px(24), look.px(8), look.px(24), look.px(8))
        line.setSpacing(look.px(12))
        self._saved = Muted(self._ctx.tr("Everything is saved as you go; you can leave and come back."))
        line.addWidget(self._saved, 1)
        line.addStretch(0)
        line.addWidget(self.back_button)
        line.addWidget(self.next_button)
        return foot

    def _paged(self, step: Step) -> QWidget:
        if not self._ctx.ws.writable and step.writes:
            step.setEnabled(False)
        if not step.scrolls:
            area = QScrollArea()
            area.setProperty("part", "page")
            area.setWidgetResizable(True)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(step)
            return area
        page = ScrollPage()
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if not step.isEnabled():
            page.column.addWidget(Muted(self._ctx.tr("This company file is open for reading only.")))
        page.column.addWidget(step)
        page.column.addStretch(1)
        return page
