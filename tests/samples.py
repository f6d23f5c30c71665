"""Values for any field of any event, from its type alone: one fixed sample, or Hypothesis's pick."""

import types
import typing
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
from hypothesis import strategies as st

from ledger.fact import Fact
from ledger.money import Quantum

_SAMPLES: dict[Any, Any] = {
    UUID: UUID("0190b2c4-5a7e-7c1d-9f00-4d7c1a2b3c4d"),
    str: "ā sample",
    int: 7,
    bool: True,
    bytes: bytes(range(16)),
    date: date(2020, 9, 1),
    datetime: datetime(2020, 9, 1, 7, 30, tzinfo=UTC),
}

_STRATEGIES: dict[Any, st.SearchStrategy[Any]] = {
    UUID: st.uuids(),
    str: st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    int: st.integers(0, 2**53 - 1),
    bool: st.booleans(),
    bytes: st.binary(max_size=32),
    date: st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    datetime: st.datetimes(timezones=st.just(UTC)),
}


def field_types(cls: type[Any]) -> dict[str, Any]:
    """The fields of an event, or of a value inside one, with their types."""
    hints = get_type_hints(cls, include_extras=True)
    if issubclass(cls, msgspec.Struct):
        return {name: hints[name] for name in cls.__struct_fields__}
    return {field.name: hints[field.name] for field in fields(cls)}


def sample(hint: Any) -> Any:
    """The one fixed value of a type: what the golden files hold."""
    if get_origin(hint) is Annotated:
        if (quantum := _quantum(hint)) is None:
            return sample(get_args(hint)[0])
        return Decimal("12.3456").quantize(Decimal(1).scaleb(-quantum.places))
    if (origin := get_origin(hint)) in (typing.Union, types.UnionType):
        return sample(get_args(hint)[0])
    if origin is tuple:
        return (sample(get_args(hint)[0]),)
    if origin is dict:
        return {"operation": 12}
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hint(**{name: sample(each) for name, each in field_types(hint).items()})
    return _SAMPLES[hint]


def sample_event(cls: type[Fact]) -> Fact:
    """An event of a class with the fixed value in every field."""
    values = {name: sample(hint) for name, hint in field_types(cls).items()}
    return cls(**{**values, "class_version": cls.CLASS_VERSION})


def any_of(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a type, as the ledger may store it."""
    if get_origin(hint) is Annotated:
        if (quantum := _quantum(hint)) is None:
            return any_of(get_args(hint)[0])
        return st.decimals(0, 10**9, places=quantum.places)
    if (origin := get_origin(hint)) in (typing.Union, types.UnionType):
        return st.one_of(
            [st.none() if part is type(None) else any_of(part) for part in get_args(hint)]
        )
    if origin is tuple:
        return st.lists(any_of(get_args(hint)[0]), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(_STRATEGIES[str], st.integers(1, 10**6), max_size=2)
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        build: Callable[..., Any] = hint
        return st.builds(build, **{name: any_of(each) for name, each in field_types(hint).items()})
    return _STRATEGIES[hint]


def any_event(cls: type[Fact]) -> st.SearchStrategy[Fact]:
    """Any event of a class."""
    values = {name: any_of(hint) for name, hint in field_types(cls).items()}
    return st.builds(cls, **{**values, "class_version": st.just(cls.CLASS_VERSION)})


def _quantum(hint: Any) -> Quantum | None:
    return next((part for part in hint.__metadata__ if isinstance(part, Quantum)), None)
