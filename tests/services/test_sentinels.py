"""Nothing that was typed is missing from the evidence pack: everything gets a word of its own, each word is looked for."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.fixtures import Clock
from tests.two_editions import write_both
from vse_app import content
from vse_app.i18n import translator
from vse_app.model import wording
from vse_app.model.elements import FieldDef, Product
from vse_app.model.process import ProcessModel
from vse_app.model.project import Iteration, Person, Project
from vse_app.model.records import Content
from vse_app.services import attaching, company, editions, path, projects, publishing, records, sample
from vse_app.services.workspace import Workspace

TR = translator("en")


class Sentinels:
    """Gives out words, numbers and dates that occur only once, and remembers what has to be found of each."""

    def __init__(self) -> None:
        self._count = itertools.count(1)
        self.wanted: dict[str, str] = {}

    def word(self, what: str) -> str:
        """A word, said of something."""
        word = f"qz{next(self._count):05d}x"
        self.wanted[word] = what
        return word

    def date(self, what: str) -> str:
        """A day that nothing else has."""
        day = (dt.date(1900, 1, 1) + dt.timedelta(days=next(self._count))).isoformat()
        self.wanted["".join(wording.date_text(TR, day).split())] = what
        return day

    def number(self, what: str) -> int:
        """A number that nothing else is."""
        number = 5_000_000 + next(self._count)
        self.wanted[str(number)] = what
        return number

    def value(self, model: ProcessModel, product: Product, of: FieldDef, keys: tuple[str, ...]) -> Any:
        """A value for a field; None for a link."""
        what = f"{product.id}.{'.'.join(keys)}"
        match of.kind:
            case "text" | "long-text" | "person":
                return self.word(what)
            case "date":
                return self.date(what)
            case "number":
                return self.number(what)
            case "choice":
                last = of.choices[-1]
                self.wanted["".join(model.choice_word("en", product.id, keys, last).split())] = what
                return last
            case "table":
                rows = []
                for _ in range(2):
                    cells = {c.id: self.value(model, product, c, (*keys, c.id)) for c in of.columns}
                    rows.append({key: cell for key, cell in cells.items() if cell is not None})
                return rows
            case _:
                return None


@pytest.fixture
def packed(tmp_path: Path) -> tuple[dict[str, str], str]:
    """What was typed, and the text of the pack without its white space."""
    said = Sentinels()
    with Workspace.create(tmp_path / "s.vse", clock=Clock()) as ws:
        model = _furnish(ws, said)
        target = _write(ws, model, said, tmp_path)
        _speak(ws, model, said, target)
        done = publishing.export(ws, 1, "evidence-pack", tmp_path / "s.pdf", language="en")
        assert done.missing == ()
    return said.wanted, _text(tmp_path / "s.pdf")


def _text(file: Path) -> str:
    """The text of a PDF without white space."""
    document = pypdfium2.PdfDocument(file)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(c for c in text if not c.isspace() and c not in "\u00ad\ufffe")


def _furnish(ws: Workspace, said: Sentinels, ref: str = sample.MODEL) -> ProcessModel:
    style = {key: said.word(f"company {key}") for key in ("name", "country", "why", "header", "footer", "marking")}
    company.edit_company(ws, **style)
    raw = content.load(ref)
    roles = [r["id"] for r in raw["structure"]["roles"]]
    people = [
        Person(f"p{n}", said.word(f"person {n}"), said.word(f"e-mail {n}"), roles=(role,))
        for n, role in enumerate(roles)
    ]
    company.save_people(ws, tuple(people))
    company.set_actor(ws, "p0")
    draft = Project(
        id=0, code=said.word("code"), title=said.word("project title"), model="", customer=said.word("customer"),
        statement=said.word("statement"), life_cycle="iterative", start=said.date("start"), end=said.date("end"),
        iterations=tuple(Iteration(said.word("iteration"), said.date("its start"), said.date("its end")) for _ in range(2)),
        assignments={role: (f"p{n}",) for n, role in enumerate(roles)},
    )  # fmt: skip
    return projects.model_of(ws, projects.create_project(ws, draft, raw).value)


def _write(ws: Workspace, model: ProcessModel, said: Sentinels, folder: Path) -> int:
    """Every product with every field; returns the record that links lead to."""
    target = 0
    made_of: dict[str, int] = {}
    for product in (*model.products, *model.kinds):
        fields = {f.id: said.value(model, product, f, (f.id,)) for f in product.fields if not f.product_of}
        for definition in product.fields:
            if definition.kind == "link":
                linked = next((made_of[kind] for kind in definition.to if kind in made_of), 0)
                linked = linked if definition.to else target
                fields[definition.id] = [str(linked)] if linked else []
        task = next((t.id for t in model.tasks() for u in t.outputs if u.product == product.id), "")
        written = Content(
            said.word(f"{product.id} title"), {k: v for k, v in fields.items() if v}, (), said.word("link")
        )
        dates = records.Dates(said.date(f"{product.id} happened"), said.date(f"{product.id} source dated"))
        made = records.create(ws, 1, product.id, content=written, task=task, dates=dates,
                              label=said.word("label"), note=said.word("note")).value  # fmt: skip
        records.set_head(ws, made.id, owner="p1")
        if "due" not in product.head:  # else the field says it
            records.set_head(ws, made.id, due=said.date("due"))
        target = target or made.id
        made_of[product.id] = made.id
    file = folder / f"{said.word('file name')}.txt"
    file.write_text("x")
    attaching.attach_new(ws, 1, next(p.id for p in model.products if p.many), file, title=said.word("title of a file"))
    return target


def _speak(ws: Workspace, model: ProcessModel, said: Sentinels, target: int) -> None:
    """Every kind of thing that is said of records and tasks."""
    state = next(p.states[0] for p in model.products if p.states and records.page(ws, target).record.kind)
    stateful = next(r for r in path.view(ws, 1).facts.records if state in model.product(r.kind).states)
    given = {"person": "p1", "role": model.roles[1].id}
    records.set_state(ws, stateful.id, state, **given, happened=said.date("state"), note=said.word("note of a state"))
    wrong = records.set_state(ws, stateful.id, state, **given, note=said.word("note of a withdrawn state")).value
    records.withdraw_state(ws, wrong, 1, said.word("reason of a withdrawn state"))
    many = next(p.id for p in model.products if p.many)
    gone = records.create(ws, 1, many, content=Content(said.word("title of a withdrawn record"), {})).value
    records.withdraw(ws, gone.id, said.word("reason of a withdrawn record"))
    steps = list(path.view(ws, 1).steps)
    path.write_note(ws, 1, *steps[0].key, note=said.word("note of a task"))
    for step in (steps[0], steps[-1]):
        path.confirm(
            ws, 1, *step.key, **given, happened=said.date("confirmation"), note=said.word("note of a confirmation")
        )
    path.confirm(
        ws, 1, *steps[1].key, **given, happened="2026-03-01", note=said.word("note of a withdrawn confirmation")
    )
    path.reopen(ws, 1, *steps[1].key, reason=said.word("reason of opening again"))
    path.later(ws, 1, *steps[2].key, until=said.date("put off until"))
    open_to_it = next(s for s in steps if s.task.may_be_skipped)
    path.not_applicable(ws, 1, *open_to_it.key, person="p1", reason=said.word("reason of not applicable"),
                        happened=said.date("not applicable"))  # fmt: skip


def test_everything_typed_is_in_the_pack(packed: tuple[dict[str, str], str]) -> None:
    wanted, text = packed
    assert len(wanted) > 400
    missing = {what: word for word, what in wanted.items() if word not in text}
    assert missing == {}


def test_everything_typed_is_in_the_pack_of_a_project_that_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VSE_APP_MODELS", str(write_both(tmp_path / "models")))
    said = Sentinels()
    with Workspace.create(tmp_path / "s.vse", clock=Clock()) as ws:
        model = _furnish(ws, said, "shop@1")
        _speak(ws, model, said, _write(ws, model, said, tmp_path))
        editions.move(ws, 1, "shop@2")
        done = publishing.export(ws, 1, "evidence-pack", tmp_path / "s.pdf", language="en")
        assert done.missing == ()
    text = _text(tmp_path / "s.pdf")
    missing = {what: word for word, what in said.wanted.items() if word not in text}
    assert missing == {}
    for word in ("Earliereditions", "shop@1", "Workproductsnolongeraskedfor", "Fieldsofanearlieredition", "Itssecret"):
        assert word in text


def test_entry_conditions_are_printed_with_yes_and_no(tmp_path: Path) -> None:
    raw = content.load(sample.MODEL)
    with Workspace.create(tmp_path / "s.vse", clock=Clock()) as ws:
        company.edit_company(ws, name="X")
        conditions = tuple(e["id"] for e in raw["structure"]["entry_conditions"])
        projects.create_project(ws, Project(0, "P", "T", "", entry_conditions=conditions[:2]), raw)
        report = publishing.build(ws, 1, "evidence-pack", "en")
        rows = [
            tuple(row) for block in report.blocks for row in getattr(block, "rows", ()) if row and row[0] in conditions
        ]
        assert [row[2] for row in rows] == ["yes", "yes", "no", "no"]
