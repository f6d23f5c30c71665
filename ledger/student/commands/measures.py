"""Commands on what is given: consultations and compensations, with what they hold across students."""

from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.calendar import utc
from ledger.specialist import Specialist
from ledger.store.holds import Booking, Holds, Portion, Reservation
from ledger.student import compensating, consulting
from ledger.student.commands.base import PAYMENT, StudentCommands, passed_on
from ledger.student.measures import Compensation
from ledger.student.student import Student
from ledger.student.values import Attendance, Document, Group, PlannedConsultation, Route

if TYPE_CHECKING:
    from ledger.application import Recorded


class MeasureCommands(StudentCommands):
    """Pure additions: decided again by themselves when others append meanwhile."""

    approve_compensation = passed_on(compensating.approve_compensation)
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
                self._institution_of(student, plan_id),
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
            together = group.group_id if group else consultation_id
            booked = (
                Booking("specialist", specialist_id, starts, ends, together, consultation_id),
                Booking("student", student_id, starts, ends, consultation_id, consultation_id),
            )
            return Holds(book=booked, reserve=_group_places(group, consultation_id))

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
                self._institution_of(student, plan_id),
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
            places = _group_places(student.consultation(consultation_id).group, consultation_id)
            released = tuple((place.kind, place.key) for place in places)
            return Holds(unbook=(consultation_id,), release=released)

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
        """Claim a part of a document; its parts never exceed its total (DocumentExceeded)."""

        def decide(student: Student) -> Holds:
            compensating.claim_compensation(
                student,
                self._operation(),
                self._institution_of(student, plan_id),
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
            )
            claim = student.compensation(compensation_id)
            part = Reservation("document_part", _part_key(student_id, claim), compensation_id)
            return Holds(reserve=(part,), portions=(_portion(compensation_id, claim),))

        return self.change(student_id, decide, made=compensation_id)

    def refuse_compensation(
        self, student_id: UUID, *, compensation_id: UUID, occurred_on: date
    ) -> "Recorded":
        """Refuse a claim or withdraw an approval; the document is free again. The reason is required."""

        def decide(student: Student) -> Holds:
            compensating.refuse_compensation(
                student, compensation_id=compensation_id, occurred_on=occurred_on
            )
            claim = student.compensation(compensation_id)
            return Holds(
                release=(("document_part", _part_key(student_id, claim)),),
                portions=(_portion(compensation_id, claim, sign=-1),),
            )

        return self.change(student_id, decide)


def _group_places(group: Group | None, consultation_id: UUID) -> tuple[Reservation, ...]:
    if group is None:
        return ()
    key = f"{group.group_id}/{group.place}"
    return (Reservation("group_place", key, consultation_id, {"size": group.size}),)


def _portion(compensation_id: UUID, claim: Compensation, sign: int = 1) -> Portion:
    return Portion(
        "document",
        _document_key(claim.document),
        claim.document.total,
        sign * claim.claimed,
        compensation_id,
    )


def _part_key(student_id: UUID, claim: Compensation) -> str:
    """The same document for the same student, kind and period is one claim."""
    return "|".join(
        (
            _document_key(claim.document),
            str(student_id),
            claim.kind,
            claim.first_day.isoformat(),
            claim.last_day.isoformat(),
        )
    )


def _document_key(document: Document) -> str:
    """What makes a document the same one: issuer, number and date, however spelled; as a digest."""
    names = ("".join(each.split()).casefold() for each in (document.issuer, document.number))
    return sha256("|".join((*names, document.issued_on.isoformat())).encode()).hexdigest()
