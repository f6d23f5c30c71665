"""What an event says beyond what every event says."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any

import msgspec

from ledger.aggregate import Birth
from ledger.fact import Fact
from ledger.sealed import Sealed


def summary(event: Fact) -> dict[str, Any]:
    """Its own fields as JSON, without what is sealed."""
    said = ((name, getattr(event, name)) for name in _own_fields(type(event)))
    return {
        name: msgspec.to_builtins(value, builtin_types=())
        for name, value in said
        if not isinstance(value, Sealed)
    }


@cache
def _own_fields(event: type[Fact]) -> tuple[str, ...]:
    common = {field.name for field in fields(Birth)}
    return tuple(field.name for field in fields(event) if field.name not in common)
