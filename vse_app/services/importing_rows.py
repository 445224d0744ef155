"""The rows of a table read, matched with the entries of a register and compared with them; see `importing`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from vse_app.model.canonical import canonical
from vse_app.model.errors import UserError
from vse_app.model.fields import is_filled
from vse_app.model.records import Content, Record
from vse_app.model.typed import same_text
from vse_app.services import company, projects, records, registers
from vse_app.services.cells import CellProblem, Words, value_of
from vse_app.services.entering import NEW, Edit
from vse_app.services.headings import Reading
from vse_app.services.importing import Difference, Line
from vse_app.services.registers import Column
from vse_app.services.workspace import Workspace
from vse_app.store import bulk, queries

_WORDS: Final = frozenset({"choice", "person", "date", "number", "follow"})
"""Kinds of columns in which the same words come again and again."""
MOST_WORDS: Final = 20_000
_AT_ONCE: Final = 1000


class _Known(NamedTuple):
    """An entry that is there already."""

    record: Record
    content: Content


class _Read(NamedTuple):
    """A row as read: its line, its values by column, and the entry its id means."""

    line: Line
    values: dict[str, Any]
    entry: _Known | None


class Planner:
    """Reads rows (`read`), finds what links mean and compares (`compare`); then `lines` and `edits` are there."""

    def __init__(self, ws: Workspace, project_id: int, kind: str, reading: Reading, width: int) -> None:
        model = projects.model_of(ws, projects.project(ws, project_id))
        self._product, self._width, self._reading = model.product(kind), width, reading
        people = {p.id: p for p in company.people(ws)}
        self._words = Words(model, self._product, "en", people, reading.day_first)
        self._columns = {c.id: c for c in registers.columns(self._product)}
        self._by_place = {p: self._columns[name] for p, name in reading.columns.items() if name in self._columns}
        self._fields = {c.id: c.field.id for c in self._columns.values() if c.field is not None}
        self._is_plain = not any(f.product_of for f in self._product.fields) and not any(
            c.kind in ("link", "table") for c in self._by_place.values()
        )
        self._other_id = self._product.head.get("other-id", "")
        self._links = {c.id for c in self._by_place.values() if c.kind == "link"}
        with ws.reading() as connection:
            heads = [r for r in queries.records_of(connection, project_id, kind=kind) if not r.withdrawn]
            said = dict(bulk.contents_of(connection, project_id, kind))
            self._targets = bulk.targets(connection, project_id) if self._links else []
        self._known = [_Known(head, said[head.id]) for head in heads if head.id in said]
        self._by_number = {same_text(known.record.number): known for known in self._known}
        self._by_other = {self._other(known.content.fields): known for known in reversed(self._known)}
        self._by_other.pop("", None)
        self.lines: list[Line] = []
        self._rows: list[_Read] = []
        self._edits: dict[int, Edit] = {}
        self._met: set[int] = set()
        self._understood: dict[tuple[int, str], Any] = {}
        self._ids: dict[str, int] = {}
        self._tokens: dict[str, str] = {}
        self._alike: dict[tuple[str, ...], dict[tuple[Any, ...], list[_Known]]] = {}

    def _other(self, values: Mapping[str, Any]) -> str:
        return same_text(str(values.get(self._other_id, ""))) if self._other_id else ""

    def read(self, number: int, cells: Sequence[str], odd: Mapping[int, str]) -> None:
        """Read one row; `odd` are its cells that hold no value to be used."""
        line = Line(number)
        values: dict[str, Any] = {}
        clears, width = self._reading.clears, len(cells)
        for place, column in self._by_place.items():
            cell = cells[place] if place < width else ""
            if odd and place in odd:
                line.refuse(place, _ODD[odd[place]], {})
            elif "\0" in cell:
                line.refuse(place, "There is an invisible character in it.", {})
            elif column.id == "number":
                values["number"] = cell.strip()
            elif clears or (cell and not cell.isspace()):
                self._take(line, values, column, place, cell)
        extra = next((i for i in range(self._width, width) if cells[i].strip()), -1) if width > self._width else -1
        if extra >= 0:
            line.refuse(extra, "There is no heading above this cell.", {})
        self._rows.append(_Read(line, values, self._meet(line, values)))
        self.lines.append(line)

    def _take(self, line: Line, values: dict[str, Any], column: Column, place: int, cell: str) -> None:
        is_word = column.kind in _WORDS
        known = self._understood.get((place, cell)) if is_word else None
        if known is not None:
            values[column.id] = known
            return
        try:
            value = values[column.id] = value_of(self._words, column, cell)
        except CellProblem as problem:
            (line.leave if is_word and self._reading.leaves else line.refuse)(place, problem.text, problem.values)
            return
        if is_word and len(self._understood) < MOST_WORDS:
            self._understood[place, cell] = value

    def _meet(self, line: Line, values: dict[str, Any]) -> _Known | None:
        """The entry that the row's id means; ids that stand twice are a problem of the later row."""
        said, other = same_text(str(values.get("number", ""))), self._other(values)
        key = said or other
        if not key:
            return None
        if key in self._ids:
            line.refuse(-1, "The same id stands in row {row} already.", {"row": self._ids[key]})
            return None
        self._ids[key] = line.row
        entry = self._by_number.get(said) or self._by_other.get(said) or self._by_other.get(other)
        if entry is not None:
            line.number = entry.record.number
            if entry.record.id in self._met:
                line.refuse(-1, "Another row means {number} too.", {"number": line.number})
            self._met.add(entry.record.id)
        elif said and not self._other_id:
            number = {"number": values["number"]}
            line.refuse(-1, "There is no {number} here, and numbers are given by the program.", number)
        elif said and not values.get(self._other_id):
            values[self._other_id] = values["number"]
        return entry

    def compare(self) -> Iterator[Line]:
        """Find what links mean, compare with what is there, and make the edits; a line at a time."""
        if self._links:
            self._name_rows()
        for row in self._rows:
            entry = row.entry or self._same_already(row)
            if row.line.problems or any(map(is_filled, row.values.values())):
                self._compare(row, entry)
            yield row.line
        if self._links:
            self._refuse_circles()
            self._refuse_followers()

    def edits(self) -> list[Edit]:
        """The edits of all rows that are taken; links to new rows by their place among them."""
        if not self._links:
            return list(self._edits.values())
        new = [line.row for line in self.lines if line.status == "new"]
        places = {f"{NEW}{row}": f"{NEW}{place}" for place, row in enumerate(new)}
        return [self._placed(edit, places) for edit in self._edits.values()]

    def _name_rows(self) -> None:
        """What a link may say → the record, or the row that makes it."""
        self._tokens = {key: str(known.record.id) for key, known in self._by_other.items()}
        self._tokens |= {same_text(target.number): str(target.id) for target in self._targets}
        for row in self._rows:
            token = str(row.entry.record.id) if row.entry else f"{NEW}{row.line.row}"
            for key in {same_text(str(row.values.get("number", ""))), self._other(row.values)} - {""}:
                self._tokens.setdefault(key, token)

    def _same_already(self, row: _Read) -> _Known | None:
        """For a row without an id: an entry that says the same in all columns read and that no other row means."""
        if row.line.problems or row.values.get("number") or self._other(row.values):
            return None
        names = tuple(sorted(name for name in row.values if name != "number"))
        if names not in self._alike:
            alike = self._alike[names] = defaultdict(list)
            for known in reversed(self._known):
                alike[tuple(_plain(self._now(known, name)) for name in names)].append(known)
        wanted = self._alike[names].get(tuple(_plain(self._linked(row, name, quiet=True)) for name in names), [])
        while wanted:
            known = wanted.pop()
            if known.record.id not in self._met:
                self._met.add(known.record.id)
                row.line.number = known.record.number
                return known
        return None

    def _now(self, known: _Known, name: str) -> Any:
        """What an entry says in a column."""
        column = self._columns[name]
        if column.field is not None:
            return known.content.fields.get(column.field.id, "")
        if name == "follow":
            return known.record.follow or next(iter(self._product.follow_up), "")
        return getattr(known.record, name)

    def _linked(self, row: _Read, name: str, *, quiet: bool = False) -> Any:
        """The value of a column, links as ids; one that leads nowhere is a problem of the row."""
        value = row.values[name]
        if name not in self._links:
            return value
        found: list[str] = []
        for item in value:
            token = self._tokens.get(same_text(item), "")
            if token:
                found.append(token)
            elif not quiet:
                place = next(p for p, c in self._by_place.items() if c.id == name)
                row.line.refuse(place, "There is no {number} here.", {"number": item})
        return list(dict.fromkeys(found))

    def _compare(self, row: _Read, entry: _Known | None) -> None:
        line = row.line
        after = {name: self._linked(row, name) if name in self._links else value
                 for name, value in row.values.items() if name != "number"}  # fmt: skip
        if entry is None:
            line.fresh = {n: value for n, value in after.items() if is_filled(value)}
        else:
            before = {name: self._now(entry, name) for name in after}
            line.changes = [Difference(n, before[n], after[n]) for n in after if _plain(before[n]) != _plain(after[n])]
        line.status = "same" if entry and not line.changes else "changed" if entry else "new"
        if line.status != "same" and not line.problems:
            try:
                changed = line.fresh if line.fresh is not None else {one.column: one.after for one in line.changes}
                edit = self._edit(entry, changed)
                line.title = edit.content.title
                self._edits[line.row] = edit
            except UserError as error:
                line.refuse(-1, error.message, error.values)
        if line.problems:
            self._refuse(line)

    def _edit(self, entry: _Known | None, values: Mapping[str, Any]) -> Edit:
        was = entry.content if entry else None
        fields = dict(was.fields) if was else {}
        names = self._fields
        fields |= {name: value for n, value in values.items() if (name := names.get(n))}
        head = self._product.head
        fields |= {head[n]: values[n] for n in ("owner", "due", "happened") if n in values and n in head}
        title = values.get("title", was.title if was else "")
        content = Content(title, fields, was.files if was else (), was.link if was else "")
        is_clean = was is None and self._is_plain
        if is_clean:
            content = Content(title, {name: value for name, value in fields.items() if is_filled(value)})
        checked = records.checked(self._product, content, was, is_clean=is_clean)
        own = {n: values[n] for n in ("owner", "due") if n in values and n not in head}
        return Edit(checked, entry.record if entry else None, own, values.get("follow") or None)

    def _refuse(self, line: Line) -> None:
        line.status = "refused"
        self._edits.pop(line.row, None)

    def _refuse_circles(self) -> None:
        """Rows that would be part of themselves."""
        tree = self._product.tree
        if not tree or tree not in self._links:
            return
        above = {str(k.record.id): next(iter(k.content.fields.get(tree) or ()), "") for k in self._known}
        mine: dict[str, int] = {}
        for row, edit in self._edits.items():
            token = str(edit.record.id) if edit.record else f"{NEW}{row}"
            above[token], mine[token] = next(iter(edit.content.fields.get(tree) or ()), ""), row
        settled: set[str] = {""}
        for token in list(mine):
            path: dict[str, None] = {}
            while token not in settled and token not in path:
                path[token] = None
                token = above.get(token, "")
            if token in path:
                circle = list(path)[list(path).index(token) :]
                for line in self.lines:
                    if line.row in {mine.get(name, 0) for name in circle}:
                        line.refuse(-1, "An entry cannot be part of itself.", {})
                        self._refuse(line)
            settled |= set(path)

    def _refuse_followers(self) -> None:
        """Rows that link to a row that cannot be taken cannot be taken either."""
        while True:
            new = {f"{NEW}{line.row}" for line in self.lines if line.status == "new"}
            lost = {row: missing for row, edit in self._edits.items() if (missing := self._unmade(edit) - new)}
            if not lost:
                return
            for line in self.lines:
                if line.row in lost:
                    row = min(lost[line.row])[len(NEW) :]
                    line.refuse(-1, "It names row {row}, which cannot be taken.", {"row": row})
                    self._refuse(line)

    def _unmade(self, edit: Edit) -> set[str]:
        fields = (edit.content.fields.get(name) or () for name in self._links)
        return {item for items in fields for item in items if item.startswith(NEW)}

    def forget(self) -> None:
        """Let go of what was needed on the way, a little at a time: all at once would hold up every other thread."""
        for known in (self._by_number, self._by_other, self._alike, self._ids, self._tokens):
            known.clear()
        for many in (self._rows, self._known):
            while many:
                del many[-_AT_ONCE:]

    def _placed(self, edit: Edit, places: Mapping[str, str]) -> Edit:
        if not self._unmade(edit):
            return edit
        moved = {
            name: [places.get(item, item) for item in edit.content.fields[name]]
            for name in self._links
            if edit.content.fields.get(name)
        }
        return replace(edit, content=replace(edit.content, fields=dict(edit.content.fields) | moved))


_ODD: Final = {
    "formula": "It holds a formula whose result was not kept with the file.",
    "error": "It holds an error instead of a value.",
    "unclosed": "A quotation mark is opened here and never closed, so that it swallows all that follows.",
}


def _plain(value: Any) -> Any:
    """A value for comparing: empty ones are all alike, texts without spaces around them."""
    if not is_filled(value):
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return canonical(value) if isinstance(value, (list, dict)) else value
