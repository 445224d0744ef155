"""The company, its people and its house style."""

from __future__ import annotations

import dataclasses
import io
import re
from pathlib import Path
from typing import Any

from vse_app.model.changes import Changes
from vse_app.model.errors import Invalid
from vse_app.model.project import Company, Person, plain
from vse_app.services.workspace import Done, Workspace
from vse_app.store import files, queries

MAX_NAME = 300
MAX_LOGO = 5 * 1024 * 1024


def company(ws: Workspace) -> Company:
    """The company as it is set up; a nameless one before the interview."""
    with ws.reading() as connection:
        found = queries.document(connection, "company", "")
    return Company(**found) if found else Company(name="")


def edit_company(ws: Workspace, **values: Any) -> Done[Company]:
    """Change the company or its house style; raises Invalid when a value cannot be."""
    new = dataclasses.replace(company(ws), **values)
    _check_name(new.name)
    if new.it_staff < 0 or new.it_staff > 100_000:
        raise Invalid("The number of people must be between 0 and 100,000.")
    if new.paper not in ("A4", "Letter"):
        raise Invalid("The paper must be A4 or Letter.")
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", new.accent):
        raise Invalid("A colour is written like #1F5FA8.")
    done = ws.write("company", lambda change: change.put("company", "", plain(new)))
    return Done(new, done.changes)


def set_logo(ws: Workspace, path: Path | None) -> Done[Company]:
    """Take a PNG or JPEG as the company's logo (None removes it); raises Invalid for anything else."""
    if path is None:
        return edit_company(ws, logo="")
    try:
        if not path.is_file() or path.stat().st_size > MAX_LOGO:
            raise Invalid("The logo must be a PNG or JPEG file of at most 5 MB.", place=str(path))
        data = path.read_bytes()
    except OSError as error:
        raise Invalid("The file cannot be read ({reason}).", place=str(path), reason=error.strerror) from None
    if not data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        raise Invalid("The logo must be a PNG or JPEG file of at most 5 MB.", place=str(path))
    stored = ws.database.take_in(io.BytesIO(data))
    return edit_company(ws, logo=stored.sha256)


def logo(ws: Workspace) -> bytes:
    """The logo's bytes; b"" when there is none."""
    return logo_at(ws, company(ws).logo)


def logo_at(ws: Workspace, address: str) -> bytes:
    """The bytes of a logo kept under an SHA-256, which may be one of former days; b"" for none."""
    if not address:
        return b""
    with ws.reading() as connection:
        return files.head(connection, address, MAX_LOGO)


def people(ws: Workspace) -> tuple[Person, ...]:
    """Everybody, in the order they were added."""
    with ws.reading() as connection:
        found = queries.all_documents(connection, "person")
    return tuple(_person(data) for data in found.values())


def save_person(ws: Workspace, person: Person) -> Done[Person]:
    """Add or change somebody; an empty id gets one made from the name."""
    _check_name(person.name)
    if not person.id:
        person = dataclasses.replace(person, id=new_id(person.name, {p.id for p in people(ws)}))
    done = ws.write("person", lambda change: change.put("person", person.id, plain(person)))
    return Done(person, done.changes)


def save_people(ws: Workspace, wanted: tuple[Person, ...]) -> Done[tuple[Person, ...]]:
    """Save several people in one change."""
    taken = {p.id for p in people(ws)}
    named: list[Person] = []
    for person in wanted:
        _check_name(person.name)
        if not person.id:
            person = dataclasses.replace(person, id=new_id(person.name, taken))
        taken.add(person.id)
        named.append(person)

    def work(change: Any) -> None:
        for person in named:
            change.put("person", person.id, plain(person))

    return Done(tuple(named), ws.write("person", work).changes)


def set_actor(ws: Workspace, person: str) -> Changes:
    """Say who is working now; their name stands on what is written from here on."""
    ws.actor = person
    if not ws.writable:
        return Changes(frozenset({"setting"}))
    return ws.write("setting", lambda change: change.put("setting", "actor", person)).changes


def new_id(name: str, taken: set[str]) -> str:
    """A short stable id from a name: `elena-ruiz`, `elena-ruiz-2`; letters of any script stay."""
    base = "-".join(re.findall(r"\w+", name.casefold()))[:40] or "person"
    candidate, count = base, 1
    while candidate in taken:
        count += 1
        candidate = f"{base}-{count}"
    return candidate


def _person(data: dict[str, Any]) -> Person:
    values: dict[str, Any] = data | {"roles": tuple(data.get("roles", ()))}
    return Person(**values)


def _check_name(value: str) -> None:
    if not value.strip():
        raise Invalid("A name is needed.")
    if len(value) > MAX_NAME:
        raise Invalid("The name is longer than {limit} characters.", limit=MAX_NAME)
