"""What is given under plans: consultations held and missed, compensations claimed and paid."""

from __future__ import annotations

from ledger.student import events
from projections import plan_rows as rows
from projections.given import Consulted
from projections.plan_places import PlanPlaces
from projections.projection import At, on
from projections.versions import FOREVER, Versions


class PlanMeasures(PlanPlaces):
    """The base of `Plans`: what was voided never was, a refused claim counts until then."""

    consultations = Versions(
        rows.Consultation,
        key=("student_id", "consultation_id"),
        of=(events.ConsultationVoided,),
    )
    compensations = Versions(
        rows.Compensation,
        key=("student_id", "compensation_id"),
        of=(events.CompensationRefused, events.CompensationPaid, events.CompensationReversed),
    )
    payments = Versions(rows.Payment, key=("student_id", "position"))

    @on(events.ConsultationRecorded, reads=Consulted)
    def consulted(self, event: Consulted, at: At) -> None:
        self._consult(event, at, missed=False)

    @on(events.ConsultationMissed, reads=Consulted)
    def missed(self, event: Consulted, at: At) -> None:
        self._consult(event, at, missed=True)

    def _consult(self, event: Consulted, at: At, *, missed: bool) -> None:
        self.consultations.add_new(
            rows.Consultation(
                student_id=event.originator_id,
                consultation_id=event.consultation_id,
                plan_id=event.plan_id,
                kind=event.kind,
                specialist_kind=event.specialist_kind,
                subject=event.subject,
                missed=missed,
                hours=event.hours,
                given_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.ConsultationVoided)
    def consultation_voided(self, event: events.ConsultationVoided, at: At) -> None:
        self.consultations.withdraw(event.originator_id, event.consultation_id, at=at)

    @on(events.CompensationClaimed)
    def claimed(self, event: events.CompensationClaimed, at: At) -> None:
        self.compensations.add_new(
            rows.Compensation(
                student_id=event.originator_id,
                compensation_id=event.compensation_id,
                plan_id=event.plan_id,
                kind=event.kind,
                claimed=event.amount,
                claimed_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.CompensationRefused)
    def refused(self, event: events.CompensationRefused, at: At) -> None:
        self.compensations.revise(
            event.originator_id, event.compensation_id, at=at, refused_on=event.occurred_on
        )

    @on(events.CompensationPaid)
    def paid(self, event: events.CompensationPaid, at: At) -> None:
        claim = self.compensations.revise(
            event.originator_id, event.compensation_id, at=at, last_payment=at.position
        )
        self.payments.add_new(
            rows.Payment(
                student_id=claim.student_id,
                position=at.position,
                plan_id=claim.plan_id,
                kind=claim.kind,
                paid=event.amount,
                paid_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.CompensationReversed)
    def reversed(self, event: events.CompensationReversed, at: At) -> None:
        claim = self.compensations[(event.originator_id, event.compensation_id, FOREVER)]
        self.payments.revise(
            claim.student_id, claim.last_payment, at=at, reversed_on=event.occurred_on
        )
