"""The questions of role cards in words."""

from __future__ import annotations

from typing import Any

from vse_app.i18n import Translator
from vse_app.model.assessment_cards import Card, Question
from vse_app.model.assessment_words import process_name, said
from vse_app.model.process import ProcessModel

_QUESTIONS = {
    "ask-aim": "What is {process} there for, and how do you see that it does it?",
    "ask-state": "Show me {record}: who gave it the state “{state}”, when, and what did they look at?",
    "ask-changed": "{record} was {state} in version {approved}; it is version {current} now. Who looked at that?",
    "ask-rows": "{record} was “{state}”; the entries that are part of it changed since. Who looked at that?",
    "ask-alone": "{person} wrote {record} and gave it the state “{state}” too. Who else would have seen a mistake?",
    "ask-later": "{record} was written down {days|one day|# days} after it happened. What did you work from?",
    "ask-unconfirmed": "{records} lies there for {task}, but nobody confirmed it. Was it done? By whom?",
    "ask-left-out": "{task} was left out. Why, and who agreed?",
    "ask-late": "{task} comes round again. When was the last time, and what keeps you from it?",
    "ask-incomplete": "{task} was confirmed without {product}. What came of it, and where is it?",
    "ask-missed": "The project is closed and {task} was never confirmed. What happened instead?",
    "ask-practice": "{task}: how do you do it, and where would I see that it was done?",
    "ask-practice-product": "{task}: how do you do it? Show me the newest {product}.",
    "ask-outcome": "How do you make sure of this, and where would I see it? {outcome}",
    "ask-help": "What would make this work easier for you?",
}


def question_text(tr: Translator, question: Question, language: str) -> str:
    """A question as it is asked."""
    values: dict[str, Any] = {name: said(value, language) for name, value in question.values.items()}
    if "task" in values:
        values["task"] = f"{values['task']} {values.get('title', '')}".strip()
    code = question.code
    if code == "ask-changed" and values.get("approved") == values.get("current"):
        code = "ask-rows"  # the document is the same, the rows of a register in it are not
    text = tr(_QUESTIONS[code], **values)
    project = values.get("project", "")
    return f"{project}: {text}" if project else text


def card_title(tr: Translator, model: ProcessModel, card: Card, language: str) -> str:
    """Whom a card is for."""
    if card.role:
        return str(model.word(language, "roles", card.role))
    return process_name(model, language, card.process)
