"""What may happen to a partner: it joins, signs an agreement, plans semesters, receives money."""

from uuid import UUID

from ledger.aggregate import Birth
from ledger.fact import Fact
from ledger.money import Euros


class Joined(Birth):
    """A municipality or a school of the state became a partner."""

    TOPIC = "partner.joined"
    name: str
    kind: str
    """municipality, state_vocational or state_general"""
    municipality: str | None
    """ISO 3166-2 code, where the partner is one."""


class JoiningCorrected(Fact):
    """The partner's name, kind or municipality had been recorded wrongly."""

    TOPIC = "partner.joining_corrected"
    name: str
    kind: str
    municipality: str | None


class AgreementSigned(Fact):
    """The partner and the operation agreed to work together."""

    TOPIC = "partner.agreement_signed"
    number: str


class AgreementAmended(Fact):
    """The agreement was changed."""

    TOPIC = "partner.agreement_amended"
    amendment_id: UUID
    number: str
    """The amendment's own number."""
    subject: str


class AmendmentVoided(Fact):
    """An amendment had been recorded wrongly."""

    TOPIC = "partner.amendment_voided"
    amendment_id: UUID


class AgreementVoided(Fact):
    """An agreement had been recorded wrongly, its amendments with it."""

    TOPIC = "partner.agreement_voided"
    number: str


class SemesterBudgetPlanned(Fact):
    """What the partner plans for one semester; planning again replaces it."""

    TOPIC = "partner.semester_budget_planned"
    semester: str
    amount: Euros
    students: int


class SemesterBudgetWithdrawn(Fact):
    """What was planned for a semester had been recorded wrongly: nothing is planned for it."""

    TOPIC = "partner.semester_budget_withdrawn"
    semester: str


class AdvancePaid(Fact):
    """Money was paid to the partner ahead of its expenditure."""

    TOPIC = "partner.advance_paid"
    payment_id: UUID
    amount: Euros
    reference: str
    """The bank entry"""


class PaymentMade(Fact):
    """Money was paid to the partner for a semester, or for a period that is not stated."""

    TOPIC = "partner.payment_made"
    payment_id: UUID
    amount: Euros
    period: str | None
    """The semester; None where none is stated."""
    purpose: str
    """measures or youth_projects"""
    prior_period: bool
    """Whether it settles an earlier period than the one it was paid in."""
    reference: str


class PaymentReversed(Fact):
    """A payment or advance was taken back in full."""

    TOPIC = "partner.payment_reversed"
    payment_id: UUID
