"""What was given: consultations held and missed, compensations claimed, approved and paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec
from psycopg.rows import args_row

from ledger.institution import Place
from ledger.institution import events as institution_events
from ledger.store.mapper import read
from ledger.student import events
from projections import statistics_rows as rows
from projections import statistics_views as views
from projections.projection import At, on
from projections.statistics_cells import Contributions, Numbers, Subject
from projections.statistics_families import CONSULTATION, FAMILIES, ONCE_EACH
from projections.statistics_rows import where_of
from projections.table import Table

Counting = tuple[int, date, int, Subject]
"""Its source, its day, how it is counted, and of what."""


class CountedConsultations(Contributions):
    """The base of `Statistics` that counts consultations; one that was voided was never given, nor missed."""

    schools = Table(rows.School, key="institution_id", by=lambda event: _school(event))

    def prepare(self, batch: Sequence[Any]) -> None:
        """Also reads the consultations that the batch voids, from the log: they are few."""
        super().prepare(batch)
        self._voided: dict[UUID, tuple[int, Any]] = {}
        self._alike: dict[tuple[Any, ...], Numbers] = {}
        voided = [each for each in batch if isinstance(each, events.ConsultationVoided)]
        if voided:
            of = {
                "students": [each.originator_id for each in voided],
                "consultations": [each.consultation_id for each in voided],
                "topics": [events.ConsultationRecorded.TOPIC, events.ConsultationMissed.TOPIC],
            }
            query = CountedConsultations.statement("consultations")
            for position, topic, state in self.connection.execute(query, of):
                event = read(topic, state)
                self._voided[event.consultation_id] = position, event

    def kind_of(self, institution: UUID | None) -> str | None:
        """Of which kind an institution is, as far as is known."""
        school = self.schools.get(institution)
        return school.kind if school else None

    # --- folding ----------------------------------------------------------------------------------

    @on(institution_events.Registered)
    def registered(self, event: institution_events.Registered, _at: At) -> None:
        self.schools.add(rows.School(event.originator_id, event.kind))

    @on(institution_events.RegistrationCorrected)
    def registration_corrected(
        self, event: institution_events.RegistrationCorrected, at: At
    ) -> None:
        """It always was of the kind that it is known to be now: its contributions are made anew."""
        if self.kind_of(event.originator_id) == event.kind:
            return
        self.schools.add(rows.School(event.originator_id, event.kind))
        self._alike.clear()
        for (source, day, counted, of), (number, hundredths) in self.standing_at(
            event.originator_id
        ).items():
            family, where, semester, own = of
            anew = family, where, semester, (*own[:-1], ("institution_kind", event.kind))
            for each, sign in ((of, -1), (anew, 1)):
                self.contribute(
                    at.position, each, day, counted, sign * number, sign * hundredths, source
                )

    def standing_at(self, institution: UUID) -> dict[Counting, list[int]]:
        """What was contributed there to counts by kind of institution, as it stands."""
        sums: dict[Counting, list[int]] = defaultdict(lambda: [0, 0])
        families = [each.number for each in FAMILIES.values() if "institution_kind" in each.own]
        query = CountedConsultations.statement("at_institution")
        of = {"institution": institution, "families": families}
        with self.connection.cursor(row_factory=args_row(rows.Contribution)) as cursor:
            before = cursor.execute(query, of).fetchall()
        here = (rows.Contribution(*made) for made in self.made if made[2] in families)
        for each in (*before, *here):
            subject = self.subject(each)
            if subject[1][0] == institution:
                kept = sums[each.source, each.day, each.counted, subject]
                kept[0] += each.number
                kept[1] += each.hundredths
        return {key: kept for key, kept in sums.items() if any(kept)}

    @on(events.ConsultationRecorded, reads=views.Held)
    def held(self, event: views.Held, at: At) -> None:
        said = (
            bytes(event.place),
            event.semester,
            event.kind,
            event.specialist_kind,
            event.subject,
            event.delivery,
        )
        if (numbers := self._alike.get(said)) is None:
            numbers = self._alike[said] = self.numbers(self._of("held", *said))
        family, place, topic = numbers
        added = ONCE_EACH, 1, _hundredths(bytes(event.hours))
        self.made.append(
            (at.position, at.position, family, event.occurred_on, place, topic, *added)
        )

    @on(events.ConsultationMissed, reads=views.Missed)
    def missed(self, event: views.Missed, at: At) -> None:
        said = bytes(event.place), event.semester, event.kind, event.specialist_kind
        of = self._of("missed", *said, event.subject, None)
        hundredths = _hundredths(bytes(event.hours))
        self.contribute(at.position, of, event.occurred_on, ONCE_EACH, 1, hundredths)

    @on(events.ConsultationVoided)
    def consultation_voided(self, event: events.ConsultationVoided, at: At) -> None:
        source, first = self._voided[event.consultation_id]
        said = (first.semester, first.kind, first.specialist_kind, first.subject)
        place = msgspec.json.encode(first.place)
        if isinstance(first, events.ConsultationMissed):
            of = self._of("missed", place, *said, None)
        else:
            of = self._of("held", place, *said, first.delivery)
        day, hundredths = first.occurred_on, in_hundredths(first.hours)
        self.contribute(at.position, of, day, ONCE_EACH, -1, -hundredths, source)

    def _of(self, family: str, place: bytes, semester: str, *said: str | None) -> Subject:
        where = _where(place)
        return (
            family,
            where,
            semester,
            tuple(zip(CONSULTATION, (*said, self.kind_of(where[0])), strict=True)),
        )


def _school(event: Any) -> UUID | None:
    """The institution whose kind an event needs."""
    if isinstance(event, views.Held | views.Missed):
        return _where(bytes(event.place))[0]
    if isinstance(event, events.ConsultationVoided):
        return None  # its first event is not known yet
    place = getattr(event, "place", None)
    if isinstance(place, Place):
        return place.institution_id
    return event.originator_id if isinstance(event, _OF_SCHOOLS) else None


_OF_SCHOOLS = (institution_events.Registered, institution_events.RegistrationCorrected)


@lru_cache(maxsize=20_000)
def _where(place: bytes) -> rows.Where:
    """Few places: most events say the same as another."""
    return where_of(msgspec.json.decode(place, type=Place))


@lru_cache(maxsize=10_000)
def _hundredths(hours: bytes) -> int:
    return in_hundredths(msgspec.json.decode(hours, type=Decimal))


def in_hundredths(amount: Decimal) -> int:
    """Hours in quarters, and euros in cents, as a whole number."""
    return int(amount * 100)
