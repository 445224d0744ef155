"""Does this installation work? A handful of real operations on a throw-away company, without a window."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from vse_app import content, paths
from vse_app.i18n import LANGUAGES, translator
from vse_app.services import backup, projects, publishing, sample


def checks() -> tuple[tuple[str, Callable[[Path], str]], ...]:
    """Name and work of each check; the work returns what it saw and raises when it fails."""
    return (
        ("profiles", _profiles),
        ("resources", _resources),
        ("sample company, check, backup, restore", _company),
        ("evidence pack", _pack),
    )


def run(more: tuple[tuple[str, Callable[[Path], str]], ...] = ()) -> int:
    """Run every check and print a line each; 0 when all are fine."""
    failed = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for name, work in (*checks(), *more):
            try:
                print(f"ok    {name}: {work(Path(folder))}")
            except Exception as error:  # noqa: BLE001 - a self-test reports every kind of failure and goes on
                failed += 1
                print(f"FAIL  {name}: {type(error).__name__}: {error}")
    return 1 if failed else 0


def _profiles(_folder: Path) -> str:
    ours = [info for info in content.available() if not info.own]
    found = [f"{info.ref} {content.counts(content.load(info.ref))['tasks']} tasks" for info in ours]
    if not found:
        raise FileNotFoundError(paths.profiles())
    return ", ".join(found)


def _resources(_folder: Path) -> str:
    root = paths.resources()
    for name in ("fonts", "icons", "i18n", "themes", "sample"):
        if not any((root / name).iterdir()):
            raise FileNotFoundError(root / name)
    return ", ".join(translator(code).language for code in LANGUAGES)


def _company(folder: Path) -> str:
    file = folder / "self-test.vse"
    with sample.build(file, "en") as ws:
        copy = backup.backup(ws, folder / "copy.vse")
    restored = backup.restore(copy, folder / "restored.vse")
    from vse_app.services.workspace import Workspace

    with Workspace.open(restored, writable=False) as ws:
        problems = backup.check(ws)
        if problems:
            raise ValueError(problems[0])
        return f"{len(projects.projects(ws))} projects"


def _pack(folder: Path) -> str:
    from vse_app.services.workspace import Workspace

    with Workspace.open(folder / "self-test.vse", writable=False) as ws:
        done = publishing.export(ws, projects.projects(ws)[0].id, "evidence-pack", folder / "pack.pdf", language="es")
    if not (folder / "pack.pdf").read_bytes().startswith(b"%PDF"):
        raise ValueError("not a PDF")
    return f"{done.pages} pages"
