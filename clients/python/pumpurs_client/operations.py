"""Every operation of the API. Made by generate.py from the description of the API."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pumpurs_client import shapes
from pumpurs_client.answers import Answer
from pumpurs_client.connection import Connection
from pumpurs_client.group import Day, Group, Id, Moment, at


class Students(Group):
    """Learners, under random ids; their personal values are sealed."""

    def listed(
        self,
        *,
        institution_id: Id | None = None,
        stage: str | None = None,
        risk_group: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.StudentState]:
        """Learners in the order of their registration, as of a day."""
        return self._rows(
            "/students",
            {
                "institution_id": institution_id,
                "stage": stage,
                "risk_group": risk_group,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def register(
        self, body: shapes.StudentsRegister, *, key: str | None = None, dry_run: bool = False
    ) -> Answer[shapes.RecordedStudent]:
        """Make a learner known."""
        return self._tell("/students", body, key=key, dry_run=dry_run)

    def correct_personal_data(
        self,
        student_id: Id,
        body: shapes.StudentsCorrectPersonalData,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Replace personal data that were wrong."""
        return self._tell(
            at("/students/{student_id}/personal-data", student_id=student_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def enrol(
        self,
        student_id: Id,
        body: shapes.StudentsEnrol,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedEnrolment]:
        """The learner begins at an institution."""
        return self._tell(
            at("/students/{student_id}/enrolments", student_id=student_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def promote(
        self,
        student_id: Id,
        enrolment_id: Id,
        body: shapes.StudentsPromote,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """The learner moves on to another grade or course."""
        return self._tell(
            at(
                "/students/{student_id}/enrolments/{enrolment_id}/promote",
                student_id=student_id,
                enrolment_id=enrolment_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_promotion(
        self,
        student_id: Id,
        enrolment_id: Id,
        body: shapes.StudentsVoidPromotion,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back a promotion recorded wrongly."""
        return self._tell(
            at(
                "/students/{student_id}/enrolments/{enrolment_id}/void-promotion",
                student_id=student_id,
                enrolment_id=enrolment_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_enrolment(
        self,
        student_id: Id,
        enrolment_id: Id,
        body: shapes.StudentsVoidEnrolment,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back an enrolment recorded wrongly."""
        return self._tell(
            at(
                "/students/{student_id}/enrolments/{enrolment_id}/void",
                student_id=student_id,
                enrolment_id=enrolment_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def leave(
        self,
        student_id: Id,
        enrolment_id: Id,
        body: shapes.StudentsLeave,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """The learner leaves."""
        return self._tell(
            at(
                "/students/{student_id}/enrolments/{enrolment_id}/leave",
                student_id=student_id,
                enrolment_id=enrolment_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_leaving(
        self,
        student_id: Id,
        enrolment_id: Id,
        body: shapes.StudentsVoidLeaving,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back a leaving recorded wrongly."""
        return self._tell(
            at(
                "/students/{student_id}/enrolments/{enrolment_id}/void-leaving",
                student_id=student_id,
                enrolment_id=enrolment_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def name_representative(
        self,
        student_id: Id,
        body: shapes.StudentsNameRepresentative,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedRepresentative]:
        """A person represents the learner in law."""
        return self._tell(
            at("/students/{student_id}/representatives", student_id=student_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def remove_representative(
        self,
        student_id: Id,
        representative_id: Id,
        body: shapes.StudentsRemoveRepresentative,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """The person represents the learner no longer, or never did."""
        return self._tell(
            at(
                "/students/{student_id}/representatives/{representative_id}/remove",
                student_id=student_id,
                representative_id=representative_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def record_outcome(
        self,
        student_id: Id,
        body: shapes.StudentsRecordOutcome,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedOutcome]:
        """What became of the learner on a day."""
        return self._tell(
            at("/students/{student_id}/outcomes", student_id=student_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_outcome(
        self,
        student_id: Id,
        outcome_id: Id,
        body: shapes.StudentsVoidOutcome,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back an outcome recorded wrongly."""
        return self._tell(
            at(
                "/students/{student_id}/outcomes/{outcome_id}/void",
                student_id=student_id,
                outcome_id=outcome_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def one(
        self,
        student_id: Id,
        *,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.StudentShown]:
        """A learner on a day: where enrolled and under which risks."""
        return self._ask(
            at("/students/{student_id}", student_id=student_id),
            {"as_of": as_of, "known_at": known_at},
            ticket,
        )

    def timeline(
        self,
        student_id: Id,
        *,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.TimelineEntry]:
        """Everything recorded about a learner, in its order, corrections included."""
        return self._rows(
            at("/students/{student_id}/timeline", student_id=student_id),
            {"as_of": as_of, "known_at": known_at, "limit": limit},
            ticket,
        )


class Outcomes(Group):
    """Distinct learners by what came of their plans; what each figure means: docs/concepts-
    results.md."""

    def of_student(
        self,
        student_id: Id,
        *,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.Outcome]:
        """What became of a learner, by day."""
        return self._rows(
            at("/students/{student_id}/outcomes", student_id=student_id),
            {"as_of": as_of, "known_at": known_at},
            ticket,
        )

    def by_risk(
        self,
        *,
        institution_id: Id | None = None,
        partner_id: Id | None = None,
        municipality: str | None = None,
        region: str | None = None,
        semester: str | None = None,
        risk_group: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.RiskOutcomes]:
        """Of the learners under risks of a group in a semester, how many had them reduced."""
        return self._rows(
            "/outcomes",
            {
                "institution_id": institution_id,
                "partner_id": partner_id,
                "municipality": municipality,
                "region": region,
                "semester": semester,
                "risk_group": risk_group,
                "as_of": as_of,
                "known_at": known_at,
            },
            ticket,
        )

    def effectiveness(
        self,
        *,
        institution_id: Id | None = None,
        partner_id: Id | None = None,
        municipality: str | None = None,
        region: str | None = None,
        semester: str | None = None,
        risk_group: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.Effect]:
        """Who stayed in education 1, 2 and 4 semesters later, by kind and amount of support."""
        return self._rows(
            "/outcomes/effectiveness",
            {
                "institution_id": institution_id,
                "partner_id": partner_id,
                "municipality": municipality,
                "region": region,
                "semester": semester,
                "risk_group": risk_group,
                "as_of": as_of,
                "known_at": known_at,
            },
            ticket,
        )

    def cohorts(
        self,
        *,
        institution_id: Id | None = None,
        partner_id: Id | None = None,
        municipality: str | None = None,
        region: str | None = None,
        semester: str | None = None,
        risk_group: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.Cohort]:
        """Learners by their first semester with a plan, each semester later."""
        return self._rows(
            "/outcomes/cohorts",
            {
                "institution_id": institution_id,
                "partner_id": partner_id,
                "municipality": municipality,
                "region": region,
                "semester": semester,
                "risk_group": risk_group,
                "as_of": as_of,
                "known_at": known_at,
            },
            ticket,
        )

    def learners(
        self,
        *,
        institution_id: Id | None = None,
        partner_id: Id | None = None,
        municipality: str | None = None,
        region: str | None = None,
        semester: str | None = None,
        risk_group: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.LearnerOutcome]:
        """The plans behind these figures, one by one."""
        return self._rows(
            "/outcomes/learners",
            {
                "institution_id": institution_id,
                "partner_id": partner_id,
                "municipality": municipality,
                "region": region,
                "semester": semester,
                "risk_group": risk_group,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def results(
        self,
        student_id: Id,
        *,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.OutcomeRiskResult]:
        """How each risk of a learner's plans came out when it was evaluated."""
        return self._rows(
            at("/students/{student_id}/results", student_id=student_id),
            {"as_of": as_of, "known_at": known_at},
            ticket,
        )


class Movement(Group):
    """Learners who move to another institution, or away and back; two records of one child."""

    def transfer(
        self,
        student_id: Id,
        enrolment_id: Id,
        body: shapes.StudentsTransfer,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedNewEnrolment]:
        """The learner goes to another institution: there from that day on, here until the day
        before."""
        return self._tell(
            at(
                "/students/{student_id}/enrolments/{enrolment_id}/transfer",
                student_id=student_id,
                enrolment_id=enrolment_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_transfer(
        self,
        student_id: Id,
        enrolment_id: Id,
        body: shapes.StudentsVoidTransfer,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back a transfer recorded wrongly, with all that was recorded with it."""
        return self._tell(
            at(
                "/students/{student_id}/enrolments/{enrolment_id}/void-transfer",
                student_id=student_id,
                enrolment_id=enrolment_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def move_plan(
        self,
        student_id: Id,
        plan_id: Id,
        body: shapes.StudentsMovePlan,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """A learner has left and come back: an open plan goes on in the new enrolment from that day
        on."""
        return self._tell(
            at(
                "/students/{student_id}/plans/{plan_id}/move",
                student_id=student_id,
                plan_id=plan_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_plan_move(
        self,
        student_id: Id,
        plan_id: Id,
        body: shapes.StudentsVoidPlanMove,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back the last move of a plan."""
        return self._tell(
            at(
                "/students/{student_id}/plans/{plan_id}/void-move",
                student_id=student_id,
                plan_id=plan_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def merge(
        self,
        student_id: Id,
        body: shapes.StudentsMerge,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Merge."""
        return self._tell(
            at("/students/{student_id}/duplicates", student_id=student_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_merge(
        self,
        student_id: Id,
        duplicate_id: Id,
        body: shapes.StudentsVoidMerge,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """The two records are of two children: both go on."""
        return self._tell(
            at(
                "/students/{student_id}/duplicates/{duplicate_id}/void",
                student_id=student_id,
                duplicate_id=duplicate_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )


class ClassPromotions(Group):
    """Whole classes that come into their next grade or course, or graduate: all students or
    nobody."""

    def listed(
        self,
        institution_id: Id,
        *,
        school_year: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.PromotedClass]:
        """Classes of an institution that were promoted, in the order in which it was recorded."""
        return self._rows(
            at("/institutions/{institution_id}/class-promotions", institution_id=institution_id),
            {"school_year": school_year, "as_of": as_of, "known_at": known_at, "limit": limit},
            ticket,
        )

    def promote_class(
        self,
        institution_id: Id,
        body: shapes.StudentsPromoteClass,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedPromotion]:
        """A class comes into its next stage on that day."""
        return self._tell(
            at("/institutions/{institution_id}/class-promotions", institution_id=institution_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_class_promotion(
        self,
        institution_id: Id,
        promotion_id: Id,
        body: shapes.StudentsVoidClassPromotion,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back the promotion of a class for all of its students."""
        return self._tell(
            at(
                "/institutions/{institution_id}/class-promotions/{promotion_id}/void",
                institution_id=institution_id,
                promotion_id=promotion_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )


class Risks(Group):
    """Risks of leaving school early, identified by a pedagogue."""

    def identify_risk(
        self,
        student_id: Id,
        body: shapes.StudentsIdentifyRisk,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedRisk]:
        """A pedagogue identifies a risk."""
        return self._tell(
            at("/students/{student_id}/risks", student_id=student_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def reassess_risk(
        self,
        student_id: Id,
        risk_id: Id,
        body: shapes.StudentsReassessRisk,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedReassessment]:
        """A risk is looked at again."""
        return self._tell(
            at(
                "/students/{student_id}/risks/{risk_id}/reassess",
                student_id=student_id,
                risk_id=risk_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_reassessment(
        self,
        student_id: Id,
        risk_id: Id,
        reassessment_id: Id,
        body: shapes.StudentsVoidReassessment,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back a reassessment recorded wrongly."""
        return self._tell(
            at(
                "/students/{student_id}/risks/{risk_id}/reassessments/{reassessment_id}/void",
                student_id=student_id,
                risk_id=risk_id,
                reassessment_id=reassessment_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def reopen_risk(
        self,
        student_id: Id,
        risk_id: Id,
        body: shapes.StudentsReopenRisk,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back a resolution recorded wrongly."""
        return self._tell(
            at(
                "/students/{student_id}/risks/{risk_id}/reopen",
                student_id=student_id,
                risk_id=risk_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def resolve_risk(
        self,
        student_id: Id,
        risk_id: Id,
        body: shapes.StudentsResolveRisk,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """A risk exists no longer."""
        return self._tell(
            at(
                "/students/{student_id}/risks/{risk_id}/resolve",
                student_id=student_id,
                risk_id=risk_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_risk(
        self,
        student_id: Id,
        risk_id: Id,
        body: shapes.StudentsVoidRisk,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back a risk recorded wrongly."""
        return self._tell(
            at(
                "/students/{student_id}/risks/{risk_id}/void",
                student_id=student_id,
                risk_id=risk_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )


class Plans(Group):
    """Individual support plans (IAP), one open plan for a student and semester."""

    def of_student(
        self,
        student_id: Id,
        *,
        plan_id: Id | None = None,
        institution_id: Id | None = None,
        partner_id: Id | None = None,
        municipality: str | None = None,
        region: str | None = None,
        semester: str | None = None,
        school_year: str | None = None,
        state: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.PlanState]:
        """The plans of one learner."""
        return self._rows(
            at("/students/{student_id}/plans", student_id=student_id),
            {
                "plan_id": plan_id,
                "institution_id": institution_id,
                "partner_id": partner_id,
                "municipality": municipality,
                "region": region,
                "semester": semester,
                "school_year": school_year,
                "state": state,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def draft_plan(
        self,
        student_id: Id,
        body: shapes.StudentsDraftPlan,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedPlan]:
        """Draft a plan for a semester: its revision 1, to be agreed."""
        return self._tell(
            at("/students/{student_id}/plans", student_id=student_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def copy_plan(
        self,
        student_id: Id,
        copied_from: Id,
        body: shapes.StudentsCopyPlan,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedPlan]:
        """Draft a plan for another semester with what the latest revision of an earlier one says."""
        return self._tell(
            at(
                "/students/{student_id}/plans/{copied_from}/copy",
                student_id=student_id,
                copied_from=copied_from,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def revise_plan(
        self,
        student_id: Id,
        plan_id: Id,
        body: shapes.StudentsRevisePlan,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Write a further revision, to be agreed."""
        return self._tell(
            at(
                "/students/{student_id}/plans/{plan_id}/revisions",
                student_id=student_id,
                plan_id=plan_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def agree_plan(
        self,
        student_id: Id,
        plan_id: Id,
        revision: int,
        body: shapes.StudentsAgreePlan,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """One signatory agrees to the latest revision."""
        return self._tell(
            at(
                "/students/{student_id}/plans/{plan_id}/revisions/{revision}/agree",
                student_id=student_id,
                plan_id=plan_id,
                revision=revision,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_agreement(
        self,
        student_id: Id,
        plan_id: Id,
        revision: int,
        body: shapes.StudentsVoidAgreement,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back an agreement recorded wrongly."""
        return self._tell(
            at(
                "/students/{student_id}/plans/{plan_id}/revisions/{revision}/void-agreement",
                student_id=student_id,
                plan_id=plan_id,
                revision=revision,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def return_plan(
        self,
        student_id: Id,
        plan_id: Id,
        revision: int,
        body: shapes.StudentsReturnPlan,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """A signatory does not agree to the latest revision."""
        return self._tell(
            at(
                "/students/{student_id}/plans/{plan_id}/revisions/{revision}/return",
                student_id=student_id,
                plan_id=plan_id,
                revision=revision,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_return(
        self,
        student_id: Id,
        plan_id: Id,
        revision: int,
        body: shapes.StudentsVoidReturn,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back a return recorded wrongly."""
        return self._tell(
            at(
                "/students/{student_id}/plans/{plan_id}/revisions/{revision}/void-return",
                student_id=student_id,
                plan_id=plan_id,
                revision=revision,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def evaluate_plan(
        self,
        student_id: Id,
        plan_id: Id,
        body: shapes.StudentsEvaluatePlan,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Look at each risk of the plan at the end of its semester."""
        return self._tell(
            at(
                "/students/{student_id}/plans/{plan_id}/evaluate",
                student_id=student_id,
                plan_id=plan_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_evaluation(
        self,
        student_id: Id,
        plan_id: Id,
        body: shapes.StudentsVoidEvaluation,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back an evaluation recorded wrongly."""
        return self._tell(
            at(
                "/students/{student_id}/plans/{plan_id}/void-evaluation",
                student_id=student_id,
                plan_id=plan_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def close_plan(
        self,
        student_id: Id,
        plan_id: Id,
        body: shapes.StudentsClosePlan,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Give nothing under a plan any more."""
        return self._tell(
            at(
                "/students/{student_id}/plans/{plan_id}/close",
                student_id=student_id,
                plan_id=plan_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def reopen_plan(
        self,
        student_id: Id,
        plan_id: Id,
        body: shapes.StudentsReopenPlan,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back a closing."""
        return self._tell(
            at(
                "/students/{student_id}/plans/{plan_id}/reopen",
                student_id=student_id,
                plan_id=plan_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_plan(
        self,
        student_id: Id,
        plan_id: Id,
        body: shapes.StudentsVoidPlan,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back a plan drafted wrongly."""
        return self._tell(
            at(
                "/students/{student_id}/plans/{plan_id}/void",
                student_id=student_id,
                plan_id=plan_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def listed(
        self,
        *,
        student_id: Id | None = None,
        plan_id: Id | None = None,
        institution_id: Id | None = None,
        partner_id: Id | None = None,
        municipality: str | None = None,
        region: str | None = None,
        semester: str | None = None,
        school_year: str | None = None,
        state: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.PlanState]:
        """Plans in the order of their drafting, as of a day."""
        return self._rows(
            "/plans",
            {
                "student_id": student_id,
                "plan_id": plan_id,
                "institution_id": institution_id,
                "partner_id": partner_id,
                "municipality": municipality,
                "region": region,
                "semester": semester,
                "school_year": school_year,
                "state": state,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def in_force(
        self,
        student_id: Id,
        *,
        on: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.PlanShown]:
        """The plan that governs a measure on a day (today, if none is named)."""
        return self._ask(
            at("/students/{student_id}/plan-in-force", student_id=student_id),
            {"on": on, "known_at": known_at},
            ticket,
        )

    def one(
        self,
        student_id: Id,
        plan_id: Id,
        *,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.PlanShown]:
        """A plan with the revision in force, else the latest: planned, held, missed, claimed, paid."""
        return self._ask(
            at("/students/{student_id}/plans/{plan_id}", student_id=student_id, plan_id=plan_id),
            {"as_of": as_of, "known_at": known_at},
            ticket,
        )

    def revision(
        self,
        student_id: Id,
        plan_id: Id,
        revision: int,
        *,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.PlanShown]:
        """A plan with one of its revisions."""
        return self._ask(
            at(
                "/students/{student_id}/plans/{plan_id}/revisions/{revision}",
                student_id=student_id,
                plan_id=plan_id,
                revision=revision,
            ),
            {"as_of": as_of, "known_at": known_at},
            ticket,
        )

    def count(
        self,
        *,
        student_id: Id | None = None,
        plan_id: Id | None = None,
        institution_id: Id | None = None,
        partner_id: Id | None = None,
        municipality: str | None = None,
        region: str | None = None,
        semester: str | None = None,
        school_year: str | None = None,
        state: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.PlanCount]:
        """Plans that came into force by a day and were not voided, and the distinct learners who have
        them."""
        return self._ask(
            "/plans/count",
            {
                "student_id": student_id,
                "plan_id": plan_id,
                "institution_id": institution_id,
                "partner_id": partner_id,
                "municipality": municipality,
                "region": region,
                "semester": semester,
                "school_year": school_year,
                "state": state,
                "as_of": as_of,
                "known_at": known_at,
            },
            ticket,
        )


class Consultations(Group):
    """Consultations given under the plan in force; the ledger computes what they cost."""

    def record_consultation(
        self,
        student_id: Id,
        body: shapes.StudentsRecordConsultation,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedConsultation]:
        """A specialist gave a consultation."""
        return self._tell(
            at("/students/{student_id}/consultations", student_id=student_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def miss_consultation(
        self,
        student_id: Id,
        body: shapes.StudentsMissConsultation,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedConsultation]:
        """A planned consultation did not happen."""
        return self._tell(
            at("/students/{student_id}/missed-consultations", student_id=student_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def recalculate_consultation(
        self,
        student_id: Id,
        consultation_id: Id,
        body: shapes.StudentsRecalculateConsultation,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedRecalculated]:
        """Void a consultation and record it anew at the unit cost and shares now in force."""
        return self._tell(
            at(
                "/students/{student_id}/consultations/{consultation_id}/recalculate",
                student_id=student_id,
                consultation_id=consultation_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_consultation(
        self,
        student_id: Id,
        consultation_id: Id,
        body: shapes.StudentsVoidConsultation,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back a consultation."""
        return self._tell(
            at(
                "/students/{student_id}/consultations/{consultation_id}/void",
                student_id=student_id,
                consultation_id=consultation_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )


class Compensations(Group):
    """Costs of the learner; who approves one is not who claimed it."""

    def claim_compensation(
        self,
        student_id: Id,
        body: shapes.StudentsClaimCompensation,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedCompensation]:
        """Claim a part of a document."""
        return self._tell(
            at("/students/{student_id}/compensations", student_id=student_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def approve_compensation(
        self,
        student_id: Id,
        compensation_id: Id,
        body: shapes.StudentsApproveCompensation,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Somebody else than the claimant approves it."""
        return self._tell(
            at(
                "/students/{student_id}/compensations/{compensation_id}/approve",
                student_id=student_id,
                compensation_id=compensation_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def refuse_compensation(
        self,
        student_id: Id,
        compensation_id: Id,
        body: shapes.StudentsRefuseCompensation,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Refuse a claim or withdraw an approval."""
        return self._tell(
            at(
                "/students/{student_id}/compensations/{compensation_id}/refuse",
                student_id=student_id,
                compensation_id=compensation_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def pay_compensation(
        self,
        student_id: Id,
        compensation_id: Id,
        body: shapes.StudentsPayCompensation,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedPayment]:
        """An approved compensation is paid out."""
        return self._tell(
            at(
                "/students/{student_id}/compensations/{compensation_id}/pay",
                student_id=student_id,
                compensation_id=compensation_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def reverse_compensation(
        self,
        student_id: Id,
        compensation_id: Id,
        body: shapes.StudentsReverseCompensation,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back the payment in full."""
        return self._tell(
            at(
                "/students/{student_id}/compensations/{compensation_id}/reverse",
                student_id=student_id,
                compensation_id=compensation_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def recalculate_compensation(
        self,
        student_id: Id,
        compensation_id: Id,
        body: shapes.StudentsRecalculateCompensation,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedRecalculated]:
        """Take a compensation back and claim it anew with the shares now in force."""
        return self._tell(
            at(
                "/students/{student_id}/compensations/{compensation_id}/recalculate",
                student_id=student_id,
                compensation_id=compensation_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )


class Warnings(Group):
    """Measures that may be funded twice: the rules raise a warning with the measure, somebody else
    decides."""

    def support_of(
        self,
        student_id: Id,
        *,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.Support]:
        """What other funded projects give a learner, as it was declared by a day."""
        return self._rows(
            at("/students/{student_id}/other-support", student_id=student_id),
            {"as_of": as_of, "known_at": known_at, "limit": limit},
            ticket,
        )

    def declare_other_support(
        self,
        student_id: Id,
        body: shapes.StudentsDeclareOtherSupport,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedSupport]:
        """The school declares that another funded project gives these kinds of measures, from a day on,
        until another."""
        return self._tell(
            at("/students/{student_id}/other-support", student_id=student_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def withdraw_other_support(
        self,
        student_id: Id,
        support_id: Id,
        body: shapes.StudentsWithdrawOtherSupport,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """It had been declared wrongly."""
        return self._tell(
            at(
                "/students/{student_id}/other-support/{support_id}/withdraw",
                student_id=student_id,
                support_id=support_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def decide_warning(
        self,
        student_id: Id,
        warning_id: Id,
        body: shapes.StudentsDecideWarning,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Somebody else than who recorded the measure says whether it is funded twice, and why (four
        eyes)."""
        return self._tell(
            at(
                "/students/{student_id}/warnings/{warning_id}/decide",
                student_id=student_id,
                warning_id=warning_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_decision(
        self,
        student_id: Id,
        warning_id: Id,
        body: shapes.StudentsVoidDecision,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back a decision: the warning is open again."""
        return self._tell(
            at(
                "/students/{student_id}/warnings/{warning_id}/void-decision",
                student_id=student_id,
                warning_id=warning_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def of_student(
        self,
        student_id: Id,
        *,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.WarningState]:
        """The warnings about a learner: open, decided or lapsed."""
        return self._rows(
            at("/students/{student_id}/warnings", student_id=student_id),
            {"as_of": as_of, "known_at": known_at, "limit": limit},
            ticket,
        )


class Participants(Group):
    """Data of participants for the common indicators; answers on special categories stay sealed."""

    def of_student(
        self,
        student_id: Id,
        *,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.Participation]:
        """When a learner took part, with what is not sealed."""
        return self._rows(
            at("/students/{student_id}/participations", student_id=student_id),
            {"as_of": as_of, "known_at": known_at, "limit": limit},
            ticket,
        )

    def enter_participant(
        self,
        student_id: Id,
        body: shapes.StudentsEnterParticipant,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedParticipation]:
        """The learner begins to take part."""
        return self._tell(
            at("/students/{student_id}/participations", student_id=student_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_entry(
        self,
        student_id: Id,
        participation_id: Id,
        body: shapes.StudentsVoidEntry,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back an entry recorded wrongly, and its exit."""
        return self._tell(
            at(
                "/students/{student_id}/participations/{participation_id}/void",
                student_id=student_id,
                participation_id=participation_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def exit_participant(
        self,
        student_id: Id,
        participation_id: Id,
        body: shapes.StudentsExitParticipant,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """The learner takes part no longer."""
        return self._tell(
            at(
                "/students/{student_id}/participations/{participation_id}/exit",
                student_id=student_id,
                participation_id=participation_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_exit(
        self,
        student_id: Id,
        participation_id: Id,
        body: shapes.StudentsVoidExit,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back an exit recorded wrongly."""
        return self._tell(
            at(
                "/students/{student_id}/participations/{participation_id}/void-exit",
                student_id=student_id,
                participation_id=participation_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def listed(
        self,
        *,
        institution_id: Id | None = None,
        partner_id: Id | None = None,
        municipality: str | None = None,
        region: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.Participation]:
        """Participations in the order of their recording, as of a day."""
        return self._rows(
            "/participants",
            {
                "institution_id": institution_id,
                "partner_id": partner_id,
                "municipality": municipality,
                "region": region,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def indicators(
        self,
        *,
        institution_id: Id | None = None,
        partner_id: Id | None = None,
        municipality: str | None = None,
        region: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.IndicatorCount]:
        """The common indicators by gender, of distinct participants who had entered by a day."""
        return self._rows(
            "/participants/indicators",
            {
                "institution_id": institution_id,
                "partner_id": partner_id,
                "municipality": municipality,
                "region": region,
                "as_of": as_of,
                "known_at": known_at,
            },
            ticket,
        )


class Worklists(Group):
    """What has to be done: plans to agree and evaluate, documents to bring, claims to pay, warnings
    to decide, budgets nearly spent."""

    def counts(
        self,
        *,
        student_id: Id | None = None,
        institution_id: Id | None = None,
        partner_id: Id | None = None,
        municipality: str | None = None,
        region: str | None = None,
        semester: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.WorkCount]:
        """How much there is to do, by kind and institution."""
        return self._rows(
            "/worklists",
            {
                "student_id": student_id,
                "institution_id": institution_id,
                "partner_id": partner_id,
                "municipality": municipality,
                "region": region,
                "semester": semester,
                "as_of": as_of,
                "known_at": known_at,
            },
            ticket,
        )

    def listed(
        self,
        kind: int,
        *,
        student_id: Id | None = None,
        institution_id: Id | None = None,
        partner_id: Id | None = None,
        municipality: str | None = None,
        region: str | None = None,
        semester: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.Task]:
        """What is to be done of one kind, in the order in which it came up: since when, by whom."""
        return self._rows(
            at("/worklists/{kind}", kind=kind),
            {
                "student_id": student_id,
                "institution_id": institution_id,
                "partner_id": partner_id,
                "municipality": municipality,
                "region": region,
                "semester": semester,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )


class Operations(Group):
    """The operation's dated rules: a rule holds from its first day until the next of its kind."""

    def one(
        self,
        *,
        on: Day | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.OperationOn]:
        """The operation and its rules on a day."""
        return self._ask("/operation", {"on": on, "as_of": as_of, "known_at": known_at}, ticket)

    def open(
        self, body: shapes.OperationsOpen, *, key: str | None = None, dry_run: bool = False
    ) -> Answer[shapes.Recorded]:
        """Open."""
        return self._tell("/operation", body, key=key, dry_run=dry_run)

    def correct_opening(
        self,
        body: shapes.OperationsCorrectOpening,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Correct opening."""
        return self._tell("/operation/correct-opening", body, key=key, dry_run=dry_run)

    def extend_period(
        self, body: shapes.OperationsExtendPeriod, *, key: str | None = None, dry_run: bool = False
    ) -> Answer[shapes.RecordedRule]:
        """Extend period."""
        return self._tell("/operation/extensions", body, key=key, dry_run=dry_run)

    def set_budget(
        self, body: shapes.OperationsSetBudget, *, key: str | None = None, dry_run: bool = False
    ) -> Answer[shapes.RecordedRule]:
        """In euros."""
        return self._tell("/operation/budgets", body, key=key, dry_run=dry_run)

    def set_non_eligible_money(
        self,
        body: shapes.OperationsSetNonEligibleMoney,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedRule]:
        """In euros, at most so much of the state's own money beside the budget."""
        return self._tell("/operation/non-eligible-money", body, key=key, dry_run=dry_run)

    def set_cofinancing(
        self,
        body: shapes.OperationsSetCofinancing,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedRule]:
        """Set cofinancing."""
        return self._tell("/operation/cofinancing", body, key=key, dry_run=dry_run)

    def set_target_group(
        self,
        body: shapes.OperationsSetTargetGroup,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedRule]:
        """Set target group."""
        return self._tell("/operation/target-groups", body, key=key, dry_run=dry_run)

    def set_delivery_mode(
        self,
        body: shapes.OperationsSetDeliveryMode,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedRule]:
        """Set delivery mode."""
        return self._tell("/operation/delivery-modes", body, key=key, dry_run=dry_run)

    def set_rate(
        self, body: shapes.OperationsSetRate, *, key: str | None = None, dry_run: bool = False
    ) -> Answer[shapes.RecordedRule]:
        """Euros for one hour, clock or academic."""
        return self._tell("/operation/rates", body, key=key, dry_run=dry_run)

    def set_lump_sum(
        self, body: shapes.OperationsSetLumpSum, *, key: str | None = None, dry_run: bool = False
    ) -> Answer[shapes.RecordedRule]:
        """Euros for one of its kind."""
        return self._tell("/operation/lump-sums", body, key=key, dry_run=dry_run)

    def set_ceiling(
        self, body: shapes.OperationsSetCeiling, *, key: str | None = None, dry_run: bool = False
    ) -> Answer[shapes.RecordedRule]:
        """Euros in a day, month or semester."""
        return self._tell("/operation/ceilings", body, key=key, dry_run=dry_run)

    def set_flat_rate(
        self, body: shapes.OperationsSetFlatRate, *, key: str | None = None, dry_run: bool = False
    ) -> Answer[shapes.RecordedRule]:
        """Indirect costs in per cent of direct personnel costs."""
        return self._tell("/operation/flat-rates", body, key=key, dry_run=dry_run)

    def allow_groups(
        self, body: shapes.OperationsAllowGroups, *, key: str | None = None, dry_run: bool = False
    ) -> Answer[shapes.RecordedRule]:
        """Allow groups."""
        return self._tell("/operation/group-sizes", body, key=key, dry_run=dry_run)

    def withdraw_rule(
        self,
        rule_id: Id,
        body: shapes.OperationsWithdrawRule,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Withdraw rule."""
        return self._tell(
            at("/operation/rules/{rule_id}/withdraw", rule_id=rule_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def rules(
        self,
        *,
        kind: str | None = None,
        about: str | None = None,
        withdrawn: bool | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.RuleState]:
        """All rules that were ever set: since when each holds, since when it is known, whether it was
        withdrawn."""
        return self._rows(
            "/operation/rules",
            {
                "kind": kind,
                "about": about,
                "withdrawn": withdrawn,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def differences(
        self,
        *,
        partner_id: Id | None = None,
        institution_id: Id | None = None,
        municipality: str | None = None,
        semester: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.Difference]:
        """Measures that would have come out otherwise by the rules now known: what was recorded beside
        what they say."""
        return self._rows(
            "/operation/differences",
            {
                "partner_id": partner_id,
                "institution_id": institution_id,
                "municipality": municipality,
                "semester": semester,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )


class Partners(Group):
    """Municipalities and schools of the state that carry the operation out."""

    def listed(
        self,
        *,
        partner_id: Id | None = None,
        kind: str | None = None,
        municipality: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.PartnerState]:
        """Partners as of a day, with what they were advanced and received."""
        return self._rows(
            "/partners",
            {
                "partner_id": partner_id,
                "kind": kind,
                "municipality": municipality,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def join(
        self, body: shapes.PartnersJoin, *, key: str | None = None, dry_run: bool = False
    ) -> Answer[shapes.RecordedPartner]:
        """Join."""
        return self._tell("/partners", body, key=key, dry_run=dry_run)

    def correct_joining(
        self,
        partner_id: Id,
        body: shapes.PartnersCorrectJoining,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Correct joining."""
        return self._tell(
            at("/partners/{partner_id}/correct-joining", partner_id=partner_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def sign_agreement(
        self,
        partner_id: Id,
        body: shapes.PartnersSignAgreement,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Sign agreement."""
        return self._tell(
            at("/partners/{partner_id}/agreement", partner_id=partner_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_agreement(
        self,
        partner_id: Id,
        body: shapes.PartnersVoidAgreement,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Its number is free again."""
        return self._tell(
            at("/partners/{partner_id}/agreement/void", partner_id=partner_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def amend_agreement(
        self,
        partner_id: Id,
        body: shapes.PartnersAmendAgreement,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedAmendment]:
        """Amend agreement."""
        return self._tell(
            at("/partners/{partner_id}/agreement/amendments", partner_id=partner_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_amendment(
        self,
        partner_id: Id,
        amendment_id: Id,
        body: shapes.PartnersVoidAmendment,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Void amendment."""
        return self._tell(
            at(
                "/partners/{partner_id}/agreement/amendments/{amendment_id}/void",
                partner_id=partner_id,
                amendment_id=amendment_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def plan_semester_budget(
        self,
        partner_id: Id,
        body: shapes.PartnersPlanSemesterBudget,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Euros for so many students."""
        return self._tell(
            at("/partners/{partner_id}/semester-budgets", partner_id=partner_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def withdraw_semester_budget(
        self,
        partner_id: Id,
        body: shapes.PartnersWithdrawSemesterBudget,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Nothing is planned for the semester any more."""
        return self._tell(
            at("/partners/{partner_id}/semester-budgets/withdraw", partner_id=partner_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def allow_overspending(
        self,
        partner_id: Id,
        body: shapes.PartnersAllowOverspending,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """More may be spent than is planned, up to an amount."""
        return self._tell(
            at("/partners/{partner_id}/overspending", partner_id=partner_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def withdraw_overspending(
        self,
        partner_id: Id,
        body: shapes.PartnersWithdrawOverspending,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """The plan is the limit again."""
        return self._tell(
            at("/partners/{partner_id}/overspending/withdraw", partner_id=partner_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def merge(
        self,
        partner_id: Id,
        body: shapes.PartnersMerge,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedMerger]:
        """The partner is dissolved that day."""
        return self._tell(
            at("/partners/{partner_id}/merge", partner_id=partner_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def pass_on(
        self,
        partner_id: Id,
        body: shapes.PartnersPassOn,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """What was recorded about the dissolved partner since its merger passes on, too."""
        return self._tell(
            at("/partners/{partner_id}/pass-on", partner_id=partner_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_merger(
        self,
        partner_id: Id,
        body: shapes.PartnersVoidMerger,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """It was not dissolved, or not so."""
        return self._tell(
            at("/partners/{partner_id}/void-merger", partner_id=partner_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def pay_advance(
        self,
        partner_id: Id,
        body: shapes.PartnersPayAdvance,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedPayment]:
        """Pay advance."""
        return self._tell(
            at("/partners/{partner_id}/advances", partner_id=partner_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def make_payment(
        self,
        partner_id: Id,
        body: shapes.PartnersMakePayment,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedPayment]:
        """For a semester, or for no stated period."""
        return self._tell(
            at("/partners/{partner_id}/payments", partner_id=partner_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def reverse_payment(
        self,
        partner_id: Id,
        payment_id: Id,
        body: shapes.PartnersReversePayment,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Of a payment or an advance."""
        return self._tell(
            at(
                "/partners/{partner_id}/payments/{payment_id}/reverse",
                partner_id=partner_id,
                payment_id=payment_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def one(
        self,
        partner_id: Id,
        *,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.PartnerShown]:
        """A partner as of a day: agreement and amendments, what it planned and received."""
        return self._ask(
            at("/partners/{partner_id}", partner_id=partner_id),
            {"as_of": as_of, "known_at": known_at},
            ticket,
        )

    def of_one(
        self,
        partner_id: Id,
        *,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.PartnerAccount]:
        """What the operation and a partner owe each other, by semester, to the cent."""
        return self._ask(
            at("/partners/{partner_id}/account", partner_id=partner_id),
            {"as_of": as_of, "known_at": known_at},
            ticket,
        )

    def semesters(
        self,
        *,
        partner_id: Id | None = None,
        kind: str | None = None,
        municipality: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.SemesterAccount]:
        """What partners together planned, spent, settled and received for each semester."""
        return self._rows(
            "/partners/semesters",
            {
                "partner_id": partner_id,
                "kind": kind,
                "municipality": municipality,
                "as_of": as_of,
                "known_at": known_at,
            },
            ticket,
        )

    def used(
        self,
        *,
        partner_id: Id | None = None,
        kind: str | None = None,
        municipality: str | None = None,
        at_least: int | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.BudgetUse]:
        """Semester budgets, and how much of each is spent."""
        return self._rows(
            "/partners/budgets",
            {
                "partner_id": partner_id,
                "kind": kind,
                "municipality": municipality,
                "at_least": at_least,
                "as_of": as_of,
                "known_at": known_at,
            },
            ticket,
        )

    def payments(
        self,
        *,
        partner_id: Id | None = None,
        municipality: str | None = None,
        kind: str | None = None,
        period: str | None = None,
        school_year: str | None = None,
        purpose: str | None = None,
        period_stated: bool | None = None,
        prior_period: bool | None = None,
        reversed: bool | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.Payment]:
        """Payments to partners in the order of their recording, those reversed too."""
        return self._rows(
            "/payments",
            {
                "partner_id": partner_id,
                "municipality": municipality,
                "kind": kind,
                "period": period,
                "school_year": school_year,
                "purpose": purpose,
                "period_stated": period_stated,
                "prior_period": prior_period,
                "reversed": reversed,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def received(
        self,
        *,
        partner_id: Id | None = None,
        municipality: str | None = None,
        kind: str | None = None,
        period: str | None = None,
        school_year: str | None = None,
        purpose: str | None = None,
        period_stated: bool | None = None,
        prior_period: bool | None = None,
        reversed: bool | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.Received]:
        """What was paid by a day and not reversed by then."""
        return self._ask(
            "/payments/total",
            {
                "partner_id": partner_id,
                "municipality": municipality,
                "kind": kind,
                "period": period,
                "school_year": school_year,
                "purpose": purpose,
                "period_stated": period_stated,
                "prior_period": prior_period,
                "reversed": reversed,
                "as_of": as_of,
                "known_at": known_at,
            },
            ticket,
        )


class Settlements(Group):
    """What partners declare for a semester, what of it is approved, and what has to come back."""

    def submit_settlement(
        self,
        partner_id: Id,
        body: shapes.PartnersSubmitSettlement,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedSettlement]:
        """Declare what was spent in a semester, by cost category."""
        return self._tell(
            at("/partners/{partner_id}/settlements", partner_id=partner_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def resubmit_settlement(
        self,
        partner_id: Id,
        settlement_id: Id,
        body: shapes.PartnersResubmitSettlement,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Declare anew after a return."""
        return self._tell(
            at(
                "/partners/{partner_id}/settlements/{settlement_id}/resubmit",
                partner_id=partner_id,
                settlement_id=settlement_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def return_settlement(
        self,
        partner_id: Id,
        settlement_id: Id,
        body: shapes.PartnersReturnSettlement,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Give it back to be mended."""
        return self._tell(
            at(
                "/partners/{partner_id}/settlements/{settlement_id}/return",
                partner_id=partner_id,
                settlement_id=settlement_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_settlement_return(
        self,
        partner_id: Id,
        settlement_id: Id,
        body: shapes.PartnersVoidSettlementReturn,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """It had not been returned."""
        return self._tell(
            at(
                "/partners/{partner_id}/settlements/{settlement_id}/void-return",
                partner_id=partner_id,
                settlement_id=settlement_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def approve_settlement(
        self,
        partner_id: Id,
        settlement_id: Id,
        body: shapes.PartnersApproveSettlement,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedApproval]:
        """Approve settlement."""
        return self._tell(
            at(
                "/partners/{partner_id}/settlements/{settlement_id}/approve",
                partner_id=partner_id,
                settlement_id=settlement_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_approval(
        self,
        partner_id: Id,
        settlement_id: Id,
        body: shapes.PartnersVoidApproval,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take an approval back, and with it what it off-set."""
        return self._tell(
            at(
                "/partners/{partner_id}/settlements/{settlement_id}/void-approval",
                partner_id=partner_id,
                settlement_id=settlement_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_settlement(
        self,
        partner_id: Id,
        settlement_id: Id,
        body: shapes.PartnersVoidSettlement,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take back one that is not approved."""
        return self._tell(
            at(
                "/partners/{partner_id}/settlements/{settlement_id}/void",
                partner_id=partner_id,
                settlement_id=settlement_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def decide_recovery(
        self,
        partner_id: Id,
        settlement_id: Id,
        body: shapes.PartnersDecideRecovery,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedRecovery]:
        """A part of what was approved is to come back."""
        return self._tell(
            at(
                "/partners/{partner_id}/settlements/{settlement_id}/recoveries",
                partner_id=partner_id,
                settlement_id=settlement_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_recovery(
        self,
        partner_id: Id,
        recovery_id: Id,
        body: shapes.PartnersVoidRecovery,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Take the decision back."""
        return self._tell(
            at(
                "/partners/{partner_id}/recoveries/{recovery_id}/void",
                partner_id=partner_id,
                recovery_id=recovery_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def receive_recovery(
        self,
        partner_id: Id,
        recovery_id: Id,
        body: shapes.PartnersReceiveRecovery,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedReceipt]:
        """The partner paid back."""
        return self._tell(
            at(
                "/partners/{partner_id}/recoveries/{recovery_id}/receipts",
                partner_id=partner_id,
                recovery_id=recovery_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def offset_recovery(
        self,
        partner_id: Id,
        recovery_id: Id,
        body: shapes.PartnersOffsetRecovery,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedReceipt]:
        """Taken from what the partner is owed."""
        return self._tell(
            at(
                "/partners/{partner_id}/recoveries/{recovery_id}/offsets",
                partner_id=partner_id,
                recovery_id=recovery_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_recovery_receipt(
        self,
        partner_id: Id,
        receipt_id: Id,
        body: shapes.PartnersVoidRecoveryReceipt,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Its bank entry, if it had one, is free again."""
        return self._tell(
            at(
                "/partners/{partner_id}/recovery-receipts/{receipt_id}/void",
                partner_id=partner_id,
                receipt_id=receipt_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def listed(
        self,
        *,
        partner_id: Id | None = None,
        settlement_id: Id | None = None,
        semester: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.Settlement]:
        """Settlements as of a day, in the order in which they were first submitted."""
        return self._rows(
            "/settlements",
            {
                "partner_id": partner_id,
                "settlement_id": settlement_id,
                "semester": semester,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def one(
        self,
        partner_id: Id,
        settlement_id: Id,
        *,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.Settlement]:
        """A settlement as of a day: declared, approved, off-set, to come back."""
        return self._ask(
            at(
                "/partners/{partner_id}/settlements/{settlement_id}",
                partner_id=partner_id,
                settlement_id=settlement_id,
            ),
            {"as_of": as_of, "known_at": known_at},
            ticket,
        )

    def recoveries(
        self,
        *,
        partner_id: Id | None = None,
        settlement_id: Id | None = None,
        semester: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.Recovery]:
        """What of approved settlements is to come back, and what of it has, as of a day."""
        return self._rows(
            "/recoveries",
            {
                "partner_id": partner_id,
                "settlement_id": settlement_id,
                "semester": semester,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )


class Verifications(Group):
    """Desk checks and on-the-spot visits of partners, and what they found."""

    def listed(
        self,
        *,
        verification_id: Id | None = None,
        partner_id: Id | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.VerificationState]:
        """Verifications as of a day, with what their lines come to."""
        return self._rows(
            "/verifications",
            {
                "verification_id": verification_id,
                "partner_id": partner_id,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def plan(
        self, body: shapes.VerificationsPlan, *, key: str | None = None, dry_run: bool = False
    ) -> Answer[shapes.RecordedVerification]:
        """Plan."""
        return self._tell("/verifications", body, key=key, dry_run=dry_run)

    def carry_out(
        self,
        verification_id: Id,
        body: shapes.VerificationsCarryOut,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """It took place that day."""
        return self._tell(
            at("/verifications/{verification_id}/carry-out", verification_id=verification_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_carrying_out(
        self,
        verification_id: Id,
        body: shapes.VerificationsVoidCarryingOut,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """It had not."""
        return self._tell(
            at(
                "/verifications/{verification_id}/void-carrying-out",
                verification_id=verification_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def verify_line(
        self,
        verification_id: Id,
        body: shapes.VerificationsVerifyLine,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedLine]:
        """Verify line."""
        return self._tell(
            at("/verifications/{verification_id}/lines", verification_id=verification_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_line(
        self,
        verification_id: Id,
        line_id: Id,
        body: shapes.VerificationsVoidLine,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Void line."""
        return self._tell(
            at(
                "/verifications/{verification_id}/lines/{line_id}/void",
                verification_id=verification_id,
                line_id=line_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def resolve_finding(
        self,
        verification_id: Id,
        line_id: Id,
        body: shapes.VerificationsResolveFinding,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """What was to be clarified is."""
        return self._tell(
            at(
                "/verifications/{verification_id}/lines/{line_id}/resolve",
                verification_id=verification_id,
                line_id=line_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def close(
        self,
        verification_id: Id,
        body: shapes.VerificationsClose,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """When nothing is to be clarified."""
        return self._tell(
            at("/verifications/{verification_id}/close", verification_id=verification_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def reopen(
        self,
        verification_id: Id,
        body: shapes.VerificationsReopen,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Reopen."""
        return self._tell(
            at("/verifications/{verification_id}/reopen", verification_id=verification_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void(
        self,
        verification_id: Id,
        body: shapes.VerificationsVoid,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Before it is closed."""
        return self._tell(
            at("/verifications/{verification_id}/void", verification_id=verification_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def one(
        self,
        verification_id: Id,
        *,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.VerificationShown]:
        """A verification as of a day, the verdict on each line, and the decisions that refer to it."""
        return self._ask(
            at("/verifications/{verification_id}", verification_id=verification_id),
            {"as_of": as_of, "known_at": known_at},
            ticket,
        )


class Institutions(Group):
    """Schools, with their membership of the operation and their municipality by date."""

    def listed(
        self,
        *,
        institution_id: Id | None = None,
        kind: str | None = None,
        municipality: str | None = None,
        region: str | None = None,
        partner_id: Id | None = None,
        member: bool | None = None,
        on: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.InstitutionState]:
        """Institutions on a day."""
        return self._rows(
            "/institutions",
            {
                "institution_id": institution_id,
                "kind": kind,
                "municipality": municipality,
                "region": region,
                "partner_id": partner_id,
                "member": member,
                "on": on,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def register(
        self, body: shapes.InstitutionsRegister, *, key: str | None = None, dry_run: bool = False
    ) -> Answer[shapes.RecordedInstitution]:
        """Register."""
        return self._tell("/institutions", body, key=key, dry_run=dry_run)

    def correct_registration(
        self,
        institution_id: Id,
        body: shapes.InstitutionsCorrectRegistration,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Correct registration."""
        return self._tell(
            at(
                "/institutions/{institution_id}/correct-registration", institution_id=institution_id
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def rename(
        self,
        institution_id: Id,
        body: shapes.InstitutionsRename,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedRenaming]:
        """Rename."""
        return self._tell(
            at("/institutions/{institution_id}/rename", institution_id=institution_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_renaming(
        self,
        institution_id: Id,
        renaming_id: Id,
        body: shapes.InstitutionsVoidRenaming,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Another name was recorded wrongly."""
        return self._tell(
            at(
                "/institutions/{institution_id}/renamings/{renaming_id}/void",
                institution_id=institution_id,
                renaming_id=renaming_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def join_operation(
        self,
        institution_id: Id,
        body: shapes.InstitutionsJoinOperation,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedMembership]:
        """Join operation."""
        return self._tell(
            at("/institutions/{institution_id}/join", institution_id=institution_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def rejoin_operation(
        self,
        institution_id: Id,
        body: shapes.InstitutionsRejoinOperation,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedMembership]:
        """Rejoin operation."""
        return self._tell(
            at("/institutions/{institution_id}/rejoin", institution_id=institution_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def leave_operation(
        self,
        institution_id: Id,
        membership_id: Id,
        body: shapes.InstitutionsLeaveOperation,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Leave operation."""
        return self._tell(
            at(
                "/institutions/{institution_id}/memberships/{membership_id}/leave",
                institution_id=institution_id,
                membership_id=membership_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_leaving(
        self,
        institution_id: Id,
        membership_id: Id,
        body: shapes.InstitutionsVoidLeaving,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Void leaving."""
        return self._tell(
            at(
                "/institutions/{institution_id}/memberships/{membership_id}/void-leaving",
                institution_id=institution_id,
                membership_id=membership_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_membership(
        self,
        institution_id: Id,
        membership_id: Id,
        body: shapes.InstitutionsVoidMembership,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """A joining or rejoining was recorded wrongly."""
        return self._tell(
            at(
                "/institutions/{institution_id}/memberships/{membership_id}/void",
                institution_id=institution_id,
                membership_id=membership_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def place(
        self,
        institution_id: Id,
        body: shapes.InstitutionsPlace,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedPlacement]:
        """Place."""
        return self._tell(
            at("/institutions/{institution_id}/placements", institution_id=institution_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_placement(
        self,
        institution_id: Id,
        placement_id: Id,
        body: shapes.InstitutionsVoidPlacement,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """A placement was recorded wrongly."""
        return self._tell(
            at(
                "/institutions/{institution_id}/placements/{placement_id}/void",
                institution_id=institution_id,
                placement_id=placement_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def attach_to_partner(
        self,
        institution_id: Id,
        body: shapes.InstitutionsAttachToPartner,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedAttachment]:
        """Attach to partner."""
        return self._tell(
            at("/institutions/{institution_id}/attachments", institution_id=institution_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_attachment(
        self,
        institution_id: Id,
        attachment_id: Id,
        body: shapes.InstitutionsVoidAttachment,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """An attachment to a partner was recorded wrongly."""
        return self._tell(
            at(
                "/institutions/{institution_id}/attachments/{attachment_id}/void",
                institution_id=institution_id,
                attachment_id=attachment_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def appoint_coordinator(
        self,
        institution_id: Id,
        body: shapes.InstitutionsAppointCoordinator,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedAppointment]:
        """Name and contact are sealed under the institution's key."""
        return self._tell(
            at("/institutions/{institution_id}/coordinators", institution_id=institution_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def remove_coordinator(
        self,
        institution_id: Id,
        appointment_id: Id,
        body: shapes.InstitutionsRemoveCoordinator,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """The person never coordinated there: it was recorded wrongly."""
        return self._tell(
            at(
                "/institutions/{institution_id}/coordinators/{appointment_id}/remove",
                institution_id=institution_id,
                appointment_id=appointment_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def end_coordination(
        self,
        institution_id: Id,
        appointment_id: Id,
        body: shapes.InstitutionsEndCoordination,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """The person coordinates no longer."""
        return self._tell(
            at(
                "/institutions/{institution_id}/coordinators/{appointment_id}/end",
                institution_id=institution_id,
                appointment_id=appointment_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_coordination_end(
        self,
        institution_id: Id,
        appointment_id: Id,
        body: shapes.InstitutionsVoidCoordinationEnd,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """The person goes on."""
        return self._tell(
            at(
                "/institutions/{institution_id}/coordinators/{appointment_id}/void-end",
                institution_id=institution_id,
                appointment_id=appointment_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def one(
        self,
        institution_id: Id,
        *,
        on: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.InstitutionShown]:
        """An institution on a day: its names, memberships, municipalities and partners up to then."""
        return self._ask(
            at("/institutions/{institution_id}", institution_id=institution_id),
            {"on": on, "known_at": known_at},
            ticket,
        )

    def count(
        self,
        *,
        institution_id: Id | None = None,
        kind: str | None = None,
        municipality: str | None = None,
        region: str | None = None,
        partner_id: Id | None = None,
        member: bool | None = None,
        on: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.InstitutionCount]:
        """How many take part in the operation on a day (today, if none is named), and how many ever
        did."""
        return self._ask(
            "/institutions/count",
            {
                "institution_id": institution_id,
                "kind": kind,
                "municipality": municipality,
                "region": region,
                "partner_id": partner_id,
                "member": member,
                "on": on,
                "known_at": known_at,
            },
            ticket,
        )

    def counts(
        self,
        *,
        institution_id: Id | None = None,
        kind: str | None = None,
        municipality: str | None = None,
        region: str | None = None,
        partner_id: Id | None = None,
        member: bool | None = None,
        group_by: Sequence[str] | str | None = None,
        on: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.InstitutionGroupCount]:
        """The same by municipality, region, kind or partner, as they are that day."""
        return self._rows(
            "/institutions/counts",
            {
                "institution_id": institution_id,
                "kind": kind,
                "municipality": municipality,
                "region": region,
                "partner_id": partner_id,
                "member": member,
                "group_by": group_by,
                "on": on,
                "known_at": known_at,
            },
            ticket,
        )

    def coordinator(
        self, institution_id: Id, appointment_id: Id, *, ticket: int | None = None
    ) -> Answer[shapes.CoordinatorNamed]:
        """Who a coordinator is, as known now: name and contact, which are sealed in the log."""
        return self._ask(
            at(
                "/institutions/{institution_id}/coordinators/{appointment_id}",
                institution_id=institution_id,
                appointment_id=appointment_id,
            ),
            {},
            ticket,
        )


class RegionalCoordinators(Group):
    """Who coordinates the operation in each of its five regions; a region may have several."""

    def listed(
        self,
        *,
        coordinator_id: Id | None = None,
        region: str | None = None,
        acting: bool | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.Appointment]:
        """Those appointed by a day."""
        return self._rows(
            "/regional-coordinators",
            {
                "coordinator_id": coordinator_id,
                "region": region,
                "acting": acting,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def appoint(
        self,
        body: shapes.RegionalCoordinatorsAppoint,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedCoordinator]:
        """Name and contact are sealed under a key of the coordinator's own."""
        return self._tell("/regional-coordinators", body, key=key, dry_run=dry_run)

    def end(
        self,
        coordinator_id: Id,
        body: shapes.RegionalCoordinatorsEnd,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """End."""
        return self._tell(
            at("/regional-coordinators/{coordinator_id}/end", coordinator_id=coordinator_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_end(
        self,
        coordinator_id: Id,
        body: shapes.RegionalCoordinatorsVoidEnd,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Void end."""
        return self._tell(
            at("/regional-coordinators/{coordinator_id}/void-end", coordinator_id=coordinator_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_appointment(
        self,
        coordinator_id: Id,
        body: shapes.RegionalCoordinatorsVoidAppointment,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """The person never was one."""
        return self._tell(
            at("/regional-coordinators/{coordinator_id}/void", coordinator_id=coordinator_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def one(
        self, coordinator_id: Id, *, ticket: int | None = None
    ) -> Answer[shapes.RegionalCoordinatorNamed]:
        """Who a coordinator is, as known now: name and contact, which are sealed in the log."""
        return self._ask(
            at("/regional-coordinators/{coordinator_id}", coordinator_id=coordinator_id), {}, ticket
        )


class Specialists(Group):
    """Who gives consultations: as what, where and when."""

    def listed(
        self,
        *,
        specialist_id: Id | None = None,
        institution_id: Id | None = None,
        kind: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.SpecialistState]:
        """Specialists as of a day: those of an institution or of a kind, if one is named."""
        return self._rows(
            "/specialists",
            {
                "specialist_id": specialist_id,
                "institution_id": institution_id,
                "kind": kind,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def register(
        self, body: shapes.SpecialistsRegister, *, key: str | None = None, dry_run: bool = False
    ) -> Answer[shapes.RecordedSpecialist]:
        """Register."""
        return self._tell("/specialists", body, key=key, dry_run=dry_run)

    def correct_name(
        self,
        specialist_id: Id,
        body: shapes.SpecialistsCorrectName,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Correct name."""
        return self._tell(
            at("/specialists/{specialist_id}/correct-name", specialist_id=specialist_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def qualify(
        self,
        specialist_id: Id,
        body: shapes.SpecialistsQualify,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedQualification]:
        """To act as one of a kind of specialist."""
        return self._tell(
            at("/specialists/{specialist_id}/qualifications", specialist_id=specialist_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_qualification(
        self,
        specialist_id: Id,
        qualification_id: Id,
        body: shapes.SpecialistsVoidQualification,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Void qualification."""
        return self._tell(
            at(
                "/specialists/{specialist_id}/qualifications/{qualification_id}/void",
                specialist_id=specialist_id,
                qualification_id=qualification_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def attach_to_institution(
        self,
        specialist_id: Id,
        body: shapes.SpecialistsAttachToInstitution,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedAttachment]:
        """Attach to institution."""
        return self._tell(
            at("/specialists/{specialist_id}/attachments", specialist_id=specialist_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def leave(
        self,
        specialist_id: Id,
        attachment_id: Id,
        body: shapes.SpecialistsLeave,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Leave."""
        return self._tell(
            at(
                "/specialists/{specialist_id}/attachments/{attachment_id}/leave",
                specialist_id=specialist_id,
                attachment_id=attachment_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_leaving(
        self,
        specialist_id: Id,
        attachment_id: Id,
        body: shapes.SpecialistsVoidLeaving,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Void leaving."""
        return self._tell(
            at(
                "/specialists/{specialist_id}/attachments/{attachment_id}/void-leaving",
                specialist_id=specialist_id,
                attachment_id=attachment_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_attachment(
        self,
        specialist_id: Id,
        attachment_id: Id,
        body: shapes.SpecialistsVoidAttachment,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Void attachment."""
        return self._tell(
            at(
                "/specialists/{specialist_id}/attachments/{attachment_id}/void",
                specialist_id=specialist_id,
                attachment_id=attachment_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def one(
        self,
        specialist_id: Id,
        *,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.SpecialistShown]:
        """A specialist as of a day: as what they may act, and where they work."""
        return self._ask(
            at("/specialists/{specialist_id}", specialist_id=specialist_id),
            {"as_of": as_of, "known_at": known_at},
            ticket,
        )


class YouthProjectCalls(Group):
    """Calls of municipalities for applications for youth initiative projects."""

    def calls(
        self,
        *,
        partner_id: Id | None = None,
        municipality: str | None = None,
        region: str | None = None,
        open: bool | None = None,
        opened_from: Day | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.CallState]:
        """Calls that had opened by a day."""
        return self._rows(
            "/youth-project-calls",
            {
                "partner_id": partner_id,
                "municipality": municipality,
                "region": region,
                "open": open,
                "opened_from": opened_from,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def open_call(
        self, body: shapes.YouthProjectsOpenCall, *, key: str | None = None, dry_run: bool = False
    ) -> Answer[shapes.RecordedCall]:
        """Of a partner that is a municipality."""
        return self._tell("/youth-project-calls", body, key=key, dry_run=dry_run)

    def correct_call(
        self,
        call_id: Id,
        body: shapes.YouthProjectsCorrectCall,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Correct call."""
        return self._tell(
            at("/youth-project-calls/{call_id}/correct", call_id=call_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_call(
        self,
        call_id: Id,
        body: shapes.YouthProjectsVoidCall,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """It takes no more applications."""
        return self._tell(
            at("/youth-project-calls/{call_id}/void", call_id=call_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def call_count(
        self,
        *,
        partner_id: Id | None = None,
        municipality: str | None = None,
        region: str | None = None,
        open: bool | None = None,
        opened_from: Day | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.CallCount]:
        """How many calls had opened by a day, and of how many municipalities."""
        return self._ask(
            "/youth-project-calls/count",
            {
                "partner_id": partner_id,
                "municipality": municipality,
                "region": region,
                "open": open,
                "opened_from": opened_from,
                "as_of": as_of,
                "known_at": known_at,
            },
            ticket,
        )


class YouthProjects(Group):
    """Youth initiative projects of municipalities; each is paid 4 600.00 EUR, neither more nor
    less."""

    def listed(
        self,
        *,
        youth_project_id: Id | None = None,
        call_id: Id | None = None,
        partner_id: Id | None = None,
        municipality: str | None = None,
        region: str | None = None,
        state: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.ProjectState]:
        """Projects as of a day, with what was granted."""
        return self._rows(
            "/youth-projects",
            {
                "youth_project_id": youth_project_id,
                "call_id": call_id,
                "partner_id": partner_id,
                "municipality": municipality,
                "region": region,
                "state": state,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def submit_application(
        self,
        body: shapes.YouthProjectsSubmitApplication,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedYouthProject]:
        """Submit application."""
        return self._tell("/youth-projects", body, key=key, dry_run=dry_run)

    def correct_application(
        self,
        youth_project_id: Id,
        body: shapes.YouthProjectsCorrectApplication,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Who corrects it does not approve it."""
        return self._tell(
            at("/youth-projects/{youth_project_id}/correct", youth_project_id=youth_project_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_application(
        self,
        youth_project_id: Id,
        body: shapes.YouthProjectsVoidApplication,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Of one that is not decided on."""
        return self._tell(
            at("/youth-projects/{youth_project_id}/void", youth_project_id=youth_project_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def pass_to_partner(
        self,
        youth_project_id: Id,
        body: shapes.YouthProjectsPassToPartner,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedPassing]:
        """From that day on, as after a reform."""
        return self._tell(
            at("/youth-projects/{youth_project_id}/pass", youth_project_id=youth_project_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_passing(
        self,
        youth_project_id: Id,
        passing_id: Id,
        body: shapes.YouthProjectsVoidPassing,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """It stays with the partner before."""
        return self._tell(
            at(
                "/youth-projects/{youth_project_id}/passings/{passing_id}/void",
                youth_project_id=youth_project_id,
                passing_id=passing_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def approve(
        self,
        youth_project_id: Id,
        body: shapes.YouthProjectsApprove,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Approve."""
        return self._tell(
            at("/youth-projects/{youth_project_id}/approve", youth_project_id=youth_project_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def refuse(
        self,
        youth_project_id: Id,
        body: shapes.YouthProjectsRefuse,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Refuse."""
        return self._tell(
            at("/youth-projects/{youth_project_id}/refuse", youth_project_id=youth_project_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_decision(
        self,
        youth_project_id: Id,
        body: shapes.YouthProjectsVoidDecision,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Of an approval or a refusal."""
        return self._tell(
            at(
                "/youth-projects/{youth_project_id}/void-decision",
                youth_project_id=youth_project_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def start(
        self,
        youth_project_id: Id,
        body: shapes.YouthProjectsStart,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Start."""
        return self._tell(
            at("/youth-projects/{youth_project_id}/start", youth_project_id=youth_project_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_start(
        self,
        youth_project_id: Id,
        body: shapes.YouthProjectsVoidStart,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Void start."""
        return self._tell(
            at("/youth-projects/{youth_project_id}/void-start", youth_project_id=youth_project_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def report_participants(
        self,
        youth_project_id: Id,
        body: shapes.YouthProjectsReportParticipants,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedReport]:
        """All until that day, and those of them with an identified risk."""
        return self._tell(
            at("/youth-projects/{youth_project_id}/reports", youth_project_id=youth_project_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_report(
        self,
        youth_project_id: Id,
        report_id: Id,
        body: shapes.YouthProjectsVoidReport,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """The report before it counts."""
        return self._tell(
            at(
                "/youth-projects/{youth_project_id}/reports/{report_id}/void",
                youth_project_id=youth_project_id,
                report_id=report_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def complete(
        self,
        youth_project_id: Id,
        body: shapes.YouthProjectsComplete,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Complete."""
        return self._tell(
            at("/youth-projects/{youth_project_id}/complete", youth_project_id=youth_project_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def fail(
        self,
        youth_project_id: Id,
        body: shapes.YouthProjectsFail,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """What was paid is to be recovered."""
        return self._tell(
            at("/youth-projects/{youth_project_id}/fail", youth_project_id=youth_project_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_end(
        self,
        youth_project_id: Id,
        body: shapes.YouthProjectsVoidEnd,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """It goes on."""
        return self._tell(
            at("/youth-projects/{youth_project_id}/void-end", youth_project_id=youth_project_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def pay_grant(
        self,
        youth_project_id: Id,
        body: shapes.YouthProjectsPayGrant,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedGrant]:
        """The lump sum of that day."""
        return self._tell(
            at("/youth-projects/{youth_project_id}/grants", youth_project_id=youth_project_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_grant(
        self,
        youth_project_id: Id,
        grant_id: Id,
        body: shapes.YouthProjectsVoidGrant,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """It was not paid, or not so: its bank entry is free again."""
        return self._tell(
            at(
                "/youth-projects/{youth_project_id}/grants/{grant_id}/void",
                youth_project_id=youth_project_id,
                grant_id=grant_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def recover_grant(
        self,
        youth_project_id: Id,
        body: shapes.YouthProjectsRecoverGrant,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedRecovery]:
        """Of a project that failed, in full."""
        return self._tell(
            at("/youth-projects/{youth_project_id}/recoveries", youth_project_id=youth_project_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_recovery(
        self,
        youth_project_id: Id,
        recovery_id: Id,
        body: shapes.YouthProjectsVoidRecovery,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """It did not come back, or not so: its bank entry is free again."""
        return self._tell(
            at(
                "/youth-projects/{youth_project_id}/recoveries/{recovery_id}/void",
                youth_project_id=youth_project_id,
                recovery_id=recovery_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def one(
        self,
        youth_project_id: Id,
        *,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.ProjectShown]:
        """A project as of a day: its decision, participants and money up to then."""
        return self._ask(
            at("/youth-projects/{youth_project_id}", youth_project_id=youth_project_id),
            {"as_of": as_of, "known_at": known_at},
            ticket,
        )

    def count(
        self,
        *,
        youth_project_id: Id | None = None,
        call_id: Id | None = None,
        partner_id: Id | None = None,
        municipality: str | None = None,
        region: str | None = None,
        state: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.ProjectCount]:
        """What had become of applications by a day."""
        return self._ask(
            "/youth-projects/count",
            {
                "youth_project_id": youth_project_id,
                "call_id": call_id,
                "partner_id": partner_id,
                "municipality": municipality,
                "region": region,
                "state": state,
                "as_of": as_of,
                "known_at": known_at,
            },
            ticket,
        )

    def counts(
        self,
        *,
        youth_project_id: Id | None = None,
        call_id: Id | None = None,
        partner_id: Id | None = None,
        municipality: str | None = None,
        region: str | None = None,
        state: str | None = None,
        group_by: Sequence[str] | str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.ProjectCount]:
        """The same counts by municipality, region, partner, call or state."""
        return self._rows(
            "/youth-projects/counts",
            {
                "youth_project_id": youth_project_id,
                "call_id": call_id,
                "partner_id": partner_id,
                "municipality": municipality,
                "region": region,
                "state": state,
                "group_by": group_by,
                "as_of": as_of,
                "known_at": known_at,
            },
            ticket,
        )


class Funding(Group):
    """Eligible expenditure, exact to four decimals, by any dimension."""

    def totals(
        self,
        *,
        group_by: Sequence[str] | str | None = None,
        partner: Sequence[Id] | str | None = None,
        institution: Sequence[Id] | str | None = None,
        municipality: Sequence[str] | str | None = None,
        region: Sequence[str] | str | None = None,
        school_year: Sequence[str] | str | None = None,
        semester: Sequence[str] | str | None = None,
        cost_category: Sequence[str] | str | None = None,
        form_of_cost: Sequence[str] | str | None = None,
        kind: Sequence[str] | str | None = None,
        funding_source: Sequence[str] | str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.FundingSum]:
        """Totals by any dimensions, of what had happened by a day, as it was known at a moment."""
        return self._rows(
            "/funding/totals",
            {
                "group_by": group_by,
                "partner": partner,
                "institution": institution,
                "municipality": municipality,
                "region": region,
                "school_year": school_year,
                "semester": semester,
                "cost_category": cost_category,
                "form_of_cost": form_of_cost,
                "kind": kind,
                "funding_source": funding_source,
                "as_of": as_of,
                "known_at": known_at,
            },
            ticket,
        )

    def lines(
        self,
        *,
        partner: Sequence[Id] | str | None = None,
        institution: Sequence[Id] | str | None = None,
        municipality: Sequence[str] | str | None = None,
        region: Sequence[str] | str | None = None,
        school_year: Sequence[str] | str | None = None,
        semester: Sequence[str] | str | None = None,
        cost_category: Sequence[str] | str | None = None,
        form_of_cost: Sequence[str] | str | None = None,
        kind: Sequence[str] | str | None = None,
        funding_source: Sequence[str] | str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.FundingLine]:
        """The events behind a total, each with its position in the log."""
        return self._rows(
            "/funding/lines",
            {
                "partner": partner,
                "institution": institution,
                "municipality": municipality,
                "region": region,
                "school_year": school_year,
                "semester": semester,
                "cost_category": cost_category,
                "form_of_cost": form_of_cost,
                "kind": kind,
                "funding_source": funding_source,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def indirect(
        self,
        *,
        partner: Sequence[Id] | str | None = None,
        municipality: Sequence[str] | str | None = None,
        semester: Sequence[str] | str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.IndirectCosts]:
        """Indirect costs: the flat rate of each day applied to the direct personnel costs of that
        day."""
        return self._ask(
            "/funding/indirect-costs",
            {
                "partner": partner,
                "municipality": municipality,
                "semester": semester,
                "as_of": as_of,
                "known_at": known_at,
            },
            ticket,
        )


class Journal(Group):
    """Every monetary event as an entry whose debits equal its credits."""

    def entries(
        self,
        *,
        partner: Sequence[Id] | str | None = None,
        institution: Sequence[Id] | str | None = None,
        municipality: Sequence[str] | str | None = None,
        region: Sequence[str] | str | None = None,
        school_year: Sequence[str] | str | None = None,
        semester: Sequence[str] | str | None = None,
        cost_category: Sequence[str] | str | None = None,
        form_of_cost: Sequence[str] | str | None = None,
        kind: Sequence[str] | str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.JournalEntry]:
        """Entries in the order of the log, with their postings."""
        return self._rows(
            "/journal/entries",
            {
                "partner": partner,
                "institution": institution,
                "municipality": municipality,
                "region": region,
                "school_year": school_year,
                "semester": semester,
                "cost_category": cost_category,
                "form_of_cost": form_of_cost,
                "kind": kind,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def balances(
        self,
        *,
        partner: Sequence[Id] | str | None = None,
        institution: Sequence[Id] | str | None = None,
        municipality: Sequence[str] | str | None = None,
        region: Sequence[str] | str | None = None,
        school_year: Sequence[str] | str | None = None,
        semester: Sequence[str] | str | None = None,
        cost_category: Sequence[str] | str | None = None,
        form_of_cost: Sequence[str] | str | None = None,
        kind: Sequence[str] | str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.AccountBalance]:
        """The trial balance: the balances add up to zero."""
        return self._rows(
            "/journal/balances",
            {
                "partner": partner,
                "institution": institution,
                "municipality": municipality,
                "region": region,
                "school_year": school_year,
                "semester": semester,
                "cost_category": cost_category,
                "form_of_cost": form_of_cost,
                "kind": kind,
                "as_of": as_of,
                "known_at": known_at,
            },
            ticket,
        )


class Trainings(Group):
    """Seminars, workshops, supervisions, programmes and conferences for staff."""

    def listed(
        self,
        *,
        training_id: Id | None = None,
        kind: str | None = None,
        state: str | None = None,
        region: str | None = None,
        municipality: str | None = None,
        institution_id: Id | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.TrainingState]:
        """Trainings as of a day, in the order of their planning."""
        return self._rows(
            "/trainings",
            {
                "training_id": training_id,
                "kind": kind,
                "state": state,
                "region": region,
                "municipality": municipality,
                "institution_id": institution_id,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def plan_training(
        self, body: shapes.TrainingsPlanTraining, *, key: str | None = None, dry_run: bool = False
    ) -> Answer[shapes.RecordedTraining]:
        """For institutions, a municipality, a region, or for all."""
        return self._tell("/trainings", body, key=key, dry_run=dry_run)

    def correct_planning(
        self,
        training_id: Id,
        body: shapes.TrainingsCorrectPlanning,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """What was planned had been recorded wrongly."""
        return self._tell(
            at("/trainings/{training_id}/correct-planning", training_id=training_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_planning(
        self,
        training_id: Id,
        body: shapes.TrainingsVoidPlanning,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """It was never planned."""
        return self._tell(
            at("/trainings/{training_id}/void", training_id=training_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def move_training(
        self,
        training_id: Id,
        body: shapes.TrainingsMoveTraining,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedMove]:
        """To other days, another place or way of delivery."""
        return self._tell(
            at("/trainings/{training_id}/moves", training_id=training_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_move(
        self,
        training_id: Id,
        move_id: Id,
        body: shapes.TrainingsVoidMove,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Void move."""
        return self._tell(
            at(
                "/trainings/{training_id}/moves/{move_id}/void",
                training_id=training_id,
                move_id=move_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def hold_module(
        self,
        training_id: Id,
        body: shapes.TrainingsHoldModule,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedModule]:
        """One module, with how many of each kind of staff took part."""
        return self._tell(
            at("/trainings/{training_id}/modules", training_id=training_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_module(
        self,
        training_id: Id,
        module_id: Id,
        body: shapes.TrainingsVoidModule,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Void module."""
        return self._tell(
            at(
                "/trainings/{training_id}/modules/{module_id}/void",
                training_id=training_id,
                module_id=module_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def certify_participants(
        self,
        training_id: Id,
        body: shapes.TrainingsCertifyParticipants,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedCertification]:
        """Never more certificates than participants at the best attended module (house rule: nobody is
        named, so nobody can be counted twice)."""
        return self._tell(
            at("/trainings/{training_id}/certifications", training_id=training_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_certification(
        self,
        training_id: Id,
        certification_id: Id,
        body: shapes.TrainingsVoidCertification,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Void certification."""
        return self._tell(
            at(
                "/trainings/{training_id}/certifications/{certification_id}/void",
                training_id=training_id,
                certification_id=certification_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def complete_training(
        self,
        training_id: Id,
        body: shapes.TrainingsCompleteTraining,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Complete training."""
        return self._tell(
            at("/trainings/{training_id}/complete", training_id=training_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_completion(
        self,
        training_id: Id,
        body: shapes.TrainingsVoidCompletion,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Void completion."""
        return self._tell(
            at("/trainings/{training_id}/void-completion", training_id=training_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def cancel_training(
        self,
        training_id: Id,
        body: shapes.TrainingsCancelTraining,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """What was held stays held, and counts (house rule)."""
        return self._tell(
            at("/trainings/{training_id}/cancel", training_id=training_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_cancellation(
        self,
        training_id: Id,
        body: shapes.TrainingsVoidCancellation,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Void cancellation."""
        return self._tell(
            at("/trainings/{training_id}/void-cancellation", training_id=training_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def record_cost(
        self,
        training_id: Id,
        body: shapes.TrainingsRecordCost,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedCost]:
        """Paid by the operation on that day."""
        return self._tell(
            at("/trainings/{training_id}/costs", training_id=training_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def reverse_cost(
        self,
        training_id: Id,
        cost_id: Id,
        body: shapes.TrainingsReverseCost,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """It was not paid, or came back."""
        return self._tell(
            at(
                "/trainings/{training_id}/costs/{cost_id}/reverse",
                training_id=training_id,
                cost_id=cost_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def one(
        self,
        training_id: Id,
        *,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.TrainingShown]:
        """A training as of a day: its modules, certificates and costs up to then."""
        return self._ask(
            at("/trainings/{training_id}", training_id=training_id),
            {"as_of": as_of, "known_at": known_at},
            ticket,
        )

    def count(
        self,
        *,
        training_id: Id | None = None,
        kind: str | None = None,
        state: str | None = None,
        region: str | None = None,
        municipality: str | None = None,
        institution_id: Id | None = None,
        from_: Day | None = None,
        until: Day | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.TrainingCount]:
        """What was planned for, held, completed, cancelled and paid between two days."""
        return self._ask(
            "/trainings/count",
            {
                "training_id": training_id,
                "kind": kind,
                "state": state,
                "region": region,
                "municipality": municipality,
                "institution_id": institution_id,
                "from": from_,
                "until": until,
                "as_of": as_of,
                "known_at": known_at,
            },
            ticket,
        )

    def counts(
        self,
        *,
        training_id: Id | None = None,
        kind: str | None = None,
        state: str | None = None,
        region: str | None = None,
        municipality: str | None = None,
        institution_id: Id | None = None,
        group_by: Sequence[str] | str | None = None,
        from_: Day | None = None,
        until: Day | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.TrainingCount]:
        """The same counts by kind, state, school year, region or municipality."""
        return self._rows(
            "/trainings/counts",
            {
                "training_id": training_id,
                "kind": kind,
                "state": state,
                "region": region,
                "municipality": municipality,
                "institution_id": institution_id,
                "group_by": group_by,
                "from": from_,
                "until": until,
                "as_of": as_of,
                "known_at": known_at,
            },
            ticket,
        )


class Materials(Group):
    """Methodical materials, each one version of one document."""

    def listed(
        self,
        *,
        material_id: Id | None = None,
        language: str | None = None,
        sha256: str | None = None,
        current: bool | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.MaterialState]:
        """Materials as of a day."""
        return self._rows(
            "/materials",
            {
                "material_id": material_id,
                "language": language,
                "sha256": sha256,
                "current": current,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def publish_material(
        self,
        body: shapes.MaterialsPublishMaterial,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedMaterial]:
        """One version, one document."""
        return self._tell("/materials", body, key=key, dry_run=dry_run)

    def correct_description(
        self,
        material_id: Id,
        body: shapes.MaterialsCorrectDescription,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Its document stays the same."""
        return self._tell(
            at("/materials/{material_id}/correct-description", material_id=material_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_publishing(
        self,
        material_id: Id,
        body: shapes.MaterialsVoidPublishing,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """It was never published."""
        return self._tell(
            at("/materials/{material_id}/void", material_id=material_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def supersede(
        self,
        material_id: Id,
        body: shapes.MaterialsSupersede,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Another material that is current takes its place."""
        return self._tell(
            at("/materials/{material_id}/supersede", material_id=material_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_supersession(
        self,
        material_id: Id,
        body: shapes.MaterialsVoidSupersession,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Nothing took its place."""
        return self._tell(
            at("/materials/{material_id}/void-supersession", material_id=material_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def withdraw_material(
        self,
        material_id: Id,
        body: shapes.MaterialsWithdrawMaterial,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """It is not to be used any more, and nothing took its place."""
        return self._tell(
            at("/materials/{material_id}/withdraw", material_id=material_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def void_withdrawal(
        self,
        material_id: Id,
        body: shapes.MaterialsVoidWithdrawal,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Void withdrawal."""
        return self._tell(
            at("/materials/{material_id}/void-withdrawal", material_id=material_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def one(
        self,
        material_id: Id,
        *,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.MaterialState]:
        """A material as of a day: its document, and what ended its use by then."""
        return self._ask(
            at("/materials/{material_id}", material_id=material_id),
            {"as_of": as_of, "known_at": known_at},
            ticket,
        )

    def history(
        self,
        material_id: Id,
        *,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.MaterialState]:
        """What it took the place of and what took its place, from one version to the next."""
        return self._rows(
            at("/materials/{material_id}/history", material_id=material_id),
            {"as_of": as_of, "known_at": known_at},
            ticket,
        )


class Surveys(Group):
    """Surveys of municipalities, institutions and parents; nobody is named."""

    def listed(
        self,
        *,
        survey_id: Id | None = None,
        state: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.SurveyState]:
        """Surveys as of a day, in the order of their opening."""
        return self._rows(
            "/surveys",
            {
                "survey_id": survey_id,
                "state": state,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def open_survey(
        self, body: shapes.SurveysOpenSurvey, *, key: str | None = None, dry_run: bool = False
    ) -> Answer[shapes.RecordedSurvey]:
        """Questions with their answers, asked of some kinds of respondents."""
        return self._tell("/surveys", body, key=key, dry_run=dry_run)

    def correct_questionnaire(
        self,
        survey_id: Id,
        body: shapes.SurveysCorrectQuestionnaire,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """While nobody has responded to it."""
        return self._tell(
            at("/surveys/{survey_id}/correct-questionnaire", survey_id=survey_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_opening(
        self,
        survey_id: Id,
        body: shapes.SurveysVoidOpening,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """It was never opened."""
        return self._tell(
            at("/surveys/{survey_id}/void", survey_id=survey_id), body, key=key, dry_run=dry_run
        )

    def record_responses(
        self,
        survey_id: Id,
        body: shapes.SurveysRecordResponses,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedBatch]:
        """Of each kind, never more answers to a question than respondents: each gives one, or none
        (house rule)."""
        return self._tell(
            at("/surveys/{survey_id}/responses", survey_id=survey_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def void_responses(
        self,
        survey_id: Id,
        batch_id: Id,
        body: shapes.SurveysVoidResponses,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Of a closed survey, too."""
        return self._tell(
            at(
                "/surveys/{survey_id}/responses/{batch_id}/void",
                survey_id=survey_id,
                batch_id=batch_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
        )

    def close_survey(
        self,
        survey_id: Id,
        body: shapes.SurveysCloseSurvey,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Close survey."""
        return self._tell(
            at("/surveys/{survey_id}/close", survey_id=survey_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def reopen_survey(
        self,
        survey_id: Id,
        body: shapes.SurveysReopenSurvey,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Reopen survey."""
        return self._tell(
            at("/surveys/{survey_id}/reopen", survey_id=survey_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def one(
        self,
        survey_id: Id,
        *,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.SurveyShown]:
        """A survey as of a day: respondents by kind, and of each answer its count and share."""
        return self._ask(
            at("/surveys/{survey_id}", survey_id=survey_id),
            {"as_of": as_of, "known_at": known_at},
            ticket,
        )


class Statistics(Group):
    """The published figures, by query, each with its definition."""

    def catalogue(self, *, ticket: int | None = None) -> Iterator[shapes.FigureShown]:
        """Every figure with its definition, the scopes and kinds of periods it is told for, and what it
        is grouped by."""
        return self._rows("/statistics", {}, ticket)

    def events(
        self,
        code: int,
        *,
        scope: str | None = None,
        period: str | None = None,
        of: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.StatisticEvent]:
        """The events behind one value of a figure, by position."""
        return self._rows(
            at("/statistics/{code}/events", code=code),
            {
                "scope": scope,
                "period": period,
                "of": of,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def one(
        self,
        code: int,
        *,
        scope: str | None = None,
        period: str | None = None,
        group_by: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.Statistic]:
        """A figure of a scope and period, with its definition, and the address of the events behind
        each value."""
        return self._ask(
            at("/statistics/{code}", code=code),
            {
                "scope": scope,
                "period": period,
                "group_by": group_by,
                "as_of": as_of,
                "known_at": known_at,
            },
            ticket,
        )

    def published(
        self,
        code: int,
        *,
        scope: str | None = None,
        period: str | None = None,
        group_by: str | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.Statistic]:
        """A figure as anybody may know it: what few learners stand behind is suppressed, and what would
        tell of it."""
        return self._ask(
            at("/statistics/{code}/public", code=code),
            {"scope": scope, "period": period, "group_by": group_by, "known_at": known_at},
            ticket,
        )


class StatisticsDifferences(Group):
    """How figures came to differ from what they were known to be."""

    def listed(
        self,
        *,
        code: Sequence[str] | str | None = None,
        scope: str | None = None,
        period: str | None = None,
        group_by: str | None = None,
        from_: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.DifferenceShown]:
        """Every value that differs between two moments of knowledge, of all figures or of some."""
        return self._rows(
            "/statistics/differences",
            {
                "code": code,
                "scope": scope,
                "period": period,
                "group_by": group_by,
                "from": from_,
                "as_of": as_of,
                "known_at": known_at,
            },
            ticket,
        )

    def changed_at(
        self,
        code: int,
        *,
        scope: str | None = None,
        period: str | None = None,
        of: str | None = None,
        from_: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.StatisticEvent]:
        """The events between two moments at which a value changed, by position."""
        return self._rows(
            at("/statistics/{code}/changes", code=code),
            {
                "scope": scope,
                "period": period,
                "of": of,
                "from": from_,
                "as_of": as_of,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )


class Publications(Group):
    """Pages that printed figures of the operation. Their names may be given as `known_at`."""

    def listed(self, *, ticket: int | None = None) -> Iterator[shapes.Publication]:
        """Publications in the order of their positions."""
        return self._rows("/publications", {}, ticket)

    def issue(
        self, body: shapes.PublicationsIssue, *, key: str | None = None, dry_run: bool = False
    ) -> Answer[shapes.RecordedPublication]:
        """Keep the position reached now under a name."""
        return self._tell("/publications", body, key=key, dry_run=dry_run)

    def withdraw(
        self,
        publication_id: Id,
        body: shapes.PublicationsWithdraw,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Its name is free again."""
        return self._tell(
            at("/publications/{publication_id}/withdraw", publication_id=publication_id),
            body,
            key=key,
            dry_run=dry_run,
        )


class Publicity(Group):
    """What the operation did in a municipality, told so that everybody may know it."""

    def report(
        self,
        municipality: int,
        *,
        period: str | None = None,
        language: str | None = None,
        format: str | None = None,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.PublicityReport]:
        """Report on a municipality for the public."""
        return self._ask(
            at("/municipalities/{municipality}/publicity-report", municipality=municipality),
            {
                "period": period,
                "language": language,
                "format": format,
                "as_of": as_of,
                "known_at": known_at,
            },
            ticket,
        )


class Access(Group):
    """Who may do what and where, since when and until when; and the keys that machines sign in
    with."""

    def listed(
        self,
        *,
        access_id: Id | None = None,
        actor: str | None = None,
        kind: str | None = None,
        closed: bool | None = None,
        on: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.AccessState]:
        """Who may sign in, and as what on a day."""
        return self._rows(
            "/access",
            {
                "access_id": access_id,
                "actor": actor,
                "kind": kind,
                "closed": closed,
                "on": on,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def open(
        self, body: shapes.AccessesOpen, *, key: str | None = None, dry_run: bool = False
    ) -> Answer[shapes.Recorded]:
        """Open."""
        return self._tell("/access", body, key=key, dry_run=dry_run)

    def grant(
        self,
        access_id: Id,
        body: shapes.AccessesGrant,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedGrant]:
        """Grant."""
        return self._tell(
            at("/access/{access_id}/grants", access_id=access_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def narrow(
        self,
        access_id: Id,
        grant_id: Id,
        body: shapes.AccessesNarrow,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """To a smaller scope, an earlier last day, or both."""
        return self._tell(
            at(
                "/access/{access_id}/grants/{grant_id}/narrow",
                access_id=access_id,
                grant_id=grant_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def revoke(
        self,
        access_id: Id,
        grant_id: Id,
        body: shapes.AccessesRevoke,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """It holds no more, at once."""
        return self._tell(
            at(
                "/access/{access_id}/grants/{grant_id}/revoke",
                access_id=access_id,
                grant_id=grant_id,
            ),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def issue_key(
        self,
        access_id: Id,
        body: shapes.AccessesIssueKey,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedKey]:
        """Issue key."""
        return self._tell(
            at("/access/{access_id}/keys", access_id=access_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def revoke_key(
        self,
        access_id: Id,
        key_id: Id,
        body: shapes.AccessesRevokeKey,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """It opens nothing any more, at once."""
        return self._tell(
            at("/access/{access_id}/keys/{key_id}/revoke", access_id=access_id, key_id=key_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def close(
        self,
        access_id: Id,
        body: shapes.AccessesClose,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """They may do nothing any more, at once."""
        return self._tell(
            at("/access/{access_id}/close", access_id=access_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def reopen(
        self,
        access_id: Id,
        body: shapes.AccessesReopen,
        *,
        version: int,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """What was granted and not revoked holds again."""
        return self._tell(
            at("/access/{access_id}/reopen", access_id=access_id),
            body,
            key=key,
            dry_run=dry_run,
            version=version,
        )

    def granted(
        self,
        *,
        access_id: Id | None = None,
        actor: str | None = None,
        kind: str | None = None,
        role: str | None = None,
        scope_kind: str | None = None,
        scope_id: str | None = None,
        on: Day | None = None,
        known_at: Moment | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.GrantState]:
        """Who could do what on a day, and where."""
        return self._rows(
            "/access/grants",
            {
                "access_id": access_id,
                "actor": actor,
                "kind": kind,
                "role": role,
                "scope_kind": scope_kind,
                "scope_id": scope_id,
                "on": on,
                "known_at": known_at,
                "limit": limit,
            },
            ticket,
        )

    def one(
        self,
        access_id: Id,
        *,
        on: Day | None = None,
        known_at: Moment | None = None,
        ticket: int | None = None,
    ) -> Answer[shapes.AccessNamed]:
        """Somebody's access."""
        return self._ask(
            at("/access/{access_id}", access_id=access_id), {"on": on, "known_at": known_at}, ticket
        )


class Log(Group):
    """The log: every event in its one order, as it was recorded."""

    def listed(
        self,
        *,
        type: str | None = None,
        stream: Id | None = None,
        from_: int | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.Event]:
        """Events by position."""
        return self._rows(
            "/log", {"type": type, "stream": stream, "from": from_, "limit": limit}, ticket
        )

    def one(self, position: int, *, ticket: int | None = None) -> Answer[shapes.Event]:
        """One event."""
        return self._ask(at("/log/{position}", position=position), {}, ticket)


class Webhooks(Group):
    """Who is told of which events, at which address; what became of each message."""

    def listed(
        self,
        *,
        ended: bool | None = None,
        institution_id: Id | None = None,
        partner_id: Id | None = None,
        region: str | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.Subscription]:
        """Webhooks in the order in which they were subscribed."""
        return self._rows(
            "/webhooks",
            {
                "ended": ended,
                "institution_id": institution_id,
                "partner_id": partner_id,
                "region": region,
                "limit": limit,
            },
            ticket,
        )

    def subscribe(
        self, body: shapes.WebhooksSubscribe, *, key: str | None = None, dry_run: bool = False
    ) -> Answer[shapes.RecordedWebhook]:
        """Tell an address of what is recorded from now on."""
        return self._tell("/webhooks", body, key=key, dry_run=dry_run)

    def retarget(
        self,
        webhook_id: Id,
        body: shapes.WebhooksRetarget,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Send to another address, what waits as well."""
        return self._tell(
            at("/webhooks/{webhook_id}/retarget", webhook_id=webhook_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def rotate_secret(
        self,
        webhook_id: Id,
        body: shapes.WebhooksRotateSecret,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.RecordedSecret]:
        """For so many hours messages bear the signature of the former secret as well."""
        return self._tell(
            at("/webhooks/{webhook_id}/rotate-secret", webhook_id=webhook_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def pause(
        self,
        webhook_id: Id,
        body: shapes.WebhooksPause,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Nothing is sent until it is resumed."""
        return self._tell(
            at("/webhooks/{webhook_id}/pause", webhook_id=webhook_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def resume(
        self,
        webhook_id: Id,
        body: shapes.WebhooksResume,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """It goes on from where it was paused."""
        return self._tell(
            at("/webhooks/{webhook_id}/resume", webhook_id=webhook_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def test(
        self,
        webhook_id: Id,
        body: shapes.WebhooksTest,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """A message of the type webhook.tested is sent, whatever it is told of."""
        return self._tell(
            at("/webhooks/{webhook_id}/test", webhook_id=webhook_id), body, key=key, dry_run=dry_run
        )

    def resend(
        self,
        webhook_id: Id,
        body: shapes.WebhooksResend,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Send the dead letter of this position once more, or all there are."""
        return self._tell(
            at("/webhooks/{webhook_id}/deliveries/resend", webhook_id=webhook_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def end(
        self,
        webhook_id: Id,
        body: shapes.WebhooksEnd,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """Nothing more is sent, of what is waiting either."""
        return self._tell(
            at("/webhooks/{webhook_id}/end", webhook_id=webhook_id), body, key=key, dry_run=dry_run
        )

    def void_end(
        self,
        webhook_id: Id,
        body: shapes.WebhooksVoidEnd,
        *,
        key: str | None = None,
        dry_run: bool = False,
    ) -> Answer[shapes.Recorded]:
        """It goes on from where it was."""
        return self._tell(
            at("/webhooks/{webhook_id}/void-end", webhook_id=webhook_id),
            body,
            key=key,
            dry_run=dry_run,
        )

    def one(self, webhook_id: Id, *, ticket: int | None = None) -> Answer[shapes.WebhookShown]:
        """A webhook and how far it has got: its address, what it is told of, what waits and what is
        dead."""
        return self._ask(at("/webhooks/{webhook_id}", webhook_id=webhook_id), {}, ticket)

    def delivered(
        self,
        webhook_id: Id,
        *,
        state: str | None = None,
        limit: int | None = None,
        ticket: int | None = None,
    ) -> Iterator[shapes.Delivery]:
        """Messages to a webhook, by the position of their event."""
        return self._rows(
            at("/webhooks/{webhook_id}/deliveries", webhook_id=webhook_id),
            {"state": state, "limit": limit},
            ticket,
        )


class Vocabulary(Group):
    """Code lists, with what people read in Latvian and English."""

    def listed(self, *, ticket: int | None = None) -> Iterator[shapes.CodeList]:
        """Every code list: stages, semesters and municipalities among them."""
        return self._rows("/vocabulary", {}, ticket)


class Parts:
    """All of them, by the part of the API that they belong to."""

    def __init__(self, connection: Connection) -> None:
        self.students = Students(connection)
        self.outcomes = Outcomes(connection)
        self.movement = Movement(connection)
        self.class_promotions = ClassPromotions(connection)
        self.risks = Risks(connection)
        self.plans = Plans(connection)
        self.consultations = Consultations(connection)
        self.compensations = Compensations(connection)
        self.warnings = Warnings(connection)
        self.participants = Participants(connection)
        self.worklists = Worklists(connection)
        self.operations = Operations(connection)
        self.partners = Partners(connection)
        self.settlements = Settlements(connection)
        self.verifications = Verifications(connection)
        self.institutions = Institutions(connection)
        self.regional_coordinators = RegionalCoordinators(connection)
        self.specialists = Specialists(connection)
        self.youth_project_calls = YouthProjectCalls(connection)
        self.youth_projects = YouthProjects(connection)
        self.funding = Funding(connection)
        self.journal = Journal(connection)
        self.trainings = Trainings(connection)
        self.materials = Materials(connection)
        self.surveys = Surveys(connection)
        self.statistics = Statistics(connection)
        self.statistics_differences = StatisticsDifferences(connection)
        self.publications = Publications(connection)
        self.publicity = Publicity(connection)
        self.access = Access(connection)
        self.log = Log(connection)
        self.webhooks = Webhooks(connection)
        self.vocabulary = Vocabulary(connection)
