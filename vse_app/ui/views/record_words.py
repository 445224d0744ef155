"""Words and drawings for records that lists and pages share: states, forms of keeping, sizes, moments."""

from __future__ import annotations

import datetime as dt
from typing import Final

from vse_app.i18n import Translator
from vse_app.services.wording import date_text

STATE_ICONS: Final = {
    "reviewed": "check",
    "verified": "verify",
    "validated": "validate",
    "accepted": "accept",
    "approved": "approve",
    "baselined": "baseline",
    "delivered": "deliver",
    "tested": "checklist",
    "unit-tested": "checklist",
    "updated": "edit",
}
"""State → icon; a state that a model invents gets a tick."""

FORM_ICONS: Final = {"form": "edit", "file": "file", "link": "link"}


def state_icon(state: str) -> str:
    """The drawing of a state."""
    return STATE_ICONS.get(state, "check")


def form_word(tr: Translator, form: str) -> str:
    """How a record is held, in words."""
    return {"form": tr("Written here"), "file": tr("File"), "link": tr("Link")}[form]


def size_text(size: int) -> str:
    """Bytes for people: `340 B`, `12 kB`, `4.1 MB`."""
    if size < 1000:
        return f"{size} B"
    for unit in ("kB", "MB", "GB"):
        size_in_unit = size / 1000
        if size_in_unit < 1000 or unit == "GB":
            return f"{size_in_unit:.1f} {unit}" if size_in_unit < 10 else f"{size_in_unit:.0f} {unit}"
        size //= 1000
    return ""


def moment_text(tr: Translator, moment: str) -> str:
    """A stored moment (UTC) where the person is: `12 May 2026, 14:05`."""
    try:
        local = dt.datetime.fromisoformat(moment).astimezone()
    except ValueError:
        return moment
    return f"{date_text(tr, local.date().isoformat())}, {local:%H:%M}"
