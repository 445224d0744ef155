"""Days and agreements as people say them: understood in two languages, never guessed."""

from __future__ import annotations

import datetime as dt

import pytest

from vse_app.model.agreements import Agreed, matches, parts_of, read_line, read_lines
from vse_app.model.spoken_dates import Way, day_from

WEDNESDAY = dt.date(2026, 12, 9)
PEOPLE = [("ana", "Ana Ríos"), ("marco", "Marco Díaz"), ("maria", "María Luna")]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", "2026-12-09"), ("hoy", "2026-12-09"), ("Mañana", "2026-12-10"), ("pasado mañana", "2026-12-11"),
        ("friday", "2026-12-11"), ("el viernes", "2026-12-11"), ("vie", "2026-12-11"), ("by Friday", "2026-12-11"),
        ("wednesday", "2026-12-16"), ("next friday", "2026-12-18"), ("next monday", "2026-12-14"),
        ("viernes próximo", "2026-12-11"), ("el lunes que viene", "2026-12-14"),
        ("+7", "2026-12-16"), ("+2w", "2026-12-23"), ("+2s", "2026-12-23"), ("in 3 days", "2026-12-12"),
        ("en dos semanas", "2026-12-23"), ("in a month", "2027-01-09"), ("dentro de un mes", "2027-01-09"),
        ("15", "2026-12-15"), ("5", "2027-01-05"), ("15/12", "2026-12-15"), ("15 dic", "2026-12-15"),
        ("dec 15", "2026-12-15"), ("15 de enero", "2027-01-15"), ("2027-02-03", "2027-02-03"),
        ("3.2.2027", "2027-02-03"), ("fin de mes", "2026-12-31"), ("end of month", "2026-12-31"), ("29 feb", None),
        ("soon", None), ("", None), ("32", None), ("+0", None), ("in sometime", None), ("friday or monday", None),
        ("+9999", None), ("+999m", None), ("7 days", None), ("31/2", None), ("1 2 3 4", None), ("5 dic feb", None),
    ],
)  # fmt: skip
def test_days_are_understood_or_not(said: str, day: str | None) -> None:
    found = day_from(said, WEDNESDAY)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("said", "way", "day"),
    [
        ("monday", "back", "2026-12-07"), ("wednesday", "back", "2026-12-09"), ("15", "back", "2026-11-15"),
        ("25/11", "back", "2026-11-25"), ("25/11", "near", "2026-11-25"), ("25/11", "ahead", "2027-11-25"),
        ("5/2", "near", "2027-02-05"), ("ayer", "back", "2026-12-08"), ("3 days ago", "back", "2026-12-06"),
        ("hace dos semanas", "back", "2026-11-25"), ("-1", "ahead", "2026-12-08"), ("hace mucho", "back", None),
        ("30/2", "near", None),
    ],
)  # fmt: skip
def test_what_was_done_lies_back_and_a_plan_speaks_of_the_nearest_day(said: str, way: Way, day: str | None) -> None:
    found = day_from(said, WEDNESDAY, way=way)
    assert (found.isoformat() if found else None) == day


def test_whether_the_day_comes_first_is_for_the_language_to_say() -> None:
    assert day_from("3/4", WEDNESDAY, day_first=True) == dt.date(2027, 4, 3)
    assert day_from("3/4", WEDNESDAY, day_first=False) == dt.date(2027, 3, 4)


@pytest.mark.parametrize(
    ("line", "agreed"),
    [
        ("Send the price / Marco / friday", Agreed("Send the price", "marco", "2026-12-11")),
        ("Enviar precios / luna / +7", Agreed("Enviar precios", "maria", "2026-12-16")),
        ("Send it / friday / ana", Agreed("Send it", "ana", "2026-12-11")),
        ("Send it / friday", Agreed("Send it", "", "2026-12-11")),
        ("Send it / Ana", Agreed("Send it", "ana")),
        ("Ask the bank / Pedro / 15/12", Agreed("Ask the bank", "", "2026-12-15", who="Pedro")),
        ("Ask / ma / mon", Agreed("Ask", "", "2026-12-14", who="ma")),
        ("Ask / Ana / some day", Agreed("Ask", "ana", "", when="some day")),
        ("Test input/output ; Ana ; hoy", Agreed("Test input/output", "ana", "2026-12-09")),
        ("Just this", Agreed("Just this")),
        ("a / Ana / hoy / b", Agreed("a / b", "ana", "2026-12-09")),
    ],
)
def test_lines_are_understood(line: str, agreed: Agreed) -> None:
    assert read_line(line, PEOPLE, WEDNESDAY) == agreed


def test_empty_lines_are_nothing_and_whole_ones_are_known() -> None:
    found = read_lines(["", "  ", "Call / Ana / +1", "Think"], PEOPLE, WEDNESDAY)
    assert [one.is_whole for one in found] == [True, False]


def test_people_are_found_by_the_beginning_of_any_name() -> None:
    assert [one for one, _ in matches("ma", PEOPLE)] == ["marco", "maria"]
    assert [one for one, _ in matches("@dí", PEOPLE)] == ["marco"]
    assert matches("", PEOPLE) == []
    assert parts_of("a / b/c") == ["a", "b/c"]
