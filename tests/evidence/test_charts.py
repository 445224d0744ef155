"""Steps and bars in the PDF: drawn in vectors, every word there, no drawing torn apart, told apart without colour."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest

from tests.evidence.pdf_reading import Pdf, report, squeezed
from vse_app.evidence.charts import _slanted
from vse_app.model.report import Bars, Block, Heading, HouseStyle, Paragraph, Report, Stair, Stairs

Printer = Callable[[Report], Pdf]
LEGEND = ("in full", "in part", "new to us", "not known")


def steps(count: int = 4) -> Stairs:
    found = [
        Stair(f"Step number {n}", f"said {n}", f"counted {n}", (0.3, 0.2, 0.1), rise=n) for n in reversed(range(count))
    ]
    return Stairs((*found, Stair("Next to it", "", "nothing to measure", None, beside=True)), LEGEND)


BARS = Bars(("They", "We", "We before"), (("Too dear", (40, 50, None)), ("Nobody asks", (60, 0, 10))))


def operators(pdf: Pdf) -> list[str]:
    with pikepdf.open(pdf.path) as file:
        return [str(op) for page in file.pages for _, op in pikepdf.parse_content_stream(page)]


def test_every_word_of_the_steps_is_there_and_nothing_is_a_picture(printed: Printer) -> None:
    pdf = printed(report(steps()))
    for said in (*LEGEND, "Step number 3", "said 2 · counted 2", "Next to it", "nothing to measure"):
        assert squeezed(said) in squeezed(pdf.text)
    assert "Do" not in operators(pdf)
    assert operators(pdf).count("re") > 12


def test_bars_say_their_figures_and_that_one_is_missing(printed: Printer) -> None:
    pdf = printed(report(BARS))
    for said in ("They", "We before", "Too dear", "Nobody asks", "40 %", "50 %", "60 %", "0 %", "10 %", "–"):
        assert squeezed(said) in squeezed(pdf.text)


@pytest.mark.parametrize("block", [steps(9), BARS])
def test_a_drawing_stays_in_one_piece(printed: Printer, block: Block) -> None:
    words = "Step number 8" if isinstance(block, Stairs) else "Too dear"
    last = "Next to it" if isinstance(block, Stairs) else "Nobody asks"
    pdf = printed(report(Paragraph("line\n" * 44), block))
    assert len(pdf.pages) == 2
    assert squeezed(words) in squeezed(pdf.pages[1]) and squeezed(last) in squeezed(pdf.pages[1])


def test_long_words_wrap_and_narrow_paper_holds_them(printed: Printer) -> None:
    long = Stair("Extraordinarily " * 6, "said " * 12, "counted " * 20, (1, 0, 0), rise=5)
    made = report(Heading(1, "Drawn"), Stairs((long,), ("word " * 20,) * 4), style=HouseStyle(paper="Letter"))
    pdf = printed(made)
    assert pdf.text.count("Extraordinarily") == 6 and pdf.text.count("counted") == 20


def test_nothing_to_show_is_no_error(printed: Printer) -> None:
    pdf = printed(report(Stairs((), LEGEND), Bars(("They",), (("Reason", (None,)),))))
    assert "Reason" in pdf.text


def test_hatching_never_leaves_its_box() -> None:
    for box in ((10.0, 20.0, 50.0, 7.0), (0.0, 0.0, 3.0, 10.0), (5.0, 5.0, 0.5, 10.0)):
        x, y, width, height = box
        for ax, ay, bx, by in _slanted(box):
            assert x - 1e-9 <= ax <= bx <= x + width + 1e-9
            assert y - 1e-9 <= ay <= by <= y + height + 1e-9


def test_a_drawing_is_part_of_the_stamp() -> None:
    assert report(steps(3)).stamp() != report(steps(4)).stamp()
