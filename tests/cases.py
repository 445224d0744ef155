"""Real and hostile files beside the project; tests that use them skip where they are absent."""

from __future__ import annotations

from pathlib import Path

CASES = Path(__file__).resolve().parents[2] / "shared" / "cases"
