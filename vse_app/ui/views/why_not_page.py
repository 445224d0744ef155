"""The page of the self-check: six reasons with four places each, the chart, and a card for each reason."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.model.elements import Topic
from vse_app.model.why_not import Answer, WhyNot
from vse_app.model.wording import date_text
from vse_app.ui import theme
from vse_app.ui.commands import commands, possible
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Caption, Card, Heading, LinkButton, Muted, Plain, ScrollPage, SectionTitle, flow
from vse_app.ui.places import place_names
from vse_app.ui.views.boxes import Columns, put, stack
from vse_app.ui.views.chips import Chips
from vse_app.ui.views.settings_fields import IconLine, Labelled, Saver, lines, put_text
from vse_app.ui.views.why_not_chart import Comparison

SIDE_BY_SIDE: Final = 720
"""From this width (at 100 %) on, the places stand beside their reason."""


class WhyNotPage(ScrollPage):
    """`points_given` has a reason and a place on the scale, `note_written` the text."""

    points_given = Signal(str, int)
    note_written = Signal(str)
    again_asked = Signal()

    def __init__(self, ctx: Context, check: WhyNot, parent: QWidget) -> None:
        super().__init__()
        self.setParent(parent)  # before it is filled: a full page would be dressed a second time
        self._ctx, self._check, tr = ctx, check, ctx.tr
        self._rounds: tuple[Answer, ...] = ()
        self.scales = {topic.id: Scale(ctx, check, topic) for topic in check.reasons}
        self.entrance: QWidget = next(iter(self.scales.values())).places.chips[0]
        self.note = lines(rows=3)
        self.saver = Saver(self, lambda: self.note_written.emit(self.note.toPlainText()))
        self.saver.watch(self.note)
        self.again = Button(tr("Answer again"), "add", on_click=self._on_again)
        self.state = Caption("")
        self.comparison: Comparison | None = None
        known = {command.target.view: command for command in commands(tr)[::-1]}
        here = {"has_file": ctx.workspace is not None, "has_project": bool(ctx.project)}
        self._open = {view for view, command in known.items() if possible(command, **here)}
        for reason, scale in self.scales.items():
            scale.chosen.connect(lambda points, reason=reason: self.points_given.emit(reason, points))
        self._lay_out(tr)

    def show_rounds(self, rounds: tuple[Answer, ...], names: dict[str, str]) -> None:
        """Show the newest round, and offer the earlier ones to compare with."""
        self._rounds = rounds
        newest = rounds[-1] if rounds else Answer(1, "", "", "", {})
        for reason, scale in self.scales.items():
            scale.show_points(newest.points.get(reason))
        if not self.saver.pending:
            put_text(self.note, newest.note)
        self.state.setText(self._state_text(newest, names))
        self.again.setVisible(bool(rounds) and bool(newest.points) and self._ctx.workspace is not None)
        if self.comparison is not None:
            self.comparison.show_rounds(rounds)

    def _lay_out(self, tr: Translator) -> None:
        own = Labelled(tr("In our own words"), self.note, tr("What else, or what stands behind it. It is printed."))
        ask = Card(
            SectionTitle(tr("How much does each of these hold for us?")), *self.scales.values(),
            own, self.state, flow(self.again), spacing=14,
        )  # fmt: skip
        if self._ctx.workspace is None:
            own.hide()
            said = tr("Open or set up a company file to keep your answer, to compare it later and to print it.")
            ask.column.addWidget(IconLine("info", "info", said))
        hello = Muted(
            tr("Two minutes. A survey of 2006 asked very small enterprises why they do not use standards. Say how much "
               "each reason holds for you, and see what this program does about it, and what it cannot do.")
        )  # fmt: skip
        for widget in (Heading(tr("Why don't we use standards?")), hello, ask):
            self.column.addWidget(widget)
        self._rest = iter((self._lay_out_chart, self._lay_out_does, self._lay_out_doubts))
        QTimer.singleShot(0, self, self._lay_out_next)

    def _lay_out_next(self) -> None:
        """What stands further down comes a moment later, part by part, so that the window is never held up."""
        part = next(self._rest, None)
        if part is not None:
            part()
            QTimer.singleShot(0, self, self._lay_out_next)

    def _lay_out_chart(self) -> None:
        self.comparison = Comparison(self._ctx, self._check)
        put(self.column, self.comparison)
        self.comparison.show_rounds(self._rounds)

    def _lay_out_does(self) -> None:
        title = self._ctx.tr("What the program does about each reason, and what it does not")
        put(self.column, SectionTitle(title))
        put(self.column, Columns([self._does(topic) for topic in self._check.reasons], least=340, most=2))

    def _lay_out_doubts(self) -> None:
        title = SectionTitle(self._ctx.tr("How sure the survey's figures are"))
        put(self.column, Card(title, *self._doubts(), part="sunken"))

    def _does(self, topic: Topic) -> Card:
        """What the program does about a reason, with the pages that do it."""
        word, language, tr = self._check.survey.word, self._ctx.language, self._ctx.tr
        card = Card(SectionTitle(word(language, "topics", topic.id)), spacing=8)
        for item in word(language, "topics", topic.id, "items") or ():
            card.column.addWidget(IconLine("right", "muted", item))
        names = place_names(tr) | {"which-standard": tr("Which standard?")}
        links = [
            LinkButton(names[page], "right", on_click=lambda page=page: self._ctx.go(Target(page)))
            for page in self._check.links.get(topic.id, ())
            if page in self._open
        ]
        if links:
            card.column.addWidget(flow(*links))
        return card

    def _doubts(self) -> list[QWidget]:
        word, language = self._check.survey.word, self._ctx.language
        said: list[QWidget] = [
            Muted(f"{word(language, 'topics', topic)}: {word(language, 'topics', topic, 'text')}")
            for topic in self._check.doubt
        ]
        return [*said, Caption(self._check.survey.about(language, "provenance_note"))]

    def _state_text(self, newest: Answer, names: dict[str, str]) -> str:
        tr, total = self._ctx.tr, len(self.scales)
        said = tr("Answered: {n} of {total}.", n=len(newest.points), total=total)
        if not newest.begun:
            return said
        who, when = names.get(newest.person) or tr("nobody named"), date_text(tr, newest.changed)
        return f"{said} {tr('Round {n}, {who}, {date}.', n=newest.number, who=who, date=when)}"

    def _on_again(self) -> None:
        self.saver.now()
        self.again_asked.emit()


class Scale(QWidget):
    """A reason with the places of the scale: one of them, none while it is not answered."""

    chosen = Signal(int)

    def __init__(self, ctx: Context, check: WhyNot, topic: Topic) -> None:
        super().__init__()
        word, language = check.survey.word, ctx.language
        name = word(language, "topics", topic.id)
        self.setAccessibleName(name)
        self.places = Chips([check.scale_word(language, points) for points in range(len(check.scale))], spacing=6)
        self.places.chosen.connect(self.chosen)
        for chip in self.places.chips:
            chip.setAccessibleName(f"{name}: {chip.text()}")
        title = Plain(name)
        title.setProperty("part", "field")
        words = stack(title, Muted(word(language, "topics", topic.id, "text")), spacing=2)
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.current().px(4))
        self._line.addWidget(words, 1)
        self._line.addWidget(self.places)

    def show_points(self, points: int | None) -> None:
        """Show a place without telling; None is not answered."""
        self.places.show_chosen(points)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= theme.current().px(SIDE_BY_SIDE)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(across if is_wide else down)
        least = self.places.sizeHint().width() if is_wide else 0
        self.places.setMinimumWidth(least)
