"""A partner: its agreement, what it plans for each semester, what it was paid. What an event changes stands with it."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from eventsourcing.domain import event

from ledger import required, scope
from ledger.aggregate import Aggregate
from ledger.calendar import semester as semester_of
from ledger.dated import require_new, standing
from ledger.fact import Fact
from ledger.money import euros
from ledger.partner import events
from ledger.partner.balance import Balance
from ledger.partner.errors import (
    AdvanceSettled,
    AgreementAlreadySigned,
    AgreementNotSigned,
    NoAgreement,
    PartnerDissolved,
    PaymentsStandOnIt,
    ReversedBeforePaid,
    SettlementsStandOnIt,
)
from ledger.partner.values import (
    ADVANCE,
    PURPOSES,
    Agreement,
    Amendment,
    Balances,
    Merger,
    Payment,
    Planned,
    Receipt,
    Recovery,
    Settlement,
    agreement_number,
    identity,
)
from ledger.role import Role
from ledger.scope import Scope


class Partner(Balance, Aggregate):
    """A municipality, or a school of the state, that the operation pays."""

    TOPIC = "partner"
    RECORDED_BY = (Role.NATIONAL,)
    STATE_VERSION = 5

    name: str
    kind: str
    municipality: str | None
    agreement: Agreement | None
    amendments: dict[UUID, Amendment]
    """Of the agreement in force."""
    planned: dict[str, Planned]
    """By semester; of several, the one planned last."""
    allowances: dict[str, Decimal]
    """By semester: up to what may be spent in it, although less is planned."""
    payments: dict[UUID, Payment]
    settlements: dict[UUID, Settlement]
    recoveries: dict[UUID, Recovery]
    receipts: dict[UUID, Receipt]
    merger: Merger | None
    """How it was dissolved, if it was."""
    takeovers: dict[UUID, Balances]
    """By merger: what came from those it is the successor of."""

    Joined = events.Joined
    JoiningCorrected = events.JoiningCorrected
    AgreementSigned = events.AgreementSigned
    AgreementAmended = events.AgreementAmended
    AmendmentVoided = events.AmendmentVoided
    AgreementVoided = events.AgreementVoided
    SemesterBudgetPlanned = events.SemesterBudgetPlanned
    SemesterBudgetWithdrawn = events.SemesterBudgetWithdrawn
    OverspendingAllowed = events.OverspendingAllowed
    OverspendingWithdrawn = events.OverspendingWithdrawn
    AdvancePaid = events.AdvancePaid
    PaymentMade = events.PaymentMade
    PaymentReversed = events.PaymentReversed
    SettlementSubmitted = events.SettlementSubmitted
    SettlementReturned = events.SettlementReturned
    SettlementReturnVoided = events.SettlementReturnVoided
    SettlementApproved = events.SettlementApproved
    ApprovalVoided = events.ApprovalVoided
    SettlementVoided = events.SettlementVoided
    RecoveryDecided = events.RecoveryDecided
    RecoveryVoided = events.RecoveryVoided
    RecoveryReceived = events.RecoveryReceived
    RecoveryOffset = events.RecoveryOffset
    RecoveryReceiptVoided = events.RecoveryReceiptVoided
    Merged = events.Merged
    TookOver = events.TookOver
    BalancePassedOn = events.BalancePassedOn
    BalanceTakenOver = events.BalanceTakenOver
    MergerVoided = events.MergerVoided
    TakeoverVoided = events.TakeoverVoided

    @event(Joined)
    def __init__(self, name: str, kind: str, municipality: str | None) -> None:
        self.name, self.kind, self.municipality = name, kind, municipality
        self.agreement, self.amendments = None, {}
        self.planned, self.allowances, self.payments = {}, {}, {}
        self.settlements, self.recoveries, self.receipts = {}, {}, {}
        self.merger, self.takeovers = None, {}

    def holders(self, day: date) -> Collection[Scope]:
        """Itself alone: who may see what a dissolved partner was owed is given that, too."""
        del day
        return (scope.partner(self.id),)

    # --- verbs ------------------------------------------------------------------------------------

    @classmethod
    def join(
        cls,
        id: UUID,  # noqa: A002  the library's name
        *,
        name: str,
        kind: str,
        municipality: str | None,
        occurred_on: date,
    ) -> Self:
        """TextMissing, UnknownCode, MunicipalityMisplaced, MunicipalityNotThen."""
        fields = identity(name, kind, municipality, occurred_on)
        return cls._create(cls.Joined, id=id, occurred_on=occurred_on, **fields)

    def correct_joining(
        self, *, name: str, kind: str, municipality: str | None, occurred_on: date
    ) -> None:
        """As `join`, and ReasonMissing."""
        required.reason()
        fields = identity(name, kind, municipality, occurred_on)
        self.trigger_event(self.JoiningCorrected, occurred_on=occurred_on, **fields)

    def sign_agreement(self, *, number: str, occurred_on: date) -> str:
        """Returns the number as it is recorded. TextMissing, AgreementAlreadySigned."""
        if self.agreement is not None:
            raise AgreementAlreadySigned(number=self.agreement.number)
        number = agreement_number(number)
        self.trigger_event(self.AgreementSigned, number=number, occurred_on=occurred_on)
        return number

    def amend_agreement(
        self, amendment_id: UUID, *, number: str, subject: str, occurred_on: date
    ) -> None:
        """IdTaken, TextMissing, AgreementNotSigned."""
        self.require_agreement(occurred_on)
        require_new(self.amendments, amendment_id, "amendment")
        self.trigger_event(
            self.AgreementAmended,
            amendment_id=amendment_id,
            number=required.text("number", number),
            subject=required.text("subject", subject),
            occurred_on=occurred_on,
        )

    def void_amendment(self, amendment_id: UUID, *, occurred_on: date) -> None:
        """NotFound, AlreadyVoided, NoAgreement, ReasonMissing."""
        required.reason()
        self._signed()
        standing(self.amendments, amendment_id, "amendment")
        self.trigger_event(self.AmendmentVoided, amendment_id=amendment_id, occurred_on=occurred_on)

    def void_agreement(self, *, occurred_on: date) -> str:
        """Take it back; returns its number. NoAgreement, PaymentsStandOnIt, SettlementsStandOnIt, ReasonMissing."""
        required.reason()
        number = self._signed().number
        if any(not payment.voided for payment in self.payments.values()):
            raise PaymentsStandOnIt(number=number)
        if any(each.state != "voided" for each in self.settlements.values()):
            raise SettlementsStandOnIt(number=number)
        self.trigger_event(self.AgreementVoided, number=number, occurred_on=occurred_on)
        return number

    def pay_advance(
        self, payment_id: UUID, *, amount: Decimal, reference: str, occurred_on: date
    ) -> None:
        """IdTaken, NotInCents, AmountNotPositive, TextMissing, AgreementNotSigned, PartnerDissolved."""
        self._pay(
            self.AdvancePaid,
            payment_id=payment_id,
            amount=amount,
            reference=reference,
            occurred_on=occurred_on,
        )

    def make_payment(
        self,
        payment_id: UUID,
        *,
        amount: Decimal,
        period: str | None,
        purpose: str,
        prior_period: bool,
        reference: str,
        occurred_on: date,
    ) -> None:
        """As `pay_advance`, and NoSuchSemester, UnknownCode."""
        self._pay(
            self.PaymentMade,
            payment_id=payment_id,
            amount=amount,
            reference=reference,
            occurred_on=occurred_on,
            period=None if period is None else semester_of(period).code,
            purpose=required.listed("payment_purpose", purpose, PURPOSES),
            prior_period=prior_period,
        )

    def reverse_payment(self, payment_id: UUID, *, occurred_on: date) -> str:
        """Take a payment or advance back; returns its reference.

        NotFound, AlreadyVoided, ReversedBeforePaid, AdvanceSettled, ReasonMissing.
        """
        required.reason()
        payment = standing(self.payments, payment_id, "payment")
        if occurred_on < payment.paid_on:
            raise ReversedBeforePaid(paid_on=payment.paid_on, day=occurred_on)
        if payment.kind == ADVANCE and payment.amount > self.outstanding:
            raise AdvanceSettled(amount=payment.amount, outstanding=self.outstanding)
        self.trigger_event(self.PaymentReversed, payment_id=payment_id, occurred_on=occurred_on)
        return payment.reference

    def require_agreement(self, day: date) -> Agreement:
        """The agreement, if it was signed by that day; AgreementNotSigned."""
        if self.agreement is None or self.agreement.signed_on > day:
            raise AgreementNotSigned(day=day)
        return self.agreement

    def require_not_dissolved(self, day: date) -> None:
        """That it was not dissolved by that day; PartnerDissolved."""
        if self.merger and self.merger.day <= day:
            raise PartnerDissolved(day=self.merger.day, successor=self.merger.successor_id)

    def _signed(self) -> Agreement:
        if self.agreement is None:
            raise NoAgreement()
        return self.agreement

    def _pay(
        self,
        event_class: type[Fact],
        *,
        payment_id: UUID,
        amount: Decimal,
        reference: str,
        occurred_on: date,
        **fields: Any,
    ) -> None:
        self.require_not_dissolved(occurred_on)
        self.require_agreement(occurred_on)
        require_new(self.payments, payment_id, "payment")
        self.trigger_event(
            event_class,
            payment_id=payment_id,
            amount=euros(amount),
            reference=required.text("reference", reference),
            occurred_on=occurred_on,
            **fields,
        )
