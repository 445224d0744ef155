"""A new declaration: which model edition, and for whom."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt

from vse_app.model import conformance_words as words
from vse_app.model.errors import UserError
from vse_app.model.tailoring import Declaration
from vse_app.services import conformance
from vse_app.services.conformance import Choice
from vse_app.services.conformance_page import Beginning
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Heading, LinkButton, Muted, ScrollPage, SectionTitle, flow
from vse_app.ui.views.boxes import clear, pile
from vse_app.ui.views.settings_fields import IconLine, Options

NEW: Final = "new"
"""The text of the target that opens this page."""


class NewPage(ScrollPage):
    """Two questions and a button; nothing is written before the button is pressed."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx, tr = ctx, ctx.tr
        self._shown: tuple[str, ...] | None = None
        self.models: Options | None = None
        self.scope: Options | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = pile(spacing=14)
        back = LinkButton(tr("All declarations"), "back", on_click=lambda: ctx.go(Target("conformance")))
        self.begin_button = Button(tr("Begin the declaration"), kind="primary", on_click=self._on_begin)
        self.begin_button.setEnabled(False)
        self._wait = Muted(tr("One moment …"))
        for widget in (back, Heading(tr("Begin a declaration")), self._wait, self._body, flow(self.begin_button)):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.setFocusProxy(self.begin_button)

    def show_beginning(self, found: Beginning) -> None:
        """Offer the models; a choice made already stays."""
        shown = tuple(choice.model.ref for choice in found.choices)
        if shown == self._shown:
            return
        self._shown = shown
        tr, column = self._ctx.tr, self._body.layout()
        assert column is not None
        clear(column)
        self._wait.hide()
        self.models = Options(tr("Model"), [self._option(choice) for choice in found.choices])
        column.addWidget(SectionTitle(tr("What do you want to state conformance to?")))
        if found.view is not None and not found.view.model.claims:
            said = tr("Your project works under {profile}. It is no choice here:", profile=found.view.model.standard)
            column.addWidget(IconLine("info", "info", f"{said} {words.no_tailoring(tr)}"))
        column.addWidget(self.models)
        if found.choices:
            self.models.set_value(self._usual(found.choices))
        self.scope = Options(tr("For"), self._scopes(found))
        self.scope.set_value("project" if found.project else "company")
        column.addWidget(SectionTitle(tr("Of what do you want to state it?")))
        column.addWidget(self.scope)
        column.addWidget(
            Muted(tr("The declaration keeps this edition of the model as it is now, also when a newer one comes."))
        )
        self.begin_button.setEnabled(bool(found.choices) and self._ctx.ws.writable)

    def _usual(self, choices: tuple[Choice, ...]) -> str:
        """What is chosen first: the newest edition that knows both kinds of claim and lists some tasks."""
        rated = [
            c.model for c in choices if len(c.model.claims) > 1 and not c.model.provisional and any(c.model.tasks())
        ]
        return (rated or [c.model for c in choices])[-1].ref

    def _option(self, choice: Choice) -> tuple[str, str, str]:
        tr, model = self._ctx.tr, choice.model
        kinds = ", ".join(words.kind_name(tr, kind) for kind in model.claims)
        said = [tr("Claims: {kinds}.", kinds=kinds)]
        if len(model.full_by) > 1:
            said.append(tr("A full claim rests on outcomes or on tasks."))
        if not any(model.objectives()):
            said.append(tr("It has no outcomes: its activities are judged."))
        if model.provisional:
            said.append(tr("Too little is known of {detail} here; no claim may rest on it.", detail=model.standard))
        if model.newer_edition:
            said.append(tr("There is a newer edition: {detail}.", detail=model.newer_edition))
        if choice.own:
            said.append(tr("A model of your own."))
        return model.ref, words.model_name(model, self._ctx.language), " ".join(said)

    def _scopes(self, found: Beginning) -> list[tuple[str, str, str]]:
        tr = self._ctx.tr
        whole = ("company", tr("the whole company"), tr("Evidence may come from every project."))
        if found.project is None:
            return [whole]
        code = f"{found.project.code} {found.project.title}"
        return [("project", tr("the project {code}", code=code), tr("Evidence comes from this project.")), whole]

    def _on_begin(self) -> None:
        if self.models is None or self.scope is None or not self.models.value():
            return
        ctx, ref = self._ctx, self.models.value()
        ws, project = ctx.ws, ctx.project if self.scope.value() == "project" else 0
        self.begin_button.setEnabled(False)

        def made(found: Declaration) -> None:
            ctx.go(Target("conformance", record=found.id, text="scope"))

        def failed(error: UserError) -> None:
            self.begin_button.setEnabled(True)
            ctx.messages.say("bad", error.say(ctx.tr))

        ctx.do(lambda: conformance.declare(ws, ref, project=project), then=made, failed=failed, owner=self)
