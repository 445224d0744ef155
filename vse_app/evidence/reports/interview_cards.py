"""Role cards on paper: one page for each role, with room to write."""

from __future__ import annotations

from collections.abc import Iterator

from vse_app.evidence.reports.assessment_data import AssessmentData, head, report
from vse_app.i18n import Translator
from vse_app.model.assessment_card_words import card_title, question_text
from vse_app.model.assessment_cards import Card
from vse_app.model.report import Block, Column, Heading, KeyValues, PageBreak, Paragraph, Report, Table


def build(data: AssessmentData, tr: Translator) -> Report:
    """All cards."""
    title = tr("Interview cards")
    blocks: list[Block] = [*head(data, tr, title), *_reading(tr)]
    for card in data.cards:
        blocks += _card(data, tr, card)
    return report(data, tr, "interview-cards", title, blocks)


def _reading(tr: Translator) -> Iterator[Block]:
    yield Paragraph(
        tr("Talk with the people who do the work, each in their role, half an hour each. Ask, let them show you, "
           "and write down what you were shown. Nobody is examined here: it is the way of working that is.")
    )  # fmt: skip


def _card(data: AssessmentData, tr: Translator, card: Card) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(1, card_title(tr, data.model, card, data.language))
    yield KeyValues(((tr("Processes"), ", ".join(data.process(p) for p in card.processes)), (tr("Who, when"), "\n")))
    yield Table(
        (Column(tr("Question, and room for what was said and shown"), 1),),
        tuple((question_text(tr, q, data.language) + "\n\n\n\n",) for q in card.questions),
    )
