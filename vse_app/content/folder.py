"""The files of one model's folder, merged into one tree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vse_app.content.reading import MAX_BYTES, Node, read
from vse_app.model.errors import BadProfile

STRUCTURE = "structure.yaml"
MAX_FILES = 200

Step = str | int
Keys = tuple[Step, ...]

_LANGUAGE = re.compile(r"([a-z]{2})\.(.*\.)?yaml")


@dataclass(frozen=True, slots=True)
class Tree:
    """The merged files: `root` has the keys "structure" and "words"."""

    root: Node

    def node(self, keys: Keys) -> Node:
        """Return the node at a path of keys and list positions, or the nearest one above it."""
        found = self.root
        for key in keys:
            value = found.value
            if isinstance(value, dict) and key in value:
                found = value[str(key)]
            elif isinstance(value, list) and isinstance(key, int) and key < len(value):
                found = value[key]
            else:
                break
        return found

    def place(self, keys: Keys) -> str:
        """Return `folder/file:line key.path`; list items are named by their id, else by `#number` from 1."""
        node = self.node(keys)
        shown = ""
        for depth in range(2 if keys[:1] == ("words",) else 1, len(keys)):
            step = keys[depth]
            if isinstance(step, int):
                item = self.node(keys[: depth + 1]).value
                name = item.get("id") if isinstance(item, dict) else None
                shown += f"[{name.value}]" if name and isinstance(name.value, str) else f"#{step + 1}"
            else:
                shown += f".{step}" if shown else step
        return f"{node.file}:{node.line} {shown}".rstrip()


def language_of(file: str) -> str:
    """Return the language whose words a file holds, "" for a file of the structure."""
    found = _LANGUAGE.fullmatch(file)
    return found.group(1) if found else ""


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every YAML file of a folder by name, sorted; raises BadProfile when it cannot be a model."""
    if not folder.is_dir():
        raise BadProfile("There is no such folder.", place=str(folder), hint="Give the folder of a process model.")
    try:
        files = sorted(f for f in folder.iterdir() if not f.name.startswith(".") and f.is_file())
        for file in files:
            if file.suffix.lower() in (".yaml", ".yml") and file.suffix != ".yaml":
                raise BadProfile(
                    "The name of this file must end in .yaml",
                    place=f"{folder.name}/{file.name}",
                    hint="Rename it; as it is, it would be left out.",
                )
        files = [f for f in files if f.suffix == ".yaml"]
        _check_names(folder, [f.name for f in files])
        return {f.name: _bytes(f) for f in files}
    except OSError as error:
        raise unreadable(error.filename or folder, error) from None


def unreadable(place: object, error: OSError) -> BadProfile:
    """The error for a folder or file that the system does not let us read."""
    return BadProfile(
        "This cannot be read: {reason}.",
        place=str(place),
        hint="Check that you may read the folder and its files.",
        reason=error.strerror or error,
    )


def merged(files: Mapping[str, bytes], folder: str) -> Tree:
    """Read and merge the files; raises BadProfile where one is not YAML or says again what another said."""
    structure: dict[str, Node] = {}
    words: dict[str, Node] = {}
    for file in sorted(files, key=_rank):
        node = read(files[file], f"{folder}/{file}")
        assert isinstance(node.value, dict)  # read() gives nothing else
        language = language_of(file)
        if language:
            sections = words.setdefault(language, Node({}, f"{folder}/{file}", 1)).value
            assert isinstance(sections, dict)
            _merge_sections(sections, node.value)
        else:
            for key, value in node.value.items():
                _put(structure, key, value)
    if not words:
        raise BadProfile(
            "There are no words in any language.", place=folder, hint="Write them into en.yaml, es.yaml and so on."
        )
    file = f"{folder}/{STRUCTURE}"
    return Tree(Node({"structure": Node(structure, file, 1), "words": Node(words, file, 1)}, file, 1))


def _rank(file: str) -> tuple[bool, int, str]:
    """The main file of the structure and of each language first: it lends its name to what spans several files."""
    return file != STRUCTURE, file.count("."), file


def _check_names(folder: Path, names: list[str]) -> None:
    if len(names) > MAX_FILES:
        raise BadProfile("There are more than {limit} files in this folder.", place=str(folder), limit=MAX_FILES)
    if STRUCTURE not in names:
        raise BadProfile(
            "There is no structure.yaml in this folder.",
            place=str(folder),
            hint="A process model has a structure.yaml, and words in en.yaml or another language.",
        )


def _bytes(file: Path) -> bytes:
    """Up to one byte more than allowed: `read` then says so, and a huge file never fills the memory."""
    with file.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _merge_sections(into: dict[str, Node], new: Mapping[str, Node]) -> None:
    for section, node in new.items():
        known = into.get(section)
        if known and isinstance(known.value, dict) and isinstance(node.value, dict):
            for key, value in node.value.items():
                _put(known.value, key, value)
        else:
            _put(into, section, node)


def _put(into: dict[str, Node], key: str, node: Node) -> None:
    if key in into:
        raise BadProfile(
            '"{name}" is already in {file}, line {line}.',
            place=f"{node.file}:{node.line} {key}",
            hint="Keep one of them.",
            name=key,
            file=into[key].file,
            line=into[key].line,
        )
    into[key] = node
