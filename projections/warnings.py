"""Warnings of double funding, each with what was decided; and what other projects give a learner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.store.connection import Connection
from ledger.student import events
from projections.projection import At, Projection, on
from projections.versions import FOREVER, Versions, moment


@dataclass(frozen=True, slots=True)
class Support:
    """What another funded project gives a learner, as the school declared it."""

    student_id: UUID
    support_id: UUID
    position: int
    programme: str
    funder: str
    kinds: list[str]
    first_day: date
    last_day: date | None
    declared_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Raised:
    """A warning, and its last decision."""

    student_id: UUID
    warning_id: UUID
    position: int
    rule: str
    measure_kind: str
    measure_id: UUID
    conflict_kind: str
    conflict_id: UUID | None
    raised_on: date
    known_from: int
    known_to: int = FOREVER
    decision: str | None = None
    decided_on: date | None = None
    lapsed_on: date | None = None


@dataclass(frozen=True, slots=True)
class WarningState:
    """A warning as it stood on a day: open, no_double_funding, double_funding or lapsed."""

    position: int
    student_id: UUID
    warning_id: UUID
    state: str
    rule: str
    measure_kind: str
    measure_id: UUID
    conflict_kind: str
    conflict_id: UUID | None
    raised_on: date
    decided_on: date | None
    lapsed_on: date | None


class Warnings(Projection):
    """A declaration that was withdrawn, or a decision that was void, never was, on any day."""

    supports = Versions(Support, key=("student_id", "support_id"))
    raised = Versions(Raised, key=("student_id", "warning_id"))

    @on(events.OtherSupportDeclared)
    def declared(self, event: events.OtherSupportDeclared, at: At) -> None:
        self.supports.learn(
            Support(
                student_id=event.originator_id,
                support_id=event.support_id,
                position=at.position,
                programme=event.programme,
                funder=event.funder,
                kinds=list(event.kinds),
                first_day=event.first_day,
                last_day=event.last_day,
                declared_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.OtherSupportWithdrawn)
    def withdrawn(self, event: events.OtherSupportWithdrawn, at: At) -> None:
        self.supports.withdraw(event.originator_id, event.support_id, at=at)

    @on(events.WarningRaised)
    def warned(self, event: events.WarningRaised, at: At) -> None:
        self.raised.learn(
            Raised(
                student_id=event.originator_id,
                warning_id=event.warning_id,
                position=at.position,
                rule=event.rule,
                measure_kind=event.measure_kind,
                measure_id=event.measure_id,
                conflict_kind=event.conflict_kind,
                conflict_id=event.conflict_id,
                raised_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.WarningDecided)
    def decided(self, event: events.WarningDecided, at: At) -> None:
        decision = {"decision": event.decision, "decided_on": event.occurred_on}
        self.raised.revise(event.originator_id, event.warning_id, at=at, **decision)

    @on(events.DecisionVoided)
    def decision_voided(self, event: events.DecisionVoided, at: At) -> None:
        open_again = {"decision": None, "decided_on": None}
        self.raised.revise(event.originator_id, event.warning_id, at=at, **open_again)

    @on(events.WarningLapsed)
    def lapsed(self, event: events.WarningLapsed, at: At) -> None:
        lapsed_on = event.occurred_on
        self.raised.revise(event.originator_id, event.warning_id, at=at, lapsed_on=lapsed_on)

    @classmethod
    def of_student(
        cls,
        connection: Connection,
        student_id: UUID,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> list[WarningState]:
        """The warnings of a learner in the order in which they were raised, and how each stood that day."""
        asked = {"student_id": student_id, **moment(as_of, known_at)}
        paged = {**asked, "after": after, "limit": limit}
        return cls.fetch(connection, WarningState, "of_student", paged)

    @classmethod
    def support_of(
        cls,
        connection: Connection,
        student_id: UUID,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> list[Support]:
        """What was declared by a day that other projects give a learner."""
        asked = {"student_id": student_id, **moment(as_of, known_at)}
        return cls.fetch(
            connection, Support, "support_of", {**asked, "after": after, "limit": limit}
        )
