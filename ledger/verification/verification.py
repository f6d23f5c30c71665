"""A management verification (regulation 1303/2013, Art. 125(5)): what an event changes stands with it."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from ledger import required, scope, vocabulary
from ledger.aggregate import Aggregate
from ledger.dated import require_new, require_not_before, require_period, standing
from ledger.fact import Fact
from ledger.money import ZERO, euros
from ledger.role import Role
from ledger.scope import Scope
from ledger.verification import events
from ledger.verification.errors import (
    FindingsOpen,
    NothingToClarify,
    VerdictAmountMisplaced,
    VerificationNotAt,
)
from ledger.verification.values import Line

CLARIFY = "to_clarify"


class Verification(Aggregate):
    """One stream for each desk check or visit."""

    TOPIC = "verification"
    RECORDED_BY = (Role.NATIONAL,)
    STATE_VERSION = 2

    partner_id: UUID
    first_day: date
    last_day: date
    """Of the period that is verified."""
    state: str
    """planned, carried_out, closed or voided"""
    carried_out_on: date | None
    lines: dict[UUID, Line]

    Planned = events.Planned
    CarriedOut = events.CarriedOut
    CarryingOutVoided = events.CarryingOutVoided
    LineVerified = events.LineVerified
    LineVoided = events.LineVoided
    FindingResolved = events.FindingResolved
    Closed = events.Closed
    Reopened = events.Reopened
    Voided = events.Voided

    @event(Planned)
    def __init__(self, partner_id: UUID, first_day: date, last_day: date) -> None:
        self.partner_id, self.first_day, self.last_day = partner_id, first_day, last_day
        self.state, self.carried_out_on, self.lines = "planned", None, {}

    def holders(self, day: date) -> Collection[Scope]:
        """The partner that is verified."""
        del day
        return (scope.partner(self.partner_id),)

    # --- verbs ------------------------------------------------------------------------------------

    @classmethod
    def plan(
        cls,
        id: UUID,  # noqa: A002  the library's name
        *,
        kind: str,
        body: str,
        partner_id: UUID,
        first_day: date,
        last_day: date,
        planned_for: date,
        occurred_on: date,
    ) -> Self:
        """UnknownCode, TextMissing, PeriodReversed."""
        require_period(first_day, last_day)
        return cls._create(
            cls.Planned,
            id=id,
            kind=vocabulary.require("verification_kind", kind),
            body=required.text("body", body),
            partner_id=partner_id,
            first_day=first_day,
            last_day=last_day,
            planned_for=planned_for,
            occurred_on=occurred_on,
        )

    def require(self, *states: str) -> None:
        """VerificationNotAt, unless it is in one of these states."""
        if self.state not in states:
            raise VerificationNotAt(state=self.state, needed=" or ".join(states))

    def require_carried_out(self, day: date) -> None:
        """That it stands, and had taken place by that day; VerificationNotAt, BeforeWhatItCorrects."""
        self.require("carried_out", "closed")
        if self.carried_out_on is not None:
            require_not_before(self.carried_out_on, day)

    def not_eligible(self) -> dict[UUID, Decimal]:
        """What was found not eligible, by measure, in euros."""
        found: dict[UUID, Decimal] = {}
        for line in self.lines.values():
            if line.not_eligible and not line.voided:
                found[line.measure_id] = found.get(line.measure_id, ZERO) + line.not_eligible
        return found

    def clarifying(self) -> int:
        """How many lines are to be clarified."""
        return sum(each.verdict == CLARIFY for each in self.lines.values() if not each.voided)


def carry_out(verification: Verification, *, occurred_on: date) -> None:
    """It took place that day; VerificationNotAt."""
    _step(verification, Verification.CarriedOut, occurred_on, "planned")


def void_carrying_out(verification: Verification, *, occurred_on: date) -> None:
    """It had not; ReasonMissing, VerificationNotAt."""
    required.reason()
    _step(verification, Verification.CarryingOutVoided, occurred_on, "carried_out")


def verify_line(
    verification: Verification,
    *,
    line_id: UUID,
    measure_id: UUID,
    verdict: str,
    not_eligible: Decimal = ZERO,
    finding: str | None = None,
    occurred_on: date,
) -> None:
    """`verdict`: eligible, not_eligible (then with the amount) or to_clarify.

    IdTaken, VerificationNotAt, UnknownCode, VerdictAmountMisplaced, TextMissing, NotInCents, AmountNotPositive.
    """
    verification.require("carried_out")
    require_new(verification.lines, line_id, "line")
    verification.trigger_event(
        Verification.LineVerified,
        line_id=line_id,
        measure_id=measure_id,
        finding=finding and required.text("finding", finding),
        occurred_on=occurred_on,
        **_judged(verdict, not_eligible),
    )


def void_line(verification: Verification, *, line_id: UUID, occurred_on: date) -> None:
    """ReasonMissing, AlreadyVoided, VerificationNotAt."""
    required.reason()
    verification.require("carried_out")
    standing(verification.lines, line_id, "line")
    verification.trigger_event(Verification.LineVoided, line_id=line_id, occurred_on=occurred_on)


def resolve_finding(
    verification: Verification,
    *,
    line_id: UUID,
    verdict: str,
    not_eligible: Decimal = ZERO,
    occurred_on: date,
) -> None:
    """What was to be clarified is; wrong again, void the line. NothingToClarify, and as `verify_line`."""
    verification.require("carried_out")
    line = standing(verification.lines, line_id, "line")
    if line.verdict != CLARIFY:
        raise NothingToClarify(verdict=line.verdict)
    verification.trigger_event(
        Verification.FindingResolved,
        line_id=line_id,
        occurred_on=occurred_on,
        **_judged(verdict, not_eligible),
    )


def close(verification: Verification, *, occurred_on: date) -> None:
    """When nothing is to be clarified; VerificationNotAt, FindingsOpen."""
    if count := verification.clarifying():
        raise FindingsOpen(count=count)
    _step(verification, Verification.Closed, occurred_on, "carried_out")


def reopen(verification: Verification, *, occurred_on: date) -> None:
    """ReasonMissing, VerificationNotAt."""
    required.reason()
    _step(verification, Verification.Reopened, occurred_on, "closed")


def void(verification: Verification, *, occurred_on: date) -> None:
    """Before it is closed; ReasonMissing, VerificationNotAt."""
    required.reason()
    _step(verification, Verification.Voided, occurred_on, "planned", "carried_out")


def _step(verification: Verification, event_class: type[Fact], day: date, *states: str) -> None:
    verification.require(*states)
    verification.trigger_event(event_class, occurred_on=day)


def _judged(verdict: str, not_eligible: Decimal) -> dict[str, str | Decimal]:
    vocabulary.require("verdict", verdict)
    if (verdict == "not_eligible") != (not_eligible != 0):
        raise VerdictAmountMisplaced()
    amount = euros(not_eligible) if not_eligible else ZERO
    return {"verdict": verdict, "not_eligible": amount}
