"""A new work product, with every kind of field, is words and ids in YAML: no Python is touched."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.fixtures import Clock
from vse_app import content, paths
from vse_app.model.fields import KINDS
from vse_app.model.path import Status
from vse_app.model.project import Person, Project
from vse_app.model.records import Content
from vse_app.services import company, path, projects, publishing, records, register, sample, searching
from vse_app.services.workspace import Workspace

PRODUCT = """\
  - id: risk-diary
    no: 99
    abbr: RDI
    form: register
    versioning: numbered
    document_type: record
    from: [PM]
    states: [reviewed]
    provenance: {name: own, states: own, fields: own, document_type: own}
    fields:
      - {id: headline, kind: text, required: true, provenance: own}
      - {id: story, kind: long-text, required: false, provenance: own}
      - {id: seen-on, kind: date, required: false, provenance: own}
      - {id: cost, kind: number, required: false, unit: h, provenance: own}
      - {id: mood, kind: choice, required: false, choices: [calm, stormy], provenance: own}
      - {id: keeper, kind: person, required: false, provenance: own}
      - {id: about, kind: link, required: false, provenance: own}
      - {id: moves, kind: table, required: false, provenance: own,
         columns: [{id: move, kind: text}, {id: on, kind: date}, {id: tone, kind: choice, choices: [soft, loud]}]}
"""
WORDS = """\
  risk-diary:
    name: Risk diary
    purpose: What worried us, day by day.
    fields:
      headline: {label: Headline of the day}
      story: {label: The whole story}
      seen-on: {label: Seen on the day}
      cost: {label: Cost of it}
      mood: {label: Mood, choices: {calm: Calm as a lake, stormy: Stormy}}
      keeper: {label: Kept by}
      about: {label: It is about}
      moves:
        label: Moves made
        columns: {move: {label: Move}, on: {label: On day}, tone: {label: Tone, choices: {soft: Softly, loud: Loudly}}}
"""
TASK = "PM.2.1"


@pytest.fixture
def raw(tmp_path: Path) -> dict[str, Any]:
    """The shipped profile with one more product, which one of its tasks gives out."""
    folder = Path(shutil.copytree(paths.profiles() / sample.MODEL, tmp_path / "profile"))
    _append(folder / "products.yaml", PRODUCT)
    for language in ("en", "es"):
        _append(folder / f"{language}.products.yaml", WORDS)
    structure = folder / "structure.yaml"
    head, _, tail = structure.read_text(encoding="utf-8").partition(f"- id: {TASK}\n")
    tail = tail.replace("outputs:\n", "outputs:\n              - {product: risk-diary, states: [reviewed]}\n", 1)
    structure.write_text(f"{head}- id: {TASK}\n{tail}", encoding="utf-8")
    return dict(content.load_folder(folder))


def _append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n") + "\n" + text, encoding="utf-8")


@pytest.fixture
def diary(raw: dict[str, Any], tmp_path: Path):  # type: ignore[no-untyped-def]
    """A project under that profile with one entry in the diary."""
    with Workspace.create(tmp_path / "y.vse", clock=Clock()) as ws:
        company.edit_company(ws, name="Acme")
        company.save_person(ws, Person("ana", "Ana López"))
        company.set_actor(ws, "ana")
        projects.create_project(ws, Project(0, "P", "T", "", assignments={"PM": ("ana",)}), raw)
        other = records.create(ws, 1, "risk-diary", content=Content("First", {"headline": "Rain"})).value
        fields = {
            "headline": "The server was wet", "story": "Long\nstory", "seen-on": "2026-03-01", "cost": "12", "mood": "calm",
            "keeper": "ana", "about": [str(other.id)], "moves": [{"move": "Dried it", "on": "2026-03-02", "tone": "loud"}],
        }  # fmt: skip
        made = records.create(ws, 1, "risk-diary", content=Content("Wet server", fields), task=TASK).value
        yield ws, made


def test_the_added_product_has_every_kind_of_field(raw: dict[str, Any]) -> None:
    added = next(p for p in raw["structure"]["products"] if p["id"] == "risk-diary")
    assert {f["kind"] for f in added["fields"]} == set(KINDS)


def test_it_is_in_the_register_and_in_the_search(diary) -> None:  # type: ignore[no-untyped-def]
    ws, made = diary
    rows = register.block(ws, 1, filters={"kind": "risk-diary"}, sort="number", descending=True)
    assert [(r.record.number, r.record.title) for r in rows] == [("RDI-002", "Wet server"), ("RDI-001", "First")]
    assert [hit.record for hit in searching.find(ws, "dried")] == [made.id]


def test_it_counts_on_the_path(diary) -> None:  # type: ignore[no-untyped-def]
    ws, made = diary
    need = next(n for n in path.view(ws, 1).step(TASK, 0).outputs if n.use.product == "risk-diary")
    assert need.missing == ("reviewed",)
    records.set_state(ws, made.id, "reviewed", person="ana", role="PM", task=TASK)
    path.confirm(ws, 1, TASK, 0, person="ana", role="PM", happened="2026-03-02")
    step = path.view(ws, 1).step(TASK, 0)
    assert step.status is Status.DONE
    assert next(n for n in step.outputs if n.use.product == "risk-diary").met


def test_it_is_in_the_pdf_with_all_its_words(diary, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    ws, _ = diary
    publishing.export(ws, 1, "evidence-pack", tmp_path / "y.pdf", language="en")
    document = pypdfium2.PdfDocument(tmp_path / "y.pdf")
    text = "".join("".join(p.get_textpage().get_text_range() for p in document).split())
    document.close()
    for said in (
        "Risk diary", "Headline of the day", "The server was wet", "Long", "Seen on the day", "1 Mar 2026", "Cost of it",
        "12 h", "Calm as a lake", "Kept by", "Ana López", "It is about", "RDI-001", "Moves made", "Dried it", "Loudly",
    ):  # fmt: skip
        assert "".join(said.split()) in text, said
