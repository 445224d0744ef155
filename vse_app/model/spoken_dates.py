"""Days as people say them in a meeting: "friday", "el viernes", "+7", "in two weeks", "15 dic", "fin de mes".

English and Spanish are both understood, whatever the language of the window: teams mix them. What is not understood is
never guessed. What is promised lies ahead, what was done lies back, and a plan speaks of the nearest day; so it is said
with each question which of them is meant.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from typing import Final, Literal

from vse_app.model.typed import MONTHS, date_from

_WEEKDAYS: Final = {
    name: day
    for day, names in enumerate(
        (
            "monday mon lunes lun", "tuesday tue tues martes", "wednesday wed miercoles mie",
            "thursday thu thur thurs jueves jue", "friday fri viernes vie", "saturday sat sabado sab",
            "sunday sun domingo dom",
        )
    )
    for name in names.split()
}  # fmt: skip
_NUMBERS: Final = {
    name: value
    for value, names in enumerate(
        "a an one un una uno|two dos|three tres|four cuatro|five cinco|six seis|seven siete|eight ocho".split("|"), 1
    )
    for name in names.split()
}
_UNITS: Final = {
    "d": 1, "day": 1, "days": 1, "dia": 1, "dias": 1,
    "w": 7, "week": 7, "weeks": 7, "s": 7, "sem": 7, "semana": 7, "semanas": 7,
    "month": 0, "months": 0, "mes": 0, "meses": 0, "m": 0,
}  # fmt: skip
Way = Literal["ahead", "near", "back"]
"""Where a day without a year lies, seen from today."""
_FIXED: Final = {
    "yesterday": -1, "ayer": -1, "anteayer": -2, "antier": -2, "today": 0, "hoy": 0, "now": 0,
    "ya": 0, "tomorrow": 1, "manana": 1, "pasado manana": 2, "day after tomorrow": 2,
}  # fmt: skip
_FILLERS: Final = frozenset(
    "by on until for the this coming at latest para el la a mas tardar este esta hasta de".split()
)
_NEXT: Final = frozenset("next proximo proxima siguiente viene que".split())
_MONTH_END: Final = frozenset(("end of month", "end of the month", "eom", "fin de mes", "a fin de mes", "fin del mes"))
_FAR: Final = 3660
"""Days from now beyond which a number of days is a mistake."""


def day_from(text: str, today: dt.date, *, day_first: bool = True, way: Way = "ahead") -> dt.date | None:
    """The day that is meant, seen from `today`; None when it is not understood.

    `day_first` decides what 3/4 means. A weekday is the next one, never today (looking back: the last one, today
    counted); "next friday" is the one after this week's, as far as there is a difference.
    """
    said = plain(text)
    if not said:
        return None
    if said in _FIXED:
        return today + dt.timedelta(days=_FIXED[said])
    if said in _MONTH_END:
        return today.replace(day=calendar.monthrange(today.year, today.month)[1])
    found = _counted(said, today) or _ago(said, today) or _weekday(said, today, way)
    return found or _in_calendar(said, today, day_first=day_first, way=way)


def plain(text: str) -> str:
    """A text without case, accents and doubled spaces, for comparing what people type."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(bare.replace(",", " ").strip(" .").split())


def _counted(said: str, today: dt.date) -> dt.date | None:
    """ "+7", "+2w", "in three days", "en dos semanas", "in a month"."""
    found = re.fullmatch(r"(?:\+|in |en |dentro de )\s*([0-9]{1,4}|[a-z]+)\s*([a-z]*)", said)
    if found is None:
        return None
    amount = int(found[1]) if found[1].isdecimal() else _NUMBERS.get(found[1], 0)
    unit = found[2] or ("d" if said.startswith("+") else "")
    if not amount or unit not in _UNITS:
        return None
    if _UNITS[unit]:
        days = amount * _UNITS[unit]
        return today + dt.timedelta(days=days) if days <= _FAR else None
    return _months_on(today, amount) if amount <= _FAR // 31 else None


def _ago(said: str, today: dt.date) -> dt.date | None:
    """ "-3", "3 days ago", "hace dos semanas"."""
    found = re.fullmatch(r"(?:-|hace )\s*([0-9]{1,4}|[a-z]+)\s*([a-z]*)|([0-9]{1,4}|[a-z]+) ([a-z]+) ago", said)
    if found is None:
        return None
    number, unit = (found[1], found[2] or "d") if found[1] else (found[3], found[4])
    amount = int(number) if number.isdecimal() else _NUMBERS.get(number, 0)
    days = amount * _UNITS.get(unit, 0)
    return today - dt.timedelta(days=days) if 0 < days <= _FAR else None


def _months_on(today: dt.date, months: int) -> dt.date:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return dt.date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def _weekday(said: str, today: dt.date, way: Way) -> dt.date | None:
    words = [w for w in said.split() if w not in _FILLERS]
    days = [_WEEKDAYS[w] for w in words if w in _WEEKDAYS]
    if len(days) != 1 or any(w not in _WEEKDAYS and w not in _NEXT for w in words):
        return None
    if way == "back":
        return today - dt.timedelta(days=(today.weekday() - days[0]) % 7)
    ahead = (days[0] - today.weekday()) % 7 or 7
    if "next" in words and today.weekday() + ahead < 7:
        ahead += 7
    return today + dt.timedelta(days=ahead)


def _in_calendar(said: str, today: dt.date, *, day_first: bool, way: Way) -> dt.date | None:
    """With a year as in any date; without one, the next, nearest or last such day."""
    whole = date_from(said, day_first=day_first)
    if whole.iso:
        return dt.date.fromisoformat(whole.iso)
    parts = [p for p in re.findall(r"[0-9]+|[a-z]+", said) if p not in _FILLERS and p not in ("del", "of", "th", "st")]
    months = [MONTHS[p] for p in parts if p in MONTHS]
    numbers = [int(p) for p in parts if p.isdecimal() and len(p) <= 2]
    if len(numbers) + len(months) != len(parts) or not parts:
        return None
    if len(months) == 1 and len(numbers) == 1:
        return _closest(today, numbers[0], months[0], way)
    if not months and len(numbers) == 2:
        day, month = numbers if day_first else numbers[::-1]
        found = _closest(today, day, month, way)
        return found or _closest(today, month, day, way)  # 15/12 can only be meant in one order
    if not months and len(numbers) == 1:
        return _closest(today, numbers[0], 0, way)
    return None


def _closest(today: dt.date, day: int, month: int, way: Way) -> dt.date | None:
    """Such a day (with month 0 in any month) from today on, until today, or whichever is nearer."""
    found = {"ahead": _search(today, day, month, 1), "back": _search(today, day, month, -1)}
    if way != "near":
        return found[way]
    both = [one for one in found.values() if one is not None]
    return min(both, key=lambda one: abs(one - today), default=None)


def _search(today: dt.date, day: int, month: int, step: int) -> dt.date | None:
    for away in range(13):
        first = _months_on(today.replace(day=1), away * step)
        if (month and first.month != month) or not 1 <= day <= calendar.monthrange(first.year, first.month)[1]:
            continue
        found = first.replace(day=day)
        if (found - today).days * step >= 0:
            return found
    return None
