"""Rows as the text that COPY takes, column by column: several times as fast as value by value."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from operator import attrgetter
from typing import Any, Union, get_args, get_origin
from uuid import UUID

Column = Callable[[Sequence[Any]], Iterable[str]]
"""Writes the values of a column."""

_NULL = "\\N"
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_AT_ONCE = 2_000  # rows, so that a batch is not held a third time


def lines(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    """The rows' values, a line for each, some thousand lines at a time."""
    for first in range(0, len(rows), _AT_ONCE):
        values = zip(*rows[first : first + _AT_ONCE], strict=True)
        written = [write(column) for write, column in zip(columns, values, strict=True)]
        yield "\n".join(map("\t".join, zip(*written, strict=True))) + "\n"


def array(hint: Any, values: Iterable[Any]) -> str:
    """The literal of an array of values of this type."""
    return "{" + ",".join(map(_ELEMENTS[hint], values)) + "}"


def column(hint: Any) -> Column:
    """How a column of this type is written; LookupError."""
    if get_origin(hint) in (Union, types.UnionType):
        [inner] = [each for each in get_args(hint) if each is not type(None)]
        return partial(_with_nulls, column(inner))
    if get_origin(hint) is list:
        [element] = get_args(hint)
        return partial(_escaped, partial(array, element))
    return _COLUMNS.get(get_origin(hint) or hint) or partial(map, _VALUES[hint])


def _with_nulls(write: Column, values: Sequence[Any]) -> Iterable[str]:
    present = [value for value in values if value is not None]
    if len(present) == len(values):
        return write(values)
    written = iter(write(present))
    return [_NULL if value is None else next(written) for value in values]


def _texts(values: Sequence[str]) -> Iterable[str]:
    # Asked of all at once: hardly ever does one of them need more than to be copied.
    said = "".join(values)
    return values if said.isprintable() and "\\" not in said else map(_text, values)


def _escaped(write: Callable[[Any], str], values: Sequence[Any]) -> Iterable[str]:
    return _texts(list(map(write, values)))


def _ids(values: Iterable[UUID]) -> Iterable[str]:
    # Without hyphens: PostgreSQL does not mind, and it takes a third of the time.
    return map("%032x".__mod__, map(_as_number, values))


_as_number = attrgetter("int")


def _id(value: UUID) -> str:
    return f"{value.int:032x}"


def _text(value: str) -> str:
    return value.translate(_ESCAPES)


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


_ELEMENTS: dict[Any, Callable[[Any], str]] = {
    UUID: _id,
    str: _quoted,
    int: str,
    Decimal: str,
    date: date.isoformat,
}
_VALUES: dict[Any, Callable[[Any], str]] = {
    int: str,
    bool: str,
    Decimal: str,
    date: date.isoformat,
    datetime: datetime.isoformat,
}
_COLUMNS: dict[Any, Column] = {UUID: _ids, str: _texts, dict: partial(_escaped, json.dumps)}
