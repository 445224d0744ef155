"""One hint about how something is written."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model.requirement_quality import Hint
from vse_app.model.trace_words import hint_text
from vse_app.services import hinting
from vse_app.ui import theme
from vse_app.ui.parts import IconLabel, Muted, Plain, row


class HintLine(QWidget):
    """A hint about how something is written, and what would mend it."""

    def __init__(self, language: str, hint: Hint) -> None:
        super().__init__()
        guide = hinting.guide()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(row(IconLabel("info", "info"), Plain(hint_text(guide, language, hint)), stretch_last=True))
        fix = row(Muted(guide.word(language, hint.rule, "fix")), stretch_last=True)
        fix.setContentsMargins(theme.current().px(22), 0, 0, 0)
        lines.addLayout(fix)
