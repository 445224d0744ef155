"""The sections of a work product: what it is, what stands in it, and which tasks and processes use it."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.model import browsing, wording
from vse_app.model.elements import Product
from vse_app.model.page_parts import Line, Section, Writer, text_section


def product(writer: Writer, item: Product) -> Iterator[Section]:
    """The sections of a work product; some may be empty."""
    tr = writer.tr
    yield text_section("purpose", tr("What it is for"), writer.word("products", item.id, "purpose"))
    yield text_section("tip", tr("A tip"), writer.word("products", item.id, "tip"))
    yield Section("facts", tr("Facts"), tuple(_facts(writer, item)))
    yield Section("fields", tr("What stands in it"), tuple(_fields(writer, item)))
    made = tuple(_used(writer, item, "outputs"))
    yield Section("made", tr("Made or changed by"), made)
    yield Section("used", tr("Used by"), tuple(_used(writer, item, "inputs")))
    checks = [c.id for p in writer.model.processes for c in p.checks if item.id in c.products]
    yield Section("checks", tr("Verifications and validations"), writer.lines(browsing.CHECK, checks))


def _facts(writer: Writer, item: Product) -> Iterator[Line]:
    tr = writer.tr
    yield Line(writer.word("forms", item.form, "name"), label=tr("Form"))
    yield Line(writer.word("versioning", item.versioning, "name"), label=tr("How it changes"))
    if item.document_type:
        yield Line(writer.word("document_types", item.document_type, "name"), label=tr("Type of document"))
    if item.states:
        yield Line(wording.state_names(writer.model, tr.language, item.states), label=tr("States"))
    if item.optional:
        yield Line(tr("It may be left out."), label=tr("Optional"))


def _fields(writer: Writer, item: Product) -> Iterator[Line]:
    tr, model = writer.tr, writer.model
    for definition in item.fields:
        path = (definition.id,)
        note = model.field_word(tr.language, item.id, path, "hint")
        needed = tr("needed") if definition.required else ""
        columns = ", ".join(model.field_word(tr.language, item.id, (*path, c.id)) for c in definition.columns)
        yield Line(
            model.field_word(tr.language, item.id, path) + (f" ({needed})" if needed else ""),
            note=" ".join(part for part in (note, f"({columns})" if columns else "") if part),
        )


def _used(writer: Writer, item: Product, side: str) -> Iterator[Line]:
    """Tasks, then processes, that take the product in or give it out."""
    for task in writer.model.tasks():
        uses = [use for use in getattr(task, side) if use.product == item.id]
        if uses:
            states = [state for use in uses for state in use.states]
            note = wording.state_names(writer.model, writer.tr.language, dict.fromkeys(states))
            yield writer.line(writer.catalogue.named(browsing.TASK, task.id), note=note)
    for process in writer.model.processes:
        if any(exchange.product == item.id for exchange in getattr(process, side)):
            yield writer.line(writer.catalogue.named(browsing.PROCESS, process.id))
