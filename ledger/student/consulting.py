"""Verbs about consultations: given, missed, taken back."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from ledger import required
from ledger.calendar import riga_day
from ledger.calendar import semester as semester_of
from ledger.dated import require_new, require_not_before
from ledger.errors import NotYetHappened
from ledger.fact import current_context
from ledger.institution import Institution
from ledger.money import hours, rounded
from ledger.operation import Operation, Rate
from ledger.specialist import Specialist
from ledger.student.eligibility import eligible_place
from ledger.student.errors import (
    EndsBeforeItStarts,
    GroupTooLarge,
    GroupTooSmall,
    HolidaySupportNotPlanned,
    HoursExceedDuration,
    PlaceNotInGroup,
    PlatformMisplaced,
)
from ledger.student.guarding import lapse, warn
from ledger.student.plan import Plan, Revision, key_of
from ledger.student.planning import require_consultation
from ledger.student.student import Student
from ledger.student.values import Attendance, Group, PlannedConsultation
from ledger.vocabulary import require

MINUTES = {"clock": 60, "academic": 40}
"""An hour of consultation in minutes, a quarter of it in whole ones; an academic hour in Latvia has 40."""


def record_consultation(
    student: Student,
    operation: Operation,
    institution: Institution,
    specialist: Specialist,
    *,
    consultation_id: UUID,
    plan_id: UUID,
    consultation: PlannedConsultation,
    starts: datetime,
    ends: datetime,
    delivery: str,
    attendance: Attendance,
    group: Group | None,
) -> None:
    """A consultation was given, as plan, rules, school and specialist allow; it costs hours × unit cost."""
    day = riga_day(starts)
    _require_times(starts, ends, day)
    _require_delivery(operation, delivery, attendance, day)
    require_new(student.consultations, consultation_id, "consultation")
    require_consultation(consultation)
    place = eligible_place(student, operation, institution, plan_id, day)
    specialist.require_acting(consultation.specialist_kind, institution.id, day)
    rate = operation.rate_on(consultation.specialist_kind, day)
    given = fitting_hours(consultation.hours, rate, ends - starts)
    plan = student.plan(plan_id)
    student.trigger_event(
        Student.ConsultationRecorded,
        consultation_id=consultation_id,
        plan_id=plan_id,
        revision=_revision_for(plan, consultation, given, day).number,
        semester=plan.semester,
        place=place,
        kind=consultation.kind,
        specialist_id=specialist.id,
        specialist_kind=consultation.specialist_kind,
        subject=consultation.subject,
        starts=starts,
        ends=ends,
        hours=given,
        delivery=delivery,
        attendance=attendance,
        group=_group(operation, group, day),
        unit_cost=rate.unit_cost,
        rate_version=rate.version,
        amount=cost_of(given * rate.unit_cost, group),
        shares=operation.shares_on(day),
        occurred_on=day,
    )
    warn(student, "consultation", consultation_id, day)


def miss_consultation(
    student: Student,
    operation: Operation,
    institution: Institution,
    *,
    consultation_id: UUID,
    plan_id: UUID,
    specialist_id: UUID,
    consultation: PlannedConsultation,
    occurred_on: date,
) -> None:
    """A planned consultation did not happen: 0.00 EUR, with the reason; ReasonMissing."""
    required.reason()
    require_consultation(consultation)
    require_new(student.consultations, consultation_id, "consultation")
    plan = student.plan(plan_id)
    revision = _revision_for(plan, consultation, hours(consultation.hours), occurred_on)
    student.trigger_event(
        Student.ConsultationMissed,
        consultation_id=consultation_id,
        plan_id=plan_id,
        revision=revision.number,
        semester=plan.semester,
        place=eligible_place(student, operation, institution, plan_id, occurred_on),
        kind=consultation.kind,
        specialist_id=specialist_id,
        specialist_kind=consultation.specialist_kind,
        subject=consultation.subject,
        hours=consultation.hours,
        occurred_on=occurred_on,
    )
    warn(student, "consultation", consultation_id, occurred_on)


def void_consultation(student: Student, *, consultation_id: UUID, occurred_on: date) -> None:
    """Take back a consultation, held or missed; ReasonMissing, AlreadyVoided."""
    required.reason()
    consultation = student.consultation(consultation_id)
    consultation.require_standing()
    require_not_before(consultation.day, occurred_on)
    student.trigger_event(
        Student.ConsultationVoided, consultation_id=consultation_id, occurred_on=occurred_on
    )
    lapse(student, "consultation", consultation_id, occurred_on)


def _revision_for(
    plan: Plan, consultation: PlannedConsultation, given: Decimal, day: date
) -> Revision:
    """The revision in force, if it plans those hours, and support in the holidays when it is their time.

    ConsultationNotPlanned, HoursNotPlanned, HolidaySupportNotPlanned.
    """
    revision = plan.require_hours(key_of(consultation), given, day)
    planned = revision.content.holiday_support or revision.content.crisis_support
    if not (planned or semester_of(plan.semester).teaches(day)):
        raise HolidaySupportNotPlanned(day=day, semester=plan.semester, revision=revision.number)
    return revision


def _require_times(starts: datetime, ends: datetime, day: date) -> None:
    if ends <= starts or riga_day(ends) != day:
        raise EndsBeforeItStarts()
    if ends > current_context().at:
        raise NotYetHappened()


def fitting_hours(value: Decimal, rate: Rate, duration: timedelta) -> Decimal:
    """The hours, in quarters, that fit into that time; HoursNotInQuarters, HoursExceedDuration."""
    given = hours(value)
    if timedelta(minutes=int(given * MINUTES[rate.hour])) > duration:
        raise HoursExceedDuration(hours=given)
    return given


def _require_delivery(
    operation: Operation, delivery: str, attendance: Attendance, day: date
) -> None:
    operation.require_delivery(require("delivery", delivery), day)
    if (delivery == "remote") != (attendance.platform is not None):
        raise PlatformMisplaced()
    required.text("attendance/reference", attendance.reference)
    required.sha256("attendance/sha256", attendance.sha256)


def _group(operation: Operation, group: Group | None, day: date) -> Group | None:
    if group is not None:
        largest = operation.largest_group_on(day)
        if group.size > largest:
            raise GroupTooLarge(day=day, largest=largest)
        if group.size < 2:
            raise GroupTooSmall(size=group.size)
        if not 1 <= group.place <= group.size:
            raise PlaceNotInGroup(size=group.size, place=group.place)
    return group


def cost_of(cost: Decimal, group: Group | None) -> Decimal:
    """The cost, rounded once; of a group, this place's part, so that the parts make exactly that."""
    total = rounded(cost)
    if group is None:
        return total
    return rounded(total * group.place / group.size) - rounded(
        total * (group.place - 1) / group.size
    )
