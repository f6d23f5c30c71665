"""What the operation and a partner owe each other: planned, spent, settled, paid, by semester, to the cent.

Owed is what was spent, less what was not approved, less what was paid for it or off-set; what was overpaid, and is to
come back, is no payment for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import ROUND_DOWN, Decimal
from uuid import UUID

from ledger.money import ZERO
from ledger.store.connection import Connection
from projections.funding import Funding
from projections.journal_rows import PAID_BY_THE_OPERATION
from projections.partner_rows import ANY_PARTNER, PartnerFilter, PartnerSemester
from projections.partners import Partners
from projections.projection import snapshot
from projections.settlement_rows import Settled
from projections.settlements import Settlements

ON_STUDENTS = ("consultations", "compensations")
"""The cost categories that a semester budget is for, and that settlements declare."""
LEVELS = (100, 80)
"""Percent of a budget, from which on it is worth a look."""
SOURCES = (Partners, Settlements, Funding)
"""The read models that an account is put together from, in one snapshot."""

Key = tuple[UUID, str | None]
"""A partner and a semester; None: for none."""


@dataclass(frozen=True)
class SemesterAccount:
    """One semester of one or several partners, in euros; what is for no semester is under null."""

    semester: str | None
    planned: Decimal | None = None
    planned_students: int | None = None
    spent: Decimal = ZERO
    """All of it: on students and youth projects; not what the operation pays itself."""
    spent_on_students: Decimal = ZERO
    """What the budget is for."""
    used: Decimal | None = None
    """Percent of what is planned, rounded down to a tenth."""
    level: int | None = None
    """80 or 100: the level that `used` has reached."""
    declared: Decimal = ZERO
    not_declared: Decimal = ZERO
    """What is spent on students and not declared; below zero: declared, and taken back since."""
    approved: Decimal = ZERO
    not_approved: Decimal = ZERO
    received: Decimal = ZERO
    """Payments, not advances."""
    received_as_prior_period: Decimal = ZERO
    advanced: Decimal = ZERO
    advances_offset: Decimal = ZERO
    to_recover: Decimal = ZERO
    overpaid: Decimal = ZERO
    """The part of it that was paid and is not owed."""
    repaid: Decimal = ZERO
    recovery_offset: Decimal = ZERO
    owed_taken_over: Decimal = ZERO
    """From predecessors; below zero: passed on to the successor. So are the next two."""
    advances_taken_over: Decimal = ZERO
    to_recover_taken_over: Decimal = ZERO
    owed: Decimal = ZERO


@dataclass(frozen=True)
class PartnerAccount:
    """All of a partner, or of several: the sum of its semesters, and these in order."""

    total: SemesterAccount
    advances_outstanding: Decimal
    recoveries_outstanding: Decimal
    semesters: list[SemesterAccount]


@dataclass(frozen=True)
class BudgetUse:
    """How much of what a partner planned for a semester is spent, in euros."""

    partner_id: UUID
    position: int
    """Of the partner's joining."""
    name: str
    municipality: str | None
    semester: str
    planned: Decimal
    allowed: Decimal | None
    """Up to what may be spent, where that is more than planned."""
    spent: Decimal
    left: Decimal
    used: Decimal
    level: int | None


def semester_accounts(
    connection: Connection,
    where: PartnerFilter = ANY_PARTNER,
    *,
    as_of: date | None = None,
    known_at: int | None = None,
) -> list[SemesterAccount]:
    """What these partners together planned, spent, settled and received, by semester, what is for none last."""
    by_partner = _accounts(connection, where, as_of, known_at)
    semesters = {semester for _, semester in by_partner}
    return [
        _sum(semester, [each for key, each in by_partner.items() if key[1] == semester])
        for semester in sorted(semesters, key=lambda semester: (semester is None, semester or ""))
    ]


def account(
    connection: Connection,
    where: PartnerFilter,
    *,
    as_of: date | None = None,
    known_at: int | None = None,
) -> PartnerAccount:
    """The account of a partner, or of all that a filter lets through."""
    semesters = semester_accounts(connection, where, as_of=as_of, known_at=known_at)
    # Of semesters with and without a budget, no share is used.
    total = replace(_sum(None, semesters), used=None, level=None)
    return PartnerAccount(
        total,
        total.advanced - total.advances_offset + total.advances_taken_over,
        total.to_recover + total.to_recover_taken_over - total.repaid - total.recovery_offset,
        semesters,
    )


def budgets(
    connection: Connection,
    where: PartnerFilter = ANY_PARTNER,
    *,
    at_least: int | None = None,
    as_of: date | None = None,
    known_at: int | None = None,
) -> list[BudgetUse]:
    """Semester budgets of which at least so many percent are used, in the order of partners and semesters."""
    accounts = _accounts(connection, where, as_of, known_at)
    found = []
    for line in Partners.by_partner(connection, where, as_of=as_of, known_at=known_at):
        each = accounts[line.partner_id, line.semester]
        if line.semester is None or line.planned is None or each.used is None:
            continue
        if at_least is None or each.used >= at_least:
            limit = max(line.planned, line.allowed or ZERO)
            found.append(
                BudgetUse(
                    line.partner_id,
                    line.position,
                    line.name,
                    line.municipality,
                    line.semester,
                    line.planned,
                    line.allowed,
                    each.spent_on_students,
                    limit - each.spent_on_students,
                    each.used,
                    each.level,
                )
            )
    return found


def _accounts(
    connection: Connection, where: PartnerFilter, as_of: date | None, known_at: int | None
) -> dict[Key, SemesterAccount]:
    """By partner and semester, all read models read in one snapshot and up to one position."""
    with snapshot(connection):
        upto = min(each.position(connection) for each in SOURCES)
        position = upto if known_at is None else min(known_at, upto)
        partners = Partners.page(connection, where, as_of=as_of, known_at=position, limit=10_000)
        lines = Partners.by_partner(connection, where, as_of=as_of, known_at=position)
        settled = Settlements.sums(connection, where.partner_id, as_of=as_of, known_at=position)
        spent = _spent(connection, [each.partner_id for each in partners], as_of, position)
    ids = {each.partner_id for each in partners}
    planned = {(each.partner_id, each.semester): each for each in lines}
    sums = {(each.partner_id, each.semester): each for each in settled if each.partner_id in ids}
    return {
        key: _account(key[1], planned.get(key), sums.get(key), *spent[key])
        for key in (planned | sums | spent)
    }


def _spent(
    connection: Connection, partners: list[UUID], as_of: date | None, known_at: int
) -> dict[Key, tuple[Decimal, Decimal]]:
    """All that was spent, and the part of it on students."""
    sums: dict[Key, tuple[Decimal, Decimal]] = defaultdict(lambda: (ZERO, ZERO))
    dimensions = ["partner", "semester", "cost_category"]
    for total in Funding.totals(connection, dimensions, {"partner": partners}, as_of, known_at):
        partner, semester, category = total.group.values()
        if category in PAID_BY_THE_OPERATION:
            continue
        spent, on_students = sums[partner, semester]
        amount = total.shown.amount
        part = amount if category in ON_STUDENTS else ZERO
        sums[partner, semester] = spent + amount, on_students + part
    return sums


def _account(
    semester: str | None,
    line: PartnerSemester | None,
    settled: Settled | None,
    spent: Decimal,
    on_students: Decimal,
) -> SemesterAccount:
    known = SemesterAccount(semester, spent=spent, spent_on_students=on_students)
    for source in (line, settled):
        names = {each.name for each in fields(source)} if source else set()
        taken = names & {each.name for each in fields(SemesterAccount)}
        known = replace(known, **{name: getattr(source, name) for name in taken})
    return _derived(known)


def _derived(known: SemesterAccount) -> SemesterAccount:
    """With what follows from the other amounts."""
    paid = known.received - known.overpaid + known.advances_offset + known.recovery_offset
    used = None
    if known.planned:
        percent = known.spent_on_students * 100 / known.planned
        used = percent.quantize(Decimal("0.1"), ROUND_DOWN)
    return replace(
        known,
        used=used,
        level=next((level for level in LEVELS if used is not None and used >= level), None),
        not_declared=known.spent_on_students - known.declared,
        owed=known.spent - known.not_approved - paid + known.owed_taken_over,
    )


def _sum(semester: str | None, accounts: Iterable[SemesterAccount]) -> SemesterAccount:
    added = SemesterAccount(semester)
    for each in accounts:
        sums = {}
        for field in fields(SemesterAccount):
            ours, theirs = getattr(added, field.name), getattr(each, field.name)
            if field.name not in ("semester", "used", "level"):
                sums[field.name] = theirs if ours is None else ours + (theirs or 0)
        added = replace(added, **sums)
    return _derived(added)
