"""The path: the whole profile as one map with filters, a legend and, for the task at hand, why it stands so."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from vse_app.services import path
from vse_app.ui import icons, theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Caption, EmptyState, Heading, IconLabel, KeyHint, Muted, Plain, flow, row
from vse_app.ui.view import View
from vse_app.ui.views.boxes import put
from vse_app.ui.views.path_data import FILTERS, GAPS, MapData, map_data
from vse_app.ui.views.path_map import PathMap
from vse_app.ui.views.path_tiles import LOOKS, Sample, Tile

LOW = 420
"""Height (at 100 %) below which only what the map cannot do without stays around it."""


class PathView(View):
    """The map of a project. Target: `kind` is a filter, `task` and `iteration` the tile to stand on."""

    topics = frozenset({"project", "record", "revision", "event", "confirmation", "mark", "setting", "person"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self.map: PathMap | None = None
        self._shape: object = None
        self._filter = target.kind if target.kind in FILTERS else "all"
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(16), 0, 0)
        column.setSpacing(look.px(10))
        column.addWidget(_margins(self._head())[0])
        self.ground = QScrollArea()
        self.ground.setProperty("part", "page")
        self.ground.setWidgetResizable(True)
        column.addWidget(self.ground, 1)
        self.foot = self._foot()
        column.addWidget(self.foot)
        if not ctx.project:
            self.ground.setWidget(self._empty())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With little height, for instance with large text, the map comes first: the legend and the hints give way."""
        super().resizeEvent(event)
        is_low = self.height() < theme.current().px(LOW)
        for part in (self.heading, self.legend):
            part.setHidden(is_low)
        self.why.setHidden(is_low)
        self.keys.setHidden(is_low)

    def refresh(self) -> None:
        """Read the project again."""
        ctx = self.ctx
        if ctx.project:
            ws, project, tr, language = ctx.ws, ctx.project, ctx.tr, ctx.language
            job = lambda: map_data(tr, language, path.view(ws, project), ws.actor)  # noqa: E731
            ctx.runner.latest((id(self), "path"), job, self._show, owner=self)

    def retarget(self, target: Target) -> None:
        """Another filter or another tile."""
        self.target = target
        if target.kind in FILTERS:
            self._choose(target.kind)
        self.refresh()

    def _head(self) -> QWidget:
        tr = self.ctx.tr
        words = {
            "all": tr("All"),
            "open": tr("Still open"),
            "mine": tr("Mine"),
            "blocked": tr("Waiting"),
            "done": tr("Settled"),
        }
        self.chips = {name: Button(words[name], kind="chip") for name in FILTERS}
        self._chip_words = words
        group = QButtonGroup(self)
        for name, chip in self.chips.items():
            chip.setCheckable(True)
            chip.setChecked(name == self._filter)
            chip.clicked.connect(lambda _checked=False, name=name: self._choose(name))
            chip.toggled.connect(lambda on, chip=chip: chip.setIcon(icons.icon("check", "accent") if on else QIcon()))
            group.addButton(chip)
            chip.setIcon(icons.icon("check", "accent") if chip.isChecked() else QIcon())
        picture = Button(tr("Save as picture"), "save-copy", kind="quiet", on_click=self._save_picture)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        self.heading = Heading(tr("The path"))
        column.addWidget(self.heading)
        column.addWidget(flow(*self.chips.values(), picture))
        self.legend = self._legend()
        column.addWidget(self.legend)
        return box

    def _legend(self) -> QWidget:
        tr = self.ctx.tr
        words = {
            "done": tr("done"),
            GAPS: tr("done, but an output is not in place"),
            "doing": tr("begun"),
            "ready": tr("ready"),
            "later": tr("later"),
            "blocked": tr("waiting"),
            "not_applicable": tr("not applicable"),
        }
        items = [_pair(Sample(state), Caption(words[state], wrap=False)) for state in LOOKS]
        items.append(_pair(IconLabel("optional", "muted"), Caption(tr("optional"), wrap=False)))
        return flow(*items, spacing=12)

    def _foot(self) -> QWidget:
        """The strip that says about the tile under the mouse or the keyboard what its small face cannot."""
        tr = self.ctx.tr
        self.said = Plain("")
        self.why = Muted(tr("Move with the arrow keys; Enter opens a task."))
        strip = QFrame()
        strip.setProperty("part", "status")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.said)
        words.addWidget(self.why)
        self.said.setProperty("part", "field")
        line = QHBoxLayout(strip)
        look = theme.current()
        line.setContentsMargins(look.px(24), look.px(8), look.px(24), look.px(8))
        line.addLayout(words, 1)
        self.keys = QWidget()
        self.keys.setLayout(row(KeyHint("↑ ↓ ← →"), KeyHint("Enter")))
        line.addWidget(self.keys)
        return strip

    def _empty(self) -> QWidget:
        tr = self.ctx.tr
        text = tr("The path of a project appears here as soon as there is one.")
        go = lambda: self.ctx.go(Target("new-project"))  # noqa: E731
        return EmptyState("path", tr("No project yet"), text, button=tr("New project"), on_click=go)

    def _show(self, data: MapData) -> None:
        for name, chip in self.chips.items():
            chip.set_text(f"{self._chip_words[name]} · {data.counts[name]}")
        if not self.said.text():
            counts = data.counts
            self.said.setText(self.ctx.tr("{n} of {total} tasks settled", n=counts["done"], total=counts["all"]))
        if self.map is not None and data.shape == self._shape:
            self.map.show_data(data)
        else:
            self._shape = data.shape
            box, column = _margins()
            self.ground.setWidget(box)
            self.map = PathMap(self.ctx.tr, data, box)
            self.map.set_filter(self._filter)
            self.map.opened.connect(lambda task, n: self.ctx.go(Target("task", task=task, iteration=n)))
            self.map.touched.connect(self._on_touched)
            put(column, self.map)
            column.addStretch(1)
            if self.map.entrance is not None:
                self.setFocusProxy(self.map.entrance)
        if self.target.task:
            key = (self.target.task, self.target.iteration)
            self.target = self.target._replace(task="")
            QTimer.singleShot(0, self.map, lambda: self.map and self.map.focus(key))

    def _choose(self, name: str) -> None:
        self._filter = name
        self.chips[name].setChecked(True)
        if self.map is not None:
            self.map.set_filter(name)

    def _on_touched(self, tile: Tile) -> None:
        data = tile.data
        self.said.setText(f"{data.key[0]}  {data.title}")
        self.why.setText(f"{data.word}. {data.why}")
        if tile.hasFocus():
            self.setFocusProxy(tile)
            self.ground.ensureWidgetVisible(tile, theme.current().px(40), theme.current().px(40))

    def _save_picture(self) -> None:
        tr = self.ctx.tr
        if self.map is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, tr("Save as picture"), "path.png", "PNG (*.png)")
        if not name:
            return
        target = Path(name).with_suffix(".png")
        self.map.finish()
        if self.map.grab().save(str(target)):
            self.ctx.messages.say("good", tr("The picture was saved: {name}", name=target.name))
        else:
            self.ctx.messages.say("bad", tr("The picture could not be written to {name}.", name=str(target)))


def _margins(widget: QWidget | None = None) -> tuple[QWidget, QVBoxLayout]:
    """A box with the side margins of a page, and the column inside it."""
    side = theme.current().px(24)
    box = QWidget()
    box.setProperty("part", "page")
    column = QVBoxLayout(box)
    column.setContentsMargins(side, 0, side, 0)
    if widget is not None:
        column.addWidget(widget)
    return box, column


def _pair(mark: QWidget, words: QWidget) -> QWidget:
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.current().px(4))
    line.addWidget(mark)
    line.addWidget(words)
    return box
