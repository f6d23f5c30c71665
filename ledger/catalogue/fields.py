"""The fields of events and of the values inside them: type, unit or form, and meaning, from their declarations."""

import ast
import types
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from inspect import cleandoc, get_annotations, getsource
from textwrap import dedent
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec

from ledger.fact import Sealed
from ledger.money import Quantum
from ledger.text import Listed, Written

FREE_TEXT = "free text"

_PLAIN = {
    UUID: ("text", "UUID"),
    str: ("text", FREE_TEXT),
    int: ("number", "whole"),
    bool: ("true or false", "whether it is so"),
    bytes: ("text", "base64"),
    date: ("text", "day, ISO 8601"),
    datetime: ("text", "instant, RFC 3339 in UTC"),
    Sealed: ("object", "sealed"),
}

_OF_THE_LIBRARY = {
    "originator_version": "Its place in the stream: 1, 2, 3 …",
    "timestamp": "When it was decided.",
    "originator_topic": "What the stream is about; only its first event has it.",
}
"""Fields that our classes inherit undocumented."""


@dataclass(frozen=True)
class Field:
    """One field as the catalogue tells of it; `name` leads to it, `content.risks[]`."""

    name: str
    type: str
    form: str
    """Its unit, or how it is written."""
    meaning: str
    hint: Any


class UnitMissing(TypeError):
    """A field is declared so that nobody can tell its unit."""


def declared(cls: type[Any]) -> dict[str, Any]:
    """The fields of an event, or of a value inside one, with their types."""
    hints = get_type_hints(cls, include_extras=True)
    if issubclass(cls, msgspec.Struct):
        return {name: hints[name] for name in cls.__struct_fields__}
    return {field.name: hints[field.name] for field in fields(cls)}


def described(cls: type[Any], prefix: str = "") -> Iterator[Field]:
    """Every field, those of values inside after the value's own line; UnitMissing."""
    for name, hint in declared(cls).items():
        try:
            type_, form = _read(hint)
        except KeyError:
            raise UnitMissing(f"{cls.__name__}.{name}: the unit of {hint} is unknown") from None
        yield Field(f"{prefix}{name}", type_, form, meaning(cls, name), hint)
        inner, several = inside(hint)
        if inner is not None:
            yield from described(inner, f"{prefix}{name}{'[]' if several else ''}.")


def inside(hint: Any) -> tuple[type[msgspec.Struct] | None, bool]:
    """The value that a field is made of, if it is one or a list of them; and whether it is a list."""
    for part in parts(hint):
        if get_origin(part) is tuple:
            return inside(get_args(part)[0])[0], True
        if isinstance(part, type) and issubclass(part, msgspec.Struct) and part is not Sealed:
            return part, False
    return None, False


def parts(hint: Any) -> list[Any]:
    """The types that a value may have, without None."""
    if get_origin(hint) in (Union, types.UnionType):
        return [each for each in get_args(hint) if each is not type(None)]
    return [hint]


def meaning(cls: type[Any], name: str) -> str:
    """The docstring under a field, where there is one."""
    for base in cls.__mro__:
        if name in get_annotations(base) and base.__module__.startswith("ledger."):
            return _docstrings(base).get(name, _OF_THE_LIBRARY.get(name, ""))
    return _OF_THE_LIBRARY.get(name, "")


@cache  # reading the source of a class takes milliseconds, and each is asked for once a field
def _docstrings(cls: type[Any]) -> dict[str, str]:
    [tree] = ast.parse(dedent(getsource(cls))).body
    if not isinstance(tree, ast.ClassDef):
        return {}
    return {
        field.target.id: " ".join(cleandoc(said.value.value).split())
        for field, said in zip(tree.body, tree.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(said, ast.Expr)
        and isinstance(said.value, ast.Constant)
        and isinstance(said.value.value, str)
    }


def _read(hint: Any) -> tuple[str, str]:
    """The type of a field in plain words, and its unit or form; KeyError."""
    if len(choices := parts(hint)) > 1 or choices != [hint]:
        found = dict.fromkeys(_read(each) for each in choices)
        null = " or null" if type(None) in get_args(hint) else ""
        return " or ".join(dict.fromkeys(each[0] for each in found)) + null, ", or ".join(
            each[1] for each in found
        )
    if get_origin(hint) is tuple:
        type_, form = _read(get_args(hint)[0])
        return f"list of {type_}", form
    if get_origin(hint) is dict:
        return "object", "whole numbers by name"
    if get_origin(hint) is Annotated:
        return _annotated(hint)
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct) and hint is not Sealed:
        return "object", "as below"
    return _PLAIN[hint]


def _annotated(hint: Any) -> tuple[str, str]:
    for said in hint.__metadata__:
        match said:
            case Quantum(places=places, unit=unit):
                return "text", f"{unit}, {places} decimals"
            case Listed(list=name):
                return "text", f"code of `{name}`"
            case Written(form=form):
                return "text", form
    return _read(get_args(hint)[0])
