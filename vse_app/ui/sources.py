"""Where the tables of work products and of the history get their rows: services, a window at a time, said in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from vse_app.i18n import Translator
from vse_app.model.process import ProcessModel
from vse_app.model.project import Person
from vse_app.model.rules import LATE_DAYS, days_between
from vse_app.model.wording import date_text, product_name, state_names
from vse_app.services import history, register, whereabouts
from vse_app.services.workspace import Workspace
from vse_app.ui.tables import Anchor, Cell, ColumnSpec, Query, Row, Rows
from vse_app.ui.views.record_words import FORM_ICONS, form_word, moment_text, state_icon

NOTHING: Final = "\x00"
"""An id that no record has: a filter whose words match nothing finds nothing."""


@dataclass(frozen=True)
class Names:
    """What turns ids into words: translator, language, the project's model, people by id, and today (ISO)."""

    tr: Translator
    language: str
    model: ProcessModel
    people: Mapping[str, Person]
    today: str


@dataclass(frozen=True)
class RecordSource:
    """The register of a project's work products; `kind` "" shows all, `withdrawn` only those taken out.

    `total` is how many there are when nothing is filtered, if that is known already (-1 = not): counting a million rows
    is work for the reader thread.
    """

    ws: Workspace
    project: int
    names: Names
    kind: str = ""
    withdrawn: bool = False
    total: int = -1

    def columns(self) -> tuple[ColumnSpec, ...]:
        tr = self.names.tr
        return (
            ColumnSpec("number", tr("Number"), 84),
            ColumnSpec("title", tr("Title"), 220),
            ColumnSpec("kind", tr("Work product"), 160),
            ColumnSpec("revision", tr("Version"), 66, "number"),
            ColumnSpec("states", tr("States"), 184, sortable=False),
            ColumnSpec("happened", tr("Happened"), 104, "date"),
            ColumnSpec("captured", tr("Captured"), 116, "date"),
            ColumnSpec("owner", tr("Owner"), 120),
            ColumnSpec("due", tr("Due"), 116, "date"),
            ColumnSpec("form", tr("Form"), 134),
            ColumnSpec("source_dated", tr("Source date"), 120, "date", hidden=True),
            ColumnSpec("author", tr("Written by"), 120, hidden=True),
        )

    def count(self, query: Query) -> int:
        if self.total >= 0 and not query.is_filtered:
            return self.total
        return register.count(self.ws, self.project, filters=self._filters(query), text=query.text)

    def block(self, query: Query, offset: int, limit: int, anchor: Anchor | None) -> Rows:
        sort = query.sort or ("id" if self.kind else "captured")
        descending = query.descending if query.sort else True
        near = anchor is not None and offset - anchor.offset <= limit
        if self.total >= 0 and not query.is_filtered and not near and offset > self.total // 2:
            # Nearer to the end: read backwards from there.
            take = min(limit, self.total - offset)
            found = self._read(query, sort, not descending, offset=self.total - offset - take, limit=take)[::-1]
        else:
            # The register reads from a known row on, that row included.
            key = (anchor.offset - 1, anchor.key) if anchor else None
            found = self._read(query, sort, descending, offset=offset, limit=limit, anchor=key)
        last = (getattr(found[-1].record, sort), found[-1].record.id) if found else None
        return Rows([self._row(row) for row in found], last)

    def _read(self, query: Query, sort: str, descending: bool, **place: Any) -> list[register.Row]:
        return register.block(
            self.ws,
            self.project,
            sort=sort,
            descending=descending,
            filters=self._filters(query),
            text=query.text,
            **place,
        )

    def _filters(self, query: Query) -> dict[str, str]:
        filters = {name: self._resolved(name, text) for name, text in query.filters.items()}
        if self.kind:
            filters["kind"] = self.kind if filters.get("kind", self.kind) != NOTHING else NOTHING
        return filters | {"withdrawn": "yes" if self.withdrawn else "no"}

    def _resolved(self, column: str, text: str) -> str:
        """The ids whose words contain the text, for columns that hold ids; several are joined by commas."""
        names = self.names
        words = {
            "kind": {
                p.id: product_name(names.model, names.language, p.id)
                for p in (*names.model.products, *names.model.earlier_products)
            },
            "owner": {p.id: p.name for p in names.people.values()},
            "author": {p.id: p.name for p in names.people.values()},
            "form": {form: form_word(names.tr, form) for form in FORM_ICONS},
            "states": {
                s: state_names(names.model, names.language, (s,)) for p in names.model.products for s in p.states
            },
        }.get(column)
        if words is None:
            return text
        return ",".join(key for key, word in words.items() if text.casefold() in word.casefold()) or NOTHING

    def _row(self, row: register.Row) -> Row:
        names, record = self.names, row.record
        late = days_between(record.happened, record.captured) > LATE_DAYS
        overdue = bool(record.due) and record.due < names.today and not row.states
        return Row(
            record.id,
            (
                record.number,
                record.title or "–",
                product_name(names.model, names.language, record.kind),
                f"v{record.revision}",
                self._states(row),
                date_text(names.tr, record.happened),
                Cell(
                    date_text(names.tr, record.captured),
                    "clock",
                    "warn",
                    names.tr("Written down later than it happened"),
                )
                if late
                else date_text(names.tr, record.captured),
                _name(names.people, record.owner),
                Cell(date_text(names.tr, record.due), "clock", "warn", names.tr("Overdue"))
                if overdue
                else date_text(names.tr, record.due),
                Cell(form_word(names.tr, record.form), FORM_ICONS[record.form])
                if record.filled
                else Cell(names.tr("Empty"), "optional", "muted"),
                date_text(names.tr, record.source_dated),
                _name(names.people, record.author),
            ),
        )

    def _states(self, row: register.Row) -> Cell | str:
        names = self.names
        if row.record.withdrawn:
            return Cell(names.tr("withdrawn"), "close", "muted", row.record.withdrawn)
        if row.stale:
            tip = names.tr("An earlier version was approved; this one is not.")
            return Cell(names.tr("changed since approval"), "stale", "warn", tip)
        if row.states:
            return Cell(state_names(names.model, names.language, row.states), state_icon(row.states[-1]), "good")
        return ""


HISTORY_KINDS: Final = (
    "record",
    "revision",
    "event",
    "links",
    "trace-justified",
    "confirmation",
    "mark",
    "project",
    "move",
    "person",
    "company",
    "declaration",
    "judgement",
    "which-standard",
    "why-not",
    "paper",
    "setting",
    "assessment",
    "assessment-item",
    "assessment-evidence",
    "assessment-interview",
    "assessment-observation",
    "assessment-note",
    "improvement",
    "reopened",
    "mute",
    "checklist",
    "test-run",
    "backup-failure",
    "clock",
)


def kind_word(tr: Translator, entity: str) -> str:
    """What a line of history is about, in words."""
    words = {
        "record": tr("Work product"),
        "revision": tr("Version"),
        "event": tr("State"),
        "links": tr("Links"),
        "trace-justified": tr("Hole let stand"),
        "confirmation": tr("Task confirmed"),
        "mark": tr("Task notes"),
        "project": tr("Project"),
        "move": tr("Edition"),
        "person": tr("Person"),
        "company": tr("Company"),
        "which-standard": tr("Which standard?"),
        "why-not": tr("Why don't we use standards?"),
        "paper": tr("Least paper"),
        "setting": tr("Setting"),
        "assessment": tr("Assessment"),
        "assessment-item": tr("Rating"),
        "assessment-evidence": tr("Evidence"),
        "assessment-interview": tr("Interview"),
        "assessment-observation": tr("Strength or weakness"),
        "assessment-note": tr("Private note"),
        "assessment-frozen": tr("Assessment"),
        "improvement": tr("Improvement action"),
        "reopened": tr("What an accepted change opened again"),
        "backup-failure": tr("Safety copy that failed"),
        "mute": tr("Finding set aside"),
        "check-draft": tr("Notes of a check"),
        "checklist": tr("Own checklist"),
        "test-run": tr("Test run"),
        "test-answer": tr("Test run"),
        "clock": tr("Clock"),
        "declaration": tr("Declaration"),
        "judgement": tr("Judgement"),
    }
    return words.get(entity, entity)


@dataclass(frozen=True)
class HistorySource:
    """The history of the file, newest first; `entity` and `person` narrow it ("" = all)."""

    ws: Workspace
    project: int
    names: Names
    entity: str = ""
    person: str = ""

    def columns(self) -> tuple[ColumnSpec, ...]:
        tr = self.names.tr
        return (
            ColumnSpec("at", tr("When"), 170, "date", sortable=False, filterable=False),
            ColumnSpec("person", tr("Who"), 140, sortable=False, filterable=False),
            ColumnSpec("what", tr("What"), 460, sortable=False, filterable=False),
            ColumnSpec("where", tr("Where"), 110, sortable=False, filterable=False),
            ColumnSpec("kind", tr("Kind"), 150, sortable=False, filterable=False),
            ColumnSpec("seq", tr("Entry"), 80, "number", sortable=False, filterable=False, hidden=True),
        )

    def count(self, query: Query) -> int:
        return history.count(self.ws, project=self.project, text=query.text, entity=self.entity, person=self.person)

    def block(self, query: Query, offset: int, limit: int, anchor: Anchor | None) -> Rows:
        lines = history.block(
            self.ws,
            project=self.project,
            text=query.text,
            entity=self.entity,
            person=self.person,
            offset=offset,
            limit=limit,
        )
        where = whereabouts.places(self.ws, lines)
        return Rows([self._row(line, where.get(line.seq, whereabouts.Place())) for line in lines])

    def _row(self, line: history.Line, place: whereabouts.Place) -> Row:
        names = self.names
        return Row(
            line,
            (
                moment_text(names.tr, line.at),
                _name(names.people, line.person) or "–",
                history.sentence(names.tr, line, names.people, names.model),
                place.number or place.task,
                kind_word(names.tr, line.entity),
                str(line.seq),
            ),
        )


def _name(people: Mapping[str, Person], person: str) -> str:
    return people[person].name if person in people else person
