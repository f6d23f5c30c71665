"""Funding: what was spent, by any dimension, as of any day, as it was known at any moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from api.asked import TWO_TIMES, named, one_of
from api.asked import group_by as by
from api.indirect_costs import FILTERS, IndirectCosts, indirect_costs
from api.resource import Resource
from ledger.money import ExactEuros
from ledger.store.connection import Connection
from projections.dimensions import DIMENSIONS
from projections.funding import Funding
from projections.funding_rows import FundingLine, FundingTotal
from projections.operations import Operations

funding = Resource("funding", "Eligible expenditure, exact to four decimals, by any dimension.")


@dataclass(frozen=True)
class InCents:
    """An amount in whole cents and its parts, which add up."""

    amount: Decimal
    esf: Decimal
    state: Decimal
    state_non_eligible: Decimal


@dataclass(frozen=True)
class FundingSum:
    """Lines added up exactly, and as they are to be shown: ESF rounded down, the state has the rest."""

    group: dict[str, str]
    lines: int
    amount: ExactEuros
    esf: ExactEuros
    state: ExactEuros
    state_non_eligible: ExactEuros
    shown: InCents


@funding.listing(
    "/funding/totals",
    Funding,
    shows=FundingSum,
    query={**by(DIMENSIONS), **one_of(DIMENSIONS), **TWO_TIMES},
    paged=False,
)
def totals(
    connection: Connection,
    *,
    group_by: list[str] | None,
    as_of: date | None,
    known_at: int | None,
    **where: Any,
) -> list[FundingSum]:
    """Totals by any dimensions, of what had happened by a day, as it was known at a moment."""
    groups = tuple(dict.fromkeys(group_by or ()))
    found = Funding.totals(connection, groups, named(where), as_of, known_at)
    return [_total(each) for each in found]


@funding.listing(
    "/funding/lines", Funding, shows=FundingLine, query={**one_of(DIMENSIONS), **TWO_TIMES}
)
def lines(
    connection: Connection,
    *,
    as_of: date | None,
    known_at: int | None,
    after: int,
    limit: int,
    **where: Any,
) -> list[FundingLine]:
    """The events behind a total, each with its position in the log."""
    return Funding.lines(connection, named(where), as_of, known_at, after=after, limit=limit)


@funding.question(
    "/funding/indirect-costs",
    Funding,
    Operations,
    shows=IndirectCosts,
    query={**one_of(FILTERS), **TWO_TIMES},
)
def indirect(
    connection: Connection, *, as_of: date | None, known_at: int | None, **where: Any
) -> IndirectCosts:
    """Indirect costs: the flat rate of each day applied to the direct personnel costs of that day.

    They are derived from what was spent, until a payment claim freezes them.
    """
    return indirect_costs(connection, named(where), as_of=as_of, known_at=known_at)


def _total(total: FundingTotal) -> FundingSum:
    return FundingSum(
        {name: str(value) for name, value in total.group.items()},
        total.lines,
        total.amount,
        total.esf,
        total.state,
        total.state_non_eligible,
        InCents(*total.shown),
    )
