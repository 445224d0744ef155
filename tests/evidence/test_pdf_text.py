"""Every character that was typed can be found in the PDF, or its code point."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

import vse_app.evidence
from tests.evidence.pdf_reading import Pdf, report, squeezed
from vse_app.evidence.fonts import Fonts
from vse_app.evidence.pdf import render
from vse_app.evidence.shaping import in_sight_order
from vse_app.model.report import (
    Bullets,
    Column,
    Contents,
    Field,
    Heading,
    HouseStyle,
    KeyValues,
    Paragraph,
    Picture,
    Report,
    Table,
)

HOSTILE = {
    "a<b": "a<b",
    "List<String> x, Map<K,V>": "List<String> x, Map<K,V>",
    "</para><para>": "</para><para>",
    "<b>open": "<b>open",
    "<br>": "<br>",
    "R&D; AT&T &copy &unknown;": "R&D; AT&T &copy &unknown;",
    "<!-- x -->y": "<!-- x -->y",
    "{{7*7}} ${x} %s %(a)s {0} {page}": "{{7*7}} ${x} %s %(a)s {0} {page}",
    "\u202egpj.exe": "[U+202E]gpj.exe",
    "a\u200bb\xadc": "a[U+200B]b[U+00AD]c",
    "ระบบจัดการการจัดเก็บขยะรีไซเคิล": "ระบบจัดการการจัดเก็บขยะรีไซเคิล",
    "น้ำใจ ที่นี่ เก้าอี้ ฤๅษี ฯลฯ ต่างๆ": "น้ำใจ ที่นี่ เก้าอี้ ฤๅษี ฯลฯ ต่างๆ",
    "Ñandú Ωμέγα Привет ✓": "Ñandú Ωμέγα Привет ✓",
    "→ ☐ ■ ● ○ ⚠ … “q” €": "→ ☐ ■ ● ○ ⚠ … “q” €",
    "cafe\u0301 n\u0303": "café ñ",
    "中文": "[U+4E2D][U+6587]",
    "🚀 up": "[U+1F680] up",
    "x\x00y\x1b[31m\x7f": "x[U+0000]y[U+001B][31m[U+007F]",
    "\ud800 \udfff": "[U+D800] [U+DFFF]",
    "\ufeffbom\u2028sep": "[U+FEFF]bom[U+2028]sep",
    r"C:\new\(table)": r"C:\new\(table)",
    "<img src='/etc/passwd'> <a href='javascript:x'>": "<img src='/etc/passwd'> <a href='javascript:x'>",
    "]]> \\) ET Q endstream": "]]> \\) ET Q endstream",
}


@pytest.mark.parametrize(("typed", "seen"), HOSTILE.items(), ids=[ascii(text) for text in HOSTILE])
def test_hostile_text_survives_in_every_place(printed: Callable[[Report], Pdf], typed: str, seen: str) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(picture, "PNG")
    blocks = [
        *(Heading(level, typed) for level in range(5)),
        *(Paragraph(typed, tone) for tone in ("body", "lead", "small", "note", "warning", "good")),
        Bullets((typed,)),
        KeyValues(((typed, typed),)),
        Field(typed, typed),
        Table((Column(typed), Column(typed, align="right")), [(typed, typed)]),
        Table((Column("a"),), (), (), typed),
        Picture(picture.getvalue(), 10, typed),
    ]
    places_in_blocks = 5 + 6 + 1 + 2 + 2 + 4 + 1 + 1
    pdf = printed(report(*blocks))
    assert pdf.text.count(squeezed(seen)) >= places_in_blocks


@pytest.mark.parametrize(("typed", "seen"), HOSTILE.items(), ids=[ascii(text) for text in HOSTILE])
def test_hostile_text_survives_around_the_page(printed: Callable[[Report], Pdf], typed: str, seen: str) -> None:
    style = HouseStyle(header=typed, footer=typed, marking=typed)
    made = report(
        Contents(typed),
        Heading(1, typed),
        Paragraph("line\n" * 80),
        style=style,
        title=typed,
        running=typed,
        author=typed,
    )
    pdf = printed(made)
    first, second = (squeezed(page).count(squeezed(seen)) for page in pdf.pages[:2])
    assert first >= 5  # footer, marking, contents title, contents entry, heading
    assert second >= 5  # footer, marking, header, running, title
    assert squeezed(pdf.metadata()["Title"]) == squeezed(seen)
    assert [title for _level, title, _page in pdf.outline()] == [seen] or squeezed(pdf.outline()[0][1]) == squeezed(
        seen
    )


def test_white_space_is_kept_as_far_as_paper_knows_it(printed: Callable[[Report], Pdf]) -> None:
    pdf = printed(report(Paragraph("one\ttwo\r\nthree\rfour\n\n\n\nfive")))
    assert [line.split() for line in pdf.pages[0].splitlines() if "Page" not in line and line.strip()] == [
        ["one", "two"],
        ["three"],
        ["four"],
        ["five"],
    ]


def test_characters_without_a_glyph_are_reported_and_listed(tmp_path: Path) -> None:
    made = report(Paragraph("中 文 中 🚀 \u202e ok ✓"), missing_glyph_note="No glyph for:")
    rendered = render(made, tmp_path / "a.pdf")
    assert rendered.missing == ("U+4E2D", "U+6587", "U+1F680")
    pdf = Pdf(tmp_path / "a.pdf")
    assert squeezed("No glyph for: U+4E2D, U+6587, U+1F680") in pdf.text
    pdf.close()
    assert render(report(Paragraph("fine")), tmp_path / "b.pdf").missing == ()


def test_nothing_is_marked_missing_when_all_is_there(printed: Callable[[Report], Pdf]) -> None:
    assert "No glyph" not in printed(report(Paragraph("fine"), missing_glyph_note="No glyph")).text


def test_thai_marks_are_stacked_by_the_font() -> None:
    shaper = Fonts().faces["regular"].chain[1].shaper
    alone = shaper.shape("ก่")[1]
    above_vowel = shaper.shape("กี่")[2]
    assert alone.advance == above_vowel.advance == 0
    assert (alone.code, alone.rise) != (above_vowel.code, above_vowel.rise)


def test_right_to_left_words_stand_from_right_to_left(printed: Callable[[Report], Pdf]) -> None:
    assert in_sight_order(["see", "אחת", "2", "שתים", "now", "7"]) == ["see", "שתים", "2", "אחת", "now", "7"]
    assert in_sight_order(["אחת", "שתים", "3"]) == ["שתים", "אחת", "3"]
    assert "שלום עולם" in printed(report(Paragraph("שלום עולם"))).pages[0]


def test_every_font_is_embedded_and_only_what_is_used(printed: Callable[[Report], Pdf]) -> None:
    pdf = printed(report(Heading(1, "T ไทย"), Paragraph("a ✓ ไทย Привет")))
    with pikepdf.open(pdf.path) as file:
        fonts = file.pages[0].Resources.Font
        assert len(fonts) >= 4
        assert all("/FontFile2" in font.FontDescriptor for font in fonts.values())
    assert pdf.path.stat().st_size < 150_000


def test_user_text_reaches_no_markup_parser() -> None:
    for file in Path(vse_app.evidence.__file__).parent.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        assert not re.search(r"platypus|paraparser|reportlab\.graphics", source), file
