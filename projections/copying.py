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

Column = Callable[[Iterable[Any]], Iterable[str]]
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
        return partial(map, partial(_or_null, _value(inner)))
    return _ids if hint is UUID else partial(map, _value(hint))


def _value(hint: Any) -> Callable[[Any], str]:
    if get_origin(hint) is list:
        [element] = get_args(hint)
        return partial(_list, element)
    return _VALUES[get_origin(hint) or hint]


def _ids(values: Iterable[UUID]) -> Iterable[str]:
    # Without hyphens: PostgreSQL does not mind, and it takes a third of the time.
    return map("%032x".__mod__, map(_as_number, values))


_as_number = attrgetter("int")


def _id(value: UUID) -> str:
    return f"{value.int:032x}"


def _text(value: str) -> str:
    if value.isprintable() and "\\" not in value:
        return value  # as nearly all
    return value.translate(_ESCAPES)


def _or_null(write: Callable[[Any], str], value: Any) -> str:
    return _NULL if value is None else write(value)


def _document(value: Any) -> str:
    return _text(json.dumps(value))


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _list(element: Any, values: Iterable[Any]) -> str:
    return _text(array(element, values))


_ELEMENTS: dict[Any, Callable[[Any], str]] = {
    UUID: _id,
    str: _quoted,
    int: str,
    Decimal: str,
    date: date.isoformat,
}
_VALUES: dict[Any, Callable[[Any], str]] = {
    UUID: _id,
    str: _text,
    int: str,
    bool: str,
    Decimal: str,
    date: date.isoformat,
    datetime: datetime.isoformat,
    dict: _document,
}
