"""The money of youth projects by our own reckoning: from their facts alone, without the aggregate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from ledger.youth_project import YouthProject as Fact
from tests.ledger.youth_projects import LUMP_SUM

NEW_RULE, NEW_SUM = date(2020, 6, 1), Decimal("4600.01")
"""From that day on another lump sum."""


def lump_sum_on(day: date) -> Decimal:
    """What a project paid that day gets."""
    return LUMP_SUM if day < NEW_RULE else NEW_SUM


@dataclass
class Book:
    """One project; adding a fact that should not have been recorded is an AssertionError."""

    approved: bool = False
    started: bool = False
    ended: str = ""
    paid: dict[UUID, Any] = field(default_factory=dict)
    """Grants that stand, by id, those that came back too."""
    back: dict[UUID, Any] = field(default_factory=dict)
    """Recoveries that stand, by id."""

    @property
    def held(self) -> Decimal:
        """What the project was paid and did not give back."""
        amounts = [fact.amount for fact in self.paid.values()]
        return sum(amounts, Decimal(0)) - sum(
            (fact.amount for fact in self.back.values()), Decimal(0)
        )

    @property
    def references(self) -> list[str]:
        """The bank entries that stand."""
        return [fact.reference for fact in (*self.paid.values(), *self.back.values())]

    def add(self, fact: Any) -> None:
        """One more fact."""
        match fact:
            case Fact.Approved():
                self.approved = True
            case Fact.DecisionVoided():
                self.approved = False
            case Fact.Started():
                assert self.approved
                self.started = True
            case Fact.StartVoided():
                assert not self.paid
                self.started = False
            case Fact.Completed() | Fact.Failed():
                assert self.approved
                self.ended = type(fact).__name__
            case Fact.EndVoided():
                assert not self.back
                self.ended = ""
            case _:
                self._move(fact)

    def _move(self, fact: Any) -> None:
        match fact:
            case Fact.GrantPaid():
                assert self.started
                assert self.ended != "Failed"
                assert self.paid == {}
                assert fact.amount == lump_sum_on(fact.occurred_on)
                self.paid[fact.grant_id] = fact
            case Fact.GrantVoided():
                assert not self.back
                del self.paid[fact.grant_id]
            case Fact.GrantRecovered():
                assert self.ended == "Failed"
                assert self.back == {}
                assert fact.amount == self.paid[fact.grant_id].amount
                self.back[fact.recovery_id] = fact
            case Fact.RecoveryVoided():
                del self.back[fact.recovery_id]


def booked(facts: Sequence[Any]) -> Book:
    """The book of a project with these facts."""
    book = Book()
    for fact in facts:
        book.add(fact)
    return book
