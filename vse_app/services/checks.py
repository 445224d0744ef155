"""What every verb asks before it writes: is it a date, is it somebody, is it there."""

from __future__ import annotations

import datetime as dt

from vse_app.model.errors import Invalid
from vse_app.model.records import Record
from vse_app.services import company
from vse_app.services.workspace import Workspace


def check_date(value: str) -> None:
    """Raise Invalid unless the value is an ISO date written as year-month-day, the form that sorts by itself."""
    try:
        right = dt.date.fromisoformat(value).isoformat() == value
    except (TypeError, ValueError):
        right = False
    if not right:
        raise Invalid("{value} is not a date.", hint="Write it as year-month-day.", value=value or "?")


def check_person(ws: Workspace, person: str) -> None:
    """Raise Invalid unless the id is somebody's."""
    if person not in {p.id for p in company.people(ws)}:
        raise Invalid("Say who does this.", hint="Choose a person; add people in Settings.")


def existing(record: Record | None) -> Record:
    """Return the record; raise Invalid when there is none."""
    if record is None:
        raise Invalid("There is no such record.")
    return record
