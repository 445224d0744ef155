"""Declarations: what can be deleted, what has to be judged, and stored forms that are no longer what they were."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.fixtures import MODEL, RAW
from vse_app.model.building import build
from vse_app.model.process import ProcessModel
from vse_app.model.project import plain
from vse_app.model.tailoring import (
    Declaration,
    Deletion,
    Evidence,
    Extension,
    Input,
    Judgement,
    Part,
    Unit,
    basis,
    declaration_from,
    judgement_from,
    places,
    remaining,
    requirements,
)


def model(*, processes: Any = None, **structure: Any) -> ProcessModel:
    """The small model as one that can be declared, with some of its structure different."""
    own = dict(RAW["structure"]) | {"tailoring": "deletion"} | structure
    if processes is not None:
        own["processes"] = processes
    return build({"structure": own, "words": RAW["words"]})


def bare(process: str, **parts: Any) -> dict[str, Any]:
    return {"id": process, "objectives": [], "activities": [], **parts}


def test_which_claims_a_model_knows() -> None:
    assert (MODEL.claims, MODEL.full_by) == ((), ())
    assert (model().claims, model().full_by) == (("full", "tailored"), ("outcomes",))
    old = model(claims=["tailored"], full_by=["outcomes", "tasks"])
    assert (old.claims, old.full_by) == (("tailored",), ("outcomes", "tasks"))


def test_everything_that_can_be_deleted_has_its_place() -> None:
    found = places(model(), ("DO",))
    assert [p.kind for p in found.values()][:3] == ["outcome", "activity", "task"]
    assert found["DO.2.1"] == ("DO.2.1", "task", "DO", "DO.2")
    assert "MAN.1" not in found
    assert "MAN.1" in places(model())
    assert "DO" not in places(model())  # a whole process is left out by not declaring it


def test_outcomes_are_judged_or_what_there_is_instead() -> None:
    outcomes = requirements(model(), "DO", ("outcomes",))
    assert outcomes == (Unit("DO.O1", "outcome", "DO"),)
    activity = {"id": "X.1", "objectives": [], "tasks": []}
    of = model(processes=[bare("X", activities=[activity]), bare("Y")])
    assert requirements(of, "X", ("outcomes",)) == (Unit("X.1", "activity", "X"),)
    assert requirements(of, "Y", ("outcomes",)) == (Unit("Y", "process", "Y"),)


def test_a_claim_by_tasks_asks_for_what_is_required() -> None:
    tasks = [unit.element for unit in requirements(model(), "DO", ("tasks",))]
    assert tasks == ["DO.1.1", "DO.2.1", "DO.2.2", "DO.3.1"]  # DO.2.3 is optional
    should = {"id": "X.1.1", "roles": ["DEV"], "obligation": "should", "minutes": 1, "provenance": {"id": "own"}}
    unlisted = {"id": "X.2", "objectives": [], "tasks": []}
    of = model(processes=[bare("X", activities=[{"id": "X.1", "objectives": [], "tasks": [should]}, unlisted])])
    assert requirements(of, "X", ("tasks",)) == (Unit("X.2", "activity", "X"),)
    assert requirements(model(processes=[bare("Y")]), "Y", ("tasks",)) == ()
    both = [unit.element for unit in requirements(model(), "DO", ("outcomes", "tasks"))]
    assert both == [*tasks, "DO.O1"]


def test_only_a_full_claim_can_rest_on_tasks() -> None:
    assert basis(Declaration(1, "", "", kind="full", by=("tasks",))) == ("tasks",)
    assert basis(Declaration(1, "", "", kind="tailored", by=("tasks",))) == ("outcomes",)
    assert basis(Declaration(1, "", "", by=())) == ("outcomes",)


def test_what_remains_after_deleting() -> None:
    declared = Declaration(1, "", "", by=("tasks",), processes=("DO", "nowhere", "DO"))
    left = [u.element for u in remaining(model(), declared, frozenset({"DO.2", "DO.1.1"}))]
    assert left == ["DO.3.1"]  # with an activity go its tasks
    outcomes = replace(declared, by=("outcomes",), processes=("MAN", "DO"))
    assert [u.element for u in remaining(model(), outcomes, frozenset({"MAN.O1"}))] == ["DO.O1"]


WHOLE = Declaration(
    3, "hash", "small@1", 1, "A title", "Everything", "tailored", ("outcomes",), ("MAN", "DO"), {"risk": "low"}, "none",
    (Input("Cleo", "fine", "2026-03-01"),), "ana", "2026-03-02", "We talked.",
    (Deletion("MAN.O1", "not ours", "ana", "2026-03-02"),), (Extension("task", "More", "DO", "because"),),
    (Part("Contract", "Acme", "supplier"),), "ana", "2026-03-03", "seal",
)  # fmt: skip
SAID = Judgement(
    "DO.O1", "achieved", "ana", "2026-03-03", "seen", (Evidence("record", 1, 2, "s"), Evidence("task", 1, 5)), "then"
)


def test_stored_and_read_again_it_is_the_same() -> None:
    assert declaration_from(plain(WHOLE)) == WHOLE
    assert judgement_from(plain(SAID._asdict())) == SAID


@pytest.mark.parametrize("stored", [None, [], "text", 7, {}, {"id": True, "project": -1, "processes": "MAN"}])
def test_what_is_not_understood_is_left_out(stored: Any) -> None:
    found = declaration_from(stored)
    assert (found.id, found.project, found.processes, found.deletions) == (0, 0, (), ())
    assert judgement_from(stored) == Judgement("")


def test_hostile_stored_values_never_break_the_reading() -> None:
    found = declaration_from(
        {
            "id": 2**80, "kind": ["full"], "by": ["outcomes", "magic", 3], "processes": ["DO", 4, "DO", None],
            "circumstances": {"risk": 5, "weather": "fine"}, "decided": "tomorrow", "stated": "2026-3-1",
            "inputs": [["Cleo"], [], "x", {"who": 1}], "deletions": [["A", 5, None, "2026-13-01", "more", "and more"]],
            "extensions": [[]], "parties": {"a": 1}, "title": 9,
        }
    )  # fmt: skip
    assert (found.id, found.kind, found.by, found.processes) == (0, "", ("outcomes",), ("DO",))
    assert found.circumstances == {"risk": ""}
    assert (found.decided, found.stated, found.title) == ("", "", "")
    assert found.inputs == (Input("Cleo"),)
    assert found.deletions == (Deletion("A", "", "", ""),)
    assert found.extensions == found.parties == ()
    said = judgement_from(
        {"element": "A", "verdict": "surely", "person": 1, "date": "x" * 20,
         "evidence": [["record", 1, 2, "s"], ["magic", 1, 2, "s"], ["task", 1], 5, ["record", -1, "2", None]]}
    )  # fmt: skip
    assert (said.verdict, said.person, said.date) == ("", "", "")
    assert said.evidence == (Evidence("record", 1, 2, "s"), Evidence("record", 0, 0, ""))


def test_the_stamp_follows_what_is_declared_and_judged_and_nothing_else() -> None:
    judged = {"DO.O1": SAID}
    stamp = WHOLE.stamp(judged)
    same = replace(WHOLE, id=9, title="Another", stated_by="ben", stated="2026-04-01", seal="other")
    assert same.stamp({"DO.O1": SAID._replace(captured="later")}) == stamp
    assert WHOLE.stamp(judged | {"MAN.O1": Judgement("MAN.O1", note="prepared")}) == stamp
    assert replace(WHOLE, about="Less").stamp(judged) != stamp
    assert WHOLE.stamp({"DO.O1": SAID._replace(note="other")}) != stamp
    assert WHOLE.stamp({}) != stamp
