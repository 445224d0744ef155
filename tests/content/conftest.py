"""A small model of ours to break, and a cache of our own for every test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

SMALL = Path(__file__).parent / "small"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("VSE_APP_HOME", str(folder))
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small model that a test may break."""
    return Path(shutil.copytree(SMALL, tmp_path / "profiles" / "small"))


@pytest.fixture
def shipped(small: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small model as if it were shipped with the program; the real schema beside it."""
    from vse_app import paths

    shutil.copy(paths.profiles() / "schema.json", small.parent)
    monkeypatch.setattr(paths, "profiles", lambda: small.parent)
    return small
