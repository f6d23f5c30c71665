"""What was spent on students: consultations when they are given, compensations when they are paid."""

from __future__ import annotations

from abc import ABC
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec

from ledger.institution import Place
from ledger.operation import Shares
from ledger.student import events
from projections.expenditure import Amounts, Expenditure, Spending, Subject, TakenBack, split
from projections.projection import At, View, on
from projections.table import Table


@dataclass(frozen=True, slots=True)
class Claim:
    """A compensation claimed: what its payment will be about."""

    compensation_id: UUID
    institution_id: UUID
    partner_id: UUID
    municipality: str
    region: str
    semester: str
    kind: str
    esf: Decimal
    state: Decimal
    state_non_eligible: Decimal

    @property
    def subject(self) -> Subject:
        """What its payment is spent on."""
        return Subject(
            self.partner_id,
            self.institution_id,
            self.municipality,
            self.region,
            self.semester,
            "compensations",
            "actual_cost",
            self.kind,
        )

    @property
    def shares(self) -> Shares:
        """Who pays."""
        return Shares(self.esf, self.state, self.state_non_eligible)


class _Given(View, frozen=True, gc=False):
    """Of a consultation, what its line of money says."""

    occurred_on: date
    consultation_id: UUID
    semester: str
    kind: str
    amount: Decimal
    place: msgspec.Raw
    shares: msgspec.Raw


class SpentOnStudents(Expenditure, ABC):
    """A claim and its approval move no money."""

    claims = Table(Claim, key="compensation_id", of=(events.CompensationPaid,))

    def prepare(self, batch: Sequence[Any]) -> None:
        """Also sees what the batch gives to students, and takes back."""
        super().prepare(batch)
        for event in batch:
            match event:
                case _Given():
                    self.subjects.add(_given(bytes(event.place), event.semester, event.kind))
                case events.ConsultationVoided():
                    self.corrected[event.consultation_id] = event.originator_id
                case events.CompensationReversed():
                    self.corrected[event.payment_id] = event.originator_id
                case events.CompensationClaimed():
                    self.subjects.add(_claim(event).subject)
                case events.CompensationPaid() if claim := self.claims.get(event.compensation_id):
                    self.subjects.add(claim.subject)

    @on(events.ConsultationRecorded, reads=_Given)
    def consultation_recorded(self, event: _Given, at: At) -> None:
        """Unit costs are spent with the consultation."""
        self.spent(
            Spending(
                at.position,
                events.ConsultationRecorded.TOPIC,
                event.consultation_id,
                event.originator_id,
                event.occurred_on,
                _given(bytes(event.place), event.semester, event.kind),
                _split_given(event.amount, bytes(event.shares)),
            )
        )

    @on(events.ConsultationVoided)
    def consultation_voided(self, event: events.ConsultationVoided, at: At) -> None:
        """It was not given, or not so; that one was missed cost nothing, so nothing comes back."""
        if event.consultation_id in self.originals:
            self.taken_back(
                TakenBack(at.position, event.TOPIC, event.consultation_id, event.occurred_on)
            )

    @on(events.CompensationClaimed)
    def compensation_claimed(self, event: events.CompensationClaimed, _at: At) -> None:
        """Keep what its payment will not repeat."""
        self.claims.add_new(_claim(event))

    @on(events.CompensationPaid)
    def compensation_paid(self, event: events.CompensationPaid, at: At) -> None:
        """Actual costs are spent when they are paid."""
        claim = self.claims[event.compensation_id]
        self.spent(
            Spending(
                at.position,
                event.TOPIC,
                event.payment_id,
                event.originator_id,
                event.occurred_on,
                claim.subject,
                split(event.amount, claim.shares),
            )
        )

    @on(events.CompensationReversed)
    def compensation_reversed(self, event: events.CompensationReversed, at: At) -> None:
        """The payment came back."""
        self.taken_back(TakenBack(at.position, event.TOPIC, event.payment_id, event.occurred_on))


def _claim(event: events.CompensationClaimed) -> Claim:
    place, shares = event.place, event.shares
    return Claim(
        event.compensation_id,
        place.institution_id,
        place.partner_id,
        place.municipality,
        place.region,
        event.semester,
        event.kind,
        shares.esf,
        shares.state,
        shares.state_non_eligible,
    )


@lru_cache(maxsize=20_000)
def _given(place: bytes, semester: str, kind: str) -> Subject:
    """What a consultation is spent on; many say the same."""
    where = msgspec.json.decode(place, type=Place)
    return Subject(
        where.partner_id,
        where.institution_id,
        where.municipality,
        where.region,
        semester,
        "consultations",
        "unit_cost",
        kind,
    )


@lru_cache(maxsize=20_000)
def _split_given(amount: Decimal, shares: bytes) -> Amounts:
    """Few rates times few numbers of hours: most consultations cost what another did."""
    return split(amount, msgspec.json.decode(shares, type=Shares))
