"""Verbs about settlements: a partner declares what it spent in a semester, another approves it."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from ledger import required
from ledger.calendar import semester as semester_of
from ledger.dated import require_new
from ledger.errors import NotFound
from ledger.fact import current_context
from ledger.money import ZERO, euros
from ledger.partner.errors import (
    AdvancesExceeded,
    ApprovedBySubmitter,
    DeclaredMoreThanSpent,
    MoreThanDeclared,
    NothingDeclared,
    RecoveriesStandOnIt,
    SettlementOpen,
)
from ledger.partner.partner import Partner
from ledger.partner.referring import referred, require_borne
from ledger.partner.values import DECLARED, Declared, Settlement
from ledger.verification.verification import Verification


def submit_settlement(
    partner: Partner,
    *,
    settlement_id: UUID,
    semester: str,
    declared: tuple[Declared, ...],
    documents_sha256: str,
    spent: Decimal,
    occurred_on: date,
) -> None:
    """Declare what was spent in a semester; one settlement of it is open at a time (house rule).

    After an approved one, another may declare what was recorded late: it is of a prior period.
    IdTaken, AgreementNotSigned, SettlementOpen, NothingDeclared, DeclaredMoreThanSpent, NotADigest.
    """
    partner.require_agreement(occurred_on)
    require_new(partner.settlements, settlement_id, "settlement")
    code = semester_of(semester).code
    _require_none_open(partner, code)
    _submit(partner, settlement_id, code, declared, documents_sha256, spent, occurred_on)


def resubmit_settlement(
    partner: Partner,
    *,
    settlement_id: UUID,
    declared: tuple[Declared, ...],
    documents_sha256: str,
    spent: Decimal,
    occurred_on: date,
) -> None:
    """Declare anew, after the settlement was returned; SettlementNotAt and the refusals of submitting."""
    settlement = found(partner, settlement_id)
    settlement.require(occurred_on, "returned")
    semester = settlement.semester
    _submit(partner, settlement_id, semester, declared, documents_sha256, spent, occurred_on)


def return_settlement(partner: Partner, *, settlement_id: UUID, occurred_on: date) -> None:
    """Give it back to be mended; ReasonMissing, SettlementNotAt."""
    required.reason()
    _step(partner, Partner.SettlementReturned, settlement_id, occurred_on, "submitted")


def void_settlement_return(partner: Partner, *, settlement_id: UUID, occurred_on: date) -> None:
    """It had not been returned; ReasonMissing, SettlementNotAt."""
    required.reason()
    _step(partner, Partner.SettlementReturnVoided, settlement_id, occurred_on, "returned")


def void_settlement(partner: Partner, *, settlement_id: UUID, occurred_on: date) -> None:
    """Take back one that is not approved; ReasonMissing, SettlementNotAt."""
    required.reason()
    _step(partner, Partner.SettlementVoided, settlement_id, occurred_on, "submitted", "returned")


def approve_settlement(
    partner: Partner,
    *,
    settlement_id: UUID,
    approval_id: UUID,
    amount: Decimal,
    advances_offset: Decimal = ZERO,
    verifications: tuple[Verification, ...] = (),
    occurred_on: date,
) -> None:
    """Approve what was declared, or less; the partner bears the rest. `advances_offset`: advances that it settles.

    Four eyes (design, section 4): who submitted it does not approve it. `verifications`: those that the approval
    stands on; what they found not eligible is not approved.
    SettlementNotAt, ApprovedBySubmitter, MoreThanDeclared, AdvancesExceeded, NotInCents, AmountNotPositive, and of
    verifications: VerificationOfAnother, VerificationNotAt, BeforeWhatItCorrects, VerificationOfAnotherTime,
    FoundNotEligible.
    """
    settlement = found(partner, settlement_id)
    settlement.require(occurred_on, "submitted")
    if current_context().actor in settlement.submitters:
        raise ApprovedBySubmitter()
    amount, offset = or_nothing(amount), or_nothing(advances_offset)
    if amount > settlement.declared:
        raise MoreThanDeclared(declared=settlement.declared)
    if offset > min(partner.outstanding, amount):
        raise AdvancesExceeded(amount=offset, outstanding=partner.outstanding, approved=amount)
    referred_to = referred(partner, verifications, settlement.semester, occurred_on)
    not_approved = settlement.declared - amount
    require_borne(partner, verifications, settlement.semester, not_approved)
    partner.trigger_event(
        Partner.SettlementApproved,
        settlement_id=settlement_id,
        approval_id=approval_id,
        semester=settlement.semester,
        amount=amount,
        not_approved=not_approved,
        advances_offset=offset,
        verifications=referred_to,
        occurred_on=occurred_on,
    )


def void_approval(partner: Partner, *, settlement_id: UUID, occurred_on: date) -> None:
    """Take an approval back, and with it what it off-set; ReasonMissing, SettlementNotAt, RecoveriesStandOnIt,
    SettlementOpen."""
    required.reason()
    settlement = found(partner, settlement_id)
    settlement.require(occurred_on, "approved")
    if partner.to_recover_of(settlement_id):
        raise RecoveriesStandOnIt()
    _require_none_open(partner, settlement.semester)
    partner.trigger_event(
        Partner.ApprovalVoided,
        settlement_id=settlement_id,
        approval_id=settlement.approval and settlement.approval.approval_id,
        semester=settlement.semester,
        occurred_on=occurred_on,
    )


def found(partner: Partner, settlement_id: UUID) -> Settlement:
    """The settlement of that id; NotFound."""
    if settlement_id not in partner.settlements:
        raise NotFound(what="settlement", id=settlement_id)
    return partner.settlements[settlement_id]


def or_nothing(amount: Decimal) -> Decimal:
    """Euros in whole cents, or none of them; NotInCents, AmountNotPositive."""
    return ZERO if amount == 0 else euros(amount)


def _require_none_open(partner: Partner, semester: str) -> None:
    for id_, other in partner.settlements.items():
        if other.semester == semester and other.open:
            raise SettlementOpen(first=id_, semester=semester)


def _submit(
    partner: Partner,
    settlement_id: UUID,
    semester: str,
    declared: tuple[Declared, ...],
    documents_sha256: str,
    spent: Decimal,
    day: date,
) -> None:
    total, left = _total(declared), spent - partner.declared_for(semester)
    if total > left:
        raise DeclaredMoreThanSpent(declared=total, spent=spent, semester=semester, left=left)
    partner.trigger_event(
        Partner.SettlementSubmitted,
        settlement_id=settlement_id,
        semester=semester,
        declared=declared,
        documents_sha256=required.sha256("documents_sha256", documents_sha256),
        spent=spent,
        prior_period=any(
            each.semester == semester and each.state == "approved"
            for each in partner.settlements.values()
        ),
        occurred_on=day,
    )


def _total(declared: tuple[Declared, ...]) -> Decimal:
    """What is declared altogether; UnknownCode, NotInCents, AmountNotPositive, NothingDeclared."""
    categories = [
        required.listed("cost_category", each.cost_category, DECLARED) for each in declared
    ]
    if not categories or len(set(categories)) < len(categories):
        raise NothingDeclared()
    return sum((euros(each.amount) for each in declared), ZERO)


def _step(
    partner: Partner, event_class: type, settlement_id: UUID, day: date, *states: str
) -> None:
    settlement = found(partner, settlement_id)
    settlement.require(day, *states)
    partner.trigger_event(
        event_class, settlement_id=settlement_id, semester=settlement.semester, occurred_on=day
    )
