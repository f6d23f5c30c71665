"""Facts about individual support plans: drafted, revised, agreed, evaluated, closed."""

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from ledger.fact import Fact
from ledger.institution import Place
from ledger.role import Role
from ledger.sealed import Sealed
from ledger.student.plan import Plan, Revision
from ledger.student.values import PlanContent, RiskResult
from ledger.text import Listed, Semester, Sha256, Signatory

if TYPE_CHECKING:
    from ledger.student.student import Student


class OfPlan(Fact):
    """What is recorded about plans."""

    RECORDED_BY = (Role.PLAN_PREPARER, Role.INSTITUTION_COORDINATOR)


class PlanDrafted(OfPlan):
    """An individual support plan for one semester was drafted: its revision 1."""

    TOPIC = "student.plan_drafted"
    plan_id: UUID
    semester: Semester
    enrolment_id: UUID
    place: Place
    content: PlanContent
    signatories: tuple[Signatory, ...]
    """Who has to agree: learner, and representative unless the learner is of age."""
    copied_from: UUID | None

    def apply(self, student: "Student") -> None:
        first = Revision(1, self.occurred_on, self.content, self.signatories, {})
        student.plans[self.plan_id] = Plan(self.semester, self.enrolment_id, [first], {}, {})


class PlanRevised(OfPlan):
    """A further revision of a plan was written; the last agreed one stays in force until all agree."""

    TOPIC = "student.plan_revised"
    plan_id: UUID
    revision: int
    content: PlanContent
    signatories: tuple[Signatory, ...]

    def apply(self, student: "Student") -> None:
        written = Revision(self.revision, self.occurred_on, self.content, self.signatories, {})
        student.plans[self.plan_id].revisions.append(written)


class PlanAgreed(OfPlan):
    """One signatory agreed to a revision."""

    TOPIC = "student.plan_agreed"
    plan_id: UUID
    revision: int
    signatory: Signatory
    form: Annotated[str, Listed("agreement_form")]
    document_sha256: Sha256 | None

    def apply(self, student: "Student") -> None:
        student.plans[self.plan_id].revision(self.revision).agreed[self.signatory] = (
            self.occurred_on
        )


class AgreementVoided(OfPlan):
    """An agreement to a revision had been recorded wrongly."""

    TOPIC = "student.agreement_voided"
    plan_id: UUID
    revision: int
    signatory: Signatory

    def apply(self, student: "Student") -> None:
        del student.plans[self.plan_id].revision(self.revision).agreed[self.signatory]


class PlanReturned(OfPlan):
    """A signatory did not agree to a revision and returned it to be revised."""

    TOPIC = "student.plan_returned"
    plan_id: UUID
    revision: int
    signatory: Signatory

    def apply(self, student: "Student") -> None:
        student.plans[self.plan_id].revision(self.revision).returned_on = self.occurred_on


class ReturnVoided(OfPlan):
    """A return had been recorded wrongly: the revision waits to be agreed again."""

    TOPIC = "student.return_voided"
    plan_id: UUID
    revision: int

    def apply(self, student: "Student") -> None:
        student.plans[self.plan_id].revision(self.revision).returned_on = None


class PlanEvaluated(OfPlan):
    """At the end of the semester each risk of the plan was looked at."""

    TOPIC = "student.plan_evaluated"
    plan_id: UUID
    results: tuple[RiskResult, ...]
    narrative: Sealed | None
    support_goes_on: bool

    def apply(self, student: "Student") -> None:
        student.plans[self.plan_id].evaluated_on = self.occurred_on


class EvaluationVoided(OfPlan):
    """An evaluation had been recorded wrongly."""

    TOPIC = "student.evaluation_voided"
    plan_id: UUID

    def apply(self, student: "Student") -> None:
        student.plans[self.plan_id].evaluated_on = None


class PlanClosed(OfPlan):
    """A plan was closed: nothing is given under it any more."""

    TOPIC = "student.plan_closed"
    plan_id: UUID

    def apply(self, student: "Student") -> None:
        student.plans[self.plan_id].closed_on = self.occurred_on


class PlanReopened(OfPlan):
    """A plan had been closed wrongly."""

    TOPIC = "student.plan_reopened"
    plan_id: UUID

    def apply(self, student: "Student") -> None:
        student.plans[self.plan_id].closed_on = None


class PlanVoided(OfPlan):
    """A plan had been drafted wrongly; nothing was given under it."""

    TOPIC = "student.plan_voided"
    plan_id: UUID

    def apply(self, student: "Student") -> None:
        student.plans[self.plan_id].voided = True
