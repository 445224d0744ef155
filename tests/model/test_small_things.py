"""Errors, changes, people's roles, plain values, views and the stamp of a report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fixtures import confirmed, facts, record
from tests.model.test_wording import view
from vse_app.i18n import Translator, translator
from vse_app.model.changes import Changes
from vse_app.model.errors import CannotOpen, Invalid, UserError
from vse_app.model.project import Iteration, Mark, Project, plain, players, roles_of
from vse_app.model.report import Field, Heading, HouseStyle, Paragraph, Report

GROUPS = {"TEAM": ("LEAD", "DEV")}


def test_an_error_is_one_line_of_place_message_and_hint() -> None:
    error = Invalid("There is no {thing}.", hint="Choose one of {thing}s.", place="a.vse", thing="{hint}")
    assert str(error) == "a.vse: There is no {hint}. Choose one of {hint}s."
    assert str(UserError("Just so.")) == "Just so."
    assert str(CannotOpen("No.", place="p")) == "p: No."


def test_an_error_is_said_in_another_language() -> None:
    spoken = Translator("es", {"There is no {thing}.": "No hay {thing}.", "Look.": "Mire."})
    assert Invalid("There is no {thing}.", hint="Look.", thing="plan").say(spoken) == "No hay plan. Mire."


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 1, "Show one older version"),
        ("en", 0, "Show 0 older versions"),
        ("en", 12, "Show 12 older versions"),
        ("es", 1, "Mostrar una versión anterior"),
        ("es", 3, "Mostrar 3 versiones anteriores"),
    ],
)
def test_one_is_said_otherwise_than_several(language: str, count: int, said: str) -> None:
    assert translator(language)("Show {n|one older version|# older versions}", n=count) == said


def test_a_plural_without_its_number_stays_as_it_is() -> None:
    assert translator("en")("{days|1 day|# days} ago") == "{days|1 day|# days} ago"


def test_a_translator_fills_placeholders_once_and_leaves_unknown_ones() -> None:
    tr = translator("en")
    assert tr("{a} {b} {c}", a="{b}", b=2) == "{b} 2 {c}"
    assert tr("no such language is no error") == translator("xx")("no such language is no error")
    assert Translator("es", {"a {n}": "un {n}"})("a {n}", n=1) == "un 1"


def test_changes_touch_topics() -> None:
    changes = Changes(frozenset({"record", "event"}), 3)
    assert changes.touches("mark", "event")
    assert not changes.touches("mark")
    assert not Changes(frozenset()).touches("record")


def test_roles_of_a_person_with_the_groups_that_contain_them() -> None:
    project = facts().project
    assert roles_of(project, "ana", GROUPS) == {"LEAD", "TEAM"}
    assert roles_of(project, "cleo", GROUPS) == {"CUS"}
    assert roles_of(project, "zoe", GROUPS) == set()


def test_players_of_a_group_are_those_named_for_it_and_those_of_its_members() -> None:
    project = replace(facts().project, assignments={"TEAM": ("zoe", "ana"), "LEAD": ("ana",), "DEV": ("ben", "ana")})
    assert players(project, "TEAM", GROUPS) == ("zoe", "ana", "ben")
    assert players(project, "DEV", GROUPS) == ("ben", "ana")
    assert players(project, "CUS", GROUPS) == ()


def test_plain_values_are_fit_for_json() -> None:
    project = Project(1, "P", "T", "m", iterations=(Iteration("a"),), assignments={"LEAD": ("ana",)})
    found = plain(project)
    assert found["iterations"] == [{"name": "a", "start": "", "end": ""}]
    assert found["assignments"] == {"LEAD": ["ana"]}
    assert plain(Mark("t", 0)._asdict())["ticks"] == []


def test_a_view_finds_steps_and_records_and_counts_them() -> None:
    found = view(
        facts((record(1, "plan"),), confirmations=(confirmed("MAN.1.1"),), marks=(Mark("MAN.1.2", 0, "later"),
              Mark("MAN.2.2", 0, "na")))
    )  # fmt: skip
    assert found.step("MAN.1.1", 0).task.id == "MAN.1.1"
    with pytest.raises(Invalid, match="There is no task MAN.1.1 in iteration 7"):
        found.step("MAN.1.1", 7)
    assert found.record(1).title == "title 1"
    assert found.record(2) is None
    assert found.counts() == {"done": 1, "ready": 1, "blocked": 8, "not_applicable": 1}
    assert (found.project.code, found.model.id) == ("P1", "small")


REPORT = Report("r", "Title", "Sub", "en", "running", "{page}", "2026-01-01T00:00:00Z", (Paragraph("a\ud800"),))


@pytest.mark.parametrize(
    "changed",
    [
        replace(REPORT, id="s"),
        replace(REPORT, title="T"),
        replace(REPORT, subtitle="S"),
        replace(REPORT, language="es"),
        replace(REPORT, running="x"),
        replace(REPORT, dated="2026-01-02T00:00:00Z"),
        replace(REPORT, style=HouseStyle(marking="Draft")),
        replace(REPORT, style=HouseStyle(logo=b"x")),
        replace(REPORT, blocks=(Paragraph("b"),)),
        replace(REPORT, blocks=(Paragraph("a\ud800", "note"),)),
        replace(REPORT, blocks=(Heading(1, "a\ud800"),)),
        replace(REPORT, blocks=(Field("a", ""), Field("", "a"))),
    ],
)
def test_the_stamp_of_a_report_changes_with_everything_printed(changed: Report) -> None:
    assert changed.stamp() != REPORT.stamp()
    assert len(REPORT.stamp()) == 16
    assert replace(REPORT).stamp() == REPORT.stamp()
