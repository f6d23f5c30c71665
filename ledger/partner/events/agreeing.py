"""Facts about what was agreed: joinings, agreements, and what is planned for semesters."""

from typing import TYPE_CHECKING
from uuid import UUID

from ledger.aggregate import Birth
from ledger.fact import Fact
from ledger.money import Euros
from ledger.partner.values import Agreement, Amendment, Planned
from ledger.role import Role
from ledger.text import FreeText, Municipality, PartnerKind, Semester

if TYPE_CHECKING:
    from ledger.partner.partner import Partner


class Joined(Birth):
    """A municipality or a school of the state became a partner."""

    TOPIC = "partner.joined"
    name: str
    kind: PartnerKind
    municipality: Municipality | None
    """Where the partner is one."""


class JoiningCorrected(Fact):
    """The partner's name, kind or municipality had been recorded wrongly."""

    TOPIC = "partner.joining_corrected"
    name: str
    kind: PartnerKind
    municipality: Municipality | None

    def apply(self, partner: "Partner") -> None:
        partner.name, partner.kind = self.name, self.kind
        partner.municipality = self.municipality


class AgreementSigned(Fact):
    """The partner and the operation agreed to work together."""

    TOPIC = "partner.agreement_signed"
    number: str

    def apply(self, partner: "Partner") -> None:
        partner.agreement = Agreement(self.number, self.occurred_on)


class AgreementAmended(Fact):
    """The agreement was changed."""

    TOPIC = "partner.agreement_amended"
    amendment_id: UUID
    number: str
    """The amendment's own number."""
    subject: FreeText

    def apply(self, partner: "Partner") -> None:
        partner.amendments[self.amendment_id] = Amendment(self.number)


class AmendmentVoided(Fact):
    """An amendment had been recorded wrongly."""

    TOPIC = "partner.amendment_voided"
    amendment_id: UUID

    def apply(self, partner: "Partner") -> None:
        partner.amendments[self.amendment_id].voided = True


class AgreementVoided(Fact):
    """An agreement had been recorded wrongly, its amendments with it."""

    TOPIC = "partner.agreement_voided"
    number: str

    def apply(self, partner: "Partner") -> None:
        partner.agreement, partner.amendments = None, {}


class SemesterBudgetPlanned(Fact):
    """What the partner plans for one semester; planning again replaces it."""

    TOPIC = "partner.semester_budget_planned"
    RECORDED_BY = (Role.PARTNER_COORDINATOR,)
    semester: Semester
    amount: Euros
    students: int

    def apply(self, partner: "Partner") -> None:
        before = partner.planned.get(self.semester)
        if before is None or before.planned_on <= self.occurred_on:
            partner.planned[self.semester] = Planned(self.amount, self.occurred_on)


class SemesterBudgetWithdrawn(Fact):
    """What was planned for a semester had been recorded wrongly: nothing is planned for it."""

    TOPIC = "partner.semester_budget_withdrawn"
    RECORDED_BY = (Role.PARTNER_COORDINATOR,)
    semester: Semester

    def apply(self, partner: "Partner") -> None:
        del partner.planned[self.semester]
        partner.allowances.pop(self.semester, None)


class OverspendingAllowed(Fact):
    """The partner coordinator allowed more to be spent in a semester than is planned; the reason says why."""

    TOPIC = "partner.overspending_allowed"
    RECORDED_BY = (Role.PARTNER_COORDINATOR,)
    semester: Semester
    up_to: Euros

    def apply(self, partner: "Partner") -> None:
        partner.allowances[self.semester] = self.up_to


class OverspendingWithdrawn(Fact):
    """No more than is planned may be spent in the semester any more."""

    TOPIC = "partner.overspending_withdrawn"
    RECORDED_BY = (Role.PARTNER_COORDINATOR,)
    semester: Semester

    def apply(self, partner: "Partner") -> None:
        del partner.allowances[self.semester]
