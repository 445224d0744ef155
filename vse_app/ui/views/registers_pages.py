"""Pages where a register needs more than a table, as the home of the registers lists them."""

from __future__ import annotations

from typing import Final

PAGES: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("tests", "checklist", "Tests", "Run test cases by keyboard, keep what happened, raise corrections, report."),
    ("xray", "search", "X-ray", "What an assessor would stumble over, with what mends it, or set aside with a reason."),
)  # fmt: skip
"""(view, icon, title, one sentence); the words are translated where they are shown."""
