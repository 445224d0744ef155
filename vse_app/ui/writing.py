"""What happens around a verb: it runs on the writer thread, everybody is told, it can be undone, failures are said."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from vse_app.model.changes import Changes
from vse_app.model.errors import Cancelled, ReadOnly, StorageFailed, UserError
from vse_app.ui.undoing import Made, Undoing

if TYPE_CHECKING:
    from vse_app.services.workspace import Workspace
    from vse_app.ui.session import Session

Then = Callable[[Any], object]
Failed = Callable[[UserError], object]


class Asked(NamedTuple):
    """What was asked for beside the verb itself."""

    then: Then | None
    failed: Failed | None
    owner: QObject | None
    undoable: bool
    deleted: str


class Writing(QObject):
    """Runs verbs. `changed` is the broadcast; `saving` tells whether something is being written."""

    changed = Signal(object)
    saving = Signal(bool)
    undo_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session, self._under_way = session, 0
        self.undoing = Undoing()
        session.runner.crashed.connect(lambda _error: self._settled(crashed=True))

    def do(
        self,
        verb: Callable[[], Any],
        then: Then | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
        undoable: bool = True,
        deleted: str = "",
    ) -> None:
        """Run a verb that returns `Done` or `Changes`; `then` gets its value unless its owner is gone.

        `deleted` is a sentence about something that disappeared: it is shown with a button to undo it.
        """
        asked = Asked(then, failed, owner or _owner_of(then), undoable, deleted)
        ws = self._session.workspace
        self._under_way += 1
        self.saving.emit(True)
        self._session.runner.write(
            lambda: _with_verb(ws, verb()),
            lambda answer: self._on_written(asked, *answer),
            failed=lambda error: self._on_failed(asked, error),
        )

    def undo(self, *, redo: bool = False) -> None:
        """Undo the newest change of this window, or redo what was undone last."""
        change = self.undoing.next_redo if redo else self.undoing.next_undo
        ws = self._session.workspace
        if change is None or ws is None:
            return
        from vse_app.services.undo import undo
        from vse_app.services.verbs import verb_name

        tr = self._session.translator
        what = verb_name(tr, change.verb)
        said = tr("Redone: {what}", what=what) if redo else tr("Undone: {what}", what=what)

        def then(number: int) -> None:
            self.undoing.took_back(change, number, redo=redo)
            self.undo_changed.emit()
            self._session.messages.say("info", said)

        self.do(lambda: _numbered(undo(ws, change.number)), then, undoable=False)

    def _on_written(self, asked: Asked, value: Any, changes: Changes, verb: str) -> None:
        from vse_app.services.verbs import FINAL

        self._settled()
        if changes.number and asked.undoable and verb not in FINAL:
            self.undoing.made(Made(changes.number, verb))
            self.undo_changed.emit()
        if asked.then is not None and (asked.owner is None or isValid(asked.owner)):
            asked.then(value)
        self.changed.emit(changes)
        if asked.deleted:
            tr = self._session.translator
            self._session.messages.say("info", asked.deleted, tr("Undo"), self.undo)

    def _on_failed(self, asked: Asked, error: UserError) -> None:
        self._settled()
        can_answer = asked.failed is not None and (asked.owner is None or isValid(asked.owner))
        if asked.failed is not None and can_answer:
            asked.failed(error)
        if not can_answer or isinstance(error, (ReadOnly, StorageFailed)):
            self.refuse(error)

    def refuse(self, error: UserError) -> None:
        """Say what went wrong and what to do about it."""
        if not isinstance(error, Cancelled):
            self._session.messages.say("bad", error.say(self._session.translator))

    def _settled(self, *, crashed: bool = False) -> None:
        self._under_way = 0 if crashed else max(0, self._under_way - 1)
        if not self._under_way:
            self.saving.emit(False)


def _with_verb(ws: Workspace | None, done: Any) -> tuple[Any, Changes, str]:
    from vse_app.services.verbs import verb_of

    changes: Changes = getattr(done, "changes", done)
    return getattr(done, "value", done), changes, verb_of(ws, changes.number) if ws is not None else ""


def _numbered(done: Any) -> Any:
    """An undoing whose value is its own number."""
    return done._replace(value=done.changes.number)


def _owner_of(then: Then | None) -> QObject | None:
    owner = getattr(then, "__self__", None)
    return owner if isinstance(owner, QObject) else None
