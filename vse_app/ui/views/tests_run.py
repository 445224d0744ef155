"""A run under way: one case at a time, by keyboard; every answer is kept the moment it is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model.records import Record
from vse_app.model.test_words import result_word
from vse_app.model.testing import Answer, Run, StepAnswer, proposed
from vse_app.services import testing
from vse_app.services.testing import Sheet, Tests
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms_values import Combo
from vse_app.ui.parts import Button, Card, Confirm, LinkButton, Muted, Plain, ProgressLine, SectionTitle, Title, flow
from vse_app.ui.views.answer_rows import AnswerRows, Line, key_hint
from vse_app.ui.views.boxes import clear, pile, put
from vse_app.ui.views.chips import Chips
from vse_app.ui.views.settings_fields import Labelled, Saver, lines

ANSWERS: Final = ("passed", "failed", "blocked")


class RunPane(QWidget):
    """The run: which case, its answers, on to the next, and the records at the end."""

    ended = Signal()

    def __init__(self, ctx: Context, found: Tests, case: int = 0) -> None:
        super().__init__()
        assert found.run is not None
        self._ctx, self.found, self.run = ctx, found, found.run
        self.card: CaseCard | None = None
        self.at = case if case in self.run.cases else next(iter(self._left()), self.run.cases[0])
        tr = ctx.tr
        self.progress = ProgressLine()
        self.cases = Combo()
        self.back = Button(tr("Case before"), "back", on_click=lambda: self._step(-1))
        self.on = Button(tr("Next case"), "forward", on_click=lambda: self._step(1))
        self.finish_button = Button("", "approve", kind="primary", on_click=self._on_finish)
        self.throw_button = Button(tr("Throw the run away …"), "close", kind="quiet", on_click=self._on_throw)
        self._place, self._ask = pile(), pile()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(12))
        head = Card(spacing=8)
        title = tr("Run on version {version}", version=self.run.version)
        for part in (SectionTitle(title), self.progress, flow(self.finish_button, self.throw_button), self._ask):
            head.column.addWidget(part)
        column.addWidget(head)
        self.cases.setAccessibleName(tr("Test case"))
        self.cases.setMinimumWidth(theme.current().px(320))
        column.addWidget(flow(self.cases, self.back, self.on))
        column.addWidget(self._place)
        column.addStretch(1)
        self._fill()
        self.cases.activated.connect(lambda place: self.open_case(self.run.cases[place]))
        self.open_case(self.at)

    def _left(self) -> list[int]:
        done = set(self.run.answered)
        return [case for case in self.run.cases if case not in done]

    def _fill(self) -> None:
        self.cases.clear()
        for number, case in enumerate(self.run.cases, 1):
            self.cases.addItem(self._label(number, case), case)

    def _label(self, number: int, case: int) -> str:
        head = self.found.case(case)
        named = f"{head.number} {head.title}".strip() if head else str(case)
        named = named if len(named) <= 60 else named[:59] + "…"
        answer = self.run.answers.get(case, Answer()).result
        return f"{number}. {named}" + (f"  ·  {result_word(self._ctx.tr, answer)}" if answer else "")

    def show_run(self, found: Tests) -> None:
        """Bring the numbers up to date; what is being answered stays."""
        if found.run is not None:
            self.found = found
            self._show_progress()

    def open_case(self, case: int) -> None:
        """Show a case; the one before is kept."""
        self.flush()
        self.at = case
        ctx, place = self._ctx, self.run.cases.index(case)
        self.cases.setCurrentIndex(place)
        self.back.setEnabled(place > 0)
        self.on.setEnabled(place < len(self.run.cases) - 1)
        self._show_progress()
        ctx.runner.latest((id(self), "case"), lambda: testing.sheet(ctx.ws, case), self._show_sheet, owner=self)

    def _show_sheet(self, sheet: Sheet) -> None:
        if sheet.record.id != self.at:
            return
        layout = self._place.layout()
        assert layout is not None
        clear(layout)
        self.card = CaseCard(self._ctx, sheet, self.run.answers.get(self.at, Answer()), level=self._level(sheet))
        self.card.edited.connect(self._on_answer)
        self.card.done.connect(lambda: self._step(1))
        layout.addWidget(self.card)
        self.card.show()
        self.card.take_focus()

    def _level(self, sheet: Sheet) -> str:
        kind, case = self.found.test_kind, self.found.case(sheet.record.id)
        field = kind.own("level") if kind else None
        if kind is None or field is None or case is None or not case.level:
            return ""
        return self.found.model.choice_word(self._ctx.language, kind.id, (field.id,), case.level)

    def flush(self) -> None:
        """Keep what is being typed."""
        if self.card is not None:
            self.card.saver.now()

    def _on_answer(self, case: int, said: Answer) -> None:
        ws, project = self._ctx.ws, self._ctx.project
        self.run = Run(
            self.run.version, self.run.started, self.run.tester, self.run.cases, {**self.run.answers, case: said},
            self.run.environment,
        )  # fmt: skip
        self._ctx.do(lambda: testing.answer(ws, project, case, said), undoable=False, typed=True)
        place = self.run.cases.index(case)
        self.cases.setItemText(place, self._label(place + 1, case))
        self._show_progress()

    def _show_progress(self) -> None:
        tr, run = self._ctx.tr, self.run
        done = len(run.answered)
        said = tr("{done} of {total} cases have a result: {passed} passed, {failed} failed, {blocked} could not be run",
                  done=done, total=len(run.cases), passed=run.count("passed"), failed=run.count("failed"),
                  blocked=run.count("blocked"))  # fmt: skip
        self.progress.show_progress(done, len(run.cases), said)
        words = tr("Finish and record {n|one result|# results}", n=done) if done else tr("Finish and record")
        self.finish_button.set_text(words)
        self.finish_button.setEnabled(done > 0)

    def _step(self, by: int) -> None:
        place = self.run.cases.index(self.at) + by
        if 0 <= place < len(self.run.cases):
            self.open_case(self.run.cases[place])
        else:
            self.flush()
            self.finish_button.setFocus()

    def _on_finish(self) -> None:
        self.flush()
        ws, project, tr = self._ctx.ws, self._ctx.project, self._ctx.tr

        def then(made: Sequence[Record]) -> None:
            self._ctx.messages.say("good", tr("{n|One result was|# results were} recorded.", n=len(made)))
            self.ended.emit()

        self._ctx.do(lambda: testing.finish(ws, project), then=then, owner=self)

    def _on_throw(self) -> None:
        tr, layout = self._ctx.tr, self._ask.layout()
        assert isinstance(layout, QVBoxLayout)
        clear(layout)
        ask = Confirm(tr("Throw this run away?"), tr("Its answers leave no records. “Undo” brings the run back."),
                      confirm=tr("Throw away"), cancel=tr("Cancel"))  # fmt: skip
        ask.confirmed.connect(self._throw)
        ask.cancelled.connect(lambda: clear(layout))
        put(layout, ask)
        ask.take_focus()

    def _throw(self) -> None:
        ws, project = self._ctx.ws, self._ctx.project
        self._ctx.do(lambda: testing.throw_away(ws, project), then=lambda _value: self.ended.emit(), owner=self)


class CaseCard(Card):
    """One case: what it needs, its steps to answer, what really happened, and the result."""

    edited = Signal(int, object)
    done = Signal()

    def __init__(self, ctx: Context, sheet: Sheet, said: Answer, *, level: str) -> None:
        super().__init__(spacing=10)
        self._ctx, self.sheet, self._said = ctx, sheet, said
        tr, case = ctx.tr, sheet.record.id
        self.saver = Saver(self, self._tell)
        words = [(key, result_word(tr, key).capitalize()) for key in ANSWERS]
        self.rows = AnswerRows(tr, words, note=tr("What you saw"))
        self.result = Chips([word for _key, word in words], spacing=4)
        self.actual = lines(said.actual, rows=2)
        self.next = Button(tr("Next case"), "forward", kind="primary", on_click=self.done.emit)
        self._decided, self._by_hand = said.result, bool(said.result)
        verifies = tr("Verifies: {what}", what=", ".join(sheet.verifies)) if sheet.verifies else ""
        facts = " · ".join(text for text in (level, verifies) if text)
        record = sheet.record
        self.column.addWidget(Title(f"{record.number}  {record.title}"))
        open_it = LinkButton(tr("Open the case"), "right", on_click=lambda: ctx.go(Target("record", record=case)))
        if facts:
            self.column.addWidget(Muted(facts))
        self.column.addWidget(flow(open_it))
        for label, text in ((tr("Before you start"), sheet.needs), (tr("Input"), sheet.input),
                            (tr("Expected"), sheet.expected if sheet.steps else "")):  # fmt: skip
            if text:
                self.column.addWidget(pile(SectionTitle(label), Plain(text), spacing=2))
        self.column.addWidget(SectionTitle(tr("Steps") if sheet.steps else tr("What has to happen")))
        self.column.addWidget(Muted(key_hint(tr, blocked=True)))
        self.column.addWidget(self.rows)
        self.column.addWidget(Labelled(tr("What really happened"), self.actual))
        self.column.addWidget(pile(SectionTitle(tr("Result of the case")), self.result, spacing=4))
        self.column.addWidget(flow(self.next))
        self.rows.show_lines(self._lines())
        self._show_result()
        self.rows.edited.connect(self._on_steps)
        self.rows.finished.connect(self._on_finished)
        self.result.chosen.connect(lambda place: self._decide(ANSWERS[place]))
        self.saver.watch(self.actual)

    def _lines(self) -> list[Line]:
        steps, said = (
            self.sheet.steps or ((self.sheet.expected or self._ctx.tr("It does what it should."), ""),),
            self._said,
        )
        answers = [*said.steps, *[StepAnswer()] * len(steps)]
        if not self.sheet.steps and said.result and not said.steps:
            answers = [StepAnswer(said.result)]
        return [
            Line(
                action or expected, f"→ {expected}" if action and expected else "", answers[n].result, answers[n].actual
            )
            for n, (action, expected) in enumerate(steps)
        ]

    def answer(self) -> Answer:
        """What the case gave so far."""
        steps = tuple(StepAnswer(line.answer, line.note) for line in self.rows.lines())
        return Answer(self._decided, self.actual.toPlainText().strip(), steps)

    def take_focus(self) -> None:
        """Put the keyboard on the first open step."""
        self.rows.take_focus()

    def _on_steps(self) -> None:
        """The steps propose the result until somebody decided it by hand."""
        steps = [StepAnswer(line.answer, line.note) for line in self.rows.lines()]
        if not self._by_hand:
            self._decided = proposed(steps)
            self._show_result()
        self.saver.later()
        if all(step.result for step in steps):
            self.saver.now()

    def _decide(self, result: str) -> None:
        self._decided, self._by_hand = result, True
        self._show_result()
        self._tell()

    def _show_result(self) -> None:
        self.result.show_chosen(ANSWERS.index(self._decided) if self._decided in ANSWERS else None)

    def _on_finished(self) -> None:
        if self._decided in ("failed", "blocked") and not self.actual.toPlainText().strip():
            self.actual.setFocus()
        else:
            self.next.setFocus()

    def _tell(self) -> None:
        said = self.answer()
        if said != self._said:
            self._said = said
            self.edited.emit(self.sheet.record.id, said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow would go back in the window; Page Down goes to the next case."""
        if event.key() == Qt.Key.Key_PageDown:
            self.saver.now()
            self.done.emit()
        else:
            super().keyPressEvent(event)
