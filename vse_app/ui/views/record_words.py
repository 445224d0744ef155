"""Words and drawings for records that lists and pages share: states, forms of keeping, sizes, moments."""

from __future__ import annotations

import datetime as dt
from typing import Final

from vse_app.i18n import Translator
from vse_app.model.elements import Product
from vse_app.model.process import ProcessModel
from vse_app.model.wording import date_text

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
    amount, unit = size / 1000, "kB"
    for larger in ("MB", "GB"):
        if amount >= 1000:
            amount, unit = amount / 1000, larger
    return f"{amount:.1f} {unit}" if amount < 10 else f"{amount:.0f} {unit}"


def field_label(tr: Translator, language: str, model: ProcessModel, product: Product, field: str) -> str:
    """The name of a field, or of title, files and address, which every record has."""
    if product.field(field) is not None:
        return model.field_word(language, product.id, (field,))
    return {"title": tr("Title"), "files": tr("Files"), "link": tr("Address")}.get(field, field)


def moment_text(tr: Translator, moment: str) -> str:
    """A stored moment (UTC) where the person is: `12 May 2026, 14:05`."""
    try:
        local = dt.datetime.fromisoformat(moment).astimezone()
    except ValueError:
        return moment
    return f"{date_text(tr, local.date().isoformat())}, {local:%H:%M}"
