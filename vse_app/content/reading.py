"""YAML text as a tree of strings, lists and mappings that know their file and line.

Built on the parser's events, not on its objects: nothing is typed by guess (`no`, `1.10`, dates stay what was written),
no tag can make an object, and aliases, the stuff of alias bombs, are refused before they are followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from vse_app.model.errors import BadProfile

MAX_BYTES = 5_000_000
MAX_DEPTH = 32
MAX_NODES = 200_000
MAX_KEY = 200

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands; members of a mapping carry the line of their key. Lines count from 1."""

    value: str | list[Node] | dict[str, Node]
    file: str
    line: int


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read; `key` is the one that waits for its value."""

    node: Node
    key: str | None = None
    key_line: int = 0


def read(data: bytes, file: str, example: str = "id: my-model") -> Node:
    """Return the tree of one file; raises BadProfile with `file:line` for anything but one plain document.

    `example` is a line such a file could have; it is shown when there are no keys and values at all.
    """
    stack: list[_Open] = []
    root: Node | None = None
    for count, event in enumerate(_events(_text(data, file), file)):
        line = event.start_mark.line + 1
        _check_size(count, len(stack), f"{file}:{line}")
        name = type(event).__name__
        if name == "DocumentStartEvent" and root is not None:
            raise BadProfile(
                "A second document begins here.",
                place=f"{file}:{line}",
                hint="Remove the line ---, or put the second document into a file of its own.",
            )
        if name == "ScalarEvent":
            root = _place(stack, Node(event.value, file, line)) or root
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            node = Node({} if name.startswith("M") else [], file, line)
            _refuse_as_key(stack, node)
            stack.append(_Open(node))
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            root = _place(stack, stack.pop().node) or root
    if root is None or not isinstance(root.value, dict):
        raise BadProfile(
            "This file has no keys and values.",
            place=f"{file}:1",
            hint="Write lines such as {example}",
            example=example,
        )
    return root


def peek(data: bytes, file: str, wanted: frozenset[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """Return the texts at the wanted key paths, reading no further than needed; those not there are left out."""
    found: dict[tuple[str, ...], str] = {}
    keys: list[str | None] = []
    is_map: list[bool] = []
    for event in _events(_text(data, file), file):
        name = type(event).__name__
        if name == "ScalarEvent" and is_map and is_map[-1] and keys[-1] is None:
            keys[-1] = event.value
            continue
        if name == "ScalarEvent" and tuple(keys) in wanted:
            found[tuple(k for k in keys if k is not None)] = event.value
            if len(found) == len(wanted):
                break
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            is_map.append(name.startswith("M"))
            keys.append(None)
            continue
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            is_map.pop()
            keys.pop()
        if is_map and is_map[-1]:
            keys[-1] = None
    return found


def _check_size(count: int, depth: int, place: str) -> None:
    if count > MAX_NODES or depth > MAX_DEPTH:
        raise BadProfile(
            "This file is nested too deeply or has too many values.",
            place=place,
            hint="Lists and mappings may be {depth} deep, and a file may have {count} values.",
            depth=MAX_DEPTH,
            count=MAX_NODES,
        )


def _text(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        raise BadProfile(
            "This file is larger than {limit} MB.",
            place=file,
            hint="Split it; several files of a folder are read as one.",
            limit=MAX_BYTES // 1_000_000,
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadProfile(
            "This file is not written in UTF-8.",
            place=f"{file}:{line}",
            hint="Save it again with the encoding UTF-8.",
        ) from None
    if bad := _FORBIDDEN.search(text):
        raise BadProfile(
            "There is an invisible control character here (code {code}).",
            place=f"{file}:{text.count(chr(10), 0, bad.start()) + 1}",
            hint="Delete it.",
            code=f"{ord(bad.group()):04X}",
        )
    return text


def _events(text: str, file: str) -> Iterator[Any]:
    """Parser events without anchors, aliases and tags; the parser in C where PyYAML was built with it."""
    import yaml

    parser: Any = yaml
    try:
        for event in parser.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if getattr(event, "anchor", None) is not None:
                raise BadProfile(
                    'The anchor or alias "{name}" is not allowed.',
                    place=f"{file}:{event.start_mark.line + 1}",
                    hint="Write the value out, or put the text into quotes if it begins with & or *.",
                    name=event.anchor[:60],
                )
            if getattr(event, "tag", None) is not None:
                raise BadProfile(
                    'The tag "{name}" is not allowed.',
                    place=f"{file}:{event.start_mark.line + 1}",
                    hint="Put the text into quotes if it begins with an exclamation mark.",
                    name=event.tag[:60],
                )
            yield event
    except yaml.YAMLError as error:
        raise _not_yaml(error, text, file) from None


def _not_yaml(error: Any, text: str, file: str) -> BadProfile:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else 1
    lines = text.splitlines()
    start = lines[line - 1] if line <= len(lines) else ""
    if "\t" in start[: len(start) - len(start.lstrip())]:
        return BadProfile(
            "The line is indented with a tab.", place=f"{file}:{line}", hint="Indent with spaces; YAML takes no tabs."
        )
    return BadProfile(
        "This is not YAML: {problem}.",
        place=f"{file}:{line}",
        hint="Look at this line and those before it: indentation, colons, quotes and brackets.",
        problem=getattr(error, "problem", None) or getattr(error, "context", None) or error,
    )


def _refuse_as_key(stack: list[_Open], node: Node) -> None:
    """A list or mapping where a key is due, as in `{{name}}`."""
    if stack and isinstance(stack[-1].node.value, dict) and stack[-1].key is None:
        raise BadProfile(
            "A key must be plain text.",
            place=f"{node.file}:{node.line}",
            hint="Put the text into quotes if it begins with a bracket.",
        )


def _place(stack: list[_Open], node: Node) -> Node | None:
    """Put a finished node into the container that is open; with none open it is the root and comes back."""
    if not stack:
        return node
    top = stack[-1]
    if isinstance(top.node.value, list):
        top.node.value.append(node)
    elif isinstance(top.node.value, dict) and top.key is not None:
        top.node.value[top.key] = Node(node.value, node.file, top.key_line)
        top.key = None
    elif isinstance(top.node.value, dict) and isinstance(node.value, str):
        if node.value in top.node.value:
            raise BadProfile(
                'The key "{name}" stands here twice; the first is in line {first}.',
                place=f"{node.file}:{node.line}",
                hint="Keep one of them.",
                name=node.value,
                first=top.node.value[node.value].line,
            )
        if len(node.value) > MAX_KEY:
            raise BadProfile("A key may have {limit} characters.", place=f"{node.file}:{node.line}", limit=MAX_KEY)
        top.key, top.key_line = node.value, node.line
    return None
