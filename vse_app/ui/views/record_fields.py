"""The fields of a work product as a form: words and examples from the model, by part, with what is still needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vse_app.i18n import Translator
from vse_app.model.elements import FieldDef, Product
from vse_app.model.fields import is_filled
from vse_app.model.process import ProcessModel
from vse_app.model.wording import value_text
from vse_app.ui import theme
from vse_app.ui.forms import Editor, FieldSpec, Form
from vse_app.ui.parts import Caption, Card, FlowLayout, LinkButton, Muted, Title
from vse_app.ui.views.boxes import clear


class RecordChoices:
    """People and records that a field may name; the page keeps it up to date."""

    def __init__(self) -> None:
        self._people: list[tuple[str, str]] = []
        self._targets: list[tuple[str, str]] = []

    def set(self, people: Sequence[tuple[str, str]], targets: Sequence[tuple[str, str]]) -> None:
        """Others to choose from."""
        self._people, self._targets = list(people), list(targets)

    def people(self) -> list[tuple[str, str]]:
        return self._people

    def targets(self) -> list[tuple[str, str]]:
        return self._targets


def specs(
    model: ProcessModel,
    language: str,
    product: Product,
    *,
    fields: Sequence[FieldDef] | None = None,
    examples: Mapping[str, Any] | None = None,
) -> list[FieldSpec]:
    """A work product's fields as the form wants them; `examples` are values by field id."""
    wanted = product.fields if fields is None else fields
    found: list[FieldSpec] = []
    for field in wanted:
        example = _example(model, language, product, field, (examples or {}).get(field.id))
        found.append(_spec(model, language, product, (field.id,), field, example=example))
    return found


def _spec(
    model: ProcessModel, language: str, product: Product, path: tuple[str, ...], field: FieldDef, *, example: str = ""
) -> FieldSpec:
    return FieldSpec(
        id=field.id,
        kind=field.kind,
        label=model.field_word(language, product.id, path),
        hint=model.field_word(language, product.id, path, "hint"),
        required=field.required,
        unit=field.unit,
        choices=tuple((c, model.choice_word(language, product.id, path, c)) for c in field.choices),
        columns=tuple(_spec(model, language, product, (*path, c.id), c) for c in field.columns),
        example=example,
    )


def _example(model: ProcessModel, language: str, product: Product, field: FieldDef, value: Any) -> str:
    """An example as text: a table's rows as tab-separated lines."""
    if not is_filled(value) or field.kind == "link":
        return ""
    if field.kind != "table" or not isinstance(value, list):
        return value_text(model, language, product.id, (field.id,), value, people={})
    lines: list[str] = []
    for row in value:
        cells = (
            value_text(model, language, product.id, (field.id, c.id), row.get(c.id), people={}) for c in field.columns
        )
        lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return "\n".join(lines)


def by_part(product: Product) -> list[tuple[str, list[FieldDef]]]:
    """Fields under the first part they belong to, in the order of the form; "" for those of no part."""
    groups: dict[str, list[FieldDef]] = {}
    for field in product.fields:
        groups.setdefault(field.parts[0] if field.parts else "", []).append(field)
    return list(groups.items())


class RecordForm(QWidget):
    """All fields of a record, a card for each part. Above them the needed ones that are still empty."""

    edited = Signal(str, object)
    link_opened = Signal(str)

    def __init__(
        self,
        model: ProcessModel,
        language: str,
        product: Product,
        *,
        tr: Translator,
        choices: RecordChoices,
        examples: Mapping[str, Any],
    ) -> None:
        super().__init__()
        self._tr, self._model, self._language, self._product = tr, model, language, product
        self._forms: dict[str, Form] = {}
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        self._needed = QWidget()
        self._needed_flow = FlowLayout(self._needed, spacing=4)
        self._shown_needed: list[str] | None = None
        column.addWidget(self._needed)
        for part, fields in by_part(product):
            form = Form(specs(model, language, product, fields=fields, examples=examples), tr=tr, choices=choices)
            form.edited.connect(self._on_edited)
            form.link_opened.connect(self.link_opened)
            self._forms |= {field.id: form for field in fields}
            title = [Title(model.word(language, "parts", part))] if part else []
            column.addWidget(Card(*title, form, spacing=14, margin=20))
        self._earlier: Card | None = None
        if product.earlier:
            self._earlier = self._earlier_card(choices)
            column.addWidget(self._earlier)

    def _earlier_card(self, choices: RecordChoices) -> Card:
        """Fields that an earlier edition asked for; on show when they say something."""
        tr, fields = self._tr, self._product.earlier
        form = Form(specs(self._model, self._language, self._product, fields=fields), tr=tr, choices=choices)
        form.edited.connect(self._on_edited)
        form.link_opened.connect(self.link_opened)
        self._forms |= {field.id: form for field in fields}
        note = Muted(tr("An earlier edition of the model asked for them. They stay with the record and are printed."))
        return Card(Title(tr("Earlier fields")), note, form, spacing=14, margin=20)

    def editor(self, field: str) -> Editor:
        """The editor of a field; KeyError for one that the product does not have."""
        return self._forms[field].editor(field)

    def has(self, field: str) -> bool:
        """Whether the product has this field."""
        return field in self._forms

    def set_values(self, values: Mapping[str, Any], keep: Sequence[str] = ()) -> None:
        """Show values; the fields in `keep`, and the one being typed in, stay as they are."""
        shown = dict(values)
        for field, form in self._forms.items():
            editor = form.editor(field)
            if field in keep or editor.isAncestorOf(editor.window().focusWidget() or self):
                shown[field] = editor.value()
        for form in set(self._forms.values()):
            form.set_values(shown)
        if self._earlier is not None:
            self._earlier.setVisible(any(is_filled(shown.get(f.id)) for f in self._product.earlier))
        self._show_needed(shown)

    def set_read_only(self, read_only: bool) -> None:
        """Whether the values can only be read."""
        for form in set(self._forms.values()):
            form.set_read_only(read_only)

    def flush(self) -> None:
        """Report what is being typed now."""
        for form in set(self._forms.values()):
            form.flush()

    def _on_edited(self, field: str, value: object) -> None:
        self._show_needed({name: self.editor(name).value() for name in self._forms})
        self.edited.emit(field, value)

    def _show_needed(self, values: Mapping[str, Any]) -> None:
        missing = [f.id for f in self._product.fields if f.required and not is_filled(values.get(f.id))]
        if missing == self._shown_needed:
            return
        self._shown_needed = missing
        clear(self._needed_flow)
        self._needed.setVisible(bool(missing))
        if not missing:
            return
        self._needed_flow.addWidget(Caption(self._tr("Still needed:"), wrap=False))
        for field in missing:
            label = self._model.field_word(self._language, self._product.id, (field,))
            self._needed_flow.addWidget(LinkButton(label, on_click=lambda field=field: self.editor(field).setFocus()))
        self._needed.updateGeometry()
