"""Consultations: what several projections read of them, and where one was given that somebody asks for later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from ledger.institution import Place
from ledger.store.connection import Connection
from ledger.store.mapper import read
from ledger.student import events
from projections.projection import Projection, View

_TOPICS = [each.TOPIC for each in (events.ConsultationRecorded, events.ConsultationMissed)]


class Consulted(View, frozen=True, gc=False):
    """A consultation under a plan, held or missed; read once for all who need no more of it."""

    occurred_on: date
    consultation_id: UUID
    plan_id: UUID
    kind: str
    specialist_kind: str
    subject: str | None
    hours: Decimal


class Where(msgspec.Struct, frozen=True, gc=False):
    """Where a consultation was given, or was to be."""

    place: Place
    semester: str


class Given(Projection):
    """The base of projections that ask of few consultations where they were given.

    Most events are consultations: to keep each for the few that are voided or warned of would take longer than all
    else. The log has them, and what it says of one never changes.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._given: dict[tuple[UUID, UUID], Where | None] = {}

    def look_up(self, wanted: Iterable[tuple[UUID, UUID]]) -> None:
        """Read these consultations, each of a student's, from the log in one go."""
        if not (missing := [key for key in wanted if key not in self._given]):
            return
        self._given.update(dict.fromkeys(missing))
        students, consultations = zip(*missing, strict=True)
        asked = {
            "students": list(students),
            "consultations": list(consultations),
            "topics": _TOPICS,
        }
        for topic, state in self.connection.execute(Given.statement("given"), asked):
            event = read(topic, state)
            where = Where(event.place, event.semester)
            self._given[event.originator_id, event.consultation_id] = where

    def given(self, student_id: UUID, consultation_id: UUID) -> Where | None:
        """Where one was given; None if the student has no such consultation."""
        self.look_up([(student_id, consultation_id)])
        return self._given[student_id, consultation_id]
