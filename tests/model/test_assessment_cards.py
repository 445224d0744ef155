"""Role cards: questions from practices, and from the company's own records."""

from __future__ import annotations

import pytest

from tests.assessing import PROFILE, REFERENCE, all_subjects, assessment
from tests.fixtures import confirmed, event, record
from tests.model.test_assessment_proposal import source
from vse_app.i18n import translator
from vse_app.model.assessment_card_words import _QUESTIONS, card_title, question_text
from vse_app.model.assessment_cards import MOST_PRACTICES, MOST_RECORDS, Question, cards
from vse_app.model.building import build

EN = translator("en")
OWN = assessment("met", 1)
PLAN = record(1, "plan", number="P", title="The plan", task="MAN.1.1")


def test_a_card_for_each_role_with_work_in_scope():
    found = cards(OWN, PROFILE, all_subjects(OWN), {})
    assert [card.role for card in found] == ["LEAD", "DEV", "CUS"]
    assert found[0].processes == ("MAN", "DO")
    assert found[0].id == "LEAD"
    assert card_title(EN, PROFILE, found[0], "en") == "Lead"


def test_questions_come_from_the_companys_own_records():
    given = source("MAN.1.1", PLAN, events=(event(1, PLAN, "checked"),), confirmations=(confirmed("MAN.1.1"),))
    found = cards(OWN, PROFILE, all_subjects(OWN), {"MAN/PA 1.1/MAN.1.1": (given,)})
    asked = [question_text(EN, q, "en") for q in found[0].questions]
    assert "P1: Show me P The plan: who gave it the state “checked”, when, and what did they look at?" in asked
    about = next(q for q in found[0].questions if q.code == "ask-state")
    assert (about.record, about.items) == (1, ("MAN/PA 1.1/MAN.1.1",))


def test_odd_things_are_asked_about_first():
    late = PLAN._replace(happened="2026-01-01", captured="2026-03-02T09:00:00Z")
    given = source("MAN.1.1", late, events=(event(1, late, "checked"),), confirmations=(confirmed("MAN.1.1"),))
    found = cards(OWN, PROFILE, all_subjects(OWN), {"MAN/PA 1.1/MAN.1.1": (given,)})
    asked = [q.code for q in found[0].questions if q.code not in ("ask-aim", "ask-help")]
    assert asked[0] == "ask-later"
    assert "ask-state" in asked


def test_practices_nobody_knows_about_come_first_and_a_card_stays_short():
    given = source("MAN.1.1", PLAN, confirmations=(confirmed("MAN.1.1"),))
    found = cards(OWN, PROFILE, all_subjects(OWN), {"MAN/PA 1.1/MAN.1.1": (given,)})
    practices = [q for q in found[0].questions if q.code.startswith("ask-practice")]
    assert practices[-1].items == ("MAN/PA 1.1/MAN.1.1",)
    assert len(practices) <= MOST_PRACTICES
    assert sum(q.record > 0 for q in found[0].questions) <= MOST_RECORDS
    assert (
        question_text(EN, practices[-1], "en") == "MAN.1.1 Write the plan: how do you do it? Show me the newest Plan."
    )


def test_where_a_model_names_no_roles_there_is_a_card_for_each_process():
    bare = build({"structure": {**REFERENCE.raw["structure"], "roles": []}, "words": REFERENCE.words})
    own = assessment(level=1)
    found = cards(own, bare, all_subjects(own, bare), {})
    assert [(c.role, c.process, c.id) for c in found] == [("", "MAN", "MAN"), ("", "DO", "DO")]
    assert card_title(EN, bare, found[0], "en") == "MAN Manage"
    asked = [question_text(EN, q, "en") for q in found[0].questions]
    assert any(text.endswith("It is planned") for text in asked)


def test_whoever_answers_for_a_process_is_asked_what_it_is_for():
    structure = {**REFERENCE.raw["structure"]}
    structure["processes"] = [p | {"responsible": "CUS"} for p in structure["processes"]]
    found = cards(
        assessment(), build({"structure": structure, "words": REFERENCE.words}), all_subjects(assessment()), {}
    )
    customer = next(card for card in found if card.role == "CUS")
    assert customer.processes == ("MAN", "DO")
    assert customer.questions[0].code == "ask-aim"


def test_the_same_data_give_the_same_card():
    given = {"MAN/PA 1.1/MAN.1.1": (source("MAN.1.1", PLAN),)}
    assert cards(OWN, PROFILE, all_subjects(OWN), given) == cards(OWN, PROFILE, all_subjects(OWN), given)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_question_can_be_asked(language):
    tr = translator(language)
    names = (
        "process",
        "record",
        "state",
        "approved",
        "current",
        "person",
        "days",
        "records",
        "task",
        "product",
        "outcome",
    )
    for code in _QUESTIONS:
        assert "{" not in question_text(tr, Question(code, dict.fromkeys(names, "x")), language)


def test_a_document_that_stayed_while_its_rows_changed_is_asked_about_its_rows():
    values = {"record": "RS", "state": "verified", "approved": 5, "current": 5}
    assert "entries that are part of it changed" in question_text(EN, Question("ask-changed", values), "en")
    assert "it is version 6 now" in question_text(EN, Question("ask-changed", values | {"current": 6}), "en")
