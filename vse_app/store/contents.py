"""A revision's content as it is stored."""

from __future__ import annotations

import hashlib
import json
from typing import NamedTuple

from vse_app.model.canonical import canonical, compact, quoted
from vse_app.model.records import Content, FileRef, has_links, without_links


def dumps(content: Content) -> str:
    """JSON of a content; lone surrogates survive as escapes."""
    return compact(
        {
            "title": content.title,
            "fields": dict(content.fields),
            "files": [[f.sha256, f.name, f.size, f.source_dated] for f in content.files],
            "link": content.link,
        }
    )


class Encoded(NamedTuple):
    """A content as it is stored, with the fingerprints it has (see `Content.stamp` and `core`)."""

    body: str
    stamp: str
    core: str


def encoded(content: Content) -> Encoded:
    """As `dumps`, `stamp` and `core` one after the other, with each value written once."""
    said = dict(content.fields)
    fields, title, link = canonical(said), quoted(content.title), quoted(content.link)
    files = compact([[f.sha256, f.name, f.size, f.source_dated] for f in content.files]) if content.files else "[]"
    named = compact([[f.sha256, f.name] for f in content.files]) if content.files else "[]"
    body = f'{{"title":{title},"fields":{fields},"files":{files},"link":{link}}}'
    tail = f',"files":{named},"link":{link},"title":{title}}}'
    stamp = core = _digest(f'{{"fields":{fields}{tail}')
    if has_links(said):
        core = _digest(f'{{"fields":{canonical(without_links(said))}{tail}')
    return Encoded(body, stamp, core)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def loads(text: str) -> Content:
    """The content back from its JSON."""
    body = json.loads(text)
    files = tuple(FileRef(*file) for file in body["files"])
    return Content(body["title"], body["fields"], files, body["link"])
