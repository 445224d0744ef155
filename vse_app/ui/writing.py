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
    from vse_app.ui.messages import Note
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
    typed: bool
    ws: Workspace | None


class Writing(QObject):
    """Runs verbs. `changed` is the broadcast; `saving` says that `standing` may be another one now."""

    changed = Signal(object)
    saving = Signal()
    undo_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session, self._under_way = session, 0
        self._kept: list[tuple[Callable[[], Any], Asked]] = []
        self._waiting: set[object] = set()
        self._note: Note | None = None
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
        typed: bool = False,
    ) -> None:
        """Run a verb that returns `Done` or `Changes`; `then` gets its value unless its owner is gone.

        `deleted` is a sentence about something that disappeared: it is shown with a button to undo it. What was
        `typed` and the disk refuses is kept, and tried again before the next change, on request, and at the end.
        """
        self.try_again()
        ws = self._session.workspace
        self._start(verb, Asked(then, failed, owner or _owner_of(then), undoable, deleted, typed, ws))

    @property
    def standing(self) -> str:
        """How it stands with what was typed: "kept" (the disk refused), "saving", "waiting" in a form, or "saved"."""
        if self.is_kept:
            return "kept"
        return "saving" if self._under_way else "waiting" if self._waiting else "saved"

    def waits(self, form: object, waits: bool) -> None:
        """A form holds something typed that it has not handed over yet, or holds nothing any more."""
        if waits != (form in self._waiting):
            self._waiting ^= {form}
            self.saving.emit()

    @property
    def is_kept(self) -> bool:
        """Whether something typed into the open file could not be written yet."""
        return any(asked.ws is self._session.workspace for _verb, asked in self._kept)

    def try_again(self) -> None:
        """Write what the disk refused, in the order in which it was typed; nothing of a file that was closed since."""
        kept, self._kept = [pair for pair in self._kept if pair[1].ws is self._session.workspace], []
        for verb, asked in kept:
            self._start(verb, asked)

    def _start(self, verb: Callable[[], Any], asked: Asked) -> None:
        self._under_way += 1
        self.saving.emit()
        self._session.runner.write(
            lambda: _with_verb(asked.ws, verb()),
            lambda answer: self._on_written(asked, *answer),
            failed=lambda error: self._on_failed(verb, asked, error),
        )

    def undo(self, *, redo: bool = False) -> None:
        """Undo the newest change of this window, or redo what was undone last; what is being typed is saved first."""
        self._session.stage.leave()
        self._session.runner.write(lambda: None, lambda _: self._take_back(redo=redo))

    def _take_back(self, *, redo: bool) -> None:
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

    def _on_failed(self, verb: Callable[[], Any], asked: Asked, error: UserError) -> None:
        refused = isinstance(error, (ReadOnly, StorageFailed))
        if asked.typed and refused:
            self._kept.append((verb, asked))
        self._settled()
        can_answer = asked.failed is not None and (asked.owner is None or isValid(asked.owner))
        if asked.failed is not None and can_answer:
            asked.failed(error)
        if asked.typed and refused:
            self._offer_again(error)
        elif not can_answer or refused:
            self.refuse(error)

    def _offer_again(self, error: UserError) -> None:
        """Say once, however much is kept, why it could not be written."""
        if len(self._kept) > 1:
            return
        if self._note is not None and isValid(self._note):
            self._note.closed.emit()
        tr = self._session.translator
        self._note = self._session.messages.say("bad", error.say(tr), tr("Try again"), self.try_again)

    def refuse(self, error: UserError) -> None:
        """Say what went wrong and what to do about it."""
        if not isinstance(error, Cancelled):
            self._session.messages.say("bad", error.say(self._session.translator))

    def _settled(self, *, crashed: bool = False) -> None:
        self._under_way = 0 if crashed else max(0, self._under_way - 1)
        if not self._under_way:
            self.saving.emit()


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
