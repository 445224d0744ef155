"""What was typed on a record's page and not saved yet; saved a moment after the typing stops, and on leaving."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from vse_app.model.errors import ReadOnly, StorageFailed, UserError
from vse_app.services import records
from vse_app.services.records import Dates
from vse_app.ui.context import Context

SAVE_MS: Final = 3000
"""What was typed is saved as a version so long after its first change: it may go on, and the power may go off."""


class Draft(QObject):
    """Collects changes (title, label, link, happened, field ids) and writes them together as one version.

    It has no parent: it outlives its page until all that was typed there is written.
    """

    state_changed = Signal(str, str)
    """("waiting" | "saving" | "saved" | "refused", sentence)."""
    refused = Signal(str, object)
    """A change by its key, and the UserError why it cannot be saved. The change is dropped from the draft.

    What only the disk refuses stays: `Writing` keeps it and tries again.
    """

    def __init__(self, ctx: Context, record: int) -> None:
        super().__init__()
        self._ctx, self._record = ctx, record
        self._changes: dict[tuple[str, str], Any] = {}
        self._flying: list[dict[tuple[str, str], Any]] = []
        self._timer = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._timer.timeout.connect(self.flush)

    @property
    def is_clean(self) -> bool:
        """Whether nothing waits and nothing is being written."""
        return not self._changes and not self._flying

    def holds(self, kind: str, name: str = "") -> bool:
        """Whether a change to this place waits to be written, or is just being written."""
        return any((kind, name) in changes for changes in (self._changes, *self._flying))

    def put(self, kind: str, value: Any, name: str = "") -> None:
        """Remember a change: `kind` is "title", "label", "link", "happened" or "field" (with the field's id)."""
        self._changes[kind, name] = value
        if not self._timer.isActive():
            self._timer.start()
        self._ctx.waits(self, True)
        self.state_changed.emit("waiting", self._ctx.tr("Not saved yet"))

    def forget(self, kind: str, name: str = "") -> None:
        """Drop a change that cannot be saved as it is."""
        self._changes.pop((kind, name), None)
        self._ctx.waits(self, bool(self._changes))

    def flush(self) -> None:
        """Write what waits, now."""
        self._timer.stop()
        changes, self._changes = self._changes, {}
        if changes:
            self._write(changes)
        self._ctx.waits(self, False)

    def _write(self, changes: dict[tuple[str, str], Any]) -> None:
        ws, record = self._ctx.ws, self._record
        values: dict[str, Any] = {kind: value for (kind, name), value in changes.items() if not name}
        fields = {name: value for (_kind, name), value in changes.items() if name}
        happened = values.pop("happened", "")
        self._flying.append(changes)
        self.state_changed.emit("saving", self._ctx.tr("Saving …"))
        self._ctx.do(
            lambda: records.revise(ws, record, fields=fields or None, dates=Dates(happened), **values),
            then=lambda _record: self._on_saved(changes),
            failed=lambda error: self._on_failed(changes, error),
            typed=True,
        )

    def _on_saved(self, changes: dict[tuple[str, str], Any]) -> None:
        self._flying = [other for other in self._flying if other is not changes]
        if self.is_clean:
            self.state_changed.emit("saved", self._ctx.tr("Saved"))

    def _on_failed(self, changes: dict[tuple[str, str], Any], error: UserError) -> None:
        """One change that is refused must not take the others with it: try them one by one."""
        if isinstance(error, (ReadOnly, StorageFailed)):
            self.state_changed.emit("refused", self._ctx.tr("Not saved: {reason}", reason=error.say(self._ctx.tr)))
            return
        self._flying = [other for other in self._flying if other is not changes]
        if len(changes) > 1:
            for key, value in changes.items():
                self._write({key: value})
            return
        (kind, name), _value = next(iter(changes.items()))
        self.state_changed.emit("refused", self._ctx.tr("Not saved: {reason}", reason=error.say(self._ctx.tr)))
        self.refused.emit(name or kind, error)
