"""Rows are written as text of our own making: whatever is in them, PostgreSQL reads back the same."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.store.connection import Role, connect
from projections.projection import Projection
from projections.table import Table

_TABLE = """
CREATE TEMPORARY TABLE things (
    id uuid, name text, number bigint, happens boolean, amount numeric, day date,
    instant timestamptz, ids uuid[], names text[], days date[], said jsonb,
    other_id uuid, other_name text, other_number bigint, other_day date, other_names text[]
)"""
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")) | st.sampled_from(
    ["\\N", "\\.", "NULL", "", " ", '"', "\\", "{}", "\t", "\r\n", "a,b", "\x85\u2028", "ķīmija"]
)
DAYS = st.dates()
INSTANTS = st.datetimes(datetime(1900, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
WHOLE = st.integers(-(2**63), 2**63 - 1)
AMOUNTS = st.decimals(-(10**9), 10**9, places=4) | st.just(Decimal("1E+2"))


@dataclass(frozen=True, slots=True)
class Thing:
    """A row with a column of every type that rows have."""

    id: UUID
    name: str
    number: int
    happens: bool
    amount: Decimal
    day: date
    instant: datetime
    ids: list[UUID]
    names: list[str]
    days: list[date]
    said: dict[str, Any]
    other_id: UUID | None
    other_name: str | None
    other_number: int | None
    other_day: date | None
    other_names: list[str] | None


class Things(Projection):
    """Keeps them."""

    things = Table(Thing)


THINGS = st.builds(
    Thing,
    st.uuids(),
    TEXT,
    WHOLE,
    st.booleans(),
    AMOUNTS,
    DAYS,
    INSTANTS,
    st.lists(st.uuids(), max_size=3),
    st.lists(TEXT, max_size=3),
    st.lists(DAYS, max_size=3),
    st.dictionaries(TEXT, TEXT, max_size=3),
    st.none() | st.uuids(),
    st.none() | TEXT,
    st.none() | WHOLE,
    st.none() | DAYS,
    st.none() | st.lists(TEXT, max_size=2),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(THINGS, min_size=1, max_size=5))
def test_rows_are_read_back_as_they_were_written(database_url: str, rows: list[Thing]) -> None:
    """Texts with tabs, backslashes and quotes, empty and missing ones, lists, documents, any day: all come back."""
    with connect(database_url, Role.WORKER) as connection:
        connection.execute(_TABLE)
        batch = Things(connection)
        for row in rows:
            batch.things.add(row)
        batch.write()
        found = connection.execute("SELECT * FROM things").fetchall()
    assert found == [astuple(row) for row in rows]


@given(row=THINGS, day=DAYS, name=st.none() | TEXT)
def test_changed_rows_are_as_replaced_ones(row: Thing, day: date, name: str | None) -> None:
    """Some columns are changed, the others stay, and so does the row itself."""
    before = astuple(row)
    changed = Things.things.changed(row, {"day": day, "other_name": name})
    assert changed == replace(row, day=day, other_name=name)
    assert astuple(row) == before
