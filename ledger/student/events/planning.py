"""Facts about individual support plans: drafted, revised, agreed, evaluated, closed."""

from uuid import UUID

from ledger.fact import Fact
from ledger.institution import Place
from ledger.sealed import Sealed
from ledger.student.values import PlanContent, RiskResult


class PlanDrafted(Fact):
    """An individual support plan for one semester was drafted: its revision 1."""

    TOPIC = "student.plan_drafted"
    plan_id: UUID
    semester: str
    enrolment_id: UUID
    place: Place
    content: PlanContent
    signatories: tuple[str, ...]
    """Who has to agree: learner, and representative unless the learner is of age."""
    copied_from: UUID | None


class PlanRevised(Fact):
    """A further revision of a plan was written; the last agreed one stays in force until all agree."""

    TOPIC = "student.plan_revised"
    plan_id: UUID
    revision: int
    content: PlanContent
    signatories: tuple[str, ...]


class PlanAgreed(Fact):
    """One signatory agreed to a revision."""

    TOPIC = "student.plan_agreed"
    plan_id: UUID
    revision: int
    signatory: str
    form: str
    document_sha256: str | None


class AgreementVoided(Fact):
    """An agreement to a revision had been recorded wrongly."""

    TOPIC = "student.agreement_voided"
    plan_id: UUID
    revision: int
    signatory: str


class PlanReturned(Fact):
    """A signatory did not agree to a revision and returned it to be revised."""

    TOPIC = "student.plan_returned"
    plan_id: UUID
    revision: int
    signatory: str


class ReturnVoided(Fact):
    """A return had been recorded wrongly: the revision waits to be agreed again."""

    TOPIC = "student.return_voided"
    plan_id: UUID
    revision: int


class PlanEvaluated(Fact):
    """At the end of the semester each risk of the plan was looked at."""

    TOPIC = "student.plan_evaluated"
    plan_id: UUID
    results: tuple[RiskResult, ...]
    narrative: Sealed | None
    support_goes_on: bool


class EvaluationVoided(Fact):
    """An evaluation had been recorded wrongly."""

    TOPIC = "student.evaluation_voided"
    plan_id: UUID


class PlanClosed(Fact):
    """A plan was closed: nothing is given under it any more."""

    TOPIC = "student.plan_closed"
    plan_id: UUID


class PlanReopened(Fact):
    """A plan had been closed wrongly."""

    TOPIC = "student.plan_reopened"
    plan_id: UUID


class PlanVoided(Fact):
    """A plan had been drafted wrongly; nothing was given under it."""

    TOPIC = "student.plan_voided"
    plan_id: UUID
