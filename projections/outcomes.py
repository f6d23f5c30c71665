"""Outcomes: did the risk fall, did the learner stay in education, and after how much support?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from ledger.calendar import semesters
from ledger.store.connection import Connection
from ledger.student import events
from projections import outcome_rows as rows
from projections.persons import Persons
from projections.projection import At, on
from projections.support import Support
from projections.versions import FOREVER, Versions, moment

Row = TypeVar("Row")
Signed = events.PlanAgreed | events.AgreementVoided


def _evaluated_plan(event: Any) -> tuple[UUID, UUID] | None:
    """The plan that an event evaluates or takes back; a draft is new."""
    match event:
        case events.PlanEvaluated() | events.EvaluationVoided() | events.PlanVoided():
            return event.originator_id, event.plan_id
    return None


class Outcomes(Support, Persons):
    """Learners with a plan in force, the results of its evaluation, and where they learn later.

    What was voided never was, on any day; a record merged into another is one person with it. Every
    question takes the day it is about (`as_of`) and `known_at` (None: now); what each figure means is
    in docs/concepts-results.md.
    """

    VERSION = 2
    COST = 15
    plans = Versions(rows.Plan, key=("student_id", "plan_id"), by=_evaluated_plan)
    revisions = Versions(
        rows.Revision, key=("student_id", "plan_id", "revision"), by=lambda event: _signed(event)
    )
    risks = Versions(rows.Risk, key=("student_id", "risk_id"))
    enrolments = Versions(rows.Enrolment, key=("student_id", "enrolment_id"))
    outcomes = Versions(rows.Outcome, key=("student_id", "outcome_id"))

    # --- folding: plans and their evaluation ------------------------------------------------------

    @on(events.PlanDrafted)
    def drafted(self, event: events.PlanDrafted, at: At) -> None:
        self.plans.add_new(
            rows.Plan(
                student_id=event.originator_id,
                plan_id=event.plan_id,
                position=at.position,
                semester=event.semester,
                institution_id=event.place.institution_id,
                partner_id=event.place.partner_id,
                municipality=event.place.municipality,
                region=event.place.region,
                known_from=at.position,
            )
        )
        self.revised(event, at)

    @on(events.PlanRevised)
    def revised(self, event: events.PlanDrafted | events.PlanRevised, at: At) -> None:
        self.revisions.add_new(
            rows.Revision(
                event.originator_id,
                event.plan_id,
                getattr(event, "revision", 1),
                risks=list(event.content.risks),
                signatories=list(event.signatories),
                known_from=at.position,
            )
        )

    @on(events.PlanAgreed)
    def agreed(self, event: events.PlanAgreed, at: At) -> None:
        self._sign(event, at, {event.signatory: event.occurred_on})

    @on(events.AgreementVoided)
    def agreement_voided(self, event: events.AgreementVoided, at: At) -> None:
        self._sign(event, at, {})

    def _sign(self, event: Signed, at: At, signed: dict[str, date]) -> None:
        """A revision is in force from the day the last of its signatories agreed, if all did."""
        key = event.originator_id, event.plan_id, event.revision
        known = self.revisions[(*key, FOREVER)]
        agreed = dict(zip(known.agreed_by, known.agreed_on, strict=True))
        agreed.pop(event.signatory, None)
        agreed |= signed
        self.revisions.revise(
            *key,
            at=at,
            agreed_by=list(agreed),
            agreed_on=list(agreed.values()),
            in_force_from=max(agreed.values()) if set(agreed) == set(known.signatories) else None,
        )

    @on(events.PlanEvaluated)
    def evaluated(self, event: events.PlanEvaluated, at: At) -> None:
        self._evaluate(
            event,
            at,
            evaluated_on=event.occurred_on,
            evaluated=[each.risk_id for each in event.results],
            results=[each.result for each in event.results],
        )

    @on(events.EvaluationVoided)
    def evaluation_voided(self, event: events.EvaluationVoided, at: At) -> None:
        self._evaluate(event, at, evaluated_on=None, evaluated=[], results=[])

    def _evaluate(self, event: Any, at: At, **found: Any) -> None:
        self.plans.revise(event.originator_id, event.plan_id, at=at, **found)

    @on(events.PlanVoided)
    def plan_voided(self, event: events.PlanVoided, at: At) -> None:
        self.plans.withdraw(event.originator_id, event.plan_id, at=at)

    @on(events.RiskIdentified)
    def risk_identified(self, event: events.RiskIdentified, at: At) -> None:
        group = event.factor.partition(".")[0]
        self.risks.learn(
            rows.Risk(event.originator_id, event.risk_id, event.factor, group, at.position)
        )

    @on(events.RiskVoided)
    def risk_voided(self, event: events.RiskVoided, at: At) -> None:
        self.risks.withdraw(event.originator_id, event.risk_id, at=at)

    # --- folding: where the learner is ------------------------------------------------------------

    @on(events.Enrolled)
    def enrolled(self, event: events.Enrolled, at: At) -> None:
        self.enrolments.learn(
            rows.Enrolment(event.originator_id, event.enrolment_id, event.occurred_on, at.position)
        )

    @on(events.EnrolmentVoided)
    def enrolment_voided(self, event: events.EnrolmentVoided, at: At) -> None:
        self.enrolments.withdraw(event.originator_id, event.enrolment_id, at=at)

    @on(events.Left)
    def left(self, event: events.Left, at: At) -> None:
        self._end(event, at, event.occurred_on)

    @on(events.LeavingVoided)
    def leaving_voided(self, event: events.LeavingVoided, at: At) -> None:
        self._end(event, at, None)

    def _end(self, event: Any, at: At, last_day: date | None) -> None:
        self.enrolments.revise(event.originator_id, event.enrolment_id, at=at, last_day=last_day)

    @on(events.OutcomeRecorded)
    def recorded(self, event: events.OutcomeRecorded, at: At) -> None:
        self.outcomes.learn(
            rows.Outcome(
                event.originator_id,
                event.outcome_id,
                at.position,
                event.outcome,
                event.occurred_on,
                at.position,
            )
        )

    @on(events.OutcomeVoided)
    def voided(self, event: events.OutcomeVoided, at: At) -> None:
        self.outcomes.withdraw(event.originator_id, event.outcome_id, at=at)

    # --- asking -----------------------------------------------------------------------------------

    @classmethod
    def by_risk(
        cls,
        connection: Connection,
        where: rows.OutcomeFilter = rows.ANY,
        *,
        as_of: date,
        known_at: int | None = None,
    ) -> list[rows.RiskOutcomes]:
        """Of the learners under risks of a group in a semester, how many had them reduced."""
        return cls._ask(connection, rows.RiskOutcomes, "by_risk", where, as_of, known_at)

    @classmethod
    def effectiveness(
        cls,
        connection: Connection,
        where: rows.OutcomeFilter = rows.ANY,
        *,
        as_of: date,
        known_at: int | None = None,
    ) -> list[rows.Effect]:
        """What came of it 1, 2 and 4 semesters later, by kind and amount of the support in the semester."""
        return cls._ask_many(connection, rows.Effect, "effectiveness", where, as_of, known_at)

    @classmethod
    def cohorts(
        cls,
        connection: Connection,
        where: rows.OutcomeFilter = rows.ANY,
        *,
        as_of: date,
        known_at: int | None = None,
    ) -> list[rows.Cohort]:
        """Of the learners whose first plan was for a semester, who is in education each semester later."""
        return cls._ask_many(connection, rows.Cohort, "cohorts", where, as_of, known_at)

    @classmethod
    def learners(
        cls,
        connection: Connection,
        where: rows.OutcomeFilter = rows.ANY,
        *,
        as_of: date,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> list[rows.LearnerOutcome]:
        """The plans behind these figures, one by one, in the order of their drafting."""
        paging = {"after": after, "limit": limit}
        return cls._ask(
            connection, rows.LearnerOutcome, "learners", where, as_of, known_at, **paging
        )

    @classmethod
    def results(
        cls, connection: Connection, student_id: UUID, *, as_of: date, known_at: int | None = None
    ) -> list[rows.RiskResult]:
        """How the risks of one learner's plans came out."""
        asked = {"student_id": student_id}
        return cls._ask(connection, rows.RiskResult, "results", rows.ANY, as_of, known_at, **asked)

    @classmethod
    def of_student(
        cls, connection: Connection, student_id: UUID, *, as_of: date, known_at: int | None = None
    ) -> list[rows.Outcome]:
        """What became of one learner, by day."""
        asked = {"student_id": student_id}
        return cls._ask(connection, rows.Outcome, "of_student", rows.ANY, as_of, known_at, **asked)

    @classmethod
    def _ask_many(cls, connection: Connection, *asked: Any) -> list[Any]:
        """Asked of very many learners, where PostgreSQL expects few: it may not compare each with each."""
        with cls.reading(connection):
            connection.execute("SET LOCAL enable_nestloop = off")
            found = cls._ask(connection, *asked)
            connection.execute("SET LOCAL enable_nestloop = on")
        return found

    @classmethod
    def _ask(
        cls,
        connection: Connection,
        row: type[Row],
        query: str,
        where: rows.OutcomeFilter,
        as_of: date,
        known_at: int | None,
        **more: Any,
    ) -> list[Row]:
        calendar = {
            "semesters": [each.code for each in semesters()],
            "starts": [each.starts for each in semesters()],
            "later": list(rows.LATER),
        }
        bands = {**_band("hours", rows.HOURS), **_band("euros", rows.EUROS)}
        asked = {**asdict(where), **moment(as_of, known_at), **calendar, **bands, **more}
        return cls.fetch(connection, row, query, asked)


def _band(name: str, bands: dict[str, int | None]) -> dict[str, Sequence[Any]]:
    """The bands' names, and the most that is in each but the last."""
    return {
        f"{name}_bands": list(bands),
        f"{name}_most": [most for most in bands.values() if most is not None],
    }


def _signed(event: Any) -> tuple[UUID, UUID, int] | None:
    """The revision that an event signs; one that it writes is new."""
    match event:
        case events.PlanAgreed() | events.AgreementVoided():
            return event.originator_id, event.plan_id, event.revision
    return None
