"""Why don't we use standards? on screen: a click each, the chart beside it, rounds to compare, pages that help."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from vse_app.services import undo, why_not
from vse_app.ui.context import Target
from vse_app.ui.parts import LinkButton
from vse_app.ui.views import VIEWS
from vse_app.ui.views.why_not import DRAFT, WhyNotView
from vse_app.ui.views.why_not_chart import ChartRow, ReasonChart
from vse_app.ui.views.why_not_page import WhyNotPage

from .setup_desk import Desk, firm


@pytest.fixture
def desk(qtbot, tmp_path: Path) -> Iterator[Desk]:
    with firm(tmp_path / "acme.vse") as ws:
        found = Desk(ws, project=1, folder=tmp_path)
        yield found
        found.close()


def shown(desk: Desk) -> WhyNotPage:
    view = desk.show(WhyNotView(desk.context, Target("why-not")))
    assert view.page is not None
    return view.page


def click(desk: Desk, page: WhyNotPage, reason: str, points: int) -> None:
    page.scales[reason].places.chips[points].click()
    desk.settle()


def test_points_are_saved_and_stand_beside_the_survey(desk: Desk) -> None:
    page = shown(desk)
    click(desk, page, "not-required", 3)
    click(desk, page, "other", 1)
    [answer] = why_not.rounds(desk.context.ws)
    assert answer.points == {"not-required": 3, "other": 1}
    said = page.comparison.chart.accessibleDescription()
    assert "Not required: Survey 24 %, Our answer 75 %" in said
    assert "Lack of resources: Survey 28 %, Our answer –" in said, "not answered is not 0"
    assert "Answered: 2 of 6." in page.state.text() and "Ana Ruiz" in page.state.text()
    assert [chip.isChecked() for chip in page.scales["other"].places.chips] == [False, True, False, False]


def test_undo_takes_an_answer_back(desk: Desk) -> None:
    page = shown(desk)
    click(desk, page, "other", 2)
    done = why_not.give_points(desk.context.ws, "other", 3)
    undo.undo(desk.context.ws, done.changes.number)
    desk.view.refresh()
    desk.settle()
    assert page.scales["other"].places.chips[2].isChecked()


def test_a_second_round_is_compared_with_the_first(desk: Desk) -> None:
    page = shown(desk)
    assert not page.again.isVisible() and not page.comparison.choice.isVisible()
    click(desk, page, "other", 3)
    page.again.click()
    desk.settle()
    assert len(why_not.rounds(desk.context.ws)) == 2
    assert not any(chip.isChecked() for chip in page.scales["other"].places.chips), "the new round is empty"
    click(desk, page, "not-required", 1)
    assert page.comparison.choice.isVisible() and page.comparison.compared.count() == 1
    said = page.comparison.chart.accessibleDescription()
    assert "Other: Survey 10 %, Our answer –, Our answer of 1 Mar 2026 100 %" in said
    assert [a.points for a in why_not.rounds(desk.context.ws)] == [{"other": 3}, {"not-required": 1}]


def test_what_was_typed_is_kept_when_one_leaves(desk: Desk) -> None:
    page = shown(desk)
    page.note.setPlainText("We have no time.")
    desk.view.leave()
    desk.settle()
    assert why_not.rounds(desk.context.ws)[0].note == "We have no time."


def test_a_new_round_first_keeps_what_is_being_typed(desk: Desk) -> None:
    page = shown(desk)
    click(desk, page, "other", 1)
    page.note.setPlainText("Old words.")
    page.again.click()
    desk.settle()
    first, second = why_not.rounds(desk.context.ws)
    assert (first.note, second.note) == ("Old words.", "")
    assert page.note.toPlainText() == ""


def test_every_reason_says_what_the_program_does_and_leads_there(desk: Desk) -> None:
    page = shown(desk)
    links = list(page.findChildren(LinkButton))
    assert {"Today", "Path", "Reports", "Ladder", "Help", "Which standard?"} <= {b.text() for b in links}
    next(b for b in links if b.text() == "Which standard?").click()
    assert desk.went == [Target("which-standard")]
    said = "\n".join(label.text() for label in page.findChildren(QLabel))
    assert "It does not do the work for you." in said and "add up to 100" in said


def test_the_pages_named_in_the_data_exist() -> None:
    from vse_app import content

    links = content.guidance("why-not")["structure"]["links"]
    assert {page for link in links for page in link["pages"]} <= set(VIEWS)


def test_without_a_file_it_can_be_tried_and_says_so(qtbot, tmp_path: Path) -> None:
    bare = Desk(folder=tmp_path)
    page = shown(bare)
    click(bare, page, "other", 2)
    assert bare.context.preferences.get(DRAFT) == {"other": 2}
    assert "Our answer 100 %" in page.comparison.chart.accessibleDescription()
    assert not page.note.isVisible() and not page.again.isVisible()
    assert "Today" not in {b.text() for b in page.findChildren(LinkButton)}, "no page that cannot be gone to"
    bare.close()


def test_what_cannot_be_saved_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from vse_app.model.errors import BadProfile, StorageFailed

    def full(*_: object) -> None:
        raise StorageFailed("The disk is full.")

    def broken() -> None:
        raise BadProfile("A list is expected here.", place="why-not.yaml:3")

    page = shown(desk)
    monkeypatch.setattr(why_not, "give_points", full)
    click(desk, page, "other", 1)
    assert "The disk is full." in desk.context.messages.notes[-1].text
    assert not page.scales["other"].places.chips[1].isChecked()
    monkeypatch.setattr(why_not, "check", broken)
    view = desk.show(WhyNotView(desk.context, Target("why-not")))
    assert "why-not.yaml:3" in view.waiting.text()


def test_chips_have_room_for_their_bold_words(desk: Desk) -> None:
    page = shown(desk)
    chip = page.scales["other"].places.chips[0]
    before = chip.sizeHint().width()
    click(desk, page, "other", 0)
    assert chip.sizeHint().width() > before and chip.width() >= chip.sizeHint().width()


def test_the_places_stand_beside_their_reason_or_below_it(desk: Desk) -> None:
    page = shown(desk)
    scale = page.scales["other"]
    assert scale.places.geometry().top() < scale.height() // 2
    desk.window.resize(500, 700)
    desk.settle()
    assert scale.places.geometry().top() > scale.height() // 3


def test_a_narrow_chart_puts_bars_below_their_label(qtbot) -> None:
    chart = ReasonChart("Chart")
    qtbot.addWidget(chart)
    chart.show_rows(
        ("A", "B", "C"), (ChartRow("A long reason with many words", (10, None, 3)), ChartRow("Short", (0, 0, 0)))
    )
    assert chart.heightForWidth(300) > chart.heightForWidth(900)
    for width in (300, 900):
        chart.resize(width, chart.heightForWidth(width))
        image = chart.grab().toImage()
        assert len({image.pixel(x, y) for x in range(0, width, 3) for y in range(0, image.height(), 3)}) > 3
    chart.show_rows(("A",), ())
    chart.grab()
