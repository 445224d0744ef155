"""What a record's head and its fields both know, said once: title, owner, due date and day follow their fields.

A kind of record may say that one of its fields gives the title, another the due date (`Product.head`). Whichever of the
two is written, the other follows. A long text gives a shortened title only while nobody wrote a title of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from vse_app.model.elements import Product
from vse_app.model.records import Content
from vse_app.services.company import MAX_NAME

SHORT = 120
"""Characters of a title that is taken from a long text."""


class Told(NamedTuple):
    """What the fields say of the head: "" where no field does, or where it is empty."""

    happened: str = ""
    owner: str = ""
    due: str = ""


def told(product: Product, fields: Mapping[str, Any]) -> Told:
    """The day, owner and due date that the fields give."""
    return Told(*(str(fields.get(product.head.get(name, ""), "") or "") for name in Told._fields))


def titled(product: Product, content: Content, was: Content | None = None) -> tuple[str, dict[str, Any]]:
    """Title and fields in step with each other; `was` is the content before, None for a new record."""
    fields, title = dict(content.fields), content.title
    name = product.head.get("title", "")
    definition = product.field(name)
    if definition is None:
        return title, fields
    said, before = str(fields.get(name, "") or ""), str(was.fields.get(name, "") or "") if was else ""
    if definition.kind == "long-text":
        own = bool(title) and not (was is not None and title == was.title == shortened(before))
        return (title, fields) if own else (shortened(said) or title, fields)
    if said and (not title or (was is not None and said != before and title == was.title)):
        title = said[:MAX_NAME]
    elif title and (not said or (was is not None and title != was.title and said == before)):
        fields[name] = title
    return title, fields


def shortened(text: str) -> str:
    """The first line of a text, cut to a title's length at a word."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if len(line) <= SHORT:
        return line
    cut = line[:SHORT].rpartition(" ")[0] or line[:SHORT]
    return cut.rstrip(" ,;:") + " …"
