"""Help: plain words from the model, a glossary one can search, the keys there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from vse_app.ui.context import Target
from vse_app.ui.views import help_pages
from vse_app.ui.views.help import HelpView
from vse_app.ui.views.help_pages import Glossary

from .setup_desk import Desk, firm


@pytest.fixture
def desk(qtbot, tmp_path: Path):
    with firm(tmp_path / "acme.vse") as ws:
        found = Desk(ws, project=1, folder=tmp_path)
        yield found
        found.close()


def words(view: HelpView) -> str:
    return "\n".join(label.text() for label in view._stack.currentWidget().findChildren(QLabel))


def test_every_chapter_has_something_to_say(desk: Desk, qtbot) -> None:
    view = desk.show(HelpView(desk.context, Target("help", text="states")))
    assert view.target.text == "states"
    for name in view.rail.buttons:
        view.retarget(Target("help", text=name))
        assert len(words(view)) > 100, name
    view.retarget(Target("help", text="no such"))
    assert view.target.text == "profile"
    qtbot.waitUntil(lambda: "Software Implementation" in words(view), timeout=5000)
    assert "Project Management" in words(view)


def test_the_glossary_is_searched_without_accents_or_case(desk: Desk, qtbot) -> None:
    view = desk.show(HelpView(desk.context, Target("help", text="glossary")))
    glossary = view.findChild(Glossary)
    counts: list[int] = []
    glossary.found.connect(counts.append)
    glossary.search.setText("BASELÍNE")
    assert 0 < counts[-1] < 10
    glossary.search.setText("xyzzy")
    assert counts[-1] == 0 and glossary.nothing.isVisible()
    glossary.search.clear()
    assert counts[-1] > 30 and not glossary.nothing.isVisible()


def test_keys_of_the_window_are_listed(desk: Desk) -> None:
    view = desk.show(HelpView(desk.context, Target("help", text="shortcuts")))
    assert "Ctrl+K" in words(view) and "Undo" in words(view)


def test_it_opens_without_a_company_file(qtbot, tmp_path: Path) -> None:
    desk = Desk(folder=tmp_path)
    view = desk.show(HelpView(desk.context, Target("help")))
    assert "Project Management" in words(view)
    desk.close()


def test_the_guide_loses_its_marks_and_keeps_its_words() -> None:
    text = "# Title\n\nOne **bold**\nline.\n\n## Part\n- first\n  goes on\n- `second`\n\n```\na  b\n```\nend"
    assert help_pages.guide_blocks(text) == [
        ("title", "Title"),
        ("text", "One bold line."),
        ("heading", "Part"),
        ("item", "first goes on"),
        ("item", "second"),
        ("code", "a  b"),
        ("text", "end"),
    ]
