"""Tests: how the cases stand, runs by keyboard, what failed, and the test report."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model.errors import UserError
from vse_app.model.records import Record
from vse_app.model.test_words import result_count
from vse_app.model.testing import NEVER, RESULTS, Case, Result, Selection, Tally, chosen, tallies
from vse_app.services import testing
from vse_app.services.testing import Tests
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.finding_targets import target_in
from vse_app.ui.forms_values import Combo
from vse_app.ui.parts import (
    Badge,
    Button,
    Card,
    EmptyState,
    Heading,
    IconLabel,
    LinkButton,
    Muted,
    Plain,
    ProgressLine,
    ScrollPage,
    SectionTitle,
    flow,
)
from vse_app.ui.view import View
from vse_app.ui.views.answer_rows import ICONS
from vse_app.ui.views.boxes import Sides, beside, stack
from vse_app.ui.views.settings_fields import Labelled, Options, line, lines
from vse_app.ui.views.settings_tabs import TabOrder
from vse_app.ui.views.tests_run import RunPane

OPEN_SHOWN: Final = 8
"""Failures without a correction that are listed."""


class RunsView(View):
    """`target.record` is a case or a result to begin with, `target.text` "failed" chooses what failed last."""

    topics = frozenset({"record", "revision", "links", "event", "test-run", "person"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self.found: Tests | None = None
        self.pane: RunPane | None = None
        self.overview: Overview | None = None
        self.body = ScrollPage(spacing=16)
        self.head = Heading(ctx.tr("Tests"))
        self.body.column.addWidget(self.head)
        self._nothing: QWidget | None = None
        self._tabs = TabOrder(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.body)

    def refresh(self) -> None:
        ctx = self.ctx
        if ctx.project:
            ctx.runner.latest(
                (id(self), "tests"), lambda: testing.tests(ctx.ws, ctx.project), self._show, failed=self._on_failed,
                owner=self,
            )  # fmt: skip

    def leave(self) -> None:
        if self.pane is not None:
            self.pane.flush()

    def _show(self, found: Tests) -> None:
        self.found = found
        if found.run is not None and self.pane is not None and self.pane.run.cases == found.run.cases:
            self.pane.show_run(found)
            return
        self._clear()
        if not found.cases:
            self._show_nothing(found)
        elif found.run is not None:
            self.pane = RunPane(self.ctx, found, self.target.record)
            self.pane.ended.connect(self._on_ended)
            self.body.column.addWidget(self.pane)
        else:
            self.overview = Overview(self.ctx, found, self.target)
            self.body.column.addWidget(self.overview)
            self.setFocusProxy(self.overview.start.version)
        self._tabs.keep()

    def _on_ended(self) -> None:
        self._clear()
        self.refresh()

    def _show_nothing(self, found: Tests) -> None:
        tr, kind = self.ctx.tr, found.test_kind
        self._nothing = EmptyState(
            "checklist", tr("No test cases yet"),
            tr("Write down what you do and what should happen; then run it here, as often as you like."),
            button=tr("Open the test cases"),
            on_click=lambda: self.ctx.go(target_in({"view": "register", "kind": kind.id if kind else ""})),
        )  # fmt: skip
        self.body.column.addWidget(self._nothing)

    def _on_failed(self, error: UserError) -> None:
        self._clear()
        self._nothing = Plain(error.say(self.ctx.tr))
        self.body.column.addWidget(self._nothing)

    def _clear(self) -> None:
        for old in (self.pane, self.overview, self._nothing):
            if old is not None:
                self.body.column.removeWidget(old)
                old.hide()
                old.deleteLater()
        self.pane = self.overview = self._nothing = None


class Overview(QWidget):
    """How the cases stand, the start of a run, failures without a correction, and the report."""

    def __init__(self, ctx: Context, found: Tests, target: Target) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(16))
        self.start = StartCard(ctx, found, target)
        for part in (standing(ctx, found), self.start, failures(ctx, found), ReportCard(ctx, found)):
            if part is not None:
                column.addWidget(part)


def standing(ctx: Context, found: Tests) -> QWidget:
    """The latest result of each case, all together and by level, in numbers that say what they count."""
    tr = ctx.tr
    whole, *levels = tallies(found.cases)
    card = Card(spacing=8)
    card.column.addWidget(SectionTitle(tr("How the cases stand")))
    passed = whole.by_result["passed"]
    said = tr("{n} of {total} cases passed when they were run last", n=passed, total=whole.total)
    card.column.addWidget(ProgressLine(passed, whole.total, said))
    for tally in [whole, *(levels if len(levels) > 1 else [])]:
        card.column.addWidget(_tally(ctx, found, tally))
    kind = found.test_kind
    every = LinkButton(
        tr("All test cases"), "right",
        on_click=lambda: ctx.go(target_in({"view": "register", "kind": kind.id if kind else ""})),
    )  # fmt: skip
    card.column.addWidget(flow(every))
    return card


def _tally(ctx: Context, found: Tests, tally: Tally) -> QWidget:
    """A level with as many badges as there are kinds of result among its cases."""
    kind = found.test_kind
    field = kind.own("level") if kind else None
    word = ctx.tr("All cases")
    if tally.level and kind and field:
        word = found.model.choice_word(ctx.language, kind.id, (field.id,), tally.level)
    name = Plain(f"{word} ({tally.total})", wrap=False)
    name.setMinimumWidth(theme.current().px(130))
    badges = [
        Badge(result_count(ctx.tr, result, tally.by_result[result]), *_BADGES[result])
        for result in (*RESULTS, NEVER)
        if tally.by_result[result]
    ]
    return Sides(name, flow(*badges, spacing=6), least=420)


_BADGES: Final = {
    result: (icon, tone if tone in ("good", "bad", "warn") else "plain") for result, (icon, tone) in ICONS.items()
}


class StartCard(Card):
    """Which cases, on which version; the number of chosen cases is said before it starts."""

    def __init__(self, ctx: Context, found: Tests, target: Target) -> None:
        super().__init__(spacing=10)
        tr = ctx.tr
        self._ctx, self._found = ctx, found
        self.choice = Options(tr("Which cases"), [
            ("all", tr("All of them"), ""),
            ("not-run", tr("Those not run on this version yet"), ""),
            ("failed", tr("Those that did not pass last time"), ""),
            ("level", tr("Those of one level"), ""),
        ])  # fmt: skip
        self.choice.set_value("failed" if target.text == "failed" else "all")
        self.level, self.place = Combo(), Combo()
        kind = found.test_kind
        field = kind.own("level") if kind else None
        known = {c.level for c in found.cases if c.level}
        levels = [
            (c, found.model.choice_word(ctx.language, kind.id, (field.id,), c)) for c in field.choices if c in known
        ] if kind and field else []  # fmt: skip
        self.level.fill(levels, levels[0][0] if levels else "", tr("Not chosen"))
        self.choice.show_option("level", len(levels) > 0)
        self.place.fill([(str(i), label) for i, label in found.environments], "", tr("Not chosen"))
        self.version = line(found.version, tr("Tag, build or commit"))
        self.count, self.problem = Muted(""), Plain("", tone="bad")
        self.problem.hide()
        self.button = Button(tr("Start the run"), "checklist", kind="primary", on_click=self._on_start)
        self._level_box = Labelled(tr("Level"), self.level)
        fields: list[QWidget] = [Labelled(tr("Version tested"), self.version, width=260)]
        if found.environments:
            fields.append(Labelled(tr("Where it runs"), self.place))
        for part in (SectionTitle(tr("Run tests")), flow(*fields, spacing=16), self.choice, self._level_box, self.count,
                     self.problem, flow(self.button)):  # fmt: skip
            self.column.addWidget(part)
        self.choice.chosen.connect(lambda _key: self._show())
        self.level.activated.connect(lambda _place: self._show())
        self.version.textEdited.connect(lambda _text: self._show())
        self.button.setEnabled(ctx.ws.writable)
        self._show()

    def selection(self) -> Selection:
        """What is chosen now."""
        return Selection(self.choice.value() or "all", self.level.currentData() or "", self.version.text().strip())

    def cases(self) -> tuple[Case, ...]:
        """The cases that are chosen now."""
        return chosen(self._found.cases, self.selection())

    def _show(self) -> None:
        self._level_box.setVisible(self.choice.value() == "level")
        self.count.setText(self._ctx.tr("{n|One case is|# cases are} chosen.", n=len(self.cases())))

    def _on_start(self) -> None:
        ws, project, selection = self._ctx.ws, self._ctx.project, self.selection()
        place = int(self.place.currentData() or 0)
        self._ctx.do(
            lambda: testing.start(ws, project, selection, version=selection.version, environment=place),
            failed=self._say, owner=self,
        )  # fmt: skip

    def _say(self, error: UserError) -> None:
        self.problem.setText(error.say(self._ctx.tr))
        self.problem.show()


def failures(ctx: Context, found: Tests) -> QWidget | None:
    """What failed last and has no correction yet."""
    tr, open_ = ctx.tr, found.open_failures
    if not open_:
        return None
    rows = [_failure(ctx, found, result) for result in open_[:OPEN_SHOWN]]
    card = Card(SectionTitle(tr("Failed, and nobody mends it yet") + f" · {len(open_)}"), *rows)
    if len(open_) > OPEN_SHOWN:
        more = LinkButton(tr("Show them in the X-ray"), "right",
                          on_click=lambda: ctx.go(Target("xray", kind="failed-test")))  # fmt: skip
        card.column.addWidget(flow(more))
    return card


def _failure(ctx: Context, found: Tests, result: Result) -> QWidget:
    tr = ctx.tr
    case = next(c for c in found.cases if c.latest == result)
    text = f"{case.number} {case.title}"
    raised = Button(tr("Raise a correction"), "edit", on_click=lambda: raise_correction(ctx, result.record))
    raised.setEnabled(ctx.ws.writable)
    open_it = LinkButton(tr("Open the result"), on_click=lambda: ctx.go(Target("record", record=result.record)))
    for button in (raised, open_it):
        button.setAccessibleDescription(text)
    said = Muted(tr("Failed on {version}.", version=result.version)) if result.version else Muted(tr("Failed."))
    words = stack(Plain(text), said, flow(raised, open_it), spacing=2)
    return beside(IconLabel(*ICONS["failed"]), words)


def raise_correction(ctx: Context, result: int) -> None:
    """Make a correction for a failed result and open it."""

    def then(made: Record) -> None:
        ctx.go(Target("record", record=made.id))

    ctx.do(lambda: testing.raise_correction(ctx.ws, result), then=then)


class ReportCard(Card):
    """The test report: its rows are the results, a person reads and confirms it."""

    def __init__(self, ctx: Context, found: Tests) -> None:
        super().__init__(spacing=8)
        self._ctx, self._found = ctx, found
        tr = ctx.tr
        kind = found.report_kind
        has_report = kind is not None
        name = found.model.word(ctx.language, "products", kind.id) if kind else ""
        self.summary = lines(summary(ctx, found), rows=3)
        self.button = Button(tr("Write it into the report"), "edit", on_click=self._on_write)
        self.button.setEnabled(ctx.ws.writable and has_report)
        why = tr("Its rows are the results themselves. Here you write the version, the day and a summary into it; then "
                 "somebody reads it and confirms it.")  # fmt: skip
        self.column.addWidget(SectionTitle(name if has_report else tr("Test report")))
        if not has_report:
            self.column.addWidget(Muted(tr("This edition asks for no test report; print the results instead.")))
            self.summary.hide()
        else:
            self.column.addWidget(Muted(why))
            self.column.addWidget(Labelled(tr("Summary"), self.summary))
        buttons: list[QWidget] = [self.button] if has_report else []
        report = found.report
        if report is not None:
            opened = LinkButton(tr("Open {number}", number=report.number), "right",
                                on_click=lambda: ctx.go(Target("record", record=report.id)))  # fmt: skip
            buttons.append(opened)
        buttons.append(Button(tr("Print the tests"), "print", on_click=lambda: ctx.go(Target("reports", kind="tests"))))
        self.column.addWidget(flow(*buttons))

    def _on_write(self) -> None:
        ws, project, text = self._ctx.ws, self._ctx.project, self.summary.toPlainText().strip()

        def then(made: Any) -> None:
            self._ctx.go(Target("record", record=made.id))

        self._ctx.do(lambda: testing.write_report(ws, project, text), then=then, owner=self)


def summary(ctx: Context, found: Tests) -> str:
    """A first summary in numbers, to be read and changed."""
    tr = ctx.tr
    whole = tallies(found.cases)[0].by_result
    said = tr("{total} test cases. Latest results: {passed} passed, {failed} failed, {blocked} could not be run, "
              "{never} not run or pending.", total=len(found.cases), passed=whole["passed"], failed=whole["failed"],
              blocked=whole["blocked"], never=whole[NEVER] + whole["pending"])  # fmt: skip
    if found.open_failures:
        said += " " + tr("{n|One failure has|# failures have} no correction yet.", n=len(found.open_failures))
    return said
