"""Pull the thread: one requirement from who asked for it to who accepted it, on one page."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from vse_app.model.errors import UserError
from vse_app.model.records import Record
from vse_app.model.thread import Entry, Stage, Thread
from vse_app.model.thread_words import (
    ICONS,
    entry_lines,
    entry_title,
    stage_name,
    stage_text,
    standing_word,
    summary,
    suspect_text,
)
from vse_app.services import thread
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms_values import Line
from vse_app.ui.parts import (
    Button,
    Caption,
    Card,
    EmptyState,
    Heading,
    IconLabel,
    LinkButton,
    Muted,
    Plain,
    ScrollPage,
    Title,
    flow,
    row,
)
from vse_app.ui.view import View
from vse_app.ui.views.boxes import beside, clear, stack

WIDEST = 860
"""Of the thread, at 100 %: longer lines are hard to read."""
MOST = 12
"""Records of a station that are listed."""


class ThreadView(View):
    """The thread of `target.record`; of the first requirement when none is named."""

    topics = frozenset({"record", "revision", "event", "links", "person", "project", "trace-justified"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        tr = ctx.tr
        self.found: Thread | None = None
        self.body = ScrollPage(spacing=12)
        self.number = Line()
        self.number.setAccessibleName(tr("Number of a requirement"))
        self.number.setPlaceholderText(tr("Number, such as REQ-003"))
        self.number.setFixedWidth(theme.current().px(220))
        self.number.returnPressed.connect(self._on_number)
        self.chance = Button(tr("One at random"), "iteration", on_click=self._on_random)
        self.print_button = Button(tr("Print"), "print", on_click=self._on_print)
        self._title, self._said = Title(""), Plain("")
        self._place = QVBoxLayout()
        self._lay_out()
        self.setFocusProxy(self.number)

    def refresh(self) -> None:
        ctx, record = self.ctx, self.target.record
        if not ctx.project:
            return

        def read() -> Thread | None:
            wanted = record or thread.first(ctx.ws, ctx.project)
            return thread.pull(ctx.ws, wanted) if wanted else None

        ctx.runner.latest((id(self), "thread"), read, self._show, failed=self._on_failed, owner=self)

    def _lay_out(self) -> None:
        tr, look = self.ctx.tr, theme.current()
        back = LinkButton(tr("Traceability"), "back", on_click=self._on_matrix)
        head = stack(
            flow(back),
            Heading(tr("Pull the thread")),
            Muted(tr("One requirement from who asked for it to who accepted it, as an assessor follows it.")),
            flow(self.number, self.chance, self.print_button),
            spacing=6,
        )
        middle = QWidget()
        middle.setMaximumWidth(look.px(WIDEST))
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(10))
        column.addWidget(self._title)
        column.addWidget(self._said)
        self._place.setSpacing(0)
        column.addLayout(self._place)
        around = QWidget()
        line = QHBoxLayout(around)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(middle, 1000)
        line.addStretch(1)
        self.body.column.addWidget(head)
        self.body.column.addWidget(around)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.body)

    def _show(self, found: Thread | None) -> None:
        tr = self.ctx.tr
        self.found = found
        clear(self._place)
        self.print_button.setEnabled(found is not None)
        self._title.setVisible(found is not None)
        self._said.setVisible(found is not None)
        if found is None:
            self._nothing(tr("No requirements yet"), tr("Write them one by one; then each has a thread."))
            return
        self._title.setText(f"{found.record.number}  {found.record.title}".strip())
        self._said.setText(summary(tr, found))
        for related, words in ((found.above, tr("Part of")), (found.parts, tr("Consists of"))):
            if related:
                self._place.addWidget(self._relatives(words, related))
        for place, stage in enumerate(found.stages):
            self._place.addWidget(self._stage(found, stage, is_last=place == len(found.stages) - 1))

    def _on_failed(self, error: UserError) -> None:
        self.found = None
        clear(self._place)
        self._title.hide()
        self._said.hide()
        self.print_button.setEnabled(False)
        self._nothing(error.say(self.ctx.tr), "")

    def _nothing(self, title: str, text: str) -> None:
        go = self.ctx.go
        button = self.ctx.tr("Go to the requirements")
        self._place.addWidget(
            EmptyState("path", title, text, button=button, on_click=lambda: go(Target("register", kind="requirement")))
        )

    def _relatives(self, words: str, related: tuple[Record, ...]) -> QWidget:
        links = [
            LinkButton(f"{r.number}  {r.title}".strip(), on_click=partial(self._go_on, r.id)) for r in related[:MOST]
        ]
        more = [Caption(self.ctx.tr("and {n} more", n=len(related) - MOST))] if len(related) > MOST else []
        return flow(Caption(words, wrap=False), *links, *more)

    def _stage(self, found: Thread, stage: Stage, *, is_last: bool) -> QWidget:
        """A station: sign and line at the left, what is there at the right."""
        tr = self.ctx.tr
        icon, tone = ICONS[stage.standing]
        name, standing = stage_name(tr, stage.id), standing_word(tr, stage)
        sign = IconLabel(icon, tone, scale=1.25)
        sign.setAccessibleName(standing)
        parts: list[QWidget] = []
        head = row(Title(name), Caption(standing, tone=tone if tone in ("bad", "warn") else "", wrap=False))
        said = stage_text(tr, found, stage)
        if said:
            parts.append(Plain(said) if stage.standing in ("missing", "look") else Muted(said))
        parts += [self._entry(found, entry) for entry in stage.entries[:MOST]]
        if len(stage.entries) > MOST:
            parts.append(Caption(tr("and {n} more", n=len(stage.entries) - MOST)))
        title = QWidget()
        title.setLayout(head)
        return Station(sign, Card(title, *parts, spacing=6, margin=14), is_last=is_last)

    def _entry(self, found: Thread, entry: Entry) -> QWidget:
        target = Target("record", record=entry.record.id)
        opens = LinkButton(entry_title(found, entry), "open", on_click=partial(self.ctx.go, target))
        lines = "\n".join(entry_lines(self.ctx.tr, found, entry))
        parts: list[QWidget] = [flow(opens), Muted(lines)]
        if entry.suspect:
            parts.append(beside(IconLabel("stale", "warn"), Caption(suspect_text(self.ctx.tr), tone="warn")))
        return stack(*parts, spacing=0)

    def _go_on(self, record: int) -> None:
        self.ctx.go(Target("thread", record=record))

    def _on_number(self) -> None:
        """Go to the requirement whose number was typed."""
        ctx, number = self.ctx, self.number.text()
        if number.strip():
            ctx.runner.read(
                lambda: thread.by_number(ctx.ws, ctx.project, number),
                self._go_on,
                failed=lambda error: ctx.messages.say("bad", error.say(ctx.tr)),
                owner=self,
            )

    def _on_random(self) -> None:
        ctx, now = self.ctx, self.found.record.id if self.found else 0
        ctx.runner.read(lambda: thread.at_random(ctx.ws, ctx.project, but=now), self._on_drawn, owner=self)

    def _on_drawn(self, record: int) -> None:
        if record:
            self._go_on(record)

    def _on_matrix(self) -> None:
        self.ctx.go(Target("trace", record=self.found.record.id if self.found else 0))

    def _on_print(self) -> None:
        if self.found is not None:
            self.ctx.go(Target("reports", kind="thread", record=self.found.record.id))


class Station(QWidget):
    """A sign on a line that runs on to the next station, and a card beside it."""

    def __init__(self, sign: QWidget, card: QWidget, *, is_last: bool) -> None:
        super().__init__()
        look = theme.current()
        line = QFrame()
        line.setFixedWidth(look.px(2))
        line.setStyleSheet(f"background: {look.colour('border').name()};")
        left = QVBoxLayout()
        left.setContentsMargins(0, look.px(14), 0, 0)
        left.setSpacing(look.px(4))
        left.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        if not is_last:
            left.addWidget(line, 1, Qt.AlignmentFlag.AlignHCenter)
        else:
            left.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.px(12))
        outer.addLayout(left)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, look.px(12))
        right.addWidget(card)
        outer.addLayout(right, 1)
