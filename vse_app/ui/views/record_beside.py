"""What stands on a record's page beside its own fields: the rows that registers fill in, hints about how it reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vse_app.model.elements import FieldDef, Product
from vse_app.model.fields import is_filled
from vse_app.model.records import row_counts
from vse_app.model.requirement_quality import Hint
from vse_app.services import hinting
from vse_app.services.record_page import RecordPage
from vse_app.ui.context import Context, Target
from vse_app.ui.parts import Button, Card, Muted, Plain, Title, flow
from vse_app.ui.views.boxes import clear
from vse_app.ui.views.hint_line import HintLine


def fed_fields(found: RecordPage) -> list[FieldDef]:
    """The fields of a document in which entries of registers stand."""
    counts = row_counts(found.record.rows)
    return [f for f in found.product.fields if f.rows_of and counts.get(f.id)]


def written(found: RecordPage) -> Product:
    """The product with the fields that are written in the document itself: without those that registers fill."""
    said = found.page.revision.content.fields
    fed = {f.id for f in fed_fields(found) if not is_filled(said.get(f.id))}
    product = found.product
    return replace(product, fields=tuple(f for f in product.fields if f.id not in fed)) if fed else product


class FedRows(Card):
    """A field that fills itself: how many entries stand in it, and where they are written."""

    def __init__(self, ctx: Context, found: RecordPage, field: FieldDef) -> None:
        super().__init__(spacing=8, margin=20)
        tr, model, language = ctx.tr, found.model, ctx.language
        count = row_counts(found.record.rows).get(field.id, 0)
        name = str(model.word(language, "products", field.rows_of, "many") or field.rows_of)
        self.column.addWidget(Title(model.field_word(language, found.product.id, (field.id,))))
        if field.tied_cells:
            said = tr(
                "{n|One row stands|# rows stand} here by themselves, drawn from the links between the registers.",
                n=count,
            )
            button = Button(tr("Open the matrix"), "path", on_click=lambda: ctx.go(Target("trace")))
        else:
            said = tr("{n|One entry|# entries} of the register {name} stand here by themselves.", n=count, name=name)
            target = Target("register", kind=field.rows_of)
            button = Button(tr("Open the register {name}", name=name), "right", on_click=lambda: ctx.go(target))
        self.column.addWidget(Plain(said))
        if is_filled(found.page.revision.content.fields.get(field.id)):
            self.column.addWidget(Muted(tr("The rows typed here before stay below, and are printed after them.")))
        else:
            what = tr("They are printed with it. What a person confirms of it holds until one of them changes.")
            self.column.addWidget(Muted(what))
        self.column.addWidget(flow(button))


class HintsCard(Card):
    """Hints about how a requirement is written; nothing is held up by them."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(spacing=6, margin=16)
        self._ctx = ctx
        self._shown: Sequence[Hint] | None = None
        self.hide()

    def show_page(self, found: RecordPage) -> None:
        """Say what there is to say about the current version."""
        hints = hinting.of(found.product, found.page.revision.content)
        if hints == self._shown:
            return
        self._shown = hints
        clear(self.column)
        self.column.addWidget(Title(self._ctx.tr("What a reader might ask")))
        for hint in hints:
            self.column.addWidget(HintLine(self._ctx.language, hint))
        self.setVisible(bool(hints))
