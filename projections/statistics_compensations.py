"""Compensations claimed, approved and paid, and the persons who got them."""

from __future__ import annotations

from datetime import date

from ledger.student import events
from projections.projection import At, on
from projections.statistics_families import ONCE_EACH
from projections.statistics_learners import CountedLearners
from projections.statistics_measures import CountedConsultations, in_hundredths
from projections.statistics_persons import of_payments
from projections.statistics_rows import where_of
from projections.statistics_standing import Claim, Payment


class CountedCompensations(CountedLearners, CountedConsultations):
    """The base of `Statistics` that counts compensations.

    A refused claim, and a payment that was taken back, count until the day of that, as in `Plans`.
    """

    @on(events.CompensationClaimed)
    def claimed(self, event: events.CompensationClaimed, at: At) -> None:
        claim = Claim(
            at.position,
            event.semester,
            where_of(event.place),
            event.kind,
            in_hundredths(event.amount),
        )
        self.change(event.originator_id).claims[event.compensation_id] = claim
        self._count("claimed", claim, at, event.occurred_on, 1, claim.amount, at.position)

    @on(events.CompensationApproved)
    def approved(self, event: events.CompensationApproved, at: At) -> None:
        claim = self.change(event.originator_id).claims[event.compensation_id]
        claim.approved, claim.approved_at = in_hundredths(event.amount), at.position
        self._count("approved", claim, at, event.occurred_on, 1, claim.approved, at.position)

    @on(events.CompensationRefused)
    def refused(self, event: events.CompensationRefused, at: At) -> None:
        claim = self.change(event.originator_id).claims[event.compensation_id]
        day = event.occurred_on
        self._count("claimed", claim, at, day, -1, -claim.amount, claim.position)
        if claim.approved is not None:
            self._count("approved", claim, at, day, -1, -claim.approved, claim.approved_at)

    @on(events.CompensationPaid)
    def paid(self, event: events.CompensationPaid, at: At) -> None:
        day, amount = event.occurred_on, in_hundredths(event.amount)
        with self.counting(at, event.originator_id, by=[of_payments]) as record:
            payment = Payment(event.compensation_id, at.position, day, amount)
            record.payments.append(payment)
        claim = record.claims[event.compensation_id]
        self._count("paid", claim, at, day, 1, amount, at.position)

    @on(events.CompensationReversed)
    def reversed(self, event: events.CompensationReversed, at: At) -> None:
        with self.counting(at, event.originator_id, by=[of_payments]) as record:
            payment = [each for each in record.payments if each.claim == event.compensation_id][-1]
            payment.reversed_on = day = event.occurred_on
        claim = record.claims[event.compensation_id]
        self._count("paid", claim, at, day, -1, -payment.amount, payment.position)

    def _count(
        self, family: str, claim: Claim, at: At, day: date, number: int, cents: int, source: int
    ) -> None:
        kind = self.kind_of(claim.where[0])
        own = (("compensation_kind", claim.kind), ("institution_kind", kind))
        of = family, claim.where, claim.semester, own
        self.contribute(at.position, of, day, ONCE_EACH, number, cents, source)
