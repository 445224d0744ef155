"""Printing from the library: the pages, the language, PDF and printer, without a company file as well."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from tests import tower
from vse_app.ui.context import Target
from vse_app.ui.parts import Button
from vse_app.ui.views.library_print import LibraryPrintView

from .setup_desk import Desk, firm

WAIT = 30_000


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The made-up models as the user's own."""
    root = tower.write(tmp_path / "own")
    monkeypatch.setenv("VSE_APP_MODELS", str(root))
    return root


@pytest.fixture
def desk(qtbot, tmp_path: Path):
    found = Desk(folder=tmp_path)
    yield found
    found.close()


def shown(desk: Desk, qtbot, **where: str) -> LibraryPrintView:
    view = desk.show(LibraryPrintView(desk.context, Target("library-print", **where)))
    qtbot.waitUntil(lambda: view.preview.pages is not None, timeout=WAIT)
    return view


def words_of(path: Path) -> str:
    from tests.evidence.pdf_reading import Pdf

    pdf = Pdf(path)
    text = pdf.text
    pdf.close()
    return text


def test_an_element_is_shown_and_exported_without_a_company_file(
    desk: Desk, qtbot, tmp_path: Path, monkeypatch
) -> None:
    view = shown(desk, qtbot, kind="tower@1", text="1.1")
    assert view.what.text() == "Tower 1 1.1 Lay the foundation"
    target = tmp_path / "element"
    asked: list[str] = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda _p, _t, first, _k: asked.append(first) or (str(target), "")
    )
    view.desk.export_button.click()
    desk.settle()
    assert asked[0].endswith("Tower 1 1.1 Lay the foundation.pdf")
    assert "Tocarrythetower." in words_of(target.with_suffix(".pdf")) and view.desk.result.isVisible()


def test_the_language_of_the_window_can_be_changed_for_the_paper(desk: Desk, qtbot, tmp_path: Path) -> None:
    view = shown(desk, qtbot, kind="tower@1", text="1.1")
    assert view.language.value() == "en" and view.paper.value() == "A4"
    view.language.set_value("es")
    view.paper.set_value("Letter")
    view.paper.chosen.emit("Letter")
    desk.settle()
    view.make()(tmp_path / "es.pdf", lambda part: None, lambda: False)
    assert "Quelatorresesostenga." in words_of(tmp_path / "es.pdf")
    qtbot.waitUntil(
        lambda: view.preview.pages is not None and round(view.preview.pages.sizes[0][0]) == 612, timeout=WAIT
    )
    view.refresh()
    desk.settle()
    assert view.paper.value() == "Letter", "what was chosen stays"


def test_a_comparison_is_printed_as_it_was_filtered(desk: Desk, qtbot, tmp_path: Path) -> None:
    view = shown(desk, qtbot, kind="tower@1", text="map@1", task="differing")
    assert view.what.text() == "Tower 1 – map@1"
    view.make()(tmp_path / "c.pdf", lambda part: None, lambda: False)
    assert "Onlysomerowsareprinted:2of7." in words_of(tmp_path / "c.pdf")
    back = next(b for b in view.findChildren(Button) if b.text() == "Back to the library")
    back.click()
    assert desk.went[-1] == Target("library-compare", kind="tower@1", text="map@1", task="differing")


def test_a_whole_model_leads_back_to_its_page(desk: Desk, qtbot) -> None:
    view = shown(desk, qtbot, kind="tower@1")
    assert len(view.preview.pages.sizes) > 3
    next(b for b in view.findChildren(Button) if b.text() == "Back to the library").click()
    assert desk.went[-1] == Target("library", kind="tower@1")
    view.leave()
    assert view.preview.pages is None
    view.hide()
    view.show()
    qtbot.waitUntil(lambda: view.preview.pages is not None, timeout=WAIT)


def test_what_is_not_there_is_said_in_place_of_the_pages(desk: Desk) -> None:
    view = desk.show(LibraryPrintView(desk.context, Target("library-print", kind="nothing@1")))
    assert "nothing@1" in view.preview.area._message and view.what.text() == ""
    view.desk.export_button.click()
    assert view.desk.result.isHidden()


def test_a_company_lends_its_paper(qtbot, tmp_path: Path) -> None:
    from vse_app.services import company

    with firm(tmp_path / "acme.vse") as ws:
        company.edit_company(ws, paper="Letter")
        desk = Desk(ws, project=1, folder=tmp_path)
        view = shown(desk, qtbot, kind="map", text="wall")
        assert view.paper.value() == "Letter" and round(view.preview.pages.sizes[0][0]) == 612
        desk.close()
