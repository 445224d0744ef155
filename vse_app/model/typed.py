"""What people type and spreadsheets hold, understood: numbers, dates, names of choices."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Final, NamedTuple

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january ene enero", "feb february febrero", "mar march marzo", "apr april abr abril", "may mayo",
            "jun june junio", "jul july julio", "aug august ago agosto", "sep sept september septiembre",
            "oct october octubre", "nov november noviembre", "dec december dic diciembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
"""Names of months in English and Spanish, short and long."""
LATEST_YEAR: Final = 2400
"""A later year is one of another calendar."""


class DateRead(NamedTuple):
    """A date as read: ISO, or "" with the reason (a key): "wrong", "ambiguous" or "calendar"."""

    iso: str
    problem: str = ""


def same_text(text: str) -> str:
    """A text for comparing ids and names: without case, accents as one character, spaces at the ends or doubled."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def number_from(text: str, usual: str = ".") -> int | float | None:
    """A number with decimal comma or point, with or without groups of three; None if it is none.

    `usual` is the decimal sign that decides where one sign alone could be either, as in "1,234".
    """
    text = text.strip().replace("\u2212", "-")
    sign, digits = ("-", text[1:]) if text[:1] == "-" else ("", text.removeprefix("+"))
    for space in " \u00a0\u202f'\u2019":
        digits = digits.replace(space, "")
    point = _decimal_sign(digits, usual)
    whole, _, part = digits.partition(point) if point else (digits, "", "")
    whole = whole.replace("." if point == "," else ",", "") if point else whole.replace(",", "").replace(".", "")
    if not (whole + part).isascii() or not (whole + part).isdigit() or len(whole + part) > 400:
        return None
    return float(f"{sign}{whole or 0}.{part}") if part else int(sign + whole)


def _decimal_sign(digits: str, usual: str) -> str:
    """Which of the two signs is the decimal one in these digits; "" if neither."""
    commas, points = digits.count(","), digits.count(".")
    if commas and points:
        return "," if digits.rfind(",") > digits.rfind(".") else "."
    if commas + points != 1:
        return ""
    sign = "," if commas else "."
    is_group = sign != usual and len(digits.partition(sign)[2]) == 3
    return "" if is_group else sign


_PARTS = re.compile(r"[0-9]+|[^\W\d_]+")
_TIME = re.compile(r"[T ][0-9]{1,2}:[0-9]{2}.*$")


def date_from(text: str, *, day_first: bool | None = None) -> DateRead:
    """A date written with a year: 2026-03-31, 31.03.2026, 31 Mar 2026, March 31, 2026.

    Where day and month could be either, `day_first` decides; None means that nobody has said so yet.
    """
    parts = [p for p in _PARTS.findall(_TIME.sub("", text.strip())) if p.lower() not in ("de", "del", "of")]
    months = [p for p in parts if not p.isdecimal()]
    numbers = [int(p) for p in parts if p.isdecimal() and p.isascii() and len(p) <= 4]
    if len(parts) != 3 or len(months) > 1 or len(numbers) != 3 - len(months):
        return DateRead("", "wrong")
    if months:
        month = MONTHS.get(same_text(months[0]).rstrip("."), 0)
        year, day = (numbers[0], numbers[1]) if numbers[0] > 31 else (numbers[1], numbers[0])
        return _date(year, month, day)
    if len(parts[0]) == 4:
        return _date(*numbers)
    first, second, year = numbers
    if max(first, second) > 31 or min(first, second) > 12:
        return DateRead("", "wrong")
    if first == second or (first > 12 >= second):
        return _date(year, second, first)
    if second > 12 >= first:
        return _date(year, first, second)
    if "." in text:
        return _date(year, second, first)
    if day_first is None:
        return DateRead("", "ambiguous")
    return _date(year, second, first) if day_first else _date(year, first, second)


def _date(year: int, month: int, day: int) -> DateRead:
    year += 2000 if year < 100 else 0
    if year >= LATEST_YEAR:
        return DateRead("", "calendar")
    try:
        return DateRead(dt.date(year, month, day).isoformat())
    except ValueError:
        return DateRead("", "wrong")
