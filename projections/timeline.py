"""Timeline: everything that was recorded about one student, in order, without its sealed values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ledger.fact import Fact
from ledger.store.connection import Connection
from ledger.store.mapper import read
from ledger.student import events
from projections.persons import MERGES, Persons
from projections.projection import At, View, on
from projections.summary import summary
from projections.table import Table
from projections.versions import moment

EVENTS: tuple[type[Any], ...] = tuple(getattr(events, name) for name in events.__all__)


@dataclass(slots=True)  # not frozen: one for each event, and that takes three times as long
class Happening:
    """Where in the log an event of a student's is, and the day it happened on."""

    student_id: UUID
    position: int
    occurred_on: date


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a student's."""

    student_id: UUID
    position: int
    version: int
    """1, 2, 3 … in the student's stream."""
    topic: str
    occurred_on: date
    recorded_at: datetime
    actor: str
    role: str
    on_behalf_of: str | None
    client: str
    reason: str | None
    request_id: UUID
    summary: dict[str, Any]
    """The event's own fields as they are stored, amounts as strings, but for those that are sealed."""


class _Dated(View, frozen=True, gc=False):
    occurred_on: date


class Timeline(Persons):
    """The events of each student, corrections and what they correct alike: nothing is taken out.

    Those of a record that was merged into the student's stand among the student's own, under their own id.
    What an event says is read from the log itself: to keep it twice would take longer than all that is asked.
    """

    VERSION = 5
    COST = 5
    timeline = Table(Happening)

    @on(events.MergedInto)
    def merged(self, event: events.MergedInto, at: At) -> None:
        super().merged(event, at)
        self.happened(event, at)

    @on(events.MergeVoided)
    def merge_voided(self, event: events.MergeVoided, at: At) -> None:
        super().merge_voided(event, at)
        self.happened(event, at)

    @on(*(each for each in EVENTS if each not in MERGES), reads=_Dated)
    def happened(self, event: _Dated | Fact, at: At) -> None:
        self.timeline.add(Happening(event.originator_id, at.position, event.occurred_on))

    @classmethod
    def page(
        cls,
        connection: Connection,
        student_id: UUID,
        *,
        topics: Sequence[str] = (),
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> list[Entry]:
        """Events after a position, in the order of the log; of these topics only, if any are named."""
        asked = {
            "student_id": student_id,
            "topics": list(topics) or None,
            "after": after,
            "limit": limit,
            **moment(as_of, known_at),
        }
        with cls.reading(connection):
            return [_entry(*row) for row in connection.execute(cls.statement("page"), asked)]


def _entry(position: int, recorded_at: datetime, topic: str, state: bytes) -> Entry:
    event = read(topic, state)
    return Entry(
        student_id=event.originator_id,
        position=position,
        version=event.originator_version,
        topic=topic,
        occurred_on=event.occurred_on,
        recorded_at=recorded_at,
        actor=event.actor,
        role=event.role,
        on_behalf_of=event.on_behalf_of,
        client=event.client,
        reason=event.reason if isinstance(event.reason, str) else None,
        request_id=event.request_id,
        summary=summary(event),
    )
