"""Verbs about the budget of a semester: planned, withdrawn, and what may be spent beyond it."""

from datetime import date
from decimal import Decimal

from ledger import required
from ledger.calendar import semester as semester_of
from ledger.money import euros
from ledger.partner.errors import (
    AllowanceTooSmall,
    NoBudgetToExceed,
    NothingAllowed,
    SemesterNotPlanned,
)
from ledger.partner.partner import Partner


def plan_semester_budget(
    partner: Partner, *, semester: str, amount: Decimal, students: int, occurred_on: date
) -> None:
    """Euros for so many students; planning again replaces it. It may be less than is spent by then.

    NoSuchSemester, PartnerDissolved, NotInCents, AmountNotPositive, CountNotPositive.
    """
    partner.require_not_dissolved(semester_of(semester).first_day)
    partner.trigger_event(
        Partner.SemesterBudgetPlanned,
        semester=semester_of(semester).code,
        amount=euros(amount),
        students=required.count(students),
        occurred_on=occurred_on,
    )


def withdraw_semester_budget(partner: Partner, *, semester: str, occurred_on: date) -> None:
    """Nothing is planned for the semester any more. NoSuchSemester, SemesterNotPlanned, ReasonMissing."""
    required.reason()
    code = semester_of(semester).code
    if code not in partner.planned:
        raise SemesterNotPlanned(semester=code)
    partner.trigger_event(Partner.SemesterBudgetWithdrawn, semester=code, occurred_on=occurred_on)


def allow_overspending(
    partner: Partner, *, semester: str, up_to: Decimal, occurred_on: date
) -> None:
    """The partner coordinator lets more be spent than is planned (house rule); allowing again replaces it.

    NoSuchSemester, NoBudgetToExceed, AllowanceTooSmall, NotInCents, AmountNotPositive, ReasonMissing.
    """
    required.reason()
    code = semester_of(semester).code
    if code not in partner.planned:
        raise NoBudgetToExceed(semester=code)
    planned, up_to = partner.planned[code].amount, euros(up_to)
    if up_to <= planned:
        raise AllowanceTooSmall(planned=planned)
    partner.trigger_event(
        Partner.OverspendingAllowed, semester=code, up_to=up_to, occurred_on=occurred_on
    )


def withdraw_overspending(partner: Partner, *, semester: str, occurred_on: date) -> None:
    """The plan is the limit again; what was spent beyond it stays. NothingAllowed, ReasonMissing."""
    required.reason()
    code = semester_of(semester).code
    if code not in partner.allowances:
        raise NothingAllowed(semester=code)
    partner.trigger_event(Partner.OverspendingWithdrawn, semester=code, occurred_on=occurred_on)


def limit(partner: Partner, semester: str) -> Decimal | None:
    """Up to what may be spent in a semester; None: nothing is planned, so nothing is exceeded."""
    if (planned := partner.planned.get(semester)) is None:
        return None
    return max(planned.amount, partner.allowances.get(semester, planned.amount))
