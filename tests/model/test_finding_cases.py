"""Kinds of finding met in real folders: each one has a rule here, or it is said why not. Skipped where the cases are not."""

from __future__ import annotations

from typing import Any, Final

import pytest
import yaml

from tests.cases import CASES
from tests.fixtures import record
from tests.model.test_rules_whole import sight, tie
from vse_app.model import rules
from vse_app.model.records import Record
from vse_app.model.rules import RULES
from vse_app.model.whole import Tie

BY_RULE: Final = {
    "traceability": ("uncovered-requirement", "orphan"),
    "date-plausibility": ("written-later", "approved-before-written"),
    "versions": ("stale-approval", "draft-over-baseline"),
    "external-evidence": ("not-captured",),
    "unsigned-acceptance": ("missing-output", "unmended-check"),
    "coverage": ("missing-product",),
}
"""Kind of case → the rules that would find it once the folder's records are in the program."""
ELSEWHERE: Final = {
    "date-format": "dates are stored as ISO; another calendar is read when a table is taken in",
    "template-not-evidence": "an empty form has no content, and an empty record gives nothing",
    "embedded-markup": "text is shown literally",
    "office-lock-file": "attaching refuses it",
}
FILE: Final = CASES / "findings.yaml"


def cases() -> list[dict[str, Any]]:
    read = yaml.safe_load(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return [case for found in read.values() for case in found]


@pytest.mark.skipif(not FILE.exists(), reason="the cases are not on this machine")
def test_every_kind_of_finding_met_in_real_folders_has_a_rule_or_a_reason() -> None:
    kinds = {case["kind"] for case in cases()}
    assert kinds and kinds <= BY_RULE.keys() | ELSEWHERE.keys()


def test_the_rules_named_here_exist() -> None:
    assert {rule for rules in BY_RULE.values() for rule in rules} <= {rule.id for rule in RULES}


def chain(count: int, *, tested: bool) -> Any:
    """So many requirements, each with a design element and a component, and a test or none that names it."""
    records: list[Record] = []
    ties: list[Tie] = []
    for n in range(count):
        req, des, cmp, case = (
            record(n * 4 + i, kind, number=f"{kind}-{n}")
            for i, kind in enumerate(("requirement", "design-element", "component", "test-case"), 1)
        )
        records += [req, des, cmp, case]
        ties += [tie(n * 9 + 1, des, "satisfies", req), tie(n * 9 + 2, cmp, "implements", des)]
        if tested:
            ties.append(tie(n * 9 + 3, case, "verifies", req))
    return sight(records, ties=ties)


def test_a_whole_chain_of_twelve_gives_no_finding_as_in_the_closed_project() -> None:
    assert not [f for f in rules.seen(chain(12, tested=True)) if f.rule in BY_RULE["traceability"]]


def test_a_matrix_that_never_reaches_the_tests_is_seen_as_in_the_students_project() -> None:
    found = [f for f in rules.seen(chain(33, tested=False)) if f.rule in BY_RULE["traceability"]]
    uncovered = [f.values["what"] for f in found if f.rule == "uncovered-requirement"]
    assert uncovered == ["test"] * 33
    assert sum(f.rule == "orphan" for f in found) == 33  # no test case says what it is for


def test_history_loaded_afterwards_is_shown_as_in_the_project_of_204_commits() -> None:
    minutes = record(1, "meeting-record", happened="2024-03-29", captured="2024-10-25T00:00:00Z")
    (finding,) = [f for f in rules.seen(sight((minutes,))) if f.rule == "written-later"]
    assert finding.values == {"days": 210}
