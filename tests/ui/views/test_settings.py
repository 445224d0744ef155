"""Settings: what is typed is saved, what is refused is explained, and nothing typed is lost on the way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from vse_app.services import company, projects
from vse_app.services.workspace import Workspace
from vse_app.ui.context import Target
from vse_app.ui.views.settings import SettingsView

from .setup_desk import Desk, firm


@pytest.fixture
def desk(qtbot, tmp_path: Path):
    with firm(tmp_path / "acme.vse") as ws:
        found = Desk(ws, project=1, folder=tmp_path)
        yield found
        found.close()


@pytest.fixture
def view(desk: Desk) -> SettingsView:
    return desk.show(SettingsView(desk.context, Target("settings")))


def section(desk: Desk, view: SettingsView, name: str):
    view.show_section(name)
    desk.settle()
    return view.section


def test_the_company_is_saved_as_it_is_typed(desk: Desk, view: SettingsView, qtbot) -> None:
    shown = section(desk, view, "company")
    assert shown.name.text() == "Acme" and shown.staff.value() == 6
    qtbot.keyClicks(shown.name, " & Sons")
    shown.staff.set_value(40)
    assert [r.kind for r in shown.remarks.shown] == ["note"]
    view.show_section("about")
    desk.settle()
    own = company.company(desk.context.ws)
    assert (own.name, own.it_staff) == ("Acme & Sons", 40)


def test_a_name_cannot_be_emptied_and_the_reason_stands_there(desk: Desk, view: SettingsView, qtbot) -> None:
    shown = section(desk, view, "company")
    shown.name.selectAll()
    qtbot.keyClicks(shown.name, " ")
    shown.leave()
    desk.settle()
    assert "name" in shown.name_field._problem.text()
    assert company.company(desk.context.ws).name == "Acme"


def test_typing_is_not_disturbed_by_a_refresh(desk: Desk, view: SettingsView, qtbot) -> None:
    shown = section(desk, view, "company")
    qtbot.keyClicks(shown.name, " X")
    shown.name.setCursorPosition(1)
    view.refresh()
    desk.settle()
    assert shown.name.text() == "Acme X" and shown.name.cursorPosition() == 1


def test_people_are_edited_added_once_and_never_deleted(desk: Desk, view: SettingsView, qtbot) -> None:
    shown = section(desk, view, "people")
    shown.add_own.click()
    card = shown.editor
    qtbot.keyClicks(card.form.name, "Beto")
    card.saver.now()
    qtbot.keyClicks(card.form.email, "beto@acme.pe")
    card.saver.now()
    desk.settle()
    qtbot.waitUntil(lambda: not card.saver.pending)
    desk.settle()
    people = {p.name: p for p in company.people(desk.context.ws)}
    assert list(people) == ["Ana Ruiz", "Clara", "Beto"] and people["Beto"].email == "beto@acme.pe"
    assert shown.table.select("beto")
    shown.editor.active_button.click()
    desk.settle()
    assert not company.people(desk.context.ws)[2].active
    assert shown.editor.active_button.text() == "Here again"
    shown.table.select("ana-ruiz")
    shown.editor.me_button.click()
    assert desk.went[-1] == Target("actor", text="ana-ruiz")


def test_the_project_is_edited_and_put_away(desk: Desk, view: SettingsView, qtbot) -> None:
    shown = section(desk, view, "project")
    assert shown.remove_button.isVisible()
    qtbot.keyClicks(shown.customer, " Ltd")
    shown.iterations.add_button.click()
    qtbot.keyClicks(shown.iterations.lines[2].name, "Three")
    next(iter(shown.conditions.boxes.values())).click()
    desk.settle()
    shown.leave()
    desk.settle()
    found = projects.project(desk.context.ws, 1)
    assert found.customer == "Harbour Ltd" and [i.name for i in found.iterations] == ["One", "Two", "Three"]
    assert found.entry_conditions == ("a",)
    shown.archive_button.click()
    desk.settle()
    assert projects.project(desk.context.ws, 1).archived
    assert shown.archive_button.text() == "Bring it back"


def test_a_code_that_is_taken_or_empty_is_refused(desk: Desk, view: SettingsView) -> None:
    shown = section(desk, view, "project")
    shown.code.clear()
    shown._save()
    desk.settle()
    assert [r.kind for r in shown.problem.shown] == ["problem"]
    assert projects.project(desk.context.ws, 1).code == "BOAT"


def test_the_house_style_is_shown_on_a_real_page(desk: Desk, view: SettingsView, qtbot) -> None:
    shown = section(desk, view, "style")
    qtbot.waitUntil(lambda: shown.preview.pages is not None, timeout=20_000)
    wide = shown.preview.pages.sizes[0][0]
    shown.accent.swatches[2].click()
    shown.paper.chosen.emit("x")
    shown.paper.set_value("Letter")
    shown._save()
    desk.settle()
    qtbot.waitUntil(lambda: shown.preview.pages is not None and shown.preview.pages.sizes[0][0] > wide, timeout=20_000)
    own = company.company(desk.context.ws)
    assert own.accent == shown.accent.swatches[2].colour and own.paper == "Letter"
    view.leave()
    assert shown.preview.pages is None


def test_a_backup_is_made_remembered_and_brought_back(
    desk: Desk, view: SettingsView, tmp_path: Path, monkeypatch
) -> None:
    shown = section(desk, view, "backup")
    target = tmp_path / "copies" / "acme copy"
    target.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(target), ""))
    shown.backup_button.click()
    desk.settle()
    copy = target.with_suffix(".vse")
    assert copy.exists() and "acme copy.vse" in shown.last.findChildren(type(shown.place))[-1].text()
    shown.check_button.click()
    desk.settle()
    assert shown.result.isVisible()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a, **k: (str(copy), ""))
    shown.restore_button.click()
    assert shown.confirm is not None
    shown.confirm.confirm_button.click()
    desk.settle()
    errand = desk.went[-1]
    assert errand.view == "open" and Path(errand.text) != desk.context.ws.path
    with Workspace.open(Path(errand.text)) as ws:
        assert company.company(ws).name == "Acme"


def test_looks_and_language_are_errands_of_the_window(desk: Desk, view: SettingsView) -> None:
    section(desk, view, "language").choice.chosen.emit("es")
    shown = section(desk, view, "appearance")
    shown.scheme.chosen.emit("dark")
    shown.text_size.setValue(15)
    assert desk.went == [Target("language", text="es"), Target("theme", text="dark"), Target("text-size", text="150")]
    assert view.target.text == "appearance"


def test_every_section_opens_and_a_wrong_name_shows_the_first(desk: Desk, view: SettingsView) -> None:
    for name in view.rail.buttons:
        view.retarget(Target("settings", text=name))
        desk.settle()
        assert view.target.text == name
    view.retarget(Target("settings", text="no such"))
    assert view.target.text == "company"


@pytest.mark.parametrize("width", [700, 760, 800, 905, 1100, 1400])
def test_the_page_beside_the_editors_comes_to_rest(desk: Desk, view: SettingsView, width: int) -> None:
    desk.window.resize(width, 700)
    shown = section(desk, view, "style")
    desk.settle()
    assert shown.preview.pages is not None
    words = view.rail.buttons["company"].text()
    assert words == ("" if view.width() < 480 else "Company")


def test_a_file_for_reading_only_says_so_and_takes_nothing(qtbot, tmp_path: Path) -> None:
    firm(tmp_path / "acme.vse").close()
    with Workspace.open(tmp_path / "acme.vse", writable=False) as ws:
        desk = Desk(ws, project=1, folder=tmp_path)
        view = desk.show(SettingsView(desk.context, Target("settings")))
        for name in ("company", "people", "project", "style"):
            assert not section(desk, view, name).isEnabled()
        assert section(desk, view, "backup").isEnabled()
        desk.close()
