"""Small parts: literal text, names for screen readers, layouts that wrap."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from vse_app.ui import parts, theme

MARKUP = '<img src="x.png"><b>bold</b> & <script>x'
MADE = {
    "Plain": lambda: parts.Plain(MARKUP),
    "Muted": lambda: parts.Muted(MARKUP),
    "Caption": lambda: parts.Caption(MARKUP),
    "Heading": lambda: parts.Heading(MARKUP),
    "Title": lambda: parts.Title(MARKUP),
    "SectionTitle": lambda: parts.SectionTitle(MARKUP),
    "KeyHint": lambda: parts.KeyHint(MARKUP),
    "Avatar": lambda: parts.Avatar(MARKUP, MARKUP),
    "Badge": lambda: parts.Badge(MARKUP, "info", "warn"),
    "EmptyState": lambda: parts.EmptyState("products", MARKUP, MARKUP, button=MARKUP),
    "Disclosure": lambda: parts.Disclosure(MARKUP, parts.Plain(MARKUP)),
    "ProgressLine": lambda: parts.ProgressLine(1, 2, MARKUP),
    "Confirm": lambda: parts.Confirm(MARKUP, MARKUP, confirm=MARKUP, cancel=MARKUP),
}


@pytest.mark.parametrize("name", MADE)
def test_text_is_never_markup(qtbot, name: str) -> None:
    made = MADE[name]()
    qtbot.addWidget(made)
    labels = [*made.findChildren(QLabel), *([made] if isinstance(made, QLabel) else [])]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    for widget in [made, *made.findChildren(QWidget)]:
        assert "<img" not in widget.toolTip()


def test_an_ampersand_in_a_button_is_shown(qtbot) -> None:
    button = parts.Button("Research & development")
    qtbot.addWidget(button)
    assert button.text() == "Research && development"
    assert button.accessibleName() == "Research & development"


def test_an_icon_button_has_a_name_and_a_tip(qtbot) -> None:
    button = parts.Button("Export <b>", "export", kind="icon")
    qtbot.addWidget(button)
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) == "Export <b>"
    assert button.toolTip() == "<qt>Export &lt;b&gt;</qt>"
    assert button.text() == ""


def test_a_button_calls_without_the_checked_flag(qtbot) -> None:
    calls: list[tuple] = []
    button = parts.Button("Go", on_click=lambda *values: calls.append(values))
    qtbot.addWidget(button)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert calls == [()]


def test_flow_wraps_when_narrow(qtbot) -> None:
    box = parts.flow(*(parts.Badge(f"Badge number {number}") for number in range(8)))
    qtbot.addWidget(box)
    wide, narrow = box.layout().heightForWidth(2000), box.layout().heightForWidth(200)
    assert narrow > 3 * wide
    box.resize(200, narrow)
    box.show()
    assert all(box.rect().contains(child.geometry()) for child in box.findChildren(parts.Badge))


def test_flow_skips_hidden_widgets(qtbot) -> None:
    first, second = parts.Badge("One"), parts.Badge("Two")
    box = parts.flow(first, second)
    qtbot.addWidget(box)
    box.resize(400, 40)
    box.show()
    before = second.x()
    first.hide()
    box.layout().activate()
    assert second.x() < before


def test_an_endless_word_does_not_push_the_page_wide(qtbot) -> None:
    page = parts.ScrollPage()
    page.column.addWidget(parts.Plain("x" * 10_000))
    qtbot.addWidget(page)
    page.resize(600, 400)
    page.show()
    assert page.horizontalScrollBar().maximum() == 0


def test_a_wide_page_keeps_its_column_readable(qtbot) -> None:
    page = parts.ScrollPage()
    card = parts.Card(parts.Plain("text"))
    page.column.addWidget(card)
    qtbot.addWidget(page)
    page.resize(2400, 600)
    with qtbot.waitExposed(page):
        page.show()
    assert card.width() == theme.current().px(1040)
    assert abs(card.mapTo(page, card.rect().center()).x() - 1200) < 20


def test_disclosure_opens_and_closes(qtbot) -> None:
    made = parts.Disclosure("More", parts.Plain("body"))
    qtbot.addWidget(made)
    made.show()
    assert not made.body.isVisible()
    with qtbot.waitSignal(made.toggled):
        made.open()
    assert made.body.isVisible()


def test_progress_of_nothing_is_empty_and_never_full(qtbot) -> None:
    line = parts.ProgressLine(0, 0, "no tasks")
    qtbot.addWidget(line)
    assert line._bar.value() == 0 < line._bar.maximum()
    line.show_progress(3, 3, "3 of 3 tasks done")
    assert line._bar.value() == line._bar.maximum() == 3


def test_confirm_is_answered_by_keyboard(qtbot) -> None:
    reason = QLineEdit()
    body = parts.Card(reason)
    panel = parts.Confirm("Approve?", "It is bound to this content.", confirm="Approve", cancel="Cancel", body=body)
    qtbot.addWidget(panel)
    panel.show()
    panel.activateWindow()
    panel.take_focus()
    assert panel.focusWidget() is reason
    with qtbot.waitSignal(panel.cancelled):
        QTest.keyClick(reason, Qt.Key.Key_Escape)
    panel.set_ready(False)
    assert not panel.confirm_button.isEnabled()
    panel.set_ready(True)
    with qtbot.waitSignal(panel.confirmed):
        panel.confirm_button.click()


def test_confirm_takes_the_keyboard_past_boxes_and_comes_into_view(qtbot) -> None:
    page, date = parts.ScrollPage(), parts.Button("Date")
    qtbot.addWidget(page)
    page.resize(400, 300)
    high = QWidget()
    high.setFixedHeight(900)
    page.column.addWidget(high)
    page.show()
    page.activateWindow()
    panel = parts.Confirm("Restore?", "", confirm="Restore", cancel="Cancel", body=parts.flow(date))
    page.column.addWidget(panel)
    panel.show()
    panel.take_focus()
    assert page.focusWidget() is date
    port = page.viewport()
    qtbot.waitUntil(lambda: port.rect().contains(panel.mapTo(port, panel.rect().bottomLeft())))


def test_enter_presses_a_button(qtbot) -> None:
    button = parts.Button("Start")
    qtbot.addWidget(button)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        with qtbot.waitSignal(button.clicked):
            QTest.keyClick(button, key)


def test_states_have_word_icon_and_colour(qtbot) -> None:
    for state, (icon, tone) in parts.STATES.items():
        badge = parts.StateBadge(state, "Word")
        qtbot.addWidget(badge)
        assert (badge.property("tone"), bool(icon)) == (tone, True)
        assert badge.accessibleName() == "Word"


def test_a_badge_is_tinted_by_the_theme(qtbot, qapp) -> None:
    badge = parts.Badge("Done", "done", "good")
    qtbot.addWidget(badge)
    badge.show()
    for scheme in ("light", "dark"):
        theme.apply(qapp, scheme)
        middle = badge.grab().toImage().pixelColor(badge.width() - 4, badge.height() // 2)
        assert middle == QColor(theme.current().colours["good-soft"])


def test_the_start_up_path_leaves_the_qt_namespace_alone() -> None:
    """Building `Qt` costs a tenth of the start-up; see numbers of the design."""
    code = (
        "import sys, PySide6.QtCore as core\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from vse_app.ui import parts, theme\n"
        "app = QApplication([])\n"
        "theme.apply(app, 'light')\n"
        "card = parts.Card(parts.Title('T'), parts.StateBadge('ready', 'R'), parts.Button('B', 'add'))\n"
        "page = parts.ScrollPage(); page.column.addWidget(card); page.column.addWidget(parts.flow(parts.Badge('x')))\n"
        "page.column.addWidget(parts.EmptyState('today', 'a', 'b', button='c')); page.resize(500, 400)\n"
        "page.show(); page.grab()\n"
        "print('Qt' in vars(core), 're' in vars(theme), 'PySide6.QtSvg' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "True"]


def test_a_link_with_too_little_room_ends_in_an_ellipsis_and_keeps_its_name(qtbot) -> None:
    link = parts.LinkButton("VER-002 Check of the requirements & all the rest of a very long title", "link")
    qtbot.addWidget(link)
    wish = link.sizeHint()
    link.resize(wish)
    link.show()
    assert "…" not in link.text()
    link.resize(wish.width() // 2, wish.height())
    assert link.text().endswith("…") and link.sizeHint() == wish
    assert link.accessibleName().endswith("very long title") and "very long title" in link.toolTip()
    assert link.minimumSizeHint().width() < wish.width() // 2
    link.resize(wish)
    assert "…" not in link.text() and link.toolTip() == ""
    link.set_text("Short")
    assert link.text() == "Short" and link.sizeHint().width() < wish.width()
