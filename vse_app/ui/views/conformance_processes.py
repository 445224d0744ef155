"""Step 2: which processes are declared, and who plays which part in which agreement."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QWidget

from vse_app.model import conformance_words as words
from vse_app.model.conformance import both_sides
from vse_app.model.conformance_words import Titles
from vse_app.model.coverage import Reach
from vse_app.model.elements import Process
from vse_app.model.process import ProcessModel
from vse_app.model.tailoring import PARTIES, Part, places, requirements
from vse_app.services.conformance_page import Page
from vse_app.ui.context import Context
from vse_app.ui.forms import FieldSpec, Form
from vse_app.ui.parts import Caption, Muted, SectionTitle, Title
from vse_app.ui.views.boxes import clear, pile
from vse_app.ui.views.conformance_step import Step, fill, rows_of
from vse_app.ui.views.record_fields import RecordChoices
from vse_app.ui.views.settings_fields import IconLine, Option

AT_ONCE = 8
"""So many processes are built in one go; the others follow while the window stays alive."""


class ProcessLine(Option):
    """A process to tick, with its purpose and, below it, what may be covered of it."""

    def __init__(self, box: QCheckBox, title: str, purpose: str) -> None:
        super().__init__(box, title, purpose or " ")
        self._purpose, self._words = purpose, self.findChildren(Muted)[-1]

    def show_hint(self, hint: str) -> None:
        """Say what may be covered; "" says nothing of it."""
        self._words.setText("\n".join(text for text in (self._purpose, hint) if text))


class ProcessesStep(Step):
    """Every process of the model with a box to tick; what is not ticked is left out of the claim as a whole."""

    def __init__(self, ctx: Context, declaration: int) -> None:
        super().__init__(ctx, declaration)
        tr = ctx.tr
        self._page: Page | None = None
        self._waiting: Iterator[QWidget] | None = None
        self.boxes: dict[str, QCheckBox] = {}
        self._lines: dict[str, ProcessLine] = {}
        self._list = pile(spacing=10)
        self._count = Caption("")
        self._warnings = pile(spacing=6)
        self.parties = Form([_parties(ctx)], tr=tr, choices=RecordChoices())
        self.parties.edited.connect(self._on_parties)
        self.add(
            Title(tr("Which processes do you declare?")),
            Muted(tr("The claim is about these and no others. Declare only what you really do: a process that you "
                     "leave out here is not asked for.")),
            self.note(words.advice(tr)),
            self.remarks,
            self._count,
            self._list,
            SectionTitle(tr("Who is who")),
            Muted(tr("A party is named after what it does in an agreement. Under one agreement the same party should "
                     "not both buy and deliver; every other combination is fine.")),
            self.parties,
            self._warnings,
        )  # fmt: skip

    def show_page(self, page: Page) -> None:
        first, self._page = self._page is None, page
        declaration = page.stated.declaration
        if first:
            self._waiting = self._build(page.stated.model)
            self._build_some()
        for process, box in self.boxes.items():
            self._tick(process, box)
        self._show_count()
        fill(self.parties, {"parties": [p._asdict() for p in declaration.parties]})
        column, titles = self._warnings.layout(), Titles(page.stated.model, self.ctx.language)
        assert column is not None
        clear(column)
        for warn in both_sides(declaration):
            column.addWidget(IconLine("warning", "warn", words.warn_text(self.ctx.tr, titles, warn)))

    def leave(self) -> None:
        self.parties.flush()

    def _build(self, model: ProcessModel) -> Iterator[QWidget]:
        groups = [g.id for g in model.groups if any(p.group == g.id for p in model.processes)]
        known = set(groups)
        for group in [*groups, ""]:
            own = [p for p in model.processes if p.group == group or (not group and p.group not in known)]
            if group:
                yield SectionTitle(f"{group}  {model.word(self.ctx.language, 'groups', group)}")
            yield from (self._line(model, process) for process in own)

    def _build_some(self) -> None:
        column = self._list.layout()
        assert column is not None and self._waiting is not None
        for _ in range(AT_ONCE):
            widget = next(self._waiting, None)
            if widget is None:
                return
            column.addWidget(widget)
        QTimer.singleShot(0, self, self._build_some)

    def _line(self, model: ProcessModel, process: Process) -> QWidget:
        language = self.ctx.language
        box = self.boxes[process.id] = QCheckBox()
        title = f"{process.id}  {model.word(language, 'processes', process.id)}"
        line = self._lines[process.id] = ProcessLine(
            box, title, str(model.word(language, "processes", process.id, "purpose"))
        )
        self._tick(process.id, box)
        box.toggled.connect(lambda _on: self._on_ticked())
        return line

    def _tick(self, process: str, box: QCheckBox) -> None:
        """Show whether a process is declared, and what the finished work reaches of it by the mappings."""
        page = self._page
        if page is None:
            return
        box.blockSignals(True)
        box.setChecked(process in page.stated.declaration.processes)
        box.blockSignals(False)
        reaches = [page.proposals.of(u.element).reach for u in requirements(page.stated.model, process, ("outcomes",))]
        full, part = reaches.count(Reach.FULL), reaches.count(Reach.PARTIAL)
        values = {"full": full, "part": part, "total": len(reaches)}
        text = self.ctx.tr(
            "Your finished work may cover, by our mappings: {full} in full, {part} in part, of {total}", **values
        )
        self._lines[process].show_hint(text if full or part else "")

    def _show_count(self) -> None:
        assert self._page is not None
        stated = self._page.stated
        values = {"n": len(stated.declaration.processes), "total": len(stated.model.processes)}
        self._count.setText(self.ctx.tr("Declared: {n} of {total}", **values))

    def _on_ticked(self) -> None:
        page = self._page
        if page is None:
            return
        declaration = page.stated.declaration
        unseen = [p for p in declaration.processes if p not in self.boxes]
        wanted = (*unseen, *(process for process, box in self.boxes.items() if box.isChecked()))
        own = places(page.stated.model, wanted)
        lost = [d.element for d in declaration.deletions if d.element not in own]
        text = self.ctx.tr("The deletions in it went with the process: {list}", list=", ".join(lost)) if lost else ""
        self.edit(processes=wanted, deleted=text)

    def _on_parties(self, _field: str, value: object) -> None:
        if not self.parties.problems():
            self.edit(parties=rows_of(value, Part._fields))


def _parties(ctx: Context) -> FieldSpec:
    tr = ctx.tr
    columns = (
        FieldSpec("agreement", "text", tr("Agreement")),
        FieldSpec("party", "text", tr("Party")),
        FieldSpec("role", "choice", tr("Part it plays"), choices=tuple((r, words.party_name(tr, r)) for r in PARTIES)),
    )
    return FieldSpec("parties", "table", tr("Parties"), columns=columns)
