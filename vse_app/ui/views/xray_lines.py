"""The findings of one rule as a card: what it is, why it matters, the first ones with their fixes, the rest folded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model import wording
from vse_app.model.finding_places import place
from vse_app.model.findings import Finding, Muted
from vse_app.model.view import View
from vse_app.services import testing
from vse_app.services.xray import Group
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.finding_targets import target_of
from vse_app.ui.parts import Badge, Card, IconLabel, LinkButton, Plain, SectionTitle, flow
from vse_app.ui.parts import Muted as Quiet
from vse_app.ui.views.boxes import beside, pile, stack

ICONS: Final = {"error": ("error", "bad"), "warning": ("warning", "warn"), "info": ("info", "info")}
AT_FIRST: Final = 4
"""Findings of a rule shown before somebody asks for more."""
MORE: Final = 40
"""How many more each time."""

SetAside = Callable[[Sequence[Finding], QWidget], object]
"""Asks for the reason, beneath the widget."""


def mend(ctx: Context, view: View, finding: Finding) -> None:
    """Do what mends a finding, or go where it is mended."""
    if finding.rule == "failed-test" and ctx.ws.writable:
        ctx.do(
            lambda: testing.raise_correction(ctx.ws, finding.record),
            then=lambda made: ctx.go(Target("record", record=made.id)),
        )
    else:
        ctx.go(target_of(place(view.model, finding)))


class GroupCard(Card):
    """All findings of one rule that the filters leave."""

    def __init__(self, ctx: Context, view: View, group: Group, *, set_aside: SetAside, wide_open: bool) -> None:
        super().__init__(spacing=6)
        self._ctx, self._view, self._group, self._set_aside = ctx, view, group, set_aside
        self._shown = 0
        tr = ctx.tr
        icon, tone = ICONS[group.severity]
        title = wording.rule_title(tr, group.rule)
        self.setAccessibleName(f"{title}: {len(group.findings)}")
        count = Badge(str(len(group.findings)), tone={"bad": "bad", "warn": "warn"}.get(tone, "plain"))
        severity = wording.severity_name(tr, group.severity)
        count.setAccessibleName(f"{severity}: {len(group.findings)}")
        self.column.addWidget(beside(IconLabel(icon, tone), SectionTitle(title), count))
        self.column.addWidget(Quiet(f"{severity[:1].upper()}{severity[1:]}. {wording.rule_why(tr, group.rule)}"))
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, theme.current().px(4), 0, 0)
        self._lines.setSpacing(theme.current().px(10))
        self.column.addLayout(self._lines)
        self.more = LinkButton("", "down", on_click=self._on_more)
        self.all = LinkButton(tr("Set all of these aside …"), "later", on_click=self._on_all)
        self.all.setVisible(False)
        self._below = flow(self.more, self.all)
        self.column.addWidget(self._below)
        self._show_more(MORE if wide_open else AT_FIRST)

    def _on_more(self) -> None:
        before = self._lines.count()
        self._show_more(MORE)
        first = self._lines.itemAt(before)
        widget = first.widget() if first is not None else None
        if widget is not None:
            widget.setFocus()

    def _show_more(self, count: int) -> None:
        findings = self._group.findings
        for finding in findings[self._shown : self._shown + count]:
            self._lines.addWidget(self._line(finding))
        self._shown = min(self._shown + count, len(findings))
        left = len(findings) - self._shown
        self.more.set_text(self._ctx.tr("Show {n} more", n=min(left, MORE)) if left <= MORE else
                           self._ctx.tr("Show {n} more of {left}", n=MORE, left=left))  # fmt: skip
        self.more.setVisible(left > 0)
        self.all.setVisible(len(findings) > 1 and self._ctx.ws.writable)
        self._below.setVisible(len(findings) > 1)

    def _line(self, finding: Finding) -> QWidget:
        ctx, tr = self._ctx, self._ctx.tr
        text = wording.finding_text(tr, ctx.language, self._view, finding)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(theme.current().px(24), 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Plain(text))
        buttons: list[QWidget] = []
        fix = wording.finding_fix(tr, finding)
        if fix or finding.record:
            mends = partial(mend, ctx, self._view, finding)
            buttons.append(LinkButton(fix or tr("Open it"), "right", on_click=mends))
        if ctx.ws.writable:
            buttons.append(LinkButton(tr("Set aside …"), "later", on_click=lambda: self._set_aside((finding,), box)))
        for button in buttons:
            button.setAccessibleDescription(text)
        line = flow(*buttons, spacing=12)
        column.addWidget(line)
        if buttons:
            box.setFocusProxy(buttons[0])
        return box

    def _on_all(self) -> None:
        self._set_aside(self._group.findings, self.all)


class MutedCard(Card):
    """Findings that were set aside: what, why, by whom, until when, and back again."""

    def __init__(self, ctx: Context, view: View, *, back: Callable[[Sequence[Muted]], object]) -> None:
        super().__init__(spacing=10)
        tr = ctx.tr
        self.column.addWidget(SectionTitle(tr("Set aside") + f" · {len(view.muted)}"))
        self.column.addWidget(Quiet(tr("They count nowhere else. They are printed, each with its reason.")))
        self._ctx, self._view, self._back = ctx, view, back
        alike: dict[tuple[str, str, str, str], list[Muted]] = {}
        for one in view.muted:
            alike.setdefault((one.finding.rule, one.mute.reason, one.mute.by, one.mute.until), []).append(one)
        for some in alike.values():
            self.column.addWidget(self._line(some))

    def _line(self, some: Sequence[Muted]) -> QWidget:
        ctx, tr, view = self._ctx, self._ctx.tr, self._view
        first = some[0]
        if len(some) == 1:
            text = wording.finding_text(tr, ctx.language, view, first.finding)
        else:
            heads = [view.record(one.finding.record) for one in some]
            named = ", ".join(dict.fromkeys(head.number for head in heads[:12] if head)) + (
                " …" if len(some) > 12 else ""
            )
            text = f"{wording.rule_title(tr, first.finding.rule)}: {len(some)}" + (f" ({named})" if named else "")
        button = LinkButton(tr("Count it again"), "restore", on_click=lambda: self._back(some))
        button.setAccessibleDescription(text)
        button.setEnabled(ctx.ws.writable)
        words = stack(Plain(text), Quiet(wording.mute_text(tr, view.people, first.mute)), flow(button), spacing=0)
        return pile(beside(IconLabel("later", "muted"), words))
