"""Elements in the order of browsing: where each stands, how it is asked for, what of it was recalled."""

from __future__ import annotations

import pytest

from tests import tower
from vse_app.i18n import translator
from vse_app.model import browsing, library_map, library_words
from vse_app.model.browsing import Address

TR = translator("en")


def test_an_element_stands_under_what_it_belongs_to() -> None:
    found = tower.tower()
    assert [e.key for e in found.below()] == [
        "2.1", "1", "later", "plan", "report", "stone", "role 1.1", "mason", "helper", "owner", "history", "figures",
    ]  # fmt: skip
    assert [e.key for e in found.below("1")] == ["1.1"]
    assert [e.id for e in found.line("1.1.1.2")] == ["1", "1.1", "1.1.1"]
    assert [e.id for e in found.line("deeper")] == ["history", "deep"]
    assert found.line("plan") == ()


def test_parts_stand_under_their_whole_whether_the_process_or_a_relation_says_so() -> None:
    found = tower.tower()
    kinds = [(e.kind, e.id) for e in found.below("1.1")]
    assert kinds[-2:] == [("process", "1.2"), ("process", "1.3")]


def test_two_processes_that_call_each_other_a_part_are_not_lost() -> None:
    wholes = {"1.1": "1", "1.2": "1.1", "1.3": "1.1"}
    found = tower.tower()
    assert {key: found[key].above for key in wholes} == wholes


@pytest.mark.parametrize(
    ("asked", "kind", "key"),
    [
        ("1.1", "process", "1.1"),
        ("BASE", "process", "1.1"),
        ("role 1.1", "role", "role 1.1"),
        ("role mason", "role", "mason"),
        ("FIRST", "group", "1"),
        ("plan", "product", "plan"),
    ],
)
def test_an_element_is_found_by_id_alias_or_kind(asked: str, kind: str, key: str) -> None:
    entry = tower.tower().find(asked)
    assert entry is not None and (entry.kind, entry.key) == (kind, key)


def test_what_is_not_there_is_not_found() -> None:
    found = tower.tower()
    assert found.find("9.9") is None and found.find("role nobody") is None and "9.9" not in found
    assert {"1.1", "BASE", "role 1.1"} <= set(found.names())
    with pytest.raises(KeyError):
        found.named("role", "nobody")


def test_the_same_id_goes_to_what_a_mapping_can_name_then_to_the_product() -> None:
    structure = {
        **tower.MAP,
        "roles": [{"id": "wall", "provenance": "own"}, {"id": "brick", "provenance": "own"}],
        "products": [{"id": "brick", "provenance": {"name": "own"}}],
    }
    found = tower.made(structure, tower.MAP_WORDS)
    assert {e.key: e.kind for e in found if e.id in ("wall", "brick")} == {
        "wall": "topic", "role wall": "role", "brick": "product", "role brick": "role",
    }  # fmt: skip


def test_ids_of_the_standard_are_shown_and_ours_are_not() -> None:
    found = tower.tower()
    assert {e.key: e.shown_id for e in found if e.kind in ("group", "product", "topic")} == {
        "1": "1", "later": "", "plan": "", "report": "", "stone": "", "history": "", "deep": "", "deeper": "", "figures": "",
    }  # fmt: skip
    assert found["1.1.1.1"].shown_id == "1.1.1.1"


def test_an_element_is_recalled_when_any_part_of_it_is() -> None:
    found = tower.tower()
    assert found["1.1"].is_recalled and found["helper"].is_recalled and not found["1.1.b"].is_recalled
    assert dict(found["1.1"].provenance) == {"id": "read", "purpose": "memory"}
    assert dict(found["1.1.a"].provenance) == {"": "memory"}


def test_titles_come_from_the_words_and_a_check_is_called_after_its_products() -> None:
    found = tower.tower()
    assert browsing.title(found.model, found["1.1.V1"], "en") == "Building plan, Report"
    assert browsing.title(found.model, found["1.1.V2"], "en") == "1.1.V2"
    assert browsing.label(found.model, found["1.1"], "es") == "1.1  Poner los cimientos"
    assert browsing.label(found.model, found["history"], "en") == "How towers grew"


def test_an_address_is_written_as_on_the_command_line_and_read_as_a_relation_has_it() -> None:
    assert str(Address("tower@1", "1.1")) == "tower@1:1.1" and str(Address("tower@1")) == "tower@1"
    assert Address.of("1.1", "tower@1") == Address("tower@1", "1.1")
    assert Address.of("map@1:wall", "tower@1") == Address("map@1", "wall")


def test_the_tree_has_every_element_once() -> None:
    found = tower.tower()
    keys: list[str] = []

    def walk(node: library_map.Node) -> None:
        keys.extend([node.key] if node.key else [])
        for below in node.below:
            walk(below)

    root = library_map.tree(TR, found)
    walk(root)
    assert sorted(keys) == sorted(e.key for e in found)
    headings = [node.title for node in root.below if node.kind == library_map.HEADING]
    assert headings == ["Work products", "Roles", "Topics"]


def test_a_guide_with_nothing_but_topics_needs_no_heading_over_them() -> None:
    root = library_map.tree(TR, tower.made(tower.MAP, tower.MAP_WORDS))
    assert [node.key for node in root.below] == ["wall", "dig"]
    assert [node.key for node in root.below[0].below] == ["door"]


def test_the_map_of_a_small_model_shows_activities_and_parts_in_their_process() -> None:
    boxes = library_map.chart(TR, tower.tower())
    assert [box.title for box in boxes] == ["Ground", "Later on", "Processes", "Number", "How towers grew"]
    ground = boxes[0]
    assert ground.head is not None and ground.head.key == "1" and ground.tiles == ()
    [lay] = ground.boxes
    assert [tile.key for tile in lay.tiles] == ["1.1.1", "1.1.2", "1.2", "1.3"]
    assert [tile.note for tile in lay.tiles] == ["Tasks: 3", "Tasks: 4", "", ""]
    assert [tile.key for tile in boxes[1].tiles] == ["2.2"] and boxes[2].tiles == () and boxes[2].head is None
    assert [tile.key for tile in boxes[2].boxes[0].tiles] == ["2.1.1"]
    assert boxes[3].tiles[0].note == "12\u202f500"
    history = boxes[4]
    assert history.tiles == () and history.boxes[0].tiles[0].key == "deeper"


def test_the_map_of_a_large_model_shows_processes_with_what_they_hold() -> None:
    processes = [
        {"id": f"{number}", "provenance": {"id": "read"}, "objectives": [{"id": f"{number}.a", "provenance": "read"}]}
        for number in range(1, 9)
    ]
    processes[0] = {
        "id": "1",
        "provenance": {"id": "read"},
        "activities": [{"id": "1.1", "provenance": {"id": "read"}}],
    }
    [box] = library_map.chart(TR, tower.made({**tower.MAP, "processes": processes, "topics": []}, tower.MAP_WORDS))
    assert [tile.note for tile in box.tiles] == ["Activities: 1"] + ["Outcomes: 1"] * 7
    assert box.boxes == ()


def test_every_process_of_a_group_leaves_no_box_for_the_others() -> None:
    structure = {**tower.SECOND, "processes": tower.SECOND["processes"][:1], "topics": []}
    assert [box.title for box in library_map.chart(TR, tower.made(structure, tower.SECOND_WORDS))] == ["Ground"]


def test_an_activity_without_tasks_says_nothing_about_their_number() -> None:
    processes = [{"id": "1", "provenance": {}, "activities": [{"id": "1.1", "provenance": {}}]}]
    [box] = library_map.chart(TR, tower.made({**tower.MAP, "processes": processes, "topics": []}, tower.MAP_WORDS))
    assert box.boxes[0].tiles[0].note == ""


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_kind_relation_and_provenance_has_words(language: str) -> None:
    tr = translator(language)
    said = [library_words.kind_word(tr, kind) for kind in ("", *browsing.KINDS)]
    said += [library_words.kinds_word(tr, kind) for kind in browsing.KINDS]
    said += [library_words.model_kind(tr, kind) for kind in library_words.MODEL_KINDS]
    said += [library_words.model_kind_hint(tr, kind) for kind in library_words.MODEL_KINDS]
    for kind in library_words.RELATIONS:
        said += [library_words.relation_word(tr, kind, outgoing=way) for way in (True, False)]
    said += [library_words.obligation_word(tr, word) for word in ("shall", "should", "may")]
    assert all(said)


def test_comparisons_have_words_for_every_row() -> None:
    kinds = ("equal", "subset", "superset", "intersects", "same", "same-number", "renamed", "split", "merged", "")
    assert len({library_words.compared_word(TR, kind) for kind in kinds}) == len(kinds)
    assert library_words.confidence_word(TR, "low") == "a guess"
    assert "Tasks 3" in library_words.left_out(TR, {"task": 3})
    assert "Nobody" in library_words.no_mapping(TR) and "°" in library_words.recalled_note(TR)
    assert library_words.marked("x", False) == "x"


def test_provenance_is_named_by_the_model_or_else_by_the_program() -> None:
    model = tower.tower().model
    assert library_words.provenance_name(TR, model, "read") == "Read: It was read."
    assert library_words.provenance_name(TR, model, "memory") == "Remembered"
    assert library_words.provenance_name(TR, tower.made(tower.MAP, tower.MAP_WORDS).model, "own") == "our own"
