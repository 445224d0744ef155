"""Pages: breaking, headers and footers, contents, bookmarks, pictures, paper."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image

from tests.evidence.pdf_reading import Pdf, report, squeezed
from vse_app.evidence.look import MARGIN_BOTTOM
from vse_app.model.report import (
    Column,
    Contents,
    Field,
    Heading,
    HouseStyle,
    KeyValues,
    PageBreak,
    Paragraph,
    Picture,
    Report,
    Table,
)

Printer = Callable[[Report], Pdf]
COLUMNS = (Column("Number"), Column("What it says", 3))


def _png(width: int = 40, height: int = 20) -> bytes:
    data = io.BytesIO()
    Image.new("RGBA", (width, height), (200, 30, 30, 128)).save(data, "PNG")
    return data.getvalue()


def _pictures(pdf: Pdf) -> list[int]:
    """Number of pictures drawn on each page."""
    with pikepdf.open(pdf.path) as file:
        return [
            sum(1 for _operands, operator in pikepdf.parse_content_stream(page) if str(operator) == "Do")
            for page in file.pages
        ]


def test_page_n_of_m_stands_on_every_page(printed: Printer) -> None:
    pdf = printed(report(Paragraph("line\n" * 200)))
    assert len(pdf.pages) > 3
    for number, page in enumerate(pdf.pages, start=1):
        assert f"Page {number} of {len(pdf.pages)}" in page


def test_running_header_stands_on_all_pages_but_the_first(printed: Printer) -> None:
    made = report(Paragraph("line\n" * 200), style=HouseStyle(header="The house", marking="Draft", footer="Foot"))
    pdf = printed(made)
    for word in ("A project", "A title", "The house", made.stamp()):
        assert word not in pdf.pages[0]
        assert all(word in page for page in pdf.pages[1:]), word
    assert all("Draft" in page and "Foot" in page for page in pdf.pages)


def test_endless_running_texts_leave_room_for_the_page(printed: Printer) -> None:
    style = HouseStyle(header="word " * 900, footer="word " * 900, marking="word " * 900)
    pdf = printed(report(Paragraph("body\n" * 60), style=style, title="word " * 900))
    assert len(pdf.pages) < 4
    assert pdf.text.count("body") == 60


@pytest.mark.parametrize(("paper", "size"), [("A4", (595.28, 841.89)), ("Letter", (612, 792))])
def test_paper(printed: Printer, paper: str, size: tuple[float, float]) -> None:
    pdf = printed(report(Paragraph("x"), style=HouseStyle(paper=paper)))  # type: ignore[arg-type]
    assert pdf.size() == pytest.approx(size, abs=0.01)


def test_contents_name_the_page_of_each_heading_and_lead_there(printed: Printer) -> None:
    chapters = [f"Chapter {number}" for number in range(1, 121)]
    blocks = [block for title in chapters for block in (Heading(1, title), Paragraph("text\n" * 20))]
    pdf = printed(report(Contents("Contents"), PageBreak(), *blocks))
    outline = {title: page for _level, title, page in pdf.outline()}
    assert list(outline) == chapters
    contents = "".join(pdf.pages[: outline["Chapter 1"] - 1])
    for title, page in outline.items():
        assert re.search(rf"^{title}$", pdf.pages[page - 1].replace("\r", ""), re.MULTILINE)
        assert squeezed(f"{title} {page}") in squeezed(contents)
    assert _link_targets(pdf)[: len(chapters)] == list(outline.values())


def _link_targets(pdf: Pdf) -> list[int]:
    """Page number that each link leads to, in order."""
    with pikepdf.open(pdf.path) as file:
        numbers = {page.obj.objgen: number for number, page in enumerate(file.pages, start=1)}
        links = [link for page in file.pages for link in page.get("/Annots", [])]
        return [numbers[link.Dest[0].objgen] for link in links]


def test_bookmarks_follow_the_levels_and_never_skip_one(printed: Printer) -> None:
    levels = (0, 3, 1, 2, 3, 4, 1, 3)
    pdf = printed(report(*(Heading(level, f"h{number}") for number, level in enumerate(levels))))
    assert [(level, title) for level, title, _page in pdf.outline()] == [
        (0, "h1"),
        (0, "h2"),
        (1, "h3"),
        (2, "h4"),
        (0, "h6"),
        (1, "h7"),
    ]


@pytest.mark.parametrize("lines", range(36, 52))
def test_a_heading_never_stands_alone_at_the_foot(printed: Printer, lines: int) -> None:
    table = Table(COLUMNS, [("first row", "x"), ("second", "x")])
    pdf = printed(report(Paragraph("\n".join(["line"] * lines)), Heading(1, "Chapter"), Heading(2, "Section"), table))
    (holder,) = [page for page in pdf.pages if "Chapter" in page.split("\n")[0] or "Chapter\r\n" in page]
    assert "Section" in holder
    assert "first row" in holder


@pytest.mark.parametrize("lines", range(40, 60))
def test_a_paragraph_leaves_no_single_line_behind(printed: Printer, lines: int) -> None:
    pdf = printed(report(Paragraph("\n".join(["text"] * lines))))
    assert all(page.count("text") > 1 for page in pdf.pages)
    assert pdf.lowest("text") > MARGIN_BOTTOM


def test_a_long_table_repeats_its_header_and_loses_no_row(printed: Printer) -> None:
    rows = [(f"R-{number:04d}", "words that say something " * (number % 7)) for number in range(3000)]
    pdf = printed(report(Heading(1, "All"), Table(COLUMNS, rows)))
    assert all("What it says" in page for page in pdf.pages)
    assert re.findall(r"R-\d{4}", "".join(pdf.pages)) == [row[0] for row in rows]
    assert pdf.lowest("something") > MARGIN_BOTTOM
    assert pdf.text.count("something") == sum(number % 7 for number in range(3000))


def test_a_row_taller_than_a_page_goes_on_and_on(printed: Printer) -> None:
    lines = [f"line {number:03d}" for number in range(400)]
    rows = [("before", "x"), ("tall", "\n".join(lines)), ("after", "x")]
    pdf = printed(report(Table(COLUMNS, rows), Paragraph("The end.")))
    assert len(pdf.pages) >= 6
    assert re.findall(r"line \d{3}", "".join(pdf.pages)) == lines
    assert all("What it says" in page for page in pdf.pages)
    assert "before" in pdf.pages[0] and "line 000" in pdf.pages[0]
    assert pdf.lowest("line ") > MARGIN_BOTTOM
    assert pdf.text.index("line399") < pdf.text.index("after") < pdf.text.index("Theend.")


def test_rows_of_a_table_link_to_headings(printed: Printer) -> None:
    table = Table(COLUMNS, [("a", "x"), ("b", "x"), ("c", "x")], links=("target", "", "nowhere"))
    pdf = printed(report(table, PageBreak(), Heading(2, "Target", "target")))
    assert _link_targets(pdf) == [2]


def test_a_row_of_the_wrong_length_is_a_mistake_that_shows(printed: Printer) -> None:
    with pytest.raises(ValueError, match="argument"):
        printed(report(Table(COLUMNS, [("a", "b", "c")])))


def test_an_empty_table_says_so(printed: Printer) -> None:
    pdf = printed(report(Table(COLUMNS, (), (), "Nothing recorded."), Table(COLUMNS, ()), KeyValues(())))
    assert "Nothing recorded." in pdf.pages[0]
    assert pdf.pages[0].count("What it says") == 1


def test_page_breaks_make_no_empty_pages(printed: Printer) -> None:
    pdf = printed(report(PageBreak(), Paragraph("one"), PageBreak(), PageBreak(), Paragraph("two"), PageBreak()))
    assert ["one" in page for page in pdf.pages][:2] == [True, False]
    assert "two" in pdf.pages[1]
    assert len(pdf.pages) == 2


def test_an_empty_report_is_one_page(printed: Printer) -> None:
    assert len(printed(report()).pages) == 1


def test_a_huge_field_takes_time_in_proportion(printed: Printer) -> None:
    start = time.perf_counter()
    for text in ("word salad and such " * 150_000, "x" * 3_000_000, "ระบบ" * 200_000):
        pdf = printed(report(Field("Huge", text)))
        assert len(pdf.text) >= len(text.replace(" ", ""))
    assert time.perf_counter() - start < 60


def test_pictures_and_logo_are_drawn(printed: Printer) -> None:
    style = HouseStyle(logo=_png(300, 100))
    pdf = printed(report(Picture(_png(), 40, "A caption"), Paragraph("x\n" * 60), style=style))
    assert _pictures(pdf)[:2] == [2, 1]
    assert "A caption" in pdf.pages[0]


def test_a_picture_keeps_within_the_page(printed: Printer) -> None:
    pdf = printed(report(Picture(_png(10, 4000), 900), Paragraph("after")))
    assert sum(_pictures(pdf)) == 1
    assert len(pdf.pages) <= 2


@pytest.mark.parametrize(
    "data",
    [b"", b"not a picture", _png()[:60], b"GIF89a" + bytes(40), b"\xff\xd8\xff\xe0" + bytes(30)],
    ids=["empty", "text", "cut", "gif", "jpeg"],
)
def test_a_damaged_picture_is_said_and_the_rest_printed(printed: Printer, data: bytes) -> None:
    made = report(Picture(data, 40), Paragraph("the rest"), damaged_picture_note="Unreadable picture.")
    pdf = printed(made)
    assert "Unreadable picture." in pdf.pages[0]
    assert "the rest" in pdf.pages[0]


def test_a_damaged_logo_is_said_and_the_rest_printed(printed: Printer) -> None:
    style = HouseStyle(logo=b"\x89PNG\r\n\x1a\nnonsense")
    pdf = printed(report(Paragraph("the rest"), style=style, damaged_picture_note="Unreadable picture."))
    assert "Unreadable picture." in pdf.pages[0]
    assert "the rest" in pdf.pages[0]


def test_a_picture_of_too_many_pixels_is_not_decoded(printed: Printer) -> None:
    data = io.BytesIO()
    Image.new("1", (10_000, 6_000)).save(data, "PNG")
    pdf = printed(report(Picture(data.getvalue(), 40), damaged_picture_note="Unreadable picture."))
    assert "Unreadable picture." in pdf.pages[0]
