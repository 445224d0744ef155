"""Breaking lines."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest

from vse_app.evidence.fonts import Face, Fonts
from vse_app.evidence.lines import wrap

THAI = (
    "ระบบจัดการการจัดเก็บขยะรีไซเคิลช่วยให้เทศบาลวางแผนเส้นทางรถเก็บขยะ บันทึกน้ำหนักของวัสดุแต่ละประเภท "
    "(ออฟไลน์) ไม่เสถียร เกมส์ โทรศัพท์ ฯลฯ ต่างๆ แอปพลิเคชัน"
)
NEVER_FIRST = set("ะัาำิีึืฺุูๅๆ็่้๊๋์ํฯ)")
NEVER_LAST = set("เแโใไ(")


@pytest.fixture(scope="module")
def face() -> Face:
    return Fonts().faces["regular"]


def test_words_fill_the_line(face: Face) -> None:
    room = face.width("one two three")
    assert wrap("one two three four", room, face) == ["one two three", "four"]
    assert wrap("one two three four", room - 1, face) == ["one two", "three four"]


def test_indent_is_kept_and_spaces_at_a_break_vanish(face: Face) -> None:
    assert wrap("    code", 9000, face) == ["    code"]
    assert wrap("one   two", face.width("one  "), face) == ["one", "two"]
    assert wrap("\n\na", 9000, face) == ["", "", "a"]


@pytest.mark.parametrize("room", range(2500, 12000, 450))
def test_thai_breaks_between_clusters_only(face: Face, room: int) -> None:
    lines = wrap(THAI, room, face)
    assert len(lines) > 3
    assert "".join(lines).replace(" ", "") == THAI.replace(" ", "")
    written = 0
    for before, after in pairwise(lines):
        written = THAI.index(before, written) + len(before)
        if THAI[written] != " ":
            assert after[0] not in NEVER_FIRST
            assert before[-1] not in NEVER_LAST
    assert all(face.width(line) <= room for line in lines)


def test_a_silenced_letter_stays_with_its_word(face: Face) -> None:
    for room in range(1500, 6000, 100):
        assert not any(line.startswith(("ส์", "ณ์", "ธิ์")) for line in wrap("เกมส์อุปกรณ์สิทธิ์" * 3, room, face))


def test_thai_begins_on_the_line_where_it_stands(face: Face) -> None:
    lines = wrap("Scope: " + "ระบบจัดการ" * 6, 9000, face)
    assert lines[0].startswith("Scope: ระบบ")


@pytest.mark.parametrize("word", ["x" * 500, "a/b_c-" * 100, "[U+4E2D]" * 60, "é" * 300, "e\u0301" * 300])
def test_words_longer_than_the_line_break(face: Face, word: str) -> None:
    room = 8000
    lines = wrap(f"before {word} after", room, face)
    assert "".join(lines).replace(" ", "") == f"before{word}after"
    assert all(face.width(line) <= room for line in lines)
    assert not any(unicodedata.combining(line[0]) for line in lines)
    assert len(lines) <= 2 * face.width(word) / room + 3


def test_paths_break_after_a_separator(face: Face) -> None:
    path = "/home/builds/november/platform/artifacts/release/candidate.deb"
    lines = wrap(path, face.width(path) * 0.6, face)
    assert len(lines) == 2
    assert lines[0].endswith(("/", "-", "."))


def test_a_code_point_is_not_torn(face: Face) -> None:
    for room in range(5000, 9000, 300):
        assert all(line.count("[") == line.count("]") for line in wrap("[U+4E2D]" * 20, room, face))


def test_a_letter_wider_than_the_line_still_goes_down(face: Face) -> None:
    assert wrap("WWW", 10, face) == ["W", "W", "W"]
