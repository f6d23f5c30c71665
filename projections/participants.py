"""Participants of the ESF: when each entered and exited, and what of the common indicators is not sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from ledger.store.connection import Connection
from ledger.student import events
from projections.persons import Persons
from projections.projection import At, on
from projections.versions import FOREVER, Versions, moment


@dataclass(frozen=True, slots=True)
class Participation:
    """From entry to exit, at the place of the day of entry; `last_day` is None while it goes on.

    Answers on special categories of personal data are not here: they stay sealed in the event.
    """

    student_id: UUID
    participation_id: UUID
    position: int
    """Of the entry; lists are in this order."""
    institution_id: UUID
    partner_id: UUID
    municipality: str
    region: str
    gender: str
    age_band: str
    education: str
    first_day: date
    known_from: int
    known_to: int = FOREVER
    last_day: date | None = None
    statuses: list[str] = field(default_factory=list)
    """On exit."""


@dataclass(frozen=True, slots=True)
class Person:
    """One participant on a day: as on the first entry, and as on the exit from the last participation."""

    student_id: UUID
    """The record of the first entry, whose event holds the sealed answers; another of theirs may be the kept one."""
    position: int
    """Of that entry."""
    gender: str
    age_band: str
    education: str
    statuses: list[str]
    """On exit; empty for who takes part still."""


@dataclass(frozen=True, slots=True)
class ParticipantFilter:
    """Which participants, by the place of the entry: None stands for any."""

    institution_id: UUID | None = None
    partner_id: UUID | None = None
    municipality: str | None = None
    region: str | None = None


ANY = ParticipantFilter()


class Participants(Persons):
    """Who took part, and from when to when.

    What was voided never was, on any day; who exited, from that day on. Questions take the day they
    are about (`as_of`; None: the last) and `known_at` (None: now).
    """

    VERSION = 2
    participations = Versions(Participation, key=("student_id", "participation_id"))

    # --- folding ----------------------------------------------------------------------------------

    @on(events.ParticipantEntered)
    def entered(self, event: events.ParticipantEntered, at: At) -> None:
        self.participations.learn(
            Participation(
                student_id=event.originator_id,
                participation_id=event.participation_id,
                position=at.position,
                institution_id=event.place.institution_id,
                partner_id=event.place.partner_id,
                municipality=event.place.municipality,
                region=event.place.region,
                gender=event.gender,
                age_band=event.age_band,
                education=event.education,
                first_day=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.EntryVoided)
    def entry_voided(self, event: events.EntryVoided, at: At) -> None:
        self.participations.withdraw(event.originator_id, event.participation_id, at=at)

    @on(events.ParticipantExited)
    def exited(self, event: events.ParticipantExited, at: At) -> None:
        self._end(event, at, event.occurred_on, event.statuses)

    @on(events.ExitVoided)
    def exit_voided(self, event: events.ExitVoided, at: At) -> None:
        self._end(event, at, None, ())

    def _end(self, event: Any, at: At, last_day: date | None, statuses: Sequence[str]) -> None:
        thing = event.originator_id, event.participation_id
        self.participations.revise(*thing, at=at, last_day=last_day, statuses=list(statuses))

    # --- asking -----------------------------------------------------------------------------------

    @classmethod
    def page(
        cls,
        connection: Connection,
        where: ParticipantFilter = ANY,
        *,
        student_id: UUID | None = None,
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> list[Participation]:
        """Participations begun by a day, in the order of their recording."""
        asked = {**asdict(where), **moment(as_of, known_at), "student_id": student_id}
        return cls.fetch(
            connection, Participation, "page", {**asked, "after": after, "limit": limit}
        )

    @classmethod
    def persons(
        cls,
        connection: Connection,
        where: ParticipantFilter = ANY,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> list[Person]:
        """Each person who had entered by a day, once, by the place of the first entry."""
        asked = {**asdict(where), **moment(as_of, known_at)}
        return cls.fetch(connection, Person, "persons", asked)
