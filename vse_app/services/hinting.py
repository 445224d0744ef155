"""Hints about how requirements are written, from the lists that come with the program."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from vse_app import content
from vse_app.model.elements import Product
from vse_app.model.records import Content
from vse_app.model.requirement_quality import Guide, Hint, guide_from, hints, reader, said_of
from vse_app.store import tracing
from vse_app.store.database import Connection


@cache
def guide() -> Guide:
    """The rules and their words; raises BadProfile when the file is damaged."""
    return guide_from(content.guidance("requirement-words"))


def of(product: Product, said: Content) -> tuple[Hint, ...]:
    """What there is to say about an entry; nothing about one that is no requirement."""
    return hints(guide(), said_of(product, said.fields)) if product.register == "requirement" else ()


def hinted(connection: Connection, project: int, product: Product) -> Iterator[int]:
    """The requirements of a project about which there is something to say."""
    rules, read = guide(), reader(product)
    for record, said in tracing.said(connection, project, product.id):
        if hints(rules, read(said.fields)):
            yield record
