"""What each row of a foreign table would do to a register: new, changed from old to new, the same, refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from vse_app.i18n import Translator
from vse_app.services import register_words, registers
from vse_app.services.entering import NEW
from vse_app.services.importing import Line, Plan, Problem, Status
from vse_app.services.register_words import Names
from vse_app.services.sheets import Sheet, column_name
from vse_app.services.workspace import Workspace
from vse_app.ui.tables import Anchor, Cell, ColumnSpec, Query, Row, Rows

STATUSES: Final[tuple[Status, ...]] = ("refused", "changed", "new", "same")
"""What deserves a look comes first."""
_LOOK: Final = {
    "new": ("add", "good"),
    "changed": ("edit", "info"),
    "same": ("check", "muted"),
    "refused": ("warning", "bad"),
}
LONGEST: Final = 160
"""Characters of an old or a new value that are shown."""


class Worked(NamedTuple):
    """A plan with its rows by what they do, the table it was made from, and which of its columns says what."""

    plan: Plan
    sheet: Sheet
    columns: Mapping[int, str]
    by_status: Mapping[str, Sequence[int]]

    def count(self, status: Status) -> int:
        """How many rows do this."""
        return len(self.by_status[status])


NO_ROWS: Final = Worked(Plan("", (), ()), Sheet("", ()), {}, dict.fromkeys(STATUSES, ()))
"""A plan of nothing."""


def worked(plan: Plan, sheet: Sheet, columns: Mapping[int, str]) -> Worked:
    """Sort the rows of a plan by what they do; some time for a long one."""
    found: dict[str, list[int]] = {status: [] for status in STATUSES}
    for place, line in enumerate(plan.lines):
        found[line.status].append(place)
    return Worked(plan, sheet, columns, found)


def status_word(tr: Translator, status: Status) -> str:
    """What a row does, in words."""
    return {"new": tr("new"), "changed": tr("changed"), "same": tr("the same"), "refused": tr("cannot be taken")}[
        status
    ]


class LinesSource:
    """The rows of a plan; `status` "" shows all, those that deserve a look first."""

    def __init__(self, ws: Workspace, names: Names, found: Worked, status: str = "") -> None:
        self._ws, self._names, self._sheet, self._found = ws, names, found.sheet, found
        self._by_place = found.columns
        self._places: Sequence[int] = (
            found.by_status[status] if status else [n for one in STATUSES for n in found.by_status[one]]
        )
        self._cells: dict[int, Sequence[str]] | None = None
        self._sought: tuple[str, Sequence[int]] = ("", self._places)

    def columns(self) -> tuple[ColumnSpec, ...]:
        tr = self._names.tr
        wanted = (
            ColumnSpec("row", tr("Row"), 64, "number"),
            ColumnSpec("status", tr("What it does"), 148),
            ColumnSpec("number", tr("Entry"), 92),
            ColumnSpec("title", tr("Title"), 210),
            ColumnSpec("details", tr("From … to …, or why not"), 420),
        )
        return tuple(replace(spec, sortable=False, filterable=False) for spec in wanted)

    def count(self, query: Query) -> int:
        return len(self._matching(query))

    def block(self, query: Query, offset: int, limit: int, anchor: Anchor | None) -> Rows:
        lines = [self._found.plan.lines[n] for n in self._matching(query)[offset : offset + limit]]
        numbers = self._numbers(lines)
        return Rows([self._row(line, numbers) for line in lines])

    def _matching(self, query: Query) -> Sequence[int]:
        wanted = query.text.casefold()
        if wanted != self._sought[0]:
            lines = (self._found.plan.lines[n] for n in self._places)
            pairs = zip(self._places, lines, strict=True)
            self._sought = (wanted, [n for n, x in pairs if wanted in f"{x.number} {x.title} {x.row}".casefold()])
        return self._sought[1]

    def _row(self, line: Line, numbers: Mapping[str, str]) -> Row:
        tr = self._names.tr
        icon, tone = _LOOK[line.status]
        if line.problems:
            details: Cell | str = Cell(" · ".join(self._said(line.problems)), tone="bad")
        else:
            details = "; ".join(self._differences(line, numbers))
        if line.left and not line.problems:
            left = tr("left out: {problems}", problems=" · ".join(self._said(line.left)))
            details = Cell(f"{left}. {details}" if details else left, tone="warn")
        title = line.title or self._title(line)
        return Row(
            line.row, (str(line.row), Cell(status_word(tr, line.status), icon, tone), line.number, title, details)
        )

    def _title(self, line: Line) -> str:
        """For a row that is not written: what stands in the column of the title."""
        if self._cells is None:
            self._cells = dict(self._sheet.rows)
        from vse_app.ui.views.register_source import main_column

        cells = self._cells.get(line.row, ())
        wanted = (main_column(self._names.product), "title")
        place = next((p for p, name in self._by_place.items() if name in wanted), -1)
        return cells[place] if 0 <= place < len(cells) else ""

    def _said(self, problems: Sequence[Problem]) -> Iterator[str]:
        tr, names = self._names.tr, self._names
        for problem in problems:
            said = problem.say(tr)
            if problem.column < 0:
                yield said
                continue
            label = names.labels.get(self._by_place.get(problem.column, ""), "")
            where = f"{column_name(problem.column)} ({label})" if label else column_name(problem.column)
            yield tr("Column {where}: {problem}", where=where, problem=said)

    def _differences(self, line: Line, numbers: Mapping[str, str]) -> Iterator[str]:
        names = self._names
        for one in line.differences:
            column = names.column(one.column)
            if column is None:
                continue
            before, after = (
                _short(register_words.value_words(names, column, value, numbers)) for value in (one.before, one.after)
            )
            label = names.labels[one.column]
            yield f"{label}: {after}" if line.status == "new" else f"{label}: {before or '–'} → {after or '–'}"

    def _numbers(self, lines: Sequence[Line]) -> dict[str, str]:
        """What the ids in the links of some rows are called."""
        tr = self._names.tr
        ids = {
            str(item)
            for line in lines
            for one in line.differences
            for value in (one.before, one.after)
            if isinstance(value, (list, tuple))
            for item in value
            if isinstance(item, str)
        }
        found = registers.numbers(self._ws, [int(item) for item in ids if item.isdecimal()])
        named = {str(number): word for number, word in found.items()}
        return named | {i: tr("row {row}", row=i[len(NEW) :]) for i in ids if i.startswith(NEW)}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
