"""Lines and bodies read quickly, where they are as nearly all are; whatever is not is left to the strict reader.

What is read here is read just as marshmallow would read it, in a tenth of the time; what is refused, or only unusual,
is not: then the schema itself says what is wrong. A test holds both against each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from typing import Any
from uuid import UUID

import msgspec
from marshmallow import Schema, fields, missing

from api.fields import (
    LIST_MAX,
    TEXT_MAX,
    WHOLE_MAX,
    Day,
    Flag,
    Id,
    Instant,
    Many,
    Number,
    Text,
    Whole,
)

DEPTH_MAX = 16
_decode = msgspec.json.Decoder().decode
_HUGE = 1 << 63
_spaced = re.compile(rb'"\s+:').search

Convert = Callable[[Any], Any]


class Unusual(Exception):
    """It is left to the strict reader."""


def read(text: bytes) -> Any:
    """The JSON of a line; Unusual where it may be unclear.

    Each key of an object ends in `":`. Where no other text does, and there are as many of these as keys, no key is
    there twice.
    """
    if b"\\" in text or _spaced(text):
        raise Unusual
    try:
        document = _decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise Unusual from None
    if type(document) is not dict or _keys(document, DEPTH_MAX) != text.count(b'":'):
        raise Unusual
    return document


def _keys(node: dict[str, Any] | list[Any], depth: int) -> int:
    """How many keys there are; Unusual where there are numbers that are no whole ones or huge, or it is deep."""
    if not depth:
        raise Unusual
    count = len(node) if isinstance(node, dict) else 0
    for each in node.values() if isinstance(node, dict) else node:
        kind = type(each)
        if kind is dict or kind is list:
            count += _keys(each, depth - 1)
        elif kind is float or (kind is int and not -_HUGE < each < _HUGE):
            raise Unusual
    return count


@cache
def loader(schema: Schema) -> Convert:
    """What loads just what a schema loads, or raises Unusual."""
    value = getattr(schema, "VALUE", None)
    if any(schema._hooks.values()) and value is None:
        return _strict
    asked = []
    for name, each in schema.fields.items():
        convert = _converter(each)
        if convert is None:
            return _strict
        asked.append((name, convert, each.required, each.load_default, each.allow_none))
    return partial(_load, asked, value)


def nothing(schema: Schema) -> dict[str, Any]:
    """What a schema makes of an empty object; Unusual where that is refused."""
    return {
        name: default() if callable(default) else default for name, default in _defaults(schema)
    }


@cache
def _defaults(schema: Schema) -> list[tuple[str, Any]]:
    if any(schema._hooks.values()) or any(each.required for each in schema.fields.values()):
        raise Unusual
    return [
        (name, each.load_default)
        for name, each in schema.fields.items()
        if each.load_default is not missing
    ]


def _load(
    asked: list[tuple[str, Convert, bool, Any, bool]], value: type[Any] | None, said: Any
) -> Any:
    if type(said) is not dict:
        raise Unusual
    loaded: dict[str, Any] = {}
    count = 0
    for name, convert, required, default, allow_none in asked:
        each = said.get(name, missing)
        if each is missing:
            if required:
                raise Unusual
            loaded[name] = default() if callable(default) else default
            continue
        count += 1
        if each is not None:
            loaded[name] = convert(each)
        elif allow_none:
            loaded[name] = None
        else:
            raise Unusual
    if count != len(said):
        raise Unusual
    return value(**loaded) if value else loaded


def _strict(_: Any) -> Any:
    raise Unusual


def _converter(asked: fields.Field[Any]) -> Convert | None:
    """What reads the value of a field, if fields of its kind are read quickly."""
    if isinstance(asked, fields.Nested):
        return loader(asked.schema)
    if type(asked) is Many:
        inner = _converter(asked.inner)
        return partial(_many, inner) if inner else None
    return _CONVERTERS.get(type(asked))


def _many(convert: Convert, said: Any) -> Any:
    if type(said) is not list or len(said) > LIST_MAX:
        raise Unusual
    return tuple(map(convert, said))


def _text(said: Any) -> str:
    if type(said) is not str or len(said) > TEXT_MAX or not said.isprintable():
        raise Unusual
    return said


def _matched(pattern: str, read: Callable[[str], Any]) -> Convert:
    fullmatch = re.compile(pattern, re.ASCII).fullmatch

    def convert(said: Any) -> Any:
        if type(said) is not str or not fullmatch(said):
            raise Unusual
        try:
            return read(said)
        except ValueError:
            raise Unusual from None

    return convert


def _id(said: Any) -> UUID:
    if type(said) is not str or len(said) != _UUID_LENGTH:
        raise Unusual
    try:
        return msgspec.convert(said, UUID)
    except msgspec.ValidationError:
        raise Unusual from None


def _whole(said: Any) -> int:
    if type(said) is not int or not -WHOLE_MAX <= said <= WHOLE_MAX:
        raise Unusual
    return said


def _flag(said: Any) -> bool:
    if type(said) is not bool:
        raise Unusual
    return said


_UUID_LENGTH = 36
_CONVERTERS: dict[type[fields.Field[Any]], Convert] = {
    Text: _text,
    Id: _id,
    Number: _matched(Number.pattern, Decimal),
    Day: _matched(Day.pattern, date.fromisoformat),
    Instant: _matched(Instant.pattern, datetime.fromisoformat),
    Whole: _whole,
    Flag: _flag,
}
