"""What can be shown of a kept file inside the program: plain text, a picture's bytes, or pages of a PDF as bitmaps.

PDF pages are drawn in a process of their own with a time and a memory limit, because a small hostile PDF can keep a
drawing library busy for a minute. When there is nothing to show, the file itself is still whole and can be saved.
"""

from __future__ import annotations

import codecs
import multiprocessing
from dataclasses import dataclass
from typing import Final

from vse_app.model.records import FileRef
from vse_app.services import attaching, opening
from vse_app.services.pdf_pages import Page, draw
from vse_app.services.workspace import Workspace

TEXT_BYTES: Final = 200_000
PICTURE_BYTES: Final = 30_000_000
PDF_BYTES: Final = 60_000_000
PDF_PAGES: Final = 3
PDF_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Preview:
    """What to show: `kind` is "text", "picture", "pages" or "" (nothing can be shown).

    `cut` says that there is more than what is shown; `of` is the number of pages of a PDF.
    """

    kind: str = ""
    text: str = ""
    picture: bytes = b""
    pages: tuple[Page, ...] = ()
    of: int = 0
    cut: bool = False


NONE: Final = Preview()


def preview(ws: Workspace, ref: FileRef, *, width: int = 900) -> Preview:
    """The preview of a kept file; `width` in pixels is that of PDF pages. Takes up to `PDF_SECONDS`."""
    head = attaching.head(ws, ref, opening.HEAD)
    kind = opening.kind(ref.name)
    if kind in ("pdf", "png", "jpeg") and opening.why_not(ref.name, head) is not None:
        return NONE
    if kind == "pdf":
        return pdf(attaching.head(ws, ref, PDF_BYTES), width) if ref.size <= PDF_BYTES else NONE
    if kind in ("png", "jpeg"):
        return Preview("picture", picture=attaching.head(ws, ref, PICTURE_BYTES)) if ref.size <= PICTURE_BYTES else NONE
    if opening.looks_like_text(head):
        cut = ref.size > TEXT_BYTES
        return Preview("text", text=plain_text(attaching.head(ws, ref, TEXT_BYTES), cut=cut), cut=cut)
    return NONE


def plain_text(data: bytes, *, cut: bool = False) -> str:
    """Bytes of a text file as text: UTF-8, UTF-16 with a byte order mark, else Windows-1252.

    `cut` says that the data ends somewhere in the middle, perhaps within a character.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[: len(data) // 2 * 2].decode("utf-16", "replace")
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(data, final=not cut)
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def pdf(data: bytes, width: int, *, pages: int = PDF_PAGES, seconds: float = PDF_SECONDS) -> Preview:
    """The first pages of a PDF, drawn in a process of its own; `NONE` when that fails or takes too long."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=draw, args=(there, data, width, pages), daemon=True)
    process.start()
    there.close()
    try:
        found = here.recv() if here.poll(seconds) else None
    except (EOFError, OSError):
        found = None
    finally:
        process.kill()
        process.join()
        here.close()
    if not found:
        return NONE
    total, drawn = found
    return Preview("pages", pages=tuple(drawn), of=total, cut=total > len(drawn))
