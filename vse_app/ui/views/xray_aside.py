"""Setting findings aside: the reason, and until when."""

from __future__ import annotations

from collections.abc import Sequence

from vse_app.model.findings import Finding
from vse_app.ui.context import Context
from vse_app.ui.forms_editor import FieldSpec
from vse_app.ui.forms_values import DateEditor
from vse_app.ui.parts import Confirm, Plain
from vse_app.ui.views.boxes import stack
from vse_app.ui.views.project_cycle import NOBODY
from vse_app.ui.views.settings_fields import Labelled, lines


class AsidePanel(Confirm):
    """Why a finding does not count. Without a reason nothing is set aside."""

    def __init__(self, ctx: Context, findings: Sequence[Finding]) -> None:
        tr = ctx.tr
        self.reason = lines(rows=2)
        self.until = DateEditor(FieldSpec("until", "date", tr("Until (may stay empty)")), tr=tr, choices=NOBODY)
        self._problem = Plain("", tone="bad")
        self._problem.hide()
        body = stack(
            Labelled(tr("Reason"), self.reason, tr("It is shown and printed with your name and today's date.")),
            Labelled(tr("Until (may stay empty)"), self.until, tr("After that day the finding counts again.")),
            self._problem,
        )
        count = len(findings)
        title = tr("Set {n|this finding|these # findings} aside?", n=count)
        super().__init__(title, "", confirm=tr("Set aside"), cancel=tr("Cancel"), body=body)
        self.set_ready(False)
        self.reason.textChanged.connect(lambda: self.set_ready(bool(self.reason.toPlainText().strip())))

    def show_problem(self, text: str) -> None:
        """Say why it was not done."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
