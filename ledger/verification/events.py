"""What may happen to a verification: planned, carried out, lines looked at, findings resolved, closed."""

from datetime import date
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from ledger.aggregate import Birth
from ledger.fact import Fact
from ledger.money import Euros
from ledger.text import Listed, Verdict
from ledger.verification.values import Line

if TYPE_CHECKING:
    from ledger.verification.verification import Verification


class Planned(Birth):
    """A desk check or an on-the-spot visit of a partner is to take place."""

    TOPIC = "verification.planned"
    kind: Annotated[str, Listed("verification_kind")]
    body: str
    """Who verifies: an institution, never a person."""
    partner_id: UUID
    first_day: date
    last_day: date
    """Of the period that is verified."""
    planned_for: date


class CarriedOut(Fact):
    """It took place."""

    TOPIC = "verification.carried_out"

    def apply(self, verification: "Verification") -> None:
        verification.state, verification.carried_out_on = "carried_out", self.occurred_on


class CarryingOutVoided(Fact):
    """It had not taken place, or not so: it is planned again."""

    TOPIC = "verification.carrying_out_voided"

    def apply(self, verification: "Verification") -> None:
        verification.state, verification.carried_out_on = "planned", None


class LineVerified(Fact):
    """A line of expenditure was looked at, and is eligible, is not, or is to be clarified."""

    TOPIC = "verification.line_verified"
    line_id: UUID
    measure_id: UUID
    """The consultation, payment or other measure"""
    verdict: Verdict
    not_eligible: Euros
    finding: str | None

    def apply(self, verification: "Verification") -> None:
        verification.lines[self.line_id] = Line(
            self.measure_id, verdict=self.verdict, not_eligible=self.not_eligible
        )


class LineVoided(Fact):
    """A line had been recorded wrongly: it was not looked at, or not so."""

    TOPIC = "verification.line_voided"
    line_id: UUID

    def apply(self, verification: "Verification") -> None:
        verification.lines[self.line_id].voided = True


class FindingResolved(Fact):
    """What was to be clarified is: the line is eligible, or it is not."""

    TOPIC = "verification.finding_resolved"
    line_id: UUID
    verdict: Verdict
    not_eligible: Euros

    def apply(self, verification: "Verification") -> None:
        line = verification.lines[self.line_id]
        line.verdict, line.not_eligible = self.verdict, self.not_eligible


class Closed(Fact):
    """The verification is finished."""

    TOPIC = "verification.closed"

    def apply(self, verification: "Verification") -> None:
        verification.state = "closed"


class Reopened(Fact):
    """It had been closed wrongly."""

    TOPIC = "verification.reopened"

    def apply(self, verification: "Verification") -> None:
        verification.state = "carried_out"


class Voided(Fact):
    """The verification had been recorded wrongly, with all its lines."""

    TOPIC = "verification.voided"

    def apply(self, verification: "Verification") -> None:
        verification.state = "voided"
