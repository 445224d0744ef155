"""Charts as geometry: nothing outside its frame, every mark with its letter, any number of processes, any name."""

from __future__ import annotations

import pytest

from tests.assessing import REFERENCE, all_subjects, assessment, decided
from vse_app.i18n import translator
from vse_app.model import profile_charts as charts
from vse_app.model.assessment_charts import Pictured
from vse_app.model.assessment_results import results
from vse_app.model.capability import ATTRIBUTES
from vse_app.model.profile_charts import Line
from vse_app.model.scene import Area, Box, Scene, Stroke, Words

WORDS = {
    "level": "Level",
    "target": "target",
    "unknown": "?",
    "met": "met",
    "not_met": "not met",
    "unrated": "not rated",
    "said": "s",
}
LETTERS = dict(zip(ATTRIBUTES, "FLPN", strict=False))


def lines(count: int, **values) -> list[Line]:
    base = {"letters": LETTERS, "level": 1, "target": 5}
    return [Line(f"P{n} {'Long name ' * 40 if n == 1 else 'Name'}", **base | values) for n in range(count)]


def points(scene: Scene):
    for shape in scene.shapes:
        match shape:
            case Box():
                yield shape.x, shape.y
                yield shape.x + shape.width, shape.y + shape.height
            case Stroke() | Area():
                yield from shape.points


def inside(scene: Scene) -> bool:
    return all(-1 <= x <= scene.width + 1 and -1 <= y <= scene.height + 1 for x, y in points(scene))


@pytest.mark.parametrize("count", [0, 1, 9, 43])
@pytest.mark.parametrize("width", [60, 300, 470, 1200])
def test_everything_stays_in_its_frame(count, width):
    met = [("T1", "met"), ("T2", "not-met"), ("T3", ""), ("T4", "na"), ("T5", "?")]
    for scene in (
        charts.bars(lines(count), ATTRIBUTES, WORDS, width),
        charts.heat(lines(count), ATTRIBUTES, WORDS, width),
        charts.met_bars(lines(count, items=tuple(met)), WORDS, width),
        charts.met_map(lines(count, items=tuple(met * 12)), WORDS, width),
        charts.trend(["1", "2"], [("P", [None, 1]), ("Q", [2, 0]), ("All", [1, 3])], WORDS, width),
        charts.radar(lines(count), WORDS, width),
    ):
        if scene is not None and width >= 300:
            assert inside(scene)
            assert scene.height > 0
    assert charts.bars([], (), WORDS, 300).said == "s"


def test_a_bar_carries_its_letter_and_the_target_its_line():
    scene = charts.bars([Line("P", {"PA 1.1": "L"}, 1, 2)], ("PA 1.1", "PA 2.1", "PA 2.2"), WORDS, 400)
    said = [shape.text for shape in scene.shapes if isinstance(shape, Words)]
    assert {"L", "–", "1", "target 2"} <= set(said)
    assert sum(isinstance(s, Stroke) and s.dashed for s in scene.shapes) == 3
    widths = {s.fill: s.width for s in scene.shapes if isinstance(s, Box)}
    assert widths["L"] < widths["ground"]


def test_above_the_target_nothing_is_drawn():
    scene = charts.heat([Line("P", {"PA 1.1": "F", "PA 2.1": "F"}, 1, 1)], ATTRIBUTES, WORDS, 400)
    assert sum(isinstance(shape, Box) for shape in scene.shapes) == 1


def test_what_if_is_seen_beside_what_is():
    scene = charts.bars([Line("P", {"PA 1.1": "P"}, 0, 1, 1, (), {"PA 1.1": "F"})], ("PA 1.1",), WORDS, 400)
    said = [shape.text for shape in scene.shapes if isinstance(shape, Words)]
    assert "P→F" in said
    assert "0 → 1" in said
    assert any(isinstance(s, Box) and s.fill == "ghost" for s in scene.shapes)


def test_a_level_nobody_knows_is_a_question_mark_and_closes_no_figure():
    known = charts.radar(lines(3), WORDS, 300)
    unknown = charts.radar([*lines(2), *lines(1, level=None)], WORDS, 300)
    assert known is not None
    assert unknown is not None
    assert any(isinstance(s, Area) for s in known.shapes)
    assert not any(isinstance(s, Area) for s in unknown.shapes)
    assert any(isinstance(s, Words) and s.text.endswith("?") for s in unknown.shapes)
    assert charts.radar(lines(2), WORDS, 300) is None
    assert charts.radar(lines(17), WORDS, 300) is None
    assert charts.radar(lines(3, other=2), WORDS, 300) != known


def test_items_of_a_profile_are_marked_without_colour():
    items = (("a", "met"), ("b", "not-met"), ("c", ""), ("d", "na"))
    scene = charts.met_map([Line("P", {}, None, 1, items=items)], WORDS, 400)
    marks = [s for s in scene.shapes if isinstance(s, Stroke)]
    assert len({len(s.points) for s in marks}) >= 3
    assert len(marks) == 4


@pytest.mark.parametrize(("scale", "level"), [("NPLF", 2), ("met", 1)])
@pytest.mark.parametrize("language", ["en", "es"])
def test_charts_of_an_assessment(scale, level, language):
    own = assessment(scale, level)
    found = all_subjects(own)
    letters = {s.key: ("L" if scale == "NPLF" else "met") for s in found[:4]}
    now = results(own, found, decided(letters))
    then = results(own, found, decided({s.key: ("F" if scale == "NPLF" else "met") for s in found}))
    picture = Pictured(translator(language), REFERENCE, language, found, now, then)
    assert picture.names["MAN"] == "MAN Manage"
    for scene in (
        picture.bars(400),
        picture.bars(400, 60),
        picture.heat(400),
        picture.trend([("1", now), ("2", then)], 400),
    ):
        assert inside(scene)
        assert scene.said
    assert picture.radar(400) is None
    assert [len(part.results.processes) for part in picture.parts(1)] == [1, 1]
    assert picture.bars(400, 60).height <= picture.bars(400).height
