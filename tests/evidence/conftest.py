"""Renders reports and reads them back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.evidence.pdf_reading import Pdf
from vse_app.evidence.pdf import render
from vse_app.model.report import Report


@pytest.fixture
def printed(tmp_path: Path) -> Iterator[Callable[[Report], Pdf]]:
    """Renders a report and reads it back."""
    opened: list[Pdf] = []

    def make(made: Report) -> Pdf:
        path = tmp_path / f"{len(opened)}.pdf"
        render(made, path)
        opened.append(Pdf(path))
        return opened[-1]

    yield make
    for pdf in opened:
        pdf.close()
