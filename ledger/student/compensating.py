"""Verbs about compensations: claimed, approved by another, paid; refused or reversed."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from uuid import UUID

from ledger import required
from ledger.calendar import semester as semester_of
from ledger.dated import require_new, require_not_before, require_period
from ledger.document import Document
from ledger.fact import current_context
from ledger.institution import Institution
from ledger.money import ZERO, euros
from ledger.operation import Operation
from ledger.operation.rules import Ceiling
from ledger.sealed import Sealed
from ledger.student.compensation_errors import CeilingExceeded, RouteMisplaced
from ledger.student.eligibility import eligible_place, require_not_later_than
from ledger.student.guarding import lapse, require_funded_once, warn
from ledger.student.measures import Compensation
from ledger.student.student import Student
from ledger.student.values import Route
from ledger.vocabulary import require


def claim_compensation(
    student: Student,
    operation: Operation,
    institution: Institution,
    *,
    compensation_id: UUID,
    plan_id: UUID,
    kind: str,
    first_day: date,
    last_day: date,
    amount: Decimal,
    document: Document,
    route: Route | None,
    payee: Sealed | None,
    occurred_on: date,
    of_duplicates: Collection[Compensation] = (),
) -> None:
    """Claim a cost of the learner under the plan in force; a ceiling is the child's, whichever record used it.

    AmountNotPlanned, CeilingExceeded, OutsideSemester, RouteMisplaced, DocumentTooSmall and the dated rules' refusals.
    """
    amount = euros(amount)
    require_new(student.compensations, compensation_id, "compensation")
    _require_cost(kind, route, first_day, last_day, occurred_on)
    document.require_covering(amount, occurred_on)
    place = eligible_place(student, operation, institution, plan_id, first_day)
    eligible_place(student, operation, institution, plan_id, last_day)
    plan = student.plan(plan_id)
    revision = plan.require_amount(kind, amount, first_day, last_day)
    claims = [*student.compensations.values(), *of_duplicates]
    _require_ceilings(claims, operation, plan.semester, kind, (first_day, last_day), amount)
    student.trigger_event(
        Student.CompensationClaimed,
        compensation_id=compensation_id,
        plan_id=plan_id,
        revision=revision.number,
        semester=plan.semester,
        place=place,
        kind=kind,
        first_day=first_day,
        last_day=last_day,
        amount=amount,
        document=document,
        route=route,
        payee=payee,
        shares=operation.shares_on(first_day),
        occurred_on=occurred_on,
    )
    warn(student, "compensation", compensation_id, occurred_on)


def approve_compensation(
    student: Student, *, compensation_id: UUID, amount: Decimal, occurred_on: date
) -> None:
    """Somebody else than the claimant approves it; ApprovedByClaimant, MoreThanClaimed, FundedTwice.

    What is not approved is free again in plan, ceiling and document.
    """
    amount = euros(amount)
    claim = student.compensation(compensation_id)
    claim.require_approvable(amount, current_context().actor)
    require_funded_once(student, compensation_id)
    require_not_before(claim.since, occurred_on)
    student.trigger_event(
        Student.CompensationApproved,
        compensation_id=compensation_id,
        amount=amount,
        occurred_on=occurred_on,
    )


def refuse_compensation(student: Student, *, compensation_id: UUID, occurred_on: date) -> None:
    """Refuse a claim, or withdraw an approval, before it is paid; ReasonMissing, CompensationNotAt."""
    required.reason()
    compensation = student.compensation(compensation_id)
    compensation.require("claimed", "approved")
    require_not_before(compensation.since, occurred_on)
    student.trigger_event(
        Student.CompensationRefused, compensation_id=compensation_id, occurred_on=occurred_on
    )
    lapse(student, "compensation", compensation_id, occurred_on)


def pay_compensation(
    student: Student,
    *,
    compensation_id: UUID,
    payment_id: UUID,
    amount: Decimal,
    payment_reference: str,
    occurred_on: date,
) -> None:
    """An approved compensation is paid out; CompensationNotAt, MoreThanApproved, FundedTwice.

    Where less is paid than was approved, the rest stays spoken for.
    """
    amount = euros(amount)
    compensation = student.compensation(compensation_id)
    compensation.require_payable(amount)
    require_funded_once(student, compensation_id)
    require_not_before(compensation.since, occurred_on)
    student.trigger_event(
        Student.CompensationPaid,
        compensation_id=compensation_id,
        payment_id=payment_id,
        amount=amount,
        payment_reference=required.text("payment_reference", payment_reference),
        occurred_on=occurred_on,
    )


def reverse_compensation(student: Student, *, compensation_id: UUID, occurred_on: date) -> None:
    """Take back the payment in full; it can be paid anew or refused. ReasonMissing, CompensationNotAt."""
    required.reason()
    compensation = student.compensation(compensation_id)
    compensation.require("paid")
    require_not_before(compensation.since, occurred_on)
    student.trigger_event(
        Student.CompensationReversed,
        compensation_id=compensation_id,
        payment_id=compensation.payment_id,
        occurred_on=occurred_on,
    )


def _require_cost(
    kind: str, route: Route | None, first_day: date, last_day: date, occurred_on: date
) -> None:
    """UnknownCode, PeriodReversed, NotYetHappened, RouteMisplaced."""
    require("compensation", kind)
    require_period(first_day, last_day)
    require_not_later_than(occurred_on, last_day)
    _require_route(kind, route)


def _require_route(kind: str, route: Route | None) -> None:
    if (kind == "public_transport") != (route is not None):
        raise RouteMisplaced()
    if route is None:
        return
    origin, destination = (required.text("route", each) for each in route.ends)
    if origin == destination:
        raise RouteMisplaced()


def _require_ceilings(
    claims: Collection[Compensation],
    operation: Operation,
    semester: str,
    kind: str,
    days: tuple[date, date],
    amount: Decimal,
) -> None:
    for ceiling in operation.ceilings_on(kind, days[0]):
        _require_under(claims, semester, ceiling, days, amount)


def _require_under(
    claims: Collection[Compensation],
    semester: str,
    ceiling: Ceiling,
    days: tuple[date, date],
    amount: Decimal,
) -> None:
    """The claims that touch the same days, months or semester stay under its ceiling; CeilingExceeded."""
    first_day, last_day, periods = _window(ceiling.period, semester, *days)
    claimed = sum(
        (
            each.approved
            for each in claims
            if each.standing
            and each.kind == ceiling.kind
            and each.first_day <= last_day
            and first_day <= each.last_day
        ),
        ZERO,
    )
    left = ceiling.amount * periods - claimed
    if amount > left:
        raise CeilingExceeded(
            kind=ceiling.kind, ceiling=ceiling.amount, period=ceiling.period, left=left
        )


def _window(period: str, semester: str, first_day: date, last_day: date) -> tuple[date, date, int]:
    """The whole periods that some days touch: first day, last day, how many."""
    if period == "semester":
        whole = semester_of(semester)
        return whole.first_day, whole.last_day, 1
    if period == "day":
        return first_day, last_day, (last_day - first_day).days + 1
    months = (last_day.year - first_day.year) * 12 + last_day.month - first_day.month + 1
    after = date(last_day.year + last_day.month // 12, last_day.month % 12 + 1, 1)
    return first_day.replace(day=1), date.fromordinal(after.toordinal() - 1), months
