"""Management verifications: planned and carried out, what was looked at, and what was found."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from ledger.partner import events as partner_events
from ledger.store.connection import Connection
from ledger.verification import events
from projections import verification_rows as rows
from projections.projection import At, Projection, on
from projections.table import Table
from projections.versions import Versions, moment

STATES = {
    events.CarriedOut.TOPIC: "carried_out",
    events.CarryingOutVoided.TOPIC: "planned",
    events.Closed.TOPIC: "closed",
    events.Reopened.TOPIC: "carried_out",
    events.Voided.TOPIC: "voided",
}


def _decision(event: Any) -> tuple[UUID, UUID] | None:
    """The approval or recovery that an event is about."""
    for name in ("approval_id", "recovery_id"):
        if id_ := getattr(event, name, None):
            return event.originator_id, id_
    return None


class Verifications(Projection):
    """A line voided never was, on any day; a finding counts as found until the day on which it was resolved.

    A decision that refers to a verification is money: it stands until the day on which it was voided.
    """

    VERSION = 2
    verifications = Table(rows.Verification, key="verification_id", by=lambda _: None)
    steps = Table(rows.Step)
    lines = Versions(rows.Line, key=("verification_id", "line_id"))
    decisions = Versions(rows.Decision, key=("partner_id", "decision_id"), by=_decision)

    # --- folding ----------------------------------------------------------------------------------

    @on(events.Planned)
    def planned(self, event: events.Planned, at: At) -> None:
        self.verifications.add(
            rows.Verification(
                event.originator_id,
                at.position,
                event.kind,
                event.body,
                event.partner_id,
                event.first_day,
                event.last_day,
                event.planned_for,
                event.occurred_on,
            )
        )

    @on(
        events.CarriedOut,
        events.CarryingOutVoided,
        events.Closed,
        events.Reopened,
        events.Voided,
    )
    def came_to(self, event: Any, at: At) -> None:
        state = STATES[event.TOPIC]
        self.steps.add(rows.Step(at.position, event.originator_id, state, event.occurred_on))

    @on(events.LineVerified)
    def line_verified(self, event: events.LineVerified, at: At) -> None:
        self.lines.learn(
            rows.Line(
                event.originator_id,
                event.line_id,
                at.position,
                event.measure_id,
                event.finding,
                event.occurred_on,
                event.verdict,
                event.not_eligible,
                at.position,
            )
        )

    @on(events.LineVoided)
    def line_voided(self, event: events.LineVoided, at: At) -> None:
        self.lines.withdraw(event.originator_id, event.line_id, at=at)

    @on(events.FindingResolved)
    def finding_resolved(self, event: events.FindingResolved, at: At) -> None:
        self.lines.revise(
            event.originator_id,
            event.line_id,
            at=at,
            resolved_on=event.occurred_on,
            resolved_verdict=event.verdict,
            resolved_not_eligible=event.not_eligible,
        )

    @on(partner_events.SettlementApproved)
    def approved(self, event: partner_events.SettlementApproved, at: At) -> None:
        self._refer("approval", event.approval_id, event, at)

    @on(partner_events.RecoveryDecided)
    def recovery_decided(self, event: partner_events.RecoveryDecided, at: At) -> None:
        self._refer("recovery", event.recovery_id, event, at)

    @on(partner_events.ApprovalVoided, partner_events.RecoveryVoided)
    def decision_voided(self, event: Any, at: At) -> None:
        decision: Any = _decision(event)
        if self.decisions.known(*decision):
            self.decisions.revise(*decision, at=at, voided_on=event.occurred_on)

    def _refer(self, kind: str, decision_id: UUID, event: Any, at: At) -> None:
        if event.verifications:
            self.decisions.learn(
                rows.Decision(
                    event.originator_id,
                    decision_id,
                    list(event.verifications),
                    at.position,
                    kind,
                    event.settlement_id,
                    event.semester,
                    event.amount,
                    event.occurred_on,
                    at.position,
                )
            )

    # --- asking -----------------------------------------------------------------------------------

    @classmethod
    def page(
        cls,
        connection: Connection,
        where: rows.VerificationFilter = rows.ANY,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> list[rows.VerificationState]:
        """Verifications in the order of their planning, those after a position."""
        asked = {**asdict(where), **moment(as_of, known_at), "after": after, "limit": limit}
        return cls.fetch(connection, rows.VerificationState, "page", asked)

    @classmethod
    def get(
        cls,
        connection: Connection,
        verification_id: UUID,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> rows.VerificationShown | None:
        """One verification with its lines and who refers to it, or None if it was not planned by then."""
        where, when = rows.VerificationFilter(verification_id), moment(as_of, known_at)
        with cls.reading(connection):
            for found in cls.page(connection, where, as_of=as_of, known_at=known_at):
                asked = {**when, "verification_id": verification_id}
                return rows.VerificationShown(
                    found,
                    cls.fetch(connection, rows.LineState, "lines", asked),
                    cls.fetch(connection, rows.ReferredBy, "referred_by", asked),
                )
        return None
