"""A report as PDF: laid out, drawn, and put in place whole or not at all."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from vse_app.evidence.blocks import Builder
from vse_app.evidence.drawing import Document, Page
from vse_app.evidence.fonts import Fonts
from vse_app.evidence.furniture import Furniture
from vse_app.evidence.layout import Leaf, Paginator
from vse_app.evidence.look import look_for
from vse_app.model.errors import Cancelled, StorageFailed
from vse_app.model.report import Report

LAID_OUT, DRAWN = 0.4, 0.9
"""Share of the work done when the pages are settled, and when they are drawn."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What was made: number of pages, and the visible characters no font has, as "U+4E00"."""

    pages: int
    missing: tuple[str, ...]


def _ignore(_share: float) -> None:
    pass


def _never() -> bool:
    return False


def render(
    report: Report,
    target: Path,
    *,
    progress: Callable[[float], None] = _ignore,
    cancelled: Callable[[], bool] = _never,
) -> Rendered:
    """Write `report` to `target` as PDF; `progress` is told the share done, from 0 to 1.

    An older file at `target` is replaced only when the new one is complete. Raises Cancelled when `cancelled` says
    so, StorageFailed when the disk refuses; both leave nothing behind.
    """

    def tick() -> None:
        if cancelled():
            raise Cancelled("The export was cancelled. Nothing was written.")

    with _replacing(target) as write, _collector_at_rest():
        data, rendered = _build(report, progress, tick)
        tick()
        write(data)
    progress(1.0)
    return rendered


def _build(report: Report, progress: Callable[[float], None], tick: Callable[[], None]) -> tuple[bytes, Rendered]:
    fonts = Fonts()
    look = look_for(report.style)
    furniture = (Furniture(report, look, fonts), Furniture(report, look.turned(), fonts))
    frames = (furniture[0].frame(), furniture[1].frame())
    builder = Builder(report, look, fonts, frames, tick)
    if furniture[0].is_logo_damaged:
        builder.note(report.damaged_picture_note)
    flows = builder.build(lambda share: progress(share * LAID_OUT))
    if fonts.missing and report.missing_glyph_note:
        builder.note(f"{report.missing_glyph_note} {', '.join(fonts.missing)}")
    pages = Paginator(*frames, tick).pour(flows)
    document = Document(report, fonts, look.paper)
    for number, leaf in enumerate(pages, start=1):
        tick()
        document.add(_drawn(document, furniture[leaf.wide], leaf, number=number, pages=len(pages)))
        progress(LAID_OUT + (DRAWN - LAID_OUT) * number / len(pages))
    return document.data(), Rendered(len(pages), fonts.missing)


def _drawn(document: Document, furniture: Furniture, leaf: Leaf, *, number: int, pages: int) -> Page:
    page = Page(document, furniture.paper)
    furniture.paint(page, number, pages)
    for part in leaf.parts:
        part.flow.paint(page, part.top, part.at, part.until)
    return page


@contextmanager
def _replacing(target: Path) -> Generator[Callable[[bytes], None]]:
    """Hand out a function that writes the new file beside `target`; on success put it in place, else remove it."""
    part = target.with_name(f".{target.name[:80]}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    except (OSError, ValueError) as error:
        raise _failed(target, error) from error

    def write(data: bytes) -> None:
        try:
            with open(handle, "wb", closefd=False) as file:
                file.write(data)
            os.fsync(handle)
        except OSError as error:
            raise _failed(target, error) from error

    try:
        try:
            yield write
        finally:
            os.close(handle)
        _put_in_place(part, target)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def _put_in_place(part: Path, target: Path) -> None:
    try:
        part.replace(target)
        if os.name == "posix":
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    except OSError as error:
        raise _failed(target, error) from error


def _failed(target: Path, error: OSError | ValueError) -> StorageFailed:
    return StorageFailed(
        "The PDF could not be written: {reason}.",
        hint="Choose another folder, or free some space and try again.",
        place=str(target),
        reason=getattr(error, "strerror", None) or str(error),
    )


@contextmanager
def _collector_at_rest() -> Generator[None]:
    """Millions of small objects live until the end: the cyclic collector would only look at them again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
