"""The look: two steps of colours, readable in both schemes, scaled with the text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from vse_app import paths
from vse_app.ui import theme

SCHEMES = ("light", "dark")
SURFACES = ("background", "surface", "raised", "sunken", "hover", "selection")
TONES = ("good", "warn", "bad", "info", "accent")
UI = Path(theme.__file__).parent
PAPER = ("settings_style.py",)
"""Files that offer colours for printed papers, which are data and not the look of the program."""


def contrast(one: str, other: str) -> float:
    """Contrast of two colours such as "#1a1e26" as WCAG 2 counts it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_is_readable_on_every_surface(scheme: str) -> None:
    colours = theme.theme(scheme).colours
    pairs = [(ink, ground) for ink in ("text", "muted", "link") for ground in SURFACES]
    pairs += [(tone, ground) for tone in TONES for ground in ("surface", "background", "raised", f"{tone}-soft")]
    pairs += [("accent-text", "accent"), ("accent-text", "accent-hover"), ("text", "pressed")]
    weak = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: value for pair, value in weak.items() if value < 4.5} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_focus_and_fields_can_be_seen(scheme: str) -> None:
    colours = theme.theme(scheme).colours
    for mark in ("focus", "field"):
        assert contrast(colours[mark], colours["surface"]) >= 3, mark
        assert contrast(colours[mark], colours["background"]) >= 3, mark


def test_both_schemes_know_the_same_meanings_and_only_base_colours() -> None:
    data = json.loads((paths.resources() / "themes" / "themes.json").read_text(encoding="utf-8"))
    assert set(data["light"]) == set(data["dark"])
    assert set(data["light"].values()) | set(data["dark"].values()) == set(data["base"])


def test_colours_stand_nowhere_but_in_the_theme() -> None:
    colour = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b(?!\d)")
    sources = [paths.resources() / "themes" / "app.qss", *UI.rglob("*.py")]
    found = [
        f"{path.name}:{number}"
        for path in sources
        if path.name not in PAPER
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if colour.search(line) and "such as" not in line
    ]
    assert found == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_style_sheet_is_filled_in_and_understood(qtbot, qapp, scheme: str) -> None:
    sheet = theme.theme(scheme, 100).style_sheet()
    assert "@" not in sheet
    theme.apply(qapp, scheme)
    assert theme.current().scheme == scheme


def test_drawings_of_the_style_sheet_exist_in_the_colours_of_the_scheme() -> None:
    for scheme in SCHEMES:
        colours = theme.theme(scheme).colours
        for name, meaning in (
            ("chevron", "muted"),
            ("chevron-up", "muted"),
            ("check", "accent-text"),
            ("dot", "accent-text"),
        ):
            text = (paths.resources() / "themes" / f"{name}-{scheme}.svg").read_text(encoding="utf-8")
            assert colours[meaning] in text, (name, scheme)


@pytest.mark.parametrize(("scale", "pixels"), [(50, 14), (100, 14), (150, 21), (200, 28), (400, 28)])
def test_text_scale_moves_font_and_lengths(qtbot, qapp, scale: int, pixels: int) -> None:
    theme.apply(qapp, "light", scale)
    assert qapp.font().pixelSize() == pixels
    assert qapp.font().family() == "Noto Sans"
    assert theme.current().px(10) == round(10 * pixels / 14)


def test_system_scheme_is_followed_only_when_asked(qtbot, qapp) -> None:
    from PySide6.QtCore import Qt

    look = theme.apply(qapp, "system")
    with qtbot.waitSignal(look.changed):
        look._on_system_changed(Qt.ColorScheme.Dark)
    assert theme.current().scheme == "dark"
    theme.apply(qapp, "light")
    look._on_system_changed(Qt.ColorScheme.Dark)
    assert theme.current().scheme == "light"
    look._on_system_changed(Qt.ColorScheme.Light)


def test_there_is_one_look(qtbot, qapp) -> None:
    assert theme.apply(qapp, "dark") is theme.apply(qapp, "light")
