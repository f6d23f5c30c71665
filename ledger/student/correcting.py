"""Verbs that correct what came out otherwise than the operation's rules, as they are known now, say."""

from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

from ledger import required
from ledger.dated import require_new, require_not_before
from ledger.fact import Fact
from ledger.operation import Operation
from ledger.student.consulting import cost_of, fitting_hours
from ledger.student.correcting_errors import NothingDiffers
from ledger.student.events import CompensationClaimed, ConsultationRecorded
from ledger.student.guarding import lapse, warn
from ledger.student.student import Student


def recalculate_consultation(
    student: Student,
    operation: Operation,
    given: ConsultationRecorded,
    *,
    recalculated_id: UUID,
    occurred_on: date,
) -> None:
    """Void a consultation and record it anew as it was given, at the unit cost and shares now in force for its day.

    A back-dated rule never rewrites an amount: a correction is a reversal and a new fact (house rule). What was given
    was planned, and stays so: neither plan nor time nor place in the group is asked for again. Both are of the day
    of the consultation, so that money counts it once as of every day; when it was corrected, `known_at` tells.
    NothingDiffers, AlreadyVoided, ReasonMissing, HoursExceedDuration, RateNotSet, CofinancingNotSet.
    """
    required.reason()
    kept = student.consultation(given.consultation_id)
    kept.require_standing()
    require_not_before(kept.day, occurred_on)
    require_new(student.consultations, recalculated_id, "consultation")
    rate = operation.rate_on(given.specialist_kind, kept.day)
    shares = operation.shares_on(kept.day)
    if (rate.unit_cost, shares) == (given.unit_cost, given.shares):
        raise NothingDiffers()
    fitting_hours(given.hours, rate, given.ends - given.starts)
    student.trigger_event(
        Student.ConsultationVoided, consultation_id=given.consultation_id, occurred_on=kept.day
    )
    lapse(student, "consultation", given.consultation_id, occurred_on)
    student.trigger_event(
        Student.ConsultationRecorded,
        **_said_again(
            given,
            consultation_id=recalculated_id,
            unit_cost=rate.unit_cost,
            rate_version=rate.version,
            amount=cost_of(given.hours * rate.unit_cost, given.group),
            shares=shares,
        ),
        occurred_on=kept.day,
    )
    warn(student, "consultation", recalculated_id, occurred_on)


def recalculate_compensation(
    student: Student,
    operation: Operation,
    claimed: CompensationClaimed,
    *,
    recalculated_id: UUID,
    occurred_on: date,
) -> None:
    """Take a compensation back, its payment too, and claim it anew with the shares now in force for its first day.

    What was approved of it is claimed. Four eyes (design, section 4): who corrects it has claimed it, so somebody else
    approves it, and then it is paid anew, in the commands there are; until then it is a claim like any other.
    NothingDiffers, CompensationNotAt, ReasonMissing, CofinancingNotSet.
    """
    required.reason()
    kept = student.compensation(claimed.compensation_id)
    kept.require("claimed", "approved", "paid")
    require_not_before(kept.since, occurred_on)
    require_new(student.compensations, recalculated_id, "compensation")
    shares = operation.shares_on(claimed.first_day)
    if shares == claimed.shares:
        raise NothingDiffers()
    of = {"compensation_id": claimed.compensation_id, "occurred_on": occurred_on}
    if kept.state == "paid":
        student.trigger_event(Student.CompensationReversed, payment_id=kept.payment_id, **of)
    student.trigger_event(Student.CompensationRefused, **of)
    lapse(student, "compensation", claimed.compensation_id, occurred_on)
    student.trigger_event(
        Student.CompensationClaimed,
        **_said_again(
            claimed, compensation_id=recalculated_id, amount=kept.approved, shares=shares
        ),
        occurred_on=occurred_on,
    )
    warn(student, "compensation", recalculated_id, occurred_on)


def _said_again(event: Fact, **changes: Any) -> dict[str, Any]:
    """What an event says of its own, with some of it changed."""
    of_every_fact = {field.name for field in fields(Fact)}
    own = [field.name for field in fields(event) if field.name not in of_every_fact]
    return {name: getattr(event, name) for name in own} | changes
