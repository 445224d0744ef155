"""A check of one version of a work product: what was looked at, what was found, and what the person decides.

Verification and validation are registers (`verification`, `validation`); a model may call their fields and choices by
other names, so everything here goes by the register's own fields and by the places of choices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, cast

from vse_app.model.elements import FieldDef, Product
from vse_app.model.process import ProcessModel

STATES: Final = {"verification": "verified", "validation": "validated"}
"""Register of a check → the state that a passed one gives."""
PASSED, FAILED, PENDING = "passed", "failed", "pending"
RESULTS: Final = (PASSED, FAILED, PENDING)
OUTCOMES: Final = ("passed", "after-mending", "again")
"""What a check can end with, in the order in which every model has its own words for them."""
FEW: Final = 5
"""Up to one failed item in so many, mending is proposed; more of them, and the check should be held again."""
MOST: Final = 60
"""Lines of a proposed checklist."""


class Item(NamedTuple):
    """A line of the checklist; `result` is one of `RESULTS`, or "" while nobody answered."""

    text: str
    result: str = ""
    note: str = ""


class Defect(NamedTuple):
    """Something that was found, who mends it, by when (ISO date), and whether it is mended."""

    text: str
    owner: str = ""
    due: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A check as it is recorded. `subject` and `repeats` are ids of records, `outcome` one of `OUTCOMES`.

    `participants` are pairs of name and role; `hours` None when nobody said.
    """

    register: str
    subject: int
    held_on: str
    items: tuple[Item, ...] = ()
    defects: tuple[Defect, ...] = ()
    participants: tuple[tuple[str, str], ...] = ()
    outcome: str = ""
    way: str = ""
    place: str = ""
    hours: float | None = None
    repeats: int = 0

    @property
    def is_mended(self) -> bool:
        """Whether nothing that was found is left open."""
        return all(defect.closed for defect in self.defects)

    @property
    def may_give_state(self) -> bool:
        """Whether the version may be said to have passed: at once, or because all that was found is mended."""
        return self.outcome == "passed" or (self.outcome == "after-mending" and self.is_mended)


class Proposal(NamedTuple):
    """The outcome that the items speak for, "" while some are not answered; and what was counted."""

    outcome: str
    passed: int
    failed: int
    pending: int


def proposal(items: Sequence[Item], defects: Sequence[Defect]) -> Proposal:
    """What the answers speak for; the person decides."""
    passed, failed = (sum(i.result == result for i in items) for result in (PASSED, FAILED))
    pending = len(items) - passed - failed
    found = sum(not defect.closed for defect in defects)
    if pending or not items:
        return Proposal("", passed, failed, pending)
    if not failed and not found:
        return Proposal("passed", passed, failed, pending)
    return Proposal("after-mending" if failed * FEW <= len(items) else "again", passed, failed, pending)


def lines_for(model: ProcessModel, language: str, kind: str, register: str) -> tuple[str, ...]:
    """A checklist to start from: what the task that gives the state asks for, then a line for each field."""
    state, product = STATES[register], model.product_of(kind)
    found: list[str] = []
    for task in model.tasks():
        if any(use.product == kind and state in use.states for use in task.outputs):
            found += cast("Sequence[str]", model.word(language, "tasks", task.id, "checklist") or ())
    found += list(_field_lines(model, language, product))
    return tuple(dict.fromkeys(found))[:MOST]


def _field_lines(model: ProcessModel, language: str, product: Product) -> Iterator[str]:
    for field in product.fields:
        label = model.field_word(language, product.id, (field.id,))
        hint = model.field_word(language, product.id, (field.id,), "hint")
        if label and (field.required or hint):
            yield f"{label}: {hint}" if hint else label


def fields_of(product: Product, check: Check) -> dict[str, Any]:
    """The fields of the record of a check, by the names and choices of its kind."""
    said: dict[str, Any] = {
        "subject": [str(check.subject)],
        "held-on": check.held_on,
        "way": check.way,
        "place": check.place,
        "duration": check.hours,
        "participants": _rows(product, "participants", check.participants),
        "checklist": [row for item in check.items if (row := _item_row(product, item))],
        "defects": [row for defect in check.defects if (row := _defect_row(product, defect))],
        "outcome": _choice(product.own("outcome"), OUTCOMES.index(check.outcome)) if check.outcome else "",
        "repeats": [str(check.repeats)] if check.repeats else [],
    }
    own = {name: product.own(name) for name in said}
    return {f.id: said[name] for name, f in own.items() if f is not None and said[name] not in ("", None, [])}


def check_of(product: Product, register: str, fields: Mapping[str, Any]) -> Check:
    """The check that a record tells of."""
    said = {name: fields.get(f.id) for name in _FIELDS if (f := product.own(name)) is not None}
    checklist, defects = product.own("checklist"), product.own("defects")
    outcome = product.own("outcome")
    chosen = outcome.choices.index(said["outcome"]) if outcome and said.get("outcome") in outcome.choices else -1
    people = product.own("participants")
    names = [c.id for c in people.columns] if people else []
    return Check(
        register,
        _first(said.get("subject")),
        str(said.get("held-on") or ""),
        tuple(_item(checklist, row) for row in said.get("checklist") or ()),
        tuple(_defect(defects, row) for row in said.get("defects") or ()),
        tuple((str(row.get(names[0], "")), str(row.get(names[1], ""))) for row in said.get("participants") or ()),
        OUTCOMES[chosen] if 0 <= chosen < len(OUTCOMES) else "",
        str(said.get("way") or ""),
        str(said.get("place") or ""),
        cast("float | None", said.get("duration")),
        _first(said.get("repeats")),
    )


_FIELDS: Final = (
    "subject", "held-on", "way", "place", "duration", "participants", "checklist", "defects", "outcome", "repeats",
)  # fmt: skip


def _first(links: Any) -> int:
    return int(links[0]) if links else 0


def _rows(product: Product, name: str, rows: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    table = product.own(name)
    columns = [c.id for c in table.columns] if table else []
    return [{c: value for c, value in zip(columns, row, strict=False) if value} for row in rows]


def _texts(table: FieldDef | None) -> list[FieldDef]:
    return [c for c in table.columns if c.kind in ("text", "long-text")] if table else []


def _of_kind(table: FieldDef | None, kind: str) -> FieldDef | None:
    return next((c for c in table.columns if c.kind == kind), None) if table else None


def _choice(field: FieldDef | None, place: int) -> str:
    return field.choices[place] if field and place < len(field.choices) else ""


def _item_row(product: Product, item: Item) -> dict[str, Any]:
    table = product.own("checklist")
    texts, choice = _texts(table), _of_kind(table, "choice")
    result = _choice(choice, (PASSED, FAILED).index(item.result)) if item.result in (PASSED, FAILED) else ""
    if choice and PENDING in choice.choices and not result:
        result = PENDING
    row = {texts[0].id: item.text} if texts else {}
    row |= {choice.id: result} if choice else {}
    row |= {texts[1].id: item.note} if len(texts) > 1 else {}
    return {name: value for name, value in row.items() if value}


def _item(table: FieldDef | None, row: Mapping[str, Any]) -> Item:
    texts, choice = _texts(table), _of_kind(table, "choice")
    place = choice.choices.index(row[choice.id]) if choice and row.get(choice.id) in choice.choices else -1
    text = str(row.get(texts[0].id, "")) if texts else ""
    note = str(row.get(texts[1].id, "")) if len(texts) > 1 else ""
    return Item(text, RESULTS[place] if 0 <= place < 2 else "", note)


def _defect_row(product: Product, defect: Defect) -> dict[str, Any]:
    table = product.own("defects")
    texts, choice = _texts(table), _of_kind(table, "choice")
    person, date = _of_kind(table, "person"), _of_kind(table, "date")
    row = {texts[0].id: defect.text} if texts else {}
    row |= {person.id: defect.owner} if person else {}
    row |= {date.id: defect.due} if date else {}
    row |= {choice.id: choice.choices[-1 if defect.closed else 0]} if choice else {}
    return {name: value for name, value in row.items() if value}


def _defect(table: FieldDef | None, row: Mapping[str, Any]) -> Defect:
    texts, choice = _texts(table), _of_kind(table, "choice")
    person, date = _of_kind(table, "person"), _of_kind(table, "date")
    return Defect(
        str(row.get(texts[0].id, "")) if texts else "",
        str(row.get(person.id) or "") if person else "",
        str(row.get(date.id) or "") if date else "",
        bool(choice) and row.get(choice.id) == choice.choices[-1],  # type: ignore[union-attr]
    )


def to_look_at_again(check: Check) -> tuple[Item, ...]:
    """The lines of a follow-up: what failed or was left open, and each defect."""
    lines = [item.text for item in check.items if item.result != PASSED]
    return tuple(Item(text) for text in dict.fromkeys((*lines, *(d.text for d in check.defects))) if text)
