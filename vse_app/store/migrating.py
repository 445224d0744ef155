"""Bring a company file to the current schema with Alembic, after a safety copy."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Engine, text

from vse_app.model.errors import CannotOpen
from vse_app.store.header import REVISION

_SCRIPTS = Path(__file__).resolve().parent / "migrations"


def upgrade(engine: Engine) -> None:
    """Run every migration that is missing, in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    with engine.connect() as connection:
        connection = connection.execution_options(vse_write=True)
        with connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def examine(engine: Engine, path: Path, *, writable: bool) -> None:
    """Raise CannotOpen when the schema is not one of ours, or is an older one and the file cannot be written."""
    current = _revision(engine)
    if current == REVISION:
        return
    if not current:
        raise CannotOpen(
            "This file is damaged.",
            hint="It was not changed. Restore the newest backup with “restore”.",
            place=str(path),
        )
    if current not in _known():
        raise CannotOpen(
            "This company file was made by a newer version of the program.",
            hint="Install the newest version and open it there. The file was not changed.",
            place=str(path),
        )
    if not writable:
        raise CannotOpen(
            "This company file was made by an older version and has to be brought up to date first.",
            hint="Open it once where it can be written.",
            place=str(path),
        )


def upgrade_with_copy(engine: Engine, path: Path) -> None:
    """As `upgrade`, only when needed, after copying the file beside itself."""
    if _revision(engine) != REVISION:
        copy_beside(path, f".before-{REVISION}")
        upgrade(engine)


def _revision(engine: Engine) -> str:
    """The migration a file stands at; asked without Alembic, which takes long to import."""
    with engine.connect() as connection, connection.begin():
        known = connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")).scalar()
        return (connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "") if known else ""


def _known() -> frozenset[str]:
    from alembic.script import ScriptDirectory

    return frozenset(revision.revision for revision in ScriptDirectory(str(_SCRIPTS)).walk_revisions())


def copy_beside(path: Path, suffix: str) -> Path:
    """Copy a live company file beside itself through SQLite's backup interface and return the copy."""
    target = path.with_name(path.name + suffix)
    source = sqlite3.connect(path)
    destination = sqlite3.connect(target)
    try:
        source.backup(destination)
    finally:
        destination.close()
        source.close()
    return target
