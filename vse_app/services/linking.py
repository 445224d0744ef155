"""Links between records: kept in step with the link fields, watched at both ends, looked at again by somebody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from vse_app.model.elements import FieldDef, Product
from vse_app.model.errors import Invalid
from vse_app.model.process import ProcessModel
from vse_app.model.records import Content, Record, Seen, suspect
from vse_app.services import checks
from vse_app.services.workspace import Done, Workspace
from vse_app.store import growing, queries
from vse_app.store.change import Change
from vse_app.store.queries import Link

PREFIX: Final = "field:"
_ID = re.compile("[0-9]{1,15}")


def field_of(link: Link) -> str:
    """The field of its source in which a link stands."""
    return link.type.removeprefix(PREFIX)


def type_of(model: ProcessModel, source_kind: str, link: Link) -> str:
    """The type of a link, "" for one without."""
    definition = model.product(source_kind).field(field_of(link))
    return definition.link if definition else ""


def suspect_ends(model: ProcessModel, link: Link, heads: Mapping[int, Record]) -> tuple[str, ...]:
    """The ends ("target", "source") of a link that changed since it was made or looked at again."""
    source, target = heads.get(link.source), heads.get(link.target)
    if source is None or target is None:
        return ()
    found = model.link_type(type_of(model, source.kind, link))
    return suspect(link.seen, source, target, found.watch if found else "target")


def keep_links(change: Change, record: Record, product: Product, content: Content) -> None:
    """Keep the links table, and the place in a tree, in step with the link fields.

    A link keeps the fingerprints it was made with. Raises Invalid for one that leads nowhere, to a kind it may not lead
    to, or in a circle of a tree.
    """
    kept = [f for f in (*product.fields, *product.earlier) if f.kind == "link"]
    if not kept:
        return
    head = queries.record(change.connection, record.id) or record
    mine = [link for link in queries.links_of(change.connection, record.id) if link.source == record.id]
    for definition in kept:
        type_ = PREFIX + definition.id
        before = {(link.target, link.element): link.seen for link in mine if link.type == type_}
        wanted: dict[tuple[int, str], Seen] = {}
        for item in content.fields.get(definition.id, ()):
            target = target_of(change, record, item)
            seen = before.get((target.id, ""))
            if seen is None:
                check_kind(definition, target)
                seen = Seen(target.core or target.stamp)
            wanted[target.id, ""] = seen if seen.source else seen._replace(source=head.core)
        if before or wanted:
            change.set_links(record, type_, wanted)
    if product.tree:
        put_below(change, record, content.fields.get(product.tree) or [])


def put_below(change: Change, record: Record, above: list[Any]) -> None:
    """Put a record where it belongs in its tree; raises Invalid for two places or a circle."""
    if len(above) > 1:
        raise Invalid("{number} cannot be part of two entries.", hint="Keep one of them.", number=record.number)
    growing.put_below(change, record.id, int(above[0]) if above else 0)


def target_of(change: Change, record: Record, item: str) -> Record:
    """The record a link leads to; raises Invalid when there is none in the project."""
    target = queries.record(change.connection, int(item)) if _ID.fullmatch(item) else None
    if target is None or target.project != record.project:
        raise Invalid("The link {target} leads nowhere.", place=record.number, target=item)
    return target


def check_kind(definition: FieldDef, target: Record) -> None:
    """Raise Invalid when a link may not lead to records of this kind. Links made before that was so stay."""
    if definition.to and target.kind not in definition.to:
        raise Invalid("{target} cannot be named in {field}.", target=target.number, field=definition.id)


def clear_suspect(ws: Workspace, link: Link, *, person: str = "") -> Done[None]:
    """Somebody (whoever is at work, if not said) looked at what changed and says that the link still holds."""
    return clear_all(ws, (link,), person=person)


def clear_all(ws: Workspace, some: tuple[Link, ...], *, person: str = "") -> Done[None]:
    """As `clear_suspect`, for several links in one change."""
    who = person or ws.actor
    checks.check_person(ws, who)

    def work(change: Change) -> None:
        for link in some:
            record = checks.existing(queries.record(change.connection, link.source))
            target = checks.existing(queries.record(change.connection, link.target))
            mine = [x for x in queries.links_of(change.connection, record.id) if x.source == record.id]
            seen = Seen(target.core or target.stamp, record.core or record.stamp, who, ws.today())
            wanted = {
                (x.target, x.element): seen if x.target == link.target and x.element == link.element else x.seen
                for x in mine
                if x.type == link.type
            }
            change.set_links(record, link.type, wanted)

    return ws.write("link.cleared", work)
