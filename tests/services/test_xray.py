"""The X-ray over a real file: what it reads, what is set aside, and how a large project is told of."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services.shop_of_registers import basic, basic_file, make  # noqa: F401
from vse_app.i18n import translator
from vse_app.model import wording
from vse_app.model.errors import Cancelled, Invalid
from vse_app.model.finding_places import place
from vse_app.model.findings import Finding
from vse_app.model.rules import RULES
from vse_app.model.view import View
from vse_app.services import history, path, records, today, undo, xray, xray_data
from vse_app.services.workspace import Workspace

TR = translator("en")


def rules_of(view: View) -> list[str]:
    return [f.rule for f in view.findings]


def of(view: View, rule: str) -> list[Finding]:
    return [f for f in view.findings if f.rule == rule]


def trace(ws: Workspace) -> dict[str, Any]:
    """Two requirements, one of them carried and tested; a result that failed."""
    one = make(ws, "requirement", statement="It starts", other_id="J-1")
    two = make(ws, "requirement", statement="It stops", other_id="J-1")
    design = make(ws, "design-element", "Screen", purpose="Shows it", satisfies=[str(one.id)])
    case = make(ws, "test-case", "Start it", expected="It starts", verifies=[str(one.id)])
    run = make(
        ws, "test-result", "Run", test=[str(case.id)], result="failed", tested_version="1.0", run_on="2026-03-02"
    )
    return {"one": one, "two": two, "design": design, "case": case, "run": run}


def test_it_reads_links_fields_and_ids(basic: Workspace) -> None:  # noqa: F811
    made = trace(basic)
    view = path.view(basic, 1)
    assert [f.record for f in of(view, "failed-test")] == [made["run"].id]
    assert [(f.record, f.values["what"]) for f in of(view, "uncovered-requirement")] == [
        (made["two"].id, "design"), (made["two"].id, "test"),
    ]  # fmt: skip
    assert [(f.record, f.values["other"]) for f in of(view, "duplicate-id")] == [(made["two"].id, made["one"].id)]
    records.revise(basic, made["one"].id, fields={"statement": "It starts at once"})
    suspects = of(path.view(basic, 1), "suspect-link")
    assert {f.record for f in suspects} == {made["design"].id, made["case"].id}
    said = wording.finding_text(TR, "en", path.view(basic, 1), suspects[0])
    assert (
        said == "Nobody has looked at the link from DE-001 Screen to REQ-001 It starts at once since REQ-001 changed."
    )


def test_each_finding_has_a_place(basic: Workspace) -> None:  # noqa: F811
    trace(basic)
    view = path.view(basic, 1)
    for finding in view.findings:
        assert place(view.model, finding).view
    views = {
        rule.id: place(view.model, Finding(rule.id, rule.severity, 1, values={"product": "p"})).view for rule in RULES
    }
    assert views["uncovered-requirement"] == "thread"
    assert views["no-backup"] == "backups"
    assert views["stale-approval"] == "record"
    assert place(view.model, Finding("overdue-again", "warning", task="PM.2.1")).view == "task"
    assert place(view.model, Finding("role-without-person", "warning", values={"role": "PM"})).view == "settings"
    assert place(view.model, Finding("missing-product", "error", values={"product": "x"})).kind == "x"


def test_a_finding_is_set_aside_with_a_reason_and_back_again(basic: Workspace) -> None:  # noqa: F811
    trace(basic)
    (finding,) = of(path.view(basic, 1), "duplicate-id")
    changes = xray.mute(basic, 1, (finding,), reason=" One thing in two halves ").changes
    view = path.view(basic, 1)
    assert "duplicate-id" not in rules_of(view)
    (muted,) = view.muted
    assert (muted.finding.key, muted.mute.reason, muted.mute.by) == (finding.key, "One thing in two halves", "ana")
    assert today.today(basic, 1, TR, "en")["muted"] == 1
    (line,) = [x for x in history.block(basic, project=1) if x.entity == "mute"]
    people = {p.id: p for p in view.people.values()}
    assert history.sentence(TR, line, people) == (
        "The finding “The same id twice” was set aside by Ana López: One thing in two halves"
    )
    undo.undo(basic, changes.number)
    assert "duplicate-id" in rules_of(path.view(basic, 1))
    xray.mute(basic, 1, (finding,), reason="Again")
    xray.unmute(basic, 1, path.view(basic, 1).muted)
    assert "duplicate-id" in rules_of(path.view(basic, 1)) and not path.view(basic, 1).muted
    newest = next(x for x in history.block(basic, project=1) if x.entity == "mute")
    assert "counts again" in history.sentence(TR, newest, people)


@pytest.mark.parametrize(
    ("reason", "until"), [("", ""), ("  ", ""), ("x" * 2001, ""), ("Because", "2020-01-01"), ("Because", "soon")]
)
def test_without_a_good_reason_or_day_nothing_is_set_aside(basic: Workspace, reason: str, until: str) -> None:  # noqa: F811
    trace(basic)
    finding = path.view(basic, 1).findings[0]
    with pytest.raises(Invalid):
        xray.mute(basic, 1, (finding,), reason=reason, until=until)
    assert not path.view(basic, 1).muted


def test_after_its_day_it_counts_again(basic: Workspace) -> None:  # noqa: F811
    trace(basic)
    (finding,) = of(path.view(basic, 1), "duplicate-id")
    xray.mute(basic, 1, (finding,), reason="For now", until=basic.today())
    assert "duplicate-id" not in rules_of(path.view(basic, 1))
    assert "duplicate-id" in rules_of(path.view_on(basic, 1, "2026-12-31"))


def test_a_large_project_is_x_rayed_when_asked_and_says_how_old_that_is(
    basic: Workspace, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    monkeypatch.setattr(xray_data, "SMALL", 3)
    made = trace(basic)
    view = path.view(basic, 1)
    assert view.looked is not None and not view.looked.at and "failed-test" not in rules_of(view)
    told: list[tuple[int, int, str]] = []
    whole = xray.run(basic, 1, progress=lambda *what: told.append(what))
    assert whole.looked is None and "failed-test" in rules_of(whole)
    assert told[0][0] == 0 and told[-1][0] == xray_data.STAGES - 1 and {t[1] for t in told} == {xray_data.STAGES}
    basic.views.clear()
    view = path.view(basic, 1)
    assert "failed-test" in rules_of(view) and view.looked is not None
    assert (bool(view.looked.at), view.looked.changes) == (True, 0)
    assert view.record(made["run"].id) is not None  # named though the path does not speak of it
    make(basic, "risk", statement="Rain")
    later = path.view(basic, 1).looked
    assert later is not None and later.changes == 1
    assert "one change came" in today.today(basic, 1, TR, "en")["looked"]


def test_it_can_be_stopped(basic: Workspace) -> None:  # noqa: F811
    trace(basic)
    with pytest.raises(Cancelled):
        xray.run(basic, 1, cancelled=lambda: True)


def test_findings_are_grouped_in_the_order_of_the_rules(basic: Workspace) -> None:  # noqa: F811
    trace(basic)
    groups = xray.grouped(path.view(basic, 1).findings)
    order = [r.id for r in RULES]
    places = [order.index(g.rule) for g in groups]
    assert places == sorted(places) and sum(len(g.findings) for g in groups) == len(path.view(basic, 1).findings)


def test_today_folds_many_of_one_kind(basic: Workspace) -> None:  # noqa: F811
    for number in range(5):
        make(basic, "requirement", statement=f"It does thing {number}")
    make(basic, "design-element", "Screen", purpose="Shows it")
    (line,) = [x for x in today.today(basic, 1, TR, "en")["look"] if x["rule"] == "uncovered-requirement"]
    assert (line["count"], line["view"], line["kind"]) == (5, "xray", "uncovered-requirement")
    assert "REQ-001" in line["text"]


def test_a_justified_hole_is_no_finding(basic: Workspace) -> None:  # noqa: F811
    two = trace(basic)["two"]
    said = {"record": two.id, "column": "test", "reason": "Seen by eye"}
    basic.write("x", lambda change: change.put("trace-justified", f"{two.id}/test", said, project=1))
    assert [f.values["what"] for f in of(path.view(basic, 1), "uncovered-requirement")] == ["design"]
    older = said | {"core": "what it said before"}
    basic.write("x", lambda change: change.put("trace-justified", f"{two.id}/test", older, project=1))
    assert [f.values["what"] for f in of(path.view(basic, 1), "uncovered-requirement")] == ["design", "test"]
