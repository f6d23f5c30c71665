"""An example of each event: readable values, from the declarations of its fields alone."""

from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Annotated, Any, get_args, get_origin
from uuid import UUID

import msgspec

from ledger.catalogue.fields import declared, parts
from ledger.fact import Fact, Sealed
from ledger.money import Quantum
from ledger.role import Role
from ledger.text import Listed, Written
from ledger.vocabulary import terms

_PLAIN = {
    int: 1,
    bool: False,
    bytes: bytes(range(16)),
    date: date(2021, 3, 1),
    datetime: datetime(2021, 3, 1, 13, 30, tzinfo=UTC),
}
_NUMBERS = {"EUR": "120.50", "hours in quarters": "1.50", "per cent": "85.00"}
_COMMON = {
    "actor": "Anna Paraudziņa",
    "role": Role.INSTITUTION_COORDINATOR.value,
    "on_behalf_of": "LV-059",
    "reason": None,
    "client": "school system",
    "causation_id": None,
    "basis": {"operation": 12, "institution": 3},
}
COMMON = {field.name for field in fields(Fact)} | {"originator_topic"}
"""The fields that each event carries, whatever it says."""


def example(cls: type[Fact]) -> dict[str, Any]:
    """An event of this class as the JSON that is stored."""
    values = {
        name: _COMMON[name] if name in _COMMON else _value(name, hint)
        for name, hint in declared(cls).items()
    }
    made: Callable[..., Fact] = cls
    event = made(**{**values, "class_version": cls.CLASS_VERSION, **_kind(cls)})
    stored: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(event))
    return stored


def _kind(cls: type[Fact]) -> dict[str, str]:
    """What its stream is about, which the first event of the stream says."""
    if "originator_topic" not in declared(cls):
        return {}
    return {"originator_topic": cls.TOPIC.rpartition(".")[0]}


def _value(name: str, hint: Any) -> Any:
    hint = parts(hint)[0]
    if get_origin(hint) is tuple:
        return (_value(name.removesuffix("s"), get_args(hint)[0]),)
    if get_origin(hint) is Annotated:
        return _annotated(name, hint)
    if hint is UUID:  # random in life, the same for the same name here
        return UUID(bytes=sha256(name.encode()).digest()[:16], version=4)
    if hint is str:
        return name.replace("_", " ").capitalize()
    if hint is Sealed:
        return Sealed(category="care", box=bytes(range(32)))
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hint(**{inner: _value(inner, each) for inner, each in declared(hint).items()})
    return _PLAIN[hint]


def _annotated(name: str, hint: Any) -> Any:
    for said in hint.__metadata__:
        match said:
            case Quantum(unit=unit):
                return said.of(Decimal(_NUMBERS[unit]))
            case Listed(list=codes, example=given):
                return given or next(iter(terms(codes)))
            case Written(example=given):
                return given
    return _value(name, get_args(hint)[0])
