"""What an assessor would stumble over: every rule of the program, in the order in which findings are listed.

A rule looks at the path and at the project as a whole and gives findings. Their sentences are in `model.rule_words`, so
that window, command line and PDF say the same in each language. A new rule is a generator and a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from vse_app.model import rules_course as course
from vse_app.model import rules_links as links
from vse_app.model import rules_path as tasks
from vse_app.model import rules_records as records
from vse_app.model.findings import CHECKS, LATE_DAYS, SEVERITIES, Finding, Mute, Muted, Severity, days_between
from vse_app.model.path import Facts, Step
from vse_app.model.whole import Sight, Whole, of_path

__all__ = [
    "CHECKS",
    "LATE_DAYS",
    "NEEDS_ALL",
    "RULES",
    "SAID_IN_TASKS",
    "SEVERITIES",
    "Finding",
    "Mute",
    "Muted",
    "Rule",
    "Severity",
    "days_between",
    "findings",
    "seen",
]


class Rule(NamedTuple):
    """A rule: its id (for ever), how grave its findings are, what finds them.

    One that `needs_all` keeps silent where the registers have not been read.
    """

    id: str
    severity: Severity
    find: Callable[[Sight], Iterator[Finding]]
    needs_all: bool = False


RULES: tuple[Rule, ...] = (
    Rule("missing-product", "error", tasks.missing_product),
    Rule("missing-output", "error", tasks.missing_output),
    Rule("duplicate-id", "error", records.duplicate_id, needs_all=True),
    Rule("unapproved-in-baseline", "error", course.unapproved_in_baseline, needs_all=True),
    Rule("circular-link", "error", links.circular_link, needs_all=True),
    Rule("stale-approval", "warning", records.stale_approval),
    Rule("approved-before-written", "warning", records.approved_before_written),
    Rule("approved-before-verified", "warning", records.approved_before_verified),
    Rule("plan-older-than-change", "warning", course.plan_older_than_change, needs_all=True),
    Rule("owed-to-change", "warning", course.owed_to_change),
    Rule("closed-owing", "warning", course.closed_owing),
    Rule("unanswered-change", "warning", course.unanswered_change, needs_all=True),
    Rule("uncovered-requirement", "warning", links.uncovered_requirement, needs_all=True),
    Rule("orphan", "warning", links.orphan, needs_all=True),
    Rule("suspect-link", "warning", links.suspect_link, needs_all=True),
    Rule("failed-test", "warning", course.failed_test, needs_all=True),
    Rule("unmended-check", "warning", course.unmended_check, needs_all=True),
    Rule("overdue-again", "warning", tasks.overdue_again),
    Rule("overdue-record", "warning", records.overdue_record),
    Rule("overdue-agreement", "warning", records.overdue_agreement, needs_all=True),
    Rule("status-missing", "warning", course.status_missing),
    Rule("no-backup", "warning", course.no_backup),
    Rule("all-by-one", "warning", records.all_by_one),
    Rule("role-without-person", "warning", tasks.role_without_person),
    Rule("same-person", "info", records.same_person),
    Rule("role-not-held", "info", tasks.role_not_held),
    Rule("out-of-order", "info", tasks.out_of_order),
    Rule("requirement-wording", "info", course.requirement_wording, needs_all=True),
    Rule("draft-over-baseline", "info", course.draft_over_baseline, needs_all=True),
    Rule("written-later", "info", records.written_later),
    Rule("not-captured", "info", records.not_captured),
)

NEEDS_ALL = frozenset(rule.id for rule in RULES if rule.needs_all)
"""Rules that say nothing before the whole project was read."""
SAID_IN_TASKS = frozenset({"out-of-order"})
"""Rules whose findings a report already tells among its deviations."""


def findings(facts: Facts, steps: Sequence[Step], whole: Whole | None = None) -> tuple[Finding, ...]:
    """All findings, errors first, in the order of `RULES`; without `whole`, what the path alone shows."""
    return seen(Sight(facts, steps, whole) if whole else of_path(facts, steps))


def seen(sight: Sight, tick: Callable[[str, int], object] = lambda rule, n: None) -> tuple[Finding, ...]:
    """As `findings`; `tick(rule, its place)` is called before each rule and may raise to stop.

    The gravest come first because the gravest rules do.
    """
    found: list[Finding] = []
    for n, rule in enumerate(RULES):
        if rule.needs_all and not sight.whole.complete:
            continue
        tick(rule.id, n)
        found += rule.find(sight)
    return tuple(found)
