"""Rows that a projection keeps: read ahead of a batch, changed in memory, written in one go."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import (
    TYPE_CHECKING,
    Any,
    Generic,
    LiteralString,
    TypeVar,
    cast,
    get_type_hints,
    overload,
)
from uuid import UUID

from psycopg import sql

from ledger.store.connection import Connection
from projections import copying

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from projections.projection import Projection

_KEY_TYPES: dict[type[Any], LiteralString] = {
    UUID: "uuid",
    str: "text",
    int: "bigint",
    date: "date",
}

_ABSENT: Any = object()

Key = Hashable
"""One column's value, or a tuple of several columns' values."""


R = TypeVar("R", bound="DataclassInstance")


class Table(Generic[R]):
    """A table of a projection; on an instance, its `Rows` in this batch.

    The table is named like the attribute, its columns like the fields of `row`, in their order.

    `key`: the columns that identify a row. Without a key rows are only ever added.
    `by`: the key of the row that an event may touch (None: of no row), so that the rows of a
    whole batch are read at once. By default it is the event's attribute of the key's name.
    `of`: the classes of these events, where not all may touch a row that was there before: to look
    for the row of each claim that is made takes longer than to add it.
    """

    def __init__(
        self,
        row: type[R],
        *,
        key: str | Sequence[str] = (),
        by: Callable[[Any], Key | None] | None = None,
        of: tuple[type[Any], ...] = (object,),
    ) -> None:
        self.row = row
        self.name = ""
        self.key = (key,) if isinstance(key, str) else tuple(key)
        self.columns = tuple(field.name for field in fields(row))
        self.by = by or (attribute(self.key[0]) if len(self.key) == 1 else None)
        self.of = of
        self.named = () if by else self.key
        """Only events that have all of these attributes can touch a row."""
        self.values: Callable[[R], Sequence[Any]] = attrgetter(*self.columns)
        self.key_of: Callable[[R], Key] = attrgetter(*self.key) if self.key else id

    def concerns(self, event: Any) -> bool:
        """Whether an event of this class may touch a row that is there."""
        return isinstance(event, self.of) and all(hasattr(event, name) for name in self.named)

    @cached_property
    def key_types(self) -> list[type[Any]]:
        """The types of the key's columns."""
        hints = get_type_hints(self.row)
        return [hints[column] for column in self.key]

    @cached_property
    def written(self) -> list[copying.Column]:
        """How each column is written."""
        hints = get_type_hints(self.row)
        return [copying.column(hints[column]) for column in self.columns]

    def changed(self, row: R, changes: Mapping[str, Any]) -> R:
        """The row with some columns changed, as `dataclasses.replace` makes it; several times as fast."""
        values = list(self.values(row))
        for name, value in changes.items():
            values[self._places[name]] = value
        return self.row(*values)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.columns)}

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


class Rows(Generic[R]):
    """The rows of one table during one batch."""

    def __init__(self, table: Table[R], connection: Connection) -> None:
        self._table = table
        self._connection = connection
        self._added: list[R] = []
        self._before: dict[Key, R | None] = {}  # as the table has them
        self._after: dict[Key, R | None] = {}  # what this batch has changed
        self.add: Callable[[R], None] = self._put if table.key else self._added.append
        """Add a row; one of the same key is replaced."""

    def get(self, key: Key) -> R | None:
        """The row of a key, as the batch has left it so far."""
        if (row := self._after.get(key, _ABSENT)) is not _ABSENT:
            return cast("R | None", row)
        if (row := self._before.get(key, _ABSENT)) is not _ABSENT:
            return cast("R | None", row)
        self.load([key])
        return self._before[key]

    def __getitem__(self, key: Key) -> R:
        """The row of a key; LookupError."""
        if (row := self.get(key)) is None:
            raise LookupError(f"{self._table.name} has no row {key}")
        return row

    def change(self, key: Key, **changes: Any) -> R:
        """The row of a key with some of its other columns changed; LookupError."""
        row = self._after[key] = self._table.changed(self[key], changes)
        return row

    def add_new(self, row: R) -> None:
        """Add a row of a key that the table cannot have yet; the table is not asked."""
        self._after[self._table.key_of(row)] = row

    def remove(self, key: Key) -> None:
        """Take the row of a key away; LookupError."""
        self[key]
        self._after[key] = None

    def _put(self, row: R) -> None:
        key = self._table.key_of(row)
        self.get(key)
        self._after[key] = row

    def load(self, keys: Iterable[Key]) -> None:
        """Read the rows of these keys at once; of those not read yet."""
        # Sets and dictionaries know the hashes of their keys, which take longer than all else.
        unread = set(keys).difference(self._before).difference(self._after)
        if not unread:
            return
        missing = list(unread)
        before = dict.fromkeys(unread)
        query = sql.SQL(
            "SELECT nth, {columns} FROM {table}"
            " JOIN unnest({keys}) WITH ORDINALITY AS wanted ({key}, nth) USING ({key})"
        )
        asked = self._columnar(missing)
        # Planned for so many keys as there are: a plan for any number would read the whole table.
        for nth, *values in self._connection.execute(self._formatted(query), asked, prepare=False):
            before[missing[nth - 1]] = self._table.row(*values)
        self._before.update(before)

    def load_for(self, kinds: Iterable[Sequence[Any]]) -> None:
        """Read the rows that these events may touch, those of a class together."""
        if not self._table.key or not (by := self._table.by):
            return
        touching = (each for each in kinds if self._table.concerns(each[0]))
        found = {by(event) for events in touching for event in events}
        self.load(found - {None})

    def write(self) -> None:
        """Bring the table to what the batch has made of it."""
        gone, rows = [], self._added
        for key, row in self._after.items():
            before = self._before.get(key)
            if row is not before:
                if before is not None:
                    gone.append(key)
                if row is not None:
                    rows.append(row)
        if gone:
            query = sql.SQL(
                "DELETE FROM {table} USING unnest({keys}) AS gone ({key}) WHERE ({old}) = ({new})"
            )
            self._connection.execute(self._formatted(query), self._columnar(gone), prepare=False)
        if rows:
            self._copy(rows)

    def _copy(self, rows: list[R]) -> None:
        query = sql.SQL("COPY {table} ({columns}) FROM STDIN")
        values = list(map(self._table.values, rows))
        with self._connection.cursor() as cursor, cursor.copy(self._formatted(query)) as copy:
            for lines in copying.lines(self._table.written, values):
                copy.write(lines)

    def _columnar(self, keys: list[Key]) -> list[str]:
        """The keys, one array for each column of the key."""
        types = self._table.key_types
        columns: Iterable[Any] = [keys] if len(types) == 1 else zip(*keys, strict=True)
        return list(map(copying.array, types, columns))

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
