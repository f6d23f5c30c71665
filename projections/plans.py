"""Plans: what each individual support plan promises, by revision, since when, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from ledger.calendar import semester, semester_on
from ledger.store.connection import Connection
from ledger.student import events
from projections import plan_rows as rows
from projections.plan_measures import PlanMeasures
from projections.plan_places import FIRST_DAY
from projections.plan_rows import revision_of
from projections.projection import At, on
from projections.table import Table
from projections.versions import FOREVER, Versions, moment

SIGNATORIES = ("learner", "representative")


class Plans(PlanMeasures):
    """Individual support plans by revision: planned, held and missed; claimed and paid.

    What was voided never was, on any day: a plan, agreement, evaluation, closing or consultation (in
    funding it was until then: docs/concepts-money.md). A refused claim and a reversed payment count
    until the day of that. Questions take `as_of` (None: whatever day) and `known_at` (None: now).
    """

    VERSION = 3
    COST = 25

    revisions = Versions(
        rows.Revision,
        key=("student_id", "plan_id", "revision"),
        of=(events.PlanAgreed, events.AgreementVoided, events.PlanReturned, events.ReturnVoided),
    )
    agreements = Versions(
        rows.Agreement,
        key=("student_id", "plan_id", "revision", "signatory"),
        by=lambda _event: None,
    )
    planned_consultations = Table(rows.PlannedConsultation)
    planned_compensations = Table(rows.PlannedCompensation)

    def prepare(self, batch: Sequence[Any]) -> None:
        """All agreements to the revisions of the batch are read in one go: the last one decides."""
        super().prepare(batch)
        revisions = {revision_of(each) for each in batch if hasattr(each, "signatory")}
        self.agreements.load(
            (*revision, who, FOREVER) for revision in revisions for who in SIGNATORIES
        )

    # --- folding: what is planned -----------------------------------------------------------------

    @on(events.PlanDrafted)
    def drafted(self, event: events.PlanDrafted, at: At) -> None:
        self.plans.add_new(
            rows.Plan(
                student_id=event.originator_id,
                plan_id=event.plan_id,
                position=at.position,
                semester=event.semester,
                school_year=semester(event.semester).school_year,
                placed_from=FIRST_DAY,
                copied_from=event.copied_from,
                drafted_on=event.occurred_on,
                known_from=at.position,
            )
        )
        self.place(event, at, FIRST_DAY, None)
        self.revised(event, at)

    @on(events.PlanRevised)
    def revised(self, event: events.PlanDrafted | events.PlanRevised, at: At) -> None:
        key, content = revision_of(event), event.content
        self.revisions.add_new(
            rows.Revision(
                *key,
                risks=list(content.risks),
                crisis_support=content.crisis_support,
                holiday_support=content.holiday_support,
                youth_project_id=content.youth_project_id,
                prepared_by=content.prepared_by,
                signatories=list(event.signatories),
                written_on=event.occurred_on,
                known_from=at.position,
            )
        )
        for each in content.consultations:
            self.planned_consultations.add(
                rows.PlannedConsultation(
                    *key, each.kind, each.specialist_kind, each.subject, each.hours
                )
            )
        for line in content.compensations:
            self.planned_compensations.add(rows.PlannedCompensation(*key, line.kind, line.amount))

    @on(events.PlanAgreed)
    def agreed(self, event: events.PlanAgreed, at: At) -> None:
        self.agreements.learn(
            rows.Agreement(
                *revision_of(event),
                signatory=event.signatory,
                form=event.form,
                document_sha256=event.document_sha256,
                agreed_on=event.occurred_on,
                known_from=at.position,
            )
        )
        self._settle(event, at)

    @on(events.AgreementVoided)
    def agreement_voided(self, event: events.AgreementVoided, at: At) -> None:
        self.agreements.withdraw(*revision_of(event), event.signatory, at=at)
        self._settle(event, at)

    def _settle(self, event: events.PlanAgreed | events.AgreementVoided, at: At) -> None:
        """A revision is in force from the day the last of its signatories agreed, if all did."""
        key = revision_of(event)
        waited_for = self.revisions[(*key, FOREVER)].signatories
        known = (self.agreements.known(*key, signatory) for signatory in waited_for)
        days = [agreement.agreed_on for agreement in known if agreement]
        in_force_from = max(days) if len(days) == len(waited_for) else None
        self.revisions.revise(*key, at=at, in_force_from=in_force_from)

    @on(events.PlanReturned)
    def returned(self, event: events.PlanReturned, at: At) -> None:
        self.revisions.revise(
            *revision_of(event), at=at, returned_on=event.occurred_on, returned_by=event.signatory
        )

    @on(events.ReturnVoided)
    def return_voided(self, event: events.ReturnVoided, at: At) -> None:
        self.revisions.revise(*revision_of(event), at=at, returned_on=None, returned_by=None)

    @on(events.PlanEvaluated)
    def evaluated(self, event: events.PlanEvaluated, at: At) -> None:
        goes_on = event.support_goes_on
        self._revise(event, at, evaluated_on=event.occurred_on, support_goes_on=goes_on)

    @on(events.EvaluationVoided)
    def evaluation_voided(self, event: events.EvaluationVoided, at: At) -> None:
        self._revise(event, at, evaluated_on=None, support_goes_on=None)

    @on(events.PlanClosed)
    def closed(self, event: events.PlanClosed, at: At) -> None:
        self._revise(event, at, closed_on=event.occurred_on)

    @on(events.PlanReopened)
    def reopened(self, event: events.PlanReopened, at: At) -> None:
        self._revise(event, at, closed_on=None)

    @on(events.PlanVoided)
    def voided(self, event: events.PlanVoided, at: At) -> None:
        self._revise(event, at, voided=True)

    def _revise(self, event: Any, at: At, **changes: Any) -> None:
        self.plans.revise(event.originator_id, event.plan_id, at=at, **changes)

    # --- asking -----------------------------------------------------------------------------------

    @classmethod
    def page(
        cls,
        connection: Connection,
        where: rows.PlanFilter = rows.ANY_PLAN,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> list[rows.PlanState]:
        """Plans in the order of their drafting, those after a position."""
        asked = {**asdict(where), **moment(as_of, known_at), "after": after, "limit": limit}
        return cls.fetch(connection, rows.PlanState, "page", asked)

    @classmethod
    def count(
        cls,
        connection: Connection,
        where: rows.PlanFilter = rows.ANY_PLAN,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> rows.PlanCount:
        """Plans that came into force by then and were not voided, and the distinct learners who have them."""
        asked = {**asdict(where), **moment(as_of, known_at)}
        [count] = cls.fetch(connection, rows.PlanCount, "count", asked)
        return count

    @classmethod
    def in_force(
        cls, connection: Connection, student_id: UUID, *, on: date, known_at: int | None = None
    ) -> rows.PlanShown | None:
        """The plan that governs a measure on that day, as of that day; NoSuchSemester."""
        where = rows.PlanFilter(student_id=student_id, semester=semester_on(on).code)
        with cls.reading(connection):
            for plan in reversed(cls.page(connection, where, as_of=on, known_at=known_at)):
                if plan.student_id == student_id and plan.state in ("in_force", "evaluated"):
                    chosen = plan.revision_in_force
                    return cls._shown(connection, plan, chosen, moment(on, known_at))
        return None

    @classmethod
    def revision(
        cls,
        connection: Connection,
        student_id: UUID,
        plan_id: UUID,
        number: int | None = None,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> rows.PlanShown | None:
        """A plan with one of its revisions, by default the one in force, else the latest."""
        where = rows.PlanFilter(student_id=student_id, plan_id=plan_id)
        with cls.reading(connection):
            for plan in cls.page(connection, where, as_of=as_of, known_at=known_at):
                by_default = plan.revision_in_force or plan.latest_revision
                chosen = by_default if number is None else number
                return cls._shown(connection, plan, chosen, moment(as_of, known_at))
        return None

    @classmethod
    def _shown(
        cls,
        connection: Connection,
        plan: rows.PlanState,
        revision: int | None,
        when: dict[str, Any],
    ) -> rows.PlanShown | None:
        asked = {**asdict(plan), "revision": revision, **when}
        for shown in cls.fetch(connection, rows.Revision, "revision", asked):
            return rows.PlanShown(
                plan,
                shown,
                cls.fetch(connection, rows.Agreement, "agreements", asked),
                cls.fetch(connection, rows.ConsultationLine, "consultation_lines", asked),
                cls.fetch(connection, rows.CompensationLine, "compensation_lines", asked),
            )
        return None
