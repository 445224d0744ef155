"""Step 4: what is left out, with reason and decider, and what is done beyond the model."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from vse_app.model import conformance_words as words
from vse_app.model import wording
from vse_app.model.conformance_words import Titles
from vse_app.model.errors import UserError
from vse_app.model.tailoring import ELEMENTS, Deletion, Extension, places
from vse_app.services import conformance
from vse_app.services.conformance_page import Page
from vse_app.ui.context import Context
from vse_app.ui.forms import FieldSpec, Form
from vse_app.ui.forms_values import Combo
from vse_app.ui.parts import Button, Caption, Card, Muted, Plain, SectionTitle, Title, flow
from vse_app.ui.views.boxes import clear, pile
from vse_app.ui.views.conformance_step import People, Step, fill, rows_of
from vse_app.ui.views.record_fields import RecordChoices
from vse_app.ui.views.settings_fields import Labelled

DRAFT: Final = "deletion_draft"
"""Where a deletion that was begun and not made waits, among the preferences."""


class DeletionsStep(Step):
    """The deletions as a list, a small form for a further one, and a table of extensions."""

    def __init__(self, ctx: Context, declaration: int) -> None:
        super().__init__(ctx, declaration)
        tr = ctx.tr
        self._page: Page | None = None
        self._shown: object = None
        self._offered: object = None
        self._people = People()
        self._list = pile(spacing=8)
        self._full = self.note(
            tr("A full claim leaves nothing out. To leave something out, choose a tailored claim in the first step.")
        )
        self.process, self.element = Combo(), Combo()
        for combo in (self.process, self.element):
            combo.setMaximumWidth(640)
        self.process.activated.connect(self._offer_elements)
        self.form = Form(self._fields(), tr=tr, choices=self._people)
        self.delete_button = Button(tr("Leave it out"), "check", kind="primary", on_click=self._on_delete)
        self._adding = Card(
            SectionTitle(tr("Leave something out")),
            Labelled(tr("Process"), self.process),
            Labelled(tr("Outcome, activity or task"), self.element),
            self.form,
            self.remarks,
            flow(self.delete_button),
        )
        self.extensions = Form([self._extension()], tr=tr, choices=RecordChoices())
        self.extensions.edited.connect(self._on_extensions)
        self.add(
            Title(tr("What do you leave out?")),
            Muted(tr("Tailoring is deletion only: outcomes, activities or tasks of the processes you declared. "
                     "Nothing is added or worded anew by it. Each deletion is printed with reason and decider.")),
            self.note(words.advice(tr)),
            self._full,
            self._list,
            self._adding,
            Title(tr("What do you do beyond it?")),
            Muted(tr("More than the model asks for is always allowed. It is printed as an extension, never as "
                     "tailoring, and does not count for the claim.")),
            self.extensions,
        )  # fmt: skip

    def show_page(self, page: Page) -> None:
        first, self._page = self._page is None, page
        declaration = page.stated.declaration
        self._people.offer(page.persons, (self.form, "decider"))
        if first:
            draft = self.ctx.preferences.get(DRAFT) or {}
            own = draft if draft.get("declaration") == self.declaration else {}
            self.form.set_values({"decider": page.actor, "date": page.today} | own)
        tailored = declaration.kind == "tailored"
        self._full.setVisible(not tailored)
        self._adding.setVisible(tailored)
        shown = (declaration.deletions, page.people)
        if shown != self._shown:
            self._shown = shown
            self._show_deletions(page)
        offered = (declaration.processes, declaration.deletions)
        if offered != self._offered:
            self._offered = offered
            self._offer(page)
        fill(self.extensions, {"extensions": [e._asdict() for e in declaration.extensions]})

    def leave(self) -> None:
        self.extensions.flush()
        values = self.form.values()
        kept = values | {"declaration": self.declaration} if str(values.get("reason") or "").strip() else None
        if kept != self.ctx.preferences.get(DRAFT):
            self.ctx.preferences.set(DRAFT, kept)

    def _show_deletions(self, page: Page) -> None:
        column, titles = self._list.layout(), Titles(page.stated.model, self.ctx.language)
        assert column is not None
        clear(column)
        for deletion in page.stated.declaration.deletions:
            column.addWidget(self._deletion(page, titles, deletion))
        if not page.stated.declaration.deletions and page.stated.declaration.kind == "tailored":
            column.addWidget(Muted(self.ctx.tr("Nothing is left out yet.")))

    def _deletion(self, page: Page, titles: Titles, deletion: Deletion) -> QWidget:
        tr = self.ctx.tr
        who = wording.who(page.people, [deletion.decider])
        said = tr("Decided by {person} on {date}", person=who, date=wording.date_text(tr, deletion.date))
        label = titles.label(deletion.element)
        button = Button(tr("Take it back"), "undo", kind="quiet", on_click=lambda: self._on_back(deletion.element))
        button.setAccessibleName(f"{tr('Take it back')}: {label}")
        foot = flow(Caption(said, wrap=False), button, spacing=12)
        return Card(Plain(label), Plain(deletion.reason), foot, part="sunken", spacing=4, margin=12)

    def _offer(self, page: Page) -> None:
        """Fill the list of processes, and that of the elements of the one chosen."""
        model, titles = page.stated.model, Titles(page.stated.model, self.ctx.language)
        declared = [(p.id, titles.label(p.id)) for p in model.processes if p.id in page.stated.declaration.processes]
        chosen = self.process.currentData() or ""
        known = {process for process, _ in declared}
        self.process.fill(declared, chosen if chosen in known else "", self.ctx.tr("Not chosen"))
        self._offer_elements()

    def _offer_elements(self) -> None:
        page, process = self._page, self.process.currentData() or ""
        if page is None:
            return
        tr, titles = self.ctx.tr, Titles(page.stated.model, self.ctx.language)
        gone = {d.element for d in page.stated.declaration.deletions}
        own = places(page.stated.model, (process,)).values() if process else ()
        options = [
            (place.element, f"{words.element_kind(tr, place.kind)}: {titles.label(place.element)}")
            for place in own
            if place.element not in gone
        ]
        self.element.fill(options, "", tr("Not chosen"))

    def _fields(self) -> list[FieldSpec]:
        tr = self.ctx.tr
        return [
            FieldSpec("reason", "long-text", tr("Reason"), required=True),
            FieldSpec("decider", "person", tr("Decided by"), required=True),
            FieldSpec("date", "date", tr("Decided on"), required=True),
        ]

    def _extension(self) -> FieldSpec:
        tr = self.ctx.tr
        kinds = tuple((kind, words.element_kind(tr, kind)) for kind in ELEMENTS)
        columns = (
            FieldSpec("text", "text", tr("Extension")),
            FieldSpec("kind", "choice", tr("Kind"), choices=kinds),
            FieldSpec("process", "text", tr("Process")),
            FieldSpec("reason", "text", tr("Reason")),
        )
        return FieldSpec("extensions", "table", tr("Extensions"), columns=columns)

    def _on_delete(self) -> None:
        element, tr = self.element.currentData() or "", self.ctx.tr
        self.form.flush()
        values = self.form.values()
        if not element:
            self.say(tr("Choose what is to be left out."))
            return
        ws, declaration = self.ctx.ws, self.declaration
        reason, decider, date = (str(values.get(name) or "") for name in ("reason", "decider", "date"))

        def then(_value: object) -> None:
            self.say("")
            self.form.set_values({"reason": "", "decider": decider, "date": date})
            self.element.setFocus()

        def refused(error: UserError) -> None:
            self.say(error.say(tr))

        verb = lambda: conformance.delete(ws, declaration, element, reason=reason, decider=decider, date=date)  # noqa: E731
        self.ctx.do(verb, then=then, failed=refused, owner=self)

    def _on_back(self, element: str) -> None:
        ws, declaration = self.ctx.ws, self.declaration
        self.do(lambda: conformance.take_back(ws, declaration, element))
        self.process.setFocus()

    def _on_extensions(self, _field: str, value: object) -> None:
        if not self.extensions.problems():
            self.edit(extensions=rows_of(value, Extension._fields))
