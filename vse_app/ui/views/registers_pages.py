"""Pages about several registers at once, as the home of the registers lists them."""

from __future__ import annotations

from typing import Final

PAGES: Final[tuple[tuple[str, str, str, str], ...]] = (
    (
        "least-paper",
        "compare",
        "Least paper",
        "The fewest documents and registers that hold what the profile asks for.",
    ),
)
"""View, icon, title, and what it is for in one sentence; English, said through the translator."""
