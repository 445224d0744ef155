"""The scales a process attribute is rated on: letters, and the bands of percent they stand for.

Two scales: N P L F (ISO/IEC 15504-2:2003, the one of EvalProSoft) and its refinement N P- P+ L- L+ F (ISO/IEC 33020).
"Not rated" is None: it is a value of its own, neither N nor zero.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from vse_app.model.errors import Invalid, brief

Letter = Literal["N", "P-", "P", "P+", "L-", "L", "L+", "F"]
Scale = Literal["NPLF", "NPLF6"]
Percent = int | float | Decimal | Fraction

BANDS: dict[Scale, tuple[tuple[float, Letter], ...]] = {
    "NPLF": ((15, "N"), (50, "P"), (85, "L"), (100, "F")),
    "NPLF6": ((15, "N"), (32.5, "P-"), (50, "P+"), (67.5, "L-"), (85, "L+"), (100, "F")),
}
"""Upper end of each band in percent, itself inside it. A float holds each of them exactly."""

COARSE: dict[Letter, Letter] = {
    "N": "N", "P-": "P", "P": "P", "P+": "P", "L-": "L", "L": "L", "L+": "L", "F": "F",
}  # fmt: skip
"""Each letter on the scale of four; the level of a process asks for no more than these."""

LETTERS: dict[Scale, tuple[Letter, ...]] = {"NPLF": ("N", "P", "L", "F"), "NPLF6": tuple(COARSE)}
"""What may be written on each scale. The scale of six is a refinement, so plain P and L are heard there too."""

_UNRATED = frozenset({"", "-", "–", "—", "~", "null"})
_NUMBER = re.compile(r"[-+]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:e[-+]?\d{1,3})?", re.ASCII | re.IGNORECASE)
_LONGEST = 200


def band(percent: Percent, scale: Scale) -> Letter:
    """Return the letter for 0 to 100 percent; an edge such as 85 belongs to the band below it (33020, 5.3).

    The number is compared as it is, never rounded before. Raises Invalid for anything outside, NaN and booleans.
    """
    if not _is_number(percent) or not 0 <= percent <= 100:
        raise Invalid("A percentage is a number from 0 to 100.")
    return next(letter for upper, letter in BANDS[scale] if percent <= upper)


def letter(value: object, scale: Scale) -> Letter | None:
    """Return the letter for what was written: a letter of the scale, a percentage, or None when it is not rated.

    Text may carry the true minus sign (U+2212), and a percentage the sign %. Raises Invalid for anything else.
    """
    if value is None:
        return None
    if isinstance(value, (int, float, Decimal, Fraction)):
        return band(value, scale)
    text = value.strip().replace("\N{MINUS SIGN}", "-") if isinstance(value, str) else ""
    if isinstance(value, str) and text.casefold() in _UNRATED:
        return None
    for known in LETTERS[scale]:
        if text == known:
            return known
    number = text.removesuffix("%").rstrip()
    if len(number) <= _LONGEST and _NUMBER.fullmatch(number):
        return band(Decimal(number), scale)
    raise _unknown(text or type(value).__name__, scale)


def _is_number(percent: object) -> bool:
    if isinstance(percent, bool) or not isinstance(percent, (int, float, Decimal, Fraction)):
        return False
    if isinstance(percent, Decimal):
        return percent.is_finite()
    return not isinstance(percent, float) or math.isfinite(percent)


def _unknown(text: str, scale: Scale) -> Invalid:
    if text in COARSE:
        return Invalid('"{value}" belongs to the scale NPLF6.', hint="Write scale: NPLF6 if you mean it.", value=text)
    return Invalid(
        '"{value}" is no rating.',
        hint="Write one of {known}, or a percentage from 0 to 100; leave it empty when it is not rated.",
        value=brief(text),
        known=", ".join(LETTERS[scale]),
    )
