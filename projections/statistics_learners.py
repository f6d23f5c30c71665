"""Plans and persons: each record that changes is counted anew, and what differs is contributed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from ledger.calendar import semester_on
from ledger.errors import NoSuchSemester
from ledger.student import events
from projections import statistics_rows as rows
from projections import statistics_views as views
from projections.projection import At, on
from projections.statistics_cells import Contributions
from projections.statistics_families import NATION, SEMESTER, bit
from projections.statistics_persons import (
    Counted,
    Stay,
    Stays,
    Step,
    difference,
    of_payments,
    of_plans,
)
from projections.statistics_results import steps_of_results
from projections.statistics_rows import where_of
from projections.statistics_standing import Agreed, Plan, Revision, Risk, Standing
from projections.table import Table, attribute

Adding = Callable[[Iterable[Standing], Stays], None]
"""Adds what counts of a person's records."""
_ALL = (of_plans, of_payments)
NOWHERE: rows.Where = (None, None, None)

_content = msgspec.json.Decoder(views.Content).decode
_decode, _encode = msgspec.json.Decoder(Standing).decode, msgspec.json.Encoder().encode


def semester_of(day: date) -> str | None:
    """The semester of a day, if it is in the calendar."""
    try:
        return semester_on(day).code
    except NoSuchSemester:
        return None


_CHANGING: tuple[type[Any], ...] = (
    views.Drafted,
    views.Revised,
    views.Agreed,
    views.Identified,
    events.AgreementVoided,
    events.PlanVoided,
    events.PlanMoved,
    events.PlanMoveVoided,
    events.RiskResolved,
    events.RiskReopened,
    events.RiskVoided,
    events.MergedInto,
    events.MergeVoided,
    events.CompensationClaimed,
    events.CompensationApproved,
    events.CompensationRefused,
    events.CompensationPaid,
    events.CompensationReversed,
    events.PlanEvaluated,
    events.EvaluationVoided,
    events.Enrolled,
    events.EnrolmentVoided,
    events.Left,
    events.LeavingVoided,
    events.OutcomeRecorded,
    events.OutcomeVoided,
)
"""The events that may change a record."""


class CountedLearners(Contributions):
    """The base of `Statistics` that counts plans and persons.

    Records that were merged are of one person, on every day, as soon as that is known; what was voided
    never was, on any day. A plan counts from the day it came into force, at the place where it is on the
    day asked about, as in `Plans`.
    """

    learners = Table(rows.Learner, key="student_id", by=attribute("originator_id"), of=_CHANGING)

    def prepare(self, batch: Sequence[Any]) -> None:
        """Also reads the records that are merged with those of the batch."""
        super().prepare(batch)
        self._standing: dict[UUID, Standing] = {}
        self._changed: set[UUID] = set()

    def standing(self, student: UUID) -> Standing:
        """What stands of a record, as the batch has left it."""
        if (known := self._standing.get(student)) is None:
            row = self.learners.get(student)
            known = self._standing[student] = _decode(row.standing) if row else Standing()
        return known

    def change(self, student: UUID) -> Standing:
        """The same, to be changed."""
        self._changed.add(student)
        return self.standing(student)

    @contextmanager
    def counting(
        self,
        at: At,
        *students: UUID,
        by: Sequence[Adding] = (),
        results_of: Collection[str] | None = (),
    ) -> Iterator[Standing]:
        """What stands of the first record, to be changed, where that may change what counts of these persons.

        `results_of`: the semesters of which results may change; None: all.
        """
        before, was = self._stays(students, by), self._results(students, results_of)
        yield self.change(students[0])
        after, is_now = self._stays(students, by), self._results(students, results_of)
        for whose, counted in before.keys() | after.keys():
            old, new = before.get((whose, counted), []), after.get((whose, counted), [])
            if old != new:
                gone, come = difference(counted, old, new)
                was |= gone
                is_now |= come
        self._differ(at, was, is_now)

    def _differ(self, at: At, before: dict[Step, int], after: dict[Step, int]) -> None:
        for step in before.keys() | after.keys():
            was, is_now = before.get(step, 0), after.get(step, 0)
            for counted, sign in ((is_now & ~was, 1), (was & ~is_now, -1)):
                if counted:
                    (family, own), number = step.counted, sign * step.number
                    of = family, step.where, step.semester, own
                    self.contribute(at.position, of, step.day, counted, number, 0, step.source)

    def _stays(
        self, students: Iterable[UUID], by: Iterable[Adding]
    ) -> dict[tuple[UUID, Counted], list[Stay]]:
        """What counts of the persons that these records are of."""
        found = {}
        for root, records in self._persons(students):
            counts: Stays = defaultdict(list)
            for add in by:
                add(records, counts)
            for counted, stays in counts.items():
                found[root, counted] = stays
        return found

    def _results(
        self, students: Iterable[UUID], of_semesters: Collection[str] | None
    ) -> dict[Step, int]:
        """What came of the support of these persons."""
        if of_semesters is not None and not of_semesters:
            return {}
        found: dict[Step, int] = {}
        for _, records in self._persons(students):
            found |= steps_of_results(records, of_semesters)
        return found

    def _persons(self, students: Iterable[UUID]) -> Iterator[tuple[UUID, list[Standing]]]:
        """Whom these records are of, with all records of theirs."""
        for root in {self.standing(each).merged_into or each for each in students}:
            yield root, [self.standing(each) for each in (root, *self.standing(root).duplicates)]

    def write(self) -> None:
        """Also writes the records that have changed."""
        for student in self._changed:
            said = _encode(self._standing[student]).decode()
            self.learners.add(rows.Learner(student, said))
        super().write()

    # --- folding: plans ---------------------------------------------------------------------------

    @on(events.PlanDrafted, reads=views.Drafted)
    def drafted(self, event: views.Drafted, at: At) -> None:
        risks = _content(event.content).risks
        self.change(event.originator_id).plans[event.plan_id] = Plan(
            at.position,
            event.semester,
            event.occurred_on,
            [(date.min, where_of(event.place))],
            {1: Revision(risks, list(event.signatories))},
        )

    @on(events.PlanRevised, reads=views.Revised)
    def revised(self, event: views.Revised, _at: At) -> None:
        plan = self.change(event.originator_id).plans[event.plan_id]
        written = Revision(_content(event.content).risks, list(event.signatories))
        plan.revisions[event.revision] = written

    @on(events.PlanAgreed, reads=views.Agreed)
    def agreed(self, event: views.Agreed, at: At) -> None:
        record, signed = self.change(event.originator_id), Agreed(event.occurred_on, at.position)
        plan = record.plans[event.plan_id]
        revision = plan.revisions[event.revision]
        if {*revision.signatories} - {*revision.agreed, event.signatory}:
            revision.agreed[event.signatory] = signed  # others are still to agree: nothing counts
            return
        student, semester = event.originator_id, plan.semester
        with self.counting(at, student, by=[of_plans], results_of=[semester]):
            revision.agreed[event.signatory] = signed

    @on(events.AgreementVoided)
    def agreement_voided(self, event: events.AgreementVoided, at: At) -> None:
        with self.counting(at, event.originator_id, by=[of_plans], results_of=None) as record:
            del record.plans[event.plan_id].revisions[event.revision].agreed[event.signatory]

    @on(events.PlanVoided)
    def plan_voided(self, event: events.PlanVoided, at: At) -> None:
        with self.counting(at, event.originator_id, by=[of_plans], results_of=None) as record:
            record.plans[event.plan_id].voided = True

    @on(events.PlanMoved)
    def moved(self, event: events.PlanMoved, at: At) -> None:
        with self.counting(at, event.originator_id, by=[of_plans]) as record:
            plan = record.plans[event.plan_id]
            plan.places.append((event.occurred_on, where_of(event.place)))

    @on(events.PlanMoveVoided)
    def move_voided(self, event: events.PlanMoveVoided, at: At) -> None:
        with self.counting(at, event.originator_id, by=[of_plans]) as record:
            plan = record.plans[event.plan_id]
            plan.places = [place for place in plan.places if place[0] != event.moved_on]

    # --- folding: risks ---------------------------------------------------------------------------

    @on(events.RiskIdentified, reads=views.Identified)
    def risk_identified(self, event: views.Identified, at: At) -> None:
        risk = Risk(event.factor, at.position, event.occurred_on)
        self.change(event.originator_id).risks[event.risk_id] = risk
        self._count_risk("risks_identified", risk, at, 1, risk.day, risk.position)

    @on(events.RiskResolved)
    def risk_resolved(self, event: events.RiskResolved, at: At) -> None:
        risk = self.change(event.originator_id).risks[event.risk_id]
        risk.resolved_on, risk.resolved_at = event.occurred_on, at.position
        self._count_risk("risks_resolved", risk, at, 1, event.occurred_on, at.position)

    @on(events.RiskReopened)
    def risk_reopened(self, event: events.RiskReopened, at: At) -> None:
        self._reopen(self.change(event.originator_id).risks[event.risk_id], at)

    @on(events.RiskVoided)
    def risk_voided(self, event: events.RiskVoided, at: At) -> None:
        with self.counting(at, event.originator_id, by=[of_plans], results_of=None) as record:
            risk = record.risks.pop(event.risk_id)
            self._reopen(risk, at)
            self._count_risk("risks_identified", risk, at, -1, risk.day, risk.position)

    def _reopen(self, risk: Risk, at: At) -> None:
        if day := risk.resolved_on:
            self._count_risk("risks_resolved", risk, at, -1, day, risk.resolved_at)
            risk.resolved_on = None

    def _count_risk(
        self, family: str, risk: Risk, at: At, number: int, day: date, source: int
    ) -> None:
        of = family, NOWHERE, semester_of(day), risk.own
        self.contribute(at.position, of, day, bit(NATION, SEMESTER), number, 0, source)

    # --- folding: persons -------------------------------------------------------------------------

    @on(events.MergedInto)
    def merged(self, event: events.MergedInto, at: At) -> None:
        both = event.originator_id, event.kept_id
        with self.counting(at, *both, by=_ALL, results_of=None) as record:
            record.merged_into = event.kept_id
            self.change(event.kept_id).duplicates.append(event.originator_id)

    @on(events.MergeVoided)
    def merge_voided(self, event: events.MergeVoided, at: At) -> None:
        both = event.originator_id, event.kept_id
        with self.counting(at, *both, by=_ALL, results_of=None) as record:
            record.merged_into = None
            self.change(event.kept_id).duplicates.remove(event.originator_id)
