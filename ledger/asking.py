"""What commands ask of the store beside the aggregates they change or look at."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from eventsourcing.persistence import EventStore

from ledger.batch import current_batch
from ledger.store.holds import StoredReservation
from ledger.store.recorder import Recorder


class Asking:
    """In a batch, all of it is answered as the batch leaves it."""

    recorder: Recorder
    events: EventStore[UUID]

    def history(self, id: UUID) -> Iterator[Any]:  # noqa: A002  the library's name
        """The events of a stream, in their order."""
        yield from self.events.get(id)
        if batch := current_batch():
            yield from batch.facts_of(id)

    def reservation(self, kind: str, key: str) -> StoredReservation | None:
        """Who has reserved this, if anybody."""
        return (current_batch() or self.recorder).reservation(kind, key)

    def spent(self, partner: UUID, semester: str | None = None) -> Decimal:
        """What a partner has spent on students in a semester, or (None) in all of them."""
        spent = self.recorder.spent(partner, semester)
        batch = current_batch()
        return spent + batch.spent(partner, semester) if batch else spent
