"""The ladder of a company: who got furthest, what the sample reaches, and that no file makes anything rise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.services.task_shop import perform, shop
from vse_app import content
from vse_app.model.errors import BadProfile, Invalid
from vse_app.model.ladder import Picture, Standing
from vse_app.model.project import Project
from vse_app.services import attaching, covering, ladder, path, projects, records, sample, which
from vse_app.services.workspace import Workspace


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Workspace]:
    with shop(tmp_path / "shop.vse") as found:
        yield found


def counts(picture: Picture, rung: str) -> tuple[int, int, int, int]:
    """In full, in part, new, not known."""
    found = picture.stand(rung)
    assert found is not None
    return tuple(found.counts[s] for s in Standing)  # type: ignore[return-value]


def test_all_of_basic_reaches_what_the_facts_say() -> None:
    shown = ladder.picture(None, f"model:{sample.MODEL}@2011")
    assert counts(shown, "basic") == (61, 0, 0, 0)
    full = shown.stand("full")
    assert full is not None
    assert (sum(full.counts.values()), full.counts[Standing.FULL], full.counts[Standing.PART]) == (235, 49, 40)
    assert full.whole_processes() == ("7.1.3", "7.1.4", "7.1.5")
    assert [step.whole for step in shown.steps][:3] == [0, 3, 3]
    assert full.minutes(Standing.NEW) is None


def test_provisional_rungs_say_so_and_unknown_content_is_not_called_new() -> None:
    shown = ladder.picture(None, f"model:{sample.MODEL}@2011")
    for rung in ("entry", "intermediate", "advanced"):
        stand = shown.stand(rung)
        assert stand is not None and stand.is_provisional
    for rung in ("intermediate", "advanced"):
        stand = shown.stand(rung)
        assert stand is not None
        assert stand.counts[Standing.NEW] == 0 and stand.counts[Standing.UNKNOWN] > 0
        assert stand.minutes(Standing.NEW) is None


def test_a_project_without_work_reaches_nothing(fresh: Workspace) -> None:
    shown = ladder.picture(fresh, "project:1")
    for stand in shown.stands:
        assert stand.counts[Standing.FULL] == stand.counts[Standing.PART] == 0
    basic = shown.stand("basic")
    assert basic is not None and basic.minutes(Standing.NEW)


def test_files_alone_make_nothing_rise(fresh: Workspace, tmp_path: Path) -> None:
    before = [counts(ladder.picture(fresh, "project:1"), rung.id) for rung in ladder.ladder().rungs]
    model = path.view(fresh, 1).model
    for number, product in enumerate(model.products):
        task = next((t.id for t in model.tasks() if any(u.product == product.id for u in t.outputs)), "")
        file = tmp_path / f"{number}.txt"
        file.write_text("A file that says nothing about the task.")
        attaching.attach_new(fresh, 1, product.id, file, task=task)
    assert len(path.view(fresh, 1).facts.records) >= len(model.products)
    assert [counts(ladder.picture(fresh, "project:1"), rung.id) for rung in ladder.ladder().rungs] == before


def test_work_makes_it_rise_and_a_confirmation_without_outputs_only_in_part(fresh: Workspace) -> None:
    perform(fresh, "PM.1.1")
    assert counts(ladder.picture(fresh, "project:1"), "basic")[:2] == (1, 0)
    path.confirm(fresh, 1, "PM.1.2", 0, person="elena", role="PM", happened="2026-03-09")
    shown = ladder.picture(fresh, "project:1")
    assert counts(shown, "basic")[:2] == (1, 1)
    assert counts(shown, "full")[0] == 0
    records.withdraw(fresh, 1, "a mistake")
    assert counts(ladder.picture(fresh, "project:1"), "basic")[:2] == (0, 2)


def test_what_an_open_task_would_lift_is_named(fresh: Workspace) -> None:
    perform(fresh, "PM.1.1")
    full = ladder.picture(fresh, "project:1").stand("full")
    assert full is not None
    scope = next(unit for unit in full.units if unit.element == "6.3.1.a")
    assert scope.standing is Standing.PART
    assert "PM.1.12" in scope.lifts and "PM.1.1" not in scope.lifts


def test_the_sample_shows_something_sensible(sample_files: Callable[[str], Path]) -> None:
    with Workspace.open(sample_files("en"), writable=False) as ws:
        assert ladder.default_key(ws) == "project:1", "the finished project got furthest"
        done, running = (ladder.picture(ws, f"project:{n}") for n in (1, 2))
        assert counts(done, "basic") == (61, 0, 0, 0)
        top = done.top
        assert top is not None and top.whole_processes() == ("7.1.3", "7.1.4", "7.1.5")
        assert running.top is not None and running.top.whole_processes() == ()
        assert 0 < counts(running, "basic")[0] < 61
        assert all(units > 0 for units in (counts(running, "basic")[1], counts(running, "full")[1]))
        basic = running.stand("basic")
        assert basic is not None and (basic.minutes(Standing.PART) or 0) > 0
        assert done.project is not None and done.project.code == "CITAS"


def test_a_picture_of_an_earlier_day(sample_files: Callable[[str], Path]) -> None:
    with Workspace.open(sample_files("en"), writable=False) as ws:
        last_day, later = (ladder.picture(ws, "project:2", today=day) for day in ("2026-11-17", "2027-06-01"))
        assert counts(last_day, "basic")[0] > counts(later, "basic")[0], "what is due again is only in part"


def test_without_a_project_the_profile_thought_of_is_shown(tmp_path: Path) -> None:
    assert ladder.default_key(None) == f"model:{ladder.ladder().default}"
    answers = {"content": "software", "side": "supplier", "size": "few", "demand": "nothing", "stage": "start-up"}
    assert ladder.default_key(None, answers).startswith("model:iso29110-entry@")
    with Workspace.create(tmp_path / "bare.vse") as ws:
        assert ladder.default_key(ws) == f"model:{ladder.ladder().default}"
        which.save(ws, answers | {"demand": "moprosoft"})
        assert ladder.default_key(ws).startswith("model:moprosoft@")
        which.save(ws, answers | {"content": "system"})
        assert ladder.default_key(ws) == f"model:{ladder.ladder().default}", "no rung: the ladder's own beginning"


def test_what_can_be_measured(sample_files: Callable[[str], Path]) -> None:
    with Workspace.open(sample_files("en"), writable=False) as ws:
        keys = [choice.key for choice in ladder.choices(ws, "en")]
    assert keys[:2] == ["project:2", "project:1"]
    assert keys[2:] == [f"model:{rung.model}" for rung in ladder.ladder().rungs]
    assert [c.title for c in ladder.choices(None, "es")][1] == "Básico"


@pytest.mark.parametrize("key", ["project:9", "project:x", "", "nothing"])
def test_what_cannot_be_measured_is_refused(fresh: Workspace, key: str) -> None:
    with pytest.raises(Invalid, match="There is no such project"):
        ladder.picture(fresh, key)
    with pytest.raises(Invalid):
        ladder.picture(None, "project:1")
    with pytest.raises(BadProfile, match="no process model"):
        ladder.picture(fresh, "model:nobody@1")


def test_a_rung_whose_model_is_not_there_is_not_known(fresh: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    there = tuple(info for info in content.available() if not info.id.startswith("moprosoft"))
    monkeypatch.setattr(content, "available", lambda: there)
    shown = ladder.picture(fresh, "project:1")
    stand = shown.stand("moprosoft")
    assert stand is not None and stand.model is None and stand.standing is Standing.UNKNOWN
    assert all("moprosoft" not in choice.key for choice in ladder.choices(fresh, "en"))


def test_a_project_under_another_model_is_measured_through_its_mappings(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "m.vse") as ws:
        draft = Project(0, "M", "Shop", "")
        projects.create_project(ws, draft, content.load("moprosoft"))
        shown = ladder.picture(ws, "project:1")
        assert shown.source.ref == covering.model("moprosoft").ref
        own = shown.stand("moprosoft")
        assert own is not None and own.standing is Standing.NEW


def test_a_project_under_a_model_that_is_gone_reaches_what_nobody_knows(ws: Workspace) -> None:
    shown = ladder.picture(ws, "project:1")
    assert {stand.standing for stand in shown.stands} == {Standing.UNKNOWN}
    assert shown.source.ref == "small@1"
