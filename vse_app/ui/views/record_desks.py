"""Where a record of some registers is worked on together with its like: register → (button, view)."""

from __future__ import annotations

from typing import Final

DESKS: Final = {
    "requirement": ("Pull the thread", "thread"),
}
"""The words are translated where they are shown."""
