"""The example company: whole, the same every time, one project finished and one in the middle, in each language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vse_app.model.errors import CannotOpen
from vse_app.model.report import Table
from vse_app.services import backup, company, path, projects, publishing, registers, sample, trace
from vse_app.services.workspace import Workspace, now
from vse_app.store import queries

LANGUAGES = ("en", "es")


def stamps(ws: Workspace) -> list[Any]:
    """Content of every version and everything that was said of it, without what depends on the language."""
    found = []
    for project in projects.projects(ws):
        with ws.reading() as connection:
            records = queries.records_of(connection, project.id)
            found += [
                (r.number, r.kind, r.task, r.iteration, r.author, r.happened, r.captured, r.revision) for r in records
            ]
            found += [e[2:11] for e in queries.events_of(connection, project.id)]
            found += queries.confirmations_of(connection, project.id)
    return found


def contents(ws: Workspace) -> list[str]:
    """Stamps of all versions, in order."""
    with ws.reading() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT stamp FROM revisions ORDER BY record, no")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_whole_in_both_projects_as_told(sample_files: Callable[[str], Path], language: str) -> None:
    with Workspace.open(sample_files(language), writable=False) as ws:
        assert backup.check(ws) == []
        finished, running = (path.view(ws, p.id) for p in projects.projects(ws))
        assert finished.claim.met
        assert {s.status for s in finished.steps} <= {"done", "not_applicable"}
        assert not [f for f in finished.findings if f.severity == "error"]
        assert not running.claim.met
        counts = running.counts()
        assert counts["done"] > 20
        assert counts["ready"] > 0
        assert counts["blocked"] > 20
        assert {"stale-approval"} <= {f.rule for f in running.findings}
        assert company.company(ws).marking
        assert company.company(ws).language == language
        assert company.logo(ws).startswith(b"\x89PNG")
        assert ws.actor in {p.id for p in company.people(ws)}


def test_the_languages_tell_the_same_story(sample_files: Callable[[str], Path]) -> None:
    with (
        Workspace.open(sample_files("en"), writable=False) as english,
        Workspace.open(sample_files("es"), writable=False) as spanish,
    ):

        def bare(found: list[Any]) -> list[Any]:
            return [
                row if isinstance(row, tuple) and not hasattr(row, "_fields") and len(row) == 8 else len(row)
                for row in found
            ]

        assert bare(stamps(english)) == bare(stamps(spanish))
        assert contents(english) != contents(spanish)
        assert company.company(english).why != company.company(spanish).why


def test_it_is_the_same_every_time(sample_files: Callable[[str], Path], tmp_path: Path) -> None:
    seen: list[float] = []
    with (
        Workspace.open(sample_files("en"), writable=False) as first,
        sample.build(tmp_path / "again.vse", "en", progress=seen.append) as second,
    ):
        assert contents(second) == contents(first)
        assert stamps(second) == stamps(first)
        assert second.clock is now  # from here on it is today
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_a_name_that_is_taken_stays(tmp_path: Path) -> None:
    taken = tmp_path / "taken.vse"
    taken.write_bytes(b"mine")
    with pytest.raises(CannotOpen):
        sample.build(taken, "en")
    assert taken.read_bytes() == b"mine"


def test_an_example_that_breaks_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("broken script")

    monkeypatch.setattr(sample, "_company", fail)
    with pytest.raises(RuntimeError):
        sample.build(tmp_path / "s.vse", "en")
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("s.vse")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_an_example_for_the_fields_of_the_products_it_has(
    sample_files: Callable[[str], Path], language: str
) -> None:
    with Workspace.open(sample_files(language), writable=False) as ws:
        project = projects.projects(ws)[0]
        model = projects.model_of(ws, project)
        used = {r.kind for r in path.view(ws, project.id).facts.records if r.form == "form"}
    for kind in used:
        found = sample.example_fields(sample.MODEL, kind, language)
        assert found
        assert set(found) <= {f.id for f in model.product(kind).fields}
    assert sample.example_fields("another-model", "plan", language) == {}
    assert sample.example_fields(sample.MODEL, "no-such-product", language) == {}


def test_every_register_has_something_to_show(sample_files: Callable[[str], Path]) -> None:
    with Workspace.open(sample_files("en"), writable=False) as ws:
        finished, running = projects.projects(ws)
        filled = {o.product.register: o for o in registers.overview(ws, finished.id)}
        assert [name for name, o in filled.items() if not o.total] == []
        assert {name: filled[name].open for name in ("action", "change")} == {"action": 2, "change": 1}
        assert sum(o.total > 0 for o in registers.overview(ws, running.id)) > 15


def test_the_trace_has_a_hole_one_that_may_stay_and_a_link_to_look_at(sample_files: Callable[[str], Path]) -> None:
    with Workspace.open(sample_files("en"), writable=False) as ws:
        numbers = trace.numbers(ws, projects.projects(ws)[0].id)
        assert numbers.survey.holes("test") == len(numbers.justified) == len(numbers.survey.suspect) == 1
        assert numbers.survey.holes("design") == numbers.survey.holes("component") == 0


def test_documents_print_the_rows_that_are_kept_as_registers(sample_files: Callable[[str], Path]) -> None:
    with Workspace.open(sample_files("es"), writable=False) as ws:
        heads = {r.kind: r for r in path.view(ws, projects.projects(ws)[0].id).facts.records}
        for kind, number, said in (
            ("requirements-specification", "REQ-007", "hasta 4 horas antes"),
            ("project-plan", "RSK-008", "Las copias fallan"),
            ("project-plan", "WRK-019", "Acceso y reservas"),
            ("test-report", "RUN-001", "TEST-001"),
        ):
            report = publishing.record_report(ws, heads[kind].id, "es")
            rows = [row for block in report.blocks if isinstance(block, Table) for row in block.rows]
            assert any(row[0] == number and any(said in cell for cell in row) for row in rows), (kind, number)
