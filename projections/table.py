"""Rows that a projection keeps: read ahead of a batch, changed in memory, written in one go."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, LiteralString, TypeVar, get_type_hints, overload
from uuid import UUID

from psycopg import sql

from ledger.store.connection import Connection

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from projections.projection import Projection

_KEY_TYPES: dict[type[Any], LiteralString] = {
    UUID: "uuid",
    str: "text",
    int: "bigint",
    date: "date",
}

Key = Hashable
"""One column's value, or a tuple of several columns' values."""


R = TypeVar("R", bound="DataclassInstance")


class Table(Generic[R]):
    """A table of a projection; on an instance, its `Rows` in this batch.

    The table is named like the attribute, its columns like the fields of `row`, in their order.

    `key`: the columns that identify a row. Without a key rows are only ever added.
    `by`: the key of the row that an event may touch (None: of no row), so that the rows of a
    whole batch are read at once. By default it is the event's attribute of the key's name.
    """

    def __init__(
        self,
        row: type[R],
        *,
        key: str | Sequence[str] = (),
        by: Callable[[Any], Key | None] | None = None,
    ) -> None:
        self.row = row
        self.name = ""
        self.key = (key,) if isinstance(key, str) else tuple(key)
        self.columns = tuple(field.name for field in fields(row))
        self.by = by or (attribute(self.key[0]) if len(self.key) == 1 else None)
        self.values: Callable[[R], Sequence[Any]] = attrgetter(*self.columns)
        self.key_of: Callable[[R], Key] = attrgetter(*self.key) if self.key else id

    @cached_property
    def key_types(self) -> list[type[Any]]:
        """The types of the key's columns."""
        hints = get_type_hints(self.row)
        return [hints[column] for column in self.key]

    def __set_name__(self, owner: type[Projection], name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type[Projection]) -> Table[R]: ...

    @overload
    def __get__(self, instance: Projection, owner: type[Projection]) -> Rows[R]: ...

    def __get__(self, instance: Projection | None, owner: type[Projection]) -> Table[R] | Rows[R]:
        if instance is None:
            return self
        # Kept under the attribute's own name, so that the next access does not come here.
        return instance.__dict__.setdefault(self.name, Rows(self, instance.connection))  # type: ignore[no-any-return]


def attribute(name: str) -> Callable[[Any], Key | None]:
    """A `by` for `Table`: the event's attribute of this name, None where it has no such one."""
    return lambda event: getattr(event, name, None)


@dataclass(frozen=True, slots=True)
class _Stored(Generic[R]):
    """A row as the table has it, and as this batch has left it."""

    before: R | None
    after: R | None


class Rows(Generic[R]):
    """The rows of one table during one batch."""

    def __init__(self, table: Table[R], connection: Connection) -> None:
        self._table = table
        self._connection = connection
        self._added: list[R] = []
        self._states: dict[Key, _Stored[R]] = {}
        self.add: Callable[[R], None] = self._put if table.key else self._added.append
        """Add a row; one of the same key is replaced."""

    def get(self, key: Key) -> R | None:
        """The row of a key, as the batch has left it so far."""
        state = self._states.get(key)
        if state is None:
            self.load([key])
            state = self._states[key]
        return state.after

    def __getitem__(self, key: Key) -> R:
        """The row of a key; LookupError."""
        if (row := self.get(key)) is None:
            raise LookupError(f"{self._table.name} has no row {key}")
        return row

    def change(self, key: Key, **changes: Any) -> R:
        """The row of a key with some of its columns changed; LookupError."""
        row = replace(self[key], **changes)
        self._put(row)
        return row

    def add_new(self, row: R) -> None:
        """Add a row of a key that the table cannot have yet; the table is not asked."""
        self._states[self._table.key_of(row)] = _Stored(None, row)

    def remove(self, key: Key) -> None:
        """Take the row of a key away; LookupError."""
        self[key]
        self._states[key] = _Stored(self._states[key].before, None)

    def _put(self, row: R) -> None:
        key = self._table.key_of(row)
        self.get(key)
        self._states[key] = _Stored(self._states[key].before, row)

    def load(self, keys: Iterable[Key]) -> None:
        """Read the rows of these keys at once; of those not read yet."""
        missing = [key for key in keys if key not in self._states]
        if not missing:
            return
        for key in missing:
            self._states[key] = _Stored(None, None)
        query = sql.SQL(
            "SELECT {columns} FROM {table} JOIN unnest({keys}) AS wanted ({key}) USING ({key})"
        )
        for values in self._connection.execute(self._formatted(query), self._columnar(missing)):
            row = self._table.row(*values)
            self._states[self._table.key_of(row)] = _Stored(row, row)

    def load_for(self, events: Iterable[Any]) -> None:
        """Read the rows that these events may touch."""
        if self._table.key and (by := self._table.by):
            self.load({key for event in events if (key := by(event)) is not None})

    def write(self) -> None:
        """Bring the table to what the batch has made of it."""
        changed = {
            key: state for key, state in self._states.items() if state.after is not state.before
        }
        if gone := [key for key, state in changed.items() if state.before is not None]:
            query = sql.SQL(
                "DELETE FROM {table} USING unnest({keys}) AS gone ({key}) WHERE ({old}) = ({new})"
            )
            self._connection.execute(self._formatted(query), self._columnar(gone))
        rows = [
            *self._added,
            *(state.after for state in changed.values() if state.after is not None),
        ]
        if rows:
            self._copy(rows)

    def _copy(self, rows: list[R]) -> None:
        query = sql.SQL("COPY {table} ({columns}) FROM STDIN")
        with self._connection.cursor() as cursor, cursor.copy(self._formatted(query)) as copy:
            for values in map(self._table.values, rows):
                copy.write_row(values)

    def _columnar(self, keys: list[Key]) -> list[list[Any]]:
        """The keys, one list for each column of the key."""
        if len(self._table.key) == 1:
            return [keys]
        return [list(column) for column in zip(*keys, strict=True)]

    def _formatted(self, query: sql.SQL) -> sql.Composed:
        def named(names: Iterable[str], prefix: str = "") -> sql.Composed:
            return sql.SQL(", ").join(
                sql.Identifier(prefix, name) if prefix else sql.Identifier(name) for name in names
            )

        table = self._table
        return query.format(
            table=sql.Identifier(table.name),
            columns=named(table.columns),
            key=named(table.key),
            keys=sql.SQL(", ").join(
                sql.SQL("%s::{}[]").format(sql.SQL(_KEY_TYPES[type_])) for type_ in table.key_types
            ),
            old=named(table.key, table.name),
            new=named(table.key, "gone"),
        )
