"""Where models stand: those that come with the program, and a folder of the user's own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from vse_app import paths

VARIABLE: Final = "VSE_APP_MODELS"
FOLDER: Final = "mappings"
"""The folder beside the models that holds the mappings between them."""
_CHOICE: Final = "models-folder.txt"


def own_root() -> Path | None:
    """The user's folder of models: the environment variable `VSE_APP_MODELS`, else the one chosen; None without."""
    said = os.environ.get(VARIABLE)
    if not said:
        try:
            said = (paths.user_folder("config") / _CHOICE).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None
    return Path(said) if said else None


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
