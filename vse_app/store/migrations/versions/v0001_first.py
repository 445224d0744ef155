"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer, primary_key=True),
        _text("kind"),
        _text("key"),
        sa.Column("project", sa.Integer, nullable=False, server_default="0"),
        _text("data"),
        sa.UniqueConstraint("kind", "key"),
    )
    op.create_index("documents_project", "documents", ["project", "kind"])


def _models() -> None:
    op.create_table(
        "models",
        sa.Column("hash", sa.Text, primary_key=True),
        _text("ref"),
        sa.Column("raw", sa.LargeBinary, nullable=False),
    )


def _records() -> None:
    op.create_table(
        "records",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("project", sa.Integer, nullable=False),
        _text("kind"),
        _text("number"),
        _text("task"),
        sa.Column("iteration", sa.Integer, nullable=False, server_default="0"),
        _text("owner"),
        _text("due"),
        _text("withdrawn"),
        sa.Column("revision", sa.Integer, nullable=False),
        _text("title"),
        _text("stamp"),
        _text("form"),
        sa.Column("filled", sa.Integer, nullable=False),
        _text("parts"),
        _text("author"),
        _text("happened"),
        _text("source_dated"),
        _text("captured"),
        sa.UniqueConstraint("project", "number"),
    )
    op.create_index("records_captured", "records", ["project", "withdrawn", "captured", "id"])
    op.create_index("records_happened", "records", ["project", "withdrawn", "happened", "id"])
    op.create_index("records_kind", "records", ["project", "kind"])
    op.create_index("records_live", "records", ["project", "withdrawn", "kind", "filled"])
    op.create_index("records_title", "records", ["project", "withdrawn", "title", "id"])


def _revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("record", sa.Integer, sa.ForeignKey("records.id"), nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        _text("label"),
        _text("content"),
        _text("stamp"),
        _text("author"),
        _text("note"),
        _text("happened"),
        _text("source_dated"),
        _text("captured"),
        sa.PrimaryKeyConstraint("record", "no"),
    )


def _files() -> None:
    op.create_table(
        "files",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("sha256", sa.Text, nullable=False, unique=True),
        sa.Column("size", sa.Integer, nullable=False),
    )


def _chunks() -> None:
    op.create_table(
        "chunks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("file", sa.Integer, sa.ForeignKey("files.id"), nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("file", "no"),
    )


def _revision_files() -> None:
    op.create_table(
        "revision_files",
        sa.Column("record", sa.Integer, nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        _text("sha256"),
        sa.PrimaryKeyConstraint("record", "no", "position"),
    )
    op.create_index("revision_files_sha256", "revision_files", ["sha256"])


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("record", sa.Integer, sa.ForeignKey("records.id"), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        _text("stamp"),
        _text("state"),
        _text("person"),
        _text("role"),
        _text("task"),
        sa.Column("iteration", sa.Integer, nullable=False, server_default="0"),
        _text("happened"),
        _text("captured"),
        _text("note"),
        _text("withdrawn"),
    )
    op.create_index("events_record", "events", ["record"])


def _confirmations() -> None:
    op.create_table(
        "confirmations",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("project", sa.Integer, nullable=False),
        _text("task"),
        sa.Column("iteration", sa.Integer, nullable=False, server_default="0"),
        _text("person"),
        _text("role"),
        _text("happened"),
        _text("captured"),
        _text("note"),
        _text("gaps"),
        _text("withdrawn"),
    )
    op.create_index("confirmations_project", "confirmations", ["project"])


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("source", sa.Integer, sa.ForeignKey("records.id"), nullable=False),
        _text("type"),
        sa.Column("target", sa.Integer, nullable=False, server_default="0"),
        _text("element"),
        _text("stamp"),
        sa.UniqueConstraint("source", "type", "target", "element"),
    )
    op.create_index("links_target", "links", ["target"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("change", sa.Integer, nullable=False),
        _text("at"),
        _text("person"),
        _text("verb"),
        _text("entity"),
        _text("key"),
        sa.Column("project", sa.Integer, nullable=False, server_default="0"),
        _text("before"),
        _text("after"),
        _text("previous"),
        _text("hash"),
    )
    op.create_index("audit_change", "audit", ["change"])
    op.create_index("audit_entity", "audit", ["entity", "key"])
    op.create_index("audit_project", "audit", ["project", "seq"])


def upgrade() -> None:
    _documents()
    _models()
    _records()
    _revisions()
    _files()
    _chunks()
    _revision_files()
    _events()
    _confirmations()
    _links()
    _audit()
    for statement in _RAW_DDL:
        op.execute(statement)


# fmt: off
_RAW_DDL = (
    "CREATE VIRTUAL TABLE search USING fts5(title, body, ref UNINDEXED, project UNINDEXED, kind UNINDEXED, tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'\")",
    "CREATE TRIGGER audit_keep BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END",
    "CREATE TRIGGER audit_stay BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END",
    "CREATE TRIGGER revisions_keep BEFORE UPDATE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions are immutable'); END",
    "CREATE TRIGGER revisions_stay BEFORE DELETE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions are immutable'); END",
)
