"""What was given to a student: consultations and compensations, and how far each has come."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from ledger.document import Document
from ledger.errors import AlreadyVoided
from ledger.money import ZERO
from ledger.store.holds import Spend
from ledger.student.compensation_errors import (
    ApprovedByClaimant,
    CompensationNotAt,
    MoreThanApproved,
    MoreThanClaimed,
)
from ledger.student.values import Group, Route


class Consultation(msgspec.Struct):
    """A consultation that was held, or planned and missed."""

    plan_id: UUID
    revision: int
    day: date
    key: str | None = None
    """What planned and held hours are compared by; None: it was missed."""
    hours: Decimal = ZERO
    group: Group | None = None
    spent: Spend | None = None
    """None: it was missed."""
    voided: bool = False
    recorded_by: str = ""

    def require_standing(self) -> None:
        """AlreadyVoided."""
        if self.voided:
            raise AlreadyVoided(what="consultation")


class Compensation(msgspec.Struct):
    """A cost on its way from claim to payment: claimed, approved, paid; or refused."""

    plan_id: UUID
    revision: int
    kind: str
    first_day: date
    last_day: date
    claimed: Decimal
    claimed_by: str
    document: Document
    since: date
    """The day of its last step: of its claim, approval, payment …"""
    approved: Decimal
    """What counts against plan, ceiling and document: all that is claimed until less is approved."""
    state: str = "claimed"
    payment_id: UUID | None = None
    route: Route | None = None
    spent: Spend | None = None
    """What its payment spends."""

    @property
    def standing(self) -> bool:
        """Whether it counts against plan, ceiling and document."""
        return self.state != "refused"

    def require(self, *states: str) -> None:
        """CompensationNotAt, unless it is in one of these states."""
        if self.state not in states:
            raise CompensationNotAt(state=self.state, needed=" or ".join(states))

    def require_approvable(self, amount: Decimal, actor: str) -> None:
        """Four eyes, and no more than was claimed; ApprovedByClaimant, MoreThanClaimed."""
        self.require("claimed")
        if actor == self.claimed_by:
            raise ApprovedByClaimant()
        if amount > self.claimed:
            raise MoreThanClaimed(claimed=self.claimed)

    def require_payable(self, amount: Decimal) -> None:
        """MoreThanApproved."""
        self.require("approved")
        if amount > self.approved:
            raise MoreThanApproved(approved=self.approved)
