"""A model of one's own, through the real window: found, run, printed; and a project that moves to its next edition."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from tests.content.test_guide import follow
from tests.journeys.test_newcomer import Hands, Held, Key, print_it
from tests.services.editions_shop import facts, furnish, work
from tests.two_editions import write_both
from vse_app.model.project import Person
from vse_app.services import company, path, projects
from vse_app.services.workspace import Workspace


def words_on(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def click(desk, button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.settle()


@pytest.fixture
def shop_file(tmp_path: Path) -> Path:
    file = tmp_path / "fixers.vse"
    with Workspace.create(file) as ws:
        company.edit_company(ws, name="Fixers", language="en")
        saved = company.save_people(ws, (Person("", "Ana", roles=("LEAD",)),)).value
        company.set_actor(ws, saved[0].id)
    return file


def test_from_a_folder_to_a_printed_pack(desk, tmp_path, shop_file, monkeypatch) -> None:
    mine = follow(tmp_path)
    (mine / "broken").mkdir()
    (mine / "broken" / "structure.yaml").write_text("id: [", "utf-8")
    found = desk("en", file=shop_file)
    found.window.activateWindow()
    found.wait(found.window.isActiveWindow)
    found.go("settings", text="models")
    section = found.session.stage.view.section
    assert "None was chosen" in section.place.text()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_v: str(mine))
    click(found, section.choose_button)
    assert "Models that can be used: 2; mappings: 1. To be mended: 1." in words_on(section.state)
    assert "Fixing things" in words_on(section.models) and "broken/structure.yaml" in words_on(section.wrong)
    (mine / "broken" / "structure.yaml").unlink()
    click(found, section.check_button)
    assert not section.wrong.isVisible()
    hands = Hands(found)
    start_project(hands)
    do_the_first_task(hands)
    pdf = tmp_path / "pack.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_v: (str(pdf), ""))
    print_it(hands, pdf)
    text = text_of(pdf)
    for wanted in ("Fixing things", "Our own way of working", "Mend the kettle", "Confirmed by Ana as Lead", "FIX.1.1"):
        assert wanted in text
    found.go("settings", text="models")
    click(found, found.session.stage.view.section.stop_button)
    assert "None was chosen" in found.session.stage.view.section.place.text()
    found.go("path")  # the project keeps its model


def start_project(hands: Hands) -> None:
    desk = hands.desk
    desk.go("new-project")
    view = desk.session.stage.view
    hands.write("Kettle")
    hands.next()
    hands.next()
    option = view.question.choice._buttons["tiny@1"]
    option.setFocus()
    hands.press(Key.Key_Space)
    for _ in range(4):
        hands.next()
    desk.wait(lambda: desk.session.stage.current == "today")
    desk.settle()


def do_the_first_task(hands: Hands) -> None:
    assert hands.focused.accessibleName().startswith("Start FIX.1.1")
    hands.enter()
    hands.enter("Write here")
    hands.write("Mend the kettle")
    hands.next()
    assert hands.focused.accessibleName() == "Confirm"
    hands.next()
    session = hands.desk.session
    step = path.view(session.workspace, session.project).step("FIX.1.1", 0)
    assert step.confirmations and step.complete


def text_of(file: Path) -> str:
    document = pypdfium2.PdfDocument(str(file))
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    document.close()
    return text


def test_moving_to_the_next_edition_and_back(desk, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("VSE_APP_MODELS", str(write_both(tmp_path / "models")))
    file = tmp_path / "shop.vse"
    with Workspace.create(file) as ws:
        furnish(ws)
        work(ws)
        before = facts(ws)
    found = desk("en", file=file)
    found.go("products", kind="notes")
    found.go("settings", text="edition")
    section = found.session.stage.view.section
    assert "edition 1" in words_on(section.present) and "Our way 3" in words_on(section.present)
    click(found, section.look_button)
    table = section.changes.table
    assert table.model.rowCount() > 20
    table.filter_line.setText("merged")
    table.filter_line.settled.emit()
    assert 0 < table.model.rowCount() < 6
    click(found, section.changes.move_button)
    assert section.confirm is not None and "before edition 2.vse" in words_on(section.confirm)
    click(found, section.confirm.confirm_button)
    found.wait(lambda: "edition 2" in words_on(found.session.stage.view))
    found.settle()
    assert (tmp_path / "shop before edition 2.vse").is_file()
    ws = found.session.workspace
    assert projects.model_of(ws, projects.project(ws, 1)).ref == "shop@2"
    found.go("products", kind="notes")
    assert "No longer asked for" in {i.text(0) for i in tree_items(found)}
    for place in ("path", "today", "history", "help"):
        found.go(place)
    QTest.keyClick(found.window, Key.Key_Z, Held.ControlModifier)
    found.wait(lambda: projects.model_of(ws, projects.project(ws, 1)).ref == "shop@1")
    found.settle()
    assert facts(ws) == before
    found.go("settings", text="edition")
    found.wait(lambda: "edition 1" in words_on(found.session.stage.view))


def tree_items(desk) -> list:
    tree = desk.session.stage.view.page.list
    return [tree.topLevelItem(i) for i in range(tree.topLevelItemCount())]
