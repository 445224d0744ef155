"""The page of one record: what it says, its states, versions, connections and history, and how it is printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from vse_app.model.errors import UserError
from vse_app.services import record_page, records
from vse_app.services.record_page import RecordPage
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms_values import Line
from vse_app.ui.parts import Button, Confirm, EmptyState, IconLabel, Muted, Plain, ScrollPage, flow, row
from vse_app.ui.view import View
from vse_app.ui.views.boxes import put
from vse_app.ui.views.record_content import ContentTab
from vse_app.ui.views.record_draft import Draft
from vse_app.ui.views.record_fields import RecordChoices
from vse_app.ui.views.record_findings import RecordFindings
from vse_app.ui.views.record_header import RecordHeader
from vse_app.ui.views.record_history import HistoryTab
from vse_app.ui.views.record_links import LinksTab
from vse_app.ui.views.record_print import PrintTab
from vse_app.ui.views.record_states import StatesTab
from vse_app.ui.views.record_tools import desk_buttons
from vse_app.ui.views.record_versions import VersionsTab

TABS: Final = ("content", "states", "versions", "links", "history", "print")


class _Read(NamedTuple):
    found: RecordPage
    examples: dict[str, Any]


class RecordView(View):
    """One record. `target.record` says which, `target.text` which tab of `TABS`."""

    topics = frozenset({"record", "revision", "event", "links", "person", "project", "company", "confirmation", "mute"})

    def __init__(self, ctx: Context, target: Target) -> None:
        super().__init__(ctx, target)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.body: RecordBody | None = None
        self._nothing: QWidget | None = None
        self._waiting: list[Path] = []

    def refresh(self) -> None:
        ctx, record = self.ctx, self.target.record
        has_examples = self.body is not None
        ctx.runner.latest(
            (id(self), "record"),
            lambda: _read(ctx, record, has_examples),
            self._show,
            failed=self._on_failed,
            owner=self,
        )

    def retarget(self, target: Target) -> None:
        if target.record != self.target.record:
            self.leave()
            self._clear()
        self.target = target
        if self.body is not None and target.text in TABS:
            self.body.open_tab(target.text)
        self.refresh()

    def leave(self) -> None:
        if self.body is not None:
            self.body.flush()

    def _show(self, read: _Read) -> None:
        if read.found.record.id != self.target.record:
            return
        if self.body is None:
            self._clear()
            self.body = RecordBody(self.ctx, read.found, read.examples)
            self._column.addWidget(self.body)
            self.body.open_tab(self.target.text if self.target.text in TABS else TABS[0])
            self.setFocusProxy(self.body.header.title)
        self.body.show_page(read.found)

    def _on_failed(self, error: UserError) -> None:
        self._clear()
        tr = self.ctx.tr
        button = tr("Go to the work products")
        self._nothing = EmptyState(
            "products", error.say(tr), "", button=button, on_click=lambda: self.ctx.go(Target("products"))
        )
        self._column.addWidget(self._nothing)

    def _clear(self) -> None:
        for old in (self.body, self._nothing):
            if old is not None:
                self._column.removeWidget(old)
                old.hide()
                old.deleteLater()
        self.body = self._nothing = None


def _read(ctx: Context, record: int, has_examples: bool) -> _Read:
    found = record_page.read(ctx.ws, record)
    if has_examples:
        return _Read(found, {})
    from vse_app.services import sample

    return _Read(found, sample.example_fields(found.model.id, found.product.id, ctx.language))


class RecordBody(ScrollPage):
    """The page of the record that is open; tabs are built when they are first looked at."""

    def __init__(self, ctx: Context, found: RecordPage, examples: dict[str, Any]) -> None:
        super().__init__(spacing=14)
        self._ctx, self._found, self._examples = ctx, found, examples
        self.draft = Draft(ctx, found.record.id)
        self._choices = RecordChoices()
        self._offer(found)
        self.header = RecordHeader(ctx.tr, ctx.language, self._choices)
        self.tabs: dict[str, QWidget] = {}
        self._ask: Confirm | None = None
        self.bar = QTabBar()
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setUsesScrollButtons(True)
        self.bar.setAccessibleName(ctx.tr("Parts of the record"))
        self.withdraw = Button(ctx.tr("Withdraw"), "close", kind="quiet", on_click=self._on_withdraw)
        self._gone = QWidget()
        self._gone_text = Plain("", tone="bad")
        self._slot, self._place = QVBoxLayout(), QVBoxLayout()
        self.findings = RecordFindings(ctx)
        self._lay_out()
        self.header.edited.connect(self._on_head)
        self.draft.state_changed.connect(self._on_draft)
        self.draft.refused.connect(self._on_refused)
        self.bar.currentChanged.connect(self._on_tab)
        self.setAcceptDrops(ctx.ws.writable)

    def show_page(self, found: RecordPage) -> None:
        """Show what has been read, in place: cursor, focus and scrolled place stay."""
        self._found = found
        self._offer(found)
        self.header.show_page(found, self.draft)
        self._show_withdrawn(found)
        self._show_counts(found)
        self.findings.show_record(found.record.id, found.record.project)
        self._show_tab()

    def open_tab(self, name: str) -> None:
        """Bring a tab of `TABS` to the front."""
        self.bar.setCurrentIndex(TABS.index(name))
        self._show_tab()

    def flush(self) -> None:
        """Hand over what is being typed."""
        self.header.flush()
        content = self.tabs.get("content")
        if isinstance(content, ContentTab):
            content.flush()
        self.draft.flush()

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be changed: the file is open for reading only, or the record was withdrawn."""
        return not self._ctx.ws.writable or bool(self._found.record.withdrawn)

    def _lay_out(self) -> None:
        tr, look = self._ctx.tr, theme.current()
        for name in self._tab_words():
            self.bar.addTab(name)
        line = row(IconLabel("close", "bad"), self._gone_text, stretch_last=True)
        self.back = Button(tr("Bring it back"), "restore", on_click=self._on_bring_back)
        line.addWidget(self.back)
        self._gone.setLayout(line)
        self._gone.hide()
        self.column.addWidget(self.header)
        self.column.addWidget(self._gone)
        if not self._ctx.ws.writable:
            self.column.addWidget(
                Muted(tr("This company file is open for reading only, so nothing can be changed here."))
            )
        self.column.addLayout(self._slot)
        self.header.tools.addWidget(self.withdraw)
        desks = desk_buttons(self._ctx, self._found)
        if desks:
            self.column.addWidget(flow(*desks))
        self.column.addWidget(self.findings)
        self.column.addWidget(self.bar)
        self._place.setContentsMargins(0, look.px(2), 0, look.px(24))
        self.column.addLayout(self._place)

    def _tab_words(self) -> list[str]:
        tr = self._ctx.tr
        return [tr("Content"), tr("States"), tr("Versions"), tr("Connections"), tr("History"), tr("Print")]

    def _show_counts(self, found: RecordPage) -> None:
        """Say on the tabs how much is behind them, and that something asks for a look."""
        words = self._tab_words()
        suspects = sum(found.is_suspect(link) for link in found.page.links)
        live = sum(not event.withdrawn for event in found.page.events)
        counts = {"states": live, "versions": found.record.revision, "links": len(found.page.links)}
        for index, name in enumerate(TABS):
            count = counts.get(name, 0)
            mark = self._ctx.tr(", {n} to look at", n=suspects) if name == "links" and suspects else ""
            self.bar.setTabText(index, words[index] + (f" ({count}{mark})" if count else ""))

    def _show_withdrawn(self, found: RecordPage) -> None:
        reason = found.record.withdrawn
        self._gone.setVisible(bool(reason))
        self._gone_text.setText(self._ctx.tr("Withdrawn: {reason}", reason=reason))
        self.back.setVisible(self._ctx.ws.writable)
        self.withdraw.setVisible(not self.is_read_only)
        self.header.set_read_only(self.is_read_only)

    def _on_tab(self, _index: int) -> None:
        self._show_tab()

    def _show_tab(self) -> None:
        name = TABS[self.bar.currentIndex()]
        for other, tab in self.tabs.items():
            tab.setVisible(other == name)
        tab = self.tabs.get(name) or self._build(name)
        if name not in self.tabs:  # filled before it is seen, so that it is laid out once
            self.tabs[name] = tab
            tab.hide()
            self._place.addWidget(tab)
        if isinstance(tab, ContentTab):
            tab.show_page(self._found, self.draft)
            tab.set_read_only(self.is_read_only)
        elif isinstance(tab, StatesTab | VersionsTab | LinksTab | HistoryTab | PrintTab):
            tab.show_page(self._found)
        tab.show()

    def _build(self, name: str) -> QWidget:
        ctx = self._ctx
        if name == "content":
            content = ContentTab(ctx, self._found, self._choices, self._examples)
            content.edited.connect(self._on_content)
            return content
        makers: dict[str, Callable[[], QWidget]] = {
            "states": lambda: StatesTab(ctx, self._choices),
            "versions": lambda: VersionsTab(ctx),
            "links": lambda: LinksTab(ctx),
            "history": lambda: HistoryTab(ctx),
            "print": lambda: PrintTab(ctx),
        }
        return makers[name]()

    def _offer(self, found: RecordPage) -> None:
        people = [(p.id, p.name) for p in sorted(found.people.values(), key=lambda p: (not p.active, p.name))]
        self._choices.set(people, found.targets)

    def _on_content(self, kind: str, value: object, field: str) -> None:
        self.draft.put(kind, value, field)

    def _on_head(self, key: str, value: object) -> None:
        """Owner and due are facts about the record; title, label and date belong to its version."""
        ctx, record = self._ctx, self._found.record.id
        if key in ("owner", "due"):
            ctx.do(lambda: records.set_head(ctx.ws, record, **{key: value or ""}))
        elif key != "happened" or value:
            self.draft.put(key, value)

    def _on_draft(self, _state: str, text: str) -> None:
        self.header.save_state.setText(text)

    def _on_refused(self, key: str, error: UserError) -> None:
        content = self.tabs.get("content")
        if isinstance(content, ContentTab) and content.form is not None and content.form.has(key):
            content.form.editor(key).set_problem(error.say(self._ctx.tr))
        else:
            self._ctx.messages.say("bad", error.say(self._ctx.tr))

    def _on_withdraw(self) -> None:
        """Ask for the reason, in the page."""
        if self._ask is not None:
            return
        tr = self._ctx.tr
        reason = Line()
        reason.setAccessibleName(tr("Reason"))
        reason.setPlaceholderText(tr("Why it does not belong to the project any more"))
        title = tr("Withdraw {number}?", number=self._found.record.number)
        text = tr("It leaves lists and reports; it stays in the history with your reason and can be brought back.")
        self._ask = Confirm(title, text, confirm=tr("Withdraw"), cancel=tr("Cancel"), body=reason)
        self._ask.set_ready(False)
        reason.textChanged.connect(lambda words: self._ask and self._ask.set_ready(bool(words.strip())))
        self._ask.confirmed.connect(lambda: self._on_withdraw_confirmed(reason.text().strip()))
        self._ask.cancelled.connect(self._close)
        put(self._slot, self._ask)
        self.ensureWidgetVisible(self._ask)
        reason.setFocus()

    def _on_withdraw_confirmed(self, reason: str) -> None:
        self._close()
        self.flush()
        ctx, record = self._ctx, self._found.record
        said = ctx.tr("{number} was withdrawn.", number=record.number)
        ctx.do(lambda: records.withdraw(ctx.ws, record.id, reason), deleted=said)

    def _on_bring_back(self) -> None:
        ctx, record = self._ctx, self._found.record.id
        ctx.do(lambda: records.withdraw(ctx.ws, record, ""))

    def _close(self) -> None:
        if self._ask is not None:
            self._ask.hide()
            self._ask.deleteLater()
            self._ask = None
            self.withdraw.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self.is_read_only and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.open_tab("content")
        content = self.tabs["content"]
        assert isinstance(content, ContentTab)
        content.take(paths)
