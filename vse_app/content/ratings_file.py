"""A file of attribute ratings: `{scale: NPLF | NPLF6, processes: {ID: {"PA 1.1": F, …}}}`, read with the usual care."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vse_app.content.reading import MAX_BYTES, Node, read
from vse_app.content.suggesting import suggestion
from vse_app.model.capability import ATTRIBUTES
from vse_app.model.errors import Invalid, brief
from vse_app.model.rating_scale import BANDS, Letter, Scale, letter

_KEYS = ("scale", "processes")
_EXAMPLE = "scale: NPLF"


@dataclass(frozen=True, slots=True)
class RatingsFile:
    """What a file says: the processes in scope with their letters; None is "not rated"."""

    scale: Scale
    processes: dict[str, dict[str, Letter | None]]


def read_ratings(path: Path) -> RatingsFile:
    """Read one file; raises Invalid or BadProfile naming file, line and key for anything that is not plain ratings."""
    root = read(_bytes(path), str(path), example=_EXAMPLE)
    top = _members(root, "", _KEYS)
    for key in _KEYS:
        if key not in top:
            raise Invalid('The key "{name}" is missing.', place=_place(root, ""), hint="Add it.", name=key)
    scale = _scale(top["scale"])
    processes = _members(top["processes"], "processes")
    if not processes:
        place = _place(top["processes"], "processes")
        raise Invalid("There are no processes here.", place=place, hint="Name each process with its ratings.")
    return RatingsFile(scale, {name: _ratings(name, node, scale) for name, node in processes.items()})


def _bytes(path: Path) -> bytes:
    """The file's bytes; never more than a file may have, however large it is."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Invalid("There is no such file.", place=str(path)) from None
    except IsADirectoryError:
        raise Invalid("This is a folder, not a file.", place=str(path)) from None
    except OSError as error:
        raise Invalid("This cannot be read: {reason}.", place=str(path), reason=error.strerror or error) from None
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        raise Invalid("This file is larger than {limit} MB.", place=str(path), hint=_SMALL, limit=limit)
    if not data.strip():
        raise Invalid("This file is empty.", place=str(path), hint="Write a scale and the processes into it.")
    return data


_SMALL = "Ratings take a few kilobytes; is it the right file?"


def _scale(node: Node) -> Scale:
    for scale in BANDS:
        if node.value == scale:
            return scale
    written = node.value if isinstance(node.value, str) else ""
    raise Invalid(
        'There is no scale "{name}".', place=_place(node, "scale"), name=brief(written), **suggestion(written, BANDS)
    )


def _ratings(name: str, node: Node, scale: Scale) -> dict[str, Letter | None]:
    """Ratings of one process. A process without any stands in the scope and is not rated."""
    key = f"processes.{name}"
    if not name.strip():
        raise Invalid("A process needs a name.", place=_place(node, "processes"))
    if node.value in ("", "~", "null"):
        return {}
    return {pa: _letter(one, f"{key}.{pa}", scale) for pa, one in _members(node, key, ATTRIBUTES).items()}


def _letter(node: Node, key: str, scale: Scale) -> Letter | None:
    if not isinstance(node.value, str):
        raise Invalid("A letter or a percentage is expected here.", place=_place(node, key))
    try:
        return letter(node.value, scale)
    except Invalid as error:
        raise Invalid(error.message, hint=error.hint, place=_place(node, key), **error.values) from None


def _members(node: Node, key: str, known: tuple[str, ...] = ()) -> dict[str, Node]:
    """The members of a mapping; a name that is not known, where names are, is refused with the nearest one."""
    if not isinstance(node.value, dict):
        example = "PA 1.1: F" if known == ATTRIBUTES else "MAN.1: {PA 1.1: F}"
        raise Invalid(
            "Keys and values are expected here.",
            place=_place(node, key),
            hint="Write lines such as {example}",
            example=example,
        )
    for name, member in node.value.items():
        if known and name not in known:
            place = _place(member, f"{key}.{name}" if key else name)
            raise Invalid('There is no key "{name}" here.', place=place, name=brief(name), **_meant(name, known))
    return node.value


def _meant(name: str, known: tuple[str, ...]) -> dict[str, str]:
    """Attributes differ by a digit, so the nearest spelling says nothing: only their number does."""
    if known != ATTRIBUTES:
        return suggestion(name, known)
    number = "".join(c for c in name if c in "0123456789.")
    return suggestion(f"PA {number}" if f"PA {number}" in ATTRIBUTES else "", known)


def _place(node: Node, key: str) -> str:
    return f"{node.file}:{node.line} {key}".rstrip()
