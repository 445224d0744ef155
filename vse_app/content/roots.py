"""Where models stand: those that come with the program, and a folder of the user's own."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final

from vse_app import paths

VARIABLE: Final = "VSE_APP_MODELS"
FOLDER: Final = "mappings"
"""The folder beside the models that holds the mappings between them."""
_CHOICE: Final = "models-folder.txt"
_FOR_NOW: ContextVar[Path | None] = ContextVar("own_root", default=None)


def own_root() -> Path | None:
    """The user's folder of models: the environment variable `VSE_APP_MODELS`, else the one chosen; None without."""
    if (for_now := _FOR_NOW.get()) is not None:
        return for_now
    said = os.environ.get(VARIABLE)
    if not said:
        try:
            said = (paths.user_folder("config") / _CHOICE).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None
    return Path(said) if said else None


def is_root_fixed() -> bool:
    """Whether the environment variable names the folder, so that choosing another one changes nothing."""
    return bool(os.environ.get(VARIABLE))


@contextmanager
def using_own_root(folder: Path) -> Generator[None]:
    """Take this folder as the user's for as long as the context lasts, in this thread."""
    token = _FOR_NOW.set(folder)
    try:
        yield
    finally:
        _FOR_NOW.reset(token)


def choose_own_root(folder: Path | None) -> None:
    """Remember the user's folder of models, or forget it; raises OSError when that cannot be written."""
    file = paths.user_folder("config") / _CHOICE
    if folder is None:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(str(folder.absolute()), encoding="utf-8")


def roots() -> tuple[Path, ...]:
    """All of them, those of the program first."""
    own = own_root()
    return (paths.profiles(), own) if own else (paths.profiles(),)
