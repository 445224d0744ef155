"""House style: paper, colour, header, footer, marking and logo, with a real page beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QButtonGroup, QColorDialog, QVBoxLayout, QWidget

from vse_app.i18n import translator
from vse_app.services import company, publishing
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.parts import Button, FlowLayout
from vse_app.ui.preview import Preview
from vse_app.ui.views.settings_fields import Labelled, Options, Saver, line, put_text
from vse_app.ui.views.settings_logo import LogoPicker, paper_options
from vse_app.ui.views.settings_section import Section
from vse_app.ui.views.settings_specimen import specimen

if TYPE_CHECKING:
    from vse_app.ui.views.settings import Data

ACCENTS: Final = ("#1F5FA8", "#0F6E84", "#19703F", "#5B6B1F", "#8A5A00", "#A63D2F", "#8C2F6B", "#5A4BA8", "#3C4654")
WIDE: Final = 600
"""From this width on, in pixels at 100 %, the page stands beside the editors, else below."""


class StyleSection(Section):
    """How papers look; every change is saved and shown on the page."""

    writes = True

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        tr = ctx.tr
        self._shown: object = None
        self.saver = Saver(self, self._save)
        self.paper = Options(tr("Paper size"), paper_options(tr))
        self.accent = AccentPicker(ctx)
        self.header, self.footer, self.marking = line(), line(), line()
        self.logo = LogoPicker(tr)
        for editor in (self.header, self.footer, self.marking):
            self.saver.watch(editor)
        self.paper.chosen.connect(lambda _key: self._save())
        self.accent.picked = self._save
        self.logo.chosen.connect(self._on_logo)
        self.header_field = Labelled(tr("Header"), self.header, tr("Stands at the top right of every page."))
        self.logo_field = Labelled(tr("Logo"), self.logo)
        editors = QWidget()
        column = QVBoxLayout(editors)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(14))
        for widget in (
            self.logo_field,
            Labelled(tr("Paper size"), self.paper),
            Labelled(tr("Colour"), self.accent),
            self.header_field,
            Labelled(tr("Footer"), self.footer),
            Labelled(tr("Marking"), self.marking, tr("A word such as Draft or Confidential; may stay empty.")),
        ):
            column.addWidget(widget)
        column.addStretch(1)
        self.preview = Preview(ctx.runner, tr)
        self.preview.setMinimumHeight(theme.current().px(460))
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(theme.current().px(24))
        self._line.addWidget(editors, 4)
        self._line.addWidget(self.preview, 5)
        self.column.addLayout(self._line)

    def show_data(self, data: Data) -> None:
        own = data.company
        if not self.saver.pending:
            self.paper.set_value(own.paper)
            self.accent.set_value(own.accent)
            put_text(self.header, own.header)
            put_text(self.footer, own.footer)
            put_text(self.marking, own.marking)
            self.logo.show_bytes(data.logo)
        if self._shown != own:
            self._shown = own
            ws, tr = self.ctx.ws, translator(own.language)

            def make(path: Path, progress: Any, cancelled: Any) -> Any:
                report = specimen(tr, own, publishing.house_style(ws))
                return publishing.render(report, path, progress=progress, cancelled=cancelled)

            self.preview.show_report(make)

    def leave(self) -> None:
        self.saver.now()
        self.preview.close_pages()
        self._shown = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.current().px(WIDE)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != direction:
            self._line.setDirection(direction)

    def _save(self) -> None:
        values: dict[str, Any] = {
            "paper": self.paper.value() or "A4",
            "accent": self.accent.value(),
            "header": self.header.text().strip(),
            "footer": self.footer.text().strip(),
            "marking": self.marking.text().strip(),
        }
        ws = self.ctx.ws
        self.save(lambda: company.edit_company(ws, **values), failed=self.header_field.set_problem)

    def _on_logo(self, path: str) -> None:
        ws = self.ctx.ws
        self.save(lambda: company.set_logo(ws, Path(path) if path else None), failed=self.logo_field.set_problem)


class AccentPicker(QWidget):
    """A few colours that print well, and any other one."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        tr = self._tr = ctx.tr
        self.picked = lambda: None
        self._value = ACCENTS[0]
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        flow = FlowLayout(self, spacing=6)
        self.swatches = [Swatch(colour, tr("Colour {colour}", colour=colour)) for colour in ACCENTS]
        self._own = Swatch("", tr("Colour of your own"))
        for swatch in (*self.swatches, self._own):
            self._group.addButton(swatch)
            swatch.clicked.connect(lambda _on=False, swatch=swatch: self._on_picked(swatch.colour))
            flow.addWidget(swatch)
        self._own.hide()
        flow.addWidget(Button(tr("Another colour …"), kind="quiet", on_click=self._on_other))

    def value(self) -> str:
        """The colour as #RRGGBB."""
        return self._value

    def set_value(self, colour: str) -> None:
        """Show a colour as the chosen one."""
        self._value = colour
        known = next((s for s in self.swatches if s.colour.casefold() == colour.casefold()), None)
        if known is None:
            self._own.set_colour(colour)
        self._own.setVisible(known is None)
        (known or self._own).setChecked(True)

    def _on_picked(self, colour: str) -> None:
        self.set_value(colour)
        self.picked()

    def _on_other(self) -> None:
        dialog = QColorDialog(QColor(self._value), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self._tr("Colour"))
        dialog.colorSelected.connect(lambda colour: self._on_picked(colour.name().upper()))
        dialog.open()


class Swatch(QAbstractButton):
    """A round patch of a colour; the chosen one has a ring."""

    def __init__(self, colour: str, name: str) -> None:
        super().__init__()
        self.colour = colour
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def set_colour(self, colour: str) -> None:
        """Be another colour."""
        self.colour = colour
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(30), look.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = look.px(5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.colour))
        painter.drawEllipse(self.rect().adjusted(edge, edge, -edge, -edge))
        if self.isChecked() or self.hasFocus():
            pen = painter.pen()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(look.colour("focus" if self.hasFocus() else "text"))
            pen.setWidth(look.px(2))
            painter.setPen(pen)
            inset = look.px(2)
            painter.drawEllipse(self.rect().adjusted(inset, inset, -inset, -inset))
        painter.end()
