"""The rows of funding: what it keeps, and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any
from uuid import UUID

from ledger.money import CENT, ExactEuros
from projections.dimensions import SOURCES
from projections.expenditure import Amounts


@dataclass(slots=True)  # not frozen: one for each event, and that takes three times as long
class Expense:
    """One event that spent money, or took it back."""

    position: int
    corrects: int | None
    measure_id: UUID
    student_id: UUID | None
    occurred_on: date
    dimension_id: int
    amount: Decimal
    esf: Decimal
    state: Decimal
    state_non_eligible: Decimal


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of one dimension in one block of 2^level positions, of a day, a month or a year."""

    level: int
    block: int
    grain: str
    day: date
    """The first one."""
    dimension_id: int
    lines: int
    amount: Decimal
    esf: Decimal
    state: Decimal
    state_non_eligible: Decimal


@dataclass(frozen=True, slots=True)
class FundingTotal:
    """Lines added up exactly; grouped or filtered by funding source, `amount` is of that source alone."""

    group: dict[str, Any]
    lines: int
    amount: Decimal
    esf: Decimal
    state: Decimal
    state_non_eligible: Decimal
    shown: Amounts
    """In whole cents: a source's are the same, whether it is asked for alone or with the others."""


def in_cents(whole: Amounts) -> Amounts:
    """What all sources pay, in cents that add up: the ESF part rounded down, as everywhere; the state has the rest."""
    esf, non_eligible = (
        part.quantize(CENT, ROUND_DOWN) for part in (whole.esf, whole.state_non_eligible)
    )
    amount = whole.amount.quantize(CENT)
    return Amounts(amount, esf, amount - esf - non_eligible, non_eligible)


@dataclass(frozen=True, slots=True)
class FundingLine:
    """One event behind a total; `position` leads to the event itself."""

    position: int
    corrects: int | None
    measure_id: UUID
    student_id: UUID | None
    occurred_on: date
    partner_id: UUID | None
    institution_id: UUID | None
    municipality: str | None
    region: str | None
    school_year: str | None
    semester: str | None
    cost_category: str
    form_of_cost: str
    kind: str
    amount: ExactEuros
    esf: ExactEuros
    state: ExactEuros
    state_non_eligible: ExactEuros


def part_of(of: Amounts | FundingLine, sources: Sequence[str]) -> Amounts:
    """The amounts that some funding sources pay, and nothing of the others."""
    parts = [getattr(of, name) if name in sources else Decimal(0) for name in SOURCES]
    return Amounts(sum(parts, Decimal(0)), *parts)
