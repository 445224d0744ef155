"""Ready for an audit? The way an auditor walks, stage 1 and stage 2, with what is missing and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model import wording
from vse_app.model.readiness import Document, Gap, Readiness, Requirement
from vse_app.model.readiness_words import gap_fix, gap_text, standing_word, summary
from vse_app.model.view import View as ProjectView
from vse_app.services import readiness
from vse_app.services.assessment_facts import SHAPED_BY
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import (
    Button,
    Caption,
    Card,
    Disclosure,
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
from vse_app.ui.piecewise import Piecewise
from vse_app.ui.view import View
from vse_app.ui.views.boxes import Columns, beside, clear, pile, stack
from vse_app.ui.views.settings_tabs import TabOrder

ICONS: Final = {
    "ready": ("done", "good"),
    "gap": ("warning", "warn"),
    "not-due": ("later", "muted"),
    "left-out": ("skipped", "muted"),
}
MENDED: Final = 12
"""Missing things listed before the rest is folded."""

Found = tuple[ProjectView, Readiness]


class ReadinessView(View):
    """A self-check of one project; it promises nothing about the audit."""

    topics = frozenset(SHAPED_BY)

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        tr = ctx.tr
        self.found: Found | None = None
        self._growing: list[Piecewise] = []
        self._tabs = TabOrder(self)
        self.body = ScrollPage(spacing=18)
        self.print_button = Button(tr("Print the check"), "print", on_click=self._print)
        why = Muted(
            tr("You look at your project the way an auditor walks through it: first the documents, then from each "
               "requirement to its evidence. It promises nothing about the audit, and it certifies nobody.")
        )  # fmt: skip
        back = LinkButton(tr("All assessments"), "back", on_click=lambda: ctx.go(Target("assessment")))
        self.one, self.two = ProgressLine(), ProgressLine()
        self._mend, self._first, self._second = pile(spacing=6), pile(spacing=10), pile(spacing=10)
        head = stack(flow(back), Heading(tr("Ready for an audit?")), why, flow(self.print_button), spacing=6)
        for part in (
            head,
            Card(Columns((self.one, self.two), least=280, most=2)),
            Card(SectionTitle(tr("What is missing, and what mends it")), self._mend),
            Card(SectionTitle(tr("Stage 1: the documents")), self._first),
            Card(SectionTitle(tr("Stage 2: from requirement to evidence")), self._second),
        ):
            self.body.column.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.body)
        self.setFocusProxy(self.print_button)

    def refresh(self) -> None:
        ws, project = self.ctx.ws, self.ctx.project
        if project:
            self.ctx.runner.latest((id(self), "check"), lambda: readiness.check(ws, project), self._show, owner=self)

    def _show(self, found: Found) -> None:
        if self.found is not None and self.found[1] == found[1]:
            return
        self.found = found
        view, check = found
        tr = self.ctx.tr
        for line, stage in ((self.one, 1), (self.two, 2)):
            counts = check.counts(stage)
            line.show_progress(counts["ready"], counts["ready"] + counts["gap"], summary(tr, check, stage))
        self._show_gaps(view, check)
        for growing in self._growing:
            growing.stop()
        self._growing = [
            self._grow(self._first, (self._document(view, line) for line in check.documents)),
            self._grow(self._second, (self._requirement(view, line) for line in check.requirements)),
        ]
        self._tabs.keep()

    def _grow(self, box: QWidget, lines: Iterator[QWidget]) -> Piecewise:
        """Fill a box bit by bit: there may be a hundred lines and more."""
        layout = box.layout()
        assert layout is not None
        clear(layout)
        growing = Piecewise(box, (layout.addWidget(line) for line in lines))
        growing.done.connect(self._tabs.keep)
        return growing

    def _show_gaps(self, view: ProjectView, check: Readiness) -> None:
        tr = self.ctx.tr
        layout = self._mend.layout()
        assert layout is not None
        clear(layout)
        gaps = {
            (g.code, g.record, g.task, g.iteration, g.product): g
            for line in (*check.documents, *check.requirements)
            if line.standing == "gap"
            for g in line.gaps
            if g.minutes
        }
        ordered = sorted(gaps.values(), key=lambda g: g.minutes)
        if not ordered:
            layout.addWidget(
                beside(IconLabel("done", "good"), Plain(tr("Nothing is missing that these rules can see.")))
            )
            return
        said = tr("Altogether {time}.", time=wording.minutes_text(tr, check.minutes))
        layout.addWidget(Caption(said))
        for gap in ordered[:MENDED]:
            layout.addWidget(self._gap(view, gap))
        if len(ordered) > MENDED:
            rest = [self._gap(view, gap) for gap in ordered[MENDED:]]
            layout.addWidget(Disclosure(tr("{n} more", n=len(rest)), stack(*rest)))

    def _gap(self, view: ProjectView, gap: Gap) -> QWidget:
        tr, language = self.ctx.tr, self.ctx.language
        text, fix = gap_text(tr, language, view, gap), gap_fix(tr, language, view, gap)
        button = LinkButton(tr("Open"), on_click=lambda: self.ctx.go(place(gap)))
        button.setAccessibleDescription(text)
        return beside(IconLabel("warning", "warn"), stack(Plain(text), Muted(fix), spacing=0), button)

    def _document(self, view: ProjectView, line: Document) -> QWidget:
        tr, language = self.ctx.tr, self.ctx.language
        name = str(view.model.word(language, "products", line.product))
        record = line.record
        about: list[str] = []
        if record is not None:
            about.append(f"{record.number} v{record.revision}")
            about += [wording.state_names(view.model, language, line.states)] if line.states else []
            about.append(tr("captured {date}", date=wording.date_text(tr, record.captured)))
        if line.count > 1:
            about.append(tr("{n} in all", n=line.count))
        target = Target("record", record=record.id) if record is not None else Target("products", kind=line.product)
        return self._line(name, about, line, target)

    def _requirement(self, view: ProjectView, line: Requirement) -> QWidget:
        tr, language, step = self.ctx.tr, self.ctx.language, line.step
        about: list[str] = []
        if step.confirmations:
            last = step.confirmations[-1]
            who = wording.who(view.people, [last.person])
            about.append(tr("{person}, {date}", person=who, date=wording.date_text(tr, last.happened)))
        about += [f"{r.number} v{r.revision}" for r in line.records[:4]]
        if line.baselined:
            about.append(tr("{n} baselined", n=len(line.baselined)))
        if line.trace.links:
            about.append(tr("{n|one link|# links}", n=line.trace.links))
        checks = dict.fromkeys(str(view.model.word(language, "states", c.state)) for c in line.checks)
        about += list(checks)
        target = Target("task", task=step.task.id, iteration=step.iteration)
        return self._line(wording.task_label(view, language, step.task.id, step.iteration), about, line, target)

    def _line(self, name: str, about: list[str], line: Document | Requirement, target: Target) -> QWidget:
        tr, language = self.ctx.tr, self.ctx.language
        assert self.found is not None
        icon, tone = ICONS[line.standing]
        mark = IconLabel(icon, tone)
        mark.setAccessibleName(standing_word(tr, line.standing))
        said = list(dict.fromkeys(gap_text(tr, language, self.found[0], gap) for gap in line.gaps))
        parts: list[QWidget] = [Plain(name)]
        if about:
            parts.append(Muted(" · ".join(part for part in about if part)))
        if said and line.standing != "not-due":
            parts.append(Caption("; ".join(said[:4]), tone="warn" if line.standing == "gap" else ""))
        opens = LinkButton(tr("Open"), on_click=lambda: self.ctx.go(target))
        opens.setAccessibleName(tr("Open {title}", title=name))
        return beside(mark, stack(*parts, spacing=0), Caption(standing_word(tr, line.standing), wrap=False), opens)

    def _print(self) -> None:
        self.ctx.go(Target("reports", kind="readiness-check"))


def place(gap: Gap) -> Target:
    """Where a gap is mended."""
    if gap.record:
        return Target("record", record=gap.record)
    if gap.task:
        return Target("task", task=gap.task, iteration=gap.iteration)
    return Target("products", kind=gap.product)
