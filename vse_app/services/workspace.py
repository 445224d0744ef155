"""An open company file with the person working in it. Every verb takes one; every write goes through `write`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from vse_app.model.building import build
from vse_app.model.changes import Changes
from vse_app.model.process import ProcessModel
from vse_app.model.registers import with_registers
from vse_app.store import queries, snapshots
from vse_app.store.change import Change
from vse_app.store.database import Connection, Database

T = TypeVar("T")
Clock = Callable[[], dt.datetime]


def now() -> dt.datetime:
    """The moment, in UTC."""
    return dt.datetime.now(dt.UTC)


class Done(NamedTuple, Generic[T]):
    """What a verb returns: its value and what it changed."""

    value: T
    changes: Changes


class Workspace:
    """An open company file. `actor` is the person id edits are written under; "" until somebody is chosen."""

    def __init__(self, database: Database, clock: Clock = now) -> None:
        self.database = database
        self.clock = clock
        self.actor = ""
        self._models: dict[tuple[str, str], ProcessModel] = {}
        self.views: dict[int, Any] = {}
        self.proposals: dict[int, Any] = {}
        self.traces: dict[int, Any] = {}
        self.xrays: dict[int, Any] = {}
        self.hints: dict[Any, Any] = {}
        with self.reading() as connection:
            self.actor = queries.document(connection, "setting", "actor") or ""

    @classmethod
    def open(cls, path: Path, *, writable: bool = True, clock: Clock = now) -> Workspace:
        """Open a company file; raises CannotOpen. It is read-only when another program writes it.

        Projects of a file from before there were registers get them now, when it can be written.
        """
        opened = cls(Database.open(path, at=moment(clock), writable=writable), clock)
        if opened.writable:
            from vse_app.services import kinds

            kinds.adopt(opened)
        return opened

    @classmethod
    def create(cls, path: Path, *, clock: Clock = now) -> Workspace:
        """Make an empty company file; raises CannotOpen when something is already there."""
        return cls(Database.create(path, at=moment(clock)), clock)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.database.path

    @property
    def writable(self) -> bool:
        """Whether changes can be made."""
        return self.database.writable

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """A consistent view for one read."""
        with self.database.reading() as connection:
            yield connection

    def write(self, verb: str, work: Callable[[Change], T]) -> Done[T]:
        """Run `work` in one transaction; all of it is kept, with its history, or none."""
        with self.database.writing() as connection:
            from vse_app.services.kinds import ModelRules

            rules = ModelRules(self, connection)
            change = Change(connection, at=self.moment(), person=self.actor, verb=verb, rules=rules)
            value = work(change)
            return Done(value, change.finish())

    def moment(self) -> str:
        """Now, as stored: ISO, UTC, whole seconds."""
        return moment(self.clock)

    def today(self) -> str:
        """Today's date where the person is, as ISO."""
        return self.clock().astimezone().date().isoformat() if self.clock is now else self.clock().date().isoformat()

    def model(self, model_hash: str, registers_hash: str = "") -> ProcessModel:
        """The model snapshot a project keeps, with the registers it keeps."""
        key = (model_hash, registers_hash)
        if key not in self._models:
            with self.reading() as connection:
                model = build(snapshots.fetch(connection, model_hash))
                if registers_hash:
                    model = with_registers(model, snapshots.fetch(connection, registers_hash))
            self._models[key] = model
        return self._models[key]


def moment(clock: Clock) -> str:
    """A clock's moment as stored: ISO, UTC, whole seconds."""
    return clock().astimezone(dt.UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
