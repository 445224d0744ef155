"""Searching all models: ids, other names, titles, texts; accents, case and word endings do not matter."""

from __future__ import annotations

import pytest

from tests import tower
from vse_app.model.library_search import MOST, Index

MODELS = (tower.tower(), tower.made(tower.MAP, tower.MAP_WORDS))


def keys(text: str, language: str = "en") -> list[str]:
    return [hit.to.element for hit in Index(MODELS, language).search(text).hits]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("1.1", "1.1"),
        ("base", "1.1"),
        ("FUNDAMENT", "1.1"),
        ("facade", "1.1.b"),
        ("FAÇADE stand", "1.1.b"),
        ("cimientos", "1.1"),
        ("wall", "wall"),
        ("wal", "2.1.1"),
        ("slowly", "history"),
        ("wood", "history"),
        ("think first", "1.1.1"),
        ("maurer", "mason"),
        ("one line", "plan"),
        ("1.1.V1", "1.1.V1"),
    ],
)
def test_the_best_hit_comes_first(text: str, first: str) -> None:
    assert keys(text)[0] == first


def test_a_model_is_found_by_its_name_standard_and_purpose() -> None:
    assert keys("tower")[0] == "" and keys("tower 1")[0] == "" and "" in keys("put up")


def test_every_word_must_be_there() -> None:
    assert keys("stone slowly") == ["history"] and keys("stone nothing-like-it") == []
    assert keys("") == keys("  ") == []


def test_texts_are_those_of_the_language_and_titles_come_before_texts() -> None:
    assert keys("sostenga", "es") == ["1.1"] and keys("sostenga") == []
    assert keys("dig") == ["dig", "1.2"] or keys("dig")[:2] == ["1.2", "dig"]
    assert keys("compare")[0] == "1.1.1.2"


def test_a_hit_says_where_it_stands_and_shows_the_words_around() -> None:
    [hit] = Index(MODELS, "en").search("carry tower").hits
    assert (hit.model, hit.kind, hit.id, hit.title, hit.recalled) == (
        "Tower 1", "process", "1.1", "Lay the foundation", True,
    )  # fmt: skip
    assert hit.text == "Fundament To carry the tower."


def test_a_long_text_is_cut_around_the_word_with_or_without_accents() -> None:
    words = {**tower.MAP_WORDS, "topics": {
        "wall": {"name": "Wall", "text": "Á " * 50 + "the needle is here " + "and more hay " * 30},
        "door": {"name": "Door"}, "dig": {"name": "Dig"},
    }}  # fmt: skip
    [hit] = Index([tower.made(tower.MAP, words)], "en").search("needle").hits
    assert "needle" in hit.text and hit.text.startswith("… ") and hit.text.endswith(" …") and len(hit.text) < 140
    words["topics"]["wall"]["text"] = "ﬁne ﬁnd " * 30 + "needle at the end"
    [hit] = Index([tower.made(tower.MAP, words)], "en").search("needle").hits
    assert hit.text.endswith("needle at the end")


def test_no_more_are_listed_than_a_person_reads_but_all_are_counted() -> None:
    topics = [{"id": f"t{n}", "kind": "part", "provenance": "own"} for n in range(MOST + 50)]
    words = {**tower.MAP_WORDS, "topics": {topic["id"]: {"name": "Brick"} for topic in topics}}
    found = Index([tower.made({**tower.MAP, "topics": topics}, words)], "en").search("brick")
    assert (len(found.hits), found.total) == (MOST, MOST + 50)
