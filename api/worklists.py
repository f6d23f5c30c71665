"""What has to be done: the worklists, and beside them the budgets of partners that are nearly spent."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from api import accounts
from ledger.calendar import Semester, semesters
from ledger.money import ZERO
from ledger.municipality import region
from ledger.store.connection import Connection
from projections.funding import Funding
from projections.partner_rows import PartnerFilter
from projections.worklist_rows import ALL_WORK, KINDS, Task, WorkCount, WorkFilter
from projections.worklists import Worklists

BUDGET = "budget_used"
ALL_KINDS = (*KINDS, BUDGET)
"""Codes of the list `worklist`."""
SOURCES = (Worklists, *accounts.SOURCES)
"""The read models that the lists are put together from, in one snapshot."""


def page(
    connection: Connection,
    kind: str,
    where: WorkFilter = ALL_WORK,
    *,
    as_of: date,
    known_at: int | None = None,
    after: int = 0,
    limit: int = 100,
) -> list[Task]:
    """What is to be done of a kind: as `Worklists.page`; budgets in the order of their partners' joining."""
    if kind != BUDGET:
        times: dict[str, Any] = {"as_of": as_of, "known_at": known_at}
        return Worklists.page(connection, kind, where, **times, after=after, limit=limit)
    found = _budgets(connection, where, as_of, known_at)
    return [each for each in found if each.position > after][:limit]


def counts(
    connection: Connection,
    where: WorkFilter = ALL_WORK,
    *,
    as_of: date,
    known_at: int | None = None,
) -> list[WorkCount]:
    """How much there is to do, by kind and institution; of budgets by partner."""
    budgets = [
        WorkCount(BUDGET, None, each.partner_id, each.municipality, each.region, 1, 0, each.since)
        for each in _budgets(connection, where, as_of, known_at)
    ]
    return [*Worklists.counts(connection, where, as_of=as_of, known_at=known_at), *budgets]


def _budgets(
    connection: Connection, where: WorkFilter, as_of: date, known_at: int | None
) -> list[Task]:
    """Budgets of which 80 per cent or more are used, of one semester: that asked for, else that of the day.

    They are a partner's: none is about one learner or one institution.
    """
    semester = _semester(where.semester, as_of)
    if semester is None or where.student_id or where.institution_id:
        return []
    partners = PartnerFilter(where.partner_id, municipality=where.municipality)
    times: dict[str, Any] = {"as_of": as_of, "known_at": known_at}
    used = [
        each
        for each in accounts.budgets(connection, partners, at_least=min(accounts.LEVELS), **times)
        if each.semester == semester.code
    ]
    spent = _spent_by_day(connection, semester, [each.partner_id for each in used], times)
    tasks = [_task(each, spent[each.partner_id]) for each in used]
    return [each for each in tasks if where.region in (None, each.region)]


def _semester(code: str | None, day: date) -> Semester | None:
    """The semester of a code, else the one that a day lies in; None outside the calendar."""
    for each in semesters():
        if each.code == code or (code is None and each.first_day <= day <= each.last_day):
            return each
    return None


def _spent_by_day(
    connection: Connection, semester: Semester, partners: list[UUID], times: dict[str, Any]
) -> dict[UUID, dict[date, Decimal]]:
    of = {"partner": partners, "semester": semester.code, "cost_category": accounts.ON_STUDENTS}
    spent: dict[UUID, dict[date, Decimal]] = defaultdict(dict)
    for partner, day, amount in Funding.by_day(connection, of, semester.first_day, **times):
        spent[partner][day] = amount
    return spent


def _task(used: accounts.BudgetUse, spent: dict[date, Decimal]) -> Task:
    return Task(
        position=used.position,
        kind=BUDGET,
        since=_since(spent, used.planned * (used.level or 0) / 100),
        student_id=None,
        item_id=used.partner_id,
        revision=None,
        who=[],
        code=str(used.level),
        amount=used.left,
        measure_id=None,
        conflict_id=None,
        institution_id=None,
        partner_id=used.partner_id,
        municipality=used.municipality,
        region=used.municipality and region(used.municipality),
        semester=used.semester,
    )


def _since(spent: dict[date, Decimal], level: Decimal) -> date:
    """The day from which on so much has been spent without a break."""
    total, since = ZERO, date.min
    for day, amount in spent.items():
        if total < level <= total + amount:
            since = day
        total += amount
    return since
