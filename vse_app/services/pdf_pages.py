"""Draws pages of a PDF. Runs in a process of its own (see `previewing`), so it imports next to nothing."""

from __future__ import annotations

import contextlib
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space the drawing may take on top of nothing, where the system can limit it."""
MAX_SIDE = 4000


class Page(NamedTuple):
    """A drawn page: size in pixels and its rows of blue, green, red and one unused byte per pixel."""

    width: int
    height: int
    data: bytes


def draw(answer: Connection, data: bytes, width: int, pages: int) -> None:
    """Send (number of pages, first pages drawn `width` pixels wide); send nothing when the PDF cannot be read."""
    _limit_memory()
    import pypdfium2  # pyright: ignore[reportMissingTypeStubs]

    with contextlib.closing(answer), contextlib.suppress(pypdfium2.PdfiumError, MemoryError, ValueError):
        document = pypdfium2.PdfDocument(data)
        drawn: list[Page] = []
        for number in range(min(pages, len(document))):
            page: Any = document[number]
            wide, high = page.get_size()
            scale = min(width / max(wide, 1), MAX_SIDE / max(wide, high, 1))
            bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
            drawn.append(Page(bitmap.width, bitmap.height, bytes(bitmap.buffer)))
        answer.send((len(document), drawn))


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
