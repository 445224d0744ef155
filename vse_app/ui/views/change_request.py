"""What somebody wants, and what it would mean: the two forms of a change, and the records found through links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vse_app.model.wording import date_text, product_name, who
from vse_app.services import change_page, records, reopening
from vse_app.services.change_page import ChangePage
from vse_app.services.changing import Found
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.forms import Form, LinkEditor
from vse_app.ui.parts import Button, Caption, Card, LinkButton, Muted, SectionTitle, Title, flow
from vse_app.ui.views.boxes import TickLine, beside, clear, pile, put
from vse_app.ui.views.record_draft import Draft
from vse_app.ui.views.record_fields import RecordChoices, specs
from vse_app.ui.views.record_states import StatePanel
from vse_app.ui.views.record_words import state_icon
from vse_app.ui.views.settings_fields import IconLine

REQUEST: Final = ("title", "type", "reason", "requested-by", "requested-on", "criticality", "needed-by", "raised-by")
EVALUATION: Final = ("affects", "technical-impact", "schedule-impact", "cost-impact", "extra-effort")
NEAR: Final = 1
"""Records so many links away are listed at once; those farther away after a click."""
MOST: Final = 80
"""Lines listed; beyond that the count is said."""


class _FormCard(Card):
    """Some fields of the request; what is typed goes into the draft of the page."""

    def __init__(
        self, ctx: Context, found: ChangePage, choices: RecordChoices, draft: Draft, names: Sequence[str]
    ) -> None:
        super().__init__(spacing=12, margin=20)
        page = found.found
        self.ctx, self.draft, self.choices, self.page = ctx, draft, choices, found
        own = [field for name in names if (field := page.product.own(name)) is not None]
        self.fields = [field.id for field in own]
        self.form = Form(
            specs(page.model, ctx.language, page.product, fields=own), tr=ctx.tr, choices=choices,
            values=page.page.revision.content.fields,
        )  # fmt: skip
        self.form.edited.connect(lambda name, value: draft.put("field", value, name))
        self.form.link_opened.connect(lambda target: ctx.go(Target("record", record=int(target))))
        self.slot = QVBoxLayout()
        self.given = Caption("")
        self.panel: StatePanel | None = None

    def show_page(self, found: ChangePage) -> None:
        """Show the current version; a field that is being typed in keeps what is being typed."""
        self.page = found
        content = found.found.page.revision.content
        shown = self.form.values()
        values = dict(content.fields)
        values.update({name: shown[name] for name in self.fields if self.draft.holds("field", name) and name in shown})
        self.form.set_values(values)
        self.form.set_read_only(not self.ctx.ws.writable or found.is_closed or bool(found.found.record.withdrawn))

    def ask_state(self, state: str) -> None:
        """Ask who gives a state to the version as it is now."""
        self.form.flush()
        self.draft.flush()
        self._close()
        self.panel = StatePanel(self.ctx, self.page.found, state, self.choices)
        self.panel.confirmed.connect(self._on_confirmed)
        self.panel.cancelled.connect(self._close)
        put(self.slot, self.panel)
        self.panel.take_focus()

    def say_given(self, number: int) -> None:
        """Who gave the state of this card, and when."""
        event, tr = self.page.given[number], self.ctx.tr
        if event is None:
            self.given.setText(tr("not yet"))
            return
        name = who(self.page.found.people, [event.person])
        role = self.page.found.model.word(self.ctx.language, "roles", event.role) if event.role else ""
        said = [tr("v{no} · {person} as {role}", no=event.revision, person=name, role=role),
                date_text(tr, event.happened)]  # fmt: skip
        if event.stamp != self.page.found.record.stamp:
            said.append(tr("changed since"))
        self.given.setText(" · ".join(said))

    def _on_confirmed(self) -> None:
        panel, ctx = self.panel, self.ctx
        assert panel is not None
        record, given, state = self.page.found.record.id, panel.given(), panel.state
        ctx.do(
            lambda: records.set_state(ctx.ws, record, state, **given),
            then=lambda _event: self._close(),
            failed=lambda error: panel.say_problem(error.say(ctx.tr)),
            owner=panel,
        )

    def _close(self) -> None:
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None


class RequestCard(_FormCard):
    """1: what should be otherwise, why, and who asks for it."""

    def __init__(self, ctx: Context, found: ChangePage, choices: RecordChoices, draft: Draft) -> None:
        super().__init__(ctx, found, choices, draft, REQUEST)
        tr, state = ctx.tr, found.stages.initiated
        self.state_button = Button(
            tr("Hand it in …"), state_icon(state or "initiated"), on_click=lambda: self.ask_state(state)
        )
        self.column.addWidget(Title(tr("1  What is asked for")))
        self.column.addWidget(self.form)
        if state:
            self.column.addWidget(beside(self.state_button, self.given))
            self.column.addLayout(self.slot)

    def show_page(self, found: ChangePage) -> None:
        super().show_page(found)
        self.say_given(0)
        self.state_button.setEnabled(_open(self.ctx, found) and found.stages.initiated not in found.found.page.states)


class EvaluationCard(_FormCard):
    """2: what it touches and what it would cost. Found through links, ticked by a person."""

    def __init__(self, ctx: Context, found: ChangePage, choices: RecordChoices, draft: Draft) -> None:
        super().__init__(ctx, found, choices, draft, EVALUATION)
        tr, state = ctx.tr, found.stages.evaluated
        self._far, self._shown = False, object()
        self._list = pile(spacing=4)
        self.more = LinkButton(tr("Look farther"), "down", on_click=self._on_more)
        self.state_button = Button(
            tr("It is evaluated …"), state_icon(state or "evaluated"), on_click=lambda: self.ask_state(state)
        )
        self._affects = reopening.affects(found.found.product)
        self.ticks: dict[int, TickLine] = {}
        self.column.addWidget(Title(tr("2  What it would mean")))
        self.column.addWidget(self.form)
        self.column.addWidget(SectionTitle(tr("Found through links")))
        said = tr("Name above what you know of. From there the program follows the links both ways; tick what would "
                  "really have to change.")  # fmt: skip
        self.column.addWidget(Muted(said))
        self.column.addWidget(self._list)
        self.column.addWidget(flow(self.more))
        if state:
            self.column.addWidget(beside(self.state_button, self.given))
        self.column.addLayout(self.slot)

    def show_page(self, found: ChangePage) -> None:
        super().show_page(found)
        self.say_given(1)
        self.state_button.setEnabled(_open(self.ctx, found) and found.stages.evaluated not in found.found.page.states)
        shown = (found.impact, found.is_closed, self._far)
        if shown != self._shown:
            self._shown = shown
            self._show_found(found)

    def _named(self) -> set[str]:
        editor = cast("LinkEditor", self.form.editor(self._affects)) if self._affects else None
        return set(editor.value()) if editor is not None else set()

    def _show_found(self, found: ChangePage) -> None:
        tr, column = self.ctx.tr, self._list.layout()
        assert column is not None
        clear(column)
        self.ticks.clear()
        near = [item for item in found.impact.found if self._far or item.way.distance <= NEAR]
        named = self._named()
        distance = -1
        for item in near[:MOST]:
            if item.way.distance != distance:
                distance = item.way.distance
                column.addWidget(Caption(self._distance(distance)))
            column.addWidget(self._line(found, item, named))
        if len(near) > MOST:
            column.addWidget(Muted(tr("and {count} more", count=len(near) - MOST)))
        if found.impact.more:
            column.addWidget(IconLine("info", "info", tr("There is more than is looked at; name something closer.")))
        if not near:
            column.addWidget(Muted(tr("Nothing yet: nothing is named above, or it has no links.")))
        self.more.setVisible(len(near) < len(found.impact.found))

    def _distance(self, distance: int) -> str:
        tr = self.ctx.tr
        if not distance:
            return tr("Named by the change itself")
        return tr("{n|1 link|# links} away", n=distance)

    def _line(self, found: ChangePage, item: Found, named: set[str]) -> QWidget:
        ctx, head = self.ctx, item.head
        kind = product_name(found.found.model, ctx.language, head.kind)
        way = change_page.way_text(ctx.tr, ctx.language, found.found.model, item)
        key = str(head.id)
        tick = TickLine(
            f"{head.number}  {head.title}".strip(), ticked=key in named, on_tick=lambda on: self._on_tick(key, on)
        )
        tick.box.setEnabled(_open(ctx, found))
        self.ticks[head.id] = tick
        link = Button(ctx.tr("Open"), "right", kind="icon", on_click=lambda: ctx.go(Target("record", record=head.id)))
        link.setAccessibleName(f"{ctx.tr('Open')} {head.number}")
        said = Muted(f"{kind} · {way}" if way else kind)
        said.setContentsMargins(theme.current().px(26), 0, 0, 0)
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(pile(tick, said, spacing=0), 1)
        line.addWidget(link)
        return box

    def _on_tick(self, key: str, on: bool) -> None:
        editor = cast("LinkEditor", self.form.editor(self._affects))
        if on:
            editor.add(key)
        elif key in editor.value():
            editor.remove(key)

    def _on_more(self) -> None:
        self._far = True
        self.show_page(self.page)


def _open(ctx: Context, found: ChangePage) -> bool:
    """Whether something can still be written into the change."""
    return ctx.ws.writable and not found.is_closed and not found.found.record.withdrawn
