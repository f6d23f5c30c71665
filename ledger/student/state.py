"""How the verbs look up what the events of a learner left; NotFound."""

from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from ledger.dated import standing
from ledger.errors import NotFound
from ledger.student.enrolment import Enrolment, Risk
from ledger.student.measures import Compensation, Consultation
from ledger.student.merge import Merge
from ledger.student.merging_errors import MergedAway
from ledger.student.plan import Plan
from ledger.student.warning import Measure, OtherSupport, Warned

T = TypeVar("T")


def _found(kept: dict[UUID, T], key: UUID, what: str) -> T:
    found = kept.get(key)
    if found is None:
        raise NotFound(what=what, id=key)
    return found


class State:
    """What verbs look up by its id; what was taken back stays, marked."""

    enrolments: dict[UUID, Enrolment]
    risks: dict[UUID, Risk]
    plans: dict[UUID, Plan]
    consultations: dict[UUID, Consultation]
    compensations: dict[UUID, Compensation]
    other_support: dict[UUID, OtherSupport]
    warnings: dict[UUID, Warned]
    merge: Merge | None

    def require_own_record(self) -> None:
        """That it was not merged into another; MergedAway."""
        if self.merge is not None:
            raise MergedAway(kept=self.merge.kept_id)

    def enrolment(self, enrolment_id: UUID) -> Enrolment:
        return standing(self.enrolments, enrolment_id, "enrolment")

    def risk(self, risk_id: UUID) -> Risk:
        return _found(self.risks, risk_id, "risk")

    def plan(self, plan_id: UUID) -> Plan:
        return _found(self.plans, plan_id, "plan")

    def consultation(self, consultation_id: UUID) -> Consultation:
        return _found(self.consultations, consultation_id, "consultation")

    def compensation(self, compensation_id: UUID) -> Compensation:
        return _found(self.compensations, compensation_id, "compensation")

    def warning(self, warning_id: UUID) -> Warned:
        return _found(self.warnings, warning_id, "warning")

    def measure(self, what: str, measure_id: UUID) -> Measure:
        """The consultation or compensation of that id."""
        if what == "consultation":
            return Measure(what, measure_id, self.consultation(measure_id))
        return Measure(what, measure_id, self.compensation(measure_id))

    def measures(self) -> list[Measure]:
        """All that was given and stands, consultations that were missed with it."""
        consultations = [
            Measure("consultation", each_id, each)
            for each_id, each in self.consultations.items()
            if not each.voided
        ]
        return consultations + [
            Measure("compensation", each_id, each)
            for each_id, each in self.compensations.items()
            if each.standing
        ]

    def give_back(self, compensation: Compensation, amount: Decimal) -> None:
        """Euros that no longer count as claimed under its plan."""
        plan = self.plan(compensation.plan_id)
        plan.claim(compensation.kind, -amount, compensation.last_day)
