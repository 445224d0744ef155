"""Icons: all there, in one colour, tinted by meaning, sharp."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage

from vse_app import paths
from vse_app.ui import icons, theme

NAMES = (
    "today path products reports history settings search project person people done ready doing blocked later skipped "
    "optional stale warning error info add edit attach file link open save-copy print export undo redo back forward up "
    "down right close check clock calendar example checklist approve verify validate baseline accept deliver lock "
    "restore backup ladder assessment compass filter columns copy sort-up sort-down help menu moon sun language company "
    "customer iteration vse library compare registers import fold"
).split()


def inked(image: QImage) -> set[str]:
    """The colours of the solid pixels."""
    colours = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {colour.name() for colour in colours if colour.alpha() == 255}


def test_the_folder_holds_the_named_icons_and_no_others() -> None:
    assert {path.stem for path in (paths.resources() / "icons").glob("*.svg")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_one_colour_on_a_24_grid(name: str) -> None:
    text = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in text
    assert 'stroke-width="1.75"' in text
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', text)) <= {"none", "currentColor"}


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_draws_something(qtbot, name: str) -> None:
    assert inked(icons.icon(name).pixmap(QSize(48, 48)).toImage())


def test_icons_follow_meaning_scheme_and_being_disabled(qtbot, qapp) -> None:
    icon = icons.icon("doing", "bad")
    for scheme in ("light", "dark"):
        theme.apply(qapp, scheme)
        colours = theme.current().colours
        assert inked(icon.pixmap(QSize(32, 32)).toImage()) == {QColor(colours["bad"]).name()}
        disabled = icon.pixmap(QSize(32, 32), QIcon.Mode.Disabled)
        assert inked(disabled.toImage()) == {QColor(colours["muted"]).name()}


def test_icons_are_drawn_at_the_resolution_of_the_screen(qtbot) -> None:
    drawing = icons.icon("today").pixmap(QSize(20, 20), 2.0)
    assert drawing.size() == QSize(40, 40)
    assert drawing.devicePixelRatio() == 2.0
    assert drawing.toImage() != icons.icon("today").pixmap(QSize(20, 20)).toImage().scaled(40, 40)
