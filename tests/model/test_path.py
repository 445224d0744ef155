"""The path: what is ready, what waits and for what, what is done. One test per thing the engine promises."""

from __future__ import annotations

import pytest

from tests.fixtures import MODEL, confirmed, event, facts, record, stand, statuses, without_iterations
from vse_app.model.path import Status, closed, instances
from vse_app.model.project import Iteration, Mark


def agreed_plan(**values: object):
    """A plan that was checked and agreed, with the events that say so."""
    plan = record(1, "plan", **values)
    return plan, (event(1, plan, "checked"), event(2, plan, "agreed", person="cleo", role="CUS"))


def test_a_new_project_can_only_begin() -> None:
    found = statuses(facts())
    assert found["MAN.1.1"] is Status.READY
    assert found["MAN.2.2"] is Status.READY  # its only input is a change "if there is one"
    assert {found[t] for t in ("MAN.1.2", "MAN.1.3", "MAN.2.1", "MAN.3.1", "DO.1.1", "DO.3.1")} == {Status.BLOCKED}


def test_what_comes_from_outside_is_brought_in_while_doing_the_first_task() -> None:
    need = stand(facts())["MAN.1.1", 0].inputs[0]
    assert (need.why, need.met, need.blocks) == ("bring", False, False)
    there = stand(facts((record(1, "brief"),)))["MAN.1.1", 0].inputs[0]
    assert there.met
    assert there.records == (1,)


def test_a_part_that_is_not_filled_blocks_and_says_so() -> None:
    step = stand(facts((record(1, "plan", parts=()),)))["MAN.1.2", 0]
    assert step.status is Status.BLOCKED
    assert (step.inputs[0].why, step.inputs[0].records) == ("part", (1,))
    assert stand(facts((record(1, "plan"),)))["MAN.1.2", 0].status is Status.READY


@pytest.mark.parametrize("form", ["file", "link"])
def test_a_file_or_an_address_serves_for_every_part(form: str) -> None:
    assert stand(facts((record(1, "plan", parts=(), form=form),)))["MAN.1.2", 0].status is Status.READY


def test_an_empty_record_serves_nothing() -> None:
    need = stand(facts((record(1, "plan", filled=False),)))["MAN.1.2", 0].inputs[0]
    assert (need.why, need.records, need.met) == ("empty", (1,), False)


def test_a_withdrawn_record_is_not_there() -> None:
    assert stand(facts((record(1, "plan", withdrawn="wrong"),)))["MAN.1.2", 0].inputs[0].why == "absent"


def test_a_gate_opens_only_in_the_state_it_asks_for() -> None:
    plan = record(1, "plan")
    shut = stand(facts((plan,), (event(1, plan, "agreed"),)))["MAN.1.3", 0]
    assert shut.status is Status.BLOCKED
    assert (shut.inputs[0].why, shut.inputs[0].missing) == ("states", ("checked",))
    assert stand(facts((plan,), (event(1, plan, "checked"),)))["MAN.1.3", 0].status is Status.READY


def test_a_withdrawn_state_does_not_count() -> None:
    plan = record(1, "plan")
    assert stand(facts((plan,), (event(1, plan, "checked", withdrawn="oops"),)))["MAN.1.3", 0].status is Status.BLOCKED


def test_missing_states_are_those_the_best_record_lacks() -> None:
    plan = record(1, "plan")
    need = stand(facts((plan,), (event(1, plan, "checked"),)))["MAN.1.3", 0].outputs[0]
    assert (need.why, need.missing) == ("states", ("agreed",))


def test_a_skippable_state_may_be_missing() -> None:
    plan = record(1, "plan")
    step = stand(facts((plan,), (event(1, plan, "checked"),)))["MAN.2.1", 0]
    assert step.status is Status.READY
    assert stand(facts((plan,), (event(1, plan, "agreed"),)))["MAN.2.1", 0].inputs[0].missing == ("checked",)


def test_an_approved_version_serves_while_a_newer_draft_exists() -> None:
    plan, states = agreed_plan()
    newer = plan._replace(revision=2, stamp="other")
    step = stand(facts((newer,), states))["DO.1.1", 0]
    assert step.status is Status.READY
    assert step.inputs[0].newer_draft
    assert not stand(facts((plan,), states))["DO.1.1", 0].inputs[0].newer_draft


def test_states_of_two_different_versions_do_not_add_up() -> None:
    plan = record(1, "plan", stamp="new", revision=2)
    apart = (event(1, plan, "checked", stamp="old"), event(2, plan, "agreed"))
    need = stand(facts((plan,), apart))["MAN.1.3", 0].outputs[0]
    assert (need.why, need.missing) == ("states", ("checked",))


def test_an_input_that_may_not_exist_does_not_block_but_its_state_does() -> None:
    assert statuses(facts())["MAN.2.2"] is Status.READY
    asked = record(1, "change")
    assert statuses(facts((asked,)))["MAN.2.2"] is Status.BLOCKED
    assert statuses(facts((asked,), (event(1, asked, "filed"),)))["MAN.2.2"] is Status.READY
    assert statuses(facts((asked._replace(filled=False),)))["MAN.2.2"] is Status.READY


def test_an_output_only_when_needed_is_owed_to_nobody() -> None:
    assert stand(facts())["MAN.2.2", 0].outputs[0].met
    asked = record(1, "change", task="MAN.2.2")
    assert stand(facts((asked,)))["MAN.2.2", 0].outputs[0].met


def test_begun_is_what_was_ticked_or_written_here() -> None:
    assert statuses(facts(marks=(Mark("MAN.1.1", 0, ticks=(1,)),)))["MAN.1.1"] is Status.DOING
    assert statuses(facts((record(1, "plan", task="MAN.1.1"),)))["MAN.1.1"] is Status.DOING
    assert statuses(facts((record(1, "plan", task="MAN.1.2"),)))["MAN.1.1"] is Status.READY
    assert statuses(facts((record(1, "plan", task="MAN.1.1", iteration=1),)))["MAN.1.1"] is Status.READY


def test_done_needs_a_confirmation_and_complete_the_outputs_too() -> None:
    step = stand(facts(confirmations=(confirmed("MAN.1.1"),)))["MAN.1.1", 0]
    assert step.status is Status.DONE
    assert not step.complete
    whole = stand(facts((record(1, "plan"),), confirmations=(confirmed("MAN.1.1"),)))["MAN.1.1", 0]
    assert whole.complete
    assert not stand(facts((record(1, "plan"),)))["MAN.1.1", 0].complete


def test_a_withdrawn_confirmation_does_not_count() -> None:
    found = facts(confirmations=(confirmed("MAN.1.1", withdrawn="not so"),))
    assert statuses(found)["MAN.1.1"] is Status.READY


def test_not_applicable_outranks_everything() -> None:
    marks = (Mark("MAN.2.2", 0, "na", "none"),)
    found = facts(marks=marks, confirmations=(confirmed("MAN.2.2"),))
    assert statuses(found)["MAN.2.2"] is Status.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("until", "expected"),
    [("", Status.LATER), ("2026-04-01", Status.LATER), ("2026-03-31", Status.READY), ("2026-03-30", Status.READY)],
)
def test_later_holds_until_its_day(until: str, expected: Status) -> None:
    assert statuses(facts(marks=(Mark("MAN.1.1", 0, "later", until=until),)))["MAN.1.1"] is expected


def test_a_task_that_comes_after_another_waits_until_that_is_done() -> None:
    found = without_iterations(facts())
    assert stand(found)["DO.2.3", 1].waits_for == "DO.2.2"
    done = without_iterations(facts(confirmations=(confirmed("DO.2.2", 1),)))
    assert stand(done)["DO.2.3", 1].waits_for == ""
    assert stand(done)["DO.2.3", 1].status is Status.READY


# Many records of a kind


def test_each_instance_owes_its_own_record_of_a_kind_with_many() -> None:
    elsewhere = record(1, "report", task="DO.1.1")
    assert stand(facts((elsewhere,)))["MAN.2.1", 0].outputs[0].why == "absent"
    assert stand(facts((record(1, "report", task="MAN.2.1"),)))["MAN.2.1", 0].outputs[0].met


def test_a_record_made_elsewhere_serves_when_its_state_was_given_here() -> None:
    asked = record(1, "change", task="DO.1.1")
    here = event(1, asked, "judged", task="MAN.2.2")
    assert stand(facts((asked,), (here,)))["MAN.2.2", 0].outputs[0].records == (1,)
    elsewhere = event(1, asked, "judged", task="DO.1.1")
    assert stand(facts((asked,), (elsewhere,)))["MAN.2.2", 0].outputs[0].records == ()
    taken_back = event(1, asked, "judged", task="MAN.2.2", withdrawn="no")
    assert stand(facts((asked,), (taken_back,)))["MAN.2.2", 0].outputs[0].records == ()


# Coming round again


def test_a_repeated_task_is_due_again_after_its_days() -> None:
    plan, states = agreed_plan()
    done = confirmed("MAN.2.1", happened="2026-03-10")
    fresh = stand(facts((plan,), states, confirmations=(done,), today="2026-03-23"))["MAN.2.1", 0]
    assert (fresh.status, fresh.due_again) == (Status.DONE, "2026-03-24")
    due = stand(facts((plan,), states, confirmations=(done,), today="2026-03-24"))["MAN.2.1", 0]
    assert due.status is Status.READY


def test_in_a_new_round_only_what_was_made_since_counts_as_begun() -> None:
    plan, states = agreed_plan()
    done = confirmed("MAN.2.1", happened="2026-03-02", captured="2026-03-02T12:00:00Z")
    old = record(2, "report", task="MAN.2.1", captured="2026-03-02T11:00:00Z")
    mark = Mark("MAN.2.1", 0, ticks=(0,))
    assert statuses(facts((plan, old), states, (mark,), (done,)))["MAN.2.1"] is Status.READY
    new = old._replace(captured="2026-03-30T11:00:00Z")
    assert statuses(facts((plan, new), states, (mark,), (done,)))["MAN.2.1"] is Status.DOING


def test_nothing_is_due_again_once_the_project_is_closed() -> None:
    plan, states = agreed_plan()
    done = (confirmed("MAN.2.1", happened="2026-01-01"), confirmed("MAN.3.1"))
    found = facts((plan,), states, confirmations=done)
    assert closed(found)
    assert stand(found)["MAN.2.1", 0].due_again == ""
    assert not closed(facts(confirmations=(confirmed("MAN.3.1", withdrawn="x"),)))


def test_a_task_outside_a_continuous_activity_never_comes_again() -> None:
    assert stand(facts(confirmations=(confirmed("MAN.1.1", happened="2020-01-01"),)))["MAN.1.1", 0].due_again == ""


def test_a_model_without_processes_is_never_closed() -> None:
    from dataclasses import replace

    assert not closed(facts(model=replace(MODEL, processes=())))


# Iterations


TWO = {"iterations": (Iteration(), Iteration())}


def test_iterated_activities_repeat_and_the_others_do_not() -> None:
    found = [(task.id, turn) for task, turn in instances(MODEL, facts(**TWO).project)]
    assert found[-8:] == [
        ("DO.1.1", 0),
        ("DO.2.1", 1),
        ("DO.2.2", 1),
        ("DO.2.3", 1),
        ("DO.2.1", 2),
        ("DO.2.2", 2),
        ("DO.2.3", 2),
        ("DO.3.1", 0),
    ]
    assert len(found) == len(set(found))
    assert [turn for task, turn in instances(MODEL, facts(iterations=()).project) if task.id == "DO.2.1"] == [1]


def test_the_second_iteration_waits_for_the_mandatory_tasks_of_the_first() -> None:
    plan, states = agreed_plan()
    found = facts((plan,), states, **TWO)
    step = stand(found)["DO.2.1", 2]
    assert (step.status, step.waits_for) == (Status.BLOCKED, "iteration 1")
    first = tuple(confirmed(task, 1) for task in ("DO.2.1", "DO.2.2"))
    assert stand(facts((plan,), states, confirmations=first, **TWO))["DO.2.1", 2].status is Status.READY


def test_a_state_of_the_first_iteration_does_not_serve_in_the_second_before_its_own_task_is_done() -> None:
    plan, states = agreed_plan()
    design = record(2, "design")
    built = (*states, event(3, design, "built", task="DO.2.1", iteration=1))
    first = tuple(confirmed(task, 1) for task in ("DO.2.1", "DO.2.2"))
    need = stand(facts((plan, design), built, confirmations=first, **TWO))["DO.2.2", 2].inputs[0]
    assert (need.why, need.producer) == ("producer", "DO.2.1")
    own = (*first, confirmed("DO.2.1", 2))
    assert stand(facts((plan, design), built, confirmations=own, **TWO))["DO.2.2", 2].inputs[0].met


def test_only_a_producer_of_the_very_states_is_waited_for() -> None:
    plan, states = agreed_plan()
    design = record(2, "design")
    built = (*states, event(3, design, "built", task="DO.2.1", iteration=1))
    done = (*(confirmed(task, 1) for task in ("DO.2.1", "DO.2.2")), confirmed("DO.2.1", 2))
    found = stand(facts((plan, design), built, confirmations=done, **TWO))
    assert found["DO.2.2", 2].status is Status.READY  # still open, and gives the design another state
    assert found["DO.2.3", 2].inputs[0].met


def test_all_iterated_activities_go_round_together() -> None:
    from dataclasses import replace

    model = replace(MODEL, iterated=("DO.2", "DO.3"))
    found = [(task.id, turn) for task, turn in instances(model, facts(**TWO).project) if turn]
    assert [turn for _, turn in found] == [1, 1, 1, 1, 2, 2, 2, 2]
    assert found[3] == ("DO.3.1", 1)


def test_an_optional_task_left_open_does_not_hold_up_the_next_iteration() -> None:
    plan, states = agreed_plan()
    first = tuple(confirmed(task, 1) for task in ("DO.2.1", "DO.2.2"))
    found = stand(facts((plan,), states, confirmations=first, **TWO))
    assert found["DO.2.3", 1].status is Status.READY
    assert found["DO.2.1", 2].waits_for == ""
