"""Where things are: profiles and resources in a checkout, an installed wheel and a frozen build; the user's folders.

Only this module knows. Nothing here creates a folder; callers do when they write.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _data_root() -> Path:
    """The folder that holds `profiles/` and `resources/`: inside the wheel, the frozen build, or the checkout."""
    frozen = getattr(sys, "_MEIPASS", None)
    for root in (Path(frozen) if frozen else None, _PACKAGE / "_data", _PACKAGE.parent):
        if root is not None and (root / "profiles").is_dir():
            return root
    return _PACKAGE.parent


def profiles() -> Path:
    """Folder of the process models, one folder a model."""
    return _data_root() / "profiles"


def resources() -> Path:
    """Folder of themes, icons, fonts, translations and the sample company."""
    return _data_root() / "resources"


def user_folder(kind: str) -> Path:
    """The user's own folder for `kind` ("config", "cache" or "data"); `VSE_APP_HOME` overrides all three."""
    override = os.environ.get("VSE_APP_HOME")
    if override:
        return Path(override) / kind
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        variable, default = {
            "config": ("XDG_CONFIG_HOME", ".config"),
            "cache": ("XDG_CACHE_HOME", ".cache"),
            "data": ("XDG_DATA_HOME", ".local/share"),
        }[kind]
        return Path(os.environ.get(variable) or home / default) / "vse-app"
    return base / "vse-app" / kind
