"""What the steps through a declaration have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from vse_app.model.errors import UserError
from vse_app.services import conformance
from vse_app.services.conformance_page import Page
from vse_app.services.setup import Remark
from vse_app.ui.context import Context
from vse_app.ui.forms import Form
from vse_app.ui.views.record_fields import RecordChoices
from vse_app.ui.views.settings_fields import IconLine, Remarks
from vse_app.ui.views.settings_section import Section


class Step(Section):
    """One step; everything in it is saved at once. `scrolls` is off for a step that fills the page by itself."""

    writes = True
    scrolls = True

    def __init__(self, ctx: Context, declaration: int) -> None:
        super().__init__(ctx)
        self.declaration = declaration
        self.remarks = Remarks()

    def show_page(self, page: Page) -> None:
        """Show what was read; what is being typed stays."""

    def edit(self, *, deleted: str = "", **values: Any) -> None:
        """Save some values of the declaration."""
        ws, declaration = self.ctx.ws, self.declaration
        self.do(lambda: conformance.edit(ws, declaration, **values), deleted=deleted)

    def do(self, verb: Callable[[], Any], *, deleted: str = "") -> None:
        """Run a verb; what is wrong is said in the step, `deleted` with a way to undo it."""

        def refused(error: UserError) -> None:
            self.say(error.say(self.ctx.tr))

        self.ctx.do(verb, then=lambda _value: self.say(""), failed=refused, owner=self, typed=True, deleted=deleted)

    def say(self, problem: str) -> None:
        """Say what was wrong; "" when nothing was."""
        self.remarks.show_remarks([Remark("problem", problem)] if problem else [])

    def note(self, text: str) -> IconLine:
        """Advice, with a sign that it is only that."""
        return IconLine("info", "info", text)


def fill(form: Form, values: dict[str, Any]) -> None:
    """Show values in a form; what somebody typed there and cannot be understood yet stays to be mended."""
    held = form.values()
    form.set_values(values | {name: held[name] for name in form.problems()})


def rows_of(value: object, names: tuple[str, ...]) -> list[list[str]]:
    """The rows of a table field as texts in the order of `names`."""
    rows = value if isinstance(value, list) else []
    return [[str(row.get(name) or "") for name in names] for row in rows]


class People(RecordChoices):
    """Who can be named in some forms. `offer` brings the lists in `fields` up to date when the people are others."""

    def offer(self, people: Sequence[tuple[str, str]], *fields: tuple[Form, str]) -> None:
        """Offer these people; what is chosen stays."""
        if list(people) == self.people():
            return
        self.set(people, self.targets())
        for form, field in fields:
            editor = form.editor(field)
            editor.show_value(editor.value())
