"""Rules over records one by one: their ids, their states against their versions, their dates, who did it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, cast

from vse_app.model.elements import FieldDef, Product
from vse_app.model.findings import CHECKS, LATE_DAYS, Finding, days_between
from vse_app.model.path import SETTLED, Step
from vse_app.model.records import Record, holding, stale
from vse_app.model.whole import Sight

AFTER_CHECKING: Final = frozenset({"validated", "accepted", "agreed", "baselined", "delivered"})
"""States that rest on somebody having verified the version before."""
ALL_BY_ONE: Final = 5
"""From so many checks on, all of them by one person are worth a word."""
DONE: Final = frozenset({"closed", "done", "dropped"})
"""Choices of a row's status with which nothing is left to do."""


def duplicate_id(sight: Sight) -> Iterator[Finding]:
    """Two entries of a kind with one id in another tool, or numbers that differ only in how they are written."""
    for other, records in _alike(sight, {r.id: r.number for r in sight.whole.records}).items():
        for record in records[1:]:
            values = {"other": records[0].id, "item": record.number, "what": "number", "said": other}
            yield Finding("duplicate-id", "error", record=record.id, values=values)
    for other, records in _alike(sight, sight.whole.other_ids, number=False).items():
        for record in records[1:]:
            values = {"other": records[0].id, "item": other, "what": "other-id"}
            yield Finding("duplicate-id", "error", record=record.id, values=values)


def _alike(sight: Sight, names: Any, *, number: bool = True) -> dict[str, Sequence[Record]]:
    found: dict[tuple[str, str], list[Record]] = {}
    for record in sight.whole.records:
        name: str = names.get(record.id, "")
        if name:
            key = _plain_number(name) if number else name.strip().casefold()
            found.setdefault((record.kind if not number else "", key), []).append(record)
    return {names[records[0].id]: records for records in found.values() if len(records) > 1}


def _plain_number(number: str) -> str:
    """`REQ-003`, `req-3` and `REQ 3` are one id to whoever reads them aloud."""
    head, dash, digits = number.rpartition("-")
    if not (dash and digits.isdecimal()):
        found = _NUMBER.fullmatch(number)
        head, digits = found.groups() if found else (number, "0")
    return f"{head.casefold()} {int(digits)}"


_NUMBER = re.compile(r"(.*?)[\s_-]*([0-9]+)")


def stale_approval(sight: Sight) -> Iterator[Finding]:
    """The current version has been changed since an earlier one was approved, and nothing was said of the new one.

    An approval of an earlier iteration is not asked for again before the present one comes to it, and none of an entry
    that is closed: a refused change was never accepted.
    """
    present = _present_iteration(sight.steps)
    known, model = sight.whole.by_id, sight.facts.model
    for record_id, events in sight.whole.events_of.items():
        record = known.get(record_id)
        if record is None or any(event.stamp == record.stamp for event in events):
            continue
        if model.product_of(record.kind).is_ended(record.follow):
            continue
        old = stale(events, record.stamp)
        last = max(old, key=lambda e: e.id) if old else None
        if last and not 0 < last.iteration < present:
            values = {"state": last.state, "approved": last.revision, "current": record.revision}
            yield Finding("stale-approval", "warning", record=record.id, values=values)


def _present_iteration(steps: Sequence[Step]) -> int:
    """The earliest iteration with something mandatory left to do; 0 when all is settled."""
    return min(
        (s.iteration for s in steps if s.iteration and not s.task.optional and s.status not in SETTLED), default=0
    )


def same_person(sight: Sight) -> Iterator[Finding]:
    """Somebody checked their own work: allowed in a small team, always shown."""
    known = sight.whole.by_id
    for record_id, events in sight.whole.events_of.items():
        record = known.get(record_id)
        for event in events:
            if record and event.stamp == record.stamp and event.person == record.author and event.state in CHECKS:
                values = {"state": event.state, "person": record.author}
                yield Finding("same-person", "info", record=record_id, values=values)


def all_by_one(sight: Sight) -> Iterator[Finding]:
    """One person gave every check there is, though others are in the project."""
    team = {person for people in sight.facts.project.assignments.values() for person in people}
    known = sight.whole.by_id
    checks = Counter(
        e.person for r, events in sight.whole.events_of.items() if r in known for e in events if e.state in CHECKS
    )
    if len(checks) == 1 and len(team) > 1:
        ((person, count),) = checks.items()
        if count >= ALL_BY_ONE:
            yield Finding("all-by-one", "warning", values={"person": person, "n": count})


def approved_before_written(sight: Sight) -> Iterator[Finding]:
    """A state dated before the version it belongs to."""
    known = sight.whole.by_id
    for record_id, events in sight.whole.events_of.items():
        record = known.get(record_id)
        for event in events:
            if record and event.stamp == record.stamp and record.happened and event.happened < record.happened:
                values = {"state": event.state, "approved": event.happened, "written": record.happened}
                yield Finding("approved-before-written", "warning", record=record_id, values=values)


def approved_before_verified(sight: Sight) -> Iterator[Finding]:
    """The current version was approved though nobody had verified it by then."""
    known, model = sight.whole.by_id, sight.whole.model
    asks: dict[str, bool] = {}
    for record_id, events in sight.whole.events_of.items():
        record = known.get(record_id)
        if record is None:
            continue
        if record.kind not in asks:
            asks[record.kind] = "verified" in model.product_of(record.kind).states
        if not asks[record.kind]:
            continue
        now = [e for e in events if e.stamp == record.stamp]
        given = next((e for e in now if e.state in AFTER_CHECKING), None)
        verified = min((e.happened for e in now if e.state == "verified"), default="")
        if given and (not verified or given.happened < verified):
            values = {"state": given.state, "approved": given.happened, "verified": verified}
            yield Finding("approved-before-verified", "warning", record=record_id, values=values)


def written_later(sight: Sight) -> Iterator[Finding]:
    """Captured long after it happened."""
    same = {"": 0}
    for record in sight.whole.records:
        if record.happened[:7] == record.captured[:7]:  # most are of one month; two dates need not be parsed
            days = int(record.captured[8:10] or 0) - int(record.happened[8:10] or 0)
        else:
            span = record.happened + record.captured[:10]
            days = same[span] if span in same else days_between(record.happened, record.captured)
            same[span] = days
        if days > LATE_DAYS:
            yield Finding("written-later", "info", record=record.id, values={"days": days})


def overdue_record(sight: Sight) -> Iterator[Finding]:
    """A record with a due date that has passed and no state or closure since."""
    today, whole = sight.facts.today, sight.whole
    for kind, records in whole.by_kind.items():
        product = whole.model.product_of(kind)
        for record in records:
            if not record.due or record.due >= today:
                continue
            ended = product.is_ended(record.follow)
            if not product.follow_up:
                ended = bool(holding(whole.events_of.get(record.id, ()), record.stamp))
            if not ended:
                days = days_between(record.due, today)
                yield Finding("overdue-record", "warning", record=record.id, values={"days": days, "due": record.due})


def overdue_agreement(sight: Sight) -> Iterator[Finding]:
    """A row of a record (an agreement, an action, a defect) that is past its due date and still open."""
    whole, today = sight.whole, sight.facts.today
    for kind, records in whole.by_kind.items():
        product = whole.model.product_of(kind)
        tables = tables_with_dates(product)
        for record in records if tables else ():
            said = whole.said.get(record.id, {})
            for table in tables:
                yield from _late_rows(record, table, said.get(table.id) or (), today)


def tables_with_dates(product: Product) -> tuple[FieldDef, ...]:
    """The tables of a kind whose rows are worked off: they have a due date and a status."""
    wanted = {"due", "status"}
    return tuple(f for f in product.fields if f.kind == "table" and wanted <= {c.id for c in f.columns})


def _late_rows(record: Record, table: FieldDef, rows: Any, today: str) -> Iterator[Finding]:
    first = next((c.id for c in table.columns if c.kind in ("text", "long-text")), "")
    for row in cast("Sequence[dict[str, Any]]", rows):
        due = str(row.get("due") or "")
        if due and due < today and row.get("status") not in DONE:
            values = {
                "days": days_between(due, today), "due": due, "item": str(row.get(first) or "–"),
                "person": str(row.get("owner") or ""),
            }  # fmt: skip
            yield Finding("overdue-agreement", "warning", record=record.id, values=values)


def not_captured(sight: Sight) -> Iterator[Finding]:
    """A work product that is only an address: nobody can show later what stood there."""
    for record in sight.whole.records:
        if record.form == "link":
            yield Finding("not-captured", "info", record=record.id)
