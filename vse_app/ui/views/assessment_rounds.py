"""Round by round: the trend, and any two rounds side by side with the reason of each change."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model.assessment_charts import Pictured
from vse_app.model.assessment_results import ItemChange, RoundChange
from vse_app.model.assessment_words import process_name, rating_text, subject_title
from vse_app.services import assessment_page
from vse_app.services.assessment_page import Page
from vse_app.services.assessment_sheet import Sheet
from vse_app.ui.charts import ChartView
from vse_app.ui.context import Context
from vse_app.ui.forms_values import Combo
from vse_app.ui.parts import Caption, Card, Disclosure, IconLabel, Muted, Plain, SectionTitle, flow
from vse_app.ui.views.boxes import beside, clear, pile, stack

_ICONS = {"up": ("up", "good"), "down": ("down", "bad"), "rated": ("add", "info"), "unrated": ("close", "muted")}


class RoundsPart(QWidget):
    """Hidden while there is only one round."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._asked: tuple[int, int, str] | None = None
        tr = ctx.tr
        self.trend = ChartView(tr("Levels round by round"))
        self.before, self.after = Combo(), Combo()
        for box, name in ((self.before, tr("Earlier round")), (self.after, tr("Later round"))):
            box.setAccessibleName(name)
            box.setMinimumWidth(160)
            box.currentIndexChanged.connect(lambda _index: self._compare())
        self.changes = pile(spacing=6)
        self._card = Card(
            SectionTitle(tr("Round by round")),
            self.trend,
            flow(self.before, Muted(tr("compared with"), wrap=False), self.after),
            self.changes,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        self.hide()

    def show_page(self, page: Page) -> None:
        """Show the rounds that hang together with this one."""
        self.setVisible(len(page.rounds) > 1)
        if len(page.rounds) < 2:
            return
        tr, sheet = self._ctx.tr, page.sheet
        names = [(tr("Round {n}", n=a.round), a.id) for a in page.rounds]
        rounds = [*page.earlier, (tr("Round {n}", n=page.own.round), sheet.results)]
        picture = Pictured(tr, sheet.model, self._ctx.language, sheet.subjects, sheet.results)
        self.trend.show_chart(lambda width: picture.trend(rounds, width))
        self.trend.show_on(len(rounds) > 1)
        later = next((a.id for a in page.rounds if a.previous == page.own.id), page.own.id)
        pair = (page.own.previous, page.own.id) if page.own.previous else (page.own.id, later)
        for box, chosen in zip((self.before, self.after), pair, strict=True):
            now = [(box.itemText(i), box.itemData(i)) for i in range(box.count())]
            if now != names:
                box.blockSignals(True)
                box.clear()
                for name, number in names:
                    box.addItem(name, number)
                box.setCurrentIndex(max(box.findData(chosen), 0))
                box.blockSignals(False)
        self._asked = None
        self._compare()

    def _compare(self) -> None:
        before, after = self.before.currentData(), self.after.currentData()
        if before is None or after is None:
            return
        ws = self._ctx.ws
        self._ctx.runner.latest(
            (id(self), "compare"),
            lambda: assessment_page.compare(ws, before, after),
            lambda found: self._show(*found),
            owner=self,
        )

    def _line(self, item: ItemChange, new: Sheet) -> QWidget:
        tr = self._ctx.tr
        subject = new.by_key.get(item.key)
        title = subject_title(tr, new.models, subject, self._ctx.language) if subject is not None else item.key
        letters = f"{rating_text(tr, item.before)} → {rating_text(tr, item.after)}"
        words = Plain(f"{item.key.partition('/')[0]} · {title.rstrip('.')}: {letters}")
        icon, tone = _ICONS[item.direction]
        if item.direction == "unrated":
            return beside(IconLabel(icon, tone), words)
        why = Muted(item.reason) if item.reason else Caption(tr("No reason was given."))
        return beside(IconLabel(icon, tone), stack(words, why, spacing=0))

    def _show(self, _old: Sheet, new: Sheet, change: RoundChange) -> None:
        tr, language = self._ctx.tr, self._ctx.language
        layout = self.changes.layout()
        assert layout is not None
        clear(layout)
        for name, (was, now) in change.levels.items():
            if now is None:
                continue  # not rated yet: said below, item by item
            said = tr("{process}: level {before} → {after}", process=process_name(new.model, language, name),
                      before="?" if was is None else was, after="?" if now is None else now)  # fmt: skip
            layout.addWidget(Plain(said))
        for item in change.changes:
            if item.direction != "unrated":
                layout.addWidget(self._line(item, new))
        later = [item for item in change.changes if item.direction == "unrated"]
        if later:
            said = tr("{n|one item is|# items are} not rated in the later round", n=len(later))
            layout.addWidget(Disclosure(said, stack(*(self._line(item, new) for item in later), spacing=6)))
        for names, words in (
            (change.added, tr("New in scope: {list}", list=", ".join(change.added))),
            (change.removed, tr("No longer in scope: {list}", list=", ".join(change.removed))),
        ):
            if names:
                layout.addWidget(Plain(words))
        if not layout.count():
            layout.addWidget(Muted(tr("Nothing changed between these two.")))
