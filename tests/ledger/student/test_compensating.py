"""Compensations: claimed, approved by another, paid within plan, ceiling and document, and taken back."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ledger.document import Document, DocumentTooSmall
from ledger.errors import (
    BeforeWhatItCorrects,
    LedgerError,
    NotYetHappened,
    ReasonMissing,
    UnknownCode,
)
from ledger.student import compensating
from ledger.student.compensation_errors import (
    AmountNotPlanned,
    ApprovedByClaimant,
    CeilingExceeded,
    CompensationNotAt,
    MoreThanApproved,
    MoreThanClaimed,
    RouteMisplaced,
)
from ledger.student.errors import OutsideSemester, PlanNotAgreed
from ledger.student.student import Student
from ledger.student.values import (
    PlannedCompensation,
)
from tests.ledger.student.spec import SHA, Step, given, id_of
from tests.ledger.student.steps import (
    PLAN_IN_FORCE,
    agreed,
    approved,
    by,
    claimed,
    content,
    enrolled,
    paid,
    plan_drafted,
    plan_revised,
    represented,
    risk_identified,
    route,
)


def refused_on(day: date) -> Step:
    """The compensation refused."""
    return lambda world: compensating.refuse_compensation(
        world.student, compensation_id=id_of("compensation"), occurred_on=day
    )


def reversed_on(day: date) -> Step:
    """The payment taken back."""
    return lambda world: compensating.reverse_compensation(
        world.student, compensation_id=id_of("compensation"), occurred_on=day
    )


refused, reversed_ = refused_on(date(2020, 11, 4)), reversed_on(date(2020, 11, 9))


def test_no_step_is_dated_before_the_one_it_follows() -> None:
    """Approved and refused from the claim on, paid from the approval on, taken back from the payment on."""
    claim = (*PLAN_IN_FORCE, claimed())
    approval = (*claim, by("director", approved()))
    early = approved(day=date(2020, 11, 1))
    given(*claim).when(early, actor="director").then_refused(BeforeWhatItCorrects)
    unpaid = given(*claim).when(refused_on(date(2020, 11, 1)), reason="x")
    unpaid.then_refused(BeforeWhatItCorrects)
    given(*approval).when(paid(day=date(2020, 11, 2))).then_refused(BeforeWhatItCorrects)
    back = given(*approval, paid()).when(reversed_on(date(2020, 11, 4)), reason="x")
    back.then_refused(BeforeWhatItCorrects)


def test_a_compensation_goes_from_claim_to_payment() -> None:
    """Claimed by one, approved by another, paid no more than approved."""
    steps = (*PLAN_IN_FORCE, claimed())
    given(*PLAN_IN_FORCE).when(claimed()).then(Student.CompensationClaimed)
    given(*steps).when(approved("15.00"), actor="director").then(Student.CompensationApproved)
    in_part = (*steps, by("director", approved("15.00")))
    given(*in_part).when(paid("15.01")).then_refused(MoreThanApproved)
    given(*in_part).when(paid("15.00")).then(Student.CompensationPaid)
    given(*in_part, paid("15.00")).when(paid("15.00")).then_refused(CompensationNotAt)


def test_who_claimed_does_not_approve() -> None:
    """Four eyes: the same actor is refused, whatever the role."""
    given(*PLAN_IN_FORCE, claimed()).when(approved()).then_refused(ApprovedByClaimant)


def test_no_more_is_approved_than_claimed() -> None:
    """Not by a cent."""
    claim = given(*PLAN_IN_FORCE, claimed(amount="20.00"))
    claim.when(approved("20.01"), actor="director").then_refused(MoreThanClaimed)


def test_nothing_is_paid_before_it_is_approved() -> None:
    """Nor after it was refused."""
    given(*PLAN_IN_FORCE, claimed()).when(paid()).then_refused(CompensationNotAt)
    given(*PLAN_IN_FORCE, claimed(), refused).when(paid()).then_refused(CompensationNotAt)


def test_a_payment_taken_back_can_be_made_anew() -> None:
    """A reversal names its reason; the second is refused; then it may be paid again or refused."""
    done = (*PLAN_IN_FORCE, claimed(), by("director", approved()), paid())
    given(*done).when(reversed_).then_refused(ReasonMissing)
    [fact] = given(*done).when(reversed_, reason="wrong account").then(Student.CompensationReversed)
    assert fact.payment_id == id_of("payment of compensation")
    given(*done, reversed_).when(reversed_, reason="again").then_refused(CompensationNotAt)
    given(*done, reversed_).when(paid(day=date(2020, 11, 9))).then(Student.CompensationPaid)
    given(*done, reversed_).when(refused_on(date(2020, 11, 9)), reason="not due").then(
        Student.CompensationRefused
    )


def test_what_was_refused_is_free_in_the_plan() -> None:
    """50.00 are planned: 40.00 and 20.00 do not fit until the first is refused."""
    first, second = (
        claimed(amount="40.00"),
        claimed("second", "20.00", first_day=date(2020, 11, 1), last_day=date(2020, 11, 2)),
    )
    given(*PLAN_IN_FORCE, first).when(second).then_refused(AmountNotPlanned)
    given(*PLAN_IN_FORCE, first, refused).when(second).then(Student.CompensationClaimed)


def test_what_is_not_approved_is_free_in_plan_and_ceiling() -> None:
    """Of 40.00 claimed 30.00 are approved: 20.00 of the 50.00 are left; refused, all of it."""
    october = (*PLAN_IN_FORCE, claimed(amount="40.00"), by("director", approved("30.00")))
    second = claimed("second", "20.00", first_day=date(2020, 10, 30))
    of_the_same_document = Student.WarningRaised
    given(*october).when(second).then(Student.CompensationClaimed, of_the_same_document)
    more = claimed("second", "20.01", first_day=date(2020, 10, 30))
    given(*october).when(more).then_refused(AmountNotPlanned)
    all_of_it = claimed("second", "50.00", first_day=date(2020, 10, 30))
    given(*october, refused).when(all_of_it).then(Student.CompensationClaimed)


def test_a_cost_from_before_the_agreement_is_not_compensated() -> None:
    """The plan is in force from 2020-09-15 on: neither the day before, nor for what it adds later."""
    early = claimed(first_day=date(2020, 9, 14), last_day=date(2020, 9, 30))
    given(*PLAN_IN_FORCE).when(early).then_refused(PlanNotAgreed)
    given(*PLAN_IN_FORCE).when(claimed(first_day=date(2020, 9, 15))).then(
        Student.CompensationClaimed
    )
    aids = content(compensations=(PlannedCompensation("learning_aids", Decimal(50)),))
    revised = (
        *PLAN_IN_FORCE,
        plan_revised(aids),
        agreed("learner", 2, date(2020, 10, 2)),
        agreed("representative", 2, date(2020, 10, 2)),
    )
    given(*revised).when(claimed(kind="learning_aids")).then_refused(AmountNotPlanned)
    later = claimed(kind="learning_aids", first_day=date(2020, 10, 2))
    given(*revised).when(later).then(Student.CompensationClaimed)


def test_a_ceiling_holds_for_each_month() -> None:
    """60.00 EUR a month of catering, whatever the plan allows."""
    rich = content(compensations=(PlannedCompensation("catering", Decimal(500)),))
    steps = (
        represented(),
        enrolled(),
        risk_identified(),
        plan_drafted(rich),
        agreed("learner"),
        agreed("representative"),
    )
    given(*steps).when(claimed(amount="60.01")).then_refused(CeilingExceeded)
    more = claimed("more", "0.01", first_day=date(2020, 10, 5), last_day=date(2020, 10, 9))
    given(*steps, claimed(amount="60.00")).when(more).then_refused(CeilingExceeded)
    november = claimed("november", "60.00", first_day=date(2020, 11, 1), last_day=date(2020, 11, 2))
    given(*steps, claimed(amount="60.00")).when(november).then(Student.CompensationClaimed)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"kind": "holidays"}, UnknownCode),
        ({"kind": "accommodation"}, AmountNotPlanned),
        ({"route": route("Madona", "Cesvaine")}, RouteMisplaced),
        ({"document": Document("1", date(2020, 10, 1), "SIA", SHA, Decimal(19))}, DocumentTooSmall),
        ({"document": Document("1", date(2020, 12, 1), "SIA", SHA, Decimal(90))}, NotYetHappened),
        ({"last_day": date(2020, 11, 3)}, NotYetHappened),
        ({"first_day": date(2020, 8, 31)}, OutsideSemester),
        ({"kind": "public_transport", "route": route("Madona", " madona ")}, RouteMisplaced),
        ({"kind": "public_transport"}, RouteMisplaced),
    ],
)
def test_a_claim_that_breaks_a_rule_is_refused(changed: Any, error: type[LedgerError]) -> None:
    """Each rule has its own error, and nothing is recorded."""
    given(*PLAN_IN_FORCE).when(claimed(**changed)).then_refused(error)
