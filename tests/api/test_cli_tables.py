"""Tables on the command line fit the terminal, and lose nothing by it."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from api.cli.tables import lines

WORD = st.text("abcdefghij", min_size=1, max_size=9)
CELL = st.lists(WORD, max_size=12).map(" ".join)


@st.composite
def tables(draw: st.DrawFn) -> list[Sequence[str]]:
    """Rows of texts, the headings first."""
    columns = draw(st.integers(1, 5))
    row = st.lists(CELL, min_size=columns, max_size=columns)
    return draw(st.lists(row, min_size=1, max_size=6))


@given(tables(), st.integers(60, 120))
def test_a_table_fits_where_its_words_do(table: list[Sequence[str]], room: int) -> None:
    """Five columns of nine letters have room in sixty; each word is still there, as often as it was."""
    printed = list(lines(table[0], table[1:], room))
    assert max(map(len, printed)) <= room
    assert sorted(" ".join(printed).split()) == sorted(
        word for row in table for cell in row for word in cell.split()
    )


@given(tables())
def test_what_another_program_reads_is_a_line_to_a_row(table: list[Sequence[str]]) -> None:
    """However long it is."""
    printed = list(lines(table[0], table[1:], None))
    assert len(printed) == len(table)


def test_a_word_that_has_no_room_stands_below() -> None:
    """As the address at the end of a row, which can be copied as it is."""
    address = "http://127.0.0.1:8000/api/v1/statistics/plans?" + "x" * 40
    printed = lines(["figure", "ours", "url"], [("plans in force", 7, address)], 60)
    assert list(printed) == [
        "figure          ours",
        "    url",
        "plans in force     7",
        f"    {address}",
    ]
