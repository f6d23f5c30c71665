"""The rows of funding: what it keeps, and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from hashlib import blake2b
from typing import Any
from uuid import UUID

import msgspec

from ledger.calendar import semester
from ledger.money import CENT, ExactEuros
from projections.dimensions import SOURCES
from projections.expenditure import Amounts, Subject


@dataclass(frozen=True, slots=True)
class Dimension:
    """What lines are about."""

    dimension_id: int
    partner_id: UUID | None
    institution_id: UUID | None
    municipality: str | None
    region: str | None
    school_year: str | None
    semester: str | None
    cost_category: str
    form_of_cost: str
    kind: str


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
    """The lines of one month, one dimension and one block of 2^level positions."""

    level: int
    block: int
    month: date
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


def dimension_of(subject: Subject) -> Dimension:
    """What a line is about, numbered by a digest of it: the same in every order of the log."""
    key = (
        subject.partner_id,
        subject.institution_id,
        subject.municipality,
        subject.region,
        subject.semester and semester(subject.semester).school_year,
        subject.semester,
        subject.cost_category,
        subject.form_of_cost,
        subject.kind,
    )
    digest = blake2b(msgspec.json.encode(key), digest_size=8).digest()
    return Dimension(int.from_bytes(digest) >> 1, *key)
