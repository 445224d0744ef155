"""Choosing a logo, with its picture; and the paper sizes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.model.errors import UserError
from vse_app.ui import theme
from vse_app.ui.parts import Button, flow

MAX_PIXELS = 40_000_000


def paper_options(tr: Translator) -> list[tuple[str, str, str]]:
    """The paper sizes as options."""
    return [
        ("A4", tr("A4"), tr("210 × 297 mm; most of the world")),
        ("Letter", tr("Letter"), tr("8.5 × 11 in; North America and parts of Latin America")),
    ]


class LogoPicker(QWidget):
    """The logo as it is, with buttons to choose another or none. `chosen` carries a path, or "" for none."""

    chosen = Signal(str)

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        bad = tr("This picture is damaged or has too many pixels, so it is not printed.")
        self.picture = Picture(tr("No logo"), bad)
        self.choose_button = Button(tr("Choose a picture …"), "open", on_click=self._on_choose)
        self.remove_button = Button(tr("No logo"), "close", kind="quiet", on_click=self._on_remove)
        self.remove_button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        column.addWidget(self.picture)
        column.addWidget(flow(self.choose_button, self.remove_button))

    def show_bytes(self, data: bytes) -> None:
        """Show a picture; b"" for none."""
        self.picture.show_bytes(data)
        self.remove_button.setVisible(bool(data))

    def show_file(self, path: Path) -> None:
        """Show the picture in a file; nothing when it is not one."""
        from vse_app.services import setup

        try:
            self.show_bytes(setup.check_logo(path))
        except UserError:
            self.show_bytes(b"")

    def _on_choose(self) -> None:
        tr = self._tr
        name, _ = QFileDialog.getOpenFileName(self, tr("Logo"), "", tr("Pictures (*.png *.jpg *.jpeg)"))
        if name:
            self.show_file(Path(name))
            self.chosen.emit(name)

    def _on_remove(self) -> None:
        self.show_bytes(b"")
        self.chosen.emit("")
        self.choose_button.setFocus()


class Picture(QWidget):
    """A picture on white, as on paper, or a sentence where there is none, or one that cannot be printed."""

    def __init__(self, none: str, bad: str) -> None:
        super().__init__()
        self._none, self._bad, self._said, self._image = none, bad, none, QImage()
        self.setAccessibleName(none)
        self.setMaximumWidth(theme.current().px(280))

    def show_bytes(self, data: bytes) -> None:
        """Show PNG or JPEG bytes."""
        from PySide6.QtCore import QBuffer, QByteArray
        from PySide6.QtGui import QImageReader

        held = QByteArray(data)
        buffer = QBuffer(held)
        buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer)
        size = reader.size()
        small = size.isValid() and 0 < size.width() * size.height() <= MAX_PIXELS
        if small:
            reader.setScaledSize(size.scaled(self.sizeHint() * 2, Qt.AspectRatioMode.KeepAspectRatio))
        self._image = reader.read() if small else QImage()
        self._said = self._bad if data else self._none
        self.setAccessibleName(self._said if self._image.isNull() else "")
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(280), look.px(110))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        has = not self._image.isNull()
        painter.setPen(look.colour("border"))
        painter.setBrush(Qt.GlobalColor.white if has else look.colour("sunken"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), look.px(6), look.px(6))
        if has:
            inside = self.rect().adjusted(*[look.px(10)] * 2, *[-look.px(10)] * 2)
            size = self._image.size().scaled(inside.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left = inside.left() + (inside.width() - size.width()) // 2
            top = inside.top() + (inside.height() - size.height()) // 2
            painter.drawImage(inside.__class__(left, top, size.width(), size.height()), self._image)
        else:
            painter.setPen(look.colour("muted"))
            place = self.rect().adjusted(*[look.px(8)] * 2, *[-look.px(8)] * 2)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._said)
        painter.end()
