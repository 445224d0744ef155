"""The reports: one file each, one line in a registry (id → builder). The order is the order of the catalogue."""

from __future__ import annotations

from collections.abc import Callable

from vse_app.evidence.reports import (
    assessment_findings,
    assessment_plan,
    assessment_results,
    assessment_summary,
    evidence_pack,
    improvement_plan,
    interview_cards,
    readiness_check,
)
from vse_app.evidence.reports.assessment_data import AssessmentData
from vse_app.evidence.reports.data import PackData
from vse_app.i18n import Translator
from vse_app.model.report import Report

REPORTS: dict[str, Callable[[PackData, Translator], Report]] = {
    "evidence-pack": evidence_pack.build,
    "readiness-check": readiness_check.build,
}
"""Reports about a project."""

ASSESSMENT_REPORTS: dict[str, Callable[[AssessmentData, Translator], Report]] = {
    "assessment-plan": assessment_plan.build,
    "interview-cards": interview_cards.build,
    "assessment-results": assessment_results.build,
    "assessment-findings": assessment_findings.build,
    "assessment-summary": assessment_summary.build,
    "improvement-plan": improvement_plan.build,
}
"""Reports about an assessment."""
