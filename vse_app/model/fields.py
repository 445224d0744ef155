"""Field kinds: what a value must look like, how it reads as text, and whether anything was said in it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

from vse_app.model.elements import FieldDef, Product
from vse_app.model.errors import Invalid

KINDS = ("text", "long-text", "date", "number", "choice", "person", "link", "table")
MAX_NUMBER = 10**15


def is_filled(value: Any) -> bool:
    """Whether a value says something: white space, empty rows and empty lists do not."""
    if type(value) is str:  # by far the most
        return bool(value) and not value.isspace()
    match value:
        case None:
            return False
        case str():
            return bool(value.strip())
        case list():
            return any(is_filled(item) for item in cast("list[Any]", value))
        case dict():
            return any(is_filled(item) for item in cast("dict[str, Any]", value).values())
        case _:
            return True


def clean(definition: FieldDef, value: Any) -> Any:
    """Return the value in its stored form, "" or [] when empty; raises Invalid naming the field otherwise."""
    if not is_filled(value):
        return [] if definition.kind in ("link", "table") else ""
    return _CLEANERS[definition.kind](definition, value)


def _text(definition: FieldDef, value: Any) -> str:
    if not isinstance(value, str):
        raise Invalid("Text is expected in field {field}.", field=definition.id)
    return value


def _date(definition: FieldDef, value: Any) -> str:
    try:
        return dt.date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise Invalid(
            "{value} is not a date, in field {field}.",
            hint="Write it as year-month-day, for example 2026-03-31.",
            value=value,
            field=definition.id,
        ) from None


def _number(definition: FieldDef, value: Any) -> int | float:
    try:
        number = float(value)
    except OverflowError:
        number = float("inf")
    except (TypeError, ValueError):
        raise Invalid("{value} is not a number, in field {field}.", value=value, field=definition.id) from None
    if not -MAX_NUMBER < number < MAX_NUMBER:
        raise Invalid("The number in field {field} is too large.", field=definition.id)
    return int(number) if number.is_integer() else number


def _choice(definition: FieldDef, value: Any) -> str:
    if value not in definition.choices:
        raise Invalid(
            "{value} is not one of the choices of field {field}.",
            hint="Choose one of: {choices}.",
            value=value,
            field=definition.id,
            choices=", ".join(definition.choices),
        )
    return value


def _links(definition: FieldDef, value: Any) -> list[str]:
    items: Any = [value] if isinstance(value, (str, int)) else value
    if not isinstance(items, list):
        raise Invalid("A list of links is expected in field {field}.", field=definition.id)
    return [str(item) for item in cast("list[Any]", items) if is_filled(item)]


def _table(definition: FieldDef, value: Any) -> list[dict[str, Any]]:
    columns = {column.id: column for column in definition.columns}
    rows: list[dict[str, Any]] = []
    for row in cast("list[Any]", value) if isinstance(value, list) else [value]:
        if not isinstance(row, Mapping):
            raise Invalid("Rows are expected in field {field}.", field=definition.id)
        cells = dict(cast("Mapping[str, Any]", row))
        unknown = set(cells) - set(columns)
        if unknown:
            raise Invalid("Unknown column {column} in field {field}.", column=sorted(unknown)[0], field=definition.id)
        if is_filled(cells):
            rows.append({key: clean(columns[key], cell) for key, cell in cells.items() if is_filled(cell)})
    return rows


_CLEANERS: dict[str, Callable[[FieldDef, Any], Any]] = {
    "text": _text,
    "long-text": _text,
    "date": _date,
    "number": _number,
    "choice": _choice,
    "person": _text,
    "link": _links,
    "table": _table,
}


_EMPTY: tuple[Any, ...] = ("", [])
"""What `clean` makes of a value that says nothing."""


def clean_all(product: Product, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Clean every field of a product, those of earlier editions too; raises Invalid for an unknown field.

    Empty values are left out. Numbers that are worked out from choices are worked out anew, whatever was given.
    """
    known = {definition.id: definition for definition in (*product.fields, *product.earlier)}
    unknown = set(fields) - set(known)
    if unknown:
        raise Invalid("Unknown field {field} in {product}.", field=sorted(unknown)[0], product=product.id)
    cleaned = {key: clean(known[key], value) for key, value in fields.items()}
    cleaned |= worked_out(product, cleaned)
    return {key: cleaned[key] for key in known if key in cleaned and cleaned[key] not in _EMPTY}


def widened(product: Product, fields: Mapping[str, Any]) -> Product:
    """The product with a field for each value it knows nothing of, as the value lets it be shown."""
    known = {definition.id for definition in (*product.fields, *product.earlier)}
    unknown = tuple(_definition(name, value) for name, value in fields.items() if name not in known)
    return replace(product, earlier=(*product.earlier, *unknown)) if unknown else product


def _definition(name: str, value: Any) -> FieldDef:
    if isinstance(value, list):
        items = cast("list[Any]", value)
        rows = [cast("dict[str, Any]", item) for item in items if isinstance(item, dict)]
        columns = tuple(FieldDef(key, "text") for key in dict.fromkeys(key for row in rows for key in row))
        return FieldDef(name, "table", columns=columns) if rows else FieldDef(name, "link")
    return FieldDef(name, "number" if isinstance(value, (int, float)) else "long-text")


def parts_filled(product: Product, fields: Mapping[str, Any], rows: Mapping[str, int] | None = None) -> tuple[str, ...]:
    """The parts of a product in which every required field (or, where none is, any field) says something.

    `rows` says how many rows of a register a field has; they count as its content.
    """
    filled: list[str] = []
    for part in product.parts:
        own = [f for f in product.fields if part in f.parts]
        required = [f for f in own if f.required]
        check = all if required else any
        if own and check(_says(f, fields, rows) for f in required or own):
            filled.append(part)
    return tuple(filled)


def missing_required(
    product: Product, fields: Mapping[str, Any], rows: Mapping[str, int] | None = None
) -> tuple[str, ...]:
    """Ids of the required fields that say nothing, neither here nor in the rows of a register."""
    return tuple(f.id for f in product.fields if f.required and not _says(f, fields, rows))


def _says(definition: FieldDef, fields: Mapping[str, Any], rows: Mapping[str, int] | None) -> bool:
    return is_filled(fields.get(definition.id)) or bool(rows and rows.get(definition.id))


def worked_out(product: Product, fields: Mapping[str, Any]) -> dict[str, int | str]:
    """The numbers that are products of choices: the places of the choices multiplied, "" while one is missing."""
    found: dict[str, int | str] = {}
    for definition in product.fields:
        if definition.product_of:
            factors = [_place(product, name, fields.get(name)) for name in definition.product_of]
            found[definition.id] = math.prod(factors) if all(factors) else ""
    return found


def _place(product: Product, name: str, value: Any) -> int:
    """The place of a choice among its field's choices, from 1; 0 when it is none of them."""
    definition = product.field(name)
    return definition.choices.index(value) + 1 if definition and value in definition.choices else 0
