"""The rows of a move in words: the same on screen, on paper and on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from vse_app.i18n import Translator
from vse_app.model import wording
from vse_app.model.editions import Difference
from vse_app.model.elements import Use
from vse_app.model.move_rows import Row
from vse_app.model.process import ProcessModel
from vse_app.model.project import Person


class MoveWords:
    """Says rows; `model` is the snapshot after the move, which knows the words of both editions."""

    def __init__(self, tr: Translator, model: ProcessModel, people: Mapping[str, Person]) -> None:
        self._tr, self._model, self._people = tr, model, people

    def group(self, group: str) -> str:
        """What kind of news a row is."""
        tr = self._tr
        return {
            "owed": tr("Newly owed"),
            "becomes": tr("Goes on differently"),
            "gone": tr("No longer asked for"),
            "stays": tr("Stays as it is"),
        }[group]

    def kind(self, kind: str) -> str:
        """What a row is about."""
        tr = self._tr
        return {
            "task": tr("Task"),
            "product": tr("Work product"),
            "field": tr("Field"),
            "state": tr("State"),
            "mark": tr("Task notes"),
            "role": tr("Role"),
            "condition": tr("Condition"),
        }[kind]

    def label(self, row: Row) -> str:
        """The element or elements a row is about, by name."""
        if not (row.before or row.after):
            return self._tr("All the others")
        if row.kind in ("task", "mark"):
            said = self._tasks(row.before or row.after)
            return f"{said} ({row.iteration})" if row.iteration and said else said
        if row.kind == "product":
            return self._names("products", row.before or row.after)
        if row.kind == "field":
            product, field = row.before
            return f"{self._name('products', product)}: {self._model.field_word(self._language, product, (field,))}"
        if row.kind == "state":
            product, state = row.before
            return f"{self._name('products', product)}: {self._name('states', state)}"
        if row.kind == "role":
            return self._names("roles", row.before or row.after)
        return str(self._model.word(self._language, "entry_conditions", (row.before or row.after)[0], "text"))

    def text(self, row: Row) -> str:
        """What becomes of it."""
        if row.code == "asks":
            return " ".join(self._difference(d) for d in row.values)
        if row.code in ("task-again", "counts-not-yet"):
            return self._lacking(row)
        values: dict[str, Any] = {"count": row.amount, "after": self._after(row), "edition": self._model.edition}
        if row.code == "product-new":
            return self._tr("New. Given by: {tasks}.", tasks=", ".join(row.values) or "–")
        if row.kind == "role":
            values["people"] = wording.who(self._people, row.values or ())
        return self._tr(_TEXTS[row.code], **values)

    @property
    def _language(self) -> str:
        return self._tr.language

    def _after(self, row: Row) -> str:
        if row.kind in ("task", "mark"):
            return self._tasks(row.after)
        return self._names({"product": "products", "role": "roles"}.get(row.kind, ""), row.after)

    def _lacking(self, row: Row) -> str:
        tr = self._tr
        if row.code == "counts-not-yet":
            lacking = self._tasks(row.values)
            return tr("Becomes {after}, together with {lacking}, which nobody confirmed: it does not count yet.",
                      after=self._tasks(row.after), lacking=lacking)  # fmt: skip
        needs = "; ".join(wording.use_text(self._model, self._language, need) for need in row.values)
        if needs:
            return tr("Was settled; this edition asks for more: {needs}.", needs=needs)
        return tr("Was settled; this edition asks again.")

    def _difference(self, found: Difference) -> str:
        tr, about = self._tr, found.about
        if about == "minutes":
            return tr("About {after} minutes instead of {before}.", after=found.after[0], before=found.before[0])
        if about == "optional":
            yes = tr("It may be left out now.")
            return yes if found.after == ("True",) else tr("It may not be left out any more.")
        said: list[str] = []
        heads = {
            "roles": (tr("Now also by: {names}."), tr("No longer by: {names}.")),
            "approved_by": (tr("Now approved by: {names}."), tr("No longer approved by: {names}.")),
            "inputs": (tr("Now takes in: {names}."), tr("No longer takes in: {names}.")),
            "outputs": (tr("Now gives: {names}."), tr("No longer gives: {names}.")),
        }[about]
        for head, items in zip(heads, (found.after, found.before), strict=True):
            if items:
                said.append(head.replace("{names}", ", ".join(self._item(item) for item in items)))
        return " ".join(said)

    def _item(self, item: str | Use) -> str:
        if isinstance(item, str):
            return self._name("roles", item)
        text = self._name("products", item.product)
        if item.part:
            text += f": {self._name('parts', item.part)}"
        states = wording.state_names(self._model, self._language, item.states)
        return f"{text} ({states})" if states else text

    def _name(self, section: str, element: str) -> str:
        return str(self._model.word(self._language, section, element.partition("@")[0]))

    def _names(self, section: str, elements: Iterable[str]) -> str:
        return ", ".join(self._name(section, element) for element in elements)

    def _tasks(self, tasks: Iterable[str]) -> str:
        word = self._model.word
        return ", ".join(f"{task} {word(self._language, 'tasks', task, 'title')}" for task in tasks)


def by_ids_alone(tr: Translator, source: ProcessModel, target: ProcessModel) -> str:
    """Said where no table of changes leads from one edition to the other."""
    return tr(
        "No table of changes leads from edition {source} to edition {target}: elements are taken for the same where "
        "their ids are. A move by way of an edition in between may keep more.",
        source=source.edition, target=target.edition,
    )  # fmt: skip


_TEXTS = {
    "confirmations": "Confirmations that stay as they are: {count}.",
    "counts": "Its confirmation counts for {after}.",
    "counts-for-parts": "Divided. Its confirmation counts for each part: {after}.",
    "counts-together": "Merged. Its confirmation counts for {after}, with those of the others.",
    "task-gone": "Nobody will ask for it any more. Confirmations that stay in the pack: {count}.",
    "task-new": "New.",
    "task-optional": "New, and may be left out.",
    "na-dropped": "Was not applicable. This edition does not allow leaving it out; the reason stays in its note.",
    "records": "Records that stay as they are: {count}.",
    "becomes": "Goes on as {after}. Records: {count}.",
    "becomes-first": "Divided: {after}. What is there ({count}) goes on as the first of them; the others begin empty.",
    "merged-rest": "Merged into {after}, which has one record: another one goes on as that. These stay and can be "
    "read, under “no longer asked for”: {count}.",
    "product-gone": "Nobody will ask for it any more. Records that stay, under “no longer asked for”: {count}.",
    "field-earlier": "Not asked for any more. It stays in the record as an earlier field. Records with it: {count}.",
    "field-kind": "Is of another kind in this edition. What was written stays as it was; this project keeps the "
    "earlier kind.",
    "field-choices": "Choices that this edition does not have stay open to this project, because it uses them.",
    "field-columns": "Columns that this edition does not have stay in this project, because it uses them.",
    "field-required": "Is needed now. Records that do not say it yet: {count}.",
    "state-gone": "This edition does not ask for the state. It stays in the history of the records: {count}.",
    "marks": "Notes and ticks of tasks that stay as they are: {count}.",
    "mark-moves": "Notes and ticks go along to {after}.",
    "ticks-lost": "Ticked lines that this edition words differently are kept in the note: {count}.",
    "mark-earlier": "What was noted stays in the pack, with the earlier edition.",
    "assignments": "Assignments that stay as they are: {count}.",
    "role-becomes": "Goes on as {after}, played by {people}.",
    "role-gone": "This edition does not have the role. Still named with the earlier edition: {people}.",
    "role-new": "New. Nobody plays it yet.",
    "condition-gone": "Not asked for any more.",
    "condition-new": "New condition for starting; not ticked yet.",
}
"""Code of a row → its sentence."""
