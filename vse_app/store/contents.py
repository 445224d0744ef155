"""A revision's content as it is stored."""

from __future__ import annotations

import json

from vse_app.model.records import Content, FileRef


def dumps(content: Content) -> str:
    """JSON of a content; lone surrogates survive as escapes."""
    return json.dumps(
        {
            "title": content.title,
            "fields": dict(content.fields),
            "files": [[f.sha256, f.name, f.size, f.source_dated] for f in content.files],
            "link": content.link,
        },
        ensure_ascii=True,
        separators=(",", ":"),
    )


def loads(text: str) -> Content:
    """The content back from its JSON."""
    body = json.loads(text)
    files = tuple(FileRef(*file) for file in body["files"])
    return Content(body["title"], body["fields"], files, body["link"])
