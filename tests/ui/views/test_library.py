"""The library: choosing, searching, the page of an element, the map, the drawing, all with the keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from tests import tower
from vse_app import content
from vse_app.model.browsing import Address
from vse_app.ui.context import Target
from vse_app.ui.parts import EmptyState, LinkButton
from vse_app.ui.views.library import LibraryView
from vse_app.ui.views.library_graph import MOST, RelationGraph
from vse_app.ui.views.library_lines import LineList
from vse_app.ui.views.library_map import ModelMap

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


@pytest.fixture
def view(desk: Desk) -> LibraryView:
    """The library without any company file."""
    return desk.show(LibraryView(desk.context, Target("library")))


def at(desk: Desk, view: LibraryView, ref: str, element: str = "") -> LibraryView:
    """Go to a place and wait until all of the page is there."""
    view.retarget(Target("library", kind=ref, text=element))
    for _ in range(200):
        desk.settle()
        if view.page is not None and view.page.is_finished:
            break
    desk.settle()
    return view


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def lists(view: LibraryView) -> dict[str, LineList]:
    return {found.accessibleName(): found for found in view.page.findChildren(LineList)}


def test_models_are_listed_by_kind_with_the_users_own_marked(view: LibraryView) -> None:
    rows = view.side.models.rows()
    headings = [row.title for row in rows if row.to is None]
    assert headings[:2] == ["Profiles", "Reference models"]
    assert {row.to for row in rows if row.to} == {Address(info.ref) for info in content.available()}
    assert [row.title for row in rows if row.mark == "your own"] == ["Tower 1", "Tower 2", "map@1"]
    assert "Profiles (" in words(view.home) and "Your own models" in words(view.home)


def test_enter_opens_a_model_as_tree_and_map(desk: Desk, view: LibraryView, qtbot) -> None:
    qtbot.keyClick(view.side.search, Qt.Key.Key_Down)
    assert view.side.models.hasFocus()
    assert view.side.models.currentRow() == 1, "the heading is passed over"
    qtbot.keyClick(view.side.models, Qt.Key.Key_Down)
    qtbot.keyClick(view.side.models, Qt.Key.Key_Return)
    [gone] = desk.went
    assert gone.view == "library" and gone.kind == view.side.models.rows()[2].to.model
    at(desk, view, "tower@1")
    assert view.side.opened_model.tree.isVisible() and not view.side.models.isVisible()
    assert "Building towers" in words(view.page) and "Old." in words(view.page)
    drawn = view.page.findChild(ModelMap)
    assert [tile.line.label for tile in drawn.tiles][:4] == ["1.1.1", "1.1.2", "1.2", "1.3"]


def test_the_tree_opens_elements_and_unfolds_headings(desk: Desk, view: LibraryView, qtbot) -> None:
    at(desk, view, "tower@1", "1.1.1.2")
    tree, model = view.side.opened_model.tree, view.side.opened_model.tree.model()
    assert model.data(tree.currentIndex()) == "1.1.1.2  Compare"
    assert model.data(tree.currentIndex(), int(Qt.ItemDataRole.AccessibleTextRole)) == "Task: 1.1.1.2  Compare"
    qtbot.keyClick(tree, Qt.Key.Key_Up)
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert desk.went[-1] == Target("library", kind="tower@1", text="1.1.1.1")
    heading = next(i for r in range(model.rowCount()) if "Topics" in model.data(i := model.index(r, 0)))
    assert model.data(heading) == "Topics (2)" and not tree.isExpanded(heading)
    tree.setCurrentIndex(heading)
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert tree.isExpanded(heading) and len(desk.went) == 1
    history = model.index(0, 0, heading)
    tree.scrollTo(history)
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(history).center())
    assert desk.went[-1].text == "history"


def test_the_tree_answers_for_every_place(view: LibraryView, desk: Desk) -> None:
    at(desk, view, "tower@1")
    model = view.side.opened_model.tree.model()
    for entry in tower.tower():
        place = model.place_of(entry.key)
        assert place.isValid() and model.index(place.row(), 0, place.parent()) == place
        assert entry.id in model.data(place) or model.data(place)
    assert not model.place_of("9.9").isValid() and model.columnCount() == 1
    assert not model.index(99, 0).isValid() and model.data(place, int(Qt.ItemDataRole.DecorationRole)) is None


def test_search_lists_elements_of_all_models_and_one_click_opens_one(desk: Desk, view: LibraryView, qtbot) -> None:
    view.side.search.setText("FACHADA facade")
    qtbot.keyClick(view.side.search, Qt.Key.Key_Return)
    desk.settle()
    assert view.side.found.nothing.isVisible() and view.side.found.results.count() == 0
    view.side.search.setText("facade")
    qtbot.keyClick(view.side.search, Qt.Key.Key_Return)
    desk.settle()
    [row] = view.side.found.results.rows()
    assert row.title == "1.1.b  Everybody knows where the façade will stand." and row.detail.startswith(
        "Tower 1 · Outcome"
    )
    results = view.side.found.results
    qtbot.mouseClick(
        results.viewport(), Qt.MouseButton.LeftButton, pos=results.visualItemRect(results.item(0)).center()
    )
    assert desk.went[-1] == Target("library", kind="tower@1", text="1.1.b")
    at(desk, view, "tower@1", "1.1.b")
    assert results.isVisible(), "what was found stays for the next click"
    qtbot.keyClick(view.side.search, Qt.Key.Key_Escape)
    view.side.search.settled.emit()
    assert view.side.opened_model.tree.isVisible()


def test_too_many_hits_say_how_many_there_are(desk: Desk, view: LibraryView, qtbot) -> None:
    view.side.search.setText("o")
    qtbot.keyClick(view.side.search, Qt.Key.Key_Down)
    desk.settle()
    assert "The best 200 of " in view.side.found.count.text()
    qtbot.keyClick(view.side.search, Qt.Key.Key_Down)
    assert view.side.found.results.hasFocus() and view.side.found.results.currentRow() == 0


def test_a_page_shows_every_section_and_where_it_comes_from(desk: Desk, view: LibraryView) -> None:
    at(desk, view, "tower@1", "1.1")
    said = words(view.page)
    for text in ("1.1  Lay the foundation\u00a0°", "To carry the tower.", "Process", "° recalled, not checked",
                 "What is true when it is done well.", "Fundament", "Remembered by a mason.", "Read: It was read."):  # fmt: skip
        assert text in said, text
    assert {"Outcomes", "Activities and tasks", "Roles", "Inputs", "Outputs", "Relations", "In other models"} <= set(
        lists(view)
    )
    assert view.page.accessibleName() == "1.1 Lay the foundation\u00a0°"
    way = [b.text() for b in view.page.findChildren(LinkButton)]
    assert way[:2] == ["Tower 1", "1 Ground"]


def test_lines_are_one_stop_for_tab_and_enter_follows_them(desk: Desk, view: LibraryView, qtbot) -> None:
    at(desk, view, "tower@1", "1.1")
    outcomes = lists(view)["Outcomes"]
    outcomes.setFocus()
    assert outcomes.currentRow() == 0
    item = outcomes.currentItem()
    assert item.data(int(Qt.ItemDataRole.AccessibleTextRole)) == "1.1.a The ground carries.\u00a0°, Nothing sinks."
    qtbot.keyClick(outcomes, Qt.Key.Key_Down)
    qtbot.keyClick(outcomes, Qt.Key.Key_Return)
    assert desk.went[-1] == Target("library", kind="tower@1", text="1.1.b")
    qtbot.keyClick(outcomes, Qt.Key.Key_Tab)
    assert not outcomes.hasFocus()
    roles = lists(view)["Roles"]
    roles.setFocus()
    assert roles.currentRow() == 1, "the heading over the responsible is passed over"


def test_a_line_under_the_keyboard_comes_into_sight(desk: Desk, view: LibraryView) -> None:
    desk.window.resize(700, 420)
    at(desk, view, "tower@1", "1.1")
    below = lists(view)["In other models"]
    below.setFocus()
    desk.settle()
    place = below.viewport().mapTo(view.page.viewport(), below.visualItemRect(below.currentItem()).center())
    assert view.page.viewport().rect().contains(place)


def test_a_click_on_a_line_leads_on_and_the_cursor_says_so(desk: Desk, view: LibraryView, qtbot) -> None:
    at(desk, view, "tower@1", "history")
    items, topics = lists(view)["Point by point"], lists(view)["Topics under it"]
    where = topics.visualItemRect(topics.item(0)).center()
    qtbot.mouseMove(topics.viewport(), where)
    qtbot.mouseClick(topics.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert desk.went[-1].text == "deep"
    count = len(desk.went)
    qtbot.mouseClick(items.viewport(), Qt.MouseButton.LeftButton, pos=items.visualItemRect(items.item(0)).center())
    assert len(desk.went) == count, "a line without a page leads nowhere"
    assert [line.text for line in items.lines()] == ["First wood", "Then stone"]


def test_relations_are_drawn_and_listed(desk: Desk, view: LibraryView, qtbot) -> None:
    desk.window.resize(1500, 900)
    at(desk, view, "tower@1", "1.1")
    graph = view.page.findChild(RelationGraph)
    spoken = [tile.accessibleName() for tile in graph.tiles]
    assert "Its parts, 1.2 Dig" in spoken and "A special form of, Wall, map@1" in spoken
    assert sum(bool(t.focusPolicy() & Qt.FocusPolicy.TabFocus) for t in graph.tiles) == 1
    assert not next(t for t in graph.tiles if "nowhere@9" in t.accessibleName()).isEnabled()
    first = graph.tiles[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    held = next(t for t in graph.tiles if t.hasFocus())
    assert held is not first
    qtbot.keyClick(held, Qt.Key.Key_Return)
    assert desk.went[-1].kind == "tower@1"
    [wall] = [t for t in graph.tiles if t.line.text == "Wall"]
    wall.click()
    assert desk.went[-1] == Target("library", kind="map@1", text="wall")
    assert len(lists(view)["Relations"].lines()) == len(view.page.page.neighbours)


def test_the_drawing_folds_where_there_is_no_room(desk: Desk, view: LibraryView) -> None:
    at(desk, view, "tower@1", "1.1")
    graph = view.page.findChild(RelationGraph)
    assert graph.heightForWidth(200) > graph.heightForWidth(2000)
    graph.setParent(None)
    graph.resize(160, graph.heightForWidth(160))
    picture = graph.grab().toImage()
    tops = [tile.y() for tile in graph.tiles]
    assert all(tile.x() == 0 for tile in graph.tiles) and tops == sorted(tops)
    assert len({picture.pixel(x, y) for x in range(0, 160, 3) for y in range(0, picture.height(), 3)}) > 4
    graph.deleteLater()


def test_a_crowd_of_relations_is_cut_and_the_list_has_all(desk: Desk, own: Path) -> None:
    import json

    parts = [{"id": f"9.{n}", "provenance": {"id": "read"}, "parent": "2.2"} for n in range(MOST + 3)]
    structure = tower.SECOND | {"processes": [*tower.SECOND["processes"], *parts]}
    named = tower.SECOND_WORDS["processes"] | {part["id"]: {"name": f"Part {part['id']}"} for part in parts}
    folder = own / "tower-2"
    (folder / "structure.yaml").write_text(json.dumps(structure), encoding="utf-8")
    (folder / "en.yaml").write_text(json.dumps(tower.SECOND_WORDS | {"processes": named}), encoding="utf-8")
    view = desk.show(LibraryView(desk.context, Target("library", kind="tower@2", text="2.2")))
    at(desk, view, "tower@2", "2.2")
    graph = view.page.findChild(RelationGraph)
    assert len(graph.tiles) == MOST and "3 more in the list" in words(graph)
    assert len(lists(view)["Relations"].lines()) == MOST + 3


def test_tiles_of_the_map_lead_to_their_pages_with_mouse_and_keys(desk: Desk, view: LibraryView, qtbot) -> None:
    at(desk, view, "tower@1")
    drawn = view.page.findChild(ModelMap)
    first = drawn.tiles[0]
    assert first.accessibleName() == "1.1.1 Plan it\u00a0°, Tasks: 3" and first.focusPolicy() & Qt.FocusPolicy.TabFocus
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    held = next(tile for tile in drawn.tiles if tile.hasFocus())
    assert held.line.label == "1.1.2"
    qtbot.keyClick(held, Qt.Key.Key_Space)
    assert desk.went[-1] == Target("library", kind="tower@1", text="1.1.2")
    heads = [button for button in drawn.findChildren(LinkButton) if "Lay the foundation" in button.text()]
    heads[0].click()
    assert desk.went[-1].text == "1.1"


def test_a_large_map_is_built_in_batches(desk: Desk, view: LibraryView) -> None:
    most = max(content.available(), key=lambda info: len(content.model(info.ref).topics))
    at(desk, view, most.ref)
    drawn = view.page.findChild(ModelMap)
    topics = content.model(most.ref).topics
    if len(topics) > 50:
        assert len(drawn.tiles) > 40
    assert view.page.is_finished


def test_printing_and_comparing_start_from_the_page(desk: Desk, view: LibraryView) -> None:
    from vse_app.ui.parts import Button

    at(desk, view, "tower@1")
    for button in view.page.findChildren(Button):
        if button.text() in ("Print …", "Compare with another model"):
            button.click()
    assert desk.went[-2:] == [Target("library-print", kind="tower@1"), Target("library-compare", kind="tower@1")]


@pytest.mark.parametrize(("ref", "element"), [("tower@1", "9.9"), ("nothing", ""), ("tower@9", "1")])
def test_a_place_that_is_not_there_says_so_and_leads_back(
    desk: Desk, view: LibraryView, ref: str, element: str
) -> None:
    view.retarget(Target("library", kind=ref, text=element))
    desk.settle()
    said = view.findChild(EmptyState)
    assert "This cannot be shown" in words(said)
    said.button.click()
    assert desk.went[-1] == Target("library")


def test_an_alias_or_a_bare_id_is_a_deep_link(desk: Desk, view: LibraryView) -> None:
    at(desk, view, "tower@1", "BASE")
    assert view.page.page.address == Address("tower@1", "1.1")
    at(desk, view, "map", "door")
    assert view.page.page.address == Address("map@1", "door") and "Door" in words(view.page)


def test_going_back_to_all_models(desk: Desk, view: LibraryView) -> None:
    at(desk, view, "tower@1", "1.1")
    view.side.left.emit()
    assert desk.went[-1] == Target("library")
    view.retarget(Target("library"))
    desk.settle()
    assert view.home.isVisible() and view.side.models.isVisible()


def test_focus_stays_in_the_page_when_a_link_in_it_is_followed(desk: Desk, view: LibraryView) -> None:
    at(desk, view, "tower@1", "1.1")
    lists(view)["Outcomes"].setFocus()
    at(desk, view, "tower@1", "1.1.a")
    assert view.page.hasFocus()


def test_a_broken_model_of_ones_own_is_explained(desk: Desk, own: Path) -> None:
    (own / "tower-2" / "structure.yaml").write_text(
        "id: tower\nedition: '2'\nkind: nonsense\nstandard: T\n", encoding="utf-8"
    )
    view = desk.show(LibraryView(desk.context, Target("library")))
    assert "tower-2/structure.yaml" in words(view.home)
    assert [row.title for row in view.side.models.rows() if row.mark] == ["Tower 1", "map@1"] or "nonsense" in words(
        view.home
    )


def test_the_folder_of_ones_own_models_is_chosen_and_left(desk: Desk, own: Path, monkeypatch) -> None:
    monkeypatch.delenv("VSE_APP_MODELS")
    view = desk.show(LibraryView(desk.context, Target("library")))
    assert not any(row.mark for row in view.side.models.rows())
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(own))
    view.home.choose.click()
    desk.settle()
    assert [row.title for row in view.side.models.rows() if row.mark] == ["Tower 1", "Tower 2", "map@1"]
    assert str(own) in words(view.home)
    view.home.forget.click()
    desk.settle()
    assert not any(row.mark for row in view.side.models.rows())


def test_a_wide_side_stays_as_wide_as_it_was_made(desk: Desk, view: LibraryView) -> None:
    first = view._split.sizes()[0]
    view._split.setSizes([first + 80, 800 - first])
    view._split.splitterMoved.emit(first + 80, 1)
    desk.window.resize(1400, 700)
    desk.settle()
    assert view._split.sizes()[0] == first + 80


def test_hovering_and_painting_do_not_fail_in_the_dark(desk: Desk, view: LibraryView, qapp, qtbot) -> None:
    from vse_app.ui import theme

    theme.apply(qapp, "dark", 150)
    at(desk, view, "tower@1", "1.1")
    outcomes = lists(view)["Outcomes"]
    qtbot.mouseMove(outcomes.viewport(), QPoint(20, 10))
    outcomes.setFocus()
    picture = view.grab().toImage()
    assert len({picture.pixel(x, y) for x in range(0, picture.width(), 9) for y in range(0, picture.height(), 9)}) > 8
    theme.apply(qapp, "light", 100)
