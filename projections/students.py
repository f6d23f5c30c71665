"""Students: where each learns, which risks it is under, how many represent it, how many plans it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from ledger.store.connection import Connection
from ledger.student import events
from projections.persons import Persons
from projections.projection import At, on
from projections.student_rows import (
    ANY_STUDENT,
    Enrolment,
    EnrolmentState,
    OpenRisk,
    Plan,
    Representative,
    Risk,
    Stage,
    Student,
    StudentFilter,
    StudentShown,
    StudentState,
)
from projections.table import Table
from projections.versions import Versions, moment


class Students(Persons):
    """The current state of each learner.

    What was voided never was, on any day; who left, and which risk was resolved, from the day it
    happened on. Every question takes `as_of` (None: whatever day it happens) and `known_at` (None: now).
    """

    VERSION = 3
    COST = 5
    students = Table(Student)
    enrolments = Versions(Enrolment, key=("student_id", "enrolment_id"))
    stages = Versions(
        Stage, key=("student_id", "enrolment_id", "first_day"), by=lambda event: _stage_of(event)
    )
    risks = Versions(Risk, key=("student_id", "risk_id"))
    representatives = Versions(Representative, key=("student_id", "representative_id"))
    plans = Versions(Plan, key=("student_id", "plan_id"))

    # --- folding ----------------------------------------------------------------------------------

    @on(events.Registered)
    def registered(self, event: events.Registered, at: At) -> None:
        self.students.add(Student(event.originator_id, at.position, event.occurred_on))

    @on(events.Enrolled)
    def enrolled(self, event: events.Enrolled, at: At) -> None:
        self.enrolments.learn(
            Enrolment(
                student_id=event.originator_id,
                enrolment_id=event.enrolment_id,
                institution_id=event.institution_id,
                programme_kind=event.programme_kind,
                first_day=event.occurred_on,
                known_from=at.position,
            )
        )
        self.promoted(event, at)

    @on(events.Promoted)
    def promoted(self, event: events.Enrolled | events.Promoted, at: At) -> None:
        self.stages.learn(
            Stage(
                event.originator_id,
                event.enrolment_id,
                event.stage,
                event.occurred_on,
                at.position,
            )
        )

    @on(events.PromotionVoided)
    def promotion_voided(self, event: events.PromotionVoided, at: At) -> None:
        self.stages.withdraw(event.originator_id, event.enrolment_id, event.promoted_on, at=at)

    @on(events.EnrolmentVoided)
    def enrolment_voided(self, event: events.EnrolmentVoided, at: At) -> None:
        self.enrolments.withdraw(event.originator_id, event.enrolment_id, at=at)

    @on(events.Left)
    def left(self, event: events.Left, at: At) -> None:
        self.enrolments.revise(
            event.originator_id, event.enrolment_id, at=at, last_day=event.occurred_on
        )

    @on(events.LeavingVoided)
    def leaving_voided(self, event: events.LeavingVoided, at: At) -> None:
        self.enrolments.revise(event.originator_id, event.enrolment_id, at=at, last_day=None)

    @on(events.RiskIdentified)
    def risk_identified(self, event: events.RiskIdentified, at: At) -> None:
        self.risks.learn(
            Risk(
                student_id=event.originator_id,
                risk_id=event.risk_id,
                factor=event.factor,
                risk_group=event.factor.partition(".")[0],
                identified_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.RiskResolved)
    def risk_resolved(self, event: events.RiskResolved, at: At) -> None:
        self.risks.revise(event.originator_id, event.risk_id, at=at, resolved_on=event.occurred_on)

    @on(events.RiskReopened)
    def risk_reopened(self, event: events.RiskReopened, at: At) -> None:
        self.risks.revise(event.originator_id, event.risk_id, at=at, resolved_on=None)

    @on(events.RiskVoided)
    def risk_voided(self, event: events.RiskVoided, at: At) -> None:
        self.risks.withdraw(event.originator_id, event.risk_id, at=at)

    @on(events.RepresentativeNamed)
    def representative_named(self, event: events.RepresentativeNamed, at: At) -> None:
        self.representatives.learn(
            Representative(
                student_id=event.originator_id,
                representative_id=event.representative_id,
                relation=event.relation,
                named_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.RepresentativeRemoved)
    def representative_removed(self, event: events.RepresentativeRemoved, at: At) -> None:
        self.representatives.revise(
            event.originator_id, event.representative_id, at=at, removed_on=event.occurred_on
        )

    @on(events.PlanDrafted)
    def plan_drafted(self, event: events.PlanDrafted, at: At) -> None:
        self.plans.learn(Plan(event.originator_id, event.plan_id, event.occurred_on, at.position))

    @on(events.PlanVoided)
    def plan_voided(self, event: events.PlanVoided, at: At) -> None:
        self.plans.withdraw(event.originator_id, event.plan_id, at=at)

    # --- asking -----------------------------------------------------------------------------------

    @classmethod
    def get(
        cls,
        connection: Connection,
        student_id: UUID,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> StudentShown | None:
        """One learner, or None if not registered by then."""
        asked = {"student_id": student_id, **moment(as_of, known_at)}
        with cls.reading(connection):
            for student in cls.fetch(connection, StudentState, "one", asked):
                return StudentShown(
                    student,
                    cls.fetch(connection, EnrolmentState, "enrolments", asked),
                    cls.fetch(connection, OpenRisk, "open_risks", asked),
                    [row[0] for row in connection.execute(cls.statement("duplicates"), asked)],
                )
        return None

    @classmethod
    def page(
        cls,
        connection: Connection,
        where: StudentFilter = ANY_STUDENT,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> list[StudentState]:
        """Learners in the order of their registration, those after a position; no record merged into another."""
        asked = {**asdict(where), **moment(as_of, known_at), "after": after, "limit": limit}
        return cls.fetch(connection, StudentState, "page", asked)

    @classmethod
    def risk_factors(
        cls, connection: Connection, student_id: UUID, risk_ids: Sequence[UUID]
    ) -> list[str]:
        """The factors of some of a learner's risks, resolved ones too."""
        asked = {"student_id": student_id, "risk_ids": list(risk_ids)}
        with cls.reading(connection):
            return [row[0] for row in connection.execute(cls.statement("risk_factors"), asked)]


def _stage_of(event: Any) -> tuple[UUID, UUID, date] | None:
    """The key of the stage that an event is about: the enrolment's on the day it was reached."""
    match event:
        case events.Enrolled() | events.Promoted():
            return event.originator_id, event.enrolment_id, event.occurred_on
        case events.PromotionVoided():
            return event.originator_id, event.enrolment_id, event.promoted_on
    return None
