"""Where a record of some registers is worked on together with its like: register → (button, view)."""

from __future__ import annotations

from typing import Final

DESKS: Final = {
    "requirement": ("Pull the thread", "thread"),
    "change": ("Open in change control", "change"),
    "baseline": ("Open in the configuration", "baselines"),
    "backup": ("Open in the safety copies", "backups"),
    "delivery": ("Open in the deliveries", "deliver"),
    "verification": ("Check again what was found", "check"),
    "validation": ("Check again what was found", "check"),
    "test-case": ("Open in the tests", "tests"),
    "test-result": ("Open in the tests", "tests"),
    "planned-task": ("Open in the plan", "plan"),
    "work-done": ("Open in the plan", "plan"),
    "progress": ("Open in the progress report", "progress"),
    "measure": ("Open in the measures", "measures"),
    "data-point": ("Open in the measures", "measures"),
    "risk": ("Open in the risk review", "risks"),
    "meeting": ("Open in the meetings", "meeting"),
    "action": ("Open in the meetings", "meeting"),
}
"""The words are translated where they are shown."""
