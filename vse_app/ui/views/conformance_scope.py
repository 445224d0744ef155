"""Step 1: the model, what the declaration is about, and the kind of claim."""

from __future__ import annotations

from vse_app.model import conformance_words as words
from vse_app.model.process import ProcessModel
from vse_app.model.tailoring import Declaration, basis
from vse_app.services import conformance
from vse_app.services.conformance_page import Page
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Card, Muted, Plain, SectionTitle, flow
from vse_app.ui.views.boxes import clear, pile
from vse_app.ui.views.conformance_step import Step
from vse_app.ui.views.settings_fields import IconLine, Labelled, Options, Saver, line, lines, put_text


class ScopeStep(Step):
    """Model and scope stay as they were begun; everything else can change."""

    def __init__(self, ctx: Context, declaration: int) -> None:
        super().__init__(ctx, declaration)
        tr = ctx.tr
        self.saver = Saver(self, self._save)
        self.title_line, self.about = line(), lines(rows=2)
        for editor in (self.title_line, self.about):
            self.saver.watch(editor)
        self._model = Card(part="sunken", spacing=6, margin=12)
        self.kind: Options | None = None
        self._claimed = ""
        self._kinds = pile(spacing=8)
        self.remove_button = Button(tr("Remove this declaration"), "close", kind="quiet", on_click=self._on_remove)
        self.add(
            self._model,
            Labelled(tr("Name of the declaration"), self.title_line, tr("May stay empty."), width=520),
            Labelled(tr("What it is about"), self.about, tr("Product, service or unit, in a sentence.")),
            SectionTitle(tr("What do you claim?")),
            self._kinds,
            self.note(words.advice(tr)),
            self.remarks,
            flow(self.remove_button),
        )

    def show_page(self, page: Page) -> None:
        declaration, model = page.stated.declaration, page.stated.model
        if self.kind is None:
            self._build(page, model)
        assert self.kind is not None
        self._claimed = _value(declaration)
        self.kind.set_value(self._claimed)
        if not self.saver.pending:
            put_text(self.title_line, declaration.title)
            put_text(self.about, declaration.about)

    def leave(self) -> None:
        self.saver.now()

    def _build(self, page: Page, model: ProcessModel) -> None:
        tr, column = self.ctx.tr, self._kinds.layout()
        assert column is not None
        clear(self._model.column)
        self._model.column.addWidget(Plain(words.model_name(model, self.ctx.language)))
        kept = tr("For {scope}. The declaration keeps this edition as it was when you began ({ref}).",
                  scope=words.scope_text(tr, page.stated), ref=model.ref)  # fmt: skip
        self._model.column.addWidget(Muted(kept))
        note = model.about(self.ctx.language, "provenance_note")
        if note:
            self._model.column.addWidget(Muted(note))
        if model.provisional:
            text = tr("Too little is known of {detail} here; no claim may rest on it.", detail=model.standard)
            self._model.column.addWidget(IconLine("warning", "warn", text))
        if model.newer_edition:
            text = tr("There is a newer edition: {detail}.", detail=model.newer_edition)
            self._model.column.addWidget(IconLine("info", "info", text))
        self.kind = Options(tr("Kind of claim"), self._options(model))
        self.kind.chosen.connect(self._on_kind)
        column.addWidget(self.kind)

    def _options(self, model: ProcessModel) -> list[tuple[str, str, str]]:
        tr = self.ctx.tr
        full = tr("Nothing of the declared processes is left out. All their outcomes are reached; how is up to you.")
        tasks = tr("Everything that the activities and tasks of the declared processes require is done.")
        unlisted = (
            ""
            if any(model.activities())
            else " " + tr("This model does not list them, so the program cannot support it.")
        )
        many = len(model.full_by) > 1
        found = [
            ("full:outcomes", tr("Full, by outcomes") if many else tr("In full"), full),
            ("full:tasks", tr("Full, by tasks"), tasks + unlisted),
            ("full:outcomes:tasks", tr("Full, both by outcomes and by tasks"), tr("The widest claim.") + unlisted),
            ("tailored", tr("Tailored"), tr("Some outcomes, activities or tasks are left out, each with a reason and "
                                            "somebody who decided it. What remains is reached.")),
        ]  # fmt: skip
        if "full" not in model.claims:
            found = found[3:]
        wanted = set(model.full_by)
        return [option for option in found if set(option[0].split(":")[1:]) <= wanted]

    def _on_kind(self, value: str) -> None:
        kind, *by = value.split(":")
        if by:
            self.edit(kind=kind, by=tuple(by))
        else:
            self.edit(kind=kind)

    def say(self, problem: str) -> None:
        super().say(problem)
        if problem and self.kind is not None:
            self.kind.set_value(self._claimed)

    def _save(self) -> None:
        self.edit(title=self.title_line.text(), about=self.about.toPlainText())

    def _on_remove(self) -> None:
        ws, declaration, ctx = self.ctx.ws, self.declaration, self.ctx
        ctx.go(Target("conformance"))
        ctx.do(lambda: conformance.remove(ws, declaration), deleted=ctx.tr("The declaration was removed."))


def _value(declaration: Declaration) -> str:
    return ":".join((declaration.kind, *basis(declaration))) if declaration.kind == "full" else declaration.kind
