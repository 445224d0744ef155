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
)
"""(view, icon, title, one sentence); the words are translated where they are shown."""
