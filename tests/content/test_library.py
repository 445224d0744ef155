"""Shipped models by id, and the cache: used, given up when a file changes, never in the way."""

from __future__ import annotations

import json
import os
import shutil
import time
import zlib
from pathlib import Path

import pytest

from vse_app import content
from vse_app.content import caching, library, remembering
from vse_app.model.errors import BadProfile
from vse_app.model.process import Raw


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Folders that were checked, not fetched from the cache."""
    seen: list[str] = []
    checked = library._checked

    def noted(files: dict[str, bytes], folder: str) -> Raw:
        seen.append(folder)
        return checked(files, folder)

    monkeypatch.setattr(library, "_checked", noted)
    return seen


def cached(home: Path) -> Path:
    return home / "cache" / "models" / "small.z"


def test_a_model_is_found_by_id_and_by_edition(shipped: Path) -> None:
    assert content.model("small").ref == "small@1"
    assert content.model("small@1").word("es", "tasks", "MAKE.1.1", "title") == "Escriba el plan"


def test_the_latest_edition_answers_to_the_bare_id(shipped: Path) -> None:
    newer = Path(shutil.copytree(shipped, shipped.parent / "a-newer"))
    text = (newer / "structure.yaml").read_text(encoding="utf-8")
    (newer / "structure.yaml").write_text(text.replace('edition: "1"', 'edition: "2"'), encoding="utf-8")
    assert [i.ref for i in content.available()] == ["small@1", "small@2"]
    assert content.model("small").edition == "2" and content.model("small@1").edition == "1"


@pytest.mark.parametrize(
    ("asked", "hint"), [("smal", '"small"'), ("small@2", '"small@1"'), ("qqq", "Known here: small.")]
)
def test_an_unknown_model_is_told_with_a_suggestion(shipped: Path, asked: str, hint: str) -> None:
    with pytest.raises(BadProfile) as caught:
        content.load(asked)
    assert f'no process model "{asked}"' in str(caught.value) and hint in str(caught.value)


def test_available_skips_folders_that_are_no_models(shipped: Path) -> None:
    (shipped.parent / "mappings").mkdir()
    assert [(i.id, i.titles["es"]) for i in content.available()] == [("small", "Un proceso pequeño")]


def test_available_names_a_broken_header(shipped: Path) -> None:
    text = (shipped / "structure.yaml").read_text(encoding="utf-8")
    (shipped / "structure.yaml").write_text(text.replace("kind: profile\n", ""), encoding="utf-8")
    with pytest.raises(BadProfile) as caught:
        content.available()
    assert caught.value.place == "small/structure.yaml:1" and '"kind" is missing' in str(caught.value)


def test_available_reads_no_further_than_the_header(shipped: Path) -> None:
    with (shipped / "structure.yaml").open("a", encoding="utf-8") as stream:
        stream.write("\n]]] not yaml\n")
    assert [i.id for i in content.available()] == ["small"]


def test_available_is_empty_without_profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vse_app.paths.profiles", lambda: tmp_path / "none")
    assert content.available() == ()


def test_available_names_a_file_it_cannot_read(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_values: object, **_named: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(BadProfile) as caught:
        content.available()
    assert caught.value.place == "small/structure.yaml"


def test_the_second_load_comes_from_the_cache(shipped: Path, home: Path, checks: list[str]) -> None:
    first = content.load("small")
    assert cached(home).is_file()
    assert content.load("small") == first == content.load_folder(shipped)
    assert checks == ["small", "small"]  # once by load, once by load_folder, which never trusts the cache
    assert [f.name for f in cached(home).parent.iterdir()] == ["small.z"]


def test_a_changed_file_is_checked_again(shipped: Path, checks: list[str]) -> None:
    content.load("small")
    text = (shipped / "en.yaml").read_text(encoding="utf-8")
    (shipped / "en.yaml").write_text(text.replace("name: Lead,", "name: Boss,"), encoding="utf-8")
    assert content.load("small")["words"]["en"]["roles"]["LEAD"]["name"] == "Boss"
    assert checks == ["small", "small"]


def test_a_new_file_or_program_version_is_checked_again(
    shipped: Path, checks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content.load("small")
    (shipped / "more.yaml").write_text("tailoring: none\n", encoding="utf-8")
    content.load("small")
    monkeypatch.setattr(caching, "__version__", "99")
    content.load("small")
    assert len(checks) == 3


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"not zlib",
        zlib.compress(b"not json"),
        zlib.compress(b"[]"),
        zlib.compress(b'{"key": 1}'),
        zlib.compress(b"[" * 100_000),
        zlib.compress(b" " * 70_000_000),
    ],
    ids=["empty", "not zlib", "not json", "a list", "no raw", "deep", "bomb"],
)
def test_a_damaged_cache_is_rebuilt(shipped: Path, home: Path, checks: list[str], damage: bytes) -> None:
    whole = content.load("small")
    cached(home).write_bytes(damage)
    assert content.load("small") == whole == content.load("small")
    assert checks == ["small", "small"]


def test_half_a_cache_file_is_rebuilt(shipped: Path, home: Path, checks: list[str]) -> None:
    content.load("small")
    data = cached(home).read_bytes()
    cached(home).write_bytes(data[: len(data) // 2])
    content.load("small")
    assert len(checks) == 2


def test_a_cache_with_the_right_key_and_no_content_is_rebuilt(shipped: Path, home: Path, checks: list[str]) -> None:
    content.load("small")
    kept = json.loads(zlib.decompress(cached(home).read_bytes()))
    cached(home).write_bytes(zlib.compress(json.dumps(kept | {"raw": {"structure": [], "words": {}}}).encode()))
    content.load("small")
    assert len(checks) == 2


def test_a_cache_that_cannot_be_written_is_no_error(shipped: Path, home: Path, checks: list[str]) -> None:
    home.write_text("a file where the folder should be", encoding="utf-8")
    assert content.load("small") == content.load("small")
    assert len(checks) == 2


def test_a_cache_that_cannot_be_replaced_leaves_nothing_behind(
    shipped: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Path, _target: Path) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    content.load("small")
    assert list(cached(home).parent.iterdir()) == []


def test_a_broken_model_is_never_kept(shipped: Path, home: Path) -> None:
    (shipped / "more.yaml").write_text("tailoring: maybe\n", encoding="utf-8")
    with pytest.raises(BadProfile):
        content.load("small")
    assert not cached(home).exists()


def rest(folder: Path) -> None:
    """Let the files be old enough to be remembered."""
    for file in folder.rglob("*"):
        os.utime(file, ns=(1, 1))
    until = time.time_ns() + remembering.RESTED_NS + 50_000_000
    while remembering.state() is None and time.time_ns() < until:
        time.sleep(0.05)


def test_what_is_available_is_remembered_until_a_file_changes(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vse_app.content.remembering.RESTED_NS", 100_000_000)
    monkeypatch.setattr("vse_app.content.remembering.MOMENT", 0)
    peeked: list[Path] = []
    info = library._info
    monkeypatch.setattr(library, "_info", lambda folder: peeked.append(folder) or info(folder))
    rest(shipped.parent)
    assert content.available() is content.available()
    assert len(peeked) == 1
    text = (shipped / "es.yaml").read_text(encoding="utf-8")
    (shipped / "es.yaml").write_text(text.replace("Un proceso pequeño", "Un proceso menudo"), encoding="utf-8")
    assert content.available()[0].title("es") == "Un proceso menudo"
    (shipped / "es.yaml").write_text(text.replace("Un proceso pequeño", "Un proceso mínimo"), encoding="utf-8")
    assert content.available()[0].title("es") == "Un proceso mínimo"


def test_nothing_is_remembered_of_a_folder_that_cannot_be_listed(
    shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.scandir", refuse)
    monkeypatch.setattr("vse_app.content.remembering.MOMENT", 0)
    assert remembering.state() is None


def test_the_short_title_falls_back_to_english_then_to_the_edition(shipped: Path) -> None:
    [info] = content.available()
    assert (info.short("en"), info.short("es"), info.short("xx")) == ("Small", info.shorts["es"], "Small")
    text = (shipped / "en.yaml").read_text(encoding="utf-8")
    (shipped / "en.yaml").write_text(text.replace(", short: Small", ""), encoding="utf-8")
    (shipped / "es.yaml").write_text("language: es\nmodel: {title: Pequeño}\n", encoding="utf-8")
    [info] = content.available()
    assert (info.short("en"), info.short("es")) == ("small@1", "small@1")
