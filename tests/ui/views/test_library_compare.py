"""Two models side by side: choosing, counting, filtering, opening both ends, printing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests import tower
from vse_app import content
from vse_app.ui.context import Target
from vse_app.ui.parts import Button
from vse_app.ui.tables_source import cell_text
from vse_app.ui.views.library_compare import CHOICES, CompareView

from .setup_desk import Desk


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


def shown(desk: Desk, *ends: str, which: str = "") -> CompareView:
    left, right = (*ends, "", "")[:2]
    return desk.show(CompareView(desk.context, Target("library-compare", kind=left, text=right, task=which)))


def words(view: CompareView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if not label.isHidden())


def rows(view: CompareView) -> list[list[str]]:
    return [[cell_text(cell) for cell in row.cells] for row in view.page.table.model.rows()]


def test_counts_stand_above_and_rows_are_aligned(desk: Desk) -> None:
    view = shown(desk, "tower@1", "map@1")
    said = words(view)
    assert "1 row says the same · 2 rows differ · 3 only in Tower 1 · 1 only in map@1" in said
    assert "Walls against foundations." in said and "Not compared" in said
    assert "Hints, names that look alike: 1." in said
    listed = rows(view)
    assert listed[0][:3] == ["2.1  Look after it", "the same", "Door"]
    assert listed[1] == ["1.1  Lay the foundation\u00a0°", "covers, and more", "Wall", "quite sure", "worked out by us"]
    assert ["1.2  Dig", "not mapped", "same name: Dig", "", ""] in listed and [
        "same name: 1.2  Dig",
        "not mapped",
        "Dig",
        "",
        "",
    ] in listed
    assert desk.context.preferences.get(CHOICES) == ["tower@1", "map@1"]


def test_filters_leave_differences_or_what_nobody_mapped(desk: Desk, qtbot) -> None:
    view = shown(desk, "tower@1", "map@1")
    chips = {which: chip.text() for which, chip in view.page.chips.items()}
    assert chips == {"all": "All · 7", "differing": "Only differences · 2", "unmapped": "Only what is not mapped · 4"}
    qtbot.mouseClick(view.page.chips["differing"], Qt.MouseButton.LeftButton)
    assert len(rows(view)) == 2
    qtbot.keyClick(view.page.chips["unmapped"], Qt.Key.Key_Space)
    assert {row[1] for row in rows(view)} == {"not mapped"}
    view.retarget(Target("library-compare", kind="tower@1", text="map@1", task="differing"))
    desk.settle()
    assert view.page.chips["differing"].isChecked() and len(rows(view)) == 2


def test_without_a_mapping_it_says_so_openly(desk: Desk) -> None:
    view = shown(desk, "tower@2", "map@1")
    assert "Nobody has written a mapping between these two." in words(view)


def test_both_ends_of_a_row_can_be_opened_and_a_hint_too(desk: Desk) -> None:
    view = shown(desk, "tower@1", "map@1")
    view.page.table.select(1)
    links = view.page.detail.findChildren(Button)
    assert [b.text() for b in links] == ["Open Tower 1: 1.1  Lay the foundation\u00a0°", "Open map@1: Wall"]
    links[1].click()
    assert desk.went[-1] == Target("library", kind="map@1", text="wall")
    number = next(n for n, row in enumerate(rows(view)) if row[0] == "1.2  Dig")
    view.page.table.select(number)
    desk.settle()
    assert "Only a hint" in words(view)
    view.page.detail.findChildren(Button)[-1].click()
    assert desk.went[-1] == Target("library", kind="map@1", text="dig")
    view.page.table.opened.emit(number)
    assert desk.went[-1] == Target("library", kind="tower@1", text="1.2")
    view.page.table.opened.emit(len(rows(view)) - 1)
    assert desk.went[-1].kind == "map@1"


def test_models_are_chosen_swapped_and_printed(desk: Desk) -> None:
    view = shown(desk)
    assert "Choose two models" in words(view) and not view.page.table.isVisible()
    left, right = view.page.left, view.page.right
    assert {left.itemData(n) for n in range(1, left.count())} == {info.ref for info in content.available()}
    left.setCurrentIndex(left.findData("tower@1"))
    left.activated.emit(left.currentIndex())
    assert desk.went == [], "one is not enough"
    right.setCurrentIndex(right.findData("tower@2"))
    right.activated.emit(right.currentIndex())
    assert desk.went[-1] == Target("library-compare", kind="tower@1", text="tower@2", task="all")
    view.page.swap.click()
    view.page.print_button.click()
    assert len(desk.went) == 1, "there is nothing to swap or print yet"
    view.retarget(desk.went[-1])
    desk.settle()
    assert "Tower 2" in [column.title for column in view.page.table.model.specs]
    view.page.swap.click()
    assert desk.went[-1] == Target("library-compare", kind="tower@2", text="tower@1", task="all")
    view.page.print_button.click()
    assert desk.went[-1] == Target("library-print", kind="tower@1", text="tower@2", task="all")


def test_the_last_choice_is_remembered_and_one_model_can_be_given(desk: Desk) -> None:
    desk.context.preferences.set(CHOICES, ["tower@1", "map@1"])
    view = shown(desk)
    assert view.found is not None and view.found.left == "tower@1"
    view.retarget(Target("library-compare", kind="tower@2"))
    desk.settle()
    assert view.found is not None and (view.found.left, view.found.right) == ("tower@2", "map@1")
    desk.context.preferences.set(CHOICES, "damaged")
    view.retarget(Target("library-compare", kind="tower@1", text="gone@1"))
    desk.settle()
    assert view.found is None and "Choose two models" in words(view)


def test_a_mapping_of_the_users_that_cannot_be_read_is_left_out(desk: Desk, own: Path) -> None:
    (own / "mappings" / "bad.yaml").write_text("from: [1]\n", encoding="utf-8")
    assert "2 rows differ" in words(shown(desk, "tower@1", "map@1"))
    assert any("mappings/bad.yaml" in str(error.place) for error in content.problems())
