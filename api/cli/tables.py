"""Tables of text, as wide as they need to be, or as there is room for."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest

GAP = "  "
INDENT = 4

Rows = Sequence[Sequence[object]]


def room() -> int | None:
    """How wide the terminal is; None where there is none: what is printed is then read by another program."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def lines(headings: Sequence[str], rows: Rows, width: int | None) -> Iterator[str]:
    """Rows in columns, numbers to the right; nothing stands for None.

    Where they are wider than there is room for, texts go on in the next line, between words. Where that is
    not enough, the last column stands below the others.
    """
    shown = [list(headings), *([_shown(cell) for cell in row] for row in rows)]
    numeric = [_is_numeric(column) for column in zip(*rows, strict=True)] or [False] * len(headings)
    widths, below = _widths(shown, width)
    for row in shown:
        beside = row[: len(widths)]
        cells = [_wrapped(*each) for each in zip(beside, widths, strict=True)]
        for part in zip_longest(*cells, fillvalue=""):
            placed = (
                cell.rjust(each) if right else cell.ljust(each)
                for cell, each, right in zip(part, widths, numeric, strict=False)
            )
            yield GAP.join(placed).rstrip()
        if below and row[-1]:
            yield " " * INDENT + row[-1]


def _widths(shown: Sequence[Sequence[str]], room: int | None) -> tuple[list[int], bool]:
    """Of the columns beside each other, and whether the last one stands below them."""
    columns = list(zip(*shown, strict=True))
    wanted = [max(map(len, column)) for column in columns]
    if room is None:
        return wanted, False
    least = [max(_longest_word(cell) for cell in column) for column in columns]
    below = len(columns) > 1 and _total(least) > room
    if below:
        wanted.pop()
    while _total(wanted) > room:
        spare = [width - at_least for width, at_least in zip(wanted, least, strict=False)]
        if max(spare) == 0:
            break
        widest = max(range(len(wanted)), key=lambda index: (spare[index] > 0) * wanted[index])
        wanted[widest] -= 1
    return wanted, below


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(GAP) * (len(widths) - 1)


def _longest_word(cell: str) -> int:
    return max(map(len, cell.split()), default=0)


def _wrapped(cell: str, width: int) -> list[str]:
    if len(cell) <= width:
        return [cell]
    return textwrap.wrap(cell, width, break_long_words=False, break_on_hyphens=False)


def _is_numeric(column: Sequence[object]) -> bool:
    return all(isinstance(cell, int | Decimal | None) for cell in column)


def _shown(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else str(cell)
