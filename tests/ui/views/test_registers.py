"""The home of the registers: every register with how full it is, and the way into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.views.record_support import Bench, words
from vse_app.services import registers, stating
from vse_app.ui.context import Target
from vse_app.ui.views import VIEWS, registers_pages
from vse_app.ui.views.registers import RegistersView


@pytest.fixture
def bench(qtbot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(qtbot, tmp_path)
    yield made
    made.close()


def opened(bench: Bench) -> RegistersView:
    view = bench.open(RegistersView, Target("registers"))
    bench.qtbot.waitUntil(lambda: view._pieces is not None and view._pieces.is_done)
    return view


def test_every_register_of_the_model_is_there(bench: Bench) -> None:
    view = opened(bench)
    model = registers.model_of(bench.ws, bench.project)
    assert set(view.cards) == {product.id for product in model.registers}
    said = words(view)
    assert "What you build" in said and "Requirements" in said and "Nothing is written yet" in said
    view.cards["requirement"].open_button.click()
    view.cards["requirement"].add_button.click()
    assert bench.gone == [Target("register", kind="requirement"), Target("register", kind="requirement", text="add")]


def test_cards_tell_what_is_open_and_late(bench: Bench) -> None:
    view = opened(bench)
    late = bench.write("action", "Send the minutes", {})
    done = bench.write("action", "Call Ana", {})
    from vse_app.services import records

    records.set_head(bench.ws, late.id, due="2020-01-01")
    stating.follow(bench.ws, done.id, "done")
    view.refresh()
    bench.settle()
    said = words(view.cards["action"])
    assert "2 entries" in said and "1 open" in said and "1 late" in said
    assert "nothing yet" in words(view.cards["requirement"]) and not view._begin.isVisible()


def test_pages_name_views_that_there_are(bench: Bench) -> None:
    view = opened(bench)
    known = [page for page in registers_pages.PAGES if page[0] in VIEWS]
    said = words(view)
    for _view, _icon, title, text in known:
        assert title in said and text in said


def test_without_a_project_it_says_what_to_do_first(bench: Bench) -> None:
    import dataclasses

    bench.ctx = dataclasses.replace(bench.ctx, project=0)
    view = bench.open(RegistersView, Target("registers"))
    assert "There is no project yet" in words(view)
