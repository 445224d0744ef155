"""Every page in small windows and with large text: no words are cut, and no page has to be scrolled sideways."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget

from tests.journeys.test_screens import PAGES, specification
from vse_app.ui.parts import LinkButton, ScrollPage

MORE = {
    "record-links": ("record", {"record": 0, "text": "links"}),
    "record-history": ("record", {"record": 0, "text": "history"}),
    "risks": ("record", {"record": 1}),
    "register-changes": ("register", {"kind": "change-request"}),
    "register-meetings": ("register", {"kind": "meeting-record", "text": "add"}),
    "register-import": ("register", {"kind": "requirement", "text": "import"}),
    "a product there is none of": ("products", {"kind": "acceptance-record"}),
    "another": ("products", {"kind": "product-operation-guide"}),
    "a task with forms": ("task", {"task": "PM.1.9"}),
    **{
        f"settings-{text}": ("settings", {"text": text})
        for text in ("company", "project", "backup", "appearance", "about")
    },
    **{
        f"round {n}, {step}": ("assessment", {"record": n, "text": step})
        for n in (1, 2)
        for step in ("plan", "collect", "validate", "rate", "results", "report", "close")
    },
    "the states explained": ("help", {"text": "states"}),
}
"""Further pages, beside those of the pictures."""


def cut(view: QWidget) -> list[str]:
    """The words on show that have less room than they need, by what they say."""
    found = [
        label.text()[:60]
        for label in view.findChildren(QLabel)
        if label.isVisible() and label.wordWrap() and label.text()
        and label.height() < label.heightForWidth(label.width()) - 2
    ]  # fmt: skip
    found += [
        label.text()[:60]
        for label in view.findChildren(QLabel)
        if label.isVisible() and not label.wordWrap() and label.text() and label.width() < label.sizeHint().width() - 2
    ]
    found += [
        button.text()[:60]
        for button in view.findChildren(QAbstractButton)
        if button.isVisible()
        and button.text()
        and button.width() < button.sizeHint().width() - 2
        and not (isinstance(button, LinkButton) and button.toolTip())  # a title that ends in an ellipsis and has a tip
    ]
    return found


def sideways(view: QWidget) -> list[str]:
    """Pages that have to be scrolled sideways."""
    return [
        type(area).__name__
        for area in view.findChildren(QScrollArea)
        if isinstance(area, ScrollPage) and area.isVisible() and area.horizontalScrollBar().maximum() > 0
    ]


PATIENCE = 60
"""So many times a page that is still growing is looked at again."""


def lacking(found) -> list[str]:
    """What has too little room now."""
    found.spin(60)
    shown, frame = found.session.stage.view, found.session.frame
    return [*cut(shown), *cut(frame.rail), *cut(frame.status), *sideways(shown)]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 100), ((1024, 700), 100), ((1024, 700), 200)])
def test_every_page_has_room_for_its_words(desk, language, size, scale):
    found = desk(language, scale=scale)
    record = specification(found)
    found.window.resize(*size)
    problems: dict[str, list[str]] = {}
    for name, (view, where) in (PAGES | MORE).items():
        where = {key: record if (key, value) == ("record", 0) else value for key, value in where.items()}
        found.go(view, **where)
        problems[name] = lacking(found)
        for _ in range(PATIENCE):  # long pages are built bit by bit: what counts is the page at rest
            if not problems[name]:
                break
            found.spin(50)
            problems[name] = lacking(found)
    assert {name: said for name, said in problems.items() if said} == {}
