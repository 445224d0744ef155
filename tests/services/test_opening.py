"""What may be opened with other programs, how, and what can be previewed."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from vse_app.model.errors import Invalid
from vse_app.services import attaching, opening, previewing
from vse_app.services.workspace import Workspace

HOSTILE = Path(__file__).resolve().parents[3] / "shared" / "cases" / "hostile" / "attach"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj "
PDF += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj trailer<</Root 1 0 R>>"


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.create(tmp_path / "acme.vse")
    yield made
    made.close()


def taken(ws: Workspace, folder: Path, name: str, data: bytes):
    path = folder / name
    path.write_bytes(data)
    return attaching.take_in(ws, path)


def archive(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return stream.getvalue()


DOCX = archive(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
MACROS = archive(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", "word/vbaProject.bin": "x"})
RENAMED = archive(**{"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled", "word/a.xml": ""})
ODT = archive(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<c/>"})
ODT_MACROS = archive(mimetype="application/vnd.oasis.opendocument.text", **{"Basic/Standard/Module1.xml": "x"})


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("plan.pdf", PDF),
        ("Foto.PNG", b"\x89PNG\r\n\x1a\n..."),
        ("photo.jpeg", b"\xff\xd8\xff\xe0"),
        ("notas.txt", "Sesión\t1\r\n".encode()),
        ("excel.csv", "a;b\n1;2".encode("utf-16")),
        ("readme.md", b""),
        ("plan.docx", DOCX),
        ("plan.odt", ODT),
    ],
)
def test_harmless_files_may_be_opened(name: str, head: bytes) -> None:
    assert opening.why_not(name, head) is None


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("plan.docx.lnk", b"L\x00\x00\x00"),
        ("run.sh", b"#!/bin/sh"),
        ("page.html", b"<html>"),
        ("picture.svg", b"<svg/>"),
        ("no ending", b"words"),
        ("program.pdf", b"\x7fELF\x02\x01"),
        ("program.txt", b"MZ\x90\x00"),
        ("binary.csv", b"a,b\x00c"),
        ("picture.png", b"\xff\xd8\xff"),
        ("plan.docx", b"<html>"),
        ("invoice\u202efdp.exe", b"%PDF-"),
        ("plan.pdf.exe. ", b"%PDF-"),
        ("macro.docm", DOCX),
    ],
)
def test_everything_else_is_only_saved_as_a_copy(name: str, head: bytes) -> None:
    refused = opening.why_not(name, head)
    assert refused is not None and "Save a copy" in refused.hint


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile files are not here")
def test_shared_hostile_files_are_never_opened(ws: Workspace, tmp_path: Path) -> None:
    for path in HOSTILE.iterdir():
        ref = attaching.take_in(ws, path)
        if ref.name in ("truncated.pdf", "png_bad_crc.png"):
            assert opening.why_not(ref.name, path.read_bytes()) is None  # damaged, not dangerous: viewers say so
            assert previewing.preview(ws, ref).kind in ("", "picture")
            continue
        with pytest.raises(Invalid):
            opening.open_copy(ws, ref, tmp_path / "opened")
    assert not list((tmp_path / "opened").rglob("*.*"))


def test_copy_is_read_only_and_has_the_whole_content(ws: Workspace, tmp_path: Path) -> None:
    ref = taken(ws, tmp_path, "plan.docx", DOCX)
    path = opening.open_copy(ws, ref, tmp_path / "opened")
    assert path.name == "plan.docx" and path.read_bytes() == DOCX
    assert path.stat().st_mode & 0o777 == 0o444


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", MACROS),
        ("b.docx", RENAMED),
        ("c.odt", ODT_MACROS),
        ("d.docx", DOCX[:40]),
        ("e.ods", ODT),
        ("f.xlsx", DOCX),
    ],
    ids=["a", "b", "c", "d", "e", "f"],  # not the bytes: they hold the time, and every worker must find the same tests
)
def test_office_files_with_macros_or_in_disguise_are_refused(
    ws: Workspace, tmp_path: Path, name: str, data: bytes
) -> None:
    ref = taken(ws, tmp_path, name, data)
    with pytest.raises(Invalid, match="macros"):
        opening.open_copy(ws, ref, tmp_path / "opened")
    assert not list((tmp_path / "opened").rglob("*.*"))


def test_old_copies_are_forgotten_new_ones_stay(ws: Workspace, tmp_path: Path) -> None:
    ref = taken(ws, tmp_path, "notes.txt", b"All went well")
    root = tmp_path / "opened"
    old = opening.open_copy(ws, ref, root)
    os.utime(old.parent, (0, 0))
    new = opening.open_copy(ws, ref, root)
    assert not old.exists() and not old.parent.exists() and new.exists()


@pytest.mark.parametrize("address", ["https://example.org/a?b=c", " http://example.org "])
def test_web_addresses_may_be_opened(address: str) -> None:
    assert opening.web_address(address) == address.strip()


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "//server/share",
        "\\\\server\\share",
        "ftp://example.org",
        "https://",
        "https://bank.example@evil.example/",
        "https://example.org/a b",
        "https://example.org/\u202egnp.exe",
        "http://[bad",
        "",
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(Invalid, match="web address"):
        opening.web_address(address)


def test_preview_of_text_is_cut_and_decoded(ws: Workspace, tmp_path: Path) -> None:
    long = ("ñ" * 150_000).encode()
    found = previewing.preview(ws, taken(ws, tmp_path, "long.txt", long))
    assert found.kind == "text" and found.cut and set(found.text) == {"ñ"} and len(found.text) == 100_000
    assert previewing.preview(ws, taken(ws, tmp_path, "old.txt", "Sesión".encode("cp1252"))).text == "Sesión"
    assert previewing.preview(ws, taken(ws, tmp_path, "excel.csv", "Ñandú".encode("utf-16"))).text == "Ñandú"
    assert previewing.preview(ws, taken(ws, tmp_path, "script.sh", b"#!/bin/sh\nls\n")).text.endswith("ls\n")
    assert previewing.preview(ws, taken(ws, tmp_path, "data.bin", b"\x00\x01")).kind == ""


def test_preview_of_pdf_pages_and_of_a_damaged_one(ws: Workspace, tmp_path: Path) -> None:
    found = previewing.preview(ws, taken(ws, tmp_path, "plan.pdf", PDF), width=400)
    assert found.kind == "pages" and found.of == 1 and not found.cut
    page = found.pages[0]
    assert (page.width, page.height) == (400, 200) and len(page.data) == 400 * 200 * 4
    assert previewing.preview(ws, taken(ws, tmp_path, "broken.pdf", b"%PDF-1.4 nothing")) == previewing.NONE
    assert previewing.preview(ws, taken(ws, tmp_path, "fake.pdf", b"MZ\x90\x00")) == previewing.NONE


def test_pdf_that_takes_too_long_is_given_up() -> None:
    assert previewing.pdf(PDF, 400, seconds=0.0) == previewing.NONE
