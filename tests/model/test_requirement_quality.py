"""Hints about how a requirement is written."""

from __future__ import annotations

from functools import cache

import pytest

from vse_app import content
from vse_app.model.registers import with_registers
from vse_app.model.requirement_quality import RULES, Guide, Said, folded, guide_from, hints, language_of, said_of
from vse_app.model.trace_words import hint_text


@cache
def guide() -> Guide:
    return guide_from(content.guidance("requirement-words"))


def found(text: str, **more: bool | None) -> dict[str, tuple[str, ...]]:
    return {hint.rule: hint.words for hint in hints(guide(), Said(text, **more))}


def test_every_rule_has_a_function_and_words_in_both_languages() -> None:
    assert set(guide().rules) == set(RULES)
    for language in ("en", "es"):
        for rule in guide().rules:
            assert guide().word(language, rule) and guide().word(language, rule, "fix").endswith(".")
    assert guide().word("de", "no-check") == guide().word("en", "no-check")


@pytest.mark.parametrize(
    "text",
    [
        "A patient books one free time with one doctor.",
        "El paciente reserva un horario libre con un médico.",
        "The data must be saved by the server within 2 seconds.",
        "Reception sees the agenda of the day, by hour.",
        "Waiting times shall count breakfast, steadfast and fasting separately.",
        "El programa muestra todo el día de un médico.",
        "1. Counter 2. Error",
    ],
)
def test_a_clear_requirement_needs_no_hint(text: str) -> None:
    assert found(text, checked=True, prioritised=True) == {}


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("The page opens quickly, etc.", "unclear-word", ("quickly", "etc")),
        ("La página abre rápidamente.", "unclear-word", ("rápidamente",)),
        ("The limit is TBD.", "unfinished", ("tbd",)),
        ("El límite queda por definir.", "unfinished", ("por definir",)),
        ("How many? ???", "unfinished", ("???",)),
        ("The server shall log each call and the client must show it.", "compound", ("and",)),
        ("El servidor debe registrar la llamada y el cliente debe mostrarla.", "compound", ("y",)),
        ("The server shall log each call. The client must show it.", "compound", ()),
        ("The data must be saved within 2 seconds.", "no-actor", ("must be",)),
        ("Los datos deben ser guardados en 2 segundos.", "no-actor", ("deben ser",)),
        ("Se deben guardar los datos.", "no-actor", ("se deben",)),
        ("It shall be possible to print the agenda.", "no-actor", ("it shall be possible",)),
        ("word " * 46, "too-long", ()),
    ],
)
def test_each_rule_finds_its_words_in_both_languages(text: str, rule: str, words: tuple[str, ...]) -> None:
    assert found(text)[rule] == words


def test_a_quality_is_no_passive_form() -> None:
    assert "no-actor" not in found("The program shall be available at night.")
    assert "no-actor" not in found("El programa debe ser rápido.")


def test_two_obligations_without_anything_between_are_one() -> None:
    assert "compound" not in found("Whoever can read must pay.")
    assert "compound" not in found("Doctors and nurses who can read must pay.")


def test_no_check_and_no_priority_are_told_where_the_fields_exist() -> None:
    assert set(found("A patient pays.", checked=False, prioritised=False)) == {"no-check", "no-priority"}
    assert found("A patient pays.") == {}


def test_nothing_is_said_about_nothing() -> None:
    assert found("  \n ", checked=False) == {}


def test_a_hint_names_at_most_four_words_each_once() -> None:
    assert found("fast, slow, easy, simple, nice and fast")["unclear-word"] == ("fast", "slow", "easy", "simple")


def test_the_language_is_that_of_the_common_words() -> None:
    assert language_of(guide(), folded("El sistema debe abrir la puerta.")) == "es"
    assert language_of(guide(), folded("xyz")) == "en"


def test_the_fields_are_found_under_the_names_of_the_model() -> None:
    model = with_registers(content.model("iso29110-basic"), content.load("registers"))
    kind = model.product("requirement")
    assert said_of(kind, {"statement": "S", "check": "c"}) == Said("S", True, False)
    assert said_of(model.product("project-plan"), {}) == Said("", None, None)


def test_a_hint_is_a_sentence_with_its_words() -> None:
    (one,) = hints(guide(), Said("The page opens quickly."))
    assert hint_text(guide(), "en", one) == "Words that everybody reads differently: “quickly”"
    (long,) = hints(guide(), Said("word " * 46))
    assert hint_text(guide(), "es", long) == "Una frase larga"
