"""What can go wrong that a person can act on. Everything else is a bug and ends in the crash report."""

from __future__ import annotations

from typing import Protocol

from vse_app.i18n import filled


class Sayer(Protocol):
    """Turns an English sentence with placeholders into the person's language."""

    def __call__(self, text: str, /, **values: object) -> str:
        """The sentence with its values."""
        ...


class UserError(Exception):
    """A clear sentence: `place` (file, line, key, record), `message` (what is wrong), `hint` (what to do).

    `message` and `hint` are English sentences with `{placeholders}` filled from `values`, so that the two edges
    (window and command line) can say them in the user's language.
    """

    def __init__(self, message: str, *, hint: str = "", place: str = "", **values: object) -> None:
        super().__init__(message)
        self.message, self.hint, self.place, self.values = message, hint, place, values

    def __str__(self) -> str:
        """The whole in one line of English."""
        return self.say(_english)

    def say(self, tr: Sayer) -> str:
        """The whole in one line, through a translator."""
        parts = (
            self.place,
            tr(self.message, **self.values),
            tr(self.hint, **self.values) if self.hint else "",
        )
        return ": ".join(p for p in parts[:2] if p) + (" " + parts[2] if parts[2] else "")


def _english(text: str, /, **values: object) -> str:
    return filled(text, values)


def brief(text: str) -> str:
    """Return a value as a message shows it: cut when it is longer than 60 characters."""
    return text if len(text) <= 60 else text[:59] + "…"


class Invalid(UserError):
    """Input that cannot be accepted."""


class BadProfile(UserError):
    """A process model that cannot be loaded."""


class CannotOpen(UserError):
    """A company file that is not ours, damaged, from a newer version, or out of reach."""


class ReadOnly(UserError):
    """A change was asked of a company file that is open for reading only."""


class StorageFailed(UserError):
    """The disk or the database refused: full, locked, vanished."""


class Cancelled(UserError):
    """The person stopped the work; nothing was changed."""
