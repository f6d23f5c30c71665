"""Settlements: declared by the partner, approved by another, recovered where something was wrong."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from ledger.errors import (
    AlreadyVoided,
    AmountNotPositive,
    BeforeWhatItCorrects,
    IdTaken,
    LedgerError,
    NotADigest,
    NotFound,
    ReasonMissing,
    TextMissing,
    UnknownCode,
)
from ledger.partner import Partner, errors
from ledger.partner.values import Balances, Declared
from tests.ledger.partner_steps import (
    DAY,
    Verb,
    advanced,
    approval_voided,
    approved,
    by,
    declared,
    joined,
    offset,
    paid,
    receipt_voided,
    recovery,
    recovery_voided,
    repaid,
    resubmitted,
    return_voided,
    returned,
    settlement_voided,
    submitted,
)
from tests.ledger.spec import given, id_of

EARLIER = DAY - timedelta(1)


def reversed_advance(partner: Partner) -> None:
    """The advance taken back."""
    partner.reverse_payment(id_of("advance"), occurred_on=DAY)


def test_a_settlement_is_submitted_returned_and_approved_in_part() -> None:
    """What is not approved the partner bears; the approval says which advances it settles."""
    told = given(joined, advanced("50.00"))
    first = told.when(submitted()).then(Partner.SettlementSubmitted)
    assert (first.semester, first.spent, first.prior_period) == ("2020/21 I", 100, False)
    told.when(returned, reason=None).then_refused(ReasonMissing)
    told.when(returned).then(Partner.SettlementReturned)
    told.when(approved()).then_refused(errors.SettlementNotAt)
    assert told.when(resubmitted()).then(Partner.SettlementSubmitted).declared == declared("90.00")
    event = told.when(approved("80.00", offset="50.00")).then(Partner.SettlementApproved)
    assert (event.amount, event.not_approved, event.advances_offset) == (80, 10, 50)
    assert told.aggregate.outstanding == 0
    assert told.aggregate.owed(Decimal(100)) == 40


@pytest.mark.parametrize("actor", ["partner", "colleague"])
def test_who_submitted_does_not_approve(actor: str) -> None:
    """Nor who did before it was returned."""
    told = given(joined, submitted(), returned, resubmitted())
    told.when(by(actor, approved("90.00"))).then_refused(errors.ApprovedBySubmitter)


@pytest.mark.parametrize(
    ("verb", "refusal"),
    [
        (submitted("100.01"), errors.DeclaredMoreThanSpent),
        (submitted(declared=()), errors.NothingDeclared),
        (submitted(declared=declared("1") * 2), errors.NothingDeclared),
        (submitted(declared=(Declared("training", Decimal(1)),)), UnknownCode),
        (submitted("-1.00"), AmountNotPositive),
        (submitted(documents_sha256="scan"), NotADigest),
        (approved(), NotFound),
        (recovery(), NotFound),
        (repaid(), NotFound),
    ],
)
def test_what_cannot_be_declared(verb: Verb, refusal: type[LedgerError]) -> None:
    """More than was spent, nothing, one category twice, wrong amounts; or a settlement there is not."""
    given(joined).when(verb).then_refused(refusal)


def test_one_settlement_of_a_semester_is_open() -> None:
    """Another may follow when it is approved, for what was recorded late: of a prior period."""
    told = given(joined, submitted("60.00"))
    told.when(submitted("10.00", "other")).then_refused(errors.SettlementOpen)
    told.when(submitted("10.00")).then_refused(IdTaken)
    told.when(submitted("1.00", "spring", semester="2020/21 II")).then(Partner.SettlementSubmitted)
    told.when(approved("50.00")).then(Partner.SettlementApproved)
    told.when(submitted("40.01", "late")).then_refused(errors.DeclaredMoreThanSpent)
    assert told.when(submitted("40.00", "late")).then(Partner.SettlementSubmitted).prior_period
    told.when(approval_voided).then_refused(errors.SettlementOpen)


def test_approvals_and_settlements_are_taken_back() -> None:
    """In order: the approval before the settlement, each once and with a reason."""
    told = given(joined, advanced("20.00"), submitted(), approved("100.00", offset="20.00"))
    told.when(approved()).then_refused(errors.SettlementNotAt)
    told.when(settlement_voided).then_refused(errors.SettlementNotAt)
    told.when(approval_voided, reason=None).then_refused(ReasonMissing)
    told.when(approval_voided).then(Partner.ApprovalVoided)
    assert told.aggregate.outstanding == 20
    told.when(approval_voided).then_refused(errors.SettlementNotAt)
    told.when(returned).then(Partner.SettlementReturned)
    told.when(return_voided).then(Partner.SettlementReturnVoided)
    told.when(settlement_voided).then(Partner.SettlementVoided)
    told.when(settlement_voided).then_refused(errors.SettlementNotAt)
    told.when(submitted(name="again")).then(Partner.SettlementSubmitted)


@pytest.mark.parametrize(
    ("verb", "refusal"),
    [
        (approved("100.01"), errors.MoreThanDeclared),
        (approved("100.00", offset="20.01"), errors.AdvancesExceeded),
        (approved("10.00", offset="10.01"), errors.AdvancesExceeded),
        (approved("-1.00"), AmountNotPositive),
        (approved(day=EARLIER), BeforeWhatItCorrects),
    ],
)
def test_what_cannot_be_approved(verb: Verb, refusal: type[LedgerError]) -> None:
    """More than was declared; advances beyond those outstanding, or beyond what is approved."""
    given(joined, advanced("20.00"), submitted()).when(verb).then_refused(refusal)


def test_an_advance_that_is_settled_is_not_reversed() -> None:
    """Else more would be off-set than was advanced."""
    told = given(joined, advanced("20.00"), submitted(), approved("100.00", offset="0.01"))
    told.when(reversed_advance).then_refused(errors.AdvanceSettled)
    told.when(approval_voided).then(Partner.ApprovalVoided)
    told.when(reversed_advance).then(Partner.PaymentReversed)


def test_a_recovery_comes_back_in_parts() -> None:
    """Never more than was decided; what came back is taken back before the decision is."""
    told = given(joined, submitted(), approved(), recovery())
    told.when(approval_voided).then_refused(errors.RecoveriesStandOnIt)
    told.when(offset("1.00")).then_refused(errors.RecoveryOtherwise)
    told.when(repaid("30.01")).then_refused(errors.MoreThanToRecover)
    told.when(repaid("1.00", day=EARLIER)).then_refused(BeforeWhatItCorrects)
    told.when(repaid("10.00")).then(Partner.RecoveryReceived)
    told.when(repaid("10.00")).then_refused(IdTaken)
    told.when(repaid("20.01", "rest")).then_refused(errors.MoreThanToRecover)
    told.when(recovery_voided).then_refused(errors.ReceiptsStandOnIt)
    told.when(receipt_voided, reason=None).then_refused(ReasonMissing)
    told.when(receipt_voided).then(Partner.RecoveryReceiptVoided)
    told.when(receipt_voided).then_refused(AlreadyVoided)
    told.when(recovery_voided, reason=None).then_refused(ReasonMissing)
    told.when(recovery_voided).then(Partner.RecoveryVoided)
    told.when(recovery_voided).then_refused(AlreadyVoided)
    told.when(repaid("1.00", "late")).then_refused(AlreadyVoided)
    told.when(approval_voided).then(Partner.ApprovalVoided)


def test_a_recovery_is_off_set_against_what_is_owed() -> None:
    """No more than that: 100 spent, 75 paid."""
    told = given(joined, submitted(), approved(), paid("75.00"), recovery(means="offset"))
    told.when(repaid("1.00")).then_refused(errors.RecoveryOtherwise)
    told.when(offset("25.01")).then_refused(errors.MoreThanOwed)
    told.when(offset("25.00")).then(Partner.RecoveryOffset)
    assert told.aggregate.owed(Decimal(100)) == 0


def test_nothing_comes_back_twice() -> None:
    """Of 100 spent and paid 40 were voided: they are owed no more, so they come back as overpaid or not at all."""
    told = given(joined, submitted(), approved("90.00"), paid("90.00"))
    left: dict[str, Any] = {"spent": Decimal(60), "spent_in_semester": Decimal(60)}
    told.when(recovery("50.01", **left)).then_refused(errors.RecoveredMoreThanSpent)
    told.when(recovery("20.00", name="other", **left)).then(Partner.RecoveryDecided)
    told.when(recovery("30.01", **left)).then_refused(errors.RecoveredMoreThanSpent)
    over: dict[str, Any] = {"ground": "overpaid", **left}
    told.when(recovery("40.01", **over)).then_refused(errors.NotOverpaid)
    told.when(recovery("40.00", **over)).then(Partner.RecoveryDecided)
    told.when(recovery("0.01", name="more", **over)).then_refused(errors.NotOverpaid)
    assert told.aggregate.balances(Decimal(60)) == Balances(Decimal(0), Decimal(0), Decimal(60))
    told.when(repaid("40.00")).then(Partner.RecoveryReceived)
    assert told.aggregate.balances(Decimal(60)) == Balances(Decimal(0), Decimal(0), Decimal(20))
    told.when(receipt_voided).then(Partner.RecoveryReceiptVoided)
    told.when(recovery_voided).then(Partner.RecoveryVoided)
    assert told.aggregate.owed(Decimal(60)) == -40


@pytest.mark.parametrize(
    ("verb", "refusal"),
    [
        (recovery("70.01", name="other"), errors.RecoveredMoreThanApproved),
        (recovery("1.00"), IdTaken),
        (recovery("1.00", name="other", ground="mood"), UnknownCode),
        (recovery("1.00", name="other", ground="overpaid"), errors.NotOverpaid),
        (recovery("1.00", "cash", name="other"), UnknownCode),
        (recovery("0", name="other"), AmountNotPositive),
        (recovery("1.00", name="other", occurred_on=EARLIER), BeforeWhatItCorrects),
        (by("anyone", repaid("1.00", " ")), TextMissing),
    ],
)
def test_what_cannot_be_recovered(verb: Verb, refusal: type[LedgerError]) -> None:
    """More than was approved, together with what is to come back already; unknown grounds and means."""
    given(joined, submitted(), approved(), recovery()).when(verb).then_refused(refusal)


def test_a_settlement_needs_an_agreement() -> None:
    """As payments do; while it stands, the agreement does."""

    def without(partner: Partner) -> None:
        partner.void_agreement(occurred_on=DAY)

    given(joined, without).when(submitted()).then_refused(errors.AgreementNotSigned)
    told = given(joined, submitted(), approved())
    told.when(without).then_refused(errors.SettlementsStandOnIt)
    told.when(approval_voided).then(Partner.ApprovalVoided)
    told.when(settlement_voided).then(Partner.SettlementVoided)
    told.when(without).then(Partner.AgreementVoided)
