"""Dates as people type them."""

from __future__ import annotations

import pytest

from vse_app.model.typed import date_from


@pytest.mark.parametrize(
    ("text", "day_first", "iso", "problem"),
    [
        ("31/12/2026", None, "2026-12-31", ""),
        ("12/31/2026", None, "2026-12-31", ""),
        ("3/4/2026", None, "", "ambiguous"),
        ("3/4/2026", True, "2026-04-03", ""),
        ("3/4/2026", False, "2026-03-04", ""),
        ("32/13/2026", None, "", "wrong"),
        ("13/14/2026", None, "", "wrong"),
        ("5/40/2026", True, "", "wrong"),
        ("31.03.2026", None, "2026-03-31", ""),
        ("2026-13-45", None, "", "wrong"),
    ],
)
def test_a_date_is_read_or_the_reason_is_told(text: str, day_first: bool | None, iso: str, problem: str) -> None:
    assert date_from(text, day_first=day_first) == (iso, problem)
