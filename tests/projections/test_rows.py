"""Every projection's row dataclass equals its table, column by column."""

from __future__ import annotations

import types
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
import pytest

from ledger.events import EVENTS
from ledger.store.connection import Role, connect
from projections import ALL
from projections.engine import Engine
from projections.projection import Projection

TYPES: dict[Any, set[str]] = {
    UUID: {"uuid"},
    str: {"text"},
    int: {"smallint", "integer", "bigint"},
    bool: {"boolean"},
    Decimal: {"numeric"},
    date: {"date"},
    datetime: {"timestamp with time zone"},
    list: {"ARRAY"},
    dict: {"jsonb"},
}


def column(hint: Any) -> tuple[frozenset[str], bool]:
    """The types a field's column may have, and whether it may be null."""
    if get_origin(hint) in (Union, types.UnionType):
        [inner] = [each for each in get_args(hint) if each is not type(None)]
        return column(inner)[0], True
    return frozenset(TYPES[get_origin(hint) or hint]), False


@pytest.mark.parametrize("projection", ALL, ids=lambda each: each.NAME)
def test_rows_equal_their_tables(database_url: str, projection: type[Projection]) -> None:
    """The same names in the same order, the same types, null where None; no table without a row."""
    Engine(database_url, [projection]).catch_up()
    with connect(database_url, Role.READER) as reader:
        columns = reader.execute(
            "SELECT table_name, column_name, data_type, is_nullable = 'YES'"
            " FROM information_schema.columns WHERE table_schema = %s ORDER BY table_name, ordinal_position",
            [projection.schema(reader)],
        ).fetchall()
    stored: dict[str, list[tuple[str, str, bool]]] = {}
    for table, *of_column in columns:
        stored.setdefault(table, []).append(tuple(of_column))
    assert set(stored) == {table.name for table in projection.tables}
    for table in projection.tables:
        hints = get_type_hints(table.row)
        names = [field.name for field in fields(table.row)]
        assert [name for name, _, _ in stored[table.name]] == names
        for name, data_type, nullable in stored[table.name]:
            allowed, optional = column(hints[name])
            assert data_type in allowed, (table.name, name)
            assert nullable == optional, (table.name, name)


@pytest.mark.parametrize("projection", ALL, ids=lambda each: each.NAME)
def test_views_are_parts_of_their_events(projection: type[Projection]) -> None:
    """A view has no field that its event has not, nor of another type."""
    for topic, handler in projection.handlers.items():
        if view := getattr(handler, "reads", None):
            for field in msgspec.structs.fields(view):
                hints = get_type_hints(EVENTS[topic])
                assert field.encode_name in hints, (view, field.name)
                assert field.type in (msgspec.Raw, hints[field.encode_name])


def test_every_subscription_is_of_a_known_event() -> None:
    """A handler whose topic no event has would never be called."""
    topics = {topic for projection in ALL for topic in projection.handlers}
    assert topics <= set(EVENTS)
