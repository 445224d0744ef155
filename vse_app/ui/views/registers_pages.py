"""Pages where a register needs more than a table, as the home of the registers lists them."""

from __future__ import annotations

from typing import Final

PAGES: Final[tuple[tuple[str, str, str, str], ...]] = (
    (
        "trace",
        "path",
        "Traceability",
        "Each requirement over design, components and tests to its result, and the holes.",
    ),
    (
        "thread",
        "link",
        "Pull the thread",
        "One requirement from who asked for it to who accepted it, as an assessor does.",
    ),
    ("tests", "checklist", "Tests", "Run test cases by keyboard, keep what happened, raise corrections, report."),
    (
        "plan",
        "path",
        "The plan",
        "Planned tasks as a picture in time, what is late, and earned value where hours are entered.",
    ),
    ("progress", "doing", "Progress report", "Filled from the facts of the project; you look, add and confirm."),
    ("meeting", "people", "Meeting", "Minutes in two minutes; what was agreed becomes actions on Today."),
    (
        "risks",
        "warning",
        "Risk review",
        "Probability against consequence, what has to be treated, and one sitting to review all.",
    ),
    ("measures", "up", "Measures", "A few numbers that decide something, as lines with target and limit."),
    ("change", "edit", "Changes", "What is wanted otherwise, what it touches, who decided, what it did."),
    ("baselines", "baseline", "Configuration", "Versions that belong together, frozen and compared."),
    ("deliver", "deliver", "Deliver a configuration", "What leaves the house, with a list of its files."),
    ("backups", "backup", "Safety copies", "Copies that were really made and read back, and brought back on trial."),
    ("xray", "search", "X-ray", "What an assessor would stumble over, with what mends it, or set aside with a reason."),
    (
        "least-paper",
        "compare",
        "Least paper",
        "The fewest documents and registers that hold what the profile asks for.",
    ),
)
"""(view, icon, title, one sentence); the words are translated where they are shown."""
