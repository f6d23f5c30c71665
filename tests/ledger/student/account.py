"""What a bystander writes down of two records of a learner, to catch the ledger doing what it must not."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from ledger.document import Document

TOTAL = Decimal(100)
"""Of each document."""
SIGNATORIES = frozenset({"learner", "representative"})


def document_of(lives: UUID, number: int) -> Document:
    """One of a few documents of a test's own."""
    scan = f"{lives.int + number:064x}"
    return Document(f"{lives} {number}", date(2020, 9, 20), "SIA Ēdnīca", scan, TOTAL)


Plan = tuple[int, int]
"""The record, and the number of the plan in it; likewise of consultations and compensations."""
Measure = tuple[int, int]


@dataclass
class Revision:
    """What one revision plans, and who agreed to it when."""

    hours: Decimal
    amount: Decimal
    agreed: dict[str, date] = field(default_factory=dict)

    def in_force(self, day: date) -> bool:
        """Whether all had agreed by that day."""
        return {who for who, when in self.agreed.items() if when <= day} == SIGNATORIES


@dataclass
class Claim:
    """A compensation, and how much of its document it takes."""

    plan: Plan
    document: int
    amount: Decimal
    paid: bool = False


@dataclass
class Account:
    """Facts as they were answered; each method asserts that the ledger was right to record one."""

    plans: dict[Plan, list[Revision]] = field(default_factory=dict)
    held: dict[Measure, tuple[Plan, int]] = field(default_factory=dict)
    claims: dict[Measure, Claim] = field(default_factory=dict)
    merged: bool = False
    """Whether the second record ended in favour of the first."""

    def changed(self, record: int) -> None:
        """A command on a record was taken: it has not ended."""
        assert not (self.merged and record == 1)

    def consulted(self, plan: Plan, measure: Measure, hour: int, day: date) -> None:
        """An hour was given: under an agreed plan that has it left, and nobody was elsewhere."""
        self.changed(plan[0])
        assert any(each.in_force(day) for each in self.plans[plan])
        assert hour not in self._hours(plan[0])
        self.held[measure] = plan, hour
        given = sum(each == plan for each, _ in self.held.values())
        assert given <= self._last(plan).hours

    def claimed(self, measure: Measure, claim: Claim, day: date) -> None:
        """A cost was claimed: as planned and agreed, of a document that has it left, once for a child."""
        self.changed(measure[0])
        assert any(each.in_force(day) for each in self.plans[claim.plan])
        same = [
            key
            for key, each in self.claims.items()
            if each.document == claim.document and (key[0] == measure[0] or self.merged)
        ]
        assert same == []
        self.claims[measure] = claim
        of_plan: dict[Plan, Decimal] = defaultdict(Decimal)
        of_document: dict[int, Decimal] = defaultdict(Decimal)
        for each in self.claims.values():
            of_plan[each.plan] += each.amount
            of_document[each.document] += each.amount
        assert of_plan[claim.plan] <= self._last(claim.plan).amount
        assert of_document[claim.document] <= TOTAL

    def paid(self, measure: Measure, amount: Decimal) -> None:
        """A claim was paid: no more than what stands of it, and not paid already."""
        claim = self.claims[measure]
        assert not claim.paid
        assert amount <= claim.amount
        claim.paid = True

    def reversed(self, measure: Measure) -> None:
        """A payment came back: there was one, and it has not come back."""
        assert self.claims[measure].paid
        self.claims[measure].paid = False

    def refused(self, measure: Measure) -> None:
        """A claim stands no longer; it was not paid."""
        assert not self.claims.pop(measure).paid

    def merge(self) -> None:
        """The records were merged: the child was in no two places, and has no document twice."""
        assert not self.merged
        assert not self._hours(0) & self._hours(1)
        self.merged = True
        documents = [each.document for each in self.claims.values()]
        assert len(documents) == len(set(documents))

    def _hours(self, record: int) -> set[int]:
        """When the child of that record was in a consultation."""
        return {hour for (of, _), hour in self.held.values() if self.merged or of == record}

    def _last(self, plan: Plan) -> Revision:
        """The last revision that all agreed to."""
        return next(each for each in reversed(self.plans[plan]) if each.in_force(date.max))
