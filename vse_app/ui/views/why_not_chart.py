"""The survey's per cent and our own, side by side: bars with their figures, told apart by filling as well as colour."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from vse_app.model.why_not import Answer, WhyNot
from vse_app.model.wording import date_text
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.forms_values import Combo
from vse_app.ui.parts import Caption, Card, SectionTitle, flow
from vse_app.ui.views.boxes import beside, clear, put
from vse_app.ui.views.settings_fields import Labelled

_BAR, _GAP, _ROW, _VALUE = 11, 4, 14, 52
_NAMES: Final = 0.34
NARROW: Final = 480
"""Below this width (at 100 %) the bars stand under their label."""
_WRAPPED: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class Comparison(Card):
    """The survey, our newest answer, and an earlier one that can be chosen, as bars."""

    def __init__(self, ctx: Context, check: WhyNot) -> None:
        super().__init__(spacing=12)
        self._ctx, self._check, tr = ctx, check, ctx.tr
        self._rounds: tuple[Answer, ...] = ()
        self.compared = Combo()
        self.compared.activated.connect(lambda _index: self._show_chart())
        self.choice = Labelled(tr("Compare with"), self.compared, width=320)
        self.chart = ReasonChart(tr("Reasons in per cent: the survey and our answer"))
        self._legend = QVBoxLayout()
        said = tr(
            "Our bars show each reason's share of all our points; the survey counted what many companies answered. "
            "The two are not the same kind of figure: look at the order, not at the digits."
        )
        self.column.addWidget(SectionTitle(tr("Our answer beside the survey")))
        self.column.addWidget(self.choice)
        self.column.addLayout(self._legend)
        self.column.addWidget(self.chart)
        self.column.addWidget(Caption(said))

    def show_rounds(self, rounds: tuple[Answer, ...]) -> None:
        """Show the newest round, and offer the earlier ones to compare with."""
        self._rounds = rounds
        before, tr, kept = rounds[:-1][::-1], self._ctx.tr, self.compared.currentData()
        self.compared.blockSignals(True)
        self.compared.clear()
        for answer in before:
            text = tr("Round {n} of {date}", n=answer.number, date=date_text(tr, answer.begun))
            self.compared.addItem(text, answer.number)
        self.compared.setCurrentIndex(max(self.compared.findData(kept), 0 if before else -1))
        self.compared.blockSignals(False)
        self.choice.setVisible(bool(before))
        self._show_chart()

    def _show_chart(self) -> None:
        tr, check, rounds = self._ctx.tr, self._check, self._rounds
        ours = rounds[-1].shares if rounds else {}
        number = self.compared.currentData()
        earlier = next((answer for answer in rounds[:-1] if answer.number == number), None)
        series = [tr("Survey"), tr("Our answer")]
        if earlier is not None:
            series.append(tr("Our answer of {date}", date=date_text(tr, earlier.begun)))
        columns = [check.per_cent(), ours, *([earlier.shares] if earlier else [])]
        word = check.survey.word
        rows = [
            ChartRow(word(self._ctx.language, "topics", topic.id), tuple(values.get(topic.id) for values in columns))
            for topic in check.reasons
        ]
        self.chart.show_rows(tuple(series), tuple(rows))
        clear(self._legend)
        marks = [beside(SeriesMark(place), Caption(name, wrap=False)) for place, name in enumerate(series)]
        put(self._legend, flow(*marks, spacing=18))


class ChartRow(NamedTuple):
    """A label and a figure for each series; None where a series says nothing."""

    label: str
    values: tuple[int | None, ...]


class ReasonChart(QWidget):
    """Bars of up to three series: solid grey, solid accent, hatched."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._series: tuple[str, ...] = ()
        self._rows: tuple[ChartRow, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_rows(self, series: tuple[str, ...], rows: tuple[ChartRow, ...]) -> None:
        """Show these figures; screen readers get them as sentences."""
        self._series, self._rows = series, rows
        lines = [
            f"{row.label}: "
            + ", ".join(f"{name} {_figure(value)}" for name, value in zip(series, row.values, strict=True))
            for row in rows
        ]
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(". ".join(lines))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(self._row_height(row, width) for row in self._rows) + theme.current().px(2)

    def sizeHint(self) -> QSize:
        width = theme.current().px(560)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(220), theme.current().px(100))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = 0
        for row in self._rows:
            self._paint_row(painter, row, top)
            top += self._row_height(row, self.width())
        painter.end()

    def _paint_row(self, painter: QPainter, row: ChartRow, top: int) -> None:
        look = theme.current()
        label = self._label_room(self.width())
        painter.setFont(self._font(bold=True))
        painter.setPen(look.colour("text"))
        painter.drawText(label.translated(0, top), _WRAPPED, row.label)
        left = round(self.width() * _NAMES) if self._is_wide(self.width()) else 0
        if not self._is_wide(self.width()):
            top += self._label_height(row.label, self.width()) + look.px(2)
        most = max((value or 0 for each in self._rows for value in each.values), default=0) or 1
        room, painter_font = self.width() - left - look.px(_VALUE), self._font()
        painter.setFont(painter_font)
        for number, value in enumerate(row.values):
            y = top + number * look.px(_BAR + _GAP)
            bar = QRectF(left, y + look.px(1), (value or 0) / most * room, look.px(_BAR))
            paint_series(painter, bar, number)
            painter.setPen(look.colour("text"))
            middle = y + look.px(1) + look.px(_BAR) // 2
            half = QFontMetrics(painter_font).height() // 2
            place = QRect(round(bar.right()) + look.px(5), middle - half, look.px(_VALUE), 2 * half + 1)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), _figure(value))

    def _is_wide(self, width: int) -> bool:
        return width >= theme.current().px(NARROW)

    def _label_room(self, width: int) -> QRect:
        right = round(width * _NAMES) - theme.current().px(12) if self._is_wide(width) else width
        return QRect(0, 0, max(right, 1), 100_000)

    def _label_height(self, label: str, width: int) -> int:
        return QFontMetrics(self._font(bold=True)).boundingRect(self._label_room(width), _WRAPPED, label).height()

    def _row_height(self, row: ChartRow, width: int) -> int:
        look = theme.current()
        bars, label = len(row.values) * look.px(_BAR + _GAP), self._label_height(row.label, width)
        inside = max(bars, label) if self._is_wide(width) else label + look.px(2) + bars
        return inside + look.px(_ROW)

    def _font(self, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(theme.current().px(13 if bold else 12))
        font.setBold(bold)
        return font


def _figure(value: int | None) -> str:
    return "–" if value is None else f"{value} %"


def paint_series(painter: QPainter, bar: QRectF, number: int) -> None:
    """A bar of the first, second or third series."""
    look = theme.current()
    if bar.width() < 0.5:
        return
    if number < 2:
        painter.fillRect(bar, look.colour(("field", "accent")[number]))
        return
    painter.save()
    painter.fillRect(bar, look.colour("accent-soft"))
    painter.setClipRect(bar)
    painter.setPen(QPen(look.colour("accent"), max(1.2, look.px(1.3))))
    x = bar.left() - bar.height()
    while x < bar.right():
        painter.drawLine(QPointF(x, bar.bottom()), QPointF(x + bar.height(), bar.top()))
        x += look.px(6)
    painter.restore()


class SeriesMark(QWidget):
    """How a series looks, for the legend."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(26), theme.current().px(_BAR))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_series(painter, QRectF(self.rect()), self._number)
        painter.end()
