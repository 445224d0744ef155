"""The head of a record's page: what it is, its version and states, who and when."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.model import least_paper_words
from vse_app.model.rules import LATE_DAYS, days_between
from vse_app.model.wording import date_text, product_name, who
from vse_app.services.record_page import RecordPage
from vse_app.ui import theme
from vse_app.ui.forms import EDITORS, Editor, FieldSpec
from vse_app.ui.parts import Badge, Caption, FlowLayout, IconLabel, Plain, row, tip
from vse_app.ui.views.boxes import clear
from vse_app.ui.views.record_draft import Draft
from vse_app.ui.views.record_fields import RecordChoices
from vse_app.ui.views.record_words import FORM_ICONS, form_word, moment_text, state_icon


class RecordHeader(QWidget):
    """Number, title, version, states, owner, due and the three dates; what can be edited reports itself.

    `tools` is the line at the top right, for what the page adds to it.
    """

    edited = Signal(str, object)
    """A change by its key: title, label, happened, owner, due."""

    def __init__(self, tr: Translator, language: str, choices: RecordChoices) -> None:
        super().__init__()
        self._tr, self._language = tr, language
        look = theme.current()
        self.kind = Caption("", wrap=True)
        self.save_state = Caption("", wrap=False)
        self.title = _title_line(tr)
        self.badges = QWidget()
        self._badge_flow = FlowLayout(self.badges, spacing=6)
        self.stale = QWidget()
        self._stale_lines = QVBoxLayout(self.stale)
        self._stale_lines.setContentsMargins(0, 0, 0, 0)
        self._facts = QWidget()
        self._flow = FlowLayout(self._facts, spacing=12)
        self.label = QLineEdit()
        self.editors: dict[str, Editor] = {}
        self.source_date, self.captured = Plain("", wrap=False), Plain("", wrap=False)
        self.later = Badge(tr("written later"), "clock", "warn")
        self._fill_facts(tr, choices)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.tools = row(self.kind, stretch_last=True)
        self.tools.addWidget(self.save_state)
        column.addLayout(self.tools)
        for widget in (self.title, self.badges, self.stale, self._facts):
            column.addWidget(widget)
        self.title.textEdited.connect(lambda text: self.edited.emit("title", text))
        self.label.textEdited.connect(lambda text: self.edited.emit("label", text))

    def show_page(self, found: RecordPage, draft: Draft) -> None:
        """Show a record; what is being edited stays."""
        record, revision = found.record, found.page.revision
        name = product_name(found.model, self._language, record.kind.partition("@")[0])
        parts = (record.number, name, _kept_in(self._tr, found))
        self.kind.setText(" · ".join(part for part in parts if part))
        if not draft.holds("title") and self.title.text() != record.title:
            self.title.setText(record.title)
        if not draft.holds("label") and self.label.text() != revision.label:
            self.label.setText(revision.label)
        for key, value in (("owner", record.owner), ("due", record.due), ("happened", record.happened)):
            editor = self.editors[key]
            if not draft.holds(key) and not editor.isAncestorOf(self.window().focusWidget() or self):
                editor.set_value(value)
        self.source_date.setText(date_text(self._tr, record.source_dated) or "–")
        self.captured.setText(moment_text(self._tr, record.captured))
        self._show_badges(found)
        days = days_between(record.happened, record.captured)
        self.later.setVisible(days > LATE_DAYS)
        self.later.setToolTip(tip(self._tr("Captured {days} days after it happened. Allowed, and shown.", days=days)))
        self._show_stale(found)

    def set_read_only(self, read_only: bool) -> None:
        """Whether everything can only be read."""
        self.title.setReadOnly(read_only)
        self.label.setReadOnly(read_only)
        for editor in self.editors.values():
            editor.set_read_only(read_only)

    def flush(self) -> None:
        """Report what is being typed now."""
        for editor in self.editors.values():
            editor.flush()

    def _fill_facts(self, tr: Translator, choices: RecordChoices) -> None:
        self.label.setMaximumWidth(theme.current().px(92))
        self.label.setPlaceholderText(tr("e.g. 1.0"))
        self.label.setAccessibleName(tr("Version label"))
        for key, kind, label, hint in (
            ("owner", "person", tr("Owner"), tr("Who looks after it.")),
            ("due", "date", tr("Due"), tr("When it should be ready. May be empty.")),
            (
                "happened",
                "date",
                tr("Happened"),
                tr("The day it was really done or held. You say it; it can be corrected."),
            ),
        ):
            editor = EDITORS[kind](FieldSpec(key, kind, label, hint), tr=tr, choices=choices)
            editor.edited.connect(lambda key=key: self._on_edited(key))
            self.editors[key] = editor
        for plain in (self.source_date, self.captured):
            plain.setMinimumHeight(self.label.sizeHint().height())
        own = tr("Your own name for this version, printed beside its number.")
        source_hint = tr("The date that the file or its source carries. The program reads it; nobody types it.")
        captured_hint = tr("When this program received it. It can never be changed.")
        for caption, widget, hint in (
            (tr("Version label"), self.label, own),
            (tr("Owner"), self.editors["owner"], self.editors["owner"].spec.hint),
            (tr("Due"), self.editors["due"], self.editors["due"].spec.hint),
            (tr("Happened"), self.editors["happened"], self.editors["happened"].spec.hint),
            (tr("Source date"), self.source_date, source_hint),
            (tr("Captured"), self.captured, captured_hint),
        ):
            self._flow.addWidget(_fact(caption, widget, hint))

    def _on_edited(self, key: str) -> None:
        if not self.editors[key].own_problem():
            self.edited.emit(key, self.editors[key].value())

    def _show_badges(self, found: RecordPage) -> None:
        tr, record = self._tr, found.record
        wanted: list[tuple[str, str, str]] = [(tr("version {no}", no=record.revision), "", "plain")]
        if record.filled:
            wanted.append((form_word(tr, record.form), FORM_ICONS[record.form], "plain"))
        else:
            wanted.append((tr("Empty"), "optional", "plain"))
        order = [state for state in found.product.states if state in found.page.states]
        wanted += [(found.model.word(self._language, "states", s), state_icon(s), "good") for s in order]
        if not found.model.is_asked_for(record.kind):
            wanted.append((tr("no longer asked for"), "history", "plain"))
        if record.withdrawn:
            wanted.append((tr("withdrawn"), "close", "bad"))
        _refill(self._badge_flow, [*(Badge(*badge) for badge in wanted)], keep=self.later)
        self.badges.updateGeometry()

    def _show_stale(self, found: RecordPage) -> None:
        """Approvals of earlier versions that do not reach this one, said plainly."""
        tr = self._tr
        clear(self._stale_lines)
        for event in found.page.stale:
            text = tr(
                "{state} on v{old} by {person}, {date}; changed since: v{new} is not {state_again}.",
                state=_capital(found.model.word(self._language, "states", event.state)),
                old=event.revision,
                person=who(found.people, [event.person]),
                date=date_text(tr, event.happened),
                new=found.record.revision,
                state_again=found.model.word(self._language, "states", event.state),
            )
            line = QWidget()
            line.setLayout(row(IconLabel("stale", "warn"), Plain(text, tone="warn"), stretch_last=True))
            self._stale_lines.addWidget(line)
        self.stale.setVisible(bool(found.page.stale))


def _kept_in(tr: Translator, found: RecordPage) -> str:
    """The document or register that its work product is kept in together with others; "" where it is on its own."""
    kind = found.record.kind.partition("@")[0]
    kept = found.kept
    paper = next((p for p in kept.papers if kind in p), ()) if kept is not None else ()
    if kept is None or len(paper) < 2:
        return ""
    return tr("kept in “{title}”", title=least_paper_words.paper_name(tr, kept, found.model, paper))


def _title_line(tr: Translator) -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText(tr("Give it a title"))
    line.setAccessibleName(tr("Title"))
    line.setMaxLength(300)
    font = QFont(line.font())
    font.setPixelSize(theme.current().px(20))
    font.setBold(True)
    line.setFont(font)
    return line


def _fact(caption: str, widget: QWidget, hint: str) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().px(2))
    label = Caption(caption, wrap=False)
    label.setToolTip(tip(hint))
    widget.setToolTip(tip(hint))
    column.addWidget(label)
    column.addWidget(widget)
    column.addStretch(1)
    return box


def _refill(flow: FlowLayout, widgets: list[Badge], keep: QWidget) -> None:
    """Put other widgets into a flow; `keep` stays, as the last one."""
    flow.removeWidget(keep)
    clear(flow)
    for widget in (*widgets, keep):
        flow.addWidget(widget)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
