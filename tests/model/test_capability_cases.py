"""Worked examples that others published, kept as facts: ratings and the level they printed.

A level is expected by the rule, not by what was printed. One printed level here is wrong, and is contradicted.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.cases import CASES
from vse_app.i18n import translator
from vse_app.model import capability_words
from vse_app.model.capability import ATTRIBUTES, Block, rate, rate_all
from vse_app.model.errors import Invalid
from vse_app.model.rating_scale import letter

FIRST = """
MAN.4 F L L 2     MAN.1 L L L 1    MAN.5 L- L L 1    MAN.6 L- P+ L- 1   MAN.8 L L L 1
TEC.5 L L L 1     TEC.7 L+ L L 1   TEC.8 L L P+ 1    TEC.9 L+ L L- 1    TEC.10 L- L L 1
MAN.2 P+ P+ L 0   TEC.2 P+ P+ L- 0 TEC.13 P- P P 0   TEC.3 N . . 0      TEC.11 N . . 0
"""
SECOND = """
MAN.1 L− L− P+ 1  MAN.2 P P P 0    MAN.4 L+ L− L− 1  MAN.5 P+ L− L− 0   MAN.6 P+ P P+ 0
MAN.8 L− P+ L− 1  TEC.2 L+ L L 1   TEC.3 L+ L− L− 1  TEC.5 L P+ P+ 1    TEC.7 L L− L− 1
TEC.8 L L− P+ 1   TEC.9 L L P+ 1   TEC.10 L− P+ L− 1 TEC.11 P P P 0     TEC.13 P+ P P+ 0
"""
"""Two rounds of one company's self-assessment (public repository DSG-HRMS, 2026-09-18 and 2026-10-02); the second is
printed with the true minus sign. "." is a dash in the source: not rated."""

WRONG = (
    {"1.1": "F", "2.1": "L", "2.2": "F", "3.1": "F", "3.2": "F", "4.1": "N", "4.2": "N", "5.1": "N", "5.2": "N"},
    1,
)
"""Public study notes on ISO/IEC 33000, case B: printed as level 1, for L at PA 2.1 were to bar level 2. It does not."""


def rated(ratings):
    return rate({f"PA {number}": letter(value, "NPLF6") for number, value in ratings.items()})


def printed(table):
    words = table.split()
    for name, one, two, three, shown in zip(*(words[i::5] for i in range(5)), strict=True):
        yield name, {k: v for k, v in {"1.1": one, "2.1": two, "2.2": three}.items() if v != "."}, int(shown)


@pytest.mark.parametrize("table", [FIRST, SECOND], ids=["first round", "second round"])
def test_a_companys_own_assessment(table):
    found = list(printed(table))
    assert len(found) == 15
    assert [(name, rated(ratings).level) for name, ratings, _ in found] == [(name, shown) for name, _, shown in found]


def test_the_levels_that_company_counted():
    assert Counter(rated(ratings).level for _, ratings, _ in printed(FIRST)) == {2: 1, 1: 9, 0: 5}
    assert Counter(rated(ratings).level for _, ratings, _ in printed(SECOND)) == {1: 10, 0: 5}


def test_the_wrong_one_is_contradicted_with_the_reason():
    ratings, shown = WRONG
    found = rated(ratings)
    assert shown == 1
    assert found.level == 2
    # L is enough for PA 2.1 at its own level; it is level 3 that asks for F there.
    assert found.blocks == (Block("PA 2.1", "L", ("F",)),)
    said = capability_words.next_text(translator("en"), found)
    assert said == "Level 3 (Established) is not reached: PA 2.1 is L and needs F."


@pytest.fixture(scope="module")
def cases():
    """The worked examples beside the project."""
    yaml = pytest.importorskip("yaml")
    file = CASES / "ratings.yaml"
    if not file.is_file():
        pytest.skip("the worked examples are not here")
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def test_all_published_examples(cases):
    rows = [row for source in cases["published"] for row in source["rows"]]
    assert len(rows) >= 20
    assert [(r["process"], rated(r["ratings"]).level) for r in rows] == [(r["process"], r["expect"]) for r in rows]


def test_all_generated_examples(cases):
    assert len(cases["generated"]) >= 100
    assert [r for r in cases["generated"] if rated(r["ratings"]).level != r["expect"]] == []


def test_all_edge_cases(cases):
    for row in cases["edge_cases"]:
        if row["expect"] == "error":
            with pytest.raises(Invalid):
                rated(row["ratings"])
        else:
            assert rated(row["ratings"]).level == row["expect"], row["id"]


def test_all_percentages(cases):
    for row in cases["percent_to_letter"]:
        for written in (row["percent"], str(row["percent"])):
            if row["expect"] == "error":
                with pytest.raises(Invalid):
                    letter(written, "NPLF")
            else:
                assert letter(written, "NPLF") == row["expect"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_sentence_can_be_said(language):
    tr = translator(language)
    profiles = [rated(ratings) for _, ratings, _ in printed(FIRST)]
    profiles += [rate({}), rate({"PA 1.1": "F", "PA 2.1": "L"}), rate(dict.fromkeys(ATTRIBUTES, "F"))]
    said = {capability_words.next_text(tr, one) for one in profiles}
    said |= {capability_words.level_text(tr, one.level) for one in profiles}
    for scope in ({"A": {}}, {"A": {"PA 1.1": "L"}}, {"A": dict.fromkeys(ATTRIBUTES, "F")}):
        said.add(capability_words.organisation_text(tr, rate_all(scope)))
    said |= {capability_words.attribute_name(tr, name) for name in ATTRIBUTES}
    said |= {capability_words.letter_name(tr, name) for name in "NPLF"}
    assert not any("{" in text or "None" in text for text in said)
    assert len(said) >= 25


def test_a_level_nobody_looked_at_is_not_called_failed():
    said = capability_words.next_text(translator("en"), rated({"1.1": "L"}))
    assert said == "Level 2 (Managed) was not assessed: PA 1.1 is L and needs F; PA 2.1, PA 2.2 not rated."
