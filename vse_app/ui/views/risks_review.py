"""Looking at all risks in one sitting: one after the other, with the keyboard; each look is recorded with its day."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from vse_app.model.risk_charts import level_words
from vse_app.model.risk_page import LEVELS, Risk, RiskPage
from vse_app.model.wording import date_text
from vse_app.ui import theme
from vse_app.ui.context import Context
from vse_app.ui.parts import Button, Caption, KeyHint, Plain, ProgressLine, Title, flow
from vse_app.ui.views.boxes import clear, pile


class Sitting(QFrame):
    """The risks of a sitting in their order. `seen` (risk, changed values) records a look; `ended` closes it."""

    seen = Signal(int, object)
    ended = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        tr = ctx.tr
        self.setProperty("part", "confirm")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Review of all risks"))
        self.risks: tuple[Risk, ...] = ()
        self.at = 0
        self.changed: dict[str, str] = {}
        self._asked = "probability"
        self.progress = ProgressLine()
        self.title, self._facts = Title(""), Caption("")
        self._probability, self._consequence = pile(spacing=4), pile(spacing=4)
        self.next_button = Button(tr("Seen, next"), "forward", kind="primary", on_click=self.go_on)
        stop = Button(tr("Stop here"), kind="quiet", on_click=self.ended.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.current().px(16)] * 4)
        column.setSpacing(theme.current().px(10))
        hints = (
            ("P", tr("probability")),
            ("C", tr("consequence")),
            ("1–5", tr("set it")),
            ("N", tr("next")),
            ("Esc", tr("stop")),
        )
        keys = flow(*(part for key, what in hints for part in (KeyHint(key), Caption(what, wrap=False))), spacing=6)
        for widget in (self.progress, self.title, self._facts, self._probability, self._consequence,
                       flow(self.next_button, stop), keys):  # fmt: skip
            column.addWidget(widget)

    def begin(self, page: RiskPage) -> None:
        """Start with the gravest."""
        self.risks, self.at = page.open, 0
        self._show()
        self.setFocus()

    @property
    def risk(self) -> Risk | None:
        """The one being looked at."""
        return self.risks[self.at] if self.at < len(self.risks) else None

    def go_on(self) -> None:
        """Record that this one was looked at, and go to the next."""
        risk = self.risk
        if risk is None:
            return
        self.seen.emit(risk.id, dict(self.changed))
        self.at += 1
        if self.risk is None:
            self.ended.emit()
        else:
            self._show()
            self.setFocus()

    def choose(self, what: str, level: int) -> None:
        """Set probability or consequence (1 to 5)."""
        self.changed[what] = LEVELS[level - 1]
        self._asked = "consequence"
        self._show_levels()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_P:
            self._ask("probability")
        elif key == Qt.Key.Key_C:
            self._ask("consequence")
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_5:
            self.choose(self._asked, key - Qt.Key.Key_0)
        elif key in (Qt.Key.Key_N, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        elif key == Qt.Key.Key_Escape:
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    def _ask(self, what: str) -> None:
        self._asked = what
        self._show_levels()

    def _show(self) -> None:
        risk, tr = self.risk, self.ctx.tr
        assert risk is not None
        self.changed, self._asked = {}, "probability"
        self.progress.show_progress(
            self.at, len(self.risks), tr("{n} of {total} looked at", n=self.at, total=len(self.risks))
        )
        self.title.setText(f"{risk.row.record.number}  {risk.row.text('statement') or risk.row.record.title}")
        seen = date_text(tr, risk.reviewed.isoformat()) if risk.reviewed else tr("never")
        said = [tr("looked at last: {date}", date=seen), risk.row.text("plan")]
        self._facts.setText(" · ".join(part for part in said if part))
        self._show_levels()

    def _show_levels(self) -> None:
        """Both scales as buttons; the one that the keys 1 to 5 set has its name in front."""
        risk, tr = self.risk, self.ctx.tr
        assert risk is not None
        names = {"probability": tr("Probability"), "consequence": tr("Consequence")}
        boxes = {"probability": self._probability, "consequence": self._consequence}
        for (what, box), words in zip(boxes.items(), level_words(tr), strict=True):
            chosen = self.changed.get(what) or risk.row.text(what)
            buttons: list[QWidget] = []
            for level, word in enumerate(words, 1):
                button = Button(f"{level} {word}", kind="chip", on_click=partial(self._press, what, level))
                button.setCheckable(True)
                button.setMinimumWidth(_bold_width(button, f"{level} {word}"))
                button.setChecked(LEVELS[level - 1] == chosen)
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                button.setAccessibleName(f"{names[what]}: {level} {word}")
                buttons.append(button)
            layout = box.layout()
            assert layout is not None
            clear(layout)
            mark = "▸ " if what == self._asked else ""
            layout.addWidget(Plain(mark + names[what]))
            layout.addWidget(flow(*buttons, spacing=6))

    def _press(self, what: str, level: int) -> None:
        self._asked = what
        self.choose(what, level)


def _bold_width(button: Button, text: str) -> int:
    """A chosen chip is bold, which its own hint does not know."""
    font = QFont(button.font())
    font.setBold(True)
    return QFontMetrics(font).horizontalAdvance(text) + theme.current().px(22)
