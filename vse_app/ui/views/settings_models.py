"""Models of one's own in the settings: the folder, what is in it, and everything that is wrong there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from vse_app.i18n import Translator
from vse_app.model.errors import UserError
from vse_app.services import own_models
from vse_app.services.own_models import Look, Own, Problem
from vse_app.ui.context import Context
from vse_app.ui.parts import Button, Caption, Card, Muted, Plain, SectionTitle, Title, flow
from vse_app.ui.views.boxes import clear
from vse_app.ui.views.project_questions import counts_text
from vse_app.ui.views.reports_parts import show_folder
from vse_app.ui.views.settings_fields import IconLine
from vse_app.ui.views.settings_section import Section

MOST = 60
"""More problems than these are counted; whoever mends these will see the others."""


class ModelsSection(Section):
    """Nothing here changes a running project: each keeps its own copy of its model."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        tr = ctx.tr
        self._look: Look | None = None
        why = tr("Process models of your own stand in a folder of yours, one folder for each model. They appear in the "
                 "library, and new projects can run them. The guide docs/content.md leads from nothing to a first one "
                 "in twenty minutes.")  # fmt: skip
        self.place = Plain(tr("The folder is being read …"))
        self.fixed = Muted(tr("The environment variable VSE_APP_MODELS names this folder; it goes before any choice."))
        self.choose_button = Button(tr("Choose a folder …"), "open", kind="primary", on_click=self._on_choose)
        self.check_button = Button(tr("Check again"), "check", on_click=self._on_check)
        self.open_button = Button(tr("Open the folder"), "open", on_click=self._on_open)
        self.stop_button = Button(tr("Stop using it"), "close", kind="quiet", on_click=self._on_stop)
        buttons = flow(self.choose_button, self.check_button, self.open_button, self.stop_button)
        self.state = Card(part="sunken")
        self.models = Card()
        self.wrong = Card()
        self.add(Muted(why), Card(Title(tr("Your folder")), self.place, self.fixed, buttons, self.state))
        self.add(self.wrong, self.models)
        for widget in (self.fixed, self.state, self.models, self.wrong, *self._buttons_of_folder()):
            widget.hide()
        self._read()

    def _buttons_of_folder(self) -> tuple[Button, ...]:
        return self.check_button, self.open_button, self.stop_button

    def _read(self) -> None:
        tr = self.ctx.tr
        self.ctx.runner.latest((id(self), "models"), lambda: own_models.look(tr), self._show, owner=self)

    def _show(self, look: Look) -> None:
        tr, self._look = self.ctx.tr, look
        self.check_button.setEnabled(True)
        self.fixed.setVisible(look.fixed)
        self.choose_button.setVisible(not look.fixed)
        for button in self._buttons_of_folder():
            button.setVisible(look.folder is not None and not (look.fixed and button is self.stop_button))
        if look.folder is None:
            self.place.setText(tr("None was chosen. The models that come with the program are always there."))
        else:
            self.place.setText(str(look.folder))
            self.choose_button.set_text(tr("Choose another folder …"))
        self._show_state(look)
        self._show_models(look)
        self._show_problems(look)

    def _show_state(self, look: Look) -> None:
        tr = self.ctx.tr
        clear(self.state.column)
        self.state.setVisible(look.folder is not None)
        said = tr("Models that can be used: {models}; mappings: {mappings}.",
                  models=len(look.models), mappings=len(look.mappings))  # fmt: skip
        if count := len(look.problems):
            said += " " + tr("To be mended: {count}. Until then what it concerns is left out.", count=count)
        icon, tone = ("warning", "warn") if look.problems else ("done", "good")
        self.state.column.addWidget(IconLine(icon, tone, said))

    def _show_models(self, look: Look) -> None:
        tr = self.ctx.tr
        clear(self.models.column)
        self.models.setVisible(bool(look.models or look.mappings))
        self.models.column.addWidget(Title(tr("What is in it")))
        for model in look.models:
            self.models.column.addWidget(_model_lines(tr, model))
        for source, target in look.mappings:
            text = tr("Mapping from {source} to {target}", source=source, target=target)
            self.models.column.addWidget(IconLine("link", "muted", text))

    def _show_problems(self, look: Look) -> None:
        tr = self.ctx.tr
        clear(self.wrong.column)
        self.wrong.setVisible(bool(look.problems))
        self.wrong.column.addWidget(Title(tr("To be mended")))
        for problem in look.problems[:MOST]:
            self.wrong.column.addWidget(_problem_lines(tr, problem))
        if len(look.problems) > MOST:
            self.wrong.column.addWidget(Muted(tr("and {count} more", count=len(look.problems) - MOST)))

    def _on_choose(self) -> None:
        look = self._look
        first = str(look.folder) if look and look.folder else str(Path.home())
        name = QFileDialog.getExistingDirectory(self, self.ctx.tr("Folder with your models"), first)
        if name:
            self.use(Path(name))

    def use(self, folder: Path | None) -> None:
        """Use a folder from now on, None for none; everybody who shows models is told."""
        self.ctx.do(lambda: own_models.choose(folder), then=self._on_chosen, failed=self._on_failed, undoable=False)

    def _on_chosen(self, _value: object) -> None:
        self._read()
        self.choose_button.setFocus()

    def _on_check(self) -> None:
        """Read the files again, and have those read again who show models."""
        self.check_button.setEnabled(False)
        self.ctx.do(lambda: own_models.CHANGED, then=lambda _value: self._read(), undoable=False, owner=self)

    def _on_open(self) -> None:
        if self._look is not None and self._look.folder is not None:
            show_folder(self._look.folder)

    def _on_stop(self) -> None:
        self.use(None)

    def _on_failed(self, error: UserError) -> None:
        self.ctx.messages.say("bad", error.say(self.ctx.tr))


def kind_word(tr: Translator, kind: str) -> str:
    """What kind of model it is, in words."""
    words = {
        "profile": tr("profile: made to be worked by"),
        "reference": tr("reference: processes to compare with"),
        "measurement": tr("measurement"),
        "guide": tr("guide: something to know"),
    }
    return words.get(kind, kind)


def _model_lines(tr: Translator, model: Own) -> QWidget:
    counts = counts_text(tr, model.counts)
    edition = tr("edition {edition}", edition=model.edition)
    runs = tr("A project can run it.") if model.runs else tr("To look at and compare with; a project cannot run it.")
    card = Card(
        SectionTitle(model.title),
        Muted(f"{model.ref.partition('@')[0]} · {edition} · {kind_word(tr, model.kind)}"),
        Plain(counts),
        IconLine("ready" if model.runs else "info", "accent" if model.runs else "muted", runs),
        part="sunken",
        spacing=4,
    )
    card.setAccessibleName(model.title)
    return card


def _problem_lines(tr: Translator, problem: Problem) -> QWidget:
    where = [problem.file]
    if problem.line:
        where.append(tr("line {line}", line=problem.line))
    if problem.key:
        where.append(problem.key)
    card = Card(Caption(" · ".join(where)), IconLine("error", "bad", problem.text), part="sunken", spacing=4)
    if problem.hint:
        card.column.addWidget(Muted(problem.hint))
    card.setAccessibleName(f"{' · '.join(where)}: {problem.text}")
    return card
