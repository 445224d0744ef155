"""Where a record of some registers is worked on together with its like: register → (button, view)."""

from __future__ import annotations

from typing import Final

DESKS: Final = {
    "requirement": ("Pull the thread", "thread"),
    "verification": ("Check again what was found", "check"),
    "validation": ("Check again what was found", "check"),
    "test-case": ("Open in the tests", "tests"),
    "test-result": ("Open in the tests", "tests"),
}
"""The words are translated where they are shown."""
