"""The cells of a register's row: words, with an icon where a meaning needs one, and the value behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from vse_app.i18n import Translator
from vse_app.model.elements import FieldDef, Product
from vse_app.model.rules import LATE_DAYS, days_between
from vse_app.services import register_words
from vse_app.services.register_words import Names
from vse_app.services.registers import Column, Entry, Named
from vse_app.ui.tables import Cell, Row
from vse_app.ui.views.record_words import state_icon

PLAIN: Final = frozenset({"text", "long-text"})
"""Kinds whose words are their value."""


class Linked(NamedTuple):
    """A record that a cell names: its id as links hold it, and what it is called."""

    id: str
    label: str


def row(names: Names, entry: Entry) -> Row:
    """A row of the table."""
    return Row(entry.record.id, tuple(cell(names, column, entry) for column in names.columns))


def cell(names: Names, column: Column, entry: Entry) -> Cell | str:
    """One cell; `key` is the value that an editor begins with."""
    said = register_words.text(names, column, entry)
    match column.kind:
        case "number" if column.field is None:
            return Cell(said, "", "link", names.tr("Open {number}", number=said))
        case "follow":
            state = register_words.follow_of(names, entry)
            icon, tone = follow_look(names.product, state)
            return Cell(said, icon, tone, key=state) if state else ""
        case "states":
            return _states(names, said, entry)
        case "link":
            return _links(names, column.field, said, entry) if column.field else ""
        case "date" if column.id == "due" and register_words.is_late(names, entry):
            return Cell(said, "clock", "warn", names.tr("Overdue"), key=entry.record.due)
        case "moment" if days_between(entry.record.happened, entry.record.captured) > LATE_DAYS:
            return Cell(said, "clock", "warn", names.tr("Written down later than it happened"))
        case kind if kind in PLAIN:
            return said
        case _:
            return Cell(said, key=register_words.value(names, column, entry))


def follow_look(product: Product, state: str) -> tuple[str, str]:
    """Icon and tone of a state of the follow-up, by its place: to begin, under way, settled, settled otherwise."""
    if product.is_ended(state):
        return ("done", "good") if state == product.ends[0] else ("skipped", "muted")
    return ("ready", "accent") if state == product.follow_up[:1][0] else ("doing", "info")


def _states(names: Names, said: str, entry: Entry) -> Cell | str:
    if entry.record.withdrawn:
        return Cell(names.tr("withdrawn"), "close", "muted", entry.record.withdrawn)
    if entry.stale:
        return Cell(said, "stale", "warn", names.tr("An earlier version was approved; this one is not."))
    return Cell(said, state_icon(entry.states[-1]), "good") if entry.states else ""


def _links(names: Names, definition: FieldDef, said: str, entry: Entry) -> Cell | str:
    linked: Sequence[Named] = entry.links.get(definition.id, ())
    if not linked:
        return Cell("", key=())
    kind = names.model.link_type(definition.link)
    is_watched = kind is None or kind.watch != "none"
    labels = tuple(Linked(str(one.id), f"{one.number}  {one.title}".strip()) for one in linked)
    suspect = [one.number for one in linked if one.suspect and is_watched]
    tip = "\n".join(one.label for one in labels)
    if suspect:
        return Cell(said, "stale", "warn", f"{tip}\n{_changed(names.tr, suspect)}", key=labels)
    return Cell(said, "", "", tip, key=labels)


def _changed(tr: Translator, numbers: Sequence[str]) -> str:
    return tr("Changed since the link was made: {numbers}", numbers=", ".join(numbers))
