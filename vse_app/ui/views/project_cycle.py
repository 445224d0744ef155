"""Life cycle, dates and iterations of a project. Used by the new-project questions and by the settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.model.project import LIFE_CYCLES, MAX_ITERATIONS, Iteration
from vse_app.ui import theme
from vse_app.ui.forms_editor import FieldSpec
from vse_app.ui.forms_values import DateEditor
from vse_app.ui.parts import Button, Card, SectionTitle, flow, row
from vse_app.ui.piecewise import Piecewise
from vse_app.ui.views.settings_fields import Labelled, Options, line, put_text


def cycle_words(tr: Translator) -> dict[str, tuple[str, str]]:
    """Each life cycle's name and the sentence that explains it."""
    return {
        "waterfall": (
            tr("Waterfall"),
            tr("One pass from requirements to delivery. Fits when you know at the start what is wanted."),
        ),
        "iterative": (
            tr("Iterative"),
            tr("Several passes over the whole product, each one better. Fits when the wishes become clear on the way."),
        ),
        "incremental": (
            tr("Incremental"),
            tr("The product in parts; each part goes through all steps. Fits when something is needed early."),
        ),
        "agile": (
            tr("Agile"),
            tr("Short rounds of equal length, with feedback after each. Fits when priorities change often."),
        ),
    }


class CycleChoice(Options):
    """One of the life cycles, each with a sentence and a drawing."""

    def __init__(self, tr: Translator) -> None:
        words = cycle_words(tr)
        super().__init__(
            tr("Life cycle"),
            [(key, *words[key]) for key in LIFE_CYCLES],
            extra={key: CycleDrawing(key) for key in LIFE_CYCLES},
        )


class CycleDrawing(QWidget):
    """The shape of a life cycle in a few strokes."""

    def __init__(self, cycle: str) -> None:
        super().__init__()
        self._cycle = cycle
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(72), look.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(look.px(72) / 72, look.px(40) / 40)
        painter.setPen(QPen(look.colour("accent"), 1.6))
        painter.setBrush(look.colour("accent-soft"))
        {"waterfall": _waterfall, "iterative": _iterative, "incremental": _incremental, "agile": _agile}[self._cycle](
            painter
        )
        painter.end()


def _waterfall(painter: QPainter) -> None:
    for step in range(4):
        painter.drawRoundedRect(QRectF(3 + 16 * step, 3 + 9 * step, 18, 7), 2, 2)


def _iterative(painter: QPainter) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for step, side in enumerate((12, 18, 24)):
        centre = QPointF(12 + 22 * step, 20)
        painter.drawArc(QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side), 40 * 16, 290 * 16)
        _tip(painter, centre.x() + side / 2 - 1, centre.y() - 2)


def _incremental(painter: QPainter) -> None:
    for step in range(3):
        for block in range(step + 1):
            painter.drawRoundedRect(QRectF(5 + 23 * step, 27 - 11 * block, 17, 9), 2, 2)


def _agile(painter: QPainter) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawLine(QPointF(3, 30), QPointF(66, 30))
    for step in range(4):
        painter.drawArc(QRectF(5 + 15 * step, 16, 14, 14), -80 * 16, 330 * 16)
    painter.translate(66, 30)
    painter.rotate(-90)
    _tip(painter, 0, 3)


def _tip(painter: QPainter, x: float, y: float) -> None:
    """A small arrow head that points down at (x, y)."""
    painter.save()
    painter.setBrush(painter.pen().color())
    painter.drawPolygon(QPolygonF([QPointF(x - 3, y - 3), QPointF(x + 3, y - 3), QPointF(x, y + 2)]))
    painter.restore()


class Dates(QWidget):
    """The start and the end of something; both may be empty."""

    edited = Signal()

    def __init__(self, tr: Translator, *, labels: bool = True) -> None:
        super().__init__()
        names = {"start": tr("Starts"), "end": tr("Planned end")}
        self.editors = {
            key: DateEditor(FieldSpec(key, "date", name), tr=tr, choices=NOBODY) for key, name in names.items()
        }
        for editor in self.editors.values():
            editor.edited.connect(self.edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        shown = [Labelled(names[key], editor) if labels else editor for key, editor in self.editors.items()]
        column.addWidget(flow(*shown, spacing=16))

    def value(self) -> tuple[str, str]:
        """Start and end as ISO dates, or as they were typed."""
        return self.editors["start"].value(), self.editors["end"].value()

    def problems(self) -> list[str]:
        """What was typed and is no date."""
        return [text for editor in self.editors.values() if (text := editor.own_problem())]

    def set_value(self, start: str, end: str) -> None:
        """Show two dates."""
        self.editors["start"].set_value(start)
        self.editors["end"].set_value(end)

    def flush(self) -> None:
        """Report what is being typed."""
        for editor in self.editors.values():
            editor.flush()


class Iterations(QWidget):
    """The iterations of a project: name and dates of each; add and remove."""

    edited = Signal()

    def __init__(self, tr: Translator, *, removable: bool) -> None:
        super().__init__()
        self._tr, self._removable = tr, removable
        self.lines: list[_IterationLine] = []
        self._values: tuple[Iteration, ...] = ()
        self._building: Piecewise | None = None
        look = theme.current()
        self._column = QVBoxLayout()
        self._column.setSpacing(look.px(8))
        self.add_button = Button(tr("Add an iteration"), "add", on_click=self._on_add)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.px(8))
        outer.addWidget(SectionTitle(tr("Iterations")))
        outer.addLayout(self._column)
        outer.addLayout(row(self.add_button))

    def value(self) -> tuple[Iteration, ...]:
        """The iterations as they stand; those whose lines are not built yet as they were given."""
        built = tuple(item.value() for item in self.lines)
        return built + self._values[len(built) :]

    def set_value(self, iterations: Sequence[Iteration]) -> None:
        """Show these; lines that stay are not built anew, and the last of many follow bit by bit."""
        if self._building is not None:
            self._building.stop()
        self._values = tuple(iterations)
        while len(self.lines) > len(iterations):
            old = self.lines.pop()
            old.hide()
            old.deleteLater()
        for item, iteration in zip(self.lines, iterations, strict=False):
            item.set_value(iteration)
        self._building = Piecewise(self, self._build_missing())
        self._building.done.connect(self._show_buttons)
        self._show_buttons()

    def _build_missing(self) -> Iterator[None]:
        while len(self.lines) < len(self._values):
            item = self._append()
            item.set_value(self._values[len(self.lines) - 1])
            self._show_buttons()
            yield

    def _all_built(self) -> None:
        if self._building is not None:
            self._building.finish()

    def problems(self) -> list[str]:
        """Dates that are none."""
        return [text for item in self.lines for text in item.dates.problems()]

    def flush(self) -> None:
        """Report what is being typed."""
        for item in self.lines:
            item.dates.flush()

    def _append(self) -> _IterationLine:
        item = _IterationLine(self._tr, len(self.lines) + 1)
        item.edited.connect(self.edited)
        item.remove_button.clicked.connect(lambda _on=False: self._on_remove(item))
        self.lines.append(item)
        self._column.addWidget(item)
        return item

    def _on_add(self) -> None:
        self._all_built()
        item = self._append()
        self._show_buttons()
        item.name.setFocus()
        self.edited.emit()

    def _on_remove(self, item: _IterationLine) -> None:
        self._all_built()
        values = list(self.value())
        del values[self.lines.index(item)]
        self.set_value(values)
        self.add_button.setFocus()
        self.edited.emit()

    def _show_buttons(self) -> None:
        for item in self.lines:
            item.remove_button.setVisible(self._removable and len(self.lines) > 1)
        self.add_button.setEnabled(len(self.lines) < MAX_ITERATIONS)


class _IterationLine(Card):
    """One iteration."""

    edited = Signal()

    def __init__(self, tr: Translator, number: int) -> None:
        super().__init__(margin=10)
        title = tr("Iteration {number}", number=number)
        self.name: QLineEdit = line("", title)
        self.name.setAccessibleName(tr("Name of iteration {number}", number=number))
        self.name.setMinimumWidth(theme.current().px(180))
        self.name.textEdited.connect(lambda _text: self.edited.emit())
        self.dates = Dates(tr, labels=False)
        self.dates.edited.connect(self.edited)
        for key, label in (("start", tr("Start of {name}", name=title)), ("end", tr("End of {name}", name=title))):
            self.dates.editors[key].line.setAccessibleName(label)
            self.dates.editors[key].line.setToolTip(label)
        self.remove_button = Button(tr("Remove {name}", name=title), "close", kind="icon")
        self.column.addWidget(flow(self.name, *self.dates.editors.values(), self.remove_button))

    def value(self) -> Iteration:
        return Iteration(self.name.text().strip(), *self.dates.value())

    def set_value(self, iteration: Iteration) -> None:
        put_text(self.name, iteration.name)
        self.dates.set_value(iteration.start, iteration.end)


class _Nobody:
    """No people, no targets: what a date needs of them."""

    def people(self) -> list[tuple[str, str]]:
        return []

    def targets(self) -> list[tuple[str, str]]:
        return []


NOBODY = _Nobody()
