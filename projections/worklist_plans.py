"""What has to be done for plans: to be agreed, proved, evaluated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import to_builtins
from psycopg.types.json import JsonbDumper

from ledger.calendar import semester
from ledger.store.connection import Connection
from ledger.student import events
from projections import worklist_rows as rows
from projections.projection import At, on
from projections.table import Table
from projections.tasks import ItemKey, Tasks
from projections.versions import FOREVER
from projections.worklist_rows import until

NOT_AGREED, NOT_EVALUATED = "plan_not_agreed", "plan_not_evaluated"
WITHOUT_DOCUMENT = "agreement_without_document"
_WRITTEN = (events.PlanDrafted, events.PlanRevised, events.PlanAgreed)

Work = dict[ItemKey, tuple[list[date], rows.Where, int | None]]
"""Items by the days on which they turn, with the place, and the position where they were asked for; None: now."""


class PlanTasks(Tasks):
    """A revision waits for each signatory from the day it is written; a plan to be evaluated when its semester ends."""

    plan_states = Table(
        rows.Plan,
        key=("student_id", "plan_id"),
        by=lambda event: (
            (event.originator_id, event.plan_id) if hasattr(event, "plan_id") else None
        ),
    )
    revision_states = Table(
        rows.Revision, key=("student_id", "plan_id", "revision"), by=lambda _event: None
    )

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        connection.adapters.register_dumper(dict, JsonbDumper)

    def prepare(self, batch: Sequence[Any]) -> None:
        """The revisions of the batch's plans are read in one go, and the items that it changes."""
        super().prepare(batch)
        planned = [each for each in batch if hasattr(each, "plan_id")]
        plans = {(each.originator_id, each.plan_id) for each in planned}
        self.revision_states.load(
            (*key, number + 1)
            for key in plans
            if (plan := self.plan_states.get(key))
            for number in range(plan.revision)
        )
        signed = [each for each in planned if hasattr(each, "signatory")]
        keys = {self._key(each, NOT_AGREED, each.revision, each.signatory) for each in signed}
        voided = [each for each in signed if isinstance(each, events.AgreementVoided)]
        keys |= {
            self._key(each, WITHOUT_DOCUMENT, each.revision, each.signatory) for each in voided
        }
        keys |= {
            self._key(each, NOT_EVALUATED) for each in planned if not isinstance(each, _WRITTEN)
        }
        self.items.load((*key, FOREVER) for key in keys)

    @on(events.PlanDrafted)
    def drafted(self, event: events.PlanDrafted, at: At) -> None:
        homes = {date.min.isoformat(): to_builtins(event.place)}
        key = event.originator_id, event.plan_id
        self.plan_states.add_new(rows.Plan(*key, event.semester, homes, 1))
        self._write(event, 1, at)
        self._settle(at, {}, self._waiting(event, 1))

    @on(events.PlanRevised)
    def revised(self, event: events.PlanRevised, at: At) -> None:
        key, before = (event.originator_id, event.plan_id), event.revision - 1
        was = self._waiting(event, before)
        self.plan_states.change(key, revision=event.revision)
        self.revision_states.change((*key, before), superseded_on=event.occurred_on)
        self._write(event, event.revision, at)
        self._settle(at, was, self._waiting(event, event.revision) | self._waiting(event, before))

    def _write(self, event: events.PlanDrafted | events.PlanRevised, number: int, at: At) -> None:
        self.revision_states.add_new(
            rows.Revision(
                student_id=event.originator_id,
                plan_id=event.plan_id,
                revision=number,
                position=at.position,
                signatories=list(event.signatories),
                written_on=event.occurred_on,
                agreed=[],
                agreed_on=[],
            )
        )

    @on(events.PlanAgreed)
    def agreed(self, event: events.PlanAgreed, at: At) -> None:
        revision = self._revision(event)
        agreed = dict(zip(revision.agreed, revision.agreed_on, strict=True))
        self._agree(event, at, agreed | {event.signatory: event.occurred_on})
        if event.document_sha256 is None:
            where = self._plan(event).where
            missing = self._key(event, WITHOUT_DOCUMENT, event.revision, event.signatory)
            days = [event.occurred_on]
            self.arise(missing, days, where, at, position=revision.position)

    @on(events.AgreementVoided)
    def agreement_voided(self, event: events.AgreementVoided, at: At) -> None:
        revision = self._revision(event)
        agreed = zip(revision.agreed, revision.agreed_on, strict=True)
        self._agree(event, at, {who: day for who, day in agreed if who != event.signatory})
        where = self._plan(event).where
        missing = self._key(event, WITHOUT_DOCUMENT, event.revision, event.signatory)
        self.keep(missing, [], where, at)

    def _agree(
        self, event: events.PlanAgreed | events.AgreementVoided, at: At, agreed: dict[str, date]
    ) -> None:
        key, number = (event.originator_id, event.plan_id), event.revision
        was = self._waiting(event, number) | self._due(event)
        self.revision_states.change(
            (*key, number), agreed=list(agreed), agreed_on=list(agreed.values())
        )
        self._settle(at, was, self._waiting(event, number) | self._due(event))

    @on(events.PlanEvaluated)
    def evaluated(self, event: events.PlanEvaluated, at: At) -> None:
        self._change(event, at, evaluated_on=event.occurred_on)

    @on(events.EvaluationVoided)
    def evaluation_voided(self, event: events.EvaluationVoided, at: At) -> None:
        self._change(event, at, evaluated_on=None)

    @on(events.PlanClosed)
    def closed(self, event: events.PlanClosed, at: At) -> None:
        self._change(event, at, closed_on=event.occurred_on)

    @on(events.PlanReopened)
    def reopened(self, event: events.PlanReopened, at: At) -> None:
        self._change(event, at, closed_on=None)

    @on(events.PlanMoved)
    def moved(self, event: events.PlanMoved, at: At) -> None:
        homes = self._plan(event).homes
        there = {event.occurred_on.isoformat(): to_builtins(event.place)}
        self._change(event, at, homes={**homes, **there})

    @on(events.PlanMoveVoided)
    def move_voided(self, event: events.PlanMoveVoided, at: At) -> None:
        homes = self._plan(event).homes
        there = event.moved_on.isoformat()
        self._change(event, at, homes={day: home for day, home in homes.items() if day != there})

    def _change(self, event: Any, at: At, **changes: Any) -> None:
        number = self._plan(event).revision
        was = self._waiting(event, number) | self._due(event)
        self.plan_states.change((event.originator_id, event.plan_id), **changes)
        self._settle(at, was, self._waiting(event, number) | self._due(event))

    @on(events.PlanVoided)
    def voided(self, event: events.PlanVoided, at: At) -> None:
        plan = self._plan(event)
        for revision in self._revisions(event):
            for who in revision.signatories:
                for kind in (NOT_AGREED, WITHOUT_DOCUMENT):
                    self.keep(self._key(event, kind, revision.revision, who), [], plan.where, at)
        self.keep(self._key(event, NOT_EVALUATED), [], plan.where, at)

    def _waiting(self, event: Any, number: int) -> Work:
        """Each signatory is waited for until they agree, a further revision is written, or the plan is closed."""
        plan = self._plan(event)
        revision = self.revision_states[(plan.student_id, plan.plan_id, number)]
        agreed = dict(zip(revision.agreed, revision.agreed_on, strict=True))
        work: Work = {}
        for who in revision.signatories:
            endings = agreed.get(who), revision.superseded_on, plan.closed_on
            waited = until(revision.written_on, *endings)
            key = self._key(event, NOT_AGREED, number, who)
            work[key] = waited, plan.where, revision.position
        return work

    def _due(self, event: Any) -> Work:
        """A plan that came into force is to be evaluated from the last teaching day of its semester on."""
        plan = self._plan(event)
        in_force = [each.in_force_from for each in self._revisions(event) if each.in_force_from]
        if not in_force:
            return {}
        due = max(min(in_force), semester(plan.semester).ends)
        days = until(due, plan.evaluated_on, plan.closed_on)
        return {self._key(event, NOT_EVALUATED): (days, plan.where, None)}

    def _settle(self, at: At, was: Work, is_now: Work) -> None:
        """What differs is kept: the items of the rest need not be looked at."""
        for key in was.keys() - is_now.keys():
            self.keep(key, [], was[key][1], at)
        for key, work in is_now.items():
            if was.get(key) != work:
                days, where, position = work
                keep = self.keep if key in was else self.arise
                keep(key, days, where, at, position=position or at.position)

    def _plan(self, event: Any) -> rows.Plan:
        return self.plan_states[(event.originator_id, event.plan_id)]

    def _revision(self, event: events.PlanAgreed | events.AgreementVoided) -> rows.Revision:
        return self.revision_states[(event.originator_id, event.plan_id, event.revision)]

    def _revisions(self, event: Any) -> list[rows.Revision]:
        plan = self._plan(event)
        key = plan.student_id, plan.plan_id
        return [self.revision_states[(*key, number + 1)] for number in range(plan.revision)]

    def _key(self, event: Any, kind: str, part: int = 0, who: str = "") -> ItemKey:
        return event.originator_id, kind, event.plan_id, part, who
