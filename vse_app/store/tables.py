"""The tables of a company file. Adding one is a table here and a migration beside it.

Small things that are edited as a whole (company, person, project, mark, setting) are documents: one JSON value
under a kind and a key. Records have real columns for what lists, rules and filters need; their contents are
immutable revisions.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()


def _text(name: str, **options: object) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="", **options)  # type: ignore[arg-type]


def _number(name: str, *arguments: object, **options: object) -> Column[int]:
    return Column(name, Integer, *arguments, nullable=False, **options)  # type: ignore[arg-type]


documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("kind"),
    _text("key"),
    _number("project", server_default="0"),
    _text("data"),
    UniqueConstraint("kind", "key"),
    Index("documents_project", "project", "kind"),
)

models = Table(
    "models",
    metadata,
    Column("hash", Text, primary_key=True),
    _text("ref"),
    Column("raw", LargeBinary, nullable=False),
)

records = Table(
    "records",
    metadata,
    Column("id", Integer, primary_key=True),
    _number("project"),
    _text("kind"),
    _text("number"),
    _text("task"),
    _number("iteration", server_default="0"),
    _text("owner"),
    _text("due"),
    _text("withdrawn"),
    _number("revision"),
    _text("title"),
    _text("stamp"),
    _text("form"),
    _number("filled"),
    _text("parts"),
    _text("author"),
    _text("happened"),
    _text("source_dated"),
    _text("captured"),
    _text("place"),
    _text("follow"),
    _text("rows"),
    _text("core"),
    UniqueConstraint("project", "number"),
    Index("records_kind", "project", "kind"),
    Index("records_place", "project", "kind", "place"),
    Index("records_follow", "project", "withdrawn", "kind", "follow", "due"),
    Index("records_live", "project", "withdrawn", "kind", "filled"),
    Index("records_title", "project", "withdrawn", "title", "id"),
    Index("records_happened", "project", "withdrawn", "happened", "id"),
    Index("records_captured", "project", "withdrawn", "captured", "id"),
)

revisions = Table(
    "revisions",
    metadata,
    _number("record", ForeignKey("records.id")),
    _number("no"),
    _text("label"),
    _text("content"),
    _text("stamp"),
    _text("author"),
    _text("note"),
    _text("happened"),
    _text("source_dated"),
    _text("captured"),
    PrimaryKeyConstraint("record", "no"),
)

files = Table(
    "files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", Text, nullable=False, unique=True),
    _number("size"),
)

chunks = Table(
    "chunks",
    metadata,
    Column("id", Integer, primary_key=True),
    _number("file", ForeignKey("files.id")),
    _number("no"),
    Column("data", LargeBinary, nullable=False),
    UniqueConstraint("file", "no"),
)

revision_files = Table(
    "revision_files",
    metadata,
    _number("record"),
    _number("no"),
    _number("position"),
    _text("sha256"),
    PrimaryKeyConstraint("record", "no", "position"),
    Index("revision_files_sha256", "sha256"),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    _number("record", ForeignKey("records.id")),
    _number("revision"),
    _text("stamp"),
    _text("state"),
    _text("person"),
    _text("role"),
    _text("task"),
    _number("iteration", server_default="0"),
    _text("happened"),
    _text("captured"),
    _text("note"),
    _text("withdrawn"),
    Index("events_record", "record"),
)

confirmations = Table(
    "confirmations",
    metadata,
    Column("id", Integer, primary_key=True),
    _number("project"),
    _text("task"),
    _number("iteration", server_default="0"),
    _text("person"),
    _text("role"),
    _text("happened"),
    _text("captured"),
    _text("note"),
    _text("gaps"),
    _text("withdrawn"),
    Index("confirmations_project", "project"),
)

links = Table(
    "links",
    metadata,
    Column("id", Integer, primary_key=True),
    _number("project"),
    _number("source", ForeignKey("records.id")),
    _text("type"),
    _number("target", server_default="0"),
    _text("element"),
    _text("stamp"),
    _text("own"),
    _text("looked_by"),
    _text("looked_on"),
    UniqueConstraint("source", "type", "target", "element"),
    Index("links_target", "target"),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True),
    _number("change"),
    _text("at"),
    _text("person"),
    _text("verb"),
    _text("entity"),
    _text("key"),
    _number("project", server_default="0"),
    _text("before"),
    _text("after"),
    _text("previous"),
    _text("hash"),
    Index("audit_change", "change"),
    Index("audit_entity", "entity", "key"),
    Index("audit_project", "project", "seq"),
)

RAW_DDL = (
    "CREATE VIRTUAL TABLE search USING fts5(title, body, ref UNINDEXED, project UNINDEXED, kind UNINDEXED, "
    "tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'\")",
    "CREATE TRIGGER audit_keep BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END",
    "CREATE TRIGGER audit_stay BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END",
    "CREATE TRIGGER revisions_keep BEFORE UPDATE ON revisions "
    "BEGIN SELECT RAISE(ABORT, 'revisions are immutable'); END",
    "CREATE TRIGGER revisions_stay BEFORE DELETE ON revisions "
    "BEGIN SELECT RAISE(ABORT, 'revisions are immutable'); END",
)
"""What SQLAlchemy cannot say: full-text search and the triggers that keep history append-only."""
