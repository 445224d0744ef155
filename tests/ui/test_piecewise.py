"""Long pages are built bit by bit: whole in the end, in order, and never lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from vse_app.i18n import translator
from vse_app.model.project import Iteration
from vse_app.ui import piecewise
from vse_app.ui.piecewise import Piecewise, together
from vse_app.ui.views.project_cycle import Iterations


@pytest.fixture
def box(qtbot: Any) -> QWidget:
    found = QWidget()
    qtbot.addWidget(found)
    QVBoxLayout(found)
    found.show()
    return found


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """One piece a turn."""
    monkeypatch.setattr(piecewise, "SLICE_SECONDS", 0.0)


def labels(box: QWidget, count: int) -> Iterator[None]:
    for number in range(count):
        box.layout().addWidget(QLabel(str(number)))
        yield


def shown(box: QWidget) -> list[str]:
    return [box.layout().itemAt(n).widget().text() for n in range(box.layout().count())]


def test_all_pieces_come_in_order_and_are_seen(box: QWidget, qtbot: Any, slow: None) -> None:
    building = Piecewise(box, labels(box, 5))
    assert shown(box) == ["0"] and not building.is_done
    with qtbot.waitSignal(building.done):
        pass
    assert shown(box) == list("01234")
    assert all(box.layout().itemAt(n).widget().isVisible() for n in range(5))


def test_the_rest_can_be_had_at_once_or_left(box: QWidget, qtbot: Any, slow: None) -> None:
    Piecewise(box, labels(box, 3)).finish()
    assert shown(box) == list("012")
    left = Piecewise(box, labels(box, 3))
    left.stop()
    qtbot.wait(20)
    assert shown(box) == list("0120")


def test_what_is_hidden_on_purpose_stays_hidden(box: QWidget) -> None:
    quiet, loud = QLabel("quiet"), QLabel("loud")
    with together(box):
        box.layout().addWidget(quiet)
        box.layout().addWidget(loud)
        quiet.hide()
    assert loud.isVisible() and not quiet.isVisible()
    assert loud.height() > 0


def test_iterations_that_are_not_built_yet_are_not_lost(qtbot: Any, slow: None) -> None:
    editor = Iterations(translator("en"), removable=True)
    qtbot.addWidget(editor)
    given = tuple(Iteration(f"Part {number}", "2026-01-01", "") for number in range(40))
    editor.set_value(given)
    assert len(editor.lines) < 40
    assert editor.value() == given
    editor.lines[0].name.setText("Part one")
    assert editor.value()[0].name == "Part one" and editor.value()[1:] == given[1:]
    editor.add_button.click()
    assert [i.name for i in editor.value()] == ["Part one", *(i.name for i in given[1:]), ""]
    editor.set_value(given[:2])
    qtbot.wait(20)
    assert editor.value() == given[:2]
