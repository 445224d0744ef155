"""Letters and bands of percent: exact at every edge, and nothing is taken for a rating that is none."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from vse_app.model.errors import Invalid
from vse_app.model.rating_scale import BANDS, COARSE, LETTERS, band, letter

EDGES = [("N", 0, 15), ("P-", 15, 32.5), ("P+", 32.5, 50), ("L-", 50, 67.5), ("L+", 67.5, 85), ("F", 85, 100)]
HAIR = Decimal("1e-60")


@pytest.mark.parametrize(("name", "low", "high"), EDGES)
def test_an_edge_belongs_to_the_band_below(name, low, high):
    with localcontext(prec=100):
        for kind in (Decimal, Fraction):
            inside = (kind(low) + kind(HAIR), kind(high) - kind(HAIR), kind(high))
            assert {band(percent, "NPLF6") for percent in inside} == {name}
            assert {band(percent, "NPLF") for percent in inside} == {COARSE[name]}
    assert band(float(high), "NPLF6") == name
    assert band(math.nextafter(low, 100), "NPLF6") == name
    assert low == 0 or band(low, "NPLF6") != name


def test_every_hundredth_of_a_percent_has_its_band():
    for n in range(10_001):
        exact = Fraction(n, 100)
        six = [name for name, low, high in EDGES if low < exact <= high or exact == low == 0]
        assert [band(exact, "NPLF6")] == six
        assert band(exact, "NPLF") == COARSE[six[0]]
        assert letter(f"{n / 100:.2f}", "NPLF6") == six[0]


@pytest.mark.parametrize(
    ("text", "scale", "expected"),
    [
        ("F", "NPLF", "F"),
        (" L ", "NPLF", "L"),
        ("L", "NPLF6", "L"),
        ("L-", "NPLF6", "L-"),
        ("L\u2212", "NPLF6", "L-"),
        ("P\u2212", "NPLF6", "P-"),
        ("P+", "NPLF6", "P+"),
        ("85", "NPLF", "L"),
        ("85%", "NPLF", "L"),
        ("85 %", "NPLF", "L"),
        ("85." + "0" * 100 + "1", "NPLF", "F"),
        ("85." + "0" * 100, "NPLF", "L"),
        ("15.0000001", "NPLF", "P"),
        (".5", "NPLF", "N"),
        ("50.", "NPLF", "P"),
        ("1.5e+1", "NPLF", "N"),
        ("1e-05", "NPLF", "N"),
        ("-0", "NPLF", "N"),
        (100, "NPLF", "F"),
        (32.5, "NPLF6", "P-"),
        (None, "NPLF", None),
        ("", "NPLF", None),
        ("null", "NPLF", None),
        ("~", "NPLF6", None),
        ("\u2013", "NPLF", None),
        ("\u2212", "NPLF", None),
    ],
)
def test_what_may_be_written(text, scale, expected):
    assert letter(text, scale) == expected


@pytest.mark.parametrize(
    "value",
    [
        "X", "f", "FF", "NO", "yes", "true", "nan", ".nan", "inf", "-.inf", "85,5", "085", "0x10", "1_0", "1e", "%", "+",
        "\u0663", "1e9999", "P--", "F+", "N-", "1" * 300, "--5", "9" * 150, True, False, math.nan, math.inf, -math.inf,
        Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("1e999999"), 10**5000, -1, 100.0000001, "101",
        "-0.1", "\u22125", "100.0000000000000000000000000000000000000001", Fraction(1001, 10), ["F"], {"F": 1}, b"F",
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_what_is_no_rating(value):
    with pytest.raises(Invalid):
        letter(value, "NPLF6")


def test_a_boolean_is_no_percentage():
    with pytest.raises(Invalid, match="from 0 to 100"):
        band(True, "NPLF")


def test_text_is_no_percentage_for_the_band_itself():
    with pytest.raises(Invalid, match="from 0 to 100"):
        band("50", "NPLF")  # type: ignore[arg-type]


def test_a_letter_of_the_finer_scale_says_so_on_the_other():
    with pytest.raises(Invalid, match="scale: NPLF6"):
        letter("L\u2212", "NPLF")


def test_a_long_value_is_cut_in_the_message():
    with pytest.raises(Invalid) as caught:
        letter("x" * 5000, "NPLF")
    assert len(str(caught.value)) < 200


def test_every_scale_has_letters_for_its_bands():
    for scale, bands in BANDS.items():
        assert [upper for upper, _ in bands] == sorted({upper for upper, _ in bands})
        assert {name for _, name in bands} <= set(LETTERS[scale])
