"""What learners were given under their plans: consultations held, compensations paid."""

from __future__ import annotations

from ledger.student import events
from projections import outcome_rows as rows
from projections.given import Consulted
from projections.projection import At, Projection, on
from projections.table import Table
from projections.versions import Versions


class Support(Projection):
    """Folds what was given; a projection that asks about it derives from this one."""

    consultations = Versions(
        rows.Consultation,
        key=("student_id", "consultation_id"),
        of=(events.ConsultationVoided,),
    )
    claims = Table(rows.Claim, key="compensation_id", of=(events.CompensationPaid,))
    payments = Versions(
        rows.Payment,
        key=("student_id", "payment_id"),
        of=(events.CompensationReversed,),
    )

    @on(events.ConsultationRecorded, reads=Consulted)
    def consulted(self, event: Consulted, at: At) -> None:
        self.consultations.add_new(
            rows.Consultation(
                student_id=event.originator_id,
                consultation_id=event.consultation_id,
                plan_id=event.plan_id,
                kind=event.kind,
                hours=event.hours,
                given_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.ConsultationVoided)
    def consultation_voided(self, event: events.ConsultationVoided, at: At) -> None:
        thing = event.originator_id, event.consultation_id
        if self.consultations.known(*thing):  # one that was missed was never given
            self.consultations.withdraw(*thing, at=at)

    @on(events.CompensationClaimed)
    def claimed(self, event: events.CompensationClaimed, _at: At) -> None:
        self.claims.add_new(rows.Claim(event.compensation_id, event.plan_id, event.kind))

    @on(events.CompensationPaid)
    def paid(self, event: events.CompensationPaid, at: At) -> None:
        claim = self.claims[event.compensation_id]
        self.payments.add_new(
            rows.Payment(
                student_id=event.originator_id,
                payment_id=event.payment_id,
                plan_id=claim.plan_id,
                kind=claim.kind,
                amount=event.amount,
                paid_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.CompensationReversed)
    def reversed(self, event: events.CompensationReversed, at: At) -> None:
        self.payments.revise(
            event.originator_id, event.payment_id, at=at, reversed_on=event.occurred_on
        )
