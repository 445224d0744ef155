"""Which standard? The first rule that holds decides; nothing is decided before every question is answered."""

from __future__ import annotations

from vse_app.model.which import Question, Result, guide_from

RAW = {
    "structure": {
        "questions": [{"id": "what", "answers": ["soft", "hard"]}, {"id": "size", "answers": ["few", "many"], "company": "it_staff"}],
        "results": [{"id": "small", "rung": "low", "model": "m@1"}, {"id": "large", "element": "6.1"}],
        "rules": [
            {"id": "first", "when": {"what": ["soft"], "size": ["few"]}, "result": "small"},
            {"id": "second", "when": {"size": ["many"]}, "result": "large"},
        ],
        "notes": [{"id": "also", "when": {"what": ["soft"]}}, {"id": "never", "when": {"what": ["hard"], "size": ["few"]}}],
    },
    "words": {"en": {"answers": {"what": {"soft": {"title": "Software"}}}}, "es": {}},
}  # fmt: skip
GUIDE = guide_from(RAW)


def test_the_file_becomes_a_guide() -> None:
    assert GUIDE.questions == (Question("what", ("soft", "hard")), Question("size", ("few", "many"), "it_staff"))
    assert GUIDE.results["large"] == Result("large", "", "", "6.1")


def test_the_first_rule_that_holds_decides_and_remarks_are_added() -> None:
    found = GUIDE.decide({"what": "soft", "size": "few"})
    assert found is not None
    assert (found.result.id, found.rule, found.notes) == ("small", "first", ("also",))
    later = GUIDE.decide({"what": "hard", "size": "many"})
    assert later is not None and (later.rule, later.notes) == ("second", ())


def test_nothing_is_decided_too_early_or_without_a_rule() -> None:
    assert GUIDE.decide({}) is None
    assert GUIDE.decide({"what": "soft"}) is None
    assert GUIDE.decide({"what": "hard", "size": "few"}) is None, "no rule fits"


def test_answers_that_are_none_any_more_are_left_out() -> None:
    assert GUIDE.known({"size": "few", "what": "paper", "old": "x"}) == {"size": "few"}


def test_words_fall_back_to_english() -> None:
    assert GUIDE.word("es", "answers", "what", "soft", "title") == "Software"
    assert GUIDE.word("es", "answers", "what", "hard", "title") == ""
