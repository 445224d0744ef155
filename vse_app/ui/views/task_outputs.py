"""An output of a task: what there is of it, and the ways to give it: write here, attach, link, use what exists."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from vse_app.model import wording
from vse_app.model.checking import STATES
from vse_app.model.records import Content, Record
from vse_app.services import records, task_page
from vse_app.services.task_page import Output, TaskPage
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms import Choices
from vse_app.ui.parts import (
    Badge,
    Button,
    Caption,
    Card,
    IconLabel,
    LinkButton,
    Muted,
    Plain,
    SectionTitle,
    flow,
)
from vse_app.ui.views import task_files
from vse_app.ui.views.boxes import Sides, beside, clear, put, stack
from vse_app.ui.views.record_tools import check_button
from vse_app.ui.views.record_words import FORM_ICONS, form_word, state_icon
from vse_app.ui.views.task_editor import RecordEditor, Slot

NARROW = 430
"""Width (at 100 %) below which a record's buttons stand under its words."""
ELSEWHERE = 8
"""Records offered for "Use an existing one"; the others are reached through the list of products."""


class OutputCard(Card):
    """One output. Editors stay as they are while the page is brought up to date."""

    touched = Signal()
    opened = Signal(object)
    """A form was opened: its `RecordEditor`."""

    def __init__(self, ctx: Context, found: TaskPage, output: Output, choices: Choices) -> None:
        super().__init__()
        self.output = output
        self._ctx, self._key, self._choices, self._model = ctx, found.step.key, choices, found.view.model
        self._rows: list[RecordRow] = []
        self._head = QVBoxLayout()
        self._head.setSpacing(theme.current().px(4))
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.current().px(8))
        self._actions, self._panel = QVBoxLayout(), QVBoxLayout()
        for part in (self._head, self._list, self._actions, self._panel):
            self.column.addLayout(part)
        self._fields = task_page.shown_fields(output.product, output.use.part)
        self._shape: object = None
        self._build_actions()
        self.show_output(found, output)

    def show_output(self, found: TaskPage, output: Output) -> None:
        """Bring it up to date."""
        self.output = output
        self._show_head(found)
        shown = {row.record for row in self._rows}
        for page in output.pages:
            if page.record.id not in shown:
                self._add_row(RecordRow(self._ctx, self, Slot(page.record.id)))
        pages = {page.record.id: page for page in output.pages}
        for row in list(self._rows):
            if row.record in pages:
                row.show_page(found, pages[row.record])
            elif row.record and (row.editor is None or row.editor.is_clean):
                self._drop_row(row)
        self._write.setVisible(not self._rows)
        self._attach.setVisible(output.product.many or not self._rows)
        self._link.setVisible(output.product.many or not self._rows)
        self._another.setVisible(output.product.many and bool(self._rows))
        self._use.setVisible(output.product.many and bool(output.elsewhere))

    @property
    def key(self) -> tuple[str, int]:
        """The task and its iteration."""
        return self._key

    def editors(self) -> list[RecordEditor]:
        """The forms that are open."""
        return [row.editor for row in self._rows if row.editor is not None]

    def write(self) -> None:
        """Open the form: of the record there is, or of a new one."""
        if self._rows and not self.output.product.many:
            self._rows[0].open_editor()
        else:
            self._add_row(RecordRow(self._ctx, self, Slot())).open_editor()
        self._write.hide()

    def attach(self, paths: list[Path], record: int = 0) -> None:
        """Take files in, for a record or (0) for the one there is, or a new one."""
        if not record and self._rows and not self.output.product.many:
            record = self._rows[0].record
        place = task_files.Place(record, self.output.product.id, *self._key)
        task_files.take(self._ctx, paths, place, lambda _record: self.touched.emit())

    def choose_files(self, record: int = 0) -> None:
        """Ask for files in the system's own dialog."""
        names, _ = QFileDialog.getOpenFileNames(self, self._ctx.tr("Attach files"))
        if names:
            self.attach([Path(name) for name in names], record)

    def make_editor(self, slot: Slot) -> RecordEditor:
        """The form for one of its records."""
        editor = RecordEditor(
            self._ctx,
            self._key,
            self.output.product,
            model=self._model,
            fields=self._fields,
            choices=self._choices,
            slot=slot,
        )
        editor.saved.connect(self.touched)
        return editor

    def _show_head(self, found: TaskPage) -> None:
        tr, language, need = self._ctx.tr, self._ctx.language, self.output.need
        text, met = self._need_words(found)
        shape = (text, met, found.step.status)
        if shape == self._shape:
            return
        self._shape = shape
        clear(self._head)
        model = found.view.model
        name = wording.product_name(model, language, self.output.product.id)
        if need.use.part:
            name += ": " + model.word(language, "parts", need.use.part, "name")
        title = SectionTitle(name)
        self.setAccessibleName(name)
        icon, tone = ("done", "good") if met else ("ready", "muted")
        self._head.addWidget(beside(IconLabel(icon, tone), title))
        self._head.addWidget(Muted(text))
        purpose = model.word(language, "products", self.output.product.id, "purpose")
        if purpose:
            self._head.addWidget(Caption(purpose))
        if not self.output.owed:
            self._head.addWidget(Caption(tr("Only if the case arises: nothing is missing when there is none.")))

    def _need_words(self, found: TaskPage) -> tuple[str, bool]:
        """How the output stands, and whether it is in place."""
        tr, language, need = self._ctx.tr, self._ctx.language, self.output.need
        states = wording.state_names(found.view.model, language, need.missing or need.use.states)
        if need.why == "states":
            return tr("It is there. Done will also record: {states}.", states=states), False
        if not need.met:
            text = wording.need_text(tr, language, found.view, need)
            if need.why == "part":
                return f"{text[:1].upper()}{text[1:]}.", False
            return tr("It {stands}.", stands=text), False
        if not self.output.pages:
            return tr("None so far."), False
        return (tr("It is there: {states}.", states=states) if states else tr("It is there.")), True

    def _build_actions(self) -> None:
        tr = self._ctx.tr
        self._write = Button(tr("Write here"), "edit", on_click=self.write)
        self._another = Button(tr("Add another"), "add", on_click=self.write)
        self._attach = Button(tr("Attach a file"), "attach", on_click=self.choose_files)
        self._link = Button(tr("Link"), "link", kind="quiet", on_click=self._ask_link)
        self._use = Button(tr("Use an existing one"), "products", kind="quiet", on_click=self._ask_existing)
        buttons = (self._write, self._another, self._attach, self._link, self._use)
        for button in buttons:
            button.setEnabled(self._ctx.ws.writable)
        self._actions.addWidget(flow(*buttons))

    def _ask_link(self) -> None:
        tr = self._ctx.tr
        clear(self._panel)
        line = QLineEdit()
        line.setAccessibleName(tr("Address"))
        line.setPlaceholderText("https://")
        add = Button(tr("Keep the address"), kind="primary", on_click=lambda: self._add_link(line.text()))
        line.returnPressed.connect(add.click)
        hint = Muted(tr("The program keeps the address, not what stands there: the report marks it “not captured”."))
        cancel = Button(tr("Cancel"), kind="quiet", on_click=lambda: clear(self._panel))
        put(self._panel, stack(hint, line, flow(add, cancel)))
        line.setFocus()

    def _add_link(self, address: str) -> None:
        address = address.strip()
        if not address:
            return
        ctx, product, (task, iteration) = self._ctx, self.output.product, self._key
        content = Content(address.rstrip("/").rpartition("/")[2][:100] or address[:100], {}, link=address)
        clear(self._panel)
        ctx.do(lambda: records.create(ctx.ws, ctx.project, product.id, content=content, task=task, iteration=iteration))

    def _ask_existing(self) -> None:
        tr = self._ctx.tr
        clear(self._panel)
        found = [self._existing_button(record) for record in self.output.elsewhere[:ELSEWHERE]]
        cancel = Button(tr("Cancel"), kind="quiet", on_click=lambda: clear(self._panel))
        put(self._panel, stack(Muted(tr("Which one belongs to this task?")), *found, flow(cancel), spacing=4))
        found[0].setFocus()

    def _existing_button(self, record: Record) -> LinkButton:
        tr, text = self._ctx.tr, f"{record.number} {record.title}".strip()
        if record.task:
            text = tr("{record} (stands at {task} now; it moves here)", record=text, task=record.task)
        return LinkButton(text, "products", on_click=lambda: self._take_over(record.id))

    def _take_over(self, record: int) -> None:
        clear(self._panel)
        ctx, (task, iteration) = self._ctx, self._key
        ctx.do(lambda: records.set_head(ctx.ws, record, task=task, iteration=iteration))

    def _add_row(self, row: RecordRow) -> RecordRow:
        self._rows.append(row)
        put(self._list, row)
        return row

    def _drop_row(self, row: RecordRow) -> None:
        self._rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()


class RecordRow(QWidget):
    """One record of an output: number, title, version, states, files; its form opens underneath."""

    def __init__(self, ctx: Context, card: OutputCard, slot: Slot) -> None:
        super().__init__()
        self.editor: RecordEditor | None = None
        self._ctx, self._card, self._slot = ctx, card, slot
        self._values: dict[str, object] = {}
        self._shape: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._head = QVBoxLayout()
        self._column.addLayout(self._head)

    @property
    def record(self) -> int:
        """The record's id; 0 while it is not saved yet."""
        return self._slot.record

    def open_editor(self) -> None:
        """Show the form and put the keyboard into it."""
        if self.editor is None:
            self.editor = self._card.make_editor(self._slot)
            self.editor.show_values(self._values)
            put(self._column, self.editor)
        self.editor.show()
        self.editor.form.focus_first()
        self._card.opened.emit(self.editor)

    def show_page(self, found: TaskPage, page: records.Page) -> None:
        """Bring it up to date; a form that is open keeps what is being typed."""
        self._values = dict(page.revision.content.fields)
        if self.editor is not None:
            self.editor.show_values(self._values)
        record, content = page.record, page.revision.content
        shape = (record, content.files, page.states)
        if shape == self._shape:
            return
        self._shape = shape
        focused = self.window().focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        clear(self._head)
        words = beside(IconLabel(FORM_ICONS[record.form], "muted"), self._words(found, page))
        write = Button(self._ctx.tr("Write here"), "edit", kind="quiet", on_click=self._toggle)
        attach = Button(
            self._ctx.tr("Attach a file"), "attach", kind="icon", on_click=lambda: self._card.choose_files(self.record)
        )
        show = Button(
            self._ctx.tr("Open"),
            "open",
            kind="quiet",
            on_click=lambda: self._ctx.go(Target("record", record=record.id)),
        )
        buttons = (*self._checks(record.id, page), write, attach, show)
        for button in buttons:
            button.setAccessibleDescription(f"{record.number} {record.title}")
            button.setEnabled(self._ctx.ws.writable or button is show)
        self._head.addWidget(Sides(words, flow(*buttons, spacing=4), least=NARROW))
        if had_focus and self.editor is None:
            write.show()
            write.setFocus()

    def _checks(self, record: int, page: records.Page) -> list[Button]:
        """Buttons for the checks that this task asks for and nobody has made yet."""
        wanted = {s for s in self._card.output.use.states if s not in page.states and s in page.product.states}
        asked = [name for name, state in STATES.items() if state in wanted]
        return [check_button(self._ctx, record, name, self._card.key) for name in asked]

    def _toggle(self) -> None:
        if self.editor is not None and not self.editor.isHidden():
            self.editor.flush()
            self.editor.hide()
        else:
            self.open_editor()

    def _words(self, found: TaskPage, page: records.Page) -> QWidget:
        tr, language, model = self._ctx.tr, self._ctx.language, found.view.model
        record, content = page.record, page.revision.content
        badges: list[QWidget] = [Caption(tr("version {n}", n=record.revision), wrap=False)]
        if record.form != "form":
            badges.append(Badge(form_word(tr, record.form)))
        if record.form == "link":
            badges.append(Badge(tr("not captured"), "link", "warn"))
        badges += [
            Badge(model.word(language, "states", state, "name"), state_icon(state), "good")
            for state in page.product.states
            if state in page.states
        ]
        if page.stale and not page.states:
            badges.append(Badge(tr("changed since it was approved"), "stale", "warn"))
        parts: list[QWidget] = [Plain(f"{record.number}  {record.title}"), flow(*badges)]
        if content.files:
            parts.append(Caption(", ".join(f.name for f in content.files)))
        return stack(*parts, spacing=2)
