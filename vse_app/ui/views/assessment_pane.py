"""What the steps of an assessment's page have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.model.assessment_scope import Subject
from vse_app.model.assessment_words import subject_title
from vse_app.model.errors import UserError
from vse_app.services.assessment_page import Page
from vse_app.ui.context import Context, Target


class Pane(QWidget):
    """One step. It shows a page, and hands changes over with `save`; `asked` goes to another step or item."""

    asked = Signal(object)
    """A `Target` on the same assessment: its `text` is the step, its `kind` an item."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self._page: Page | None = None
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(0, 0, 0, 0)
        self.outer.setSpacing(0)

    @property
    def page(self) -> Page:
        """What is shown; only asked for once there is something."""
        assert self._page is not None
        return self._page

    def show_page(self, page: Page) -> None:
        """Show an assessment as it is now."""
        self._page = page

    def show_place(self, place: str) -> None:
        """Bring an item, a process or a part of the step into view."""

    def leave(self) -> None:
        """Hand over what was typed and not saved yet."""

    def first(self) -> QWidget | None:
        """Where the keyboard goes when the step is opened."""
        return None

    def save(
        self, verb: Callable[[], Any], then: Callable[[Any], object] | None = None, *, typed: bool = False
    ) -> None:
        """Run a verb; what is refused is said in the message bar."""

        def refused(error: UserError) -> None:
            self.ctx.messages.say("bad", error.say(self.ctx.tr))

        self.ctx.do(verb, then, refused, owner=self, typed=typed)

    def go_step(self, step: str, place: str = "") -> None:
        """Open another step of the same assessment."""
        self.asked.emit(Target("assessment", record=self.page.own.id, text=step, kind=place))

    def title(self, subject: Subject) -> str:
        """What a subject is called."""
        return subject_title(self.ctx.tr, self.page.sheet.models, subject, self.ctx.language)


class Persons:
    """The people a form may name; it links to nothing."""

    def __init__(self, named: Callable[[], list[tuple[str, str]]]) -> None:
        self._named = named

    def people(self) -> list[tuple[str, str]]:
        """(id, name) of everybody."""
        return self._named()

    def targets(self) -> list[tuple[str, str]]:
        """Nothing can be linked to here."""
        return []
