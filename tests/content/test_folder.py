"""Folders and files that are no model, hostile or not, are refused with their name and what to do."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
import yaml

from tests.cases import CASES
from vse_app import content
from vse_app.content import reading
from vse_app.model.errors import BadProfile

HOSTILE = CASES / "hostile" / "yaml"


def refusal(folder: Path) -> BadProfile:
    with pytest.raises(BadProfile) as caught:
        content.load_folder(folder)
    return caught.value


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    error = refusal(tmp_path / "nowhere")
    assert error.place.endswith("nowhere") and "no such folder" in str(error)


def test_an_empty_folder_is_told_what_it_needs(tmp_path: Path) -> None:
    assert "no structure.yaml" in str(refusal(tmp_path))


def test_a_model_without_words_is_refused(small: Path) -> None:
    for file in small.glob("e?.*"):
        file.unlink()
    assert "no words in any language" in str(refusal(small))


def test_one_language_is_enough(small: Path) -> None:
    for file in small.glob("es.*"):
        file.unlink()
    assert list(content.load_folder(small)["words"]) == ["en"]


def test_hidden_files_folders_and_other_files_are_left_out(small: Path) -> None:
    (small / "._structure.yaml").write_bytes(b"\x00")
    (small / "pictures.yaml").mkdir()
    (small / "README.md").write_text("hello", encoding="utf-8")
    assert content.counts(content.load_folder(small))["tasks"] == 3


def test_a_file_that_would_be_overlooked_is_refused(small: Path) -> None:
    (small / "more.yml").write_text("gates: []", encoding="utf-8")
    assert refusal(small).place == "small/more.yml"


@pytest.mark.parametrize("content_of_file", ["", "# only a comment\n", "- a\n- b\n", "just text\n"])
def test_a_file_without_keys_is_refused(small: Path, content_of_file: str) -> None:
    (small / "more.yaml").write_text(content_of_file, encoding="utf-8")
    error = refusal(small)
    assert error.place.startswith("small/more.yaml:1") and "no keys and values" in str(error)


def test_wrong_encoding_is_told_with_its_line(small: Path) -> None:
    text = (small / "es.yaml").read_text(encoding="utf-8")
    (small / "es.yaml").write_bytes(text.encode("latin-1"))
    line = next(n for n, t in enumerate(text.splitlines(), 1) if "ñ" in t)
    error = refusal(small)
    assert error.place == f"small/es.yaml:{line}" and "UTF-8" in str(error)


def test_a_byte_order_mark_and_windows_line_ends_are_fine(small: Path) -> None:
    before = content.load_folder(small)
    for file in small.glob("*.yaml"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert content.load_folder(small) == before


def test_a_huge_file_is_refused_before_it_is_parsed(small: Path) -> None:
    (small / "more.yaml").write_bytes(b"gates: []\n#" + b"x" * reading.MAX_BYTES)
    started = time.perf_counter()
    error = refusal(small)
    assert error.place == "small/more.yaml" and "larger than 5 MB" in str(error)
    assert time.perf_counter() - started < 1


def test_too_many_files_are_refused(small: Path) -> None:
    for number in range(200):
        (small / f"more{number}.yaml").touch()
    assert "more than 200 files" in str(refusal(small))


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_named(small: Path) -> None:
    (small / "es.yaml").chmod(0)
    assert refusal(small).place.endswith("es.yaml")


def test_an_unreadable_folder_is_named(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Path) -> None:
        raise PermissionError(13, "Permission denied", "somewhere")

    monkeypatch.setattr(Path, "iterdir", refuse)
    error = refusal(small)
    assert error.place == "somewhere" and "Permission denied" in str(error)


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE_TEXTS = {
    "alias bomb": BOMB,
    "merge key": "base: &b {x: y}\nother:\n  <<: *b\n",
    "python object": '!!python/object/apply:os.system ["touch CANARY_YAML"]\n',
    "python name": "kind: !!python/name:os.system\n",
    "deep lists": "kind: " + "[" * 100_000 + "]" * 100_000,
    "deep mappings": "kind: " + "{a: " * 20_000,
    "many values": "kind: [" + "x," * 300_000 + "]",
    "control characters": "kind: \x1b[31mred\n",
    "null character": "kind: a\x00b\n",
    "binary": "\x7fELF\x02\x01",
    "directive": "%YAML 9.9\n---\nkind: x\n",
    "many equal things in a list of ids": "iterated: [" + "{}, " * 60_000 + "]",
    "a very long name": "kind: " + "x" * 1_000_000,
    "an unfinished list": "kind: [a, b\n",
}


@pytest.mark.parametrize("name", HOSTILE_TEXTS)
def test_hostile_text_is_refused_quickly_and_by_name(small: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small)
    (small / "aaa.yaml").write_text(HOSTILE_TEXTS[name], encoding="utf-8")
    started = time.perf_counter()
    error = refusal(small)
    assert time.perf_counter() - started < 5
    assert "small/aaa.yaml:" in str(error) and len(str(error)) < 500
    assert not (small / "CANARY_YAML").exists()


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile files are not here")
@pytest.mark.parametrize("name", ["python_object.yaml", "norway.yaml"])
def test_shared_hostile_files_are_refused(small: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small)
    (small / "more.yaml").write_bytes((HOSTILE / name).read_bytes())
    assert refusal(small).place.startswith("small/more.yaml:")
    assert not (small / "CANARY_YAML").exists()


@pytest.mark.parametrize("parser", ["in C", "in Python"])
def test_values_stay_what_was_written(parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if parser == "in Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    text = "id: NO\nversion: 1.10\ndate: 2026-02-30\ntime: 12:30:45\noct: 010\nkey: yes\nnone: ~\n"
    text += "empty:\nno: >-\n  a\n  b\n"
    node = reading.read(text.encode(), "x.yaml")
    assert isinstance(node.value, dict)
    assert {key: child.value for key, child in node.value.items()} == {
        "id": "NO",
        "version": "1.10",
        "date": "2026-02-30",
        "time": "12:30:45",
        "oct": "010",
        "key": "yes",
        "none": "~",
        "empty": "",
        "no": "a b",
    }
    assert [child.line for child in node.value.values()] == list(range(1, 10))


def test_any_other_file_can_be_read_with_the_same_care(tmp_path: Path) -> None:
    file = tmp_path / "ratings.yaml"
    file.write_text("scale: NPLF\nlist: [1, {no: yes}]\n", encoding="utf-8")
    assert content.read_plain(file) == {"scale": "NPLF", "list": ["1", {"no": "yes"}]}


def test_a_mistake_is_told_by_the_parser_in_python_too(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    (small / "more.yaml").write_text("gates:\n\t- x\n", encoding="utf-8")
    error = refusal(small)
    assert error.place == "small/more.yaml:2" and "tab" in str(error)
