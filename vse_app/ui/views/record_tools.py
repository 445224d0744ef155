"""Buttons of a record's page that lead to where it is worked on: its desk, and its verification or validation."""

from __future__ import annotations

from typing import Final

from vse_app.model.checking import STATES
from vse_app.services.checking import registers_of
from vse_app.services.record_page import RecordPage
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button
from vse_app.ui.views.record_desks import DESKS

CHECKS: Final = {"verification": ("Verify …", "verify"), "validation": ("Validate …", "validate")}
"""Register of a check → its button and icon."""


def desk_buttons(ctx: Context, found: RecordPage) -> list[Button]:
    """The buttons for a record; none on one that was withdrawn."""
    if found.record.withdrawn:
        return []
    record = found.record.id
    buttons = [check_button(ctx, record, name) for name in checks_of(found)] if ctx.ws.writable else []
    if found.product.register in DESKS:
        words, view = DESKS[found.product.register]
        buttons.append(Button(ctx.tr(words), "right", on_click=lambda: ctx.go(Target(view, record=record))))
    return buttons


def checks_of(found: RecordPage) -> list[str]:
    """The checks whose state records of this kind know."""
    return [name for name in registers_of(found.model, found.record.kind) if STATES[name] in found.product.states]


def check_button(ctx: Context, record: int, register: str, step: tuple[str, int] = ("", 0)) -> Button:
    """A button that begins a check of a record, for a task and its iteration if it is made for one."""
    words, icon = CHECKS[register]
    target = Target("check", record=record, task=step[0], iteration=step[1], kind=register)
    return Button(ctx.tr(words), icon, on_click=lambda: ctx.go(target))
