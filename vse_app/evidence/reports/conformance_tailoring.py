"""What a declaration leaves out and adds, why, who was asked and who decided; and who plays which part."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.dates import day
from vse_app.i18n import Translator
from vse_app.model import conformance_words as words
from vse_app.model import wording
from vse_app.model.conformance import Stated
from vse_app.model.conformance_words import Titles
from vse_app.model.report import Block, Column, Heading, KeyValues, Paragraph, Table
from vse_app.model.tailoring import CIRCUMSTANCES, ELEMENTS, PARTIES


def deletions(tr: Translator, found: Stated, titles: Titles) -> Iterator[Block]:
    """What is left out of the declared processes, with reason, decider and date."""
    declaration, counted = found.declaration, set(found.assessment.deletions)
    if declaration.kind == "full" and not declaration.deletions:
        return
    yield Heading(2, tr("Deletions"))
    yield Paragraph(tr("Tailoring means deleting; nothing is added or worded anew by it."))
    yield Table(
        (
            Column(tr("Deleted"), 3.6),
            Column(tr("Reason"), 4),
            Column(tr("Decided by"), 1.6),
            Column(tr("On"), 1.2),
        ),
        tuple(
            (
                titles.label(d.element) + ("" if d in counted else f" ({tr('does not count')})"),
                d.reason or "–",
                wording.who(found.people, [d.decider]) or "–",
                day(tr, d.date) or "–",
            )
            for d in dict.fromkeys(declaration.deletions)
        ),
        empty=tr("Nothing was deleted."),
    )


def circumstances(tr: Translator, found: Stated) -> Iterator[Block]:
    """What was considered before anything was left out, who was asked, and who decided."""
    declaration = found.declaration
    considered = declaration.circumstances
    if declaration.kind == "full" and not (considered or declaration.inputs or declaration.decider):
        return
    yield Heading(2, tr("How the tailoring came about"))
    yield Table(
        (Column(tr("Circumstance"), 4), Column(tr("Considered"), 1.2), Column(tr("Note"), 5)),
        tuple(
            (
                words.circumstance_name(tr, name),
                tr("yes") if name in considered else tr("not recorded"),
                considered.get(name, "") or "–",
            )
            for name in CIRCUMSTANCES
        ),
    )
    if declaration.properties:
        yield Paragraph(tr("Critical properties, and the life cycle their standards ask for"), "lead")
        yield Paragraph(declaration.properties)
    yield Paragraph(tr("Whose input was sought"), "lead")
    yield Table(
        (Column(tr("Who"), 2.4), Column(tr("What they said"), 6), Column(tr("On"), 1.4)),
        tuple((i.who or "–", i.said or "–", day(tr, i.date) or "–") for i in declaration.inputs),
        empty=tr("Nobody is recorded."),
    )
    decider = wording.who(found.people, [declaration.decider]) if declaration.decider else ""
    who = f"{decider}, {day(tr, declaration.decided)}" if declaration.decided else decider
    rows = [(tr("Decided by"), who or tr("not recorded"))]
    if declaration.decision:
        rows.append((tr("How it was decided"), declaration.decision))
    yield KeyValues(tuple(rows))


def extensions(tr: Translator, found: Stated, titles: Titles) -> Iterator[Block]:
    """What is done beyond the model: marked as extension, never as tailoring."""
    if not found.declaration.extensions:
        return
    yield Heading(2, tr("Extensions"))
    yield Paragraph(
        tr("Done beyond what the declared processes ask for. An extension is no tailoring; it does not count here.")
    )
    yield Table(
        (
            Column(tr("Extension"), 5),
            Column(tr("Kind"), 1.2),
            Column(tr("Process"), 2.6),
            Column(tr("Reason"), 3),
        ),
        tuple(
            (
                e.text or "–",
                words.element_kind(tr, e.kind) if e.kind in ELEMENTS else e.kind or "–",
                titles.label(e.process) or "–",
                e.reason or "–",
            )
            for e in found.declaration.extensions
        ),
    )


def parties(tr: Translator, found: Stated) -> Iterator[Block]:
    """Who plays which part in which agreement."""
    if not found.declaration.parties:
        return
    yield Heading(2, tr("Parties"))
    yield Table(
        (Column(tr("Agreement"), 3), Column(tr("Party"), 3), Column(tr("Part it plays"), 3)),
        tuple(
            (p.agreement or "–", p.party or "–", words.party_name(tr, p.role) if p.role in PARTIES else p.role or "–")
            for p in found.declaration.parties
        ),
    )
