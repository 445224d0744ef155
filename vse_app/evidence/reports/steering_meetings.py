"""Meetings on paper: what was agreed in each, and every agreement with who, when and where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.data import PackData
from vse_app.evidence.reports.dates import day
from vse_app.evidence.reports.steering_frame import chapter, document, nobody, nothing, steering_of
from vse_app.i18n import Translator
from vse_app.model.report import Block, Column, Heading, KeyValues, Report, Table
from vse_app.model.steering import Row


def build(data: PackData, tr: Translator) -> Report:
    """The meetings as a document."""
    return document(data, tr, "meetings", tr("Meetings and agreements"), [*agreements(data, tr), *_minutes(data, tr)])


def section(data: PackData, tr: Translator) -> Iterator[Block]:
    """The agreements in the evidence pack; the minutes themselves stand among the work products."""
    if data.steering is not None and (data.steering.held or data.steering.actions):
        yield from chapter(tr("Meetings and agreements"), agreements(data, tr))


def agreements(data: PackData, tr: Translator) -> Iterator[Block]:
    """Every agreement, the open ones first."""
    steering = steering_of(data)
    today = steering.plan.today.isoformat()
    rows = sorted(steering.actions, key=lambda row: (row.ended, not row.record.due, row.record.due, row.record.id))
    yield Heading(2, tr("Agreements"))
    yield Table(
        (Column(tr("What"), 5), Column(tr("Who"), 1.6), Column(tr("Due"), 1.3), Column(tr("Where agreed"), 1.3),
         Column(tr("State"), 1.5)),
        tuple(
            (f"{row.record.number}  {row.record.title}", nobody(data, tr, row.record.owner),
             day(tr, row.record.due) or tr("no day yet"), _sources(data, row), _state(data, tr, row, today))
            for row in rows
        )
        + tuple(_noted(data, tr)),
        empty=tr("There are none."),
    )  # fmt: skip


def _noted(data: PackData, tr: Translator) -> Iterator[tuple[str, ...]]:
    """Agreements that stand in a table of the minutes themselves and are not closed there."""
    for row in steering_of(data).held:
        for item in row.table("agreements"):
            status = str(item.get("status") or "open")
            if item.get("agreement") and status != "closed":
                owner, due = str(item.get("owner") or ""), str(item.get("due") or "")
                yield (str(item["agreement"]), nobody(data, tr, owner), day(tr, due) or tr("no day yet"),
                       row.record.number, data.word("states", status))  # fmt: skip


def _sources(data: PackData, row: Row) -> str:
    found = (data.by_id.get(record) for record in row.links("raised-by"))
    return ", ".join(record.number for record in found if record is not None) or "–"


def _state(data: PackData, tr: Translator, row: Row, today: str) -> str:
    word = data.word("states", row.follow) if row.follow else "–"
    done = row.text("done-on")
    if row.ended:
        return f"{word}, {day(tr, done)}" if done else word
    return f"{word}, {tr('past its day')}" if row.record.due and row.record.due < today else word


def _minutes(data: PackData, tr: Translator) -> Iterator[Block]:
    steering = steering_of(data)
    yield Heading(1, tr("Minutes"))
    if not steering.held:
        yield nothing(tr("There are no minutes yet."))
    for row in steering.held:
        yield Heading(2, f"{row.record.number}  {row.record.title}")
        there = ", ".join(
            f"{item.get('name', '')} ({item['role']})" if item.get("role") else str(item.get("name", ""))
            for item in row.table("attendees")
        )
        questions = [str(item.get("issue", "")) for item in row.table("issues") if item.get("status") != "closed"]
        pairs = (
            (tr("Held on"), day(tr, row.text("held-on") or row.record.happened)),
            (tr("Captured"), day(tr, row.record.captured)),
            (tr("Place"), row.text("place")),
            (tr("Who was there"), there),
            (tr("Reached"), row.text("achieved")),
            (tr("Decided"), row.text("decisions")),
            (tr("Open questions"), "\n".join(questions)),
            (tr("Next meeting"), day(tr, row.text("next-meeting-on"))),
        )
        yield KeyValues(tuple((name, text) for name, text in pairs if text))
        raised = steering.agreed.get(row.record.id, ())
        own = [item for item in row.table("agreements") if item.get("agreement")]
        if raised or own:
            yield _agreed(data, tr, raised, own)


def _agreed(data: PackData, tr: Translator, raised: tuple[Row, ...], own: list[dict[str, object]]) -> Table:
    rows = [
        (f"{one.record.number}  {one.record.title}", nobody(data, tr, one.record.owner),
         day(tr, one.record.due) or tr("no day yet"), data.word("states", one.follow))
        for one in raised
    ]  # fmt: skip
    rows += [
        (str(item.get("agreement", "")), nobody(data, tr, str(item.get("owner") or "")),
         day(tr, str(item.get("due") or "")) or tr("no day yet"),
         data.word("states", str(item.get("status") or "open")))
        for item in own
    ]  # fmt: skip
    return Table(
        (Column(tr("Agreed"), 5), Column(tr("Who"), 2), Column(tr("Due"), 1.4), Column(tr("State"), 1.4)), tuple(rows)
    )
