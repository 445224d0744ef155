"""The palette: found without accents, driven by the keyboard, gone when the person looks elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.ui.frame_support import Opened, make_company
from vse_app.ui.context import Target
from vse_app.ui.palette import _FOUND, Palette, open_palette
from vse_app.ui.palette_search import Found


@pytest.fixture
def opened(qtbot: Any, tmp_path: Path) -> Any:
    """A window on a company with two projects."""
    found = Opened(qtbot).open(make_company(tmp_path / "acme.vse", titles=("Online shop", "Stock app")))
    yield found
    found.close()


def titles(palette: Palette) -> list[str]:
    items = [palette.results.item(row) for row in range(palette.results.count())]
    return [item.text() for item in items if isinstance(item.data(_FOUND), Found)]


def search(opened: Opened, typed: str) -> Palette:
    palette = open_palette(opened.session, typed)
    opened.until(lambda: not opened.runner.is_busy)
    return palette


def test_commands_are_listed_before_anything_is_typed(opened: Opened, qtbot: Any) -> None:
    qtbot.keyClick(opened.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = opened.session.frame.findChildren(Palette)[0]
    assert titles(palette)[0] == "Today"
    assert palette.typed.hasFocus() or not opened.window.isActiveWindow()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("pm.1.1", "PM.1.1  Review the Statement of Work"),
        ("review STATEMENT", "PM.1.1  Review the Statement of Work"),
        ("ampliacion", "SOW  Ampliación 1"),
        ("nunez", "Elena Núñez"),
        ("quit", "Quit"),
    ],
)
def test_everything_is_found_without_accents_or_case(opened: Opened, typed: str, wanted: str) -> None:
    assert wanted in titles(search(opened, typed))


def test_arrows_choose_and_enter_goes(opened: Opened, qtbot: Any) -> None:
    palette = search(opened, "hist")
    row = palette.results.currentItem()
    assert row.text() == "History"
    qtbot.keyClick(palette.typed, Qt.Key.Key_Down)
    qtbot.keyClick(palette.typed, Qt.Key.Key_Up)
    qtbot.keyClick(palette.typed, Qt.Key.Key_Return)
    opened.settle()
    assert opened.session.stage.current == "history"
    assert not opened.session.frame.findChildren(Palette)


def test_a_record_of_another_project_is_opened_there(opened: Opened) -> None:
    palette = search(opened, "ampliacion 1")
    rows = [palette.results.item(row) for row in range(palette.results.count())]
    palette.results.itemClicked.emit(next(r for r in rows if r.text() == "SOW  Ampliación 1"))
    opened.settle()
    assert opened.session.project == 1
    assert opened.session.stage.view is not None
    assert opened.session.stage.view.target == Target("record", record=1)


def test_nothing_found_is_said_and_escape_closes(opened: Opened, qtbot: Any) -> None:
    palette = search(opened, "zzzz")
    assert palette.empty.isVisible()
    assert not palette.results.isVisible()
    qtbot.keyClick(palette.typed, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_without_a_file_only_what_is_possible_is_offered(qtbot: Any) -> None:
    opened = Opened(qtbot).go(Target("start"))
    found = titles(open_palette(opened.session))
    assert "Open the example company" in found
    assert "Undo" not in found
    opened.close()


def test_where_risks_live_is_found_though_none_is_written_yet(opened: Opened) -> None:
    palette = search(opened, "risk")
    assert any(text.startswith("Risks") for text in titles(palette))
    found = [palette.results.item(row).data(_FOUND) for row in range(palette.results.count())]
    first = next(item for item in found if isinstance(item, Found))
    assert first.target.kind == "risk", "the place itself comes before tasks and words about it"
    assert any(isinstance(item, Found) and item.target == Target("help", text="glossary") for item in found)
