"""What stands of a student's record, as far as plans and persons are counted by it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import msgspec

from projections.statistics_rows import Where

Own = tuple[tuple[str, str | None], ...]


class Agreed(msgspec.Struct, array_like=True):
    """When a signatory agreed to a revision, and where the log says so."""

    day: date
    position: int


class Revision(msgspec.Struct, array_like=True):
    """What a revision addresses, and who agreed to it."""

    risks: list[UUID]
    signatories: list[str]
    agreed: dict[str, Agreed] = {}

    @property
    def in_force(self) -> Agreed | None:
        """Since the day the last of its signatories agreed, if all did."""
        known = [self.agreed[each] for each in self.signatories if each in self.agreed]
        if not known or len(known) < len(self.signatories):
            return None
        return Agreed(max(each.day for each in known), max(each.position for each in known))


class Plan(msgspec.Struct, array_like=True):
    """A plan, its revisions, where it is from which day on, and how its risks came out."""

    position: int
    """Of the draft."""
    semester: str
    drafted_on: date
    places: list[tuple[date, Where]]
    revisions: dict[int, Revision]
    voided: bool = False
    evaluated_on: date | None = None
    results: dict[UUID, str] = {}

    @property
    def drafted_at(self) -> Where:
        """Where it was recorded, wherever it moved later."""
        return self.places[0][1]

    def addressed(self, day: date) -> dict[UUID, str | None]:
        """The risks of the last revision in force on a day, and those evaluated by then, each with its result."""
        for number in sorted(self.revisions, reverse=True):
            agreed = self.revisions[number].in_force
            if agreed and agreed.day <= day:
                found: dict[UUID, str | None] = dict.fromkeys(self.revisions[number].risks)
                evaluated = self.evaluated_on and self.evaluated_on <= day
                return found | (self.results if evaluated else {})
        return {}


class Claim(msgspec.Struct, array_like=True):
    """A compensation claimed."""

    position: int
    semester: str
    where: Where
    kind: str
    amount: int
    """In cents."""
    approved: int | None = None
    approved_at: int = 0


class Payment(msgspec.Struct, array_like=True):
    """A payment of a claim, until the day it was taken back."""

    claim: UUID
    position: int
    paid_on: date
    amount: int
    reversed_on: date | None = None


class Risk(msgspec.Struct, array_like=True):
    """A risk identified, and resolved."""

    factor: str
    position: int
    day: date
    resolved_on: date | None = None
    resolved_at: int = 0

    @property
    def own(self) -> Own:
        """What it is told apart by."""
        return (("risk_group", self.group), ("risk_factor", self.factor))

    @property
    def group(self) -> str:
        """Of its factor."""
        return self.factor.partition(".")[0]


class Stayed(msgspec.Struct, array_like=True):
    """A stay at an institution."""

    first: date
    last: date | None = None


class End(msgspec.Struct, array_like=True):
    """What became of a learner."""

    outcome: str
    day: date
    position: int


class Standing(msgspec.Struct, array_like=True):
    """What stands of one student's record."""

    merged_into: UUID | None = None
    duplicates: list[UUID] = []
    risks: dict[UUID, Risk] = {}
    plans: dict[UUID, Plan] = {}
    claims: dict[UUID, Claim] = {}
    payments: list[Payment] = []
    stays: dict[UUID, Stayed] = {}
    ends: dict[UUID, End] = {}
