"""Pages where a register needs more than a table, as the home of the registers lists them."""

from __future__ import annotations

from typing import Final

PAGES: Final = (
    ("meeting", "people", "Meeting", "Minutes in two minutes; what was agreed becomes actions on Today."),
    ("plan", "path", "Plan", "Planned tasks as a picture in time, what is late, and "
        "earned value where hours are entered."),
    ("progress", "doing", "Progress report", "Filled from the facts of the project; you "
        "look, add and confirm."),
    ("risks", "warning", "Risk review", "Probability against consequence, what has to be "
        "treated, and one sitting to review all."),
    ("measures", "up", "Measures", "A few numbers that decide something, as lines with target and limit."),
)  # fmt: skip
"""(view, icon, title, one sentence); the words are translated where they are shown."""
