"""Which records are of one child: what questions about persons share."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from ledger.store.connection import Connection
from ledger.student import events
from projections.projection import At, Projection, on
from projections.versions import FOREVER, Versions

MERGES = (events.MergedInto, events.MergeVoided)


@dataclass(frozen=True, slots=True)
class Merge:
    """A record that was merged into another of the same child."""

    student_id: UUID
    kept_id: UUID
    known_from: int
    known_to: int = FOREVER


class Persons(Projection):
    """The base of projections that take several records of one child for one person.

    They always were one: `as_of` makes no difference. `known_at` does: as long as it was not known, they were two.
    """

    merges = Versions(Merge, key=("student_id",), of=MERGES)

    @on(events.MergedInto)
    def merged(self, event: events.MergedInto, at: At) -> None:
        self.merges.learn(Merge(event.originator_id, event.kept_id, at.position))

    @on(events.MergeVoided)
    def merge_voided(self, event: events.MergeVoided, at: At) -> None:
        self.merges.withdraw(event.originator_id, at=at)

    @classmethod
    def merged_by(cls, connection: Connection, known_at: int) -> dict[UUID, UUID]:
        """The record that each merged one was merged into, as it was known; ProjectionNotReady."""
        with cls.reading(connection):
            query = Persons.statement("merged")
            return dict(connection.execute(query, {"known_at": known_at}).fetchall())
