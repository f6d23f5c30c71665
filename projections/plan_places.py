"""Where plans belong, by day: at the institution they were drafted in, and since they moved at another."""

from __future__ import annotations

from datetime import date

from msgspec import structs

from ledger.student import events
from projections import plan_rows as rows
from projections.persons import Persons
from projections.projection import At, on
from projections.versions import FOREVER, Versions

FIRST_DAY = date.min

_CHANGING = (
    *(events.PlanEvaluated, events.EvaluationVoided, events.PlanClosed, events.PlanReopened),
    *(events.PlanVoided, events.PlanMoved, events.PlanMoveVoided),
)
"""The events that change a plan: a draft begins it, and what is given under it does not change it."""


class PlanPlaces(Persons):
    """The base of `Plans`: each plan is at one place a day, so that a count by place counts it once.

    A question about a day takes the place of that day: a plan that moved on 2 November is counted at
    the old school `as_of` 1 November, and at the new one later, its measures of before included.
    Money stays where it was spent (docs/concepts-money.md).
    """

    plans = Versions(rows.Plan, key=("student_id", "plan_id"), of=_CHANGING)
    places = Versions(rows.Place, key=("student_id", "plan_id", "first_day"))

    def place(
        self,
        event: events.PlanDrafted | events.PlanMoved,
        at: At,
        first_day: date,
        before: date | None,
    ) -> None:
        """From that day on a plan belongs where the event says."""
        learn = self.places.add_new if before is None else self.places.learn
        learn(
            rows.Place(
                student_id=event.originator_id,
                plan_id=event.plan_id,
                first_day=first_day,
                before=before,
                enrolment_id=event.enrolment_id,
                **structs.asdict(event.place),
                known_from=at.position,
            )
        )

    @on(events.PlanMoved)
    def moved(self, event: events.PlanMoved, at: At) -> None:
        plan, day = (event.originator_id, event.plan_id), event.occurred_on
        before = self.plans[(*plan, FOREVER)].placed_from
        self.places.revise(*plan, before, at=at, until=day)
        self.place(event, at, day, before)
        self.plans.revise(*plan, at=at, placed_from=day)

    @on(events.PlanMoveVoided)
    def move_voided(self, event: events.PlanMoveVoided, at: At) -> None:
        plan = event.originator_id, event.plan_id
        before = self.places[(*plan, event.moved_on, FOREVER)].before
        self.places.withdraw(*plan, event.moved_on, at=at)
        self.places.revise(*plan, before, at=at, until=None)
        self.plans.revise(*plan, at=at, placed_from=before)
