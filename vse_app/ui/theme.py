"""The look: meanings such as "muted" or "good" become colours, lengths and one style sheet.

`resources/themes/themes.json` goes in two steps: base colours, then meanings for light and dark. `app.qss` speaks
only in `@meaning` and `@8` (a length in pixels at 100 %, scaled with the text). On the start-up path: nothing here
may import `PySide6.QtCore.Qt` before it is needed, because building that namespace costs more than the style sheet.
"""

from __future__ import annotations

import json
from functools import cache
from typing import NamedTuple, cast

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from vse_app import paths

SCHEMES = ("system", "light", "dark")
FONTS = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSansThai-Regular.ttf")
FAMILIES = ("Noto Sans", "Noto Sans Thai")
TEXT_PX = 14
"""Height of plain text in logical pixels at a text scale of 100 %."""
TEXT_SCALES = range(100, 201)
_LATER_MS = 400


class Theme(NamedTuple):
    """The colours of one scheme ("light" or "dark") by meaning, and the scale of the text in per cent."""

    scheme: str
    text_scale: int
    colours: dict[str, str]

    def colour(self, meaning: str) -> QColor:
        """The colour for a meaning; KeyError for a meaning that the themes do not know."""
        return QColor(self.colours[meaning])

    def px(self, length: float) -> int:
        """A length given at 100 %, scaled with the text; never less than one pixel."""
        return max(1, round(length * self.text_scale / 100))

    def style_sheet(self) -> str:
        """`app.qss` with every `@meaning` and `@length` filled in."""
        names = {**self.colours, "folder": (paths.resources() / "themes").as_posix(), "scheme": self.scheme}
        words = _template().split("@")
        return words[0] + "".join(self._filled(word, names) for word in words[1:])

    def _filled(self, word: str, names: dict[str, str]) -> str:
        """One piece of the template that followed an `@`: its leading name becomes a colour, a length or a place."""
        end = 0
        while end < len(word) and (word[end].isalnum() or word[end] == "-"):
            end += 1
        name = word[:end]
        return (f"{self.px(int(name))}px" if name.isdigit() else names[name]) + word[end:]

    def palette(self) -> QPalette:
        """The colours for everything that the style draws without a rule of the style sheet."""
        palette, role, group = QPalette(), QPalette.ColorRole, QPalette.ColorGroup
        for target, meaning in (
            (role.Window, "background"),
            (role.WindowText, "text"),
            (role.Base, "surface"),
            (role.AlternateBase, "sunken"),
            (role.Text, "text"),
            (role.Button, "surface"),
            (role.ButtonText, "text"),
            (role.BrightText, "bad"),
            (role.ToolTipBase, "raised"),
            (role.ToolTipText, "text"),
            (role.PlaceholderText, "muted"),
            (role.Highlight, "selection"),
            (role.HighlightedText, "text"),
            (role.Accent, "accent"),
            (role.Link, "link"),
            (role.LinkVisited, "link"),
            (role.Mid, "border"),
        ):
            palette.setColor(target, self.colour(meaning))
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(group.Disabled, target, self.colour("muted"))
        return palette


class Look(QObject):
    """Keeps one application in its scheme; follows the system's light and dark while the scheme is "system".

    The style is Fusion everywhere; the program asks for it with `-style fusion`, because `setStyle` returns a QStyle,
    and building that class costs as much as reading the fonts.
    """

    changed = Signal()
    """The colours or the text scale are other ones now; widgets that paint themselves repaint."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("look")
        self._app = app
        self._scheme, self._text_scale = "system", 100
        # Before the first palette of ours the window colour tells the system's scheme without the `Qt` namespace.
        self._system = "dark" if app.palette().color(QPalette.ColorRole.Window).lightness() < 128 else "light"
        self._load_fonts()
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def theme(self) -> Theme:
        """The theme in use."""
        return theme(self._system if self._scheme == "system" else self._scheme, self._text_scale)

    def use(self, scheme: str, text_scale: int) -> None:
        """Wear a scheme of `SCHEMES` at a text scale in per cent (held within 100 to 200)."""
        self._text_scale = min(max(text_scale, TEXT_SCALES.start), TEXT_SCALES.stop - 1)
        before, self._scheme = self._scheme, scheme if scheme in SCHEMES else "system"
        self._wear()
        if before != self._scheme:
            # Window frames and native dialogs follow; after the first paint, since it needs the `Qt` namespace.
            QTimer.singleShot(_LATER_MS, self, self._tell_system)

    def _wear(self) -> None:
        wanted = self.theme
        font = QFont(list(FAMILIES))
        font.setPixelSize(wanted.px(TEXT_PX))
        self._app.setFont(font)
        self._app.setPalette(wanted.palette())
        self._app.setStyleSheet(wanted.style_sheet())
        self.changed.emit()

    def _load_fonts(self) -> None:
        for name in FONTS:
            QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / name))

    def _tell_system(self) -> None:
        from PySide6.QtCore import Qt

        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, "system": Qt.ColorScheme.Unknown}
        self._app.styleHints().setColorScheme(schemes[self._scheme])

    def _on_system_changed(self, scheme: object) -> None:
        from PySide6.QtCore import Qt

        if self._scheme == "system" and scheme != Qt.ColorScheme.Unknown:
            self._system = "dark" if scheme == Qt.ColorScheme.Dark else "light"
            self._wear()


def apply(app: QApplication, scheme: str, text_scale: int = 100) -> Look:
    """Dress the application; call again to change scheme or text scale. Returns the application's one `Look`."""
    look = app.findChild(Look, "look") or Look(app)
    look.use(scheme, text_scale)
    return look


def current() -> Theme:
    """The theme that the running application wears; the light one before `apply`."""
    app = QApplication.instance()
    look = app.findChild(Look, "look") if app is not None else None
    return cast("Look", look).theme if look is not None else theme("light")


@cache
def theme(scheme: str, text_scale: int = 100) -> Theme:
    """The theme of one scheme, "light" or "dark"."""
    data = _data()
    return Theme(scheme, text_scale, {meaning: data["base"][base] for meaning, base in data[scheme].items()})


@cache
def _data() -> dict[str, dict[str, str]]:
    return json.loads((paths.resources() / "themes" / "themes.json").read_text(encoding="utf-8"))


@cache
def _template() -> str:
    return (paths.resources() / "themes" / "app.qss").read_text(encoding="utf-8")
