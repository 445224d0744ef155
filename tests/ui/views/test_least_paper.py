"""Least paper on screen: at a glance, paper by paper, putting together and apart, and why something cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.views.assessment_desk import texts
from vse_app.services import least_paper
from vse_app.ui.context import Target
from vse_app.ui.parts import Button, LinkButton
from vse_app.ui.views.least_paper import LeastPaperView

from .setup_desk import Desk, firm


@pytest.fixture
def desk(qtbot, tmp_path: Path):
    with firm(tmp_path / "acme.vse") as ws:
        found = Desk(ws, project=1, folder=tmp_path)
        yield found
        found.close()


@pytest.fixture
def view(desk: Desk) -> LeastPaperView:
    return desk.show(LeastPaperView(desk.context, Target("least-paper")))


def card(view: LeastPaperView, product: str):
    return next(card for card in view.cards if product in card.paper)


def press(desk: Desk, widget, text: str, kind=Button) -> None:
    next(b for b in widget.findChildren(kind) if b.text() == text).click()
    desk.settle()


def test_it_says_what_is_asked_for_and_what_is_kept(view) -> None:
    said = texts(view)
    assert "Basic asks for 22 work products. You keep 8 documents and 6 registers." in said
    assert "147 of 147 content items" in said
    assert "not measured" in said
    assert len(view.cards) == 22


def test_the_smallest_set_is_one_click_away(desk: Desk, view) -> None:
    press(desk, view.least, "Keep it like this")
    assert "You keep 5 documents and 3 registers. The program drafts 2 more." in texts(view)
    assert len(view.cards) == 13
    press(desk, view.each, "Keep it like this")
    assert len(view.cards) == 22


def test_putting_together_and_apart(desk: Desk, view) -> None:
    plan = card(view, "project-plan")
    place = plan.others.findData("statement-of-work")
    plan.others.setCurrentIndex(place)
    plan.others.activated.emit(place)
    desk.settle()
    assert card(view, "project-plan").paper == ("statement-of-work", "project-plan")
    press(desk, card(view, "project-plan"), "Keep apart", LinkButton)
    assert card(view, "project-plan").paper == ("project-plan",)


def test_what_cannot_be_is_said_where_it_was_asked_for(desk: Desk, view) -> None:
    plan = card(view, "project-plan")
    place = plan.others.findData("meeting-record")
    plan.others.setCurrentIndex(place)
    plan.others.activated.emit(place)
    desk.settle()
    assert "cannot be kept together" in texts(plan)
    assert not least_paper.page(desk.context.ws, 1).is_chosen


def test_optional_things_can_be_done_without_and_kept_after_all(desk: Desk, view) -> None:
    press(desk, card(view, "product-operation-guide"), "Do without", LinkButton)
    assert "Optional, and not kept: Product Operation Guide" in texts(view)
    press(desk, view, "Keep it after all", LinkButton)
    assert card(view, "product-operation-guide").paper == ("product-operation-guide",)


def test_a_paper_prints_as_one_document(desk: Desk, view) -> None:
    card(view, "project-plan").print.click()
    assert desk.went[-1] == Target("reports", kind="kept-papers", text="project-plan")
