"""The last pages of the pack: glossary and provenance."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.data import PackData
from vse_app.i18n import Translator
from vse_app.model.elements import RECALLED
from vse_app.model.report import Block, Bullets, Column, Heading, PageBreak, Paragraph, Table


def glossary(data: PackData, tr: Translator) -> Iterator[Block]:
    """Words a newcomer meets."""
    words = data.view.model.words
    entries = words.get(data.language, {}).get("glossary") or words.get("en", {}).get("glossary") or ()
    if entries:
        yield PageBreak()
        yield Heading(1, tr("Glossary"))
        yield Table((Column(tr("Term"), 2), Column(tr("Meaning"), 7)), tuple((e["term"], e["means"]) for e in entries))


def provenance(data: PackData, tr: Translator) -> Iterator[Block]:
    """Where the profile's content comes from, and what was only recalled."""
    model = data.view.model
    recalled = [t.id for t in model.tasks() if RECALLED in t.provenance.values()]
    yield Heading(1, tr("Where the profile's content comes from"))
    note = model.about(data.language, "provenance_note")
    if note:
        yield Paragraph(note)
    yield Bullets(
        tuple(
            f"{data.word('provenance', kind)}: {data.word('provenance', kind, 'means')}"
            for kind in model.raw["structure"].get("provenance_kinds", ())
        )
    )
    said = tr("Marked ° above: roles, inputs, outputs and states of {count|one task|# tasks} were recalled and not "
              "checked against a bought copy of the standard.", count=len(recalled))  # fmt: skip
    yield Paragraph(said, "warning" if recalled else "body")
