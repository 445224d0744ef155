"""The program in the settings: language, appearance, privacy, about."""

from __future__ import annotations

import platform
import sqlite3
import sys
from pyexpat import EXPAT_VERSION
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSlider

import vse_app
from vse_app.i18n import LANGUAGES, Translator
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Card, Muted, Plain, SectionTitle, Title, flow
from vse_app.ui.views.project_questions import model_word
from vse_app.ui.views.settings_fields import IconLine, Labelled, Options
from vse_app.ui.views.settings_section import Section

if TYPE_CHECKING:
    from vse_app.ui.views.settings import Data


class LanguageSection(Section):
    """The language of the window; it changes at once."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        tr = ctx.tr
        self.choice = Options(tr("Language"), [(code, name, "") for code, name in LANGUAGES.items()])
        self.choice.set_value(ctx.language)
        self.choice.chosen.connect(lambda code: ctx.go(Target("language", text=code)))
        note = tr("This is the language of the window on this machine. What you wrote stays as it is; the language of "
                  "your papers is set under Company.")  # fmt: skip
        self.add(Muted(note), self.choice)


class AppearanceSection(Section):
    """Light and dark, and the size of the text."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        tr = ctx.tr
        look = theme.current()
        self.scheme = Options(
            tr("Colours"),
            [
                ("system", tr("Like the system"), tr("Follows your system when it turns dark.")),
                ("light", tr("Light"), ""),
                ("dark", tr("Dark"), ""),
            ],
        )
        self.scheme.set_value(str(ctx.preferences.get("scheme", "system")))
        self.scheme.chosen.connect(lambda key: ctx.go(Target("theme", text=key)))
        self.text_size = QSlider(Qt.Orientation.Horizontal)
        self.text_size.setRange(theme.TEXT_SCALES.start // 10, (theme.TEXT_SCALES.stop - 1) // 10)
        self.text_size.setPageStep(1)
        self.text_size.setTickInterval(1)
        self.text_size.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.text_size.setTracking(False)
        self.text_size.setValue(look.text_scale // 10)
        self.text_size.valueChanged.connect(lambda tens: ctx.go(Target("text-size", text=str(10 * tens))))
        self.text_size.sliderMoved.connect(lambda tens: self.shown.setText(f"{10 * tens} %"))
        self.shown = Plain(f"{look.text_scale} %")
        self.add(Labelled(tr("Colours"), self.scheme))
        self.add(
            Labelled(tr("Size of the text"), self.text_size, tr("From 100 to 200 per cent."), width=420), self.shown
        )


class PrivacySection(Section):
    """What leaves the machine: nothing."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        tr = ctx.tr
        card = Card(Title(tr("This program makes no network calls.")))
        for icon, text in (
            ("lock", tr("Everything you write is in your company file and nowhere else.")),
            (
                "settings",
                tr("Recent files, window size, language and half-answered questions are kept on this machine."),
            ),
            ("file", tr("Attached files are never opened by the program itself without asking.")),
            ("info", tr("There is no account, no telemetry, no update check. If it crashes, the report stays here.")),
        ):
            card.column.addWidget(IconLine(icon, "muted", text))
        self.add(card)


class AboutSection(Section):
    """Versions, licences, and where the content comes from."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._note = Plain()
        self.add(*about_parts(ctx.tr), self._note)
        self._note.hide()

    def show_data(self, data: Data) -> None:
        if data.model is not None:
            title = model_word(data.model, self.ctx.language, "title")
            note = model_word(data.model, self.ctx.language, "provenance_note")
            self._note.setText(f"{title} ({data.model.ref})\n{note}")
            self._note.show()


def about_parts(tr: Translator) -> tuple[Card, ...]:
    """What the program is, its licence, and what it is built on."""
    text = versions()
    built = Card(SectionTitle(tr("Built on")), Plain(text))
    built.column.addWidget(
        flow(Button(tr("Copy"), "copy", kind="quiet", on_click=lambda: QGuiApplication.clipboard().setText(text)))
    )
    own = Card(
        Title(f"vse-app {vse_app.__version__}"),
        Plain(tr("Leads small software shops through ISO/IEC 29110 and prints the evidence.")),
        Muted(tr("Licence: Apache 2.0. The licences of what it is built on are in THIRD_PARTY_NOTICES.md.")),
        Muted(tr("It supports a profile. It certifies nobody and is not connected with ISO or IEC.")),
        Muted(
            tr("No text of a standard is reproduced. Names, numbers and counts are facts; every sentence is our own.")
        ),
    )
    return own, built


def versions() -> str:
    """Versions that matter when something goes wrong, one a line."""
    return "\n".join(
        (
            f"vse-app {vse_app.__version__}",
            f"Python {platform.python_version()} ({sys.platform}, {platform.machine()})",
            f"Qt {qVersion()}",
            f"SQLite {sqlite3.sqlite_version}",
            EXPAT_VERSION.replace("_", " "),
        )
    )
