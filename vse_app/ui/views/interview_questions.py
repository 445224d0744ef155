"""The questions of the interview."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QFileDialog, QWidget

from vse_app.i18n import LANGUAGES
from vse_app.model.process import ProcessModel
from vse_app.services import setup
from vse_app.services.setup import Remark
from vse_app.ui.context import Context
from vse_app.ui.parts import Button, Muted, flow
from vse_app.ui.views.interview_frame import Question
from vse_app.ui.views.interview_people import PeopleEditor, role_words
from vse_app.ui.views.settings_fields import Checks, CountLine, Labelled, Options, line, lines
from vse_app.ui.views.settings_logo import LogoPicker, paper_options

if TYPE_CHECKING:
    from vse_app.ui.views.interview import Draft

COUNTRIES = {
    "en": (
        "Argentina;Australia;Austria;Belgium;Bolivia;Brazil;Canada;Chile;Colombia;Costa Rica;Cuba;Dominican Republic;"
        "Ecuador;El Salvador;Finland;France;Germany;Guatemala;Haiti;Honduras;India;Ireland;Italy;Japan;Luxembourg;"
        "Malaysia;Mexico;Netherlands;Nicaragua;Panama;Paraguay;Peru;Philippines;Poland;Portugal;South Africa;"
        "South Korea;Spain;Sweden;Switzerland;Thailand;Tunisia;Turkey;United Kingdom;United States;Uruguay;Venezuela;"
        "Vietnam"
    ),
    "es": (
        "Alemania;Argentina;Australia;Austria;Bélgica;Bolivia;Brasil;Canadá;Chile;Colombia;Corea del Sur;Costa Rica;"
        "Cuba;Ecuador;El Salvador;España;Estados Unidos;Filipinas;Finlandia;Francia;Guatemala;Haití;Honduras;India;"
        "Irlanda;Italia;Japón;Luxemburgo;Malasia;México;Nicaragua;Países Bajos;Panamá;Paraguay;Perú;Polonia;Portugal;"
        "Reino Unido;República Dominicana;Sudáfrica;Suecia;Suiza;Tailandia;Túnez;Turquía;Uruguay;Venezuela;Vietnam"
    ),
}
"""Countries offered, by language of the window; anything else can be typed."""


class NameQuestion(Question):
    """What the company is called."""

    def __init__(self, ctx: Context, draft: Draft) -> None:
        tr = ctx.tr
        super().__init__(tr("What is your company called?"), tr("The name stands on everything you print."))
        self._ctx, self._draft = ctx, draft
        self.name = line(draft.answers.name)
        self.name.textEdited.connect(self._on_text)
        self.add(Labelled(tr("Company name"), self.name, width=520))
        self.add(Muted(tr("Every answer can be changed later in Settings.")))

    def first(self) -> QWidget:
        return self.name

    def remarks(self) -> Sequence[Remark]:
        return setup.remarks(self._ctx.tr, "name", self._draft.answers)

    def _on_text(self, text: str) -> None:
        self._draft.put(name=text)
        self.changed.emit()


class CountryQuestion(Question):
    """Where the company is."""

    def __init__(self, ctx: Context, draft: Draft) -> None:
        tr = ctx.tr
        super().__init__(tr("Where are you?"), tr("It stands under your name in print and suggests the paper size."))
        self._draft = draft
        self.country = country_box(ctx.language, draft.answers.country)
        self.country.editTextChanged.connect(lambda text: draft.put(country=text))
        self.add(Labelled(tr("Country"), self.country, tr("Choose one or type another."), width=360))

    def first(self) -> QWidget:
        return self.country


class LanguageQuestion(Question):
    """In which language the papers are."""

    def __init__(self, ctx: Context, draft: Draft) -> None:
        tr = ctx.tr
        why = tr("Headings and fixed words of what you print are in this language. You write in whatever you like.")
        super().__init__(tr("In which language are your papers?"), why)
        self.choice = Options(tr("Language of the papers"), [(code, name, "") for code, name in LANGUAGES.items()])
        self.choice.set_value(draft.answers.language)
        self.choice.chosen.connect(lambda code: draft.put(language=code))
        self.add(self.choice)


class StaffQuestion(Question):
    """How many people work in information technology."""

    def __init__(self, ctx: Context, draft: Draft) -> None:
        tr = ctx.tr
        why = tr("ISO/IEC 29110 is made for organisations, departments and projects of up to 25 people.")
        super().__init__(tr("How many people work in software and IT?"), why)
        self._ctx, self._draft = ctx, draft
        self.count = CountLine(tr("not said"), draft.answers.it_staff)
        self.count.counted.connect(self._on_count)
        self.add(Labelled(tr("People"), self.count, tr("Count part-time people and yourself."), width=180))

    def first(self) -> QWidget:
        return self.count

    def remarks(self) -> Sequence[Remark]:
        return setup.staff_remarks(self._ctx.tr, self._draft.answers.it_staff)

    def _on_count(self, count: int) -> None:
        self._draft.put(it_staff=count)
        self.changed.emit()


class WhyQuestion(Question):
    """What they hope for."""

    def __init__(self, ctx: Context, draft: Draft) -> None:
        tr = ctx.tr
        why = tr("So that you can look back in a year and see whether it came true. Tick as many as you like, or none.")
        super().__init__(tr("What do you want from this?"), why)
        self._draft = draft
        self.reasons = Checks(tr("Reasons"), [(key, text, "") for key, text in setup.reasons(tr).items()])
        self.reasons.set_value(draft.answers.why)
        self.reasons.changed.connect(lambda: draft.put(why=self.reasons.value()))
        self.text = lines(draft.answers.why_text, rows=3)
        self.text.textChanged.connect(lambda: draft.put(why_text=self.text.toPlainText()))
        self.add(self.reasons, Labelled(tr("In your own words (optional)"), self.text))


class PeopleQuestion(Question):
    """Who there is, and what each can do."""

    def __init__(self, ctx: Context, draft: Draft, model: ProcessModel) -> None:
        tr = ctx.tr
        why = tr("A role is a hat. In a small team one person often wears several; nobody has to be an expert.")
        super().__init__(tr("Who is on your team?"), why)
        self._ctx, self._draft, self._model = ctx, draft, model
        self.people = PeopleEditor(tr, model, ctx.language)
        self.people.set_value(draft.answers.people or (setup.Person("", ""),))
        self.people.changed.connect(self._on_people)
        self.add(role_words(tr, model, ctx.language), self.people)

    def first(self) -> QWidget | None:
        return self.people.cards[0][0].name if self.people.cards else super().first()

    def remarks(self) -> Sequence[Remark]:
        answers = self._draft.answers
        return setup.remarks(self._ctx.tr, "people", answers, self._model, self._ctx.language)

    def _on_people(self) -> None:
        self._draft.put(people=self.people.value())
        self.changed.emit()


class LookQuestion(Question):
    """Logo and paper."""

    def __init__(self, ctx: Context, draft: Draft) -> None:
        tr = ctx.tr
        why = tr("A logo is optional. Colours, header and footer can be set in Settings, with a preview.")
        super().__init__(tr("How shall your papers look?"), why)
        self._ctx, self._draft = ctx, draft
        self.logo = LogoPicker(tr)
        self.logo.chosen.connect(self._on_logo)
        if draft.answers.logo:
            self.logo.show_file(Path(draft.answers.logo))
        self.paper = Options(tr("Paper size"), paper_options(tr))
        self.paper.chosen.connect(lambda key: draft.put(paper=key))
        self.add(Labelled(tr("Logo"), self.logo, tr("A PNG or JPEG picture of at most 5 MB.")))
        self.add(Labelled(tr("Paper size"), self.paper))

    def entered(self) -> None:
        if not self._draft.answers.paper:
            self._draft.put(paper=setup.suggested_paper(self._draft.answers.country))
        self.paper.set_value(self._draft.answers.paper)

    def remarks(self) -> Sequence[Remark]:
        return setup.remarks(self._ctx.tr, "look", self._draft.answers)

    def _on_logo(self, path: str) -> None:
        self._draft.put(logo=path)
        self.changed.emit()


class FileQuestion(Question):
    """Where the company file is kept."""

    def __init__(self, ctx: Context, draft: Draft) -> None:
        tr = ctx.tr
        why = tr(
            "Everything about your company is in this one file: records, attachments, history. Moving or backing up "
            "means copying it. Nothing leaves this machine."
        )
        super().__init__(tr("Where shall the file be?"), why)
        self._ctx, self._draft = ctx, draft
        self.path = line(draft.answers.target)
        self.path.setMaxLength(2000)
        self.path.textEdited.connect(self._on_path)
        self.add(Labelled(tr("Company file"), self.path))
        self.add(flow(Button(tr("Choose another place …"), "open", on_click=self._on_choose)))

    def entered(self) -> None:
        answers = self._draft.answers
        if not answers.target and answers.name.strip():
            folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            place = Path(folder) if Path(folder).is_dir() else Path.home()
            self._on_path(str(setup.suggested_file(answers.name, place)))
        self.path.setText(self._draft.answers.target)

    def first(self) -> QWidget:
        return self.path

    def remarks(self) -> Sequence[Remark]:
        return setup.remarks(self._ctx.tr, "file", self._draft.answers)

    def _on_path(self, text: str) -> None:
        self._draft.put(target=text.strip())
        self.changed.emit()

    def _on_choose(self) -> None:
        tr = self._ctx.tr
        name, _ = QFileDialog.getSaveFileName(self, tr("Company file"), self.path.text(), tr("Company file (*.vse)"))
        if name:
            name = name if name.endswith(".vse") else f"{name}.vse"
            self.path.setText(name)
            self._on_path(name)


def country_box(language: str, country: str) -> QComboBox:
    """A choice of countries that takes any other text too."""
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.addItems(COUNTRIES.get(language, COUNTRIES["en"]).split(";"))
    box.setCurrentIndex(-1)
    box.setEditText(country)
    completer = QCompleter(box.model(), box)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    box.setCompleter(completer)
    return box
