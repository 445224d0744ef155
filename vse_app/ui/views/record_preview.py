"""A look at a kept file inside the page: plain text, a picture, or the first pages of a PDF."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QFontDatabase, QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.model.records import FileRef
from vse_app.services import previewing
from vse_app.services.workspace import Workspace
from vse_app.ui import theme
from vse_app.ui.parts import Caption, Muted

WIDTH = 900
MAX_PIXELS = 60_000_000


class Shown(NamedTuple):
    """What is ready to be painted: a text, or pictures; nothing when the file cannot be shown."""

    text: str | None = None
    images: tuple[QImage, ...] = ()
    of: int = 0
    cut: bool = False


def load(ws: Workspace, ref: FileRef) -> Shown:
    """Read and decode a file for `FilePreview`; takes up to some seconds, so do it off the GUI thread."""
    found = previewing.preview(ws, ref, width=WIDTH)
    if found.kind == "text":
        return Shown(text=found.text, cut=found.cut)
    if found.kind == "picture":
        image = decoded(found.picture)
        return Shown(images=(image,)) if not image.isNull() else Shown()
    images = tuple(
        QImage(page.data, page.width, page.height, page.width * 4, QImage.Format.Format_RGB32).copy()
        for page in found.pages
    )
    return Shown(images=images, of=found.of, cut=found.cut)


def decoded(data: bytes) -> QImage:
    """A PNG or JPEG scaled to fit; a null image when it is damaged or has too many pixels."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MAX_PIXELS:
        return QImage()
    if size.width() > WIDTH:
        reader.setScaledSize(size.scaled(WIDTH, 10 * WIDTH, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class FilePreview(QWidget):
    """Shows what `load` found, or says that the file is whole but cannot be shown here."""

    def __init__(self, tr: Translator, shown: Shown) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(6))
        if shown.text is not None:
            column.addWidget(_text_area(tr, shown.text))
            if shown.cut:
                column.addWidget(Caption(tr("Only the beginning is shown. Save a copy to see all of it.")))
        elif shown.images:
            for image in shown.images:
                column.addWidget(Picture(image, tr("Preview")))
            if shown.cut:
                text = tr("The first {shown} of {count} pages.", shown=len(shown.images), count=shown.of)
                column.addWidget(Caption(text))
        else:
            column.addWidget(Muted(tr("A preview is not available. The file is intact: save a copy to look at it.")))


class Picture(QWidget):
    """A picture as wide as its place, never larger than it is."""

    def __init__(self, image: QImage, name: str) -> None:
        super().__init__()
        self._image = image
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        shown = min(width, self._image.width())
        return max(1, round(self._image.height() * shown / max(self._image.width(), 1)))

    def sizeHint(self) -> QSize:
        return QSize(min(WIDTH, self._image.width()), self.heightForWidth(WIDTH))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        width = min(self.width(), self._image.width())
        frame = self.rect()
        frame.setSize(QSize(width, self.heightForWidth(width)))
        painter.drawImage(frame, self._image)
        painter.setPen(theme.current().colour("border"))
        painter.drawRect(frame.adjusted(0, 0, -1, -1))
        painter.end()


def _text_area(tr: Translator, text: str) -> QPlainTextEdit:
    area = QPlainTextEdit()
    area.setReadOnly(True)
    area.setProperty("held", True)
    area.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    area.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
    area.setPlainText(text)
    area.setAccessibleName(tr("Text of the file"))
    area.setTabChangesFocus(True)
    lines = min(max(text.count("\n") + 2, 4), 18)
    area.setMinimumHeight(area.fontMetrics().lineSpacing() * lines + theme.current().px(16))
    return area
