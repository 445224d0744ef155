"""Models that a project runs in part: what it keeps is whole in itself, and everything works as under a profile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures import Clock
from tests.two_editions import first
from tests.two_editions import write as write_model
from vse_app import content
from vse_app.i18n import translator
from vse_app.model import working
from vse_app.model.building import build
from vse_app.model.process import Raw
from vse_app.model.project import Iteration, Person, Project
from vse_app.model.records import Content
from vse_app.services import company, offers, path, projects, publishing, records, sample, task_page, today
from vse_app.services.workspace import Workspace

IN_PART = [info.ref for info in content.available() if offers._offer(info) and offers._offer(info).is_part]  # type: ignore[union-attr]


def with_working(raw: Raw, *processes: str) -> Raw:
    return {"structure": {**raw["structure"], "working": list(processes)}, "words": raw["words"]}


def put(folder: Path, raw: Raw) -> Path:
    """A raw model as files again, so that it can be checked as a whole."""
    folder.mkdir()
    for name, value in {"structure": raw["structure"], **raw["words"]}.items():
        (folder / f"{name}.yaml").write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return folder


def test_a_model_that_is_run_whole_is_kept_as_it_is() -> None:
    raw = content.load(sample.MODEL)
    assert working.restricted(raw) is raw
    reference = content.load("iso12207@2008")
    assert working.restricted(reference) is reference and not working.is_runnable(reference)


@pytest.mark.parametrize("processes", [("PM",), ("SI",)])
def test_a_part_is_a_whole_model_in_itself(tmp_path: Path, processes: tuple[str, ...]) -> None:
    raw = with_working(content.load(sample.MODEL), *processes)
    part = working.restricted(raw)
    assert content.load_folder(put(tmp_path / "part", part)) == part
    whole, built = build(raw), build(part)
    assert [p.id for p in built.processes] == list(processes)
    assert [t.id for t in built.tasks()] == [t.id for t in whole.process(processes[0]).activities for t in t.tasks]
    used = {u.product for t in built.tasks() for u in (*t.inputs, *t.outputs)}
    assert used <= {p.id for p in built.products} < {p.id for p in whole.products}
    assert working.restricted(part) is part


@pytest.mark.parametrize("ref", IN_PART)
def test_what_ships_to_be_run_in_part_is_whole_in_itself(tmp_path: Path, ref: str) -> None:
    part = working.restricted(content.load(ref))
    assert content.load_folder(put(tmp_path / "part", part)) == part
    assert set(part["words"]) == set(content.load(ref)["words"])


def test_what_leads_out_of_the_part_is_cut(tmp_path: Path) -> None:
    raw: dict[str, Any] = first()
    other = json.loads(json.dumps(raw["processes"][0]).replace("WORK", "REST"))
    other["related"] = ["WORK"]
    for role in ("LEAD", "BOSS"):
        raw["roles"].append({"id": f"X{role}", "provenance": "own"})
    raw["roles"].append({"id": "TEAM", "provenance": "own", "group_of": ["XLEAD"]})
    raw["processes"][0] |= {
        "related": ["REST"], "parent": "REST", "group": "g1", "authority": "TEAM",
        "inputs": [{"product": "notes", "with": ["REST", "XBOSS"], "provenance": "own"}],
        "checks": [{"id": "c1", "kind": "verification", "task": "WORK.1.1", "products": ["log"], "provenance": "own"}],
    }  # fmt: skip
    other["group"] = "g2"
    raw["processes"].append(other)
    raw["products"].append({**raw["products"][0], "id": "rest-only", "no": 99, "abbr": "RO"})
    other["activities"][0]["tasks"][0]["outputs"] = [{"product": "rest-only"}]
    raw |= {
        "working": ["WORK"], "kind": "reference", "continuous": ["REST.1"],
        "changes": {"from": "0", "renamed": [{"from": ["A"], "to": ["WORK.1.1"]}, {"from": ["B"], "to": ["REST.1.1"]}]},
        "gates": [{"product": "plan", "states": ["checked"], "unlocks": ["WORK.2.1", "REST.2.1"],
                   "reached_by": ["WORK.1.2"]},
                  {"product": "plan", "states": ["checked"], "unlocks": ["REST.2.1"], "reached_by": ["WORK.1.2"]}],
        "groups": [{"id": g, "provenance": "own"} for g in ("g1", "g2")],
        "topics": [{"id": "t1", "kind": "thing", "provenance": "own"}],
        "loops": [{"id": "l1", "tasks": ["WORK.1.1", "WORK.1.2"], "provenance": "own"},
                  {"id": "l2", "tasks": ["REST.1.1", "WORK.1.2"], "provenance": "own"}],
        "relations": [{"from": f, "type": "contributes-to", "to": t, "provenance": "own"}
                      for f, t in (("WORK.1", "WORK.2"), ("WORK.1", "REST.1"), ("t1", "WORK"))],
    }  # fmt: skip
    part = working.restricted({"structure": raw, "words": {"en": {"language": "en", "model": {"title": "T"}}}})
    kept = part["structure"]
    assert [g["id"] for g in kept["groups"]] == ["g1"] and "topics" not in kept
    assert [loop["id"] for loop in kept["loops"]] == ["l1"]
    assert [r["to"] for r in kept["relations"]] == ["WORK.2"]
    assert [g["unlocks"] for g in kept["gates"]] == [["WORK.2.1"]] and "continuous" not in kept
    assert [c["to"] for c in kept["changes"]["renamed"]] == [["WORK.1.1"]]
    assert "parent" not in kept["processes"][0]
    process = kept["processes"][0]
    assert "related" not in process and "with" not in process["inputs"][0]
    assert [r["id"] for r in kept["roles"]] == ["LEAD", "DEV", "SCRIBE", "XLEAD", "TEAM"]
    assert "rest-only" not in {p["id"] for p in kept["products"]}


@pytest.mark.parametrize("ref", IN_PART)
def test_a_project_runs_it_from_the_first_task_to_the_pack(tmp_path: Path, ref: str) -> None:
    tr = translator("es")
    with Workspace.create(tmp_path / "m.vse", clock=Clock()) as ws:
        company.edit_company(ws, name="Taller")
        company.save_people(ws, (Person("ana", "Ana"),))
        company.set_actor(ws, "ana")
        raw = content.load(ref)
        roles = {r.id: ("ana",) for r in build(working.restricted(raw)).roles if not r.group_of}
        draft = Project(0, "M", "Uno", "", assignments=roles, iterations=(Iteration(), Iteration()))
        project = projects.create_project(ws, draft, raw).value
        view = path.view(ws, project.id)
        assert {p.id for p in view.model.processes} == set(build(raw).working)
        assert view.next and today.today(ws, project.id, tr, "es")["next"]
        step = view.next[0].step
        page = task_page.page(ws, project.id, *step.key)
        for output in page.outputs:
            fields = {f.id: "Dicho" for f in output.product.fields if f.kind in ("text", "long-text")}
            records.create(ws, project.id, output.product.id, content=Content("Hecho", fields), task=step.task.id)
        path.confirm(ws, project.id, *step.key, person="ana", role=step.task.roles[0], happened="2026-03-02")
        assert path.view(ws, project.id).step(*step.key).confirmations
        done = publishing.export(ws, project.id, "evidence-pack", tmp_path / "m.pdf", language="es")
        assert done.pages > 5 and done.missing == ()


def test_offers_put_the_sure_ones_first_and_own_ones_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_model(tmp_path / "mine" / "shop", first() | {"provisional": True})
    monkeypatch.setenv("VSE_APP_MODELS", str(tmp_path / "mine"))
    found = offers.offers()
    assert found[0].ref == offers.default_model().ref
    assert found[-1].ref == "shop@1" and found[-1].info.own
    marks = [(o.info.own, o.model.provisional) for o in found]
    assert marks == sorted(marks)
