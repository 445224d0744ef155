"""Step 5, Results: the profile as charts, what holds it back, what if it were mended, what follows, round by round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QButtonGroup, QWidget

from vse_app.model.assessment import LETTERS
from vse_app.model.assessment_charts import Pictured
from vse_app.model.assessment_results import Results, results
from vse_app.model.assessment_words import careful, level_line, organisation_line, rating_text
from vse_app.model.capability_words import next_text
from vse_app.services.assessment_page import Page
from vse_app.ui.charts import ChartView
from vse_app.ui.context import Context
from vse_app.ui.parts import Button, Caption, Card, Disclosure, Muted, Plain, ScrollPage, SectionTitle, Title, flow
from vse_app.ui.views.assessment_improve import ImprovePart
from vse_app.ui.views.assessment_pane import Pane
from vse_app.ui.views.assessment_rounds import RoundsPart
from vse_app.ui.views.boxes import Columns, TickLine, clear, pile, stack
from vse_app.ui.views.settings_fields import IconLine

SHOWN: Final = 12
"""Ways to a better level that are offered to tick."""


class ResultsPane(Pane):
    """Charts beside what they say; ticks show at once what they would change."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        tr = ctx.tr
        self._ticked: dict[str, str] = {}
        self.other: Results | None = None
        self.level = Title("")
        self._held = Plain("")
        self._would = IconLine("up", "accent", "")
        self.charts = {
            "bars": ChartView(tr("Capability profile as bars")),
            "radar": ChartView(tr("Levels and targets as radar")),
            "heat": ChartView(tr("All ratings as a map")),
        }
        self._choices = {
            "bars": Button(tr("Bars"), kind="chip"),
            "radar": Button(tr("Radar"), kind="chip"),
            "heat": Button(tr("Map"), kind="chip"),
        }
        self.make = Button(tr("Plan an action for these"), "add", on_click=self._plan)
        self._lines, self._whys = pile(spacing=6), pile(spacing=6)
        self.improve, self.rounds = ImprovePart(ctx), RoundsPart(ctx)
        self.improve.changed.connect(self.save)
        self.body = ScrollPage(spacing=18)
        self._build()

    def _build(self) -> None:
        tr = self.ctx.tr
        group = QButtonGroup(self)
        for name, button in self._choices.items():
            button.setCheckable(True)
            group.addButton(button)
            button.clicked.connect(lambda _on=False, name=name: self.show_chart(name))
        self._choices["bars"].setChecked(True)
        self._careful = Caption("")
        head = Card(self.level, self._held, self._would, self._careful)
        picture = Card(flow(*self._choices.values(), spacing=6), *self.charts.values())
        what_if = Card(
            SectionTitle(tr("What if we mended these?")),
            Muted(tr("Tick what you could mend; the charts show at once what that would change. Nothing is stored.")),
            self._lines,
            flow(self.make),
        )
        why = Card(SectionTitle(tr("What holds the next level back")), self._whys)
        for card in (what_if, why):
            card.column.addStretch(1)  # the two stand side by side; the shorter one keeps its lines together
        for part in (head, picture, Columns((what_if, why), least=340, most=2), self.improve, self.rounds):
            self.body.column.addWidget(part)
        self.outer.addWidget(self.body)
        self.show_chart("bars")

    def show_page(self, page: Page) -> None:
        super().show_page(page)
        self._careful.setText(careful(self.ctx.tr, page.own))
        self._ticked = {key: letter for key, letter in self._ticked.items() if key in dict(self._offers())}
        self._show_lines()
        self._show_whys()
        self.improve.show_page(page)
        self.rounds.show_page(page)
        radar = Pictured(self.ctx.tr, page.sheet.model, self.ctx.language, page.sheet.subjects, page.sheet.results)
        self._choices["radar"].setVisible(radar.radar(300) is not None)
        self.redraw()

    def show_chart(self, name: str) -> None:
        """Show one of the three charts."""
        self._choices[name].setChecked(True)
        for key, chart in self.charts.items():
            chart.show_on(key == name)
        self._shown_chart = name

    def show_place(self, place: str) -> None:
        if place.startswith("action"):
            self.improve.show_place(place)

    def first(self) -> QWidget | None:
        return self._choices["bars"]

    def tick(self, key: str, on: bool) -> None:
        """Ask what would be if an item were mended, or no longer ask."""
        offers = dict(self._offers())
        if on and key in offers:
            self._ticked[key] = offers[key]
        else:
            self._ticked.pop(key, None)
        self.redraw()

    def _plan(self) -> None:
        """What was ticked becomes an action of the improvement plan, with the ratings that are expected of it."""
        page, tr = self.page, self.ctx.tr
        named = [s for key in self._ticked if (s := page.sheet.by_key.get(key)) is not None]
        text = "; ".join(f"{s.process} {self.title(s)}".rstrip(".") for s in named)
        self.improve.plan(self._ticked, tr("Mend: {text}", text=text))

    def redraw(self) -> None:
        """Work out and draw everything that a tick changes; it has to be done before the eye notices."""
        page, tr = self.page, self.ctx.tr
        sheet = page.sheet
        now = sheet.results
        self.other = results(page.own, sheet.subjects, sheet.sheets.items, self._ticked) if self._ticked else None
        picture = Pictured(tr, sheet.model, self.ctx.language, sheet.subjects, now, self.other)
        self.charts["bars"].show_chart(picture.bars)
        self.charts["heat"].show_chart(picture.heat)
        self.charts["radar"].show_chart(picture.radar)
        self.make.setVisible(bool(self._ticked) and page.writable)
        self.show_chart(self._shown_chart)
        self._say(now, picture)

    def _say(self, now: Results, picture: Pictured) -> None:
        tr, names = self.ctx.tr, picture.names
        if now.scale == "met":
            title = {None: tr("Cannot be told yet"), 0: tr("Not all items are met"), 1: tr("All items are met")}[
                now.level
            ]
        elif now.level is None:
            title = tr("Level of the organisation: cannot be told yet")
        else:
            title = tr("Level of the organisation: {level}", level=now.level)
        self.level.setText(title)
        self._held.setText(organisation_line(tr, now, names))
        self._would.setVisible(self.other is not None)
        if self.other is not None:
            self._would.label.setText(self._would_text(now, self.other, picture))

    def _would_text(self, now: Results, other: Results, picture: Pictured) -> str:
        tr = self.ctx.tr
        moved = [
            f"{picture.names[name]}: {level_line(tr, now.processes[name], now.scale)} → "
            f"{level_line(tr, process, other.scale)}"
            for name, process in other.processes.items()
            if process.level != now.processes[name].level
        ]
        said = "; ".join(moved) if moved else tr("no process would change its level yet")
        whole = "?" if other.level is None else str(other.level)
        if other.scale == "met":
            return tr("With these: {changes}.", changes=said)
        return tr("With these: {changes}. Organisation: {level}.", changes=said, level=whole)

    def _offers(self) -> list[tuple[str, str]]:
        """What could be ticked: items that hold something back, and the letter that would do."""
        page = self.page
        best = LETTERS[page.own.scale][-1] if page.own.scale == "NPLF" else "met"
        found: list[tuple[str, str]] = []
        for process in page.sheet.results.processes.values():
            found += [(key, best) for key in process.lacks]
        lowest = sorted(found, key=lambda pair: self._weight(pair[0]))
        return lowest[:SHOWN]

    def _weight(self, key: str) -> tuple[int, int]:
        """What holds the organisation back comes first."""
        results_now = self.page.sheet.results
        process = key.partition("/")[0]
        held = process in results_now.held_by or process in results_now.incomplete
        return (0 if held else 1, results_now.processes[process].level or 0)

    def _show_lines(self) -> None:
        page, tr = self.page, self.ctx.tr
        layout = self._lines.layout()
        assert layout is not None
        clear(layout)
        for key, letter in self._offers():
            subject = page.sheet.by_key.get(key)
            if subject is None:
                continue
            now = page.sheet.sheets.items.get(key)
            before = rating_text(tr, now.letter if now is not None else "")
            text = f"{subject.process} · {self.title(subject)}: {before} → {rating_text(tr, letter)}"
            layout.addWidget(TickLine(text, ticked=key in self._ticked, on_tick=lambda on, key=key: self.tick(key, on)))
        if not layout.count():
            layout.addWidget(Muted(tr("Nothing holds anything back here.")))

    def _show_whys(self) -> None:
        page, tr = self.page, self.ctx.tr
        layout = self._whys.layout()
        assert layout is not None
        clear(layout)
        names = Pictured(tr, page.sheet.model, self.ctx.language, page.sheet.subjects, page.sheet.results).names
        rows: list[QWidget] = []
        for name, process in page.sheet.results.processes.items():
            if process.capability is not None:
                rows.append(stack(Plain(names[name]), Muted(next_text(tr, process.capability)), spacing=0))
            elif process.lacks:
                said = tr("Not met or not rated: {items}", items=_few(page, process.lacks))
                rows.append(stack(Plain(names[name]), Muted(said), spacing=0))
        for row in rows[:9]:
            layout.addWidget(row)
        if len(rows) > 9:
            layout.addWidget(Disclosure(tr("{n} more", n=len(rows) - 9), stack(*rows[9:])))
        if not rows:
            layout.addWidget(Muted(tr("Nothing holds anything back here.")))


def _few(page: Page, keys: Sequence[str]) -> str:
    named = [page.sheet.by_key[key].element for key in keys[:10] if key in page.sheet.by_key]
    return ", ".join(named) + (" …" if len(keys) > 10 else "")
