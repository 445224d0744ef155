"""Reports: what is open is said first, the pages are real, and export and printing leave the window usable."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageOps
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from vse_app.evidence.pdf import render
from vse_app.model.errors import Cancelled
from vse_app.model.finding_places import place
from vse_app.model.report import Column, Report, Table
from vse_app.services import path
from vse_app.ui.context import Target
from vse_app.ui.finding_targets import target_of
from vse_app.ui.preview import next_zoom
from vse_app.ui.preview_pages import PdfPages, print_pages
from vse_app.ui.views import reports_parts
from vse_app.ui.views.reports import ReportsView

from .setup_desk import Desk, firm

WAIT = 30_000


@pytest.fixture
def desk(qtbot, tmp_path: Path):
    with firm(tmp_path / "acme.vse") as ws:
        found = Desk(ws, project=1, folder=tmp_path)
        yield found
        found.close()


@pytest.fixture
def view(desk: Desk, qtbot) -> ReportsView:
    shown = desk.show(ReportsView(desk.context, Target("reports", kind="evidence-pack")))
    qtbot.waitUntil(lambda: shown.preview.pages is not None, timeout=WAIT)
    desk.settle()
    return shown


def texts(widget) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def test_pages_are_drawn_where_one_looks_and_nowhere_else(desk: Desk, view: ReportsView) -> None:
    area = view.preview.area
    count = len(view.preview.pages.sizes)
    assert count > 5 and {key.page for key in area._drawn} <= {0, 1, 2}
    area.show_page(count)
    desk.settle()
    assert area.current() >= count - 1 and count - 1 in {key.page for key in area._drawn}
    image = next(reversed(area._drawn.values()))
    assert len({image.pixel(x, y) for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)}) > 1
    assert f"of {count}" in view.preview._place.text()


def test_zoom_by_keys_and_back_to_the_width(desk: Desk, view: ReportsView, qtbot) -> None:
    area = view.preview.area
    fitted = area.scale()
    qtbot.keyClick(area, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert area.zoom == next_zoom(fitted, up=True) > fitted
    qtbot.keyClick(area, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert area.zoom == 0 and area.scale() == fitted
    qtbot.keyClick(area, Qt.Key.Key_End)
    assert area.current() >= len(view.preview.pages.sizes) - 1
    assert next_zoom(300, up=True) == 300 and next_zoom(50, up=False) == 50


def test_what_is_open_is_said_before_the_export(desk: Desk, view: ReportsView) -> None:
    assert "No task has been confirmed yet" in texts(view.problems)
    ws = desk.context.ws
    desk.do(lambda: path.confirm(ws, 1, "PM.1.1", 0, person="ana-ruiz", role="PM", happened="2026-03-01"))
    desk.settle()
    assert "PM.1.1" in texts(view.problems)
    now = path.view(ws, 1)
    finding = next(f for f in now.findings if f.rule == "missing-output")
    assert target_of(place(now.model, finding)) == Target("task", task="PM.1.1", iteration=0)


def test_export_says_pages_and_remembers_the_folder(desk: Desk, view: ReportsView, tmp_path: Path, monkeypatch) -> None:
    target = tmp_path / "out" / "pack"
    target.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(target), ""))
    view.desk.export_button.click()
    assert not view.desk.export_button.isEnabled() and view.desk.cancel_button.isVisible()
    desk.settle()
    pdf = target.with_suffix(".pdf")
    assert pdf.read_bytes().startswith(b"%PDF") and view.desk.result.isVisible()
    assert f"{len(view.preview.pages.sizes)} pages" in texts(view.desk.result)
    assert desk.context.preferences.get("export_folder") == str(target.parent)
    opened: list[Path] = []
    monkeypatch.setattr(reports_parts, "show_folder", opened.append)
    view.desk.result.folder_button.click()
    assert opened == [target.parent]


def test_characters_without_a_glyph_are_named(desk: Desk, view: ReportsView, tmp_path: Path) -> None:
    view.desk.result.show_written([(tmp_path / "x.pdf", 3, ("U+4E00",))])
    assert "U+4E00" in texts(view.desk.result)


def test_a_cancelled_export_leaves_nothing(desk: Desk, view: ReportsView, tmp_path: Path) -> None:
    view.desk.export([(tmp_path / "pack.pdf", view.make())])
    view.desk.cancel_button.click()
    desk.settle()
    assert not list(tmp_path.glob("*.pdf*")) and view.desk.export_button.isEnabled()
    assert desk.context.messages.notes[-1].kind == "info"


def test_a_folder_that_refuses_is_explained_in_place(desk: Desk, view: ReportsView, tmp_path: Path) -> None:
    view.desk.export([(tmp_path / "no" / "pack.pdf", view.make())])
    desk.settle()
    assert "pack.pdf" in texts(view.desk.result) and view.desk.export_button.isEnabled()


def test_language_and_paper_reach_the_pages(desk: Desk, view: ReportsView, qtbot) -> None:
    wide = view.preview.pages.sizes[0][0]
    view.paper.set_value("Letter")
    view.paper.chosen.emit("Letter")
    qtbot.waitUntil(lambda: view.preview.pages is not None and view.preview.pages.sizes[0][0] > wide, timeout=WAIT)
    desk.settle()


def test_printing_paints_every_page(desk: Desk, view: ReportsView, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(72)
    printer.setFromTo(2, 4)
    view.desk.print_to(printer)
    desk.settle()
    assert "3" in desk.context.messages.notes[-1].text
    import pypdfium2

    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as document:
        assert len(document) == 3


def test_a_page_that_lies_is_turned_on_paper_that_stands(qtbot, tmp_path: Path) -> None:
    import pypdfium2

    cells = tuple(f"two words {number}" for number in range(9))
    lying = Table(tuple(Column(f"Column {n}") for n in range(9)), [cells] * 22)
    made = Report("x", "T", "", "en", "R", "Page {page} of {pages}", "2026-01-01T00:00:00Z", (lying,))
    pages = PdfPages.made(lambda path: render(made, path))
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setResolution(72)
    assert print_pages(printer, pages, lambda *_told: None, lambda: False) == 1
    wide, high = pages.sizes[0]
    pages.close()
    assert wide > high
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as document:
        ink = ImageOps.invert(document[0].render(scale=1).to_pil().convert("L")).getbbox()
    assert ink[3] - ink[1] > 0.8 * 842 and ink[2] - ink[0] > 0.8 * 595, "it fills the paper"


def test_the_window_stays_usable_while_pages_are_made(desk: Desk, view: ReportsView, qtbot) -> None:
    longest, clock, tick = [0], QElapsedTimer(), QTimer()
    clock.start()

    def beat() -> None:
        longest[0] = max(longest[0], clock.restart())

    tick.timeout.connect(beat)
    tick.start(2)
    before = view.preview.pages
    view.preview.show_report(view.make())
    qtbot.waitUntil(lambda: view.preview.pages is not before and view.preview.pages is not None, timeout=WAIT)
    for page in range(1, len(view.preview.pages.sizes), 5):
        view.preview.area.show_page(page)
        desk.settle()
    tick.stop()
    print(f"longest pause of the window: {longest[0]} ms")
    assert longest[0] < 100


def test_leaving_closes_the_file_and_coming_back_shows_it_again(desk: Desk, view: ReportsView, qtbot) -> None:
    pages = view.preview.pages
    view.leave()
    view.hide()
    desk.settle()
    assert view.preview.pages is None and pages.image(0, 100) is None
    view.show()
    qtbot.waitUntil(lambda: view.preview.pages is not None, timeout=WAIT)


def test_a_cancelled_preview_leaves_no_folder(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def make(_path: Path):
        raise Cancelled("stop")

    with pytest.raises(Cancelled):
        PdfPages.made(make)
    assert not list(tmp_path.iterdir())
