"""The pages of a PDF on screen and on a printer, drawn by pdfium away from the GUI thread, only when they are seen."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QHBoxLayout, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.model.errors import Cancelled, UserError
from vse_app.ui import theme
from vse_app.ui.parts import Button, Caption, flow
from vse_app.ui.preview_pages import PdfPages, points_to_pixels
from vse_app.ui.runner import LongJob, Runner

if TYPE_CHECKING:
    from vse_app.evidence.pdf import Rendered

ZOOMS: Final = (50, 75, 100, 125, 150, 200, 300)
GAP: Final = 16
CACHE_BYTES: Final = 96 * 1024 * 1024
"""Drawn pages that are kept; a screenful always is."""

Make = Callable[[Path, Callable[[float], None], Callable[[], bool]], "Rendered"]
"""Writes a PDF to a path, telling the share done and asking whether to stop."""


class _Key(NamedTuple):
    page: int
    width: int


class PageArea(QAbstractScrollArea):
    """Pages one under the other; `zoom` in per cent, 0 fits the width."""

    moved = Signal(int, int)
    """The page in the middle of the view, counted from 1, and how many there are."""

    def __init__(self, runner: Runner, name: str) -> None:
        super().__init__()
        self._runner = runner
        self._pages: PdfPages | None = None
        self._zoom = 0
        self._tops: list[int] = []
        self._drawn: OrderedDict[_Key, QImage] = OrderedDict()
        self._wanted: set[_Key] = set()
        self._asked: set[_Key] = set()
        self._message = ""
        self.setAccessibleName(name)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A bar that comes and goes would change the width that is fitted, and with it whether the bar is needed.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(self._tell)

    @property
    def zoom(self) -> int:
        """The zoom in per cent; 0 fits the width."""
        return self._zoom

    def scale(self) -> int:
        """The zoom in per cent as it is now, also while the width is fitted."""
        if self._zoom or self._pages is None:
            return self._zoom or 100
        return round(100 * self._width_of(0) / max(1, points_to_pixels(self._pages.sizes[0][0])))

    def set_pages(self, pages: PdfPages | None, message: str = "") -> None:
        """Show these pages where the last ones were scrolled to, or a sentence while there are none."""
        place = self.verticalScrollBar().value()
        self._wanted.clear()
        self._pages, self._message = pages, message
        self._drawn.clear()
        self._lay_out()
        self.verticalScrollBar().setValue(place)
        self._tell()

    def set_zoom(self, per_cent: int) -> None:
        """Zoom, keeping the middle of the view in the middle."""
        bar = self.verticalScrollBar()
        high = self.viewport().height()
        part = (bar.value() + high / 2) / max(1, bar.maximum() + high)
        self._zoom = per_cent
        self._lay_out()
        bar.setValue(round(part * (bar.maximum() + high) - high / 2))
        self._tell()

    def stop(self) -> None:
        """Want no page any more: what was asked for and not drawn yet is dropped."""
        self._wanted.clear()

    def current(self) -> int:
        """The page in the middle of the view, from 1; 0 when there is none."""
        if not self._tops:
            return 0
        return bisect_right(self._tops, self.verticalScrollBar().value() + self.viewport().height() // 2) or 1

    def show_page(self, number: int) -> None:
        """Scroll to a page, counted from 1."""
        if self._tops:
            self.verticalScrollBar().setValue(self._tops[min(max(number, 1), len(self._tops)) - 1] - GAP // 2)

    def _width_of(self, index: int) -> int:
        assert self._pages is not None
        width = points_to_pixels(self._pages.sizes[index][0])
        if self._zoom:
            return round(width * self._zoom / 100)
        return max(120, self.viewport().width() - 2 * GAP)

    def _rect(self, index: int) -> QRect:
        """Where a page stands, in the coordinates of the whole column."""
        assert self._pages is not None
        wide, high = self._pages.sizes[index]
        width = self._width_of(index)
        left = max(GAP, (self.viewport().width() - width) // 2)
        return QRect(left, self._tops[index], width, round(width * high / max(wide, 1)))

    def _lay_out(self) -> None:
        self._tops = []
        top, widest = GAP, 0
        for index in range(len(self._pages.sizes) if self._pages else 0):
            self._tops.append(top)
            rect = self._rect(index)
            top, widest = rect.bottom() + 1 + GAP, max(widest, rect.width())
        view = self.viewport().size()
        for bar, whole, shown in (
            (self.verticalScrollBar(), top, view.height()),
            (self.horizontalScrollBar(), widest + 2 * GAP if self._zoom else 0, view.width()),
        ):
            bar.setRange(0, max(0, whole - shown))
            bar.setPageStep(shown)
            bar.setSingleStep(40)
        self.viewport().update()

    def _tell(self) -> None:
        count = len(self._tops)
        self.setAccessibleDescription(f"{self.current()} / {count}" if count else self._message)
        self.moved.emit(self.current(), count)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        look = theme.current()
        painter.fillRect(self.viewport().rect(), look.colour("sunken"))
        if self._pages is None or not self._tops:
            painter.setPen(look.colour("muted"))
            place = self.viewport().rect().adjusted(GAP, GAP, -GAP, -GAP)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)
            painter.end()
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, y) - 1)
        ratio = self.devicePixelRatioF()
        wanted: list[_Key] = []
        for index in range(first, len(self._tops)):
            rect = self._rect(index).translated(-x, -y)
            if rect.top() > self.viewport().height():
                break
            key = _Key(index, round(rect.width() * ratio))
            wanted.append(key)
            self._paint_page(painter, rect, key)
        painter.end()
        after = wanted[-1].page + 1 if wanted else len(self._tops)
        if after < len(self._tops):
            wanted.append(_Key(after, round(self._rect(after).width() * ratio)))
        self._want(wanted)

    def _paint_page(self, painter: QPainter, rect: QRect, key: _Key) -> None:
        painter.fillRect(rect, Qt.GlobalColor.white)
        image = self._drawn.get(key)
        if image is None:
            image = next((i for k, i in reversed(self._drawn.items()) if k.page == key.page), None)
        else:
            self._drawn.move_to_end(key)
        if image is not None:
            painter.drawImage(rect, image)
        painter.setPen(theme.current().colour("border"))
        painter.drawRect(QRectF(rect).adjusted(-0.5, -0.5, 0.5, 0.5))

    def _want(self, keys: list[_Key]) -> None:
        """Ask the reader thread for what is seen and not drawn; what scrolled away before its turn is skipped."""
        self._wanted.clear()
        self._wanted.update(keys)
        pages, wanted = self._pages, self._wanted
        assert pages is not None
        for key in keys:
            if key not in self._drawn and key not in self._asked:
                self._asked.add(key)

                def job(key: _Key = key) -> QImage | None:
                    return pages.image(key.page, key.width) if key in wanted else None

                self._runner.read(job, lambda image, key=key: self._on_drawn(pages, key, image), owner=self)

    def _on_drawn(self, pages: PdfPages, key: _Key, image: QImage | None) -> None:
        self._asked.discard(key)
        if pages is self._pages and image is not None and not image.isNull():
            self._drawn[key] = image
            size = sum(i.sizeInBytes() for i in self._drawn.values())
            while size > CACHE_BYTES and next(iter(self._drawn)) not in self._wanted:
                size -= self._drawn.popitem(last=False)[1].sizeInBytes()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page = self.current()
        self._lay_out()
        if not self._zoom and page > 1 and event.oldSize().width() != event.size().width():
            self.show_page(page)
        self._tell()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(next_zoom(self.scale(), up=event.angleDelta().y() > 0))
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Home:
            self.show_page(1)
        elif event.key() == Qt.Key.Key_End:
            self.show_page(len(self._tops))
        elif control and event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.set_zoom(next_zoom(self.scale(), up=event.key() != Qt.Key.Key_Minus))
        elif control and event.key() == Qt.Key.Key_0:
            self.set_zoom(0)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(420), look.px(520))


class Preview(QWidget):
    """A report on its pages, with zoom and page number. `show_report` makes it anew; the last order wins."""

    ready = Signal(object)
    """The pages are there: their `Rendered`."""

    def __init__(self, runner: Runner, tr: Translator) -> None:
        super().__init__()
        self._runner, self._tr = runner, tr
        self._job: LongJob | None = None
        self._number = 0
        self.pages: PdfPages | None = None
        self.area = PageArea(runner, tr("Preview of the pages"))
        self._place = Caption("", wrap=False)
        self._zoomed = Caption("", wrap=False)
        self._fit = Button(tr("Fit the width"), kind="quiet", on_click=lambda: self.area.set_zoom(0))
        self.area.moved.connect(self._on_moved)
        self._make: Make | None = None
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.timeout.connect(self._start)
        self._build()

    def show_report(self, make: Make, *, delay: int = 0) -> None:
        """Make a PDF with `make` off the GUI thread and show it; wait `delay` milliseconds for a newer order first."""
        self.cancel()
        self._make = make
        self._delay.start(delay)

    def say(self, text: str) -> None:
        """Show a sentence instead of pages."""
        self.cancel()
        self._replace(None, text)

    def cancel(self) -> None:
        """Stop what is under way; the pages shown stay."""
        self._delay.stop()
        self._number += 1
        self.area.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def close_pages(self) -> None:
        """Stop, and let go of the file behind the pages."""
        self.cancel()
        self._replace(None, "")

    def _build(self) -> None:
        tr, area = self._tr, self.area
        look = theme.current()
        smaller = Button(tr("Smaller"), kind="quiet", on_click=lambda: area.set_zoom(next_zoom(area.scale(), up=False)))
        larger = Button(tr("Larger"), kind="quiet", on_click=lambda: area.set_zoom(next_zoom(area.scale(), up=True)))
        for button, sign in ((smaller, "−"), (larger, "+")):
            button.setText(sign)
            button.setToolTip(button.accessibleName())
        zooming = QWidget()
        line = QHBoxLayout(zooming)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.px(4))
        for widget in (smaller, self._zoomed, larger):
            line.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        column.addWidget(flow(self._place, zooming, self._fit, spacing=12))
        column.addWidget(area, 1)

    def _start(self) -> None:
        number, make = self._number, self._make
        assert make is not None
        if self.pages is None:
            self._replace(None, self._tr("The pages are being made …"))
        title = self._tr("Preparing the preview")

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> PdfPages:
            return PdfPages.made(lambda path: make(path, lambda part: progress(round(100 * part), 100, ""), cancelled))

        def then(pages: PdfPages) -> None:
            if number != self._number:
                self._runner.read(pages.close, _ignore)
                return
            self._job = None
            self._replace(pages, "")
            self.ready.emit(pages.rendered)

        def failed(error: UserError) -> None:
            if number == self._number and not isinstance(error, Cancelled):
                self._job = None
                self._replace(None, error.say(self._tr))

        self._job = self._runner.long(job, then, title=title, writes=False, failed=failed, owner=self)

    def _replace(self, pages: PdfPages | None, message: str) -> None:
        old, self.pages = self.pages, pages
        self.area.set_pages(pages, message)
        if old is not None:
            self._runner.read(old.close, _ignore)

    def _on_moved(self, page: int, count: int) -> None:
        self._place.setText(self._tr("Page {page} of {count}", page=page, count=count) if count else " ")
        self._zoomed.setText(f"{self.area.scale()} %" if count else " ")
        for label in (self._place, self._zoomed):
            label.updateGeometry()
        self._fit.setEnabled(bool(self.area.zoom))


def next_zoom(now: int, *, up: bool) -> int:
    """The next larger or smaller zoom of `ZOOMS`."""
    if up:
        return next((zoom for zoom in ZOOMS if zoom > now), ZOOMS[-1])
    return next((zoom for zoom in reversed(ZOOMS) if zoom < now), ZOOMS[0])


def _ignore(_value: Any) -> None:
    return None
