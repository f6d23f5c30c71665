"""Commands on what is given: consultations and compensations, with what they hold across students."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.calendar import riga_day, utc
from ledger.document import Document
from ledger.passed_on import passed_on
from ledger.specialist import Specialist
from ledger.store.holds import Holds
from ledger.student import compensating, consulting
from ledger.student.commands import holding
from ledger.student.commands.base import PAYMENT, StudentCommands
from ledger.student.measures import Compensation
from ledger.student.student import Student
from ledger.student.values import Attendance, Group, PlannedConsultation, Route

if TYPE_CHECKING:
    from ledger.application import Recorded


class MeasureCommands(StudentCommands):
    """Pure additions: decided again by themselves when others append meanwhile."""

    pay_compensation = passed_on(compensating.pay_compensation, made="payment_id")
    reverse_compensation = passed_on(compensating.reverse_compensation)

    def record_consultation(
        self,
        student_id: UUID,
        *,
        consultation_id: UUID,
        plan_id: UUID,
        specialist_id: UUID,
        consultation: PlannedConsultation,
        starts: datetime,
        ends: datetime,
        delivery: str,
        attendance: Attendance,
        group: Group | None = None,
    ) -> "Recorded":
        """A specialist gave a consultation; neither was elsewhere at the time (AlreadyBooked)."""
        starts, ends = utc(starts), utc(ends)

        def decide(student: Student) -> Holds:
            consulting.record_consultation(
                student,
                self._operation(),
                self._institution_of(student, plan_id, riga_day(starts)),
                self._ledger.reference(Specialist, specialist_id),
                consultation_id=consultation_id,
                plan_id=plan_id,
                consultation=consultation,
                starts=starts,
                ends=ends,
                delivery=delivery,
                attendance=attendance,
                group=group,
            )
            return holding.of_consultation(holding.just_recorded(student))

        return self.change(student_id, decide, made=consultation_id)

    def miss_consultation(
        self,
        student_id: UUID,
        *,
        consultation_id: UUID,
        plan_id: UUID,
        specialist_id: UUID,
        consultation: PlannedConsultation,
        occurred_on: date,
    ) -> "Recorded":
        """A planned consultation did not happen; the reason is required."""
        return self.change(
            student_id,
            lambda student: consulting.miss_consultation(
                student,
                self._operation(),
                self._institution_of(student, plan_id, occurred_on),
                consultation_id=consultation_id,
                plan_id=plan_id,
                specialist_id=self._ledger.reference(Specialist, specialist_id).id,
                consultation=consultation,
                occurred_on=occurred_on,
            ),
            made=consultation_id,
        )

    def void_consultation(
        self, student_id: UUID, *, consultation_id: UUID, occurred_on: date
    ) -> "Recorded":
        """Take back a consultation; the time is free again. The reason is required."""

        def decide(student: Student) -> Holds:
            consulting.void_consultation(
                student, consultation_id=consultation_id, occurred_on=occurred_on
            )
            given = student.consultation(consultation_id)
            return holding.back_from_consultation(student_id, consultation_id, given)

        return self.change(student_id, decide)

    def claim_compensation(
        self,
        student_id: UUID,
        *,
        compensation_id: UUID,
        plan_id: UUID,
        kind: str,
        first_day: date,
        last_day: date,
        amount: Decimal,
        document: Document,
        route: Route | None = None,
        payee: str | None = None,
        occurred_on: date,
    ) -> "Recorded":
        """Claim a part of a document; its parts never exceed its total (DocumentExceeded).

        No other school claims catering, no other season ticket this route, for the same days
        (CateringClaimedElsewhere, SeasonTicketClaimed).
        """

        def decide(student: Student) -> Holds:
            institution = self._institution_of(student, plan_id, first_day)
            compensating.claim_compensation(
                student,
                self._operation(),
                institution,
                compensation_id=compensation_id,
                plan_id=plan_id,
                kind=kind,
                first_day=first_day,
                last_day=last_day,
                amount=amount,
                document=document,
                route=route,
                payee=self._seal(student_id, payee, PAYMENT),
                occurred_on=occurred_on,
                of_duplicates=self._compensations_of_duplicates(student),
            )
            claim = student.compensation(compensation_id)
            return holding.of_claim(student_id, compensation_id, claim, institution.id)

        return self.change(student_id, decide, made=compensation_id)

    def _compensations_of_duplicates(self, student: Student) -> list[Compensation]:
        """Records that ended change no more, but for a merge taken back, which this one's version tells of."""
        ended = (each_id for each_id, each in student.duplicates.items() if not each.voided)
        return [
            claim
            for each_id in ended
            for claim in self._ledger.load(Student, each_id).compensations.values()
        ]

    def approve_compensation(
        self, student_id: UUID, *, compensation_id: UUID, amount: Decimal, occurred_on: date
    ) -> "Recorded":
        """Somebody else than the claimant approves it; of the document, the rest is free again."""

        def decide(student: Student) -> Holds:
            compensating.approve_compensation(
                student, compensation_id=compensation_id, amount=amount, occurred_on=occurred_on
            )
            claim = student.compensation(compensation_id)
            if claim.approved == claim.claimed:
                return Holds()
            return Holds(portions=(claim.document.portion(claim.approved - claim.claimed),))

        return self.change(student_id, decide)

    def refuse_compensation(
        self, student_id: UUID, *, compensation_id: UUID, occurred_on: date
    ) -> "Recorded":
        """Refuse a claim or withdraw an approval; document and days are free again. The reason is required."""

        def decide(student: Student) -> Holds:
            compensating.refuse_compensation(
                student, compensation_id=compensation_id, occurred_on=occurred_on
            )
            claim = student.compensation(compensation_id)
            return holding.back_from_claim(student_id, compensation_id, claim)

        return self.change(student_id, decide)
