"""What the projection `worklists` keeps of what has to be done, row by row, and what it answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple
from uuid import UUID

from projections.versions import FOREVER

KINDS = (
    "plan_not_agreed",
    "plan_not_evaluated",
    "agreement_without_document",
    "claim_to_approve",
    "claim_to_pay",
    "warning_open",
    "double_funding",
)
"""The worklists, in the order of a learner's semester; codes of the list `worklist`."""


STILL_TO_DO = date.max
"""No day that a question can be asked for comes after it."""


class Where(NamedTuple):
    """The institution that has to do it, and what it belonged to; the semester it is about."""

    institution_id: UUID
    partner_id: UUID
    municipality: str
    region: str
    semester: str


@dataclass(slots=True)  # not frozen: there are many, and that takes three times as long
class Item:
    """Something to do, from a day on until another; it may have to be done again."""

    stream_id: UUID
    kind: str
    item_id: UUID
    """The plan, compensation or warning."""
    part: int
    """The revision of a plan."""
    who: str
    """Who has to sign."""
    position: int
    student_id: UUID | None
    institution_id: UUID | None
    partner_id: UUID
    municipality: str
    region: str
    semester: str
    days: list[date]
    """The day on which it was to be done, that on which it was done, that on which it was to be done again …"""
    closed_on: date
    """The last of these days, if it is done then; else STILL_TO_DO."""
    code: str | None
    amount: Decimal | None
    measure_id: UUID | None
    conflict_id: UUID | None
    known_from: int
    known_to: int = FOREVER


_PLACE = ("institution_id", "partner_id", "municipality", "region")


@lru_cache(maxsize=10_000)
def _where(institution: str, partner: str, municipality: str, region: str, semester: str) -> Where:
    return Where(UUID(institution), UUID(partner), municipality, region, semester)


NOTHING_MORE: dict[str, Any] = dict.fromkeys(("code", "amount", "measure_id", "conflict_id"))


@dataclass(frozen=True, slots=True)
class Plan:
    """What a plan's tasks depend on."""

    student_id: UUID
    plan_id: UUID
    semester: str
    homes: dict[str, Any]
    """Where it belongs, by the day from which on."""
    revision: int
    """The latest."""
    evaluated_on: date | None = None
    closed_on: date | None = None

    @property
    def where(self) -> Where:
        """Where it belongs now."""
        home = self.homes[max(self.homes)]
        return _where(*(home[name] for name in _PLACE), self.semester)


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of a plan, and who has agreed to it when."""

    student_id: UUID
    plan_id: UUID
    revision: int
    position: int
    signatories: list[str]
    written_on: date
    agreed: list[str]
    agreed_on: list[date]
    superseded_on: date | None = None

    @property
    def in_force_from(self) -> date | None:
        """The day the last of its signatories agreed, if all did."""
        return max(self.agreed_on) if set(self.agreed) == set(self.signatories) else None


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """Whose work: None stands for any."""

    student_id: UUID | None = None
    institution_id: UUID | None = None
    partner_id: UUID | None = None
    municipality: str | None = None
    region: str | None = None
    semester: str | None = None


ALL_WORK = WorkFilter()


@dataclass(frozen=True, slots=True)
class Task:
    """Something that has to be done on the day that is asked about."""

    position: int
    kind: str
    since: date
    student_id: UUID | None
    item_id: UUID
    """The plan, compensation or warning; of a budget, the partner."""
    revision: int | None
    who: list[str]
    """Who has to sign, or to bring the document."""
    code: str | None
    """The kind of compensation, or the rule of the warning; of a budget 80 or 100, the percent that are reached."""
    amount: Decimal | None
    """Of a claim; of a budget, what is left."""
    measure_id: UUID | None
    """What is warned of."""
    conflict_id: UUID | None
    institution_id: UUID | None
    partner_id: UUID
    municipality: str | None
    region: str | None
    """None, like the municipality: of a budget of a school of the state."""
    semester: str


@dataclass(frozen=True, slots=True)
class WorkCount:
    """How much there is to do of one kind at one institution, for how many learners, and since when."""

    kind: str
    institution_id: UUID | None
    partner_id: UUID
    municipality: str | None
    region: str | None
    items: int
    students: int
    oldest: date


def turned(days: Iterable[date]) -> dict[str, Any]:
    """The columns for these days; none of them is before the one it follows."""
    kept = list(accumulate(days, max))
    to_do = len(kept) % 2 == 1
    return {"days": kept, "closed_on": STILL_TO_DO if to_do else kept[-1]}


def until(opened: date, *closings: date | None) -> list[date]:
    """To be done from a day on until the first of those that are known."""
    known = [each for each in closings if each is not None]
    return [opened, min(known)] if known else [opened]
