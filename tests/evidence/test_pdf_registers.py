"""What makes a pack usable on paper: cover, page numbers beside links, tables that break where a reader expects it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.evidence.pdf_reading import Pdf, report
from vse_app.model.report import (
    Column,
    Contents,
    Cover,
    Figures,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Report,
    Table,
)

Printer = Callable[[Report], Pdf]
COLUMNS = (Column("Number"), Column("What it says", 3))


def test_a_register_names_the_page_of_each_target(printed: Printer) -> None:
    register = Table(COLUMNS, [("A-1", "x"), ("A-2", "x"), ("A-3", "x")], ("a1", "a2", "nowhere"), page_title="Page")
    chapters = [
        block
        for number in (1, 2)
        for block in (PageBreak(), Paragraph("text\n" * 80), Heading(2, f"Chapter {number}", anchor=f"a{number}"))
    ]
    pdf = printed(report(register, *chapters))
    pages = {title: page for _level, title, page in pdf.outline()}
    first = pdf.pages[0].replace("\r", "")
    assert pages["Chapter 2"] > pages["Chapter 1"] > 1
    assert re.search(rf"A-1\s+x\s+{pages['Chapter 1']}\s+A-2\s+x\s+{pages['Chapter 2']}\s+A-3\s+x\s*$", first)


def test_a_heading_may_stay_out_of_the_contents_and_keep_its_bookmark(printed: Printer) -> None:
    pdf = printed(
        report(Contents("Contents"), PageBreak(), Heading(1, "Seen"), Heading(2, "Hidden", in_contents=False))
    )
    assert "Seen" in pdf.pages[0]
    assert "Hidden" not in pdf.pages[0]
    assert [title for _level, title, _page in pdf.outline()] == ["Seen", "Hidden"]


def test_the_cover_says_whose_it_is_and_cuts_only_what_is_endless(printed: Printer) -> None:
    figures = Figures((("61 of 61", "mandatory items met"), ("0", "findings")))
    pdf = printed(
        report(Cover("Ceiba", "Evidence pack", "CITAS  Citas " + "word " * 600), figures, KeyValues((("a", "b"),)))
    )
    (page,) = pdf.pages
    for said in ("Ceiba", "Evidence pack", "CITAS", "61 of 61", "mandatory items met", "findings", "…"):
        assert said in page


@pytest.mark.parametrize("lines", range(40, 50))
def test_a_small_table_is_not_torn_apart(printed: Printer, lines: int) -> None:
    rows = [(f"R-{number}", "x") for number in range(4)]
    pdf = printed(report(Paragraph("line\n" * lines), Table(COLUMNS, rows)))
    assert any(all(f"R-{number}" in page for number in range(4)) for page in pdf.pages)


@pytest.mark.parametrize("lines", range(20, 40))
def test_the_last_row_of_a_table_never_stands_alone(printed: Printer, lines: int) -> None:
    rows = [(f"R-{number:02}", "x") for number in range(30)]
    pdf = printed(report(Paragraph("line\n" * lines), Table(COLUMNS, rows)))
    assert all(len(re.findall(r"R-\d\d", page)) != 1 for page in pdf.pages)


@pytest.mark.parametrize("lines", range(38, 50))
def test_pairs_that_keep_go_to_the_next_page_with_their_table(printed: Printer, lines: int) -> None:
    table = Table((Column(""), Column("")), [("row one", "x"), ("row two", "x")], keep=True)
    blocks = (Paragraph("line\n" * lines), KeyValues((("Label", "value"),), keep=True), table, Paragraph("after it"))
    pdf = printed(report(*blocks))
    assert any(all(said in page for said in ("Label", "row one", "row two", "after it")) for page in pdf.pages)


def test_a_date_with_no_break_spaces_stays_on_one_line_and_can_be_searched(printed: Printer) -> None:
    date = "12\u00a0Nov\u00a02026"
    pdf = printed(report(Table((Column("When"), Column("Words", 40)), [(date, "words " * 90)] * 3)))
    assert "\u00a0" not in "".join(pdf.pages)
    assert "".join(pdf.pages).count("12 Nov 2026") == 3


def test_columns_give_room_to_those_that_need_it(printed: Printer) -> None:
    few = ("C-1", "no", "many words that would need several lines in a column of one third of the width")
    pdf = printed(report(Table((Column("Id"), Column("Is"), Column("Text")), [few])))
    assert few[2] in pdf.pages[0].replace("\r\n", "\n")


def wide_table(rows: int, columns: int = 9) -> Table:
    """A table whose cells need more than one line on paper that stands."""
    cells = tuple(f"two words{number}" for number in range(columns))
    return Table(tuple(Column(f"Column {n}") for n in range(columns)), [cells] * rows)


def lying(pdf: Pdf) -> list[int]:
    return [number for number, (wide, high) in enumerate(pdf.sizes(), 1) if wide > high]


def test_a_wide_table_lies_with_its_title_and_what_follows_stands_again(printed: Printer) -> None:
    pdf = printed(
        report(
            Heading(1, "Before"),
            Paragraph("Some text."),
            Paragraph("The tasks", "lead"),
            wide_table(60),
            Paragraph("After it."),
            Heading(1, "Z"),
        )
    )
    assert lying(pdf) == [2, 3, 4]
    assert "The tasks" in pdf.pages[1] and "Before" in pdf.pages[0]
    assert all("Column 8" in pdf.pages[number - 1] for number in lying(pdf))
    assert "After it." in pdf.pages[4]
    assert pdf.text.count("twowords8") == 60
    assert [page for _level, _title, page in pdf.outline()] == [1, 5]
    assert all(f"Page {number} of 5" in text for number, text in enumerate(pdf.pages, 1))


def test_a_wide_table_at_the_very_beginning_leaves_no_empty_page(printed: Printer) -> None:
    assert lying(printed(report(wide_table(10)))) == [1]


@pytest.mark.parametrize(
    "table",
    [
        wide_table(3),
        wide_table(40, columns=7),
        Table(tuple(Column(f"C{n}") for n in range(9)), [tuple("abcdefghi")] * 40),
    ],
    ids=["a few rows", "fewer columns", "short cells"],
)
def test_what_reads_well_where_it_stands_stays_there(printed: Printer, table: Table) -> None:
    assert lying(printed(report(Paragraph("Text."), table))) == []


def test_the_page_column_of_a_register_does_not_make_it_wide(printed: Printer) -> None:
    table = wide_table(30, columns=7)
    pdf = printed(report(Table(table.columns, table.rows, ("a",) * 30, page_title="Page"), Heading(1, "A", anchor="a")))
    assert lying(pdf) == []
