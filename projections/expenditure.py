"""What was spent: what the journal and the funding totals share, whatever the money was spent on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from ledger.operation import Shares
from projections.projection import Projection


class Amounts(NamedTuple):
    """An amount and the exact part of each funding source; the parts make the amount."""

    amount: Decimal
    esf: Decimal
    state: Decimal
    state_non_eligible: Decimal


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What money is spent on; None for what it does not belong to.

    Not compared by value: hashing all of it for each event takes longer than folding it.
    """

    partner_id: UUID | None
    institution_id: UUID | None
    municipality: str | None
    region: str | None
    semester: str | None
    cost_category: str
    form_of_cost: str
    kind: str
    """Of the consultation, the compensation, the training …"""


class Spending(NamedTuple):
    """Money that an event spent."""

    position: int
    event: str
    """The event's topic."""
    measure_id: UUID
    """The consultation, the payment of a compensation, the grant …: what takes it back names it."""
    student_id: UUID | None
    occurred_on: date
    subject: Subject
    amounts: Amounts


class TakenBack(NamedTuple):
    """What was spent on a measure was not, or came back; in full."""

    position: int
    event: str
    measure_id: UUID
    occurred_on: date


class Expenditure(Projection, ABC):
    """The base of projections of what was spent.

    What money is spent on is said by classes between this one and the projection, one for each kind
    of measure: they turn their events into `spent` and `taken_back`, and before that, in `prepare`,
    say what they will be about. What takes a measure back is money that moves on its own day: `as_of`
    an earlier day, what it takes back still counts (in plans, it never was: docs/concepts-money.md).
    """

    corrected: dict[UUID, UUID | None]
    """The measures that this batch takes back, and whose they are."""
    originals: Mapping[UUID, Any]
    """Of these, what was booked when the money was spent; nothing, if none was."""
    subjects: set[Subject]
    """What this batch may spend money on."""

    def prepare(self, batch: Sequence[Any]) -> None:
        """Also sees what the batch spends money on, and what it takes back."""
        super().prepare(batch)
        self.corrected, self.subjects = {}, set()

    @abstractmethod
    def spent(self, spending: Spending) -> None:
        """Money was spent."""

    @abstractmethod
    def taken_back(self, correction: TakenBack) -> None:
        """What was spent on one of the `originals` was not, or came back."""


def split(amount: Decimal, shares: Shares) -> Amounts:
    """The amount by funding source, exactly: cents times whole per cent, four decimals."""
    return Amounts(
        amount,
        amount * shares.esf / 100,
        amount * shares.state / 100,
        amount * shares.state_non_eligible / 100,
    )
