"""Full-text search over records, their fields, file names and the text of small text files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, text

from vse_app.model import search
from vse_app.model.records import Content, Record
from vse_app.store import files

TEXT_FILES = (".md", ".txt", ".csv", ".tsv", ".json", ".xml", ".log", ".rst", ".yaml", ".yml", ".html")
TEXT_LIMIT = 400_000
"""Bytes of a text file that are made findable."""


class Hit(NamedTuple):
    """A record found: its id, project, kind and title."""

    record: int
    project: int
    kind: str
    title: str
    number: str


def index_record(connection: Connection, record: Record, content: Content) -> None:
    """Make the current content of a record findable instead of its former content."""
    connection.execute(text("DELETE FROM search WHERE rowid = :id"), {"id": record.id})
    connection.execute(
        text("INSERT INTO search (rowid, title, body, project, kind) VALUES (:id, :title, :body, :project, :kind)"),
        dict(zip(("id", "title", "body", "project", "kind"), index_row(connection, record, content), strict=True)),
    )


def index_row(connection: Connection, record: Record, content: Content) -> tuple[int, str, str, int, str]:
    """What the index holds of a record: its id, title, everything else it says, project and kind."""
    body = [record.number, content.link, *_texts(content.fields.values())]
    for file in content.files:
        body.append(file.name)
        if file.name.lower().endswith(TEXT_FILES):
            body.append(files.head(connection, file.sha256, TEXT_LIMIT).decode("utf-8", "replace"))
    said = search.fold(" ".join(body))
    return record.id, search.fold(content.title), said, record.project, record.kind


def find(connection: Connection, typed: str, *, limit: int = 50) -> list[Hit]:
    """Records that hold all the words typed, best first. What is typed has no syntax, so it has no syntax errors."""
    expression = search.query(typed)
    if not expression:
        return []
    rows = connection.execute(
        text(
            "SELECT r.id, r.project, r.kind, r.title, r.number FROM search s JOIN records r ON r.id = s.rowid "
            "WHERE search MATCH :expression AND r.withdrawn = '' ORDER BY bm25(search, 8.0, 1.0) LIMIT :limit"
        ),
        {"expression": expression, "limit": limit},
    )
    return [Hit(*row) for row in rows]


def _texts(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from _texts(cast("dict[str, Any]", value).values())
        elif isinstance(value, list):
            yield from _texts(cast("list[Any]", value))
        elif value is not None:
            yield str(value)
