"""What an accepted change still asks for: new versions of what it affects, and tasks to be done again."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model import wording
from vse_app.model.change_control import Affected
from vse_app.services import changing
from vse_app.services.change_page import ChangePage
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms_values import Line
from vse_app.ui.parts import Badge, Button, Card, Confirm, LinkButton, Muted, ProgressLine, SectionTitle, Title, flow
from vse_app.ui.views.boxes import Sides, clear, pile, put
from vse_app.ui.views.record_fields import RecordChoices
from vse_app.ui.views.settings_fields import IconLine


class OwedCard(Card):
    """4: each affected record with what it owes, the tasks that are open again, and the end of the change."""

    def __init__(self, ctx: Context, choices: RecordChoices) -> None:
        super().__init__(spacing=10, margin=20)
        tr = ctx.tr
        self._ctx, self._choices = ctx, choices
        self._found: ChangePage | None = None
        self._shown: object = None
        self.progress = ProgressLine()
        self._records, self._tasks = pile(spacing=8), pile(spacing=4)
        self._slot = QVBoxLayout()
        self.ask: Confirm | None = None
        self.close_button = Button(tr("Close the change"), "done", kind="primary", on_click=self._on_close)
        self.reopen_button = Button(tr("Take it up again"), "undo", kind="quiet", on_click=self._on_reopen)
        self._note = Muted("")
        for widget in (Title(tr("4  What it opened again")), self.progress, self._records):
            self.column.addWidget(widget)
        self.column.addLayout(self._slot)
        for widget in (self._tasks, self._note, flow(self.close_button, self.reopen_button)):
            self.column.addWidget(widget)

    def show_page(self, found: ChangePage) -> None:
        """Show what is owed."""
        self._found = found
        accepted, tr = found.accepted, self._ctx.tr
        shown = (accepted, [(s.key, s.status) for s in found.again])
        if accepted is None or shown == self._shown:
            return
        self._shown = shown
        self._drop()
        done, total = len(accepted.affected) - len(accepted.owing), len(accepted.affected)
        self.progress.show_progress(done, total, tr("{n} of {total} dealt with", n=done, total=total))
        self.progress.setVisible(bool(total))
        records, tasks = self._records.layout(), self._tasks.layout()
        assert records is not None and tasks is not None
        clear(records)
        clear(tasks)
        for item in accepted.affected:
            records.addWidget(self._line(found, item))
        if not accepted.affected:
            said = tr("It names nothing that it affects, so nothing was opened again. Name it above, under 2.")
            records.addWidget(IconLine("warning", "warn", said))
        self._show_tasks(found, tasks)
        self._show_end(found)

    def _show_tasks(self, found: ChangePage, column: object) -> None:
        assert isinstance(column, QVBoxLayout)
        ctx, tr = self._ctx, self._ctx.tr
        if not found.again:
            return
        column.addWidget(SectionTitle(tr("To be done again")))
        for step in found.again:
            label = wording.task_label(found.view, ctx.language, step.task.id, step.iteration)
            target = Target("task", task=step.task.id, iteration=step.iteration)
            link = LinkButton(label, "right", on_click=lambda target=target: ctx.go(target))
            column.addWidget(flow(link, Badge(wording.status_name(tr, step.status))))

    def _show_end(self, found: ChangePage) -> None:
        tr, accepted = self._ctx.tr, found.accepted
        assert accepted is not None
        writable = self._ctx.ws.writable
        self.close_button.setVisible(not found.is_closed)
        self.close_button.setEnabled(writable and not accepted.owing)
        self.reopen_button.setVisible(found.is_closed and writable)
        if found.is_closed and accepted.owing:
            self._note.setText(tr("It was closed although something was still owed. That is shown as it is."))
        elif found.is_closed:
            self._note.setText(tr("It is closed."))
        elif accepted.owing:
            self._note.setText(tr("It can be closed when nothing is owed any more."))
        else:
            self._note.setText(tr("Everything is dealt with."))

    def _line(self, found: ChangePage, item: Affected) -> QWidget:
        ctx, tr, head = self._ctx, self._ctx.tr, item.record
        link = LinkButton(
            f"{head.number}  {head.title}".strip(), on_click=lambda: ctx.go(Target("record", record=head.id))
        )
        if head.withdrawn:
            badge = Badge(tr("withdrawn"), "close", "plain")
        elif item.untouched:
            badge = Badge(tr("not touched after all"), "skipped", "plain")
        elif item.owes:
            badge = Badge(tr("owes a new version"), "stale", "warn")
        else:
            badge = Badge(tr("new version v{no}", no=head.revision), "done", "good")
        words = pile(flow(link, badge), spacing=2)
        column = words.layout()
        assert column is not None
        if item.untouched:
            by = wording.who(found.found.people, [item.by])
            said = tr("{reason} ({person}, {date})", reason=item.untouched, person=by,
                      date=wording.date_text(tr, item.on))  # fmt: skip
            column.addWidget(Muted(said))
        missing = self._missing(found, item)
        if missing:
            column.addWidget(Muted(missing))
        return Sides(words, *self._actions(found, item), least=560)

    def _missing(self, found: ChangePage, item: Affected) -> str:
        """The states that the new version does not have and the one before had."""
        head, tr = item.record, self._ctx.tr
        if item.owes or item.untouched or head.withdrawn:
            return ""
        events = [e for e in found.view.facts.events_of.get(head.id, ()) if not e.withdrawn and e.stamp]
        now = {e.state for e in events if e.stamp == head.stamp}
        before = [e.state for e in events if e.state not in now]
        names = wording.state_names(found.found.model, self._ctx.language, dict.fromkeys(before))
        return tr("The new version is not yet: {states}", states=names) if names else ""

    def _actions(self, found: ChangePage, item: Affected) -> list[QWidget]:
        tr = self._ctx.tr
        if not self._ctx.ws.writable or found.is_closed or item.record.withdrawn:
            return []
        if item.untouched:
            button = LinkButton(tr("Take back"), "undo", on_click=lambda: self._leave(item.record.id, ""))
        elif item.owes:
            button = LinkButton(tr("Not touched after all …"), on_click=lambda: self._on_untouched(item))
        else:
            return []
        button.setAccessibleDescription(item.record.number)
        return [button]

    def _on_untouched(self, item: Affected) -> None:
        self._drop()
        tr = self._ctx.tr
        reason = Line()
        reason.setAccessibleName(tr("Reason"))
        reason.setPlaceholderText(tr("Why it did not have to change"))
        reason.setMinimumWidth(theme.current().px(240))
        ask = self.ask = Confirm(
            tr("{number} is not touched after all?", number=item.record.number),
            tr("It then owes nothing for this change. Your reason is kept and printed."),
            confirm=tr("Record it"), cancel=tr("Cancel"), body=reason,
        )  # fmt: skip
        ask.set_ready(False)
        reason.textChanged.connect(lambda words: ask.set_ready(bool(words.strip())))
        ask.confirmed.connect(lambda: self._leave(item.record.id, reason.text()))
        ask.cancelled.connect(self._drop)
        put(self._slot, ask)
        reason.setFocus()

    def _leave(self, record: int, reason: str) -> None:
        assert self._found is not None
        ctx, change = self._ctx, self._found.found.record.id
        ctx.do(lambda: changing.leave_untouched(ctx.ws, change, record, person=ctx.ws.actor, reason=reason))

    def _on_close(self) -> None:
        assert self._found is not None
        ctx, change = self._ctx, self._found.found.record.id
        ctx.do(lambda: changing.close(ctx.ws, change, person=ctx.ws.actor))

    def _on_reopen(self) -> None:
        assert self._found is not None
        ctx, change = self._ctx, self._found.found.record.id
        ctx.do(lambda: changing.reopen(ctx.ws, change, person=ctx.ws.actor))

    def _drop(self) -> None:
        if self.ask is not None:
            self.ask.hide()
            self.ask.deleteLater()
            self.ask = None
