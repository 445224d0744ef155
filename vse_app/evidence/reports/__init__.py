"""The reports: one file each, one line in a registry (id → builder). The order is the order of the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vse_app.evidence.reports import (
    assessment_findings,
    assessment_plan,
    assessment_results,
    assessment_summary,
    baseline_compare,
    changes,
    checks,
    configuration,
    conformance,
    evidence_pack,
    improvement_plan,
    interview_cards,
    kept_papers,
    ladder,
    least_paper,
    readiness_check,
    steering_measures,
    steering_meetings,
    steering_plan,
    steering_progress,
    steering_risks,
    tests,
    traceability,
    xray,
)
from vse_app.evidence.reports.assessment_data import AssessmentData
from vse_app.i18n import Translator
from vse_app.model.report import Report

REPORTS: dict[str, Callable[[Any, Translator], Report]] = {
    "evidence-pack": evidence_pack.build,
    "conformance": conformance.build,
    "ladder": ladder.build,
    "readiness-check": readiness_check.build,
    "traceability": traceability.build,
    "checks": checks.build,
    "tests": tests.build,
    "xray": xray.build,
    "least-paper": least_paper.build,
    "kept-papers": kept_papers.build,
    "changes": changes.build,
    "configuration": configuration.build,
    "baseline": configuration.build_baseline,
    "baseline-compare": baseline_compare.build,
    "plan": steering_plan.build,
    "progress": steering_progress.build,
    "risks": steering_risks.build,
    "measures": steering_measures.build,
    "meetings": steering_meetings.build,
}
"""Each builder takes the data that `services.publishing` gathers for it."""

ASSESSMENT_REPORTS: dict[str, Callable[[AssessmentData, Translator], Report]] = {
    "assessment-plan": assessment_plan.build,
    "interview-cards": interview_cards.build,
    "assessment-results": assessment_results.build,
    "assessment-findings": assessment_findings.build,
    "assessment-summary": assessment_summary.build,
    "improvement-plan": improvement_plan.build,
}
"""Reports about an assessment."""
