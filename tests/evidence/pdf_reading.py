"""A small report factory and ways to read a PDF back."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pypdfium2

from vse_app.model.report import Block, HouseStyle, Report


def report(*blocks: Block, style: HouseStyle | None = None, **changes: str) -> Report:
    """A report of the given blocks."""
    words = {
        "id": "test",
        "title": "A title",
        "subtitle": "",
        "language": "en",
        "running": "A project",
        "page_of": "Page {page} of {pages}",
        "dated": "2026-11-23T10:20:30Z",
        **changes,
    }
    return Report(blocks=blocks, style=style or HouseStyle(), **words)


def squeezed(text: str) -> str:
    """Text without white space and in one normal form: what must survive line breaking and extraction."""
    return unicodedata.normalize("NFC", re.sub(r"[\s\ufffe]+", "", text))


class Pdf:
    """A PDF file read back with PDFium."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = pypdfium2.PdfDocument(path)
        self.pages = [page.get_textpage().get_text_range() for page in self._file]

    @property
    def text(self) -> str:
        """Everything, squeezed."""
        return squeezed("".join(self.pages))

    def outline(self) -> list[tuple[int, str, int]]:
        """Level from 0, title and page number of every bookmark."""
        return [(item.level, item.get_title(), item.get_dest().get_index() + 1) for item in self._file.get_toc()]

    def lowest(self, word: str) -> float:
        """The lowest y, in points from the foot of the paper, at which a word stands on any page."""
        found: list[float] = []
        for page in self._file:
            text = page.get_textpage()
            searcher = text.search(word)
            while place := searcher.get_next():
                found.append(text.get_charbox(place[0])[1])
        return min(found)

    def metadata(self) -> dict[str, str]:
        """The document information."""
        return self._file.get_metadata_dict()

    def size(self) -> tuple[float, float]:
        """Width and height of the first page in points."""
        return self._file[0].get_size()

    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of every page in points."""
        return [page.get_size() for page in self._file]

    def close(self) -> None:
        """Give the file back."""
        self._file.close()
