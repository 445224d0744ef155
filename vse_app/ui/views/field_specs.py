"""The fields of a work product as a form asks for them: words of the model, examples, and who or what may be named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from vse_app.model.process import FieldDef, ProcessModel, Product
from vse_app.model.project import Person
from vse_app.services import sample, wording
from vse_app.ui.forms import FieldSpec


def specs(model: ProcessModel, language: str, product: Product, fields: Iterable[FieldDef]) -> tuple[FieldSpec, ...]:
    """Some fields of a product in the language of the window, each with what the example company wrote there."""
    shown = example(model, language, product)
    return tuple(_spec(model, language, product.id, (f.id,), f, shown.get(f.id)) for f in fields)


def example(model: ProcessModel, language: str, product: Product) -> Mapping[str, Any]:
    """What the example company wrote in the fields of a product; none where the model has no example."""
    return sample.example_fields(model.id, product.id, language)


def _spec(
    model: ProcessModel, language: str, product: str, path: tuple[str, ...], field: FieldDef, shown: Any
) -> FieldSpec:
    return FieldSpec(
        id=field.id,
        kind=field.kind,
        label=model.field_word(language, product, path),
        hint=model.field_word(language, product, path, "hint"),
        required=field.required,
        unit=field.unit,
        choices=tuple((c, model.choice_word(language, product, path, c)) for c in field.choices),
        columns=tuple(_spec(model, language, product, (*path, c.id), c, None) for c in field.columns),
        example=example_text(model, language, product, field, shown),
    )


def example_text(model: ProcessModel, language: str, product: str, field: FieldDef, shown: Any) -> str:
    """An example value as text; the rows of a table as tab-separated lines."""
    if not shown or field.kind == "link":
        return ""
    if field.kind == "table":
        rows = (
            [_cell(model, language, product, (field.id, c.id), row.get(c.id)) for c in field.columns] for row in shown
        )
        return "\n".join("\t".join(row) for row in rows)
    return _cell(model, language, product, (field.id,), shown)


def _cell(model: ProcessModel, language: str, product: str, path: tuple[str, ...], value: Any) -> str:
    return wording.value_text(model, language, product, path, value, {}).replace("\t", " ")


class ProjectChoices:
    """Who and what may be named in the fields of a project's records."""

    def __init__(self, people: Mapping[str, Person], targets: Iterable[tuple[str, str]]) -> None:
        self._people, self._targets = people, list(targets)

    def people(self) -> list[tuple[str, str]]:
        """Everybody active, by id and name."""
        return [(p.id, p.name) for p in self._people.values() if p.active]

    def targets(self) -> list[tuple[str, str]]:
        """Every record of the project, by id and label."""
        return self._targets
