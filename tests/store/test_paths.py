"""Where things are: in a checkout, in a wheel, in a frozen build, and the user's folders on each system."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from vse_app import paths


def test_in_a_checkout_profiles_and_resources_stand_beside_the_package() -> None:
    assert (paths.profiles() / "schema.json").is_file()
    assert (paths.resources() / "fonts").is_dir()


@pytest.mark.parametrize("kind", ["wheel", "frozen"])
def test_in_a_wheel_and_in_a_frozen_build_they_stand_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    inside = tmp_path / "package" / "_data" if kind == "wheel" else tmp_path / "bundle"
    (inside / "profiles").mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "package")
    if kind == "frozen":
        monkeypatch.setattr(sys, "_MEIPASS", str(inside), raising=False)
    assert paths.profiles() == inside / "profiles"
    assert paths.resources() == inside / "resources"


def test_without_profiles_anywhere_the_checkout_is_named_and_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "package")
    assert paths.profiles() == tmp_path / "profiles"
    assert not paths.profiles().exists()


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {}, {"config": ".config/vse-app", "cache": ".cache/vse-app", "data": ".local/share/vse-app"}),
        (
            "linux",
            {"XDG_CONFIG_HOME": "/x", "XDG_DATA_HOME": ""},
            {"config": "/x/vse-app", "data": ".local/share/vse-app"},
        ),
        ("darwin", {}, {"config": "Library/Application Support/vse-app/config"}),
        ("win32", {"LOCALAPPDATA": "/local"}, {"cache": "/local/vse-app/cache"}),
        ("win32", {}, {"data": "AppData/Local/vse-app/data"}),
        ("linux", {"VSE_APP_HOME": "/own"}, {"config": "/own/config", "cache": "/own/cache", "data": "/own/data"}),
    ],
)
def test_the_users_folders(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], expected: dict[str, str]
) -> None:
    for name in ("VSE_APP_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/ana"))
    for kind, folder in expected.items():
        assert paths.user_folder(kind) == Path("/home/ana") / folder
