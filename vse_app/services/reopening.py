"""What accepted changes open again: kept at acceptance is only where each affected record stood then.

The document ("reopened", change) names the event of the acceptance, the newest confirmation of a task at that moment,
and for each affected record the stamp it had, with the reason of a person who says that it need not change after all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from vse_app.model import change_control
from vse_app.model.change_control import Accepted, Affected
from vse_app.model.elements import Product
from vse_app.model.process import ProcessModel
from vse_app.model.records import Event, Record
from vse_app.store import queries
from vse_app.store.change import Change
from vse_app.store.database import Connection

DOCUMENT: Final = "reopened"
PREFIX: Final = "field:"


def affects(product: Product) -> str:
    """The field in which a change request names what it affects, "" where it has none."""
    found = product.own("affects")
    return found.id if found else ""


def keep(change: Change, record: Record, product: Product, event: int) -> None:
    """Note at acceptance where the affected records stand; reasons given before an earlier acceptance are dropped."""
    heads = queries.heads(change.connection, _targets(change.connection, record.id, affects(product)))
    confirmed = max((c.id for c in queries.confirmations_of(change.connection, record.project)), default=0)
    value = {
        "number": record.number,
        "event": event,
        "confirmed": confirmed,
        "affected": {str(head.id): {"stamp": head.stamp} for head in heads.values()},
    }
    change.put(DOCUMENT, str(record.id), value, project=record.project)


def settle(change: Change, accepted: Accepted, item: Affected, said: Mapping[str, str]) -> None:
    """Keep what a person says of an affected record ("untouched", "by", "on"); nothing said takes it back."""
    record = accepted.record
    found: dict[str, Any] = queries.document(change.connection, DOCUMENT, str(record.id)) or {
        "number": record.number, "event": accepted.event.id, "confirmed": accepted.confirmed, "affected": {},
    }  # fmt: skip
    kept = {**found["affected"], str(item.record.id): {"stamp": item.stamp} | dict(said)}
    change.put(DOCUMENT, str(record.id), found | {"affected": kept}, project=record.project)


def accepted(connection: Connection, model: ProcessModel, project: int) -> tuple[Accepted, ...]:
    """The change requests of a project that were accepted and not withdrawn, oldest first."""
    product = model.register(change_control.REGISTER)
    state = change_control.stages(product).accepted if product else ""
    if product is None or not state:
        return ()
    given = {e.record: e for e in queries.events_of(connection, project, kinds=[product.id]) if _is(e, state)}
    if not given:
        return ()
    heads = queries.heads(connection, given)
    kept = queries.all_documents(connection, DOCUMENT, project=project)
    return tuple(
        _accepted(connection, product, heads[record], given[record], kept.get(str(record), {}))
        for record in sorted(given)
        if not heads[record].withdrawn
    )


def _is(event: Event, state: str) -> bool:
    return event.state == state and bool(event.stamp) and not event.withdrawn


def _accepted(
    connection: Connection, product: Product, record: Record, event: Event, kept: Mapping[str, Any]
) -> Accepted:
    kept = kept if kept.get("event") == event.id else {}
    said: Mapping[str, Mapping[str, str]] = kept.get("affected", {})
    targets = _targets(connection, record.id, affects(product))
    heads = queries.heads(connection, targets)
    affected = tuple(_affected(heads[i], event, said.get(str(i), {})) for i in targets if i in heads)
    return Accepted(record, event, affected, product.is_ended(record.follow), int(kept.get("confirmed", -1)))


def _affected(head: Record, event: Event, said: Mapping[str, str]) -> Affected:
    return Affected(
        head, said.get("stamp", ""), event.captured, said.get("untouched", ""), said.get("by", ""), said.get("on", "")
    )


def _targets(connection: Connection, record: int, field: str) -> Sequence[int]:
    links = queries.links_of(connection, record)
    return [link.target for link in links if link.source == record and link.type == PREFIX + field and link.target]
