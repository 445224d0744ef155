"""The frame of a series of questions: one block a step, dots, Back and Next; leaving keeps the answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from vse_app.services.setup import Remark
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Caption, Heading, LinkButton, Muted, ScrollPage, row
from vse_app.ui.view import View
from vse_app.ui.views.settings_fields import Remarks
from vse_app.ui.views.settings_tabs import TabOrder

WIDTH = 760
"""Widest a question gets, in pixels at 100 %."""


class Question(QWidget):
    """One step: its `title`, `why` it is asked, its own widgets. Emits `changed` when the answer is another one."""

    changed = Signal()

    def __init__(self, title: str, why: str) -> None:
        super().__init__()
        self.title, self.why = title, why
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.current().px(14))

    def add(self, *widgets: QWidget) -> None:
        """Put widgets one under the other."""
        for widget in widgets:
            self.column.addWidget(widget)

    def entered(self) -> None:
        """The step is shown: fill in what depends on earlier answers."""

    def remarks(self) -> Sequence[Remark]:
        """What to say about the answer as it is."""
        return ()

    def first(self) -> QWidget | None:
        """Where the keyboard goes when the step is shown."""
        editors = (child for child in self.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus)
        return next(editors, None)


class Wizard(View):
    """Questions one after the other. A subclass gives `questions` and `finish`, and keeps the draft in `store`."""

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        tr = ctx.tr
        self._make: Sequence[Callable[[], Question]] = ()
        self._pages: dict[int, _Page] = {}
        self._at = -1
        self._stack = QStackedWidget()
        self._finish_word = ""
        self.back_button = Button(tr("Back"), "back", on_click=self.back)
        self.next_button = Button(tr("Next"), kind="primary", on_click=self.next)
        self.leave_button = LinkButton(tr("Leave for now"), on_click=self._on_leave)
        self.leave_button.setToolTip(tr("Your answers are kept for when you come back."))
        self._tabs = TabOrder(self)
        self._build()

    def start(self, make: Sequence[Callable[[], Question]], finish_word: str) -> None:
        """Begin with the first of the questions; each is built when it is first shown."""
        self._make, self._finish_word = make, finish_word
        self.show_step(0)

    @property
    def question(self) -> Question:
        """The question on show."""
        return self._pages[self._at].question

    @property
    def at(self) -> int:
        """The step on show, counted from 0."""
        return self._at

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What is said below the question on show."""
        return self._pages[self._at].remarks.shown

    def finish(self) -> None:
        """All questions are answered."""
        raise NotImplementedError

    def store(self) -> None:
        """Keep the draft for when the person comes back."""

    def leave(self) -> None:
        self.store()

    def back(self) -> None:
        """Show the question before."""
        if self._at:
            self.show_step(self._at - 1)

    def next(self) -> None:
        """Show the next question, or finish; a problem with the answer is said first."""
        page = self._pages[self._at]
        page.told = True
        self._check()
        if any(r.kind == "problem" for r in page.remarks.shown):
            self._focus(page)
        elif self._at + 1 < len(self._make):
            self.show_step(self._at + 1)
        else:
            self.store()
            self.finish()

    def show_step(self, number: int) -> None:
        """Show one question, counted from 0."""
        tr, total = self.ctx.tr, len(self._make)
        if number not in self._pages:
            page = self._pages[number] = _Page(self._make[number]())
            page.question.changed.connect(self._check)
            self._stack.addWidget(page)
        self._at = number
        page = self._pages[number]
        page.place.setText(tr("Question {number} of {total}", number=number + 1, total=total))
        page.question.entered()
        self._stack.setCurrentWidget(page)
        page.dots.show_place(number, total, page.place.text())
        self.back_button.setEnabled(number > 0)
        self.next_button.set_text(self._finish_word if number + 1 == total else tr("Next"))
        self._check()
        self._focus(page)

    def set_busy(self, busy: bool) -> None:
        """Hold the buttons while the last step is done."""
        for button in (self.back_button, self.next_button, self.leave_button):
            button.setEnabled(not busy)
        self.back_button.setEnabled(not busy and self._at > 0)

    def _build(self) -> None:
        look = theme.current()
        foot = QFrame()
        foot.setProperty("part", "status")
        line = QHBoxLayout(foot)
        line.setContentsMargins(look.px(24), look.px(10), look.px(24), look.px(10))
        line.setSpacing(look.px(12))
        line.addWidget(self.leave_button)
        line.addStretch(1)
        line.addWidget(self.back_button)
        line.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(foot)

    def _check(self) -> None:
        page = self._pages[self._at]
        said = [r for r in page.question.remarks() if page.told or r.kind != "problem"]
        page.remarks.show_remarks(said)
        self._tabs.keep()

    def _focus(self, page: _Page) -> None:
        target = page.question.first()
        if target is not None:
            self.setFocusProxy(target)
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_leave(self) -> None:
        self.store()
        self.ctx.go(Target("back"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.window().focusWidget()
            if isinstance(focused, QAbstractButton) and not focused.isCheckable() and not ctrl:
                focused.click()
            elif self.next_button.isEnabled() and (ctrl or not isinstance(focused, QPlainTextEdit)):
                self.next()
        elif event.key() == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.back()
        else:
            super().keyPressEvent(event)


class _Page(ScrollPage):
    """A question with its heading above and its remarks below; `told` once Next was tried."""

    def __init__(self, question: Question) -> None:
        super().__init__(margin=32)
        self.question, self.told = question, False
        look = theme.current()
        self.place, self.dots = Caption(wrap=False), Dots()
        self.remarks = Remarks()
        inside = QWidget()
        inside.setMaximumWidth(look.px(WIDTH))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addLayout(row(self.place, self.dots, spacing=12))
        for widget in (Heading(question.title), Muted(question.why)):
            column.addWidget(widget)
        column.addSpacing(look.px(12))
        column.addWidget(question)
        column.addSpacing(look.px(4))
        column.addWidget(self.remarks)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(inside, 1000)
        centred.addStretch(1)
        self.column.addLayout(centred)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class Dots(QWidget):
    """How far along one is."""

    def __init__(self) -> None:
        super().__init__()
        self._place, self._total = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_place(self, place: int, total: int, words: str) -> None:
        """Show the place, counted from 0, in a series; `words` say the same."""
        self._place, self._total = place, total
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(14) * self._total, look.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(self._total):
            side = look.px(9 if number == self._place else 6)
            painter.setBrush(look.colour("accent" if number <= self._place else "field"))
            centre = look.px(14) * number + look.px(7)
            painter.drawEllipse(centre - side // 2, (self.height() - side) // 2, side, side)
        painter.end()
