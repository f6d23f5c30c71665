"""Indirect costs: the flat rate that held on the day of each direct personnel cost, applied to it exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from ledger.money import CENT, ZERO, ExactEuros, rounded
from ledger.operation.rules import DIRECT_PERSONNEL
from ledger.store.connection import Connection
from projections.dimensions import Where
from projections.funding import Funding
from projections.operation_rows import RuleSpan
from projections.operations import Operations

DAY = timedelta(days=1)
EXACT = Decimal("0.0001")  # cents times whole per cent: nothing is rounded
SPENT_ON = {DIRECT_PERSONNEL: "consultations"}
"""The cost category that is a flat rate's base: what specialists are paid for, by unit costs."""
FILTERS = ("partner", "municipality", "semester")


@dataclass(frozen=True)
class IndirectSpan:
    """Days on which one flat rate holds, or none."""

    first_day: date | None
    """None: from the beginning."""
    last_day: date
    rule_id: UUID | None
    percent: Decimal | None
    """None where no flat rate holds: nothing is reckoned then."""
    base: Decimal
    """Direct personnel costs of these days, less what was taken back of them."""
    amount: ExactEuros


@dataclass(frozen=True)
class IndirectCosts:
    """What the operation may charge for indirect costs, in euros."""

    base: Decimal
    amount: ExactEuros
    shown: Decimal
    """The whole amount in cents, rounded once."""
    spans: list[IndirectSpan]


def indirect_costs(
    connection: Connection,
    where: Where,
    *,
    as_of: date | None = None,
    known_at: int | None = None,
) -> IndirectCosts:
    """What the flat rates make of direct personnel costs; MK 460: 15 % of them.

    What was voided is taken from the base of its own day, whenever that was found: it is charged no longer, at the rate
    at which it was charged. As in all money it counts until the day on which it was voided (docs/concepts-money.md).
    """
    last_day = as_of or date.max
    rules = Operations.spans(connection, "flat_rate", as_of=as_of, known_at=known_at)
    parts = list(_parts(rules, last_day))
    where = {**where, "cost_category": SPENT_ON[DIRECT_PERSONNEL]}
    ends = [part.last_day for part in parts]
    bases = [each.quantize(CENT) for each in Funding.between(connection, ends, where, known_at)]
    spans = [
        _reckoned(part, base)
        for part, base in zip(parts, bases, strict=True)
        if base or part.percent is not None
    ]
    amount = sum((span.amount for span in spans), Decimal("0.0000"))
    return IndirectCosts(sum(bases, ZERO), amount, rounded(amount), spans)


def _parts(rules: Sequence[RuleSpan], last_day: date) -> Iterator[IndirectSpan]:
    """All days up to the last one, each in one part: with a flat rate, or without."""
    nothing, following = Decimal(0), None
    for rule in rules:
        if following is None or following < rule.first_day:
            yield IndirectSpan(following, rule.first_day - DAY, None, None, nothing, nothing)
        percent = Decimal(rule.terms["percent"])
        yield IndirectSpan(rule.first_day, rule.last_day, rule.rule_id, percent, nothing, nothing)
        if rule.last_day == last_day:
            return
        following = rule.last_day + DAY
    yield IndirectSpan(following, last_day, None, None, nothing, nothing)


def _reckoned(part: IndirectSpan, base: Decimal) -> IndirectSpan:
    """With its base, and the exact amount: cents times whole per cent have four decimals."""
    amount = (base * (part.percent or 0) / 100).quantize(EXACT)
    return IndirectSpan(part.first_day, part.last_day, part.rule_id, part.percent, base, amount)
