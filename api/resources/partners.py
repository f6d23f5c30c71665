"""Partners: municipalities and schools of the state, their agreements, budgets and payments."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import fields, validate

from api.accounts import (
    SOURCES,
    BudgetUse,
    PartnerAccount,
    SemesterAccount,
    account,
    budgets,
    semester_accounts,
)
from api.asked import TWO_TIMES
from api.resource import Resource
from ledger.errors import NotFound
from ledger.partner import Partners as Commands
from ledger.store.connection import Connection
from projections.partner_rows import (
    PartnerFilter,
    PartnerShown,
    PartnerState,
    Payment,
    PaymentFilter,
    Received,
)
from projections.partners import Partners

partners = Resource(
    "partners",
    "Municipalities and schools of the state that carry the operation out.",
    commands="partners",
    location="/partners/{partner_id}",
)

AT_LEAST = fields.Integer(
    validate=validate.Range(min=0, max=1000),
    metadata={"description": "Percent of what is planned."},
)
_PARTNER = "/partners/<uuid:partner_id>"
_AMENDMENTS = f"{_PARTNER}/agreement/amendments"
_PAYMENTS = f"{_PARTNER}/payments"

partners.command("/partners", Commands.join, makes="partner_id")
partners.command(f"{_PARTNER}/correct-joining", Commands.correct_joining, reason=True)
partners.command(f"{_PARTNER}/agreement", Commands.sign_agreement)
partners.command(f"{_PARTNER}/agreement/void", Commands.void_agreement, reason=True)
partners.command(_AMENDMENTS, Commands.amend_agreement, makes="amendment_id")
partners.command(f"{_AMENDMENTS}/<uuid:amendment_id>/void", Commands.void_amendment, reason=True)
partners.command(f"{_PARTNER}/semester-budgets", Commands.plan_semester_budget)
partners.command(
    f"{_PARTNER}/semester-budgets/withdraw", Commands.withdraw_semester_budget, reason=True
)
partners.command(f"{_PARTNER}/overspending", Commands.allow_overspending, reason=True)
partners.command(f"{_PARTNER}/overspending/withdraw", Commands.withdraw_overspending, reason=True)
partners.command(f"{_PARTNER}/merge", Commands.merge, makes="merger_id", guarded=True)
partners.command(f"{_PARTNER}/pass-on", Commands.pass_on, guarded=True)
partners.command(f"{_PARTNER}/void-merger", Commands.void_merger, reason=True, guarded=True)
partners.command(f"{_PARTNER}/advances", Commands.pay_advance, makes="payment_id")
partners.command(_PAYMENTS, Commands.make_payment, makes="payment_id")
partners.command(f"{_PAYMENTS}/<uuid:payment_id>/reverse", Commands.reverse_payment, reason=True)


@partners.listing("/partners", Partners, shows=PartnerState, where=PartnerFilter, query=TWO_TIMES)
def listed(connection: Connection, **asked: Any) -> list[PartnerState]:
    """Partners as of a day, with what they were advanced and received."""
    return Partners.page(connection, **asked)


@partners.question(_PARTNER, Partners, shows=PartnerShown, query=TWO_TIMES, stream="partner_id")
def one(connection: Connection, *, partner_id: UUID, **when: Any) -> PartnerShown:
    """A partner as of a day: agreement and amendments, what it planned and received."""
    if (partner := Partners.get(connection, partner_id, **when)) is None:
        raise NotFound(what="partner", id=partner_id)
    return partner


@partners.question(
    f"{_PARTNER}/account", *SOURCES, shows=PartnerAccount, query=TWO_TIMES, stream="partner_id"
)
def of_one(connection: Connection, *, partner_id: UUID, **when: Any) -> PartnerAccount:
    """What the operation and a partner owe each other, by semester, to the cent."""
    where = PartnerFilter(partner_id)
    if not Partners.page(connection, where, **when):
        raise NotFound(what="partner", id=partner_id)
    return account(connection, where, **when)


@partners.listing(
    "/partners/semesters",
    *SOURCES,
    shows=SemesterAccount,
    where=PartnerFilter,
    query=TWO_TIMES,
    paged=False,
)
def semesters(connection: Connection, **asked: Any) -> list[SemesterAccount]:
    """What partners together planned, spent, settled and received for each semester."""
    return semester_accounts(connection, **asked)


@partners.listing(
    "/partners/budgets",
    *SOURCES,
    shows=BudgetUse,
    where=PartnerFilter,
    query={"at_least": AT_LEAST, **TWO_TIMES},
    paged=False,
)
def used(connection: Connection, **asked: Any) -> list[BudgetUse]:
    """Semester budgets, and how much of each is spent; `at_least=80`: those used so far, in percent."""
    return budgets(connection, **asked)


@partners.listing("/payments", Partners, shows=Payment, where=PaymentFilter, query=TWO_TIMES)
def payments(connection: Connection, **asked: Any) -> list[Payment]:
    """Payments to partners in the order of their recording, those reversed too."""
    return Partners.payments_page(connection, **asked)


@partners.question(
    "/payments/total", Partners, shows=Received, where=PaymentFilter, query=TWO_TIMES
)
def received(connection: Connection, **asked: Any) -> Received:
    """What was paid by a day and not reversed by then."""
    return Partners.received(connection, **asked)
