"""A page of nothing but specimens, to see what a house style does to paper."""

from __future__ import annotations

from vse_app.i18n import Translator
from vse_app.model.project import Company
from vse_app.model.report import Bullets, Column, Field, Heading, HouseStyle, KeyValues, Paragraph, Report, Table


def specimen(tr: Translator, company: Company, style: HouseStyle) -> Report:
    """One page with every kind of thing that reports are made of."""
    blocks = (
        Heading(0, tr("How your papers look")),
        Paragraph(tr("This page shows your house style. Nothing on it is a record."), "lead"),
        KeyValues(
            (
                (tr("Company"), company.name),
                (tr("Country"), company.country or "–"),
                (tr("Paper size"), style.paper),
                (tr("Colour"), style.accent),
            )
        ),
        Heading(1, tr("A heading")),
        Paragraph(tr("Running text is set for reading on paper: short lines, calm spacing, one typeface.")),
        Heading(2, tr("A smaller heading")),
        Field(tr("A field of a work product"), tr("What somebody wrote, in full, whatever its length.")),
        Bullets((tr("a first point"), tr("a second point"))),
        Table(
            (Column(tr("Number"), 0.6), Column(tr("Title"), 2), Column(tr("State"), 1)),
            (("CR-001", tr("A change somebody asked for"), tr("accepted")), ("CR-002", tr("Another one"), tr("open"))),
        ),
        Paragraph(tr("A remark stands in a box like this one."), "note"),
    )
    return Report(
        id="specimen", title=tr("How your papers look"), subtitle="", language=tr.language, running=company.name,
        page_of=tr("Page {page} of {pages}"), dated="2026-01-01T00:00:00Z", blocks=blocks, style=style,
        author=company.name,
    )  # fmt: skip
