"""A list as CSV: the columns are those of the rows' type, the same on every page and without any row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from api.answers import as_json
from api.schemas import members, without_none


def csv_table(rows: Sequence[Any], shows: type[Any], groups: Sequence[str]) -> str:
    """A column for each field; of an object inside, one for each of its fields: "shown.amount".

    `groups` are the names that totals are grouped by, the fields of an object whose type names none.
    """
    columns = list(_columns(shows, groups))
    told = (msgspec.json.decode(as_json(row)) for row in rows)
    lines = ([_cell(said, column) for column in columns] for said in told)
    return table(chain([[".".join(column) for column in columns]], lines))


def table(lines: Iterable[Sequence[object]]) -> str:
    """Lines as CSV, the names of the columns first."""
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue()


def _columns(
    shows: type[Any], groups: Sequence[str], before: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    """The way to each field."""
    hints = get_type_hints(shows)
    for member in members(shows):
        way = (*before, member.name)
        inner, _ = without_none(hints[member.name])
        if isinstance(inner, type) and members(inner):
            yield from _columns(inner, groups, way)
        elif groups and get_origin(inner) is dict and get_args(inner)[0] is str:
            yield from ((*way, name) for name in groups)
        else:
            yield way


def _cell(said: Any, way: Sequence[str]) -> object:
    """What stands at the end of a way; lists, and objects without fields of their own, as JSON."""
    for name in way:
        said = None if said is None else said.get(name)
    if isinstance(said, dict | list | bool):
        return msgspec.json.encode(said).decode()
    return harmless(said) if isinstance(said, str) else said


def harmless(text: str) -> str:
    """Text that a spreadsheet would take for a formula, as text; numbers stay numbers."""
    if re.match(r"[=+\-@\t\r]", text) and not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return f"'{text}"
    return text
