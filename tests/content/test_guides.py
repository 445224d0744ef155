"""The ladder, which standard and why not as shipped agree with the models; a mistake in them is told with line and key."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from vse_app import content, paths
from vse_app.content import guides
from vse_app.model.errors import BadProfile
from vse_app.model.ladder import ladder_from
from vse_app.model.which import guide_from

NAMES = tuple(guides.CHECKS)


def text(name: str) -> str:
    return (paths.profiles() / f"{name}.yaml").read_text(encoding="utf-8")


def refused(name: str, old: str, new: str) -> str:
    """What is said of a file in which something was changed."""
    source = text(name)
    assert old in source
    with pytest.raises(BadProfile) as caught:
        guides.checked(name, source.replace(old, new, 1).encode())
    return str(caught.value)


@pytest.mark.parametrize("name", NAMES)
def test_it_loads_and_is_kept_compiled(name: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guides._kept.cache_clear()
    first = content.guidance(name)
    assert (home / "cache" / "models" / f"guidance-{name}.z").is_file()
    guides._kept.cache_clear()
    monkeypatch.setattr(guides, "checked", lambda *_: pytest.fail("it was checked again"))
    assert content.guidance(name) == first


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_is_valid(name: str) -> None:
    import json

    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(json.loads((paths.profiles() / f"{name}.schema.json").read_bytes()))


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("ladder", "default: iso29110-basic@2011", "default: iso29110-basik@2011", "ladder.yaml:6 default: There is no"),
        ("ladder", "{id: basic, model", "{id: entry, model", 'The id "entry" is used twice'),
        ("ladder", "model: iso29110-advanced@2018", "model: iso12207@2008", 'The model "iso12207@2008" is used twice'),
        ("ladder", "rung: entry, adds", "rung: entri, adds", 'Did you mean "entry"?'),
        ("ladder", "count: tasks", "count: days", '"days" is not one of the values'),
        ("ladder", "beside: true", "besides: true", 'no key "besides"'),
        ("ladder", "      step-8:\n        name: Audit and reuse", "      step-9:\n        name: Audit and reuse",
         'There are words for "step-9"'),
        ("ladder", "        how: An independent audit", "        hows: An independent audit", 'no key "hows"'),
        ("which", "when: {demand: [iso15288]}", "when: {demands: [iso15288]}", "demands"),
        ("which", "when: {demand: [iso15288]}", "when: {demand: [iso15289]}", 'Did you mean "iso15288"?'),
        ("which", "result: system}", "result: sistem}", 'Did you mean "system"?'),
        ("which", "        both: {title: \"Both\"}", "        boths: {title: \"Both\"}", 'There are words for "boths"'),
        ("which", "{id: growing, when", "{id: one-project, when", "is used twice"),
        ("why-not", "{reason: other,", "{reason: lack-of-support,", "is used twice"),
        ("why-not", "      very: {name: Very much}", "      too: {name: Very much}", 'There are words for "too"'),
        ("least-paper", "{id: plan, products: [statement-of-work", "{id: plan, products: [statement-of-wok",
         'Did you mean "statement-of-work"?'),
        ("least-paper", "{register: meeting, minutes", "{register: meting, minutes", 'Did you mean "meeting"?'),
        ("least-paper", "{id: minutes, registers", "{id: checks, registers", "is used twice"),
        ("least-paper", "left: 20}", "left: 120}", "least-paper.yaml:"),
        ("least-paper", "iso29110-entry@2012", "iso29110-entri@2012", "There is no"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_place_and_suggestion(name: str, old: str, new: str, says: str) -> None:
    said = refused(name, old, new)
    assert says in said
    assert said.startswith(f"{name}.yaml:")


def test_the_ladder_stands_on_models_that_ship() -> None:
    known = {info.ref for info in content.available()}
    ladder = ladder_from(content.guidance("ladder"))
    assert {rung.model for rung in ladder.rungs} <= known
    assert [rung.id for rung in ladder.rungs if rung.steps] == ["full"]


def test_the_finer_steps_declare_every_process_of_12207_once() -> None:
    ladder = ladder_from(content.guidance("ladder"))
    top = next(rung for rung in ladder.rungs if rung.steps)
    added = list(itertools.chain.from_iterable(step.adds for step in ladder.steps))
    assert len(added) == len(set(added)) == 43
    assert set(added) == {process.id for process in content.model(top.model).processes}
    sums = itertools.accumulate(len(step.adds) for step in ladder.steps)
    assert list(sums) == [0, 3, 10, 17, 26, 31, 33, 39, 43]
    assert {step.provenance for step in ladder.steps} == {"inferred"}


def all_answers() -> Iterator[dict[str, str]]:
    questions = guide_from(content.guidance("which")).questions
    for chosen in itertools.product(*(q.answers for q in questions)):
        yield dict(zip((q.id for q in questions), chosen, strict=True))


def test_every_set_of_answers_leads_somewhere() -> None:
    guide = guide_from(content.guidance("which"))
    found = [guide.decide(answers) for answers in all_answers()]
    assert len(found) == 2 * 3 * 2 * 6 * 4
    assert None not in found
    assert {decision.result.id for decision in found if decision} == set(guide.results), "no result without a way to it"
    assert {decision.rule for decision in found if decision} == {rule.id for rule in guide.rules}
    assert {note for decision in found if decision for note in decision.notes} == {note.id for note in guide.notes}


@pytest.mark.parametrize(
    ("given", "result"),
    [
        ({}, "basic"),
        ({"stage": "start-up"}, "entry"),
        ({"stage": "several"}, "intermediate"),
        ({"size": "many"}, "full"),
        ({"side": "acquirer"}, "acquisition"),
        ({"content": "system"}, "system-profiles"),
        ({"content": "system", "size": "many"}, "system"),
        ({"content": "system", "demand": "iso29110"}, "system-profiles"),
        ({"content": "system", "side": "acquirer"}, "system-acquisition"),
        ({"demand": "moprosoft", "size": "many"}, "moprosoft"),
        ({"demand": "iso12207"}, "full"),
        ({"demand": "iso15288"}, "system"),
        ({"demand": "other"}, "named"),
    ],
)
def test_what_a_contract_names_comes_first_then_content_side_and_size(given: dict[str, str], result: str) -> None:
    usual = {"content": "software", "side": "supplier", "size": "few", "demand": "nothing", "stage": "one"}
    decision = guide_from(content.guidance("which")).decide(usual | given)
    assert decision is not None and decision.result.id == result


def test_systems_never_lead_to_a_profile_for_software() -> None:
    guide = guide_from(content.guidance("which"))
    for answers in all_answers():
        decision = guide.decide(answers)
        if decision and answers["content"] == "system" and answers["demand"] in ("nothing", "iso29110"):
            assert not decision.result.model.startswith("iso29110")


def test_results_name_rungs_models_and_elements_that_exist() -> None:
    rungs = {rung.id: rung.model for rung in ladder_from(content.guidance("ladder")).rungs}
    for result in guide_from(content.guidance("which")).results.values():
        if result.rung:
            assert rungs[result.rung] == result.model
        if result.model:
            processes = {process.id for process in content.model(result.model).processes}
            assert not result.element or result.element in processes


def test_every_reason_of_the_survey_has_links_and_the_doubts_exist() -> None:
    structure = content.guidance("why-not")["structure"]
    survey = content.model(structure["model"])
    reasons = {topic.id: topic.value for topic in survey.topics if topic.kind == structure["kind"]}
    assert sum(value or 0 for value in reasons.values()) == 100
    assert [link["reason"] for link in structure["links"]] == list(reasons)
    assert set(structure["doubt"]) <= {topic.id for topic in survey.topics}
