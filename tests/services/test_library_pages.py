"""The library through the services: what ships and what a user brings, pages, search, comparison."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import tower
from vse_app import content
from vse_app.i18n import translator
from vse_app.model.browsing import Address
from vse_app.model.errors import BadProfile, Invalid
from vse_app.services import library_pages

SHIPPED = [info.ref for info in content.available()]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The made-up models as the user's own."""
    root = tower.write(tmp_path / "own")
    monkeypatch.setenv("VSE_APP_MODELS", str(root))
    return root


def test_models_stand_under_their_kind_and_the_users_own_are_marked(own: Path) -> None:
    shelves = library_pages.shelves()
    found = [info for shelf in shelves for info in shelf.models]
    assert sorted(info.ref for info in found) == sorted([*SHIPPED, "tower@1", "tower@2", "map@1"])
    assert {info.ref for info in found if info.own} == {"tower@1", "tower@2", "map@1"}
    assert all(info.kind == shelf.kind for shelf in shelves for info in shelf.models)
    assert [shelf.kind for shelf in shelves] == [k for k in ("profile", "reference", "measurement", "guide", "registers")
                                                 if any(i.kind == k for i in found)]  # fmt: skip


@pytest.mark.parametrize("ref", SHIPPED)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_element_of_every_shipped_model_has_a_page(ref: str, language: str) -> None:
    for entry in library_pages.catalogue(ref):
        page = library_pages.page(Address(ref, entry.key), language)
        assert page.title and page.sections and page.address == Address(ref, entry.key)
        known = {line.to for section in page.sections for line in section.lines if line.to}
        assert all(library_pages.catalogue(to.model).find(to.element) for to in known if to.element)
    about = library_pages.page(Address(ref), language)
    assert about.note and about.section("facts")
    assert library_pages.tree(ref, language).below and library_pages.chart(ref, language)


def test_a_page_shows_what_a_mapping_says_from_both_ends(own: Path) -> None:
    there = library_pages.page(Address("tower@1", "1.1"), "en").section("mapped")
    assert there is not None
    assert [(line.text, line.to) for line in there.lines] == [
        ("Wall", Address("map@1", "wall")), ("Door", Address("map@1", "door")),
    ]  # fmt: skip
    back = library_pages.page(Address("map@1", "wall"), "en").section("mapped")
    assert back is not None and "this is a part of it" in back.lines[0].note
    about = library_pages.page(Address("map@1"), "en").section("mapped")
    assert about is not None and about.lines[0].to == Address("tower@1") and "3" in about.lines[0].note


def test_relations_and_bases_reach_into_other_models_and_back(own: Path) -> None:
    page = library_pages.page(Address("tower@1", "1.1"), "en")
    wall = next(n for n in page.neighbours if n.line.to == Address("map@1", "wall"))
    assert (wall.kind, wall.outgoing, wall.model) == ("is-specialization-of", True, "map@1")
    back = library_pages.page(Address("map@1", "wall"), "en").neighbours
    assert [(n.kind, n.outgoing, n.line.to) for n in back] == [
        ("is-specialization-of", False, Address("tower@1", "1.1"))
    ]
    base = library_pages.page(Address("tower@1", "1.1.b"), "en").section("base")
    assert base is not None and base.lines[0].text == "Wall" and base.lines[1].to is None


def test_an_address_is_found_by_alias_and_refused_with_a_suggestion(own: Path) -> None:
    assert library_pages.address("tower@1:BASE") == Address("tower@1", "1.1")
    assert library_pages.address("tower") == Address("tower@2")
    assert library_pages.page(Address("tower@1", "role 1.1"), "en").title == "Chief"
    with pytest.raises(Invalid, match=r"tower@1 has no element 1\.9"):
        library_pages.address("tower@1:1.9")
    with pytest.raises(BadProfile, match="no process model"):
        library_pages.page(Address("towel@1"), "en")


def test_search_goes_through_all_models_and_keeps_up_with_changes(own: Path) -> None:
    assert library_pages.search("fachada", "es").hits[0].to == Address("tower@1", "1.1.b")
    english = own / "map-1" / "en.yaml"
    english.write_text(english.read_text(encoding="utf-8").replace('"Door"', '"Zzzgate"'), encoding="utf-8")
    assert library_pages.search("zzzgate", "en").hits[0].to == Address("map@1", "door")
    shipped = library_pages.catalogue(SHIPPED[0])
    some = next(iter(shipped))
    title = library_pages.page(Address(SHIPPED[0], some.key), "es").title
    assert Address(SHIPPED[0], some.key) in [hit.to for hit in library_pages.search(title, "es").hits]


def test_a_broken_model_of_ones_own_hides_nothing_else(own: Path) -> None:
    (own / "tower-2" / "en.yaml").write_text("language: en\nmodel: {title: Broken}\n", encoding="utf-8")
    assert [info.ref for info in library_pages.sound() if info.own] == ["map@1", "tower@1"]
    assert library_pages.search("foundation", "en").hits
    assert content.problems()


def test_two_models_are_compared_by_id_or_edition(own: Path) -> None:
    found = library_pages.comparison("tower@1", "map", "es")
    assert (found.left, found.right) == ("tower@1", "map@1") and found.count("mapped") == 3
    editions = library_pages.comparison("tower@1", "tower@2", "en")
    assert editions.count("same") > 2 and editions.has_mapping
    with pytest.raises(BadProfile):
        library_pages.comparison("tower@1", "nothing", "en")


def test_every_pair_of_shipped_models_can_be_compared() -> None:
    for left in SHIPPED:
        for right in SHIPPED:
            found = library_pages.comparison(left, right, "es")
            assert found.count("all") == found.count("mapped") + found.count("left") + found.count("right")


def test_the_short_title_is_that_of_the_language(own: Path) -> None:
    assert library_pages.short("tower@1", "es") == "Torre 1" and library_pages.short("map", "en") == "map@1"
    assert library_pages.foreign(Address("map@1", "wall"), translator("en")).line.text == "Wall"
    assert library_pages.foreign(Address("map@1", "no"), translator("en")) is None
