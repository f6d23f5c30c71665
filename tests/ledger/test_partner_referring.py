"""Approvals and recoveries refer to verifications: of the partner, about the semester, carried out by then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ledger.errors import BeforeWhatItCorrects, LedgerError, NotFound
from ledger.fact import recording
from ledger.partner import Partner, errors, settling
from ledger.verification import Verification
from ledger.verification import verification as verbs
from ledger.verification.errors import VerificationNotAt
from tests.ledger.partner_steps import (
    DAY,
    Verb,
    approval_voided,
    approved,
    by,
    joined,
    recovery,
    recovery_voided,
    submitted,
)
from tests.ledger.scene import Scene, somebody
from tests.ledger.spec import CONTEXT, given, id_of

Step = Callable[[Verification], object]


def verified(*steps: Step, name: str = "verification", **changed: Any) -> Verification:
    """A desk check of the semester, carried out, and what follows."""
    fields: dict[str, Any] = {
        "kind": "desk",
        "body": "IKVD",
        "partner_id": id_of("partner"),
        "first_day": date(2020, 12, 1),
        "last_day": date(2021, 3, 31),
        "planned_for": DAY,
        "occurred_on": DAY,
    }
    with recording(CONTEXT):
        made = Verification.plan(id_of(name), **{**fields, **changed})
        for step in steps:
            step(made)
    return made


def carried_out(verification: Verification) -> None:
    """It took place."""
    verbs.carry_out(verification, occurred_on=DAY)


def void(verification: Verification) -> None:
    """It never was."""
    verbs.void(verification, occurred_on=DAY)


def found(amount: str, line: str = "line", measure: str = "measure") -> Step:
    """So much is not eligible; nothing: to be clarified."""
    return lambda verification: verbs.verify_line(
        verification,
        line_id=id_of(line),
        measure_id=id_of(measure),
        verdict="not_eligible" if Decimal(amount) else "to_clarify",
        not_eligible=Decimal(amount),
        occurred_on=DAY,
    )


def line_voided(verification: Verification) -> None:
    """The line was not looked at."""
    verbs.void_line(verification, line_id=id_of("line"), occurred_on=DAY)


def resolved(amount: str) -> Step:
    """The line was clarified."""
    return lambda verification: verbs.resolve_finding(
        verification,
        line_id=id_of("line"),
        verdict="not_eligible" if Decimal(amount) else "eligible",
        not_eligible=Decimal(amount),
        occurred_on=DAY,
    )


def approving(*verifications: Verification, amount: str = "100.00", day: date = DAY) -> Verb:
    """An approval that stands on them."""
    return lambda partner: settling.approve_settlement(
        partner,
        settlement_id=id_of("settlement"),
        approval_id=id_of("approval"),
        amount=Decimal(amount),
        verifications=verifications,
        occurred_on=day,
    )


def test_an_approval_and_a_recovery_say_what_they_stand_on() -> None:
    """Each verification once; a recovery for what was found only afterwards."""
    clean, strict = verified(carried_out), verified(carried_out, found("10.00"), name="strict")
    told = given(joined, submitted())
    event = told.when(approving(clean, clean)).then(Partner.SettlementApproved)
    assert event.verifications == (clean.id,)
    told.when(recovery(verifications=(clean,))).then_refused(errors.NothingFound)
    event = told.when(recovery(verifications=(strict,))).then(Partner.RecoveryDecided)
    assert event.verifications == (strict.id,)


@pytest.mark.parametrize(
    ("verification", "refusal"),
    [
        (verified(), VerificationNotAt),
        (verified(carried_out, void), VerificationNotAt),
        (verified(carried_out, partner_id=id_of("another")), errors.VerificationOfAnother),
        (verified(carried_out, first_day=date(2021, 2, 1)), errors.VerificationOfAnotherTime),
        (
            verified(carried_out, first_day=date(2020, 8, 1), last_day=date(2020, 8, 31)),
            errors.VerificationOfAnotherTime,
        ),
    ],
)
def test_what_no_decision_refers_to(verification: Verification, refusal: type[LedgerError]) -> None:
    """What did not take place, was voided, or is of another partner or of other semesters."""
    told = given(joined, submitted())
    told.when(approving(verification)).then_refused(refusal)
    told.when(approved()).then(Partner.SettlementApproved)
    told.when(recovery(verifications=(verification,))).then_refused(refusal)


def test_a_verification_is_carried_out_before_it_is_referred_to() -> None:
    """On the same day at the latest."""
    told = given(joined, submitted(occurred_on=DAY - timedelta(3)))
    early = approving(verified(carried_out), day=DAY - timedelta(1))
    told.when(early).then_refused(BeforeWhatItCorrects)
    told.when(approving(verified(carried_out))).then(Partner.SettlementApproved)


def test_what_was_found_not_eligible_is_not_approved() -> None:
    """To the cent; a measure found by two counts once, with the larger amount, another beside it."""
    first = verified(carried_out, found("10.00"))
    second = verified(carried_out, found("7.00"), found("2.00", "b", "other"), name="second")
    told = given(joined, submitted())
    refusal = told.when(approving(first, second, amount="88.01")).then_refused(
        errors.FoundNotEligible
    )
    assert "12.00 EUR" in str(refusal)
    assert "11.99 EUR" in str(refusal)
    told.when(approving(first, second, amount="88.00")).then(Partner.SettlementApproved)


@pytest.mark.parametrize(
    "steps",
    [
        (found("10.00"), line_voided),
        (found("0"),),
        (found("0"), resolved("0")),
    ],
)
def test_what_holds_no_approval_up(steps: tuple[Step, ...]) -> None:
    """A line voided, one that is to be clarified yet, and one that was clarified as eligible."""
    told = given(joined, submitted())
    told.when(approving(verified(carried_out, *steps))).then(Partner.SettlementApproved)


def test_a_finding_clarified_as_not_eligible_counts() -> None:
    """With the amount that it was clarified with."""
    verification = verified(carried_out, found("0"), resolved("5.00"))
    told = given(joined, submitted())
    told.when(approving(verification)).then_refused(errors.FoundNotEligible)
    told.when(approving(verification, amount="95.00")).then(Partner.SettlementApproved)


def late_approved(verification: Verification) -> Verb:
    """What the semester's second settlement declares."""
    return lambda partner: settling.approve_settlement(
        partner,
        settlement_id=id_of("late"),
        approval_id=id_of("late approval"),
        amount=Decimal(20),
        verifications=(verification,),
        occurred_on=DAY,
    )


def test_what_the_semester_lost_before_counts() -> None:
    """Not approved of an earlier settlement, or to be recovered; taken back, it does not."""
    verification = verified(carried_out, found("10.00"))
    first = submitted("80.00")
    late = late_approved(verification)
    cut, whole = approving(verification, amount="70.00"), approved("80.00")
    second = submitted("20.00", "late")
    given(joined, first, cut, second).when(late).then(Partner.SettlementApproved)
    given(joined, first, whole, second).when(late).then_refused(errors.FoundNotEligible)
    back = recovery("10.00", verifications=(verification,))
    given(joined, first, whole, back, second).when(late).then(Partner.SettlementApproved)
    taken_back = (joined, first, whole, back, recovery_voided, second)
    given(*taken_back).when(late).then_refused(errors.FoundNotEligible)


def test_an_approval_voided_can_be_given_anew_with_other_verifications() -> None:
    """The voided one holds nothing up."""
    told = given(joined, submitted(), approving(verified(carried_out)), approval_voided)
    verification = verified(carried_out, found("1.00"), name="later")
    told.when(by("colleague", approving(verification))).then_refused(errors.FoundNotEligible)
    event = told.when(approved("99.00")).then(Partner.SettlementApproved)
    assert event.verifications == ()


def test_an_unknown_verification_is_refused(scene: Scene) -> None:
    """Whatever else may be wrong with the decision."""
    partners, nobody = scene.ledger.partners, id_of("nobody")
    on: dict[str, Any] = {"verifications": (nobody,), "amount": Decimal(1), "occurred_on": DAY}
    on["settlement_id"] = id_of("settlement")
    with somebody(actor="ikvd"), pytest.raises(NotFound, match="no such verification"):
        partners.approve_settlement(scene.id("Madona"), approval_id=id_of("approval"), **on)
