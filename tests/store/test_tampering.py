"""Whatever is changed behind the program's back is named by the check: every table, every column, every way."""

from __future__ import annotations

import contextlib
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.test_crashes import facts_of
from vse_app.model.errors import CannotOpen
from vse_app.services import backup, company, records
from vse_app.services.workspace import Workspace
from vse_app.store import queries, searching

GOLDEN = Path(__file__).resolve().parents[1] / "files" / "v2.vse"
FREE = ("audit_keep", "audit_stay", "revisions_keep", "revisions_stay")


@pytest.fixture
def golden(tmp_path: Path) -> Path:
    """A copy of the company file that has one of everything."""
    return Path(shutil.copy(GOLDEN, tmp_path / "golden.vse"))


def tamper(path: Path, *statements: str) -> int:
    """Change the file with plain SQLite, triggers out of the way and put back; return the rows touched."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as raw:
        triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            raw.execute(f"DROP TRIGGER {name}")
        touched = sum(raw.execute(statement).rowcount for statement in statements)
        for _, sql in triggers:
            raw.execute(sql)
    return touched


def named(path: Path) -> list[tuple[str, str]]:
    """What the check names."""
    with Workspace.open(path, writable=False) as ws:
        return [tuple(problem) for problem in backup.check(ws)]


def test_the_golden_file_is_whole_and_says_what_it_said(golden: Path) -> None:
    assert GOLDEN.stat().st_size < 200_000
    with Workspace.open(golden) as ws:
        assert backup.check(ws) == []
        assert company.company(ws).why == "A customer asks ไทย"
        page = records.page(ws, 1)
        assert page.revision.content.fields["aim"] == "Changed\nin two lines"
        assert page.states == {"checked"}
        assert records.page(ws, 2).revision.content.files[0].name == "minutes ñ.txt"
        with ws.reading() as connection:
            assert [hit.record for hit in searching.find(connection, "nowhere")] == []
            assert 2 in [hit.record for hit in searching.find(connection, "reminders")]
        records.revise(ws, 1, fields={"aim": "goes on"})
        assert backup.check(ws) == []


@pytest.mark.parametrize(
    ("statement", "code", "place"),
    [
        ("UPDATE documents SET data = replace(data, 'Acme', 'Evil') WHERE kind = 'company'", "document", "company"),
        ("UPDATE documents SET project = 2 WHERE kind = 'mark'", "document", "mark 1/MAN.1.1/0"),
        ("DELETE FROM documents WHERE kind = 'person' AND key = 'ben'", "document", "person ben"),
        ("INSERT INTO documents (kind, key, data) VALUES ('person', 'eve', '{}')", "document", "person eve"),
        ("INSERT INTO documents (kind, key, data) VALUES ('new', '', '{}')", "document", "new"),
        ("UPDATE models SET raw = x'00'", "document", "model "),
        ("UPDATE records SET title = 'other' WHERE id = 1", "record", "1"),
        ("UPDATE records SET withdrawn = '' WHERE id = 4", "record", "4"),
        ("UPDATE records SET filled = 0 WHERE id = 1", "record", "1"),
        ("UPDATE records SET parts = '' WHERE id = 1", "record", "1"),
        ("UPDATE records SET revision = 1 WHERE id = 1", "record", "1"),
        ("UPDATE records SET happened = '2020-01-01' WHERE id = 1", "record", "1"),
        ("UPDATE records SET captured = '2020-01-01' WHERE id = 1", "record", "1"),
        ("UPDATE records SET due = '' WHERE id = 2", "record", "2"),
        ("UPDATE records SET task = 'x' WHERE id = 1", "record", "1"),
        ("INSERT INTO records (id, project, number, revision, filled) VALUES (99, 1, 'X', 1, 1)", "record", "99"),
        ("UPDATE records SET follow = 'done'", "record", ""),
        ("UPDATE records SET follow = '' WHERE follow <> ''", "record", ""),
        ("UPDATE records SET place = substr(place, 10) WHERE place LIKE '%.%'", "record", "6"),
        ("UPDATE records SET core = 'x' WHERE id = 6", "record", "6"),
        ("UPDATE records SET rows = '' WHERE rows <> ''", "record", ""),
        ("UPDATE links SET own = ''", "links", ""),
        ("UPDATE links SET looked_by = 'eve'", "links", ""),
        ("DELETE FROM links; ", "links", "2/field:based-on"),
        ("UPDATE links SET stamp = ''", "links", "2/field:based-on"),
        ("INSERT INTO links (project, source, type, target) VALUES (1, 1, 'x', 2)", "links", "1/x"),
        ("UPDATE revisions SET content = replace(content, 'Changed', 'changed') WHERE no = 2", "revision", "1 v2"),
        ("UPDATE revisions SET author = 'eve' WHERE record = 1 AND no = 1", "revision", "1 v1"),
        ("UPDATE revisions SET happened = '2020-01-01' WHERE record = 1 AND no = 1", "revision", "1 v1"),
        ("UPDATE revisions SET captured = '2020' WHERE record = 1 AND no = 1", "revision", "1 v1"),
        ("UPDATE revisions SET source_dated = '2020' WHERE record = 1 AND no = 1", "revision", "1 v1"),
        ("UPDATE revisions SET label = '9' WHERE record = 1 AND no = 2", "revision", "1 v2"),
        ("UPDATE revisions SET note = '' WHERE record = 1 AND no = 2", "revision", "1 v2"),
        ("UPDATE revisions SET content = replace(content, ',35,', ',36,') WHERE record = 2", "revision", "2 v2"),
        ("DELETE FROM revisions WHERE record = 1 AND no = 1", "revision", "1 v1"),
        ("INSERT INTO revisions (record, no, content) VALUES (1, 9, '{}')", "revision", "1 v9"),
        ("DELETE FROM revision_files", "revision", "2 v2"),
        ("INSERT INTO revision_files VALUES (1, 1, 0, 'ab')", "revision", "1 v1"),
        ("UPDATE revision_files SET sha256 = 'ab'", "file", "ab"),
        ("UPDATE events SET person = 'eve' WHERE id = 1", "event", "1"),
        ("UPDATE events SET withdrawn = '' WHERE id = 2", "event", "2"),
        ("UPDATE events SET stamp = 'x' WHERE id = 1", "event", "1"),
        ("DELETE FROM events WHERE id = 1", "event", "1"),
        ("INSERT INTO events (id, record, revision, state) VALUES (9, 1, 1, 'agreed')", "event", "9"),
        ("UPDATE confirmations SET happened = '2020-01-01'", "confirmation", "1"),
        ("DELETE FROM confirmations", "confirmation", "1"),
        ("INSERT INTO confirmations (id, project, task) VALUES (9, 1, 'MAN.1.3')", "confirmation", "9"),
        ("UPDATE chunks SET data = x'00'", "file", ""),
        ("DELETE FROM chunks", "file", ""),
        ("UPDATE files SET size = size + 1", "file", ""),
        ("UPDATE audit SET person = 'eve' WHERE seq = 3", "history", "3"),
        ("UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE seq = 1", "history", "1"),
        ("UPDATE audit SET after = '' WHERE seq = 4", "history", "4"),
        ("UPDATE audit SET hash = 'x' WHERE seq = 5", "history", "5"),
        ("UPDATE audit SET before = x'00ff' WHERE seq = 5", "history", "5"),
        ("DELETE FROM audit WHERE seq = 7", "history", "7"),
        ("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)", "", ""),
        ("INSERT INTO audit (seq, change, entity, key) VALUES (10000, 1, 'x', 'y')", "history", ""),
    ],
)
def test_every_way_of_tampering_is_named(golden: Path, statement: str, code: str, place: str) -> None:
    assert tamper(golden, statement) > 0
    found = named(golden)
    assert any((not code or c == code) and p.startswith(place) for c, p in found), found


def test_two_files_swapped_are_both_named(golden: Path) -> None:
    with Workspace.open(golden) as ws:
        import io

        ws.database.take_in(io.BytesIO(b"another"))
    tamper(
        golden, "UPDATE files SET id = -id", "UPDATE chunks SET file = 3 + file", "UPDATE chunks SET file = 6 - file"
    )
    assert {code for code, _ in named(golden)} == {"database", "file"}


def test_rewriting_the_whole_chain_after_a_change_is_still_found(golden: Path) -> None:
    """Somebody who recomputes the chain without the row it speaks of is contradicted by the row."""
    from vse_app.store.audit import Entry, entry_hash

    with contextlib.closing(sqlite3.connect(golden)) as raw:
        rows = [Entry(*row) for row in raw.execute("SELECT * FROM audit ORDER BY seq")]
    statements, previous = [], ""
    for entry in rows:
        after = entry.after.replace("ben", "eve") if entry.entity == "event" else entry.after
        new = entry._replace(after=after, previous=previous, hash="")
        previous = entry_hash(new)
        escaped = after.replace("'", "''")
        statements.append(
            f"UPDATE audit SET after = '{escaped}', previous = '{new.previous}', hash = '{previous}' "
            f"WHERE seq = {entry.seq}"
        )
    tamper(golden, *statements)
    assert ("event", "1") in named(golden)


def test_a_missing_trigger_is_named(golden: Path) -> None:
    with contextlib.closing(sqlite3.connect(golden)) as raw:
        raw.execute("DROP TRIGGER audit_keep")
    assert ("database", "CREATE TRIGGER audit_keep BEFORE UPDATE ") in named(golden)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET person = 'eve'",
        "DELETE FROM audit",
        "UPDATE revisions SET note = 'x'",
        "DELETE FROM revisions",
    ],
)
def test_history_and_versions_refuse_to_be_changed(golden: Path, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(golden)) as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute(statement)


def test_a_foreign_key_that_leads_nowhere_is_named(golden: Path) -> None:
    tamper(golden, "UPDATE events SET record = 77 WHERE id = 1")
    assert ("database", "events 1") in named(golden)


def test_the_check_can_be_stopped(golden: Path) -> None:
    tamper(golden, "UPDATE records SET title = 'x'", "UPDATE chunks SET data = x'00'")
    with Workspace.open(golden, writable=False) as ws:
        assert backup.check(ws, cancelled=lambda: True) == []


def values_of(path: Path) -> object:
    """Every fact the program reads from a file. Who opened it last and the search index are none."""
    with Workspace.open(path, writable=False) as ws, ws.reading() as connection:
        rows = facts_of(path)
        rows["documents"] = [row for row in rows["documents"] if row[1] != "holder"]
        return [rows, *(records.page(ws, record.id) for record in queries.records_of(connection, 1))]


FLIPS = 200


def test_every_flipped_bit_is_detected_or_without_effect(golden: Path, tmp_path: Path) -> None:
    """Detected when opening, reading or checking; otherwise every value read is what it was."""
    golden.chmod(0o644)
    whole = golden.read_bytes()
    before = values_of(golden)
    chance = random.Random(20_260_302)
    file = tmp_path / "flipped.vse"
    silent: list[tuple[int, int]] = []
    outcomes = {"opening": 0, "check": 0, "without effect": 0}
    for _ in range(FLIPS):
        at, bit = chance.randrange(len(whole)), chance.randrange(8)
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
        try:
            problems = named(file)
            same = bool(problems) or values_of(file) == before
        except (CannotOpen, sqlite3.DatabaseError, UnicodeDecodeError):
            outcomes["opening"] += 1
            continue
        outcomes["check" if problems else "without effect"] += 1
        if not same:
            silent.append((at, bit))
    assert silent == []
    assert all(outcomes.values()), outcomes


def test_checking_reads_everything_it_needs_from_the_file(golden: Path) -> None:
    """A check that cannot be made is a problem, not a crash."""
    breakages: list[Callable[[], int]] = [
        lambda: tamper(golden, "UPDATE audit SET after = 'no json' WHERE entity = 'event'"),
        lambda: tamper(golden, "UPDATE audit SET key = 'no number' WHERE entity = 'record'"),
        lambda: tamper(golden, "UPDATE audit SET after = '[]' WHERE entity = 'links'"),
    ]
    for breakage in breakages:
        assert breakage()
        assert named(golden)
