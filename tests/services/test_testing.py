"""Runs of test cases: kept at once, recorded together, corrections from what failed, the report."""

from __future__ import annotations

import pytest

from tests.services.shop_of_registers import basic, basic_file, make  # noqa: F401
from vse_app.i18n import translator
from vse_app.model.errors import Invalid
from vse_app.model.records import Record
from vse_app.model.testing import Answer, Selection, StepAnswer
from vse_app.services import company, history, path, records, testing, undo
from vse_app.services.workspace import Workspace

ALL = Selection()


def cases(ws: Workspace) -> list[Record]:
    need = make(ws, "requirement", statement="It starts")
    steps = [
        {"step": 1, "action": "Press", "expected": "A light"},
        {"step": 2, "action": "Wait", "expected": "A sound"},
    ]
    return [
        make(ws, "test-case", "Start", expected="It starts", level="system", verifies=[str(need.id)], steps=steps),
        make(ws, "test-case", "Stop", expected="It stops", level="unit"),
    ]


def test_a_run_is_kept_answer_by_answer_and_recorded_in_one_change(basic: Workspace) -> None:  # noqa: F811
    first, second = cases(basic)
    run = testing.start(basic, 1, ALL, version=" 1.0 ").value
    assert (run.version, run.tester, run.cases) == ("1.0", "ana", (first.id, second.id))
    answer = Answer("failed", "No sound", (StepAnswer("passed"), StepAnswer("failed", "silence")))
    testing.answer(basic, 1, first.id, answer)
    kept = testing.tests(basic, 1).run
    assert kept is not None and kept.answers == {first.id: answer}  # as after a crash
    with pytest.raises(Invalid, match="under way"):
        testing.start(basic, 1, ALL, version="1.0")
    done = testing.finish(basic, 1)
    (made,) = done.value  # the case without an answer leaves no record
    fields = records.page(basic, made.id).revision.content.fields
    assert (fields["test"], fields["result"], fields["tested-version"]) == ([str(first.id)], "failed", "1.0")
    assert [row["result"] for row in fields["steps"]] == ["passed", "failed"]
    found = testing.tests(basic, 1)
    assert found.run is None and [c.result for c in found.cases] == ["failed", ""]
    assert [r.record for r in found.open_failures] == [made.id]
    undo.undo(basic, done.changes.number)
    back = testing.tests(basic, 1)
    assert back.run is not None and back.run.answers == {first.id: answer} and back.cases[0].latest is None


def test_cases_are_chosen_by_what_was_run(basic: Workspace) -> None:  # noqa: F811
    first, second = cases(basic)
    testing.start(basic, 1, Selection("level", "unit"), version="1.0")
    testing.answer(basic, 1, second.id, Answer("passed"))
    testing.finish(basic, 1)
    assert testing.start(basic, 1, Selection("not-run"), version="1.0").value.cases == (first.id,)
    testing.throw_away(basic, 1)
    assert testing.tests(basic, 1).run is None
    with pytest.raises(Invalid, match="No test case"):
        testing.start(basic, 1, Selection("failed"), version="1.0")


@pytest.mark.parametrize("version", ["", "  "])
def test_a_run_says_what_it_tests(basic: Workspace, version: str) -> None:  # noqa: F811
    cases(basic)
    with pytest.raises(Invalid, match="which version"):
        testing.start(basic, 1, ALL, version=version)


def test_nothing_is_recorded_of_a_run_without_results(basic: Workspace) -> None:  # noqa: F811
    with pytest.raises(Invalid, match="No run"):
        testing.finish(basic, 1)
    cases(basic)
    testing.start(basic, 1, ALL, version="1.0")
    with pytest.raises(Invalid, match="No case has a result"):
        testing.finish(basic, 1)


def test_a_sheet_has_all_that_is_needed_to_run_it(basic: Workspace) -> None:  # noqa: F811
    first, _second = cases(basic)
    sheet = testing.sheet(basic, first.id)
    assert sheet.steps == (("Press", "A light"), ("Wait", "A sound"))
    assert (sheet.expected, sheet.verifies) == ("It starts", ("REQ-001 It starts",))


def test_a_failure_raises_a_correction_that_is_linked_to_it(basic: Workspace) -> None:  # noqa: F811
    first, second = cases(basic)
    testing.start(basic, 1, ALL, version="1.0")
    testing.answer(basic, 1, first.id, Answer("failed", "No sound"))
    testing.answer(basic, 1, second.id, Answer("passed"))
    failed, passed = testing.finish(basic, 1).value
    assert "failed-test" in {f.rule for f in path.view(basic, 1).findings}
    correction = testing.raise_correction(basic, failed.id).value
    said = records.page(basic, correction.id).revision.content.fields
    assert said["problem"].endswith("No sound") and said["raised-by"] == [str(failed.id)]
    assert "failed-test" not in {f.rule for f in path.view(basic, 1).findings}
    assert testing.tests(basic, 1).open_failures == ()
    with pytest.raises(Invalid):
        testing.raise_correction(basic, passed.id)


def test_the_report_is_written_and_then_brought_up_to_date(basic: Workspace) -> None:  # noqa: F811
    first, _second = cases(basic)
    testing.start(basic, 1, ALL, version="1.0")
    testing.answer(basic, 1, first.id, Answer("passed"))
    testing.finish(basic, 1)
    report = testing.write_report(basic, 1, "Two cases, one passed.").value
    fields = records.page(basic, report.id).revision.content.fields
    assert (fields["tested-version"], fields["summary"]) == ("1.0", "Two cases, one passed.")
    again = testing.write_report(basic, 1, "All well.").value
    assert (again.id, again.revision) == (report.id, 2)


def test_the_history_tells_of_a_run(basic: Workspace) -> None:  # noqa: F811
    first, _second = cases(basic)
    testing.start(basic, 1, ALL, version="1.0")
    testing.answer(basic, 1, first.id, Answer("blocked"))
    testing.finish(basic, 1)
    people = {p.id: p for p in company.people(basic)}
    told = [history.sentence(translator("en"), line, people) for line in history.block(basic, project=1)]
    assert "A run of tests on version 1.0 began." in told and "The run of tests on version 1.0 ended." in told
    assert "In a test run a case was answered: could not be run" in told
