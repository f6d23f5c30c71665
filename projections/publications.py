"""Publications: what was declared when, and up to which position of the log it speaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.publication import Issued, Withdrawn
from ledger.store.connection import Connection
from projections.projection import At, Projection, on
from projections.table import Table


@dataclass(frozen=True, slots=True)
class Publication:
    """Figures published under a name; they speak for the log up to `position`."""

    publication_id: UUID
    name: str
    published_on: date
    position: int


class Publications(Projection):
    """The positions that figures were published at, by name: what `known_at` may be called."""

    publications = Table(Publication, key="publication_id", by=lambda event: event.originator_id)

    @on(Issued)
    def issued(self, event: Issued, at: At) -> None:
        row = Publication(event.originator_id, event.name, event.occurred_on, at.position)
        self.publications.add(row)

    @on(Withdrawn)
    def withdrawn(self, event: Withdrawn, _at: At) -> None:
        self.publications.remove(event.originator_id)

    @classmethod
    def all(cls, connection: Connection) -> list[Publication]:
        """Every publication that stands, in the order of their positions."""
        return cls.fetch(connection, Publication, "every")

    @classmethod
    def named(cls, connection: Connection, name: str) -> Publication | None:
        """The publication of that name, if there is one."""
        return next(iter(cls.fetch(connection, Publication, "named", {"name": name})), None)
