"""A real closed project of a Thai shop, taken in through the services the window uses, and printed.

Its documents lie outside this repository; the test skips where they are not.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.cases import CASES
from vse_app import content
from vse_app.model.project import Person, Project
from vse_app.model.records import Content
from vse_app.services import attaching, backup, company, path, projects, publishing, records, searching
from vse_app.services.records import Dates
from vse_app.services.workspace import Workspace

FOLDER = CASES / "projects" / "symphosoftworkflow__WMGT_PROJECT_REPOSITORY"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the real project's documents are not here")

PM, TL, AN, CUSTOMER = "นางสาวปวริศา จันทรสถาพร", "นายวีระ เนียมโภคะ", "นางสาวอริสา", "บริษัท ลูกค้า จำกัด"


def listed() -> list[tuple[Path, str]]:
    """(document, name of the work product) as the project's own index says; templates and others left out."""
    index = yaml.safe_load((CASES / "workproducts.yaml").read_text(encoding="utf-8"))
    rows = index["symphosoftworkflow/WMGT_PROJECT_REPOSITORY"]
    return [(FOLDER / r["path"], r["wp"]) for r in rows if "(" not in r["wp"] and "/NEW_TEMPLATE" not in r["path"]]


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """The company with the project and every listed document attached to its work product."""
    folder = tmp_path_factory.mktemp("thai")
    with Workspace.create(folder / "symphosoft.vse") as ws:
        company.edit_company(ws, name="บริษัท ซิมโฟซอฟท์ จำกัด", country="TH", it_staff=9, language="en")
        people = company.save_people(
            ws,
            (
                Person("", PM, roles=("PM",)),
                Person("", TL, roles=("TL", "DES", "PR")),
                Person("", AN, roles=("AN",)),
                Person("", CUSTOMER, side="customer", roles=("CUS",)),
            ),
        ).value
        pm, tl, an, customer = (p.id for p in people)
        company.set_actor(ws, pm)
        draft = Project(
            id=0, code="WMGT", title="ระบบจัดการการจัดเก็บขยะรีไซเคิล", model="", customer=CUSTOMER,
            start="2024-03-29", end="2024-10-25", entry_conditions=("a", "b", "c", "d"),
            assignments={"PM": (pm,), "TL": (tl,), "AN": (an,), "DES": (tl,), "PR": (tl,), "CUS": (customer,)},
        )  # fmt: skip
        project = projects.create_project(ws, draft, content.load("iso29110-basic")).value.id
        take_in(ws, project)
        walk(ws, project, pm=pm, tl=tl, an=an, customer=customer)
        yield ws, project


def take_in(ws: Workspace, project: int) -> None:
    model = projects.model_of(ws, projects.project(ws, project))
    by_name = {model.word("en", "products", p.id): p for p in model.products}
    made_in = {"SRS": "SI.2.3", "PMP": "PM.1.13", "SDD": "SI.3.4", "TP": "SI.3.6"}
    for file, name in listed():
        product = by_name[name]
        live = [r for r in path.view(ws, project).facts.records if r.kind == product.id]
        found = re.search(r"(20\d\d)(\d\d)(\d\d)", file.stem)
        happened = "-".join(found.groups()) if found else "2024-04-01"
        if live and not product.many:
            attaching.attach(ws, live[0].id, file)
            continue
        task = next((t for part, t in made_in.items() if f"VER_{part}" in file.stem), "")
        if product.id == "validation-results":
            task = "SI.2.4"
        iteration = 1 if task.startswith(("SI.2", "SI.3")) else 0
        attaching.attach_new(ws, project, product.id, file, happened=happened, task=task, iteration=iteration)


def walk(ws: Workspace, project: int, *, pm: str, tl: str, an: str, customer: str) -> None:
    """PM.1 and SI.1 to SI.2, with the states their documents carried."""
    state(ws, project, "statement-of-work", "reviewed", pm, "PM", "PM.1.1", "2024-03-29")
    for task in [f"PM.1.{n}" for n in range(1, 13)]:
        confirm(ws, project, task, 0, pm, "PM", "2024-03-30")
    state(ws, project, "project-plan", "verified", tl, "TL", "PM.1.13", "2024-04-01")
    confirm(ws, project, "PM.1.13", 0, pm, "PM", "2024-04-01")
    state(ws, project, "project-plan", "accepted", customer, "CUS", "PM.1.14", "2024-04-01")
    meeting = next(r for r in path.view(ws, project).facts.records if r.kind == "meeting-record")
    records.set_head(ws, meeting.id, task="PM.1.14")
    confirm(ws, project, "PM.1.14", 0, pm, "PM", "2024-04-01")
    repository = Content("Google Drive", {}, link="https://drive.example/wmgt")
    records.create(ws, project, "project-repository", content=repository, task="PM.1.15", dates=Dates("2024-04-02"))
    confirm(ws, project, "PM.1.15", 0, tl, "TL", "2024-04-02")
    state(ws, project, "project-plan", "reviewed", pm, "PM", "SI.1.1", "2024-04-03")
    confirm(ws, project, "SI.1.1", 0, pm, "PM", "2024-04-03")
    confirm(ws, project, "SI.1.2", 0, tl, "TL", "2024-04-05")
    for task, who, role in (("SI.2.1", tl, "TL"), ("SI.2.2", an, "AN")):
        confirm(ws, project, task, 1, who, role, "2024-04-10")
    spec = "requirements-specification"
    for name, who, role, task, date in (
        ("verified", an, "AN", "SI.2.3", "2024-04-15"),
        ("validated", customer, "CUS", "SI.2.4", "2024-05-01"),
        ("baselined", tl, "TL", "SI.2.7", "2024-05-02"),
    ):
        state(ws, project, spec, name, who, role, task, date, 1)
        confirm(ws, project, task, 1, who, role, date)


def state(ws, project, kind, name, person, role, task, happened, iteration=0) -> None:
    record = next(r for r in path.view(ws, project).facts.records if r.kind == kind)
    records.set_state(ws, record.id, name, person=person, role=role, task=task, iteration=iteration, happened=happened)


def confirm(ws, project, task, iteration, person, role, happened) -> None:
    path.confirm(ws, project, task, iteration, person=person, role=role, happened=happened)


def test_every_listed_document_is_kept_with_its_name_and_bytes(shop):
    ws, project = shop
    kept = {}
    for record in path.view(ws, project).facts.records:
        for ref in records.page(ws, record.id).revision.content.files:
            kept.setdefault(ref.name, []).append(attaching.head(ws, ref, 10_000_000))
    for file, _ in listed():
        assert file.read_bytes() in kept[file.name], file.name
    assert backup.check(ws) == []


def test_planning_and_requirements_are_done_and_what_is_missing_is_said(shop):
    ws, project = shop
    view = path.view(ws, project)
    done = {s.task.id for s in view.steps if s.status == "done"}
    assert {f"PM.1.{n}" for n in range(1, 16)} <= done
    assert {"SI.1.1", "SI.1.2", "SI.2.1", "SI.2.2", "SI.2.3", "SI.2.4", "SI.2.7"} <= done
    assert view.claim.met is False
    missing = {item.step.task.id for item in view.claim.missing}
    assert "SI.3.1" in missing
    assert "PM.1.1" not in missing


def test_records_loaded_months_later_are_shown_as_such(shop):
    ws, project = shop
    late = [f for f in path.view(ws, project).findings if f.rule == "written-later"]
    assert len(late) > 20


def test_thai_words_in_documents_are_found(shop):
    ws, _ = shop
    hits = searching.find(ws, "ขยะรีไซเคิล")
    assert len(hits) > 3


def test_the_pack_prints_thai_names_and_every_file(shop, tmp_path):
    import pypdfium2

    ws, project = shop
    target = tmp_path / "pack.pdf"
    rendered = publishing.export(ws, project, "evidence-pack", target, language="en")
    document = pypdfium2.PdfDocument(str(target))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    plain = re.sub(r"\s+", "", text)
    for words in (PM, TL, CUSTOMER, "ระบบจัดการการจัดเก็บขยะรีไซเคิล", "บริษัทซิมโฟซอฟท์จำกัด"):
        assert re.sub(r"\s+", "", words) in plain
    for file, _ in listed():
        assert file.name in plain
    assert rendered.missing == ()
    document.close()
