"""What the sections of the settings have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model.errors import UserError
from vse_app.ui import theme
from vse_app.ui.context import Context

if TYPE_CHECKING:
    from vse_app.ui.views.settings import Data


class Section(QWidget):
    """One page of the settings. `writes` says that it changes the company file."""

    writes = False

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.current().px(14))

    def add(self, *widgets: QWidget) -> None:
        """Put widgets one under the other."""
        for widget in widgets:
            self.column.addWidget(widget)

    def show_data(self, data: Data) -> None:
        """Show what was read; what is being typed stays."""

    def leave(self) -> None:
        """Hand over what was typed and not saved yet."""

    def save(self, verb: Callable[[], Any], *, failed: Callable[[str], object]) -> None:
        """Run a verb; `failed` is told what was wrong, "" when nothing was."""

        def refused(error: UserError) -> None:
            failed(error.say(self.ctx.tr))

        self.ctx.do(verb, then=lambda _value: failed(""), failed=refused, typed=True)
