"""A PDF of our own making, opened: its pages as images for the screen, and all of them to a printer."""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Callable
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter, QTransform

from vse_app.model.errors import Cancelled, StorageFailed
from vse_app.services import scratch

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from vse_app.evidence.pdf import Rendered

PRINT_DPI: Final = 300
"""Finer than this the eye sees nothing, and the printer only gets more data."""
SCREEN_DPI: Final = 96

_PDFIUM: Final = RLock()
"""pdfium is not safe in two threads at once, not even for two documents: whoever calls it holds this."""


def points_to_pixels(points: float) -> int:
    """A length in points as pixels of a screen at 100 %."""
    return round(points * SCREEN_DPI / 72)


class PdfPages:
    """The pages of a PDF in a temporary folder of its own, which goes when this object is closed or forgotten.

    `sizes` are width and height in points. Opening, drawing and closing take time: do them off the GUI thread.
    """

    def __init__(self, path: Path, folder: Path, rendered: Rendered) -> None:
        import pypdfium2

        self.rendered = rendered
        with _PDFIUM:
            self._document: Any = pypdfium2.PdfDocument(path)
            self.sizes = [self._document.get_page_size(i) for i in range(len(self._document))]
        self._release = weakref.finalize(self, _let_go, self._document, folder)

    @classmethod
    def made(cls, make: Callable[[Path], Rendered]) -> PdfPages:
        """Have `make` write a PDF to the path it is given, and open it; what `make` raises passes through."""
        folder = scratch.folder("preview-")
        try:
            path = folder / "preview.pdf"
            return cls(path, folder, make(path))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def image(self, index: int, width: int) -> QImage | None:
        """A page `width` pixels wide; None when the document is closed already."""
        with _PDFIUM:
            if not self._release.alive:
                return None
            page = self._document[index]
            try:
                bitmap = page.render(scale=width / max(self.sizes[index][0], 1), prefer_bgrx=True)
                image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
                copy = image.copy()
                del image
                bitmap.close()
                return copy
            finally:
                page.close()

    def close(self) -> None:
        """Let go of the file; further images are None."""
        self._release()


def _let_go(document: Any, folder: Path) -> None:
    with _PDFIUM:
        document.close()
    shutil.rmtree(folder, ignore_errors=True)


def prepare(printer: QPrinter, pages: PdfPages) -> None:
    """Set the paper of the first page, without margins of the printer's own: ours are in the page."""
    wide, high = pages.sizes[0]
    paper = QPageSize(QSizeF(wide, high), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setPageSize(paper)
    printer.setFullPage(True)


def print_pages(
    printer: QPrinter,
    pages: PdfPages,
    progress: Callable[[int, int, str], None],
    cancelled: Callable[[], bool],
) -> int:
    """Paint the pages the printer asks for, off the GUI thread; return how many. Raises Cancelled, StorageFailed."""
    last = len(pages.sizes)
    first = max(1, printer.fromPage() or 1)
    numbers = range(first, min(printer.toPage() or last, last) + 1)
    painter = QPainter()
    if not painter.begin(printer):
        raise StorageFailed("The printer did not take the document.", hint="Check the printer and try again.")
    try:
        for count, number in enumerate(numbers):
            if cancelled():
                printer.abort()
                raise Cancelled("Printing was stopped.")
            if count:
                printer.newPage()
            _print_page(painter, printer, pages, number - 1)
            progress(count + 1, len(numbers), "")
    finally:
        painter.end()
    return len(numbers)


def _print_page(painter: QPainter, printer: QPrinter, pages: PdfPages, index: int) -> None:
    from PySide6.QtPrintSupport import QPrinter

    wide, high = pages.sizes[index]
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    image = pages.image(index, round(wide / 72 * min(printer.resolution(), PRINT_DPI)))
    if image is None:
        raise Cancelled("Printing was stopped.")
    if (wide > high) != (paper.width() > paper.height()):  # a page that lies on paper that stands is turned, not shrunk
        image, wide, high = image.transformed(QTransform().rotate(90)), high, wide
    scale = min(paper.width() / wide, paper.height() / high)
    target = QRectF(0, 0, wide * scale, high * scale)
    target.moveCenter(QRectF(0, 0, paper.width(), paper.height()).center())
    painter.drawImage(target, image)
