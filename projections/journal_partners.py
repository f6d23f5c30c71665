"""What payments, settlements and recoveries mean in the journal."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from ledger.calendar import semester as semester_of
from ledger.money import ZERO
from ledger.partner import events
from ledger.partner.values import OVERPAID, Balances
from projections.expenditure import TakenBack
from projections.journal_rows import (
    ADVANCES,
    BANK,
    BETWEEN_PARTNERS,
    NOT_APPROVED,
    OWED,
    RECOVERABLE,
    RECOVERED,
    BookedEntry,
    Postings,
)
from projections.money_cells import About, MoneyCells, numbered
from projections.projection import At, on

_Passing = events.Merged | events.BalancePassedOn | events.TakeoverVoided
_Taking = events.TookOver | events.BalanceTakenOver | events.MergerVoided
_TAKES_BACK = {
    events.PaymentReversed.TOPIC: "payment_id",
    events.ApprovalVoided.TOPIC: "approval_id",
    events.RecoveryVoided.TOPIC: "recovery_id",
    events.RecoveryReceiptVoided.TOPIC: "receipt_id",
}
"""What takes an entry back, and what of it names the subject of that entry."""


class PartnerPostings(MoneyCells, ABC):
    """Debits and credits between the operation and its partners; no funding source is stated for them."""

    def prepare(self, batch: Sequence[Any]) -> None:
        """Also sees which payments, approvals and recoveries the batch takes back."""
        super().prepare(batch)
        for event in batch:
            # A view, which is read for speed, has no topic.
            if name := _TAKES_BACK.get(getattr(event, "TOPIC", "")):
                self.corrected[getattr(event, name)] = event.originator_id

    @abstractmethod
    def post(self, entry: BookedEntry, postings: Postings) -> None:
        """Keep an entry."""

    @on(events.AdvancePaid)
    def advance_paid(self, event: events.AdvancePaid, at: At) -> None:
        """An advance is the operation's until a settlement off-sets it."""
        self.post(self._entry(event, event.payment_id, at), _move(ADVANCES, BANK, event.amount))

    @on(events.PaymentMade)
    def payment_made(self, event: events.PaymentMade, at: At) -> None:
        """A payment settles what is owed, whatever period it is for."""
        category = "youth_projects" if event.purpose == "youth_projects" else None
        entry = self._entry(event, event.payment_id, at, event.period, category)
        self.post(entry, _move(OWED, BANK, event.amount))

    @on(events.SettlementApproved)
    def settlement_approved(self, event: events.SettlementApproved, at: At) -> None:
        """What is not approved is not owed; what advances settle is owed no more."""
        postings = [
            *_move(OWED, NOT_APPROVED, event.not_approved),
            *_move(OWED, ADVANCES, event.advances_offset),
        ]
        if postings:
            self.post(self._entry(event, event.approval_id, at, event.semester), postings)

    @on(events.RecoveryDecided)
    def recovery_decided(self, event: events.RecoveryDecided, at: At) -> None:
        """The partner owes what is to come back: no expenditure any more, or paid beyond what was owed."""
        entry = self._entry(event, event.recovery_id, at, event.semester)
        out_of = OWED if event.ground == OVERPAID else RECOVERED
        self.post(entry, _move(RECOVERABLE, out_of, event.amount))

    @on(events.RecoveryReceived)
    def recovery_received(self, event: events.RecoveryReceived, at: At) -> None:
        """It came to the bank."""
        entry = self._entry(event, event.receipt_id, at, event.semester)
        self.post(entry, _move(BANK, RECOVERABLE, event.amount))

    @on(events.RecoveryOffset)
    def recovery_offset(self, event: events.RecoveryOffset, at: At) -> None:
        """It was taken from what is owed."""
        entry = self._entry(event, event.receipt_id, at, event.semester)
        self.post(entry, _move(OWED, RECOVERABLE, event.amount))

    @on(
        events.PaymentReversed,
        events.ApprovalVoided,
        events.RecoveryVoided,
        events.RecoveryReceiptVoided,
    )
    def partner_entry_taken_back(self, event: Any, at: At) -> None:
        """It did not happen, or came back; an approval that moved nothing has no entry."""
        subject = getattr(event, _TAKES_BACK[event.TOPIC])
        if subject in self.originals:
            self.taken_back(TakenBack(at.position, event.TOPIC, subject, event.occurred_on))

    @on(events.Merged, events.BalancePassedOn, events.TakeoverVoided)
    def passed_on(self, event: _Passing, at: At) -> None:
        """What a partner was owed and owed is another's from then on."""
        self.post(self._entry(event, event.merger_id, at), _passed(event.balances))

    @on(events.TookOver, events.BalanceTakenOver, events.MergerVoided)
    def taken_over(self, event: _Taking, at: At) -> None:
        """What another partner was owed and owed is this one's from then on."""
        here = event.balances
        there = Balances(-here.owed, -here.advances, -here.to_recover)
        self.post(self._entry(event, event.merger_id, at), _passed(there))

    def _entry(
        self,
        event: Any,
        subject_id: UUID,
        at: At,
        semester: str | None = None,
        category: str | None = None,
    ) -> BookedEntry:
        """The entry of a partner's event, about which only a few of the dimensions are known."""
        year = semester_of(semester).school_year if semester else None
        of = About(event.originator_id, None, None, None, year, semester, category)
        self.keep(found := numbered(of))
        topic, day = event.TOPIC, event.occurred_on
        return BookedEntry(at.position, None, topic, subject_id, None, day, found.dimension_id)


def _passed(balances: Balances) -> Postings:
    return [
        *_move(OWED, BETWEEN_PARTNERS, balances.owed),
        *_move(BETWEEN_PARTNERS, ADVANCES, balances.advances),
        *_move(BETWEEN_PARTNERS, RECOVERABLE, balances.to_recover),
    ]


def _move(debit: str, credit: str, amount: Decimal) -> Postings:
    """An amount on the debit side of one account and the credit side of another; a negative one the other way."""
    if not amount:
        return []
    if amount < 0:
        debit, credit, amount = credit, debit, -amount
    return [(debit, None, amount, ZERO), (credit, None, ZERO, amount)]
