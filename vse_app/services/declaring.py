"""What a declaration may say: every value checked and cleaned before it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from vse_app.model.errors import Invalid
from vse_app.model.process import ProcessModel
from vse_app.model.tailoring import BASES, CIRCUMSTANCES, Declaration, Extension, Input, Part
from vse_app.services import records
from vse_app.services.company import MAX_NAME
from vse_app.services.workspace import Workspace

MOST_ROWS = 500
MAX_TEXT = 20_000


def one_line(value: str) -> str:
    """Text of one line: white space in single blanks, no control characters. Raises Invalid when it is too long."""
    text = "".join(c if c.isprintable() or c == " " else " " if c.isspace() else "" for c in value)
    text = " ".join(text.split())
    if len(text) > MAX_NAME:
        raise Invalid("The text is longer than {limit} characters.", limit=MAX_NAME)
    return text


def paragraph(value: str) -> str:
    """Text of several lines without control characters. Raises Invalid when it is too long."""
    text = "".join(c for c in value.replace("\r\n", "\n").replace("\r", "\n") if c.isprintable() or c in "\n\t")
    if len(text) > MAX_TEXT:
        raise Invalid("The text is longer than {limit} characters.", limit=MAX_TEXT)
    return text.strip()


def checked(ws: Workspace, model: ProcessModel, old: Declaration, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an edit in their stored form; raises Invalid for the first that cannot be."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name in _LINES:
            found[name] = one_line(value)
        elif name in _PARAGRAPHS:
            found[name] = paragraph(value)
        elif name in _ROWS:
            found[name] = _rows(_ROWS[name], value)
        elif name == "decided":
            found[name] = value and _date(value)
        elif name == "decider":
            found[name] = value and _person(ws, value)
        elif name == "circumstances":
            found[name] = {key: paragraph(note) for key, note in value.items() if key in CIRCUMSTANCES}
        elif name in _CHECKED:
            found[name] = _CHECKED[name](model, old, value)
        else:
            raise Invalid("{name} cannot be changed here.", name=name)
    return found


def _date(value: str) -> str:
    records.check_date(value)
    return value


def _person(ws: Workspace, value: str) -> str:
    records.check_person(ws, value)
    return value


def _kind(model: ProcessModel, old: Declaration, value: str) -> str:
    if value not in model.claims:
        raise Invalid("{standard} knows no claim of this kind.", standard=model.standard)
    if value == "full" and old.deletions:
        raise Invalid("A full claim allows no deletion.", hint="Take the deletions back first.")
    return value


def _by(model: ProcessModel, _old: Declaration, value: Sequence[str]) -> tuple[str, ...]:
    wanted = tuple(name for name in BASES if name in value)
    if not wanted or not set(wanted) <= set(model.full_by):
        raise Invalid("{standard} knows no claim of this kind.", standard=model.standard)
    return wanted


def _processes(model: ProcessModel, _old: Declaration, value: Sequence[str]) -> tuple[str, ...]:
    known = {p.id for p in model.processes}
    unknown = [name for name in value if name not in known]
    if unknown:
        raise Invalid("{model} has no process {id}.", model=model.ref, id=str(unknown[0])[:80])
    return tuple(p.id for p in model.processes if p.id in value)


_LINES = ("title", "about")
_PARAGRAPHS = ("properties", "decision")
_ROWS: Mapping[str, type[Extension] | type[Part] | type[Input]] = {
    "inputs": Input,
    "extensions": Extension,
    "parties": Part,
}
_CHECKED: Mapping[str, Callable[[ProcessModel, Declaration, Any], Any]] = {
    "kind": _kind,
    "by": _by,
    "processes": _processes,
}


def _rows(row: type[Any], value: Sequence[Any]) -> tuple[Any, ...]:
    """Rows of texts; those that say nothing are left out, a date is kept only where it is one."""
    if len(value) > MOST_ROWS:
        raise Invalid("Write at most {limit} lines.", limit=MOST_ROWS)
    found: list[Any] = []
    for item in value:
        cells = row(*item)._asdict()
        for name, cell in cells.items():
            cells[name] = paragraph(cell) if name in ("said", "text", "reason") else one_line(cell)
        if cells.get("date"):
            records.check_date(cells["date"])
        if any(cast("dict[str, str]", cells).values()):
            found.append(row(**cells))
    return tuple(found)
