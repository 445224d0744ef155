"""The reports: one file each, one line in `REPORTS` (id → builder). The order is the order of the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vse_app.evidence.reports import conformance, evidence_pack, ladder
from vse_app.i18n import Translator
from vse_app.model.report import Report

REPORTS: dict[str, Callable[[Any, Translator], Report]] = {
    "evidence-pack": evidence_pack.build,
    "conformance": conformance.build,
    "ladder": ladder.build,
}
"""Each builder takes the data that `services.publishing` gathers for it."""
