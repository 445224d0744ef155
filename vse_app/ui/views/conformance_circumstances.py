"""Step 3: the circumstances considered, whose input was sought, who decided and when (A.2.3.1 to A.2.3.4)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from vse_app.model import conformance_words as words
from vse_app.model.tailoring import CIRCUMSTANCES, Input
from vse_app.services.conformance_page import Page
from vse_app.ui.context import Context
from vse_app.ui.forms import FieldSpec, Form
from vse_app.ui.parts import Muted, SectionTitle, Title
from vse_app.ui.views.boxes import TickLine, pile
from vse_app.ui.views.conformance_step import People, Step, fill, rows_of
from vse_app.ui.views.settings_fields import Saver, put_text


class CircumstancesStep(Step):
    """A checklist with notes, and a short form. A full claim does not need it, but may fill it in."""

    def __init__(self, ctx: Context, declaration: int) -> None:
        super().__init__(ctx, declaration)
        tr = ctx.tr
        self.saver = Saver(self, self._save)
        self._considered: dict[str, str] = {}
        self.ticks: dict[str, TickLine] = {}
        self.notes: dict[str, QLineEdit] = {}
        self._people = People()
        self.form = Form(self._fields(), tr=tr, choices=self._people)
        self.form.edited.connect(self._on_edited)
        self._unneeded = self.note(
            tr("A full claim leaves nothing out, so nothing here is asked for. You may fill it in all the same.")
        )
        self.add(
            Title(tr("What did you look at before leaving something out?")),
            Muted(
                tr("Tick what you considered, and say in a few words what you found. It is printed with the statement.")
            ),
            self._unneeded,
        )
        for name in CIRCUMSTANCES:
            self.add(self._point(name))
        self.add(SectionTitle(tr("Who was asked, and who decided")), self.form, self.remarks)

    def show_page(self, page: Page) -> None:
        declaration = page.stated.declaration
        self._unneeded.setVisible(declaration.kind == "full")
        self._considered = dict(declaration.circumstances)
        if not self.saver.pending:
            for name in CIRCUMSTANCES:
                self.ticks[name].show_ticked(name in declaration.circumstances)
                put_text(self.notes[name], declaration.circumstances.get(name, ""))
        self._people.offer(page.persons, (self.form, "decider"))
        fill(
            self.form,
            {
                "properties": declaration.properties,
                "inputs": [i._asdict() for i in declaration.inputs],
                "decider": declaration.decider,
                "decided": declaration.decided,
                "decision": declaration.decision,
            },
        )

    def leave(self) -> None:
        self.saver.now()
        self.form.flush()

    def _point(self, name: str) -> QWidget:
        tr = self.ctx.tr
        text = words.circumstance_name(tr, name)
        tick = self.ticks[name] = TickLine(text, on_tick=lambda _on: self._save())
        note = self.notes[name] = QLineEdit()
        note.setPlaceholderText(tr("What you found"))
        note.setAccessibleName(tr("Note: {text}", text=text))
        note.textEdited.connect(lambda _text, name=name: self.ticks[name].show_ticked(True))
        self.saver.watch(note)
        return pile(tick, note, spacing=2)

    def _fields(self) -> list[FieldSpec]:
        tr = self.ctx.tr
        columns = (
            FieldSpec("who", "text", tr("Who")),
            FieldSpec("said", "text", tr("What they said")),
            FieldSpec("date", "date", tr("On")),
        )
        return [
            FieldSpec("properties", "long-text", tr("Critical properties, and the life cycle their standards ask for"),
                      tr("For safety, security and the like: which structure you follow. May stay empty.")),
            FieldSpec("inputs", "table", tr("Whose input was sought"),
                      tr("Those whom it concerns: the customer, the other side of an agreement, who does the work."),
                      columns=columns),
            FieldSpec("decider", "person", tr("Decided by")),
            FieldSpec("decided", "date", tr("Decided on")),
            FieldSpec("decision", "long-text", tr("How it was decided")),
        ]  # fmt: skip

    def _save(self) -> None:
        ticked = {name: self.notes[name].text() for name in CIRCUMSTANCES if self.ticks[name].box.isChecked()}
        if ticked != self._considered:
            self.edit(circumstances=ticked)

    def _on_edited(self, field: str, value: object) -> None:
        if field not in self.form.problems():
            said: Any = rows_of(value, Input._fields) if field == "inputs" else value or ""
            self.edit(**{field: said})
