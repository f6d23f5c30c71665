"""Evaluations, stays and outcomes: who is counted anew when one is recorded."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ledger.student import events
from projections.projection import At, on
from projections.statistics_learners import CountedLearners
from projections.statistics_standing import End, Plan, Stayed


class CountedResults(CountedLearners):
    """The base of `Statistics` that counts what came of the support, as in `Outcomes`."""

    # --- folding: plans ---------------------------------------------------------------------------

    @on(events.PlanEvaluated)
    def evaluated(self, event: events.PlanEvaluated, at: At) -> None:
        results: dict[UUID, str] = {each.risk_id: each.result for each in event.results}
        self._evaluate(event, at, event.occurred_on, results)

    @on(events.EvaluationVoided)
    def evaluation_voided(self, event: events.EvaluationVoided, at: At) -> None:
        self._evaluate(event, at, None, {})

    def _evaluate(self, event: Any, at: At, day: Any, results: dict[UUID, str]) -> None:
        plan: Plan = self.standing(event.originator_id).plans[event.plan_id]
        with self.counting(at, event.originator_id, results_of=[plan.semester]):
            plan.evaluated_on, plan.results = day, results

    # --- folding: where the learner is ------------------------------------------------------------

    @on(events.Enrolled)
    def enrolled(self, event: events.Enrolled, at: At) -> None:
        with self.counting(at, event.originator_id, results_of=None) as record:
            record.stays[event.enrolment_id] = Stayed(event.occurred_on)

    @on(events.EnrolmentVoided)
    def enrolment_voided(self, event: events.EnrolmentVoided, at: At) -> None:
        with self.counting(at, event.originator_id, results_of=None) as record:
            del record.stays[event.enrolment_id]

    @on(events.Left)
    def left(self, event: events.Left, at: At) -> None:
        with self.counting(at, event.originator_id, results_of=None) as record:
            record.stays[event.enrolment_id].last = event.occurred_on

    @on(events.LeavingVoided)
    def leaving_voided(self, event: events.LeavingVoided, at: At) -> None:
        with self.counting(at, event.originator_id, results_of=None) as record:
            record.stays[event.enrolment_id].last = None

    @on(events.OutcomeRecorded)
    def outcome_recorded(self, event: events.OutcomeRecorded, at: At) -> None:
        with self.counting(at, event.originator_id, results_of=None) as record:
            record.ends[event.outcome_id] = End(event.outcome, event.occurred_on, at.position)

    @on(events.OutcomeVoided)
    def outcome_voided(self, event: events.OutcomeVoided, at: At) -> None:
        with self.counting(at, event.originator_id, results_of=None) as record:
            del record.ends[event.outcome_id]
