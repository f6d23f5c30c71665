"""Rows that say from which position of the log until which something was known: nothing once known is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, overload

from projections.projection import At
from projections.table import Key, Rows, Table

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from projections.projection import Projection

    class Version(DataclassInstance, Protocol):
        """A row that is known from a position on, and until before another."""

        @property
        def known_from(self) -> int: ...

        @property
        def known_to(self) -> int: ...


V = TypeVar("V", bound="Version")

FOREVER = 2**63 - 1
"""`known_to` of what is known still."""


def moment(as_of: date | None, known_at: int | None) -> dict[str, Any]:
    """A question's two times as parameters of SQL: what had happened by a day, known at a position.

    None: whatever day it happens, and all that is known.
    """
    return {
        "as_of": date.max if as_of is None else as_of,
        "known_at": FOREVER - 1 if known_at is None else known_at,
    }


class Versions(Table[V]):
    """A table that keeps every version of its rows; on an instance, its `VersionedRows` in this batch.

    `key` names a thing, its first column being the id of the event's stream; of each thing at most
    one version is known at a position. The table's own key has `known_to` behind these columns.
    """

    def __init__(
        self,
        row: type[V],
        *,
        key: Sequence[str],
        by: Callable[[Any], tuple[Key, ...] | None] | None = None,
        of: tuple[type[Any], ...] = (object,),
    ) -> None:
        """`by` and `of`: as for `Table`; by default the stream's id, and the event's attributes of the key's names."""
        thing = by or _named(key[1:])

        def standing(event: Any) -> Key | None:
            return None if (found := thing(event)) is None else (*found, FOREVER)

        super().__init__(row, key=(*key, "known_to"), by=standing, of=of)
        self.named = () if by else tuple(key[1:])

    @overload
    def __get__(self, instance: None, owner: type[Projection]) -> Versions[V]: ...

    @overload
    def __get__(self, instance: Projection, owner: type[Projection]) -> VersionedRows[V]: ...

    def __get__(
        self, instance: Projection | None, owner: type[Projection]
    ) -> Versions[V] | VersionedRows[V]:
        if instance is None:
            return self
        # Kept under the attribute's own name, so that the next access does not come here.
        return instance.__dict__.setdefault(  # type: ignore[no-any-return]
            self.name, VersionedRows(self, instance.connection)
        )


class VersionedRows(Rows[V]):
    """The versions of one table during one batch."""

    def known(self, *thing: Key) -> V | None:
        """What is known of a thing."""
        return self.get((*thing, FOREVER))

    def learn(self, row: V) -> None:
        """Something is known from `row.known_from` on; it supersedes what was known of the thing."""
        standing = self._table.key_of(row)
        if (before := self.get(standing)) is not None:
            self.add_new(self._ended(before, row.known_from))
        self._after[standing] = row

    def revise(self, *thing: Key, at: At, **changes: Any) -> V:
        """From this event on a thing is known with some columns changed; the new version. LookupError."""
        before = self[standing := (*thing, FOREVER)]
        self.add_new(self._ended(before, at.position))
        after = self._after[standing] = self._table.changed(
            before, {"known_from": at.position, **changes}
        )
        return after

    def withdraw(self, *thing: Key, at: At) -> None:
        """From this event on it is known that the thing never was; LookupError."""
        standing = (*thing, FOREVER)
        self.add_new(self._ended(self[standing], at.position))
        self.remove(standing)

    def _ended(self, row: V, position: int) -> V:
        return self._table.changed(row, {"known_to": position})


def _named(names: Sequence[str]) -> Callable[[Any], tuple[Key, ...] | None]:
    def thing(event: Any) -> tuple[Key, ...] | None:
        values = [getattr(event, name, None) for name in names]
        return None if None in values else (event.originator_id, *values)

    return thing
