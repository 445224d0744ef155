"""What the program remembers about this user on this machine: recent files, theme, language, table layouts, window.

One JSON file in the user's config folder. A damaged one is put aside and the defaults are used; it is never an error.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from vse_app import paths

RECENT = 10


class Preferences:
    """Values by key, written as soon as they change."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or paths.user_folder("config") / "preferences.json"
        self._values: dict[str, Any] = {}
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            self._values = found if isinstance(found, dict) else {}
        except FileNotFoundError:
            pass
        except (OSError, ValueError, RecursionError):
            with contextlib.suppress(OSError):
                self._path.replace(self._path.with_suffix(".damaged"))

    def get(self, key: str, default: Any = None) -> Any:
        """The value under a key, or the default."""
        return self._values.get(key, default)

    def set(self, key: str, value: Any) -> None:
        """Remember a value; a config folder that cannot be written is no reason to stop working."""
        if self._values.get(key) == value:
            return
        self._values[key] = value
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            partial = self._path.with_suffix(".part")
            # ASCII, because a path may hold bytes that are no UTF-8, which Python keeps as lone surrogates.
            partial.write_text(json.dumps(self._values, indent=1), encoding="ascii")
            partial.replace(self._path)

    def recent(self) -> list[str]:
        """Company files opened lately, newest first."""
        return [p for p in self.get("recent", []) if isinstance(p, str)]

    def add_recent(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        name = str(path.absolute())
        self.set("recent", [name, *(p for p in self.recent() if p != name)][:RECENT])

    def forget_recent(self, path: str) -> None:
        """Take a file off the recent ones."""
        self.set("recent", [p for p in self.recent() if p != path])
