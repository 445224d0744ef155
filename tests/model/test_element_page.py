"""Pages of elements and models: everything a model says is there, and leads where it should."""

from __future__ import annotations

import pytest

from tests import tower
from vse_app.i18n import translator
from vse_app.model.browsing import Address
from vse_app.model.element_page import Around, Page, element_page, model_page
from vse_app.model.page_parts import Foreign, Line, Mapped

TR = translator("en")
WALL = Address("map@1", "wall")
OUTSIDE = {WALL: Foreign(Line("Wall", to=WALL), "House")}


def page(key: str, around: Around | None = None, language: str = "en") -> Page:
    return element_page(translator(language), tower.tower(), key, around or Around())


def texts(found: Page, section: str) -> list[str]:
    there = found.section(section)
    return [f"{line.label} {line.text}".strip() for line in there.lines] if there else []


def notes(found: Page, section: str) -> list[str]:
    there = found.section(section)
    return [line.note for line in there.lines] if there else []


def test_a_process_says_all_that_its_pattern_holds() -> None:
    found = page("1.1")
    assert (found.kind, found.id, found.title, found.recalled) == ("process", "1.1", "Lay the foundation", True)
    assert [line.text for line in found.line] == ["Tower 1", "Ground"]
    assert texts(found, "purpose") == ["To carry the tower."]
    assert (
        texts(found, "outcomes")[0] == "1.1.a The ground carries." and notes(found, "outcomes")[0] == "Nothing sinks."
    )
    assert texts(found, "indicators") == ["1.1.I1 Nothing sank in a year."]
    activities = found.section("activities")
    assert activities is not None and [line.depth for line in activities.lines] == [0, 1, 1, 1, 0]
    assert activities.lines[-1].note == "Lay stones. Tasks in the standard: 4; they are not listed here."
    roles = found.section("roles")
    assert roles is not None
    assert [(line.above, line.text) for line in roles.lines] == [
        ("Responsible", "Chief"), ("Authority", "Owner"), ("Takes part", "Mason"), ("Takes part", "Helper"),
    ]  # fmt: skip
    assert notes(found, "inputs") == ["from 2.1  Look after it, Owner", ""]
    assert notes(found, "outputs") == ["to 1.2  Dig"]
    assert texts(found, "internal") == ["Stone"]
    checks = found.section("checks")
    assert checks is not None and [line.above for line in checks.lines] == ["Verification", "Validation"]
    assert texts(found, "names") == ["Official name Fundament", "Also known as BASE"]
    assert texts(found, "provenance") == ["the element Read: It was read.", "the purpose Remembered"]
    assert found.note == "Remembered by a mason."


def test_a_process_that_applies_in_some_cases_says_when() -> None:
    assert texts(page("1.2"), "condition") == ["Only in soft ground."]
    assert texts(page("1.3"), "condition") == ["It applies only in some cases."]
    assert page("1.3").marks == ("only in some cases",) and page("1.1").marks == ()


def test_relations_are_told_from_both_sides_once() -> None:
    found = page("1.1", Around(named=OUTSIDE))
    told = [(each.kind, each.outgoing, each.line.text, each.model) for each in found.neighbours]
    assert told == [
        ("is-part-of", True, "Drain", ""),
        ("is-part-of", False, "Drain", ""),
        ("is-part-of", False, "Dig", ""),
        ("is-specialization-of", True, "Wall", "House"),
        ("contributes-to", False, "Look after it", ""),
        ("corresponds-to", True, "x", "nowhere@9"),
        ("related", True, "Look after it", ""),
    ]
    section = found.section("relations")
    assert section is not None and [line.above for line in section.lines][3] == "A special form of"
    assert section.lines[3].note == "House · read in a source" and section.lines[-1].note == ""
    assert section.lines[5].to is None


def test_a_part_names_its_whole_and_relations_from_other_models_are_shown() -> None:
    assert [(n.kind, n.outgoing, n.line.text) for n in page("1.2").neighbours] == [
        ("is-part-of", True, "Lay the foundation")
    ]
    around = Around(named=OUTSIDE, pointing=((WALL, "contributes-to", "read"),))
    assert [(n.kind, n.outgoing, n.model) for n in page("2.2", around).neighbours] == [
        ("contributes-to", False, "House")
    ]
    assert [(n.kind, n.line.label) for n in page("history").neighbours] == [("corresponds-to", "1.1.a")]


def test_rows_of_mappings_say_how_sure_and_from_where() -> None:
    row = Mapped(WALL, "House", "", "Wall", "subset", "low", "inferred", joint=True)
    found = page("2.1", Around(mapped=(row,)))
    section = found.section("mapped")
    assert section is not None
    assert section.lines[0].above == "House" and section.lines[0].to == WALL
    assert section.lines[0].note == "this is a part of it · a guess · worked out by us · only together with others"


def test_an_outcome_names_its_activities_indicators_and_base() -> None:
    found = page("1.1.a")
    assert texts(found, "text") == ["Nothing sinks."]
    assert texts(found, "activities") == ["1.1.1 Plan it"] and texts(found, "indicators") == [
        "1.1.I1 Nothing sank in a year."
    ]
    based = page("1.1.b", Around(named=OUTSIDE)).section("base")
    assert based is not None
    assert [(line.text, line.to, line.note, line.above) for line in based.lines] == [
        ("Wall", WALL, "uncertain", "House"), ("nowhere@9:x", None, "", ""),
    ]  # fmt: skip


def test_an_activity_lists_its_tasks_or_says_how_many_the_standard_has() -> None:
    found = page("1.1.1")
    assert texts(found, "tasks")[0] == "1.1.1.1 Draw" and notes(found, "tasks")[0] == "Draw a plan."
    assert texts(found, "outcomes") == ["1.1.a The ground carries."]
    assert texts(found, "names") == ["Official name Planung", "In everyday words Think first"]
    assert texts(page("1.1.2"), "task_count") == ["Tasks in the standard: 4; they are not listed here."]


def test_a_task_says_what_why_how_and_how_binding_it_is() -> None:
    found = page("1.1.1.1")
    assert [texts(found, key) for key in ("what", "why", "how", "example")] == [
        ["Draw a plan."], ["To see."], ["By hand."], ["A square."],
    ]  # fmt: skip
    assert texts(found, "checklist") == ["Drawn", "Signed"]
    assert texts(found, "facts") == [
        "How binding shall: it has to be done",
        "Capability level 2",
        "Attention it takes, our estimate about 90 min",
    ]
    roles = found.section("roles")
    assert roles is not None and roles.lines[-1].above == "Its yes ends the task"
    assert texts(found, "outputs") == ["Building plan"] and notes(found, "outputs") == [
        "Scope · checked · if one was made"
    ]


def test_a_task_says_when_it_applies_and_what_it_hangs_on() -> None:
    found = page("1.1.1.2")
    facts = texts(found, "facts")
    assert facts[1:3] == ["Optional It may be left out.", "When it applies Only if it is needed."]
    assert facts[4:] == [
        "Comes round again every 7 days", "Only after 1.1.1.1  Draw", "May give rise to Report",
    ]  # fmt: skip
    assert notes(found, "inputs") == ["checked", "if there is one"] and notes(found, "outputs") == [
        "if the case arises"
    ]
    assert texts(found, "checks") == ["1.1.V1 Building plan, Report"]
    assert found.marks == ("only in some cases", "optional")
    assert "When it applies Only if it is required." in texts(page("1.1.1.3"), "facts")
    assert texts(page("2.1.1.1"), "facts") == [], "nobody estimated it"


def test_indicators_checks_groups_and_roles_name_what_they_belong_to() -> None:
    assert texts(page("1.1.I1"), "outcomes") == ["1.1.a The ground carries."]
    check = page("1.1.V1")
    assert texts(check, "facts") == ["Kind Verification"] and texts(check, "products") == ["Building plan", "Report"]
    assert texts(check, "tasks") == ["1.1.1.2 Compare"] and texts(check, "roles") == ["Helper"]
    assert texts(page("1.1.V2"), "tasks") == []
    assert texts(page("1"), "processes") == ["1.1 Lay the foundation"] and texts(page("1"), "names") == [
        "Also known as FIRST"
    ]
    owner = page("owner")
    assert texts(owner, "side") == ["The customer's"] and texts(owner, "tasks") == ["1.1.1.1 Draw"]
    assert texts(owner, "processes") == ["1.1 Lay the foundation"]
    assert texts(page("helper"), "roles") == ["Mason"] and texts(page("role 1.1"), "skills") == ["Knows stone."]


def test_a_product_says_what_stands_in_it_and_who_uses_it() -> None:
    found = page("plan")
    assert texts(found, "facts") == [
        "Form Document", "How it changes It grows", "Type of document Plan", "States checked",
        "Optional It may be left out.",
    ]  # fmt: skip
    assert texts(found, "fields") == ["Aim (needed)", "Steps"] and notes(found, "fields") == [
        "One line.",
        "(Step, Day)",
    ]
    assert texts(found, "made") == ["1.1.1.1 Draw"] and notes(found, "made") == ["checked"]
    assert texts(found, "used") == ["1.1.1.2 Compare", "1.1 Lay the foundation"]
    assert texts(found, "checks") == ["1.1.V1 Building plan, Report"]
    assert texts(found, "tip") == ["Keep it short."] and texts(page("stone"), "facts") == [
        "Form Thing",
        "How it changes Outside",
    ]


def test_a_topic_says_its_kind_number_items_and_what_is_under_it() -> None:
    found = page("history")
    assert texts(found, "items") == ["First wood", "Then stone"] and texts(found, "facts") == ["Kind Past"]
    assert texts(found, "topics") == ["In old times"] and notes(found, "topics") == ["Nobody wrote it down."]
    assert texts(page("figures"), "facts") == ["Kind Number", "Number 12\u202f500"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_element_has_a_page_in_every_language(language: str) -> None:
    for entry in tower.tower():
        found = page(entry.key, language=language)
        assert found.title and found.sections[-1].name == "provenance"
        assert all(section.lines for section in found.sections)
    assert page("1.1", language="es").title == "Poner los cimientos"


def test_the_page_of_a_model_counts_and_tells_where_it_stands() -> None:
    found = model_page(TR, tower.tower(), Around(models=(("map@1", "House", 3),)))
    assert [s.name for s in found.sections] == [
        "purpose", "for_whom", "status", "facts", "entry_conditions", "mapped", "provenance",
    ]  # fmt: skip
    facts = texts(found, "facts")
    assert facts[:3] == ["Standard TOWER 1", "Edition 1", "There is a newer edition TOWER 2"]
    assert "Processes 5" in facts and "Tasks that the standard has and this model does not list 4" in facts
    assert facts[-1] == "Recalled elements 8 of 30"
    assert texts(found, "entry_conditions") == ["a There is ground."] and notes(found, "mapped") == [
        "rows of the mapping: 3"
    ]
    assert (found.kind, found.marks, found.address) == ("", (), Address("tower@1"))


def test_the_page_of_a_provisional_edition_says_so_and_what_changed() -> None:
    found = model_page(TR, tower.made(tower.SECOND, tower.SECOND_WORDS), Around())
    assert found.marks == ("provisional",) and "no claim" in texts(found, "provisional")[0]
    assert texts(found, "changes") == ["renamed 2.1 → 3.1", "merged 1.2, 1.3 → 1.4"]
    assert not any("Recalled" in fact for fact in texts(found, "facts"))
    assert element_page(TR, tower.made(tower.SECOND, tower.SECOND_WORDS), "1.1", Around()).marks == ("provisional",)
