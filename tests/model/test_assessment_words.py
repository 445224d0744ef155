"""The sentences of assessments: one for each code, in both languages, with every value in its place."""

from __future__ import annotations

import pytest

from tests.assessing import ANA, FRAMEWORK, PROFILE, REFERENCE, all_subjects, assessment, decided
from vse_app.i18n import translator
from vse_app.model import assessment_words as words
from vse_app.model.assessment import Evidence, Interview
from vse_app.model.assessment_facts import Fact
from vse_app.model.assessment_proposal import Proposal
from vse_app.model.assessment_results import results
from vse_app.model.assessment_scope import Subject

EN, ES = translator("en"), translator("es")
LONG = "<b>" + "ñ" * 300 + "</b> & {braces} %s"
VALUES = {
    "person": LONG, "product": "Plan", "records": "P1", "states": "", "reason": LONG, "record": "P1", "approved": 1,
    "state": "checked", "days": 3, "role": {"en": "Lead", "es": "Líder"}, "first": "2026-01-01", "last": "2026-02-01",
    "happened": "2026-03-05", "times": 1, "people": "Ana", "version": 2, "model": "Basic", "title": "Write it",
    "project": "P1", "element": "O1", "letter": "L", "how": "decided",
}  # fmt: skip
CODES = [*words._FACTS, "of-a-later-version"]


@pytest.mark.parametrize("tr", [EN, ES], ids=["en", "es"])
@pytest.mark.parametrize("code", CODES)
def test_every_fact_is_a_whole_sentence(code, tr) -> None:
    code = code.removesuffix("-bare").removesuffix("-states")
    fact = Fact(code, "against", VALUES, task="MAN.1.1", minutes=15)
    said = words.fact_text(tr, fact, tr.language)
    assert "{" not in said.replace("{braces}", ""), "every value is in its place"
    assert said.rstrip(" )").endswith((".", "}", "s", "ú", ">", LONG[-3:])) and len(said) > 3
    if "{person}" in words._FACTS.get(code, ""):
        assert LONG in said, "a name is shown as it is, markup and all"


@pytest.mark.parametrize("tr", [EN, ES], ids=["en", "es"])
def test_what_lifts_names_what_to_do_and_how_long(tr) -> None:
    for code in words._LIFTS:
        fact = Fact(
            code.removesuffix("-states"), "missing", {**VALUES, "states": "checked"}, task="MAN.1.1", minutes=15
        )
        said = words.lift_text(tr, fact, tr.language)
        assert "15" in said and ":" in said
    assert words.lift_text(EN, Fact("complete", "for", VALUES), "en") == ""
    assert words.lift_text(EN, Fact("incomplete", "missing", VALUES), "en") == "Bring what is missing: Plan"


def test_words_of_a_fact_in_a_language_that_is_not_there_are_english() -> None:
    assert words.said({"en": "Lead", "es": "Líder"}, "fr") == "Lead"
    assert words.said({"es": "Líder"}, "en") == "Líder"
    assert words.said({}, "en") == ""
    assert words.said(3, "en") == "3"


@pytest.mark.parametrize("tr", [EN, ES], ids=["en", "es"])
def test_every_rule_behind_a_proposal_is_explained(tr) -> None:
    for why in words._WHY:
        assert words.why_text(tr, Proposal("", why)).endswith(".")
    assert words.why_text(tr, Proposal("L", "from-tomorrow")) == words.why_text(tr, Proposal("", "nothing"))


def test_a_proposal_in_one_line() -> None:
    assert words.proposal_text(EN, Proposal("", "nothing")) == "The program proposes nothing."
    assert words.proposal_text(EN, Proposal("F", "all")) == "The program proposes F (fully achieved)."
    assert words.proposal_text(EN, Proposal("not-met", "lacking")) == "The program proposes not met."


def test_names_of_uses_steps_roles_and_kinds_stay_their_ids_when_unknown() -> None:
    for name in (words.use_name, words.step_name, words.role_name, words.evidence_kind):
        assert name(EN, LONG) == LONG
    assert words.use_text(EN, LONG) == ""
    assert words.role_name(EN, "PRO") == "Sponsor" and words.role_name(ES, "PRO") != "Sponsor"
    assert {words.status_word(EN, s) for s in ("todo", "doing", "done")} == {"to do", "begun", "rated"}
    assert all(words.reason_text(EN, code).endswith(".") for code in words._REASONS)


def test_ratings_as_word_and_as_cell() -> None:
    assert (words.rating_word(EN, ""), words.rating_text(EN, "")) == ("not rated", "–")
    assert (words.rating_word(EN, "L"), words.rating_text(EN, "L")) == ("Largely achieved", "L")
    assert (words.rating_word(EN, "met"), words.rating_text(EN, "na")) == ("met", "not applicable")


def test_a_subject_has_a_title_and_a_question_in_every_kind() -> None:
    models = (REFERENCE, FRAMEWORK)
    for subject in all_subjects(assessment(level=2)):
        assert words.subject_title(EN, models, subject, "en")
        assert words.subject_question(EN, models, subject, "en")
    profile = (PROFILE, FRAMEWORK)
    for subject in all_subjects(assessment("met", 1)):
        assert words.subject_title(EN, profile, subject, "en") != subject.key
    strangers = [
        Subject("X/PA 1.1/GHOST", "X", "PA 1.1", "GHOST", "outcome", True),
        Subject("X/PA 1.1/GHOST", "X", "PA 1.1", "GHOST", "task", True),
    ]
    for subject in strangers:
        assert words.subject_title(EN, models, subject, "en") == "GHOST"
        assert words.subject_question(EN, models, subject, "en").endswith("?")
    beyond = Subject("X/PA 2.1/z", "X", "PA 2.1", "z", "result", False)
    assert words.subject_title(EN, models, beyond, "en") == beyond.key
    assert words.process_name(REFERENCE, "en", "GHOST") == "GHOST"


def test_evidence_says_version_state_and_date() -> None:
    seen = Evidence(1, "record", (), "P1 Plan", revision=3, states=("checked",), happened="2026-03-05")
    assert words.evidence_line(EN, PROFILE, seen, "en").startswith("P1 Plan (v3, ")
    assert words.evidence_line(EN, None, seen, "en") == "P1 Plan (v3, checked), 5 Mar 2026"
    assert words.evidence_line(EN, None, Evidence(2, "seen", (), LONG), "en") == LONG
    talk = Evidence(3, "interview", (), "Ana", task="LEAD")
    assert words.evidence_line(EN, PROFILE, talk, "en") == "Ana (Lead)"


def test_an_interview_says_who_in_which_role_and_when() -> None:
    held = Interview(1, "LEAD", "Ana", happened="2026-03-05")
    assert words.interview_title(EN, PROFILE, held, "en") == "Ana as Lead, 5 Mar 2026"
    assert words.interview_title(EN, PROFILE, Interview(1, "", "Ana"), "en") == "Ana"


@pytest.mark.parametrize("tr", [EN, ES], ids=["en", "es"])
def test_no_level_is_told_before_everything_is_rated(tr) -> None:
    own = assessment(level=1)
    subjects = all_subjects(own, REFERENCE)
    nothing = results(own, subjects, {})
    line = words.organisation_line(tr, nothing, {"MAN": "Manage", "DO": "Do"})
    assert "Manage" in line and "Do" in line and "1" not in line
    assert words.level_line(tr, nothing.processes["MAN"], "NPLF") == tr("cannot be told yet")
    full = results(own, subjects, decided(dict.fromkeys((s.key for s in subjects), "F")))
    assert words.level_line(tr, full.processes["MAN"], "NPLF").startswith("1 ")
    assert "1" in words.organisation_line(tr, full, {})
    empty = assessment(scope=())
    assert words.organisation_line(tr, results(empty, (), {}), {}) == tr("Nothing is in scope yet.")


def test_met_or_not_met_in_words() -> None:
    own = assessment("met", 1)
    subjects = all_subjects(own)
    keys = [s.key for s in subjects]
    full = results(own, subjects, decided(dict.fromkeys(keys, "met")))
    assert words.organisation_line(EN, full, {}) == "All items in scope are met, as the assessors saw it."
    assert words.level_line(EN, full.processes["MAN"], "met") == "all items met"
    lacking = results(own, subjects, decided({**dict.fromkeys(keys, "met"), keys[0]: "not-met"}))
    assert "MAN" in words.organisation_line(EN, lacking, {})
    assert words.level_line(EN, lacking.processes["MAN"], "met") == "not all items met"


def test_the_words_of_caution_depend_on_what_it_is_for() -> None:
    assert "no certificate" in words.careful(EN, assessment(team=(ANA,)))
    assert "not its official result" in words.careful(EN, assessment(use="U1"))


def test_of_many_processes_a_sentence_names_a_few():
    from types import SimpleNamespace

    names = {f"P{n}": f"P{n}" for n in range(12)}
    found = SimpleNamespace(processes=names, level=None, incomplete=tuple(names), scale="NPLF")
    said = words.organisation_line(EN, found, names)
    assert "P6 and 5 more" in said and "P7" not in said
