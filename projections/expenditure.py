"""What was spent on students, read from their events: what the journal and the funding totals share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from ledger.institution import Place
from ledger.operation import Shares
from ledger.student import events
from projections.projection import At, Projection, View, on
from projections.table import Table


class Amounts(NamedTuple):
    """An amount and the exact part of each funding source; the parts make the amount."""

    amount: Decimal
    esf: Decimal
    state: Decimal
    state_non_eligible: Decimal


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What money is spent on. Not compared by value: hashing all of it for each event takes longer than folding it."""

    place: Place
    semester: str
    cost_category: str
    form_of_cost: str
    kind: str
    """Of the consultation or compensation."""


class Spending(NamedTuple):
    """Money spent on a student."""

    position: int
    measure_id: UUID
    """The consultation, or the payment of a compensation."""
    student_id: UUID
    occurred_on: date
    subject: Subject
    amounts: Amounts


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
        place = Place(self.institution_id, self.partner_id, self.municipality, self.region)
        return Subject(place, self.semester, "compensations", "actual_cost", self.kind)

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


class Expenditure(Projection, ABC):
    """The base of projections of what was spent on students.

    A consultation is spent when it is given, a compensation when it is paid: a claim and its
    approval move no money. What takes one back is money that moves on its own day: `as_of` an
    earlier day, what it takes back still counts (in plans, it never was: docs/concepts-money.md).
    """

    claims = Table(Claim, key="compensation_id")

    corrected: dict[UUID, UUID]
    """The measures that this batch takes back, and whose they are."""
    originals: Mapping[UUID, Any]
    """Of these, what was booked when the money was spent; nothing, if none was."""
    subjects: set[Subject]
    """What this batch may spend money on."""

    @abstractmethod
    def spent(self, spending: Spending) -> None:
        """Money was spent."""

    @abstractmethod
    def taken_back(self, measure_id: UUID, occurred_on: date, position: int) -> None:
        """What was spent on a measure was not, or came back; in full."""

    def prepare(self, batch: Sequence[Any]) -> None:
        """Also sees what the batch spends money on, and what it takes back."""
        super().prepare(batch)
        self.corrected, self.subjects = {}, set()
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
            self.taken_back(event.consultation_id, event.occurred_on, at.position)

    @on(events.CompensationClaimed)
    def compensation_claimed(self, event: events.CompensationClaimed, _at: At) -> None:
        """Keep what its payment will not repeat."""
        self.claims.add(_claim(event))

    @on(events.CompensationPaid)
    def compensation_paid(self, event: events.CompensationPaid, at: At) -> None:
        """Actual costs are spent when they are paid."""
        claim = self.claims[event.compensation_id]
        self.spent(
            Spending(
                at.position,
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
        self.taken_back(event.payment_id, event.occurred_on, at.position)


def split(amount: Decimal, shares: Shares) -> Amounts:
    """The amount by funding source, exactly: cents times whole per cent, four decimals."""
    return Amounts(
        amount,
        amount * shares.esf / 100,
        amount * shares.state / 100,
        amount * shares.state_non_eligible / 100,
    )


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


@lru_cache(maxsize=100_000)
def _given(place: bytes, semester: str, kind: str) -> Subject:
    """What a consultation is spent on; many say the same."""
    where = msgspec.json.decode(place, type=Place)
    return Subject(where, semester, "consultations", "unit_cost", kind)


@lru_cache(maxsize=100_000)
def _split_given(amount: Decimal, shares: bytes) -> Amounts:
    """Few rates times few numbers of hours: most consultations cost what another did."""
    return split(amount, msgspec.json.decode(shares, type=Shares))
