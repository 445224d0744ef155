"""Migrations: the same schema as the tables, all or nothing, after a safety copy."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from vse_app.model.errors import CannotOpen, StorageFailed
from vse_app.services import company
from vse_app.services.workspace import Workspace
from vse_app.store import header, migrating, tables
from vse_app.store.database import Database

STEP = """
from alembic import op
import sqlalchemy as sa
revision = "0003"
down_revision = "0002"
def upgrade():
    op.create_table("extra", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("UPDATE documents SET data = '\\"changed\\"' WHERE kind = 'company'")
    {more}
"""


def test_the_migrations_make_the_very_schema_of_the_tables(ws: Workspace) -> None:
    with ws.database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_object": lambda _thing, name, *_: not str(name).startswith("search"), "compare_type": True},
        )
        assert [d for d in compare_metadata(context, tables.metadata) if "alembic_version" not in str(d)] == []
        rows = connection.exec_driver_sql("SELECT type || name, sql FROM sqlite_master").all()
        made = {name: " ".join(sql.split()) for name, sql in rows if sql}
    for statement in tables.RAW_DDL:
        words = statement.split()
        kind = "table" if words[1] == "VIRTUAL" else "trigger"
        assert made[kind + words[3 if words[1] == "VIRTUAL" else 2]] == " ".join(words)


def test_the_newest_migration_is_the_one_the_program_knows() -> None:
    assert ScriptDirectory(str(migrating._SCRIPTS)).get_current_head() == header.REVISION


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """The program as it will be with one more migration, whose last line is given."""
    import shutil

    def make(more: str = "") -> None:
        scripts = Path(shutil.copytree(migrating._SCRIPTS, tmp_path / "migrations", dirs_exist_ok=True))
        (scripts / "versions" / "v0003_next.py").write_text(STEP.replace("{more}", more))
        monkeypatch.setattr(migrating, "_SCRIPTS", scripts)
        monkeypatch.setattr(migrating, "REVISION", "0003")

    return make


def test_an_older_file_is_copied_and_then_brought_up_to_date(ws: Workspace, next_version) -> None:  # type: ignore[no-untyped-def]
    ws.close()
    next_version()
    with Workspace.open(ws.path) as opened:
        with opened.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM extra").scalar() == 0
        assert opened.database.writable
    copy = ws.path.with_name("acme.vse.before-0003")
    database = Database(copy, None)
    with database.reading() as connection:
        assert "Acme" in str(connection.exec_driver_sql("SELECT data FROM documents WHERE kind = 'company'").scalar())
    database.close()


@pytest.mark.parametrize("more", ["raise RuntimeError('half way')", "op.execute('SELECT * FROM missing_table')"])
def test_a_failed_migration_leaves_the_file_as_it_was(ws: Workspace, next_version, more: str) -> None:  # type: ignore[no-untyped-def]
    ws.close()
    before = hashlib.sha256(ws.path.read_bytes()).hexdigest()
    next_version(more)
    with pytest.raises(Exception, match="half way|no such table"):
        Workspace.open(ws.path)
    assert hashlib.sha256(ws.path.read_bytes()).hexdigest() == before


def test_after_a_failed_migration_the_old_program_goes_on(
    ws: Workspace,
    next_version,
    monkeypatch: pytest.MonkeyPatch,  # type: ignore[no-untyped-def]
) -> None:
    ws.close()
    old = migrating._SCRIPTS
    next_version("raise RuntimeError('half way')")
    with pytest.raises(RuntimeError):
        Workspace.open(ws.path)
    monkeypatch.setattr(migrating, "_SCRIPTS", old)
    monkeypatch.setattr(migrating, "REVISION", "0002")
    with Workspace.open(ws.path) as opened:
        assert company.company(opened).name == "Acme"


def test_an_older_file_that_cannot_be_written_says_what_to_do(ws: Workspace, next_version) -> None:  # type: ignore[no-untyped-def]
    ws.close()
    next_version()
    with pytest.raises(CannotOpen, match="older version and has to be brought up to date first. Open it once where"):
        Workspace.open(ws.path, writable=False)


def test_no_room_for_the_safety_copy_is_a_sentence(
    ws: Workspace,
    next_version,
    monkeypatch: pytest.MonkeyPatch,  # type: ignore[no-untyped-def]
) -> None:
    ws.close()
    next_version()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrating, "copy_beside", full)
    with pytest.raises(StorageFailed, match="The disk is full"):
        Workspace.open(ws.path)
