"""`make run`: the window on a copy of the sample company; without a screen, its evidence pack under build/."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from vse_app.__main__ import main

BUILD = Path(__file__).resolve().parent.parent / "build"


def has_screen() -> bool:
    """Whether a window can be shown."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def headless() -> int:
    """The main job without a window: write the sample company, export its evidence pack, print the path."""
    BUILD.mkdir(exist_ok=True)
    company, pack = BUILD / "sample.vse", BUILD / "evidence-pack.pdf"
    for old in BUILD.glob("sample.vse*"):
        old.unlink()
    print("No screen found: doing the main job without a window.")
    status = main(["sample", str(company)])
    status = status or main(["status", str(company)])
    return status or main(["export", str(company), "evidence-pack", "--project", "CITAS", "-o", str(pack)])


if __name__ == "__main__":
    raise SystemExit(main(["--sample"]) if has_screen() else headless())
