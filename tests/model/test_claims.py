"""What may be claimed: every mandatory task of every iteration, with its outputs, and the entry conditions."""

from __future__ import annotations

import dataclasses

from tests.fixtures import MODEL, confirmed, event, facts, record, without_iterations
from vse_app.model import path
from vse_app.model.claims import by_objective, claim
from vse_app.model.path import Facts
from vse_app.model.project import Iteration, Mark

MANDATORY = ("MAN.1.1", "MAN.1.2", "MAN.1.3", "MAN.2.1", "MAN.2.2", "MAN.3.1", "DO.1.1", "DO.3.1")


def finished(**project: object) -> Facts:
    """A project of one iteration in which everything that is owed was done."""
    plan, design = record(1, "plan"), record(2, "design")
    rest = (record(3, "report", task="MAN.2.1"), record(4, "closing"))
    given = [(plan, "checked"), (plan, "agreed"), (design, "built"), (design, "tested")]
    events = tuple(event(n, of, state) for n, (of, state) in enumerate(given, 1))
    done = (*(confirmed(task) for task in MANDATORY), confirmed("DO.2.1", 1), confirmed("DO.2.2", 1))
    return facts((plan, design, *rest), events, confirmations=done, **project)


def test_a_finished_project_may_claim() -> None:
    found = claim(finished(), path.steps(finished()))
    assert found.met
    assert found.missing == ()
    assert {item.step.task.id for item in found.items} == {t.id for t in MODEL.tasks() if not t.optional}


def test_one_entry_condition_not_ticked_is_enough_to_say_no() -> None:
    of = finished(entry_conditions=("agreed",))
    found = claim(of, path.steps(of))
    assert not found.met
    assert found.unmet_entry_conditions == ("staffed",)


def test_confirmed_without_its_output_is_not_met() -> None:
    of = finished()
    of.records_of["closing"] = []
    found = claim(of, path.steps(of))
    (item,) = found.missing
    assert (item.step.task.id, item.missing[0].use.product) == ("MAN.3.1", "closing")


def test_outputs_without_a_confirmation_are_not_met() -> None:
    of = finished()
    of.confirmations = of.confirmations[1:]
    assert [item.step.task.id for item in claim(of, path.steps(of)).missing] == ["MAN.1.1"]


def test_not_applicable_counts_only_where_the_profile_allows_it() -> None:
    of = finished()
    of.marks = (Mark("MAN.2.2", 0, "na", "no change"),)
    assert claim(of, path.steps(of)).met
    of.marks = (Mark("MAN.1.1", 0, "na", "too dull"),)
    found = claim(of, path.steps(of))
    assert [item.step.task.id for item in found.missing] == ["MAN.1.1"]


def test_every_iteration_counts() -> None:
    of = finished(iterations=(Iteration(), Iteration()))
    assert {(i.step.task.id, i.step.iteration) for i in claim(of, path.steps(of)).missing} >= {
        ("DO.2.1", 2),
        ("DO.2.2", 2),
    }
    assert claim(without_iterations(of), path.steps(of)).met


def test_steps_of_an_objective_are_those_of_the_activities_that_serve_it() -> None:
    of = facts()
    objectives = {o.id: o for o in MODEL.objectives()}
    serving = by_objective(of, path.steps(of), objectives["DO.O1"])
    assert [s.task.id for s in serving] == ["DO.1.1", "DO.2.1", "DO.2.2", "DO.2.3"]


def test_under_a_provisional_model_nothing_may_be_claimed() -> None:
    of = finished()
    assert claim(of, path.steps(of)).possible
    of.model = dataclasses.replace(of.model, provisional=True)
    found = claim(of, path.steps(of))
    assert found.met and not found.possible
