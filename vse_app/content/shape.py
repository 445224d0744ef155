"""The shape of a model: keys, types and allowed values, as `profiles/schema.json` (JSON Schema 2020-12) says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from vse_app import paths
from vse_app.content.folder import Keys, Tree
from vse_app.content.reading import Node
from vse_app.content.suggesting import suggestion
from vse_app.model.errors import BadProfile, brief
from vse_app.model.process import Raw

_WHOLE = re.compile("0|[1-9][0-9]{0,8}")
_BOOLEANS = {"true": True, "false": False}


SCHEMA: Final = "schema.json"


def schema_bytes(name: str = SCHEMA) -> bytes:
    """A schema as shipped."""
    return (paths.profiles() / name).read_bytes()


def shaped(tree: Tree, schema_name: str = SCHEMA) -> Raw:
    """Return the tree as plain data, typed where the schema asks for numbers and booleans, or raise BadProfile."""
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend  # pyright: ignore[reportUnknownVariableType]

    schema = json.loads(schema_bytes(schema_name))
    raw = _typed(tree.root, schema, schema)
    extended = cast("Any", extend)
    validator = extended(Draft202012Validator, {"uniqueItems": _unique})(schema)
    errors: list[Any] = list(validator.iter_errors(raw))
    if errors:
        raise _said(tree, min(errors, key=lambda e: _order(tree, e)))
    return raw


def _typed(node: Node, schema: Mapping[str, Any], root: Mapping[str, Any]) -> Any:
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    value = node.value
    if isinstance(value, dict):
        known: Mapping[str, Any] = schema.get("properties", {})
        other: Mapping[str, Any] = schema.get("additionalProperties") or {}
        return {key: _typed(child, known.get(key, other), root) for key, child in value.items()}
    if isinstance(value, list):
        return [_typed(child, schema.get("items", {}), root) for child in value]
    kind = schema.get("type")
    if kind == "integer" and _WHOLE.fullmatch(value):
        return int(value)
    if kind == "boolean":
        return _BOOLEANS.get(value, value)
    return value


def _unique(_validator: Any, _wanted: Any, items: Any, _schema: Any) -> Iterator[Any]:
    """The keyword `uniqueItems` for texts, in linear time; the library's own compares each with each other."""
    from jsonschema import ValidationError

    seen: set[str] = set()
    texts = cast("list[Any]", items) if isinstance(items, list) else []
    for index, item in enumerate(texts):
        if isinstance(item, str) and item in seen:
            yield ValidationError("", path=(index,), instance=item, validator="uniqueItems")
        elif isinstance(item, str):
            seen.add(item)


def _order(tree: Tree, error: Any) -> tuple[bool, str, int, bool]:
    """Structure before words, then as in the files; a misspelt key before the missing one it should have been."""
    keys: Keys = tuple(error.absolute_path)
    node = tree.node(keys)
    return keys[:1] == ("words",), node.file, node.line, error.validator != "additionalProperties"


def _said(tree: Tree, error: Any) -> BadProfile:
    keys: Keys = tuple(error.absolute_path)
    match error.validator:
        case "additionalProperties":
            known: dict[str, Any] = error.schema.get("properties", {})
            name = next(k for k in error.instance if k not in known)
            return BadProfile(
                'There is no key "{name}" here.',
                place=tree.place((*keys, name)),
                name=name,
                **suggestion(name, set(known) - set(error.instance)),
            )
        case "required":
            return BadProfile(
                'The key "{name}" is missing.',
                place=tree.place(keys),
                hint="Add it; docs/content.md says what it holds.",
                name=next(k for k in error.validator_value if k not in error.instance),
            )
        case "enum":
            return BadProfile(
                '"{value}" is not one of the values allowed here.',
                place=tree.place(keys),
                value=_brief(error.instance),
                **suggestion(error.instance, error.validator_value),
            )
        case "uniqueItems":
            return BadProfile(
                '"{value}" stands in this list twice.',
                place=tree.place(keys),
                hint="Keep one of them.",
                value=_brief(error.instance),
            )
        case "type":
            return _wrong_type(tree.place(keys), error)
        case _:
            return _wrong_value(tree.place(keys), error)


def _wrong_type(place: str, error: Any) -> BadProfile:
    value = _brief(error.instance)
    match error.validator_value:
        case "integer":
            return BadProfile('A whole number is expected here, not "{value}".', place=place, value=value)
        case "boolean":
            return BadProfile('true or false is expected here, not "{value}".', place=place, value=value)
        case "array":
            return BadProfile(
                "A list is expected here.", place=place, hint="Write [one, two], or one item a line after a hyphen."
            )
        case "object":
            return BadProfile("Keys and values are expected here.", place=place, hint="Write lines such as name: Plan")
        case _:
            return BadProfile(
                "Text is expected here.",
                place=place,
                hint="Put the text into quotes if it begins with a bracket or has a colon in it.",
            )


def _wrong_value(place: str, error: Any) -> BadProfile:
    match error.validator:
        case "minimum" | "maximum":
            return BadProfile(
                "{value} is not between {low} and {high}.",
                place=place,
                value=error.instance,
                low=error.schema["minimum"],
                high=error.schema["maximum"],
            )
        case "pattern" if error.instance.strip():
            return BadProfile(
                '"{value}" is not written as it must be here.',
                place=place,
                hint="Ids have letters A to Z, digits, dots, hyphens and underscores; dates look like 2026-03-31.",
                value=_brief(error.instance),
            )
        case "maxLength":
            return BadProfile("An id may have {limit} characters.", place=place, limit=error.validator_value)
        case _:
            return BadProfile("There is nothing here.", place=place, hint="Fill it in, or remove the key.")


def _brief(value: object) -> str:
    return brief(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
