"""What can be undone and redone: the changes made in this window, newest last."""

from __future__ import annotations

from typing import NamedTuple

DEEPEST = 200


class Made(NamedTuple):
    """A change of the company file by its number, and its verb."""

    number: int
    verb: str


class Undoing:
    """Two stacks. Undoing is itself a change, so redoing means to undo that one."""

    def __init__(self) -> None:
        self._done: list[Made] = []
        self._undone: list[Made] = []

    @property
    def next_undo(self) -> Made | None:
        """The change that would be undone."""
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> Made | None:
        """The undoing that would be undone."""
        return self._undone[-1] if self._undone else None

    def made(self, change: Made) -> None:
        """A person changed something: what was undone before cannot be redone any more."""
        self._done = [*self._done, change][-DEEPEST:]
        self._undone.clear()

    def took_back(self, change: Made, number: int, *, redo: bool) -> None:
        """`change` was undone (or redone) by the change `number`."""
        source, target = (self._undone, self._done) if redo else (self._done, self._undone)
        if change in source:
            source.remove(change)
        target.append(Made(number, change.verb))

    def clear(self) -> None:
        """Forget everything: another company file."""
        self._done.clear()
        self._undone.clear()
