"""Where figures of money come from: the operation's budget, what partners planned and received, what was spent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from api.statistics.asking import Asking, Counted
from api.statistics.period import SEMESTER, UNTIL, WHOLE, YEAR
from ledger.calendar import semester
from projections.funding import Funding
from projections.operations import Operations
from projections.partner_rows import PartnerFilter, PaymentFilter
from projections.partners import Partners

MEASURES = "measures"


def operation(asking: Asking) -> list[Counted]:
    """What the operation may spend, by who pays it or altogether."""
    found = Operations.on_day(asking.connection, on=asking.as_of, **asking.two_times)
    if found is None or found.budget is None:
        return []
    budget = found.budget
    if not asking.group_by:
        return [Counted({}, budget.total)]
    parts = {"esf": budget.esf, "state": budget.state}
    return [Counted({"funding_source": source}, amount) for source, amount in parts.items()]


def partners(asking: Asking) -> list[Counted]:
    """What partners planned for their semesters."""
    found = Partners.semesters(
        asking.connection, PartnerFilter(**_municipality(asking)), **asking.two_times
    )
    planned = [
        getattr(each, asking.about)
        for each in found
        if asking.period.kind == WHOLE
        or asking.period.code in (each.semester, semester(each.semester).school_year)
    ]
    return [Counted({}, sum((each for each in planned if each is not None), _nothing(asking)))]


def payments(asking: Asking) -> list[Counted]:
    """What partners received."""
    names = {YEAR: "school_year", SEMESTER: "period"}
    of: dict[str, Any] = {}
    if name := names.get(asking.period.kind):
        of = {name: asking.period.code, "purpose": MEASURES}
    where = PaymentFilter(**_municipality(asking), **of)
    return [Counted({}, Partners.received(asking.connection, where, **asking.two_times).amount)]


def funding(asking: Asking) -> list[Counted]:
    """What was spent, in whole cents."""
    where: dict[str, Any] = dict(asking.scope.where)
    if asking.period.kind not in (WHOLE, UNTIL):
        where |= asking.period.where
    found = Funding.totals(asking.connection, asking.group_by, where, **asking.two_times)
    return [
        Counted({name: _text(value) for name, value in each.group.items()}, each.shown.amount)
        for each in found
    ]


def _municipality(asking: Asking) -> dict[str, Any]:
    return {"municipality": asking.scope.id} if asking.scope.id else {}


def _nothing(asking: Asking) -> int | Decimal:
    return 0 if asking.about == "planned_students" else Decimal("0.00")


def _text(value: object) -> str | None:
    return None if value is None else str(value)
