"""Which step comes next, and the reasons given for it."""

from __future__ import annotations

from tests.fixtures import MODEL, TEAM, confirmed, event, facts, record
from vse_app.model import path
from vse_app.model.building import build
from vse_app.model.next_steps import SHOWN, next_steps
from vse_app.model.path import Facts
from vse_app.model.project import Mark


def proposed(found: Facts, limit: int = 99):
    """Next steps with their reason codes, by task."""
    return {n.step.task.id: n for n in next_steps(found, path.steps(found), limit)}


def codes(found: Facts, task: str) -> list[str]:
    return [code for code, _ in proposed(found)[task].reasons]


def test_what_unlocks_most_comes_first_and_says_what_waits() -> None:
    first = next_steps(facts(), path.steps(facts()))[0]
    assert first.step.task.id == "MAN.1.1"
    code, values = first.reasons[0]
    assert code == "unlocks"
    assert values == {"count": first.unlocks, "task": "MAN.1.2"}
    assert first.unlocks >= 5


def test_blocked_done_and_later_steps_are_never_proposed() -> None:
    found = facts(marks=(Mark("MAN.2.2", 0, "later"),), confirmations=(confirmed("MAN.1.1"),))
    assert proposed(found) == {}


def test_no_more_than_the_limit() -> None:
    raw = dict(MODEL.raw)
    structure = dict(raw["structure"])
    tasks = [{"id": f"X.1.{n}", "roles": ["DEV"], "minutes": 10 * n} for n in range(1, 7)]
    structure["processes"] = [{"id": "X", "activities": [{"id": "X.1", "tasks": tasks}]}]
    found = facts(model=build({"structure": structure, "words": {}}))
    steps = path.steps(found)
    assert [n.step.task.id for n in next_steps(found, steps)] == ["X.1.1", "X.1.2", "X.1.3"]  # the quicker, the sooner
    assert SHOWN == 3
    assert len(next_steps(found, steps, 5)) == 5


def test_ties_go_by_the_order_of_the_model() -> None:
    tasks = [{"id": f"X.1.{n}", "roles": [], "minutes": 30} for n in (2, 1)]
    structure = dict(MODEL.raw["structure"]) | {
        "processes": [{"id": "X", "activities": [{"id": "X.1", "tasks": tasks}]}]
    }
    found = facts(model=build({"structure": structure, "words": {}}))
    assert [n.step.task.id for n in next_steps(found, path.steps(found))] == ["X.1.2", "X.1.1"]
    assert next_steps(found, path.steps(found))[0].role == ""


def test_a_step_without_inputs_says_so_and_one_with_them_says_they_are_there() -> None:
    structure = dict(MODEL.raw["structure"]) | {
        "processes": [{"id": "X", "activities": [{"id": "X.1", "tasks": [{"id": "X.1.1", "roles": ["LEAD"]}]}]}]
    }
    assert codes(facts(model=build({"structure": structure, "words": {}})), "X.1.1") == ["no-inputs"]
    plan = record(1, "plan")
    done = facts((plan,), (event(1, plan, "checked"), event(2, plan, "agreed")))
    assert codes(done, "MAN.3.1") == ["inputs-there"]


def test_what_was_begun_says_so_and_weighs_more() -> None:
    before = proposed(facts())["MAN.1.1"].score
    begun = facts(marks=(Mark("MAN.1.1", 0, ticks=(0,)),))
    assert "begun" in codes(begun, "MAN.1.1")
    assert proposed(begun)["MAN.1.1"].score == 2 * before


def test_what_is_only_needed_sometimes_comes_last() -> None:
    assert codes(facts(), "MAN.2.2") == ["if-needed"]
    assert list(proposed(facts())) == ["MAN.1.1", "MAN.2.2"]


def test_what_comes_round_again_says_when_it_was_done_last() -> None:
    plan = record(1, "plan")
    states = (event(1, plan, "checked"), event(2, plan, "agreed"))
    done = (confirmed("MAN.2.1", happened="2026-02-01"), confirmed("MAN.2.1", happened="2026-01-01"))
    again = proposed(facts((plan,), states, confirmations=done))["MAN.2.1"]
    assert again.reasons[0] == ("again", {"last": "2026-02-01", "days": 14})
    once = proposed(facts((plan,), states))["MAN.2.1"]
    assert again.score == 6 * once.score


def test_who_are_the_players_of_the_first_role_and_a_group_means_its_members() -> None:
    found = proposed(facts())
    assert (found["MAN.1.1"].role, found["MAN.1.1"].who) == ("LEAD", ("ana",))
    assert found["MAN.2.2"].who == ("ana", "ben")
    nobody = facts(assignments=dict.fromkeys(TEAM, ()))
    assert proposed(nobody)["MAN.1.1"].who == ()


def test_a_task_that_unlocks_only_by_way_of_others_gives_no_false_reason() -> None:
    """DO.1.1 gives nothing, so nothing waits for it."""
    plan = record(1, "plan")
    found = facts((plan,), (event(1, plan, "checked"), event(2, plan, "agreed")))
    assert proposed(found)["DO.1.1"].unlocks == 0
    assert proposed(found)["DO.2.1"].unlocks == 3  # DO.2.2, DO.2.3 and, through DO.2.2, DO.3.1


def test_an_output_that_is_only_needed_sometimes_unlocks_nothing() -> None:
    assert proposed(facts())["MAN.2.2"].unlocks == 0


def test_planning_comes_whole_and_before_the_work(tmp_path):
    """Led by the first step each time, a newcomer plans everything before the plan is checked and the work begins."""
    from vse_app import content
    from vse_app.model.building import build
    from vse_app.model.path import Facts, steps
    from vse_app.model.project import Confirmation, Project
    from vse_app.model.records import Event, Record

    model = build(content.load("iso29110-basic"))
    every = tuple(model.product("project-plan").parts)
    kept = ("statement-of-work", "project-plan", "verification-results", "meeting-record")
    project = Project(1, "P", "P", "", assignments={role.id: ("ana",) for role in model.roles})
    confirmed: list[Confirmation] = []
    records = [
        Record(
            n,
            1,
            kind,
            kind,
            task,
            0,
            "",
            "",
            "",
            1,
            "t",
            "s",
            "form",
            True,
            every,
            "ana",
            "2026-01-01",
            "",
            "2026-01-01T00:00:00Z",
        )
        for n, (kind, task) in enumerate(zip(kept, ("PM.1.1", "PM.1.2", "PM.1.13", "PM.1.14"), strict=True), 1)
    ]
    events: list[Event] = []
    states = {"PM.1.1": (1, "reviewed"), "PM.1.13": (2, "verified"), "PM.1.14": (2, "accepted")}
    order = []
    for n in range(15):
        facts = Facts(model, project, records, events, (), confirmed, "2026-01-02")
        step = next_steps(facts, steps(facts))[0].step
        order.append(step.task.id)
        if step.task.id in states:
            record, state = states[step.task.id]
            events.append(Event(n + 1, record, 1, "s", state, "ana", "PM", step.task.id, 0, "2026-01-01", "", "", ""))
        confirmed.append(
            Confirmation(n + 1, step.task.id, 0, "ana", "PM", "2026-01-02", "2026-01-02T00:00:00Z", "", "", "")
        )
    assert set(order) == {f"PM.1.{n}" for n in range(1, 16)}
    parts = [f"PM.1.{n}" for n in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12)]
    assert order.index("PM.1.13") > max(order.index(task) for task in parts)
    assert order.index("PM.1.11") > order.index("PM.1.10")
