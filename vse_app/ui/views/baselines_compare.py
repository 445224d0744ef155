"""Two baselines side by side, or one with now: what was added, removed and changed, and each change field by field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from vse_app.model.errors import UserError
from vse_app.model.wording import date_text
from vse_app.services import baseline_page, publishing
from vse_app.services.baseline_page import Compared, Fields
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms_values import Combo
from vse_app.ui.parts import Button, Heading, LinkButton, Muted, Plain, ScrollPage, SectionTitle, flow
from vse_app.ui.tables import Empty, ListSource, Table
from vse_app.ui.tables_export import to_file
from vse_app.ui.views.baseline_rows import Speech, difference_columns, difference_rows, outside_text
from vse_app.ui.views.record_difference import DifferenceArea
from vse_app.ui.views.saving import save_pdf
from vse_app.ui.views.settings_fields import Labelled

if TYPE_CHECKING:
    from vse_app.evidence.pdf import Rendered


class ComparePage(ScrollPage):
    """Two lists to choose from, the differences as a table, and below it the fields of the chosen row."""

    def __init__(self, ctx: Context, on_chosen: Callable[[int, int], object]) -> None:
        super().__init__()
        self._ctx, self._on_chosen, tr = ctx, on_chosen, ctx.tr
        self._found: Compared | None = None
        self._wanted = 0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.before, self.after = Combo(), Combo()
        for combo in (self.before, self.after):
            combo.setMinimumWidth(theme.current().px(330))
            combo.activated.connect(lambda _index: self._on_combo())
        self._summary, self._outside, self._hint = Plain(""), Muted(""), Muted("")
        self._source = ListSource(difference_columns(tr))
        empty = Empty(tr("No difference"), tr("Both hold the same versions."), icon="compare")
        self.table = Table(
            self._source, tr=tr, table_id="baseline-compare", name=tr("What changed"), empty=empty,
            export=to_file(ctx),
        )  # fmt: skip
        self.table.setMinimumHeight(theme.current().px(260))
        self.table.selected.connect(self._on_selected)
        self.table.opened.connect(lambda record: ctx.go(Target("record", record=int(record), text="versions")))
        self._fields_title = SectionTitle(tr("Field by field"))
        self.fields = DifferenceArea(tr)
        self.save_button = Button(tr("Save as PDF"), "export", on_click=self._on_save)
        back = LinkButton(tr("All baselines"), "back", on_click=lambda: ctx.go(Target("baselines")))
        choice = flow(Labelled(tr("Before"), self.before), Labelled(tr("After"), self.after), spacing=20)
        for widget in (
            back,
            Heading(tr("Compare baselines")),
            choice,
            self._summary,
            self._outside,
            flow(self.save_button),
            self.table,
            self._fields_title,
            self._hint,
            self.fields,
        ):
            self.column.addWidget(widget)
        self.setFocusProxy(self.before)

    def show_data(self, found: Compared) -> None:
        """Show what was read."""
        self._found, tr = found, self._ctx.tr
        names = [(str(h.id), f"{h.number} {h.title} ({date_text(tr, h.happened)})") for h in reversed(found.heads)]
        self.before.fill(names, str(found.before) if found.before else "", tr("Not chosen"))
        others = [pair for pair in names if pair[0] != str(found.before)]
        self.after.fill(others, str(found.after) if found.after else "", tr("Now"))
        self.save_button.setEnabled(found.found is not None)
        self._outside.setVisible(found.found is not None and bool(found.found.outside))
        if found.found is None:
            self._summary.setText(tr("No baseline was taken yet, so there is nothing to compare."))
            self._source.set_rows([])
        else:
            diff = found.found
            self._summary.setText(
                tr(
                    "{changed} changed, {added} added, {removed} removed, {same} the same.",
                    changed=len(diff.changed), added=len(diff.added), removed=len(diff.removed), same=diff.same,
                )
            )  # fmt: skip
            self._outside.setText(outside_text(tr, diff))
            self._source.set_rows(difference_rows(Speech(tr, self._ctx.language, found.model), diff, found.titles))
        self.table.refresh()
        self._clear_fields()
        if found.found is not None and found.found.changed:
            self.table.select(found.found.changed[0].after.record)

    def _clear_fields(self) -> None:
        self.fields.hide()
        self._hint.setText(self._ctx.tr("Choose a changed row to see what is different in it."))
        self._hint.show()

    def _on_combo(self) -> None:
        before = int(self.before.currentData() or 0)
        after = int(self.after.currentData() or 0)
        if before:
            self._on_chosen(before, after)

    def _on_selected(self, ids: list[int]) -> None:
        found = self._found
        changed = {c.after.record for c in found.found.changed} if found and found.found else set[int]()
        self._wanted = ids[0] if ids and ids[0] in changed else 0
        if found is None or not self._wanted:
            self._clear_fields()
            return
        ws, record = self._ctx.ws, self._wanted
        self._ctx.runner.latest(
            (id(self), "fields"),
            lambda: baseline_page.fields(ws, found, record),
            self._show_fields,
            failed=self._on_failed,
            owner=self,
        )

    def _show_fields(self, read: Fields) -> None:
        found, tr = self._found, self._ctx.tr
        if found is None:
            return

        def label(field: str) -> str:
            own = {"title": tr("Title"), "files": tr("Files"), "link": tr("Address")}
            return own.get(field) or found.model.field_word(self._ctx.language, read.kind, (field,))

        self.fields.setVisible(bool(read.lines))
        self._hint.setVisible(not read.lines)
        if read.lines:
            self.fields.show_lines(read.lines, label)
        else:
            self._hint.setText(tr("Its own text is the same: rows of a register that are part of it changed."))

    def _on_failed(self, error: UserError) -> None:
        self._hint.setText(error.say(self._ctx.tr))

    def _on_save(self) -> None:
        found, ctx = self._found, self._ctx
        if found is None or found.found is None:
            return
        ws, project, language = ctx.ws, ctx.project, ctx.language
        pair = (found.before, found.after)

        def make(target: Path, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> Rendered:
            report = publishing.compare_report(ws, project, *pair, language)
            return publishing.render(report, target, progress=progress, cancelled=cancelled)

        first, second = found.named(found.before), found.named(found.after)
        after = second.number if second else ctx.tr("now")
        save_pdf(ctx, self, f"{first.number if first else ''} – {after}", make)
