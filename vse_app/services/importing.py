"""A table into a register: what each row would do is worked out first and shown, then all is written or nothing.

A row is the entry whose number, or id elsewhere, it carries. Without such a column it is the entry that already says
the same. So the same table twice changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from vse_app.i18n import Translator
from vse_app.model.errors import Cancelled, Invalid
from vse_app.services import entering
from vse_app.services.entering import Edit, Entered
from vse_app.services.headings import Reading
from vse_app.services.sheets import Sheet
from vse_app.services.workspace import Done, Workspace

VERB: Final = "record.import"
Progress = Callable[[int, int], None]
Status = Literal["new", "changed", "same", "refused"]
AT_ONCE: Final = 500
"""Rows between two looks at whether somebody stopped it."""


class Difference(NamedTuple):
    """One value that would change: the register's column, what it is now and what it would be, as values."""

    column: str
    before: Any
    after: Any


class Problem(NamedTuple):
    """Why a row cannot be taken: the column (from 0, -1 for the row as such) and a sentence with what it names."""

    column: int
    text: str
    values: Mapping[str, object]

    def say(self, tr: Translator) -> str:
        """The reason in the user's language."""
        return tr(self.text, **self.values)


@dataclass(slots=True)
class Line:
    """What a row would do. `number` is that of the entry it meets, "" for a new one.

    `fresh` are the values of a new entry by column, `changes` those of another one that would change; `left` are values
    that are left out because nobody knows them. Few objects for each row: there may be 100,000.
    """

    row: int
    status: Status = "same"
    number: str = ""
    title: str = ""
    fresh: Mapping[str, Any] | None = None
    changes: Sequence[Difference] = ()
    problems: Sequence[Problem] = ()
    left: Sequence[Problem] = ()

    @property
    def differences(self) -> Sequence[Difference]:
        """What would change, or all that a new entry says."""
        return [Difference(n, "", value) for n, value in self.fresh.items()] if self.fresh is not None else self.changes

    def refuse(self, column: int, text: str, values: Mapping[str, object]) -> None:
        """One more reason why it cannot be taken."""
        self.problems = (*self.problems, Problem(column, text, values))

    def leave(self, column: int, text: str, values: Mapping[str, object]) -> None:
        """One more value that is left out."""
        self.left = (*self.left, Problem(column, text, values))


@dataclass(frozen=True)
class Plan:
    """What a table would do, row by row, and the edits that do it. `left_out` are headings that are not read."""

    kind: str
    lines: tuple[Line, ...]
    edits: tuple[Edit, ...]
    left_out: tuple[str, ...] = ()

    def count(self, status: Status) -> int:
        """How many rows would do this."""
        return sum(line.status == status for line in self.lines)


def plan(
    ws: Workspace,
    project_id: int,
    kind: str,
    sheet: Sheet,
    reading: Reading,
    *,
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Plan:
    """Work out what the rows of a table would do. Raises Invalid for a reading that cannot be, and Cancelled."""
    from vse_app.services.importing_rows import Planner

    check_reading(sheet, reading)
    headings = reading.headings(sheet)
    named = next((len(cells) for number, cells in sheet.rows if number == reading.heading), sheet.width)
    found = Planner(ws, project_id, kind, reading, named)
    odd: dict[int, dict[int, str]] = {}
    for (row, column), reason in sheet.odd.items():
        odd.setdefault(row, {})[column] = reason
    rows = reading.rows(sheet)
    for done, (number, cells) in enumerate(rows):
        _look_up(done, 2 * len(rows), progress, cancelled)
        found.read(number, cells, odd.get(number, {}))
    for done, _line in enumerate(found.compare(), len(rows)):
        _look_up(done, 2 * len(rows), progress, cancelled)
    left = tuple(heading for i, heading in enumerate(headings) if heading.strip() and i not in reading.columns)
    plan = Plan(kind, tuple(found.lines), tuple(found.edits()), left)
    found.forget()
    return plan


def _look_up(done: int, total: int, progress: Progress, cancelled: Callable[[], bool]) -> None:
    if done % AT_ONCE:
        return
    progress(done, total)
    if cancelled():
        raise Cancelled("Stopped; nothing was changed.")


def check_reading(sheet: Sheet, reading: Reading) -> None:
    """Raise Invalid when nothing would be read, or one thing twice."""
    names = Counter(name for name in reading.columns.values() if name)
    if not set(names) - {"number"}:
        if not sheet.rows:
            raise Invalid("There is nothing in this table.", place=sheet.name)
        raise Invalid("No column is known.", hint="Say which column is which.", place=sheet.name)
    twice = [name for name, count in names.items() if count > 1]
    if twice:
        raise Invalid("Two columns say {column}.", hint="Choose one of them.", column=twice[0])


def apply(
    ws: Workspace,
    project_id: int,
    found: Plan,
    *,
    without_refused: bool = False,
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Done[Entered]:
    """Write what a plan says, as one change.

    Raises Invalid while rows are refused, unless they are to be left out, and when an entry was changed meanwhile;
    Cancelled when it was stopped, and then nothing was written.
    """
    refused = found.count("refused")
    if refused and not without_refused:
        raise Invalid("{count|1 row|# rows} cannot be taken; nothing was changed.", count=refused)
    watch = entering.Watch(progress, cancelled)
    return entering.enter(ws, project_id, found.kind, found.edits, verb=VERB, watch=watch)


def refused_rows(found: Plan) -> Sequence[Line]:
    """The rows that cannot be taken."""
    return [line for line in found.lines if line.status == "refused"]
