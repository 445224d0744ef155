"""What a record has to do with others: the tasks it serves, records it links to, records that link to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.services import records
from vse_app.services.record_page import RecordPage, label, serving
from vse_app.services.records import Link
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Badge, Button, Caption, Card, LinkButton, Muted, Plain, Title, flow
from vse_app.ui.views.boxes import Sides, clear

ROW_LEAST = 560
"""Width (at 100 %) below which what can be done about a link stands under it."""


class LinksTab(QWidget):
    """Tasks and linked records, with the links whose target has changed since."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._found: RecordPage | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(14))

    def show_page(self, found: RecordPage) -> None:
        """Show the surroundings of a record."""
        if self._found is not None and (found.page.links, found.heads, found.record) == (
            self._found.page.links,
            self._found.heads,
            self._found.record,
        ):
            return
        self._found = found
        clear(self._column)
        tr = self._ctx.tr
        none_out = tr("It names no other record.")
        none_in = tr("No other record names it.")
        self._column.addWidget(self._links(tr("It refers to"), found.links_out(), none_out))
        self._column.addWidget(self._links(tr("It is cited by"), found.links_in(), none_in))
        self._column.addWidget(self._tasks(found))
        self._column.addStretch(1)

    def _links(self, title: str, links: Sequence[Link], nothing: str) -> Card:
        card = Card(Title(title), spacing=8, margin=20)
        if not links:
            card.column.addWidget(Muted(nothing))
        for link in links:
            card.column.addWidget(self._line(link))
        return card

    def _line(self, link: Link) -> QWidget:
        found, tr, ctx = self._found, self._ctx.tr, self._ctx
        assert found is not None
        other = link.target if link.source == found.record.id else link.source
        head = found.heads.get(other)
        if head is None:
            return Plain(link.element or f"#{other}")
        open_it = LinkButton(label(head), "link", on_click=partial(ctx.go, Target("record", record=other)))
        widgets: list[QWidget] = []
        if head.withdrawn:
            widgets.append(Badge(tr("withdrawn"), "close", "bad"))
        if found.is_suspect(link):
            widgets.append(Badge(tr("changed since: look again"), "stale", "warn"))
            if ctx.ws.writable:
                right = Button(tr("Looked again: still right"), "check", on_click=partial(self._on_clear, link))
                right.setAccessibleDescription(label(head))
                widgets.append(right)
        return Sides(flow(open_it, Caption(self._type(link, head.kind), wrap=False)), *widgets, least=ROW_LEAST)

    def _type(self, link: Link, other_kind: str) -> str:
        """The field in which the link stands, in words."""
        found = self._found
        assert found is not None
        kind = found.record.kind if link.source == found.record.id else other_kind
        field = link.type.removeprefix("field:")
        return found.model.field_word(self._ctx.language, kind, (field,))

    def _on_clear(self, link: Link) -> None:
        ctx = self._ctx
        ctx.do(lambda: records.clear_suspect(ctx.ws, link))

    def _tasks(self, found: RecordPage) -> Card:
        tr, ctx = self._ctx.tr, self._ctx
        card = Card(Title(tr("Tasks it serves")), spacing=8, margin=20)
        for item in serving(found.model, found.record):
            title = f"{item.task.id} {found.model.word(ctx.language, 'tasks', item.task.id, 'title')}"
            target = Target("task", task=item.task.id, iteration=item.iteration)
            button = LinkButton(title, "path", on_click=partial(ctx.go, target))
            made = item.task.id == found.record.task
            what = tr("made here") if made else tr("gives it out") if item.makes else tr("takes it in")
            card.column.addWidget(flow(button, Caption(what, wrap=False)))
        return card
