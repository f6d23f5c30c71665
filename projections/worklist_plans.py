"""What has to be done for plans: to be agreed, proved, evaluated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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
SIGNATORIES = ("learner", "representative")


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
        rows.Revision,
        key=("student_id", "plan_id", "revision"),
        by=lambda event: (
            (event.originator_id, event.plan_id, event.revision)
            if hasattr(event, "signatory")
            else None
        ),
    )

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        connection.adapters.register_dumper(dict, JsonbDumper)

    def prepare(self, batch: Sequence[Any]) -> None:
        """The items that agreements and evaluations touch are read in one go, too."""
        super().prepare(batch)
        signed = (each for each in batch if hasattr(each, "signatory"))
        keys: list[Any] = [
            (*self._key(each, kind, each.revision, who), FOREVER)
            for each in signed
            for kind in (NOT_AGREED, WITHOUT_DOCUMENT)
            for who in SIGNATORIES
        ]
        planned = (each for each in batch if hasattr(each, "plan_id"))
        keys += [(*self._key(each, NOT_EVALUATED), FOREVER) for each in planned]
        self.items.load(keys)

    @on(events.PlanDrafted)
    def drafted(self, event: events.PlanDrafted, at: At) -> None:
        homes = {date.min.isoformat(): to_builtins(event.place)}
        key = event.originator_id, event.plan_id
        self.plan_states.add_new(rows.Plan(*key, event.semester, homes, 1))
        self._write(event, 1, at)

    @on(events.PlanRevised)
    def revised(self, event: events.PlanRevised, at: At) -> None:
        key = event.originator_id, event.plan_id
        self.plan_states.change(key, revision=event.revision)
        self.revision_states.change((*key, event.revision - 1), superseded_on=event.occurred_on)
        self._write(event, event.revision, at)
        self._settle(event, event.revision - 1, at)

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
        self._settle(event, number, at)

    @on(events.PlanAgreed)
    def agreed(self, event: events.PlanAgreed, at: At) -> None:
        key = event.originator_id, event.plan_id, event.revision
        revision = self.revision_states[key]
        self.revision_states.add(
            replace(
                revision,
                agreed=[*revision.agreed, event.signatory],
                agreed_on=[*revision.agreed_on, event.occurred_on],
            )
        )
        self._settle(event, event.revision, at)
        self._settle_evaluation(event, at)
        if event.document_sha256 is None:
            where = self._plan(event).where
            missing = self._key(event, WITHOUT_DOCUMENT, event.revision, event.signatory)
            days = [event.occurred_on]
            self.keep(missing, days, where, at, position=revision.position)

    @on(events.AgreementVoided)
    def agreement_voided(self, event: events.AgreementVoided, at: At) -> None:
        key = event.originator_id, event.plan_id, event.revision
        revision = self.revision_states[key]
        still = [
            (who, day)
            for who, day in zip(revision.agreed, revision.agreed_on, strict=True)
            if who != event.signatory
        ]
        agreed, agreed_on = [who for who, _ in still], [day for _, day in still]
        self.revision_states.add(replace(revision, agreed=agreed, agreed_on=agreed_on))
        self._settle(event, event.revision, at)
        self._settle_evaluation(event, at)
        where = self._plan(event).where
        missing = self._key(event, WITHOUT_DOCUMENT, event.revision, event.signatory)
        self.keep(missing, [], where, at)

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
        plan = self.plan_states.change((event.originator_id, event.plan_id), **changes)
        self._settle(event, plan.revision, at)
        self._settle_evaluation(event, at)

    @on(events.PlanVoided)
    def voided(self, event: events.PlanVoided, at: At) -> None:
        plan = self._plan(event)
        for revision in self._revisions(event):
            for who in revision.signatories:
                for kind in (NOT_AGREED, WITHOUT_DOCUMENT):
                    self.keep(self._key(event, kind, revision.revision, who), [], plan.where, at)
        self.keep(self._key(event, NOT_EVALUATED), [], plan.where, at)

    def _settle(self, event: Any, number: int, at: At) -> None:
        """Each signatory is waited for until they agree, a further revision is written, or the plan is closed."""
        plan = self._plan(event)
        revision = self.revision_states[(plan.student_id, plan.plan_id, number)]
        agreed = dict(zip(revision.agreed, revision.agreed_on, strict=True))
        for who in revision.signatories:
            endings = agreed.get(who), revision.superseded_on, plan.closed_on
            waited = until(revision.written_on, *endings)
            key = self._key(event, NOT_AGREED, number, who)
            self.keep(key, waited, plan.where, at, position=revision.position)

    def _settle_evaluation(self, event: Any, at: At) -> None:
        """A plan that came into force is to be evaluated from the last teaching day of its semester on."""
        plan = self._plan(event)
        in_force = [each.in_force_from for each in self._revisions(event) if each.in_force_from]
        due = [max(min(in_force), semester(plan.semester).ends)] if in_force else []
        days = until(*due, plan.evaluated_on, plan.closed_on) if due else []
        self.keep(self._key(event, NOT_EVALUATED), days, plan.where, at)

    def _plan(self, event: Any) -> rows.Plan:
        return self.plan_states[(event.originator_id, event.plan_id)]

    def _revisions(self, event: Any) -> list[rows.Revision]:
        plan = self._plan(event)
        key = plan.student_id, plan.plan_id
        return [self.revision_states[(*key, number + 1)] for number in range(plan.revision)]

    def _key(self, event: Any, kind: str, part: int = 0, who: str = "") -> ItemKey:
        return event.originator_id, kind, event.plan_id, part, who
