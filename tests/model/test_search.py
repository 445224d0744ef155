"""Text made findable, and what a person typed made a query that is never an error."""

from __future__ import annotations

import json
import sqlite3

import pytest

from tests.cases import CASES
from vse_app.model import search
from vse_app.store.tables import RAW_DDL

HOSTILE = CASES / "hostile" / "search" / "queries_dev.json"
OWN = [
    '"', '""', "'", "*", "a*", "^a", "a^", "NEAR(a b)", "a AND", "OR", "NOT x", "-x", "title:x", "{a b}:c", "a+b", "(", ")",
    "\x00", "a\x00b", "\ud800", "a\udfffb", "'; DROP TABLE search; --", "%", "_", "\\", "ß", "İ", "ﬁ", "١٢", "½", "²",
    "。", "！", "测试。", "e\u0301", "\u200d\u200b", "👩‍👩‍👧", "x" * 100_000, "a " * 1000, "\u202e", "\t\r\n", "",
]  # fmt: skip


@pytest.fixture
def index() -> sqlite3.Connection:
    """The search index as the company file has it, empty."""
    connection = sqlite3.connect(":memory:")
    connection.execute(RAW_DDL[0])
    return connection


def finds(index: sqlite3.Connection, text: str, typed: str) -> bool:
    """Whether a text is found by what was typed."""
    index.execute("DELETE FROM search")
    index.execute("INSERT INTO search (title, body) VALUES ('', ?)", (search.fold(text),))
    expression = search.query(typed)
    return bool(expression) and bool(
        index.execute("SELECT 1 FROM search WHERE search MATCH ?", (expression,)).fetchall()
    )


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Acción de corrección", "accion"),
        ("accion", "ACCIÓN"),
        ("e\u0301te\u0301", "été"),
        ("Straße", "STRASSE"),
        ("CR-003 Reminders by text", "cr-003"),
        ("Reminders by text message", "reminders text mess"),
        ("ระบบจองคิวร้านตัดผม", "จองคิว"),
        ("ระบบจองคิวร้านตัดผม", "ตัดผม"),
        ("需求规格说明书", "规格"),
        ("カタカナ", "タカ"),
        ("हिन्दी में दस्तावेज़", "हिन्दी"),
        ("हिन्दी में दस्तावेज़", "दस्ता"),
        ("مُحَمَّد", "مُحَمَّد"),
        ("Ελλάδα", "ελλαδα"),
        ("Version 2.10.3", "2.10.3"),
        ("a\x00b", "b"),
        ("List<String> x", "list string"),
        ("naïve café 2026", "cafe 20"),
    ],
)
def test_found(index: sqlite3.Connection, text: str, typed: str) -> None:
    assert finds(index, text, typed)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Reminders by text", "minders"),  # words are found from their beginning
        ("Reminders by text", "text image"),  # all words have to be there
        ("จองคิว", "คิวจอง"),  # and unspaced ones in their order
        ("remind", "remi nd"),
        ("plan", ""),
        ("plan", " … "),
    ],
)
def test_not_found(index: sqlite3.Connection, text: str, typed: str) -> None:
    assert not finds(index, text, typed)


@pytest.mark.parametrize("typed", OWN + (json.loads(HOSTILE.read_text()) if HOSTILE.exists() else []))
def test_whatever_is_typed_is_never_an_error_and_finds_itself_if_it_has_words(
    index: sqlite3.Connection, typed: str
) -> None:
    index.execute("INSERT INTO search (title, body) VALUES ('', 'x')")
    expression = search.query(typed)
    if expression:
        index.execute("SELECT 1 FROM search WHERE search MATCH ?", (expression,)).fetchall()
    if search.words(typed) and len(typed) < 1000:
        assert finds(index, typed, typed) or typed in ("。", "！")


def test_only_the_first_words_and_characters_count() -> None:
    assert search.query("a " * 100).count('"') == 64
    assert len(search.fold("x" * 500_000)) == 400_000


def test_folding() -> None:
    assert search.fold("É\nx") == "e x"
    assert search.fold("กข") == " ก  ข "
    assert search.words("Ärger (2): 50 %") == ["arger", "2", "50"]


def test_the_last_word_is_a_prefix_unless_its_script_writes_no_spaces() -> None:
    assert search.query("two wor") == '"two" "wor"*'
    assert search.query("คิว") == '"ค ิ ว"'
    assert search.query("plan คิว") == '"plan" "ค ิ ว"'
    assert search.query("คิว plan") == '"ค ิ ว" "plan"*'
