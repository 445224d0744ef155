"""The edition a project works under: which others there are, what a move would change, and the move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.errors import Cancelled, UserError
from vse_app.model.move_rows import GROUPS, Row
from vse_app.model.move_words import by_ids_alone
from vse_app.services import attaching, backup, editions, setup
from vse_app.services.editions import Editions, Preview
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Card, Confirm, Muted, Plain, Title, flow
from vse_app.ui.preview import Preview as Pages
from vse_app.ui.tables import Cell, ColumnSpec, Empty, ListSource, Table
from vse_app.ui.tables import Row as TableRow
from vse_app.ui.views.boxes import clear, put
from vse_app.ui.views.settings_fields import IconLine, Option, Options
from vse_app.ui.views.settings_section import Section

if TYPE_CHECKING:
    from vse_app.evidence.pdf import Rendered
    from vse_app.ui.views.settings import Data

LOOKS = {
    "owed": ("add", "accent"),
    "becomes": ("redo", "info"),
    "gone": ("skipped", "muted"),
    "stays": ("done", "good"),
}
"""Group of rows → icon and tone."""


class EditionSection(Section):
    """First what there is, then what would change, then the move: nothing happens before it is confirmed."""

    writes = True

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        tr = ctx.tr
        self._found: Editions | None = None
        self._preview: Preview | None = None
        self.present = Card()
        self.choice: Options | None = None
        self.others = Card(Title(tr("Other editions")))
        self._choices = QVBoxLayout()
        self.others.column.addLayout(self._choices)
        self.look_button = Button(tr("See what a move would change"), "search", kind="primary", on_click=self.look)
        self.others.column.addWidget(flow(self.look_button))
        self.changes = MoveTable(ctx)
        self.changes.move_button.clicked.connect(lambda _on=False: self.ask())
        self.confirm: Confirm | None = None
        self.add(self.present, self.others, self.changes)
        self.others.hide()
        self.changes.hide()

    def show_data(self, data: Data) -> None:
        ctx, ws = self.ctx, self.ctx.ws
        if data.project is not None:
            key, number = (id(self), "editions"), data.project.id
            ctx.runner.latest(key, lambda: editions.editions(ws, number, ctx.language), self._show, owner=self)

    def look(self) -> None:
        """Work out the move to the edition chosen."""
        found, ctx, ws = self._found, self.ctx, self.ctx.ws
        ref = self.choice.value() if self.choice else ""
        if found is None or not ref:
            return
        self.look_button.setEnabled(False)
        number = found.project.id
        ctx.runner.latest(
            (id(self), "preview"),
            lambda: editions.preview(ws, number, ref, ctx.tr),
            self._show_preview,
            failed=self._on_failed,
            owner=self,
        )

    def ask(self) -> None:
        """The question before the move, with a backup offered."""
        if self._preview is None or self.confirm is not None:
            return
        tr, ws, preview = self.ctx.tr, self.ctx.ws, self._preview
        edition = preview.target.edition
        copy = setup.suggested_file(f"{ws.path.stem} {tr('before edition {edition}', edition=edition)}", ws.path.parent)
        box = QCheckBox()
        box.setChecked(True)
        option = Option(box, tr("Make a backup first"), tr("It is kept as {path}", path=copy))
        text = tr("The project works under edition {edition} from then on. Nothing that was written is changed, and "
                  "the move can be undone.", edition=edition)  # fmt: skip
        title = tr("Move this project to edition {edition}?", edition=edition)
        self.confirm = Confirm(title, text, confirm=tr("Move"), cancel=tr("Cancel"), body=option)
        self.confirm.confirmed.connect(lambda: self._on_confirmed(copy if box.isChecked() else None))
        self.confirm.cancelled.connect(self._close_confirm)
        put(self.column, self.confirm)
        self.confirm.take_focus()

    def _show(self, found: Editions) -> None:
        tr = self.ctx.tr
        before, self._found = self._found, found
        clear(self.present.column)
        model = found.model
        self.present.column.addWidget(Title(model.about(self.ctx.language)))
        self.present.column.addWidget(Muted(f"{model.standard} · {tr('edition {edition}', edition=model.edition)}"))
        kept = tr("The project keeps this edition, as it was when work began under it, until you move it.")
        self.present.column.addWidget(Plain(kept))
        if found.newer:
            newer = tr("There is a newer edition, {newer}. The program does not have it yet: nothing can move to it.",
                       newer=found.newer)  # fmt: skip
            self.present.column.addWidget(IconLine("info", "info", newer))
        if not found.others:
            none = tr("The program has no other edition of this model, and your own models have none either.")
            self.present.column.addWidget(IconLine("done", "good", none))
        self.others.setVisible(bool(found.others))
        if before is None or before.others != found.others:
            self._offer(found)

    def _offer(self, found: Editions) -> None:
        if self.choice is not None:
            self.choice.hide()
            self.choice.deleteLater()
        options = [(o.ref, o.title, _about(self.ctx.tr, o)) for o in found.others]
        self.choice = Options(self.ctx.tr("Other editions"), options)
        self.choice.chosen.connect(lambda _ref: self._forget())
        if options:
            self.choice.set_value(options[-1][0])
        self._choices.addWidget(self.choice)
        self._forget()

    def _forget(self) -> None:
        """Another edition was chosen: what was worked out is of the one before."""
        self._preview = None
        self._close_confirm()
        self.changes.hide()

    def _show_preview(self, preview: Preview) -> None:
        self.look_button.setEnabled(True)
        self._preview = preview
        self.changes.show_preview(preview)
        self.changes.show()
        self.changes.table.filter_line.setFocus()

    def _on_confirmed(self, copy: Path | None) -> None:
        self._close_confirm()
        if copy is None:
            self._move()
            return
        ctx, ws = self.ctx, self.ctx.ws

        def job(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Path:
            return backup.backup(ws, copy, progress=lambda part: progress(round(100 * part), 100, ""))

        def then(path: Path) -> None:
            ctx.messages.say("good", ctx.tr("The backup was made and checked: {path}", path=path))
            self._move()

        ctx.runner.long(job, then, title=ctx.tr("Making a backup"), failed=self._on_failed, owner=self)

    def _move(self) -> None:
        if self._preview is None or self._found is None:
            return
        ctx, ws, number, ref = self.ctx, self.ctx.ws, self._found.project.id, self._preview.target.ref
        ctx.do(lambda: editions.move(ws, number, ref), then=self._on_moved, failed=self._on_failed)

    def _on_moved(self, _project: object) -> None:
        tr, edition = self.ctx.tr, self._preview.target.edition if self._preview else ""
        self.ctx.go(Target("settings", text="edition"))
        said = tr("The project works under edition {edition} now. Undo brings the earlier one back.", edition=edition)
        self.ctx.messages.say("good", said)

    def _close_confirm(self) -> None:
        if self.confirm is not None:
            self.column.removeWidget(self.confirm)
            self.confirm.hide()
            self.confirm.deleteLater()
            self.confirm = None
            self.changes.move_button.setFocus()

    def _on_failed(self, error: UserError) -> None:
        self.look_button.setEnabled(True)
        if not isinstance(error, Cancelled):
            self.ctx.messages.say("bad", error.say(self.ctx.tr))


def _about(tr: Translator, found: editions.Edition) -> str:
    said = [tr("Edition {edition}", edition=found.edition)]
    if found.same:
        said.append(tr("the same edition, with other content than this project keeps"))
    if found.own:
        said.append(tr("a model of your own"))
    return ", ".join(said)


class MoveTable(QWidget):
    """What a move would change, row by row, on screen and on paper; and the button that asks for the move."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        tr = self._tr = ctx.tr
        self._ctx = ctx
        self._preview: Preview | None = None
        self._source = ListSource(
            (
                ColumnSpec("group", tr("What happens"), 176),
                ColumnSpec("kind", tr("Kind"), 108),
                ColumnSpec("what", tr("What"), 190),
                ColumnSpec("text", tr("What becomes of it"), 240),
                ColumnSpec("minutes", tr("Minutes"), 72, "number"),
            )
        )
        self.summary, self.note = Plain(), IconLine("info", "info", "")
        self.table = Table(
            self._source, tr=tr, table_id="edition-preview", name=tr("What a move would change"),
            empty=Empty(tr("Nothing becomes different"), tr("At most words are different."), icon="done"),
        )  # fmt: skip
        self.table.setMinimumHeight(theme.current().px(400))
        self.table.said.connect(ctx.messages.say)
        self.move_button = Button(tr("Move the project …"), "forward", kind="primary")
        self.paper_button = Button(tr("See it on paper"), "print", on_click=self._on_paper)
        self.save_button = Button(tr("Save as PDF"), "export", on_click=self._on_save)
        self.pages = Pages(ctx.runner, tr)
        self.pages.setMinimumHeight(theme.current().px(560))
        self.pages.hide()
        self.full = Plain()
        self.full.setAccessibleName(tr("The row chosen, in full"))
        self.table.selected.connect(self._on_selected)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(10))
        buttons = flow(self.move_button, self.paper_button, self.save_button)
        title = Title(tr("What a move would change"))
        for widget in (title, self.summary, self.note, self.table, self.full, buttons, self.pages):
            column.addWidget(widget)

    def show_preview(self, preview: Preview) -> None:
        """Show a move that was worked out."""
        tr, self._preview = self._tr, preview
        counts = Counter(row.group for row in preview.rows)
        said = [f"{preview.words.group(g)}: {counts[g]}" for g in GROUPS if counts[g]]
        if preview.minutes:
            time = wording.minutes_text(tr, preview.minutes)
            said.append(tr("What is newly owed takes {time} of attention.", time=time))
        self.summary.setText(" · ".join(said))
        self.note.setVisible(not preview.is_next)
        if not preview.is_next:
            self.note.label.setText(by_ids_alone(tr, preview.plan.comparison.old, preview.target))
        self._source.set_rows([_row(preview, number, row) for number, row in enumerate(preview.rows)])
        self.table.refresh()
        self.full.hide()
        self.pages.hide()

    def _on_selected(self, ids: list[int]) -> None:
        """Cells are cut where they are long; the row chosen stands below in full."""
        preview = self._preview
        self.full.setVisible(bool(ids) and preview is not None)
        if ids and preview is not None:
            row = preview.rows[ids[0]]
            self.full.setText(f"{preview.words.label(row)}: {preview.words.text(row)}")

    def _make(self, path: Path, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> Rendered:
        from vse_app.services import publishing

        assert self._preview is not None
        report = publishing.edition_report(self._ctx.ws, self._preview, self._tr)
        return publishing.render(report, path, progress=progress, cancelled=cancelled)

    def _on_paper(self) -> None:
        self.pages.show()
        self.pages.show_report(self._make)
        self.pages.area.setFocus()

    def _on_save(self) -> None:
        tr, ctx, preview = self._tr, self._ctx, self._preview
        if preview is None:
            return
        project = preview.plan.project
        first = attaching.safe_name(f"{project.code} {tr('Preview of a move')} {preview.target.edition}.pdf")
        name, _kind = QFileDialog.getSaveFileName(self, tr("Save as PDF"), first, f"{tr('PDF document')} (*.pdf)")
        if not name:
            return
        path = Path(name) if name.lower().endswith(".pdf") else Path(f"{name}.pdf")
        ctx.runner.long(
            lambda progress, cancelled: self._make(path, lambda part: progress(round(100 * part), 100, ""), cancelled),
            lambda _done: ctx.messages.say("good", tr("{name} was written.", name=path.name)),
            title=tr("Writing {name}", name=path.name),
            writes=False,
        )


def _row(preview: Preview, number: int, row: Row) -> TableRow:
    words = preview.words
    icon, tone = LOOKS[row.group]
    head = Cell(words.group(row.group), icon, tone, key=GROUPS.index(row.group))
    text = words.text(row)
    return TableRow(
        number, (head, words.kind(row.kind), words.label(row), Cell(text, tip=text), str(row.minutes or ""))
    )
