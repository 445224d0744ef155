"""A company with a project under the Basic profile, to fill registers in; imported by the tests that need it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures import PEOPLE, Clock, built
from vse_app import content as models
from vse_app.model.project import Project
from vse_app.model.records import Content, Record
from vse_app.services import backup, company, projects, records
from vse_app.services.workspace import Workspace


@pytest.fixture(scope="session")
def basic_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company with a project (id 1) under the Basic profile, Ana at work."""

    def make(target: Path) -> None:
        with Workspace.create(target, clock=Clock()) as ws:
            company.edit_company(ws, name="Acme")
            company.save_people(ws, PEOPLE)
            company.set_actor(ws, "ana")
            draft = Project(0, "P", "T", "", assignments={"PM": ("ana",), "CUS": ("cleo",)})
            projects.create_project(ws, draft, models.load("iso29110-basic"))

    return built(tmp_path_factory.getbasetemp(), "basic.vse", make)


@pytest.fixture
def basic(basic_file: Path, tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(Path(shutil.copy(basic_file, tmp_path / "basic.vse")), clock=Clock()) as ws:
        yield ws
        assert backup.check(ws) == []


def make(ws: Workspace, kind: str, title: str = "", **fields: Any) -> Record:
    said = {name.replace("_", "-"): value for name, value in fields.items()}
    return records.create(ws, 1, kind, content=Content(title, said)).value


def head(ws: Workspace, record: Record) -> Record:
    return records.page(ws, record.id).record
