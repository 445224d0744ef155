"""What is different between two versions of a record, line by line."""

from __future__ import annotations

import difflib
from typing import Any, cast

from vse_app.model.elements import Product
from vse_app.model.records import Content

DIFF_LINES = 2000
"""Lines beyond which a field's difference is only told as its numbers of lines."""


def difference(product: Product, older: Content, newer: Content) -> tuple[tuple[str, str, str], ...]:
    """Lines that changed between two versions: (field id, "-" or "+" or " ", line). Title, files and link included."""
    found: list[tuple[str, str, str]] = []
    sides = [_lines(product, content) for content in (older, newer)]
    for key in sides[1] | sides[0]:
        before, after = sides[0].get(key, []), sides[1].get(key, [])
        if before != after:
            short = len(before) + len(after) < DIFF_LINES
            lines = difflib.ndiff(before, after) if short else (f"- {len(before)}", f"+ {len(after)}")
            found += [(key, line[0], line[2:]) for line in lines if not line.startswith("?")]
    return tuple(found)


def _lines(product: Product, content: Content) -> dict[str, list[str]]:
    sides: dict[str, list[str]] = {"title": [content.title]}
    for definition in (*product.fields, *product.earlier):
        value = content.fields.get(definition.id)
        if isinstance(value, str):
            sides[definition.id] = value.splitlines()
        elif isinstance(value, list):
            rows = cast("list[Any]", value)
            sides[definition.id] = [
                " · ".join(str(row.get(c.id, "")) for c in definition.columns) if definition.columns else str(row)
                for row in rows
            ]
        elif value is not None:
            sides[definition.id] = [str(value)]
    sides["files"] = [f"{f.name}  {f.size} B  {f.sha256[:16]}" for f in content.files]
    sides["link"] = [content.link] if content.link else []
    return sides
