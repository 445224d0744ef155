"""Evidence on screen: what was looked at for some items, and five ways to add to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from vse_app.model.assessment import Evidence
from vse_app.model.assessment_reasons import is_mute
from vse_app.model.assessment_words import evidence_kind, evidence_line, interview_title
from vse_app.services import assessing, assessment_page
from vse_app.services.assessment_page import Page
from vse_app.ui.context import Context, Target
from vse_app.ui.forms import FieldSpec, Form
from vse_app.ui.forms_links import Picker
from vse_app.ui.parts import Badge, Button, Caption, Card, Confirm, LinkButton, Muted, Plain, flow
from vse_app.ui.views.assessment_pane import Persons
from vse_app.ui.views.boxes import clear, pile, stack
from vse_app.ui.views.settings_fields import Labelled, lines

KIND_ICONS = {"record": "products", "file": "file", "task": "check", "interview": "people", "seen": "search"}
Save = Callable[[Callable[[], Any]], None]


class EvidenceList(QWidget):
    """Pieces of evidence under each other. `changed` carries a verb to run; `keys` are the items it stands beside."""

    changed = Signal(object)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._shown: object = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)

    def show_evidence(self, page: Page, found: Sequence[Evidence], key: str = "", empty: str = "") -> None:
        """Show these; with `key` each can be taken away from that one item, else from all."""
        desk = page.sheet.desk
        records = dict(desk.records) if desk is not None else {}
        state = (tuple(found), key, page.can_change, tuple(records.items()))
        if state == self._shown:
            return
        self._shown = state
        clear(self.column)
        for evidence in found:
            self.column.addWidget(EvidenceCard(self._ctx, page, evidence, key, self.changed.emit))
        if not found and empty:
            self.column.addWidget(Muted(empty))


class EvidenceCard(Card):
    """One piece: what, which version, of when, what it shows, and whether it is still what was seen."""

    def __init__(
        self, ctx: Context, page: Page, evidence: Evidence, key: str, save: Callable[[object], object]
    ) -> None:
        super().__init__(spacing=4, margin=10)
        self._ctx, self._page, self._evidence, self._key, self._save = ctx, page, evidence, key, save
        tr = ctx.tr
        line = evidence_line(tr, page.sheet.model, evidence, ctx.language)
        self.setAccessibleName(line)
        self.column.addWidget(
            flow(Badge(evidence_kind(tr, evidence.kind), KIND_ICONS.get(evidence.kind, "file")), *self._age())
        )
        self.column.addWidget(Plain(line))
        if evidence.said and evidence.said != evidence.title:
            self.column.addWidget(Muted(evidence.said))
        elif is_mute(evidence):
            self.column.addWidget(Caption(tr("By itself it shows nothing. Say what you saw in it."), tone="warn"))
        if len(evidence.items) > 1:
            self.column.addWidget(Caption(tr("Serves {n|one item|# items}", n=len(evidence.items))))
        self.column.addWidget(flow(*self._buttons(), spacing=4))

    def _age(self) -> list[QWidget]:
        tr, evidence, desk = self._ctx.tr, self._evidence, self._page.sheet.desk
        if not evidence.record or desk is None:
            return []
        now = desk.records.get(evidence.record)
        if now is None or now.withdrawn:
            return [Badge(tr("withdrawn since"), "warning", "bad")]
        if now.stamp != evidence.stamp:
            return [Badge(tr("changed since: v{no}", no=now.revision), "stale", "warn")]
        return []

    def _buttons(self) -> list[QWidget]:
        tr, evidence, page, ws = self._ctx.tr, self._evidence, self._page, self._ctx.ws
        number = page.own.id
        found: list[QWidget] = []
        if evidence.record:
            found.append(
                LinkButton(tr("Open"), on_click=lambda: self._ctx.go(Target("record", record=evidence.record)))
            )
        elif evidence.kind == "task":
            place = Target("task", task=evidence.task, iteration=evidence.iteration)
            if evidence.project == self._ctx.project:
                found.append(LinkButton(tr("Open"), on_click=lambda: self._ctx.go(place)))
        if not page.can_change:
            return found
        if self._age() and self._age()[0].accessibleName() != tr("withdrawn since"):
            found.append(
                LinkButton(
                    tr("I looked again"),
                    on_click=lambda: self._save(lambda: assessing.look_again(ws, number, evidence.id)),
                )
            )
        found.append(LinkButton(tr("What it shows"), "edit", on_click=self._ask_said))
        rest = tuple(k for k in evidence.items if k != self._key) if self._key else ()
        if rest:
            drop = LinkButton(
                tr("Not for this item"),
                on_click=lambda: self._save(lambda: assessing.edit_evidence(ws, number, evidence.id, items=rest)),
            )
        else:
            drop = LinkButton(
                tr("Take out"), on_click=lambda: self._save(lambda: assessing.remove_evidence(ws, number, evidence.id))
            )
        return [*found, drop]

    def _ask_said(self) -> None:
        tr, ws, number, evidence = self._ctx.tr, self._ctx.ws, self._page.own.id, self._evidence
        editor = lines(evidence.said, rows=2)
        editor.setAccessibleName(tr("What it shows"))
        panel = Confirm(tr("What does it show?"), "", confirm=tr("Keep"), cancel=tr("Cancel"), body=editor)
        panel.cancelled.connect(panel.deleteLater)

        def keep() -> None:
            text = editor.toPlainText()
            self._save(lambda: assessing.edit_evidence(ws, number, evidence.id, said=text))

        panel.confirmed.connect(keep)
        self.column.addWidget(panel)
        panel.show()
        panel.take_focus()


class AddEvidence(QWidget):
    """Five buttons; `changed` carries the verb. `keys` says for which items; ask before each use."""

    changed = Signal(object)

    def __init__(self, ctx: Context, keys: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self._ctx, self._keys = ctx, keys
        self._page: Page | None = None
        self._picker: Picker | None = None
        self._panel: Confirm | None = None
        tr = ctx.tr
        self.record = Button(tr("Work product"), "products", kind="quiet", on_click=self._pick_record)
        self.task = Button(tr("Confirmed task"), "check", kind="quiet", on_click=self._pick_task)
        self.talk = Button(tr("Interview"), "people", kind="quiet", on_click=self._pick_interview)
        self.file = Button(tr("File"), "attach", kind="quiet", on_click=self._pick_file)
        self.seen = Button(tr("What I saw"), "edit", kind="quiet", on_click=self._ask_seen)
        self._buttons = (self.record, self.task, self.talk, self.file, self.seen)
        self._place = pile(spacing=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(flow(*self._buttons, spacing=2))
        column.addWidget(self._place)

    def show_page(self, page: Page) -> None:
        """Which assessment it adds to."""
        self._page = page
        self.setVisible(page.can_change)
        self.talk.setEnabled(bool(page.sheet.sheets.interviews))

    @property
    def _here(self) -> Page:
        assert self._page is not None
        return self._page

    def _pick_record(self) -> None:
        ws, own = self._ctx.ws, self._here.own
        self._offer(self.record, lambda: assessment_page.record_options(ws, own), self._on_record)

    def _pick_task(self) -> None:
        ws, own, language = self._ctx.ws, self._here.own, self._ctx.language
        self._offer(self.task, lambda: assessment_page.task_options(ws, own, language), self._on_task)

    def _pick_interview(self) -> None:
        page, tr = self._here, self._ctx.tr
        named = [
            (str(i.id), interview_title(tr, page.sheet.model, i, self._ctx.language))
            for i in page.sheet.sheets.interviews
        ]
        self._show_picker(self.talk, named, self._on_interview)

    def _offer(
        self, button: Button, read: Callable[[], list[tuple[str, str]]], picked: Callable[[str], object]
    ) -> None:
        """Read what can be chosen away from the GUI thread, then let choose."""
        self._ctx.runner.latest(
            (id(self), "options"), read, lambda found: self._show_picker(button, found, picked), owner=self
        )

    def _show_picker(self, button: Button, found: list[tuple[str, str]], picked: Callable[[str], object]) -> None:
        self._picker = Picker(found, self._ctx.tr, self)
        self._picker.picked.connect(picked)
        self._picker.open_at(button)

    def _on_record(self, record: str) -> None:
        ws, number, member, keys = self._parts()
        self.changed.emit(lambda: assessing.link_record(ws, number, keys, int(record), member=member))

    def _on_task(self, place: str) -> None:
        project, task, iteration = place.split("/")
        ws, number, member, keys = self._parts()
        where = (int(project), task, int(iteration))
        self.changed.emit(lambda: assessing.link_task(ws, number, keys, where, member=member))

    def _on_interview(self, interview: str) -> None:
        ws, number, member, keys = self._parts()
        self.changed.emit(lambda: assessing.link_interview(ws, number, keys, int(interview), member=member))

    def _pick_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self._ctx.tr("A file as evidence"))
        if name:
            self.take_file(Path(name))

    def take_file(self, file: Path) -> None:
        """Take a file in as evidence."""
        ws, number, member, keys = self._parts()
        self.changed.emit(lambda: assessing.attach(ws, number, keys, file, member=member))

    def _ask_seen(self) -> None:
        if self._panel is not None:
            return
        tr = self._ctx.tr
        self._text: QPlainTextEdit = lines("", rows=3)
        self._when = Form(
            (FieldSpec("happened", "date", tr("When")),),
            tr=tr, choices=Persons(list), values={"happened": self._here.today},
        )  # fmt: skip
        body = stack(Labelled(tr("What you saw or heard"), self._text), self._when, spacing=8)
        self._panel = panel = Confirm(tr("What I saw"), "", confirm=tr("Keep"), cancel=tr("Cancel"), body=body)
        panel.cancelled.connect(self._close_panel)
        panel.confirmed.connect(self._on_seen)
        layout = self._place.layout()
        assert layout is not None
        layout.addWidget(panel)
        panel.show()
        self._text.setFocus()

    def _on_seen(self) -> None:
        ws, number, member, keys = self._parts()
        said, day = self._text.toPlainText(), str(self._when.values().get("happened") or "")
        self._close_panel()
        self.changed.emit(lambda: assessing.add_seen(ws, number, keys, said, member=member, happened=day))

    def _close_panel(self) -> None:
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
            self.seen.setFocus()

    def _parts(self) -> tuple[Any, int, str, tuple[str, ...]]:
        return self._ctx.ws, self._here.own.id, self._here.member, tuple(self._keys())
