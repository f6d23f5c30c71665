"""Verifications: planned, carried out, lines judged and clarified, closed; each step taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ledger.errors import (
    AlreadyVoided,
    IdTaken,
    LedgerError,
    NotFound,
    PeriodReversed,
    ReasonMissing,
    TextMissing,
    UnknownCode,
)
from ledger.verification import Verification, errors
from ledger.verification import verification as verbs
from tests.ledger.spec import given, id_of

DAY = date(2021, 3, 1)
Verb = Callable[[Verification], object]


def planned(**changed: Any) -> Verification:
    """A visit of Madona about the autumn."""
    fields: dict[str, Any] = {
        "kind": "on_the_spot",
        "body": "IKVD",
        "partner_id": id_of("partner"),
        "first_day": date(2020, 9, 1),
        "last_day": date(2020, 12, 31),
        "planned_for": DAY,
        "occurred_on": DAY,
    }
    return Verification.plan(id_of("verification"), **{**fields, **changed})


def step(verb: Callable[..., None]) -> Verb:
    """A verb that needs nothing else."""
    return lambda verification: verb(verification, occurred_on=DAY)


def looked_at(verdict: str = "eligible", amount: str = "0", name: str = "line", **o: Any) -> Verb:
    """A line."""
    return lambda verification: verbs.verify_line(
        verification,
        line_id=id_of(name),
        measure_id=id_of("measure"),
        verdict=verdict,
        not_eligible=Decimal(amount),
        occurred_on=DAY,
        **o,
    )


def resolved(verdict: str = "not_eligible", amount: str = "12.35") -> Verb:
    """The line clarified."""
    return lambda verification: verbs.resolve_finding(
        verification,
        line_id=id_of("line"),
        verdict=verdict,
        not_eligible=Decimal(amount),
        occurred_on=DAY,
    )


def line_voided(verification: Verification) -> None:
    """The line taken back."""
    verbs.void_line(verification, line_id=id_of("line"), occurred_on=DAY)


carried_out, closed = step(verbs.carry_out), step(verbs.close)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"kind": "phone"}, UnknownCode),
        ({"body": " "}, TextMissing),
        ({"last_day": date(2020, 8, 31)}, PeriodReversed),
    ],
)
def test_what_cannot_be_planned(change: dict[str, Any], refusal: type[LedgerError]) -> None:
    """Of an unknown kind, by nobody, for a period that ends before it begins."""
    with pytest.raises(refusal):
        given(lambda: planned(**change))


def test_a_verification_runs_its_course() -> None:
    """It is closed when nothing is to be clarified any more."""
    told = given(planned)
    told.when(looked_at()).then_refused(errors.VerificationNotAt)
    told.when(closed).then_refused(errors.VerificationNotAt)
    told.when(carried_out).then(Verification.CarriedOut)
    told.when(carried_out).then_refused(errors.VerificationNotAt)
    told.when(looked_at("to_clarify", finding="no signature")).then(Verification.LineVerified)
    told.when(looked_at()).then_refused(IdTaken)
    told.when(closed).then_refused(errors.FindingsOpen)
    event = told.when(resolved()).then(Verification.FindingResolved)
    assert event.not_eligible == Decimal("12.35")
    told.when(resolved()).then_refused(errors.NothingToClarify)
    told.when(closed).then(Verification.Closed)
    told.when(looked_at(name="late")).then_refused(errors.VerificationNotAt)


@pytest.mark.parametrize(
    ("verb", "refusal"),
    [
        (looked_at("fine"), UnknownCode),
        (looked_at("eligible", "1.00"), errors.VerdictAmountMisplaced),
        (looked_at("not_eligible"), errors.VerdictAmountMisplaced),
        (looked_at(finding=" "), TextMissing),
        (resolved(), NotFound),
        (line_voided, NotFound),
    ],
)
def test_a_verdict_says_what_is_not_eligible(verb: Verb, refusal: type[LedgerError]) -> None:
    """And only the verdict that something is not."""
    given(planned, carried_out).when(verb).then_refused(refusal)


def test_every_step_is_taken_back_for_a_reason() -> None:
    """In order, and once."""
    told = given(planned, carried_out, looked_at("to_clarify"))
    told.when(line_voided, reason=None).then_refused(ReasonMissing)
    told.when(line_voided).then(Verification.LineVoided)
    told.when(line_voided).then_refused(AlreadyVoided)
    told.when(closed).then(Verification.Closed)
    for verb, event in (
        (verbs.reopen, Verification.Reopened),
        (verbs.void_carrying_out, Verification.CarryingOutVoided),
        (verbs.void, Verification.Voided),
    ):
        told.when(step(verb), reason=None).then_refused(ReasonMissing)
        told.when(step(verb)).then(event)
        told.when(step(verb)).then_refused(errors.VerificationNotAt)
