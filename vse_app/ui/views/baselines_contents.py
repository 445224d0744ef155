"""One baseline: who took it, when and why, what it holds, and what it can be used for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from vse_app.model.records import Record
from vse_app.model.wording import date_text, product_name, who
from vse_app.services import configuring, publishing
from vse_app.services.baseline_page import Contents
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Caption, Card, Heading, LinkButton, Muted, Plain, ScrollPage, SectionTitle, flow
from vse_app.ui.tables import ListSource, Row, Table
from vse_app.ui.tables_export import to_file
from vse_app.ui.views.baseline_rows import member_columns
from vse_app.ui.views.boxes import clear, pile
from vse_app.ui.views.saving import save_pdf
from vse_app.ui.views.settings_fields import IconLine

if TYPE_CHECKING:
    from vse_app.evidence.pdf import Rendered


class ContentsPage(ScrollPage):
    """What is frozen, with what stands there now."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx, tr = ctx, ctx.tr
        self._found: Contents | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title, self._line, self._about = Heading(), Caption(""), pile(spacing=6)
        self._source = ListSource(member_columns(tr))
        self.table = Table(
            self._source, tr=tr, table_id="baseline", name=tr("What the baseline holds"), export=to_file(ctx)
        )
        self.table.setMinimumHeight(theme.current().px(340))
        self.table.opened.connect(lambda record: ctx.go(Target("record", record=int(record), text="versions")))
        self.compare_button = Button(tr("Compare with now"), "compare", on_click=self._on_compare)
        self.deliver_button = Button(tr("Deliver it"), "deliver", on_click=self._on_deliver)
        self.save_button = Button(tr("Save as PDF"), "export", on_click=self._on_save)
        self.feed_button = Button(tr("Write it into the list"), "approve", on_click=self._on_feed)
        self._feeding = Card(spacing=8)
        back = LinkButton(tr("All baselines"), "back", on_click=lambda: ctx.go(Target("baselines")))
        whole = LinkButton(tr("Its page as a record"), "right", on_click=self._on_record)
        for widget in (
            back,
            self._title,
            self._line,
            self._about,
            flow(self.compare_button, self.deliver_button, self.save_button, whole),
            SectionTitle(tr("What it holds")),
            self.table,
            self._feeding,
        ):
            self.column.addWidget(widget)
        self.setFocusProxy(self.compare_button)

    def show_data(self, shown: tuple[Contents, list[Row]]) -> None:
        """Show what was read."""
        found, rows = shown
        self._found, tr = found, self._ctx.tr
        head, fields = found.page.record, found.page.revision.content.fields
        first = found.page.revisions[0]
        by = who(found.people, [first.author])
        self._title.setText(f"{head.number}  {head.title}")
        said = [
            str(fields.get("version", "")),
            tr("taken on {date} by {person}", date=date_text(tr, head.happened), person=by),
            tr("captured {moment}", moment=first.captured.replace("T", " ").replace("Z", " UTC")),
            tr("{n|1 record|# records} in it", n=len(found.held.members)),
        ]  # fmt: skip
        self._line.setText(" · ".join(part for part in said if part))
        self._show_about(found)
        self._source.set_rows(rows)
        self.table.refresh()
        self._show_feeding(found)

    def _show_about(self, found: Contents) -> None:
        tr, column = self._ctx.tr, self._about.layout()
        assert column is not None
        clear(column)
        fields = found.page.revision.content.fields
        if fields.get("purpose"):
            column.addWidget(Plain(str(fields["purpose"])))
        if found.page.record.withdrawn:
            column.addWidget(IconLine("close", "bad", tr("Withdrawn: {reason}", reason=found.page.record.withdrawn)))
        if found.wanting:
            said = tr("{n|1 record was|# records were} not approved when it was taken.", n=len(found.wanting))
            column.addWidget(IconLine("warning", "warn", said))
        else:
            column.addWidget(IconLine("done", "good", tr("Everything in it was approved when it was taken.")))

    def _show_feeding(self, found: Contents) -> None:
        tr, column, proposal = self._ctx.tr, self._feeding.column, found.proposal
        self.feed_button.setParent(None)
        clear(column)
        self._feeding.setVisible(proposal is not None)
        if proposal is None:
            return
        name = product_name(found.model, self._ctx.language, proposal.product.id)
        column.addWidget(SectionTitle(name))
        record = proposal.record
        if record is None:
            said = tr("There is none yet. It can be begun from this baseline: {n|1 line|# lines}.", n=proposal.listed)
        else:
            said = tr(
                "{number} can be brought to this baseline: {n|1 line|# lines}, as its next version.",
                number=record.number, n=proposal.listed,
            )  # fmt: skip
        column.addWidget(Muted(said))
        self.feed_button.setEnabled(self._ctx.ws.writable and not found.page.record.withdrawn)
        widgets = [self.feed_button]
        if record is not None:
            widgets.append(LinkButton(tr("Open {number}", number=record.number), "right",
                                      on_click=lambda: self._ctx.go(Target("record", record=record.id))))  # fmt: skip
        column.addWidget(flow(*widgets))
        self.feed_button.show()

    def _on_feed(self) -> None:
        assert self._found is not None and self._found.proposal is not None
        ctx, proposal, project = self._ctx, self._found.proposal, self._found.page.record.project

        def written(record: Record) -> None:
            ctx.messages.say("good", ctx.tr("{number} was written.", number=record.number))

        ctx.do(lambda: configuring.feed(ctx.ws, project, proposal), then=written, owner=self)

    def _on_compare(self) -> None:
        assert self._found is not None
        self._ctx.go(Target("baselines", record=self._found.page.record.id, text="compare", kind="0"))

    def _on_deliver(self) -> None:
        assert self._found is not None
        self._ctx.go(Target("deliver", record=self._found.page.record.id))

    def _on_record(self) -> None:
        assert self._found is not None
        self._ctx.go(Target("record", record=self._found.page.record.id))

    def _on_save(self) -> None:
        assert self._found is not None
        ws, head, language = self._ctx.ws, self._found.page.record, self._ctx.language

        def make(target: Path, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> Rendered:
            report = publishing.baseline_report(ws, head.project, head.id, language)
            return publishing.render(report, target, progress=progress, cancelled=cancelled)

        save_pdf(self._ctx, self, f"{head.number} {head.title}", make)
