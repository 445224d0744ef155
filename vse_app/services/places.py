"""Where a company file lies, as far as its path tells: folders that other machines write too need care."""

from __future__ import annotations

import re
from pathlib import PurePath

from vse_app.i18n import Translator

_SYNCED = (
    ("OneDrive", re.compile(r"onedrive( ?-.*)?")),
    ("Dropbox", re.compile(r"dropbox( ?\(.*\))?")),
    ("Google Drive", re.compile(r"google ?drive|googledrive-.*|my drive|drivefs")),
    ("iCloud", re.compile(r"icloud ?drive|com~apple~clouddocs|mobile documents")),
    ("Nextcloud", re.compile(r"nextcloud|owncloud")),
    ("Syncthing", re.compile(r"syncthing|\.stfolder")),
)
"""Name of a service, and how its folder is called (in lower case)."""
_NETWORK = ("/mnt/", "/media/", "/net/", "/run/user/", "/volumes/")


def shared_by(path: PurePath) -> str:
    """Name of the service that copies the file's folder elsewhere, "network" for a drive of its own, "" for neither."""
    text = str(path)
    if text.startswith(("\\\\", "//")):
        return "network"
    for part in path.parts[:-1]:
        for service, pattern in _SYNCED:
            if pattern.fullmatch(part.casefold()):
                return service
    return "network" if text.casefold().startswith(_NETWORK) else ""


def advice(tr: Translator, shared: str) -> str:
    """What to do about a file in such a folder, in one or two sentences."""
    if shared == "network":
        return tr(
            "This company file lies on a network or removable drive. One person at a time can write it; "
            "keep a backup on this computer too."
        )
    return tr(
        "This company file lies in a {service} folder. Let it finish copying before somebody opens it on another "
        "computer; a file on this computer, with its backups in {service}, is safer.",
        service=shared,
    )
