"""A YAML file that is no process model, read with the same care."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from vse_app.content.reading import Node, read


def read_plain(file: Path) -> Any:
    """The file as strings, lists and mappings; raises BadProfile naming file and line."""
    return _plain(read(file.read_bytes(), file.name))


def _plain(node: Node) -> Any:
    match node.value:
        case dict():
            return {key: _plain(item) for key, item in node.value.items()}
        case list():
            return [_plain(item) for item in node.value]
        case _:
            return node.value
