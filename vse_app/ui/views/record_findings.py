"""What the X-ray says of one record: a few lines above its tabs, each with what mends it."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model import wording
from vse_app.model.finding_places import place
from vse_app.model.findings import Finding
from vse_app.model.view import View
from vse_app.services import path
from vse_app.ui import theme
from vse_app.ui.context import Context, Target
from vse_app.ui.finding_targets import target_of
from vse_app.ui.parts import Card, IconLabel, LinkButton, Muted, Plain
from vse_app.ui.views.boxes import beside, clear, left
from vse_app.ui.views.xray_lines import ICONS, mend

MOST: Final = 3
"""Findings listed; the X-ray has all of them."""


class RecordFindings(Card):
    """Hidden while there is nothing to say."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(part="sunken", spacing=4, margin=12)
        self._ctx, self._said = ctx, None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.current().px(4))
        self.column.addLayout(self._lines)
        self.setAccessibleName(ctx.tr("Findings about this record"))
        self.hide()

    def show_record(self, record: int, project: int) -> None:
        """Read what is found about a record and show it."""
        ws = self._ctx.ws
        self._ctx.runner.latest(
            (id(self), "findings"), lambda: path.view(ws, project), lambda view: self._show(view, record), owner=self
        )

    def _show(self, view: View, record: int) -> None:
        mine = [f for f in view.findings if f.record == record]
        muted = sum(m.finding.record == record for m in view.muted)
        said = (tuple((f.key, str(f.values)) for f in mine), muted)
        if said == self._said:
            return
        self._said = said  # type: ignore[assignment]
        clear(self._lines)
        for finding in mine[:MOST]:
            self._lines.addWidget(self._line(view, finding, record))
        self._add_rest(len(mine) - MOST, muted)
        self.setVisible(bool(mine or muted))

    def _add_rest(self, more: int, muted: int) -> None:
        tr = self._ctx.tr
        if muted:
            self._lines.addWidget(Muted(tr("{n|One finding is|# findings are} set aside with a reason.", n=muted)))
        if more > 0 or muted:
            words = tr("{n} more in the X-ray", n=more) if more > 0 else tr("Open the X-ray")
            self._lines.addWidget(left(LinkButton(words, "right", on_click=lambda: self._ctx.go(Target("xray")))))

    def _line(self, view: View, finding: Finding, record: int) -> QWidget:
        tr = self._ctx.tr
        text = wording.finding_text(tr, self._ctx.language, view, finding)
        icon, tone = ICONS[finding.severity]
        fix, where = wording.finding_fix(tr, finding), place(view.model, finding)
        target = target_of(where)
        if not fix or (target.view == "record" and target.record == record and not target.text):
            return beside(IconLabel(icon, tone), Plain(text))
        button = LinkButton(fix, on_click=partial(mend, self._ctx, view, finding))
        button.setAccessibleDescription(text)
        return beside(IconLabel(icon, tone), Plain(text), button)
