"""Partners: municipalities and schools of the state, their agreements, budgets and payments."""

from __future__ import annotations

from api.resource import Resource
from ledger.partner import Partners as Commands

partners = Resource(
    "partners",
    "Municipalities and schools of the state that carry the operation out.",
    commands="partners",
    location="/partners/{partner_id}",
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
partners.command(f"{_PARTNER}/advances", Commands.pay_advance, makes="payment_id")
partners.command(_PAYMENTS, Commands.make_payment, makes="payment_id")
partners.command(f"{_PAYMENTS}/<uuid:payment_id>/reverse", Commands.reverse_payment, reason=True)
