"""Bring a company file to the current schema with Alembic, after a safety copy."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from vse_app.model.errors import CannotOpen

_SCRIPTS = Path(__file__).resolve().parent / "migrations"


def upgrade(engine: Engine) -> None:
    """Run every migration that is missing, in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    with engine.connect() as connection:
        connection = connection.execution_options(vse_write=True)
        with connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def upgrade_with_copy(engine: Engine, path: Path) -> None:
    """As `upgrade`, only when needed, after copying the file beside itself; refuses a revision it does not know."""
    script = ScriptDirectory(str(_SCRIPTS))
    with engine.connect() as connection, connection.begin():
        current = MigrationContext.configure(connection).get_current_revision()
    if current == script.get_current_head():
        return
    if current not in {revision.revision for revision in script.walk_revisions()}:
        raise CannotOpen(
            "This company file was made by a newer version of the program.",
            hint="Install the newest version and open it there. The file was not changed.",
            place=str(path),
        )
    copy_beside(path, f".before-{script.get_current_head()}")
    upgrade(engine)


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
