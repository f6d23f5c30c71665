"""Facts about support from elsewhere, and about measures that may be funded twice."""

from datetime import date
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from ledger.fact import Fact
from ledger.role import Role
from ledger.student.warning import OtherSupport, Warned
from ledger.text import Listed, Written

if TYPE_CHECKING:
    from ledger.student.student import Student


class OtherSupportDeclared(Fact):
    """The school declared that another funded project supports the learner; the period may lie ahead."""

    TOPIC = "student.other_support_declared"
    support_id: UUID
    programme: str
    """As its funder publishes it; nothing about the learner."""
    funder: str
    kinds: tuple[Annotated[str, Listed("measure_kind", "catering")], ...]
    """Kinds of consultations and compensations that it gives."""
    first_day: date
    last_day: date | None

    def apply(self, student: "Student") -> None:
        student.other_support[self.support_id] = OtherSupport(
            first_day=self.first_day,
            last_day=self.last_day,
            programme=self.programme,
            kinds=self.kinds,
            declared_on=self.occurred_on,
        )


class OtherSupportWithdrawn(Fact):
    """That another project supports the learner had been declared wrongly."""

    TOPIC = "student.other_support_withdrawn"
    support_id: UUID

    def apply(self, student: "Student") -> None:
        student.other_support[self.support_id].voided = True


class WarningRaised(Fact):
    """By a rule of the list, a measure may be funded twice: somebody has to decide."""

    TOPIC = "student.warning_raised"
    warning_id: UUID
    rule: Annotated[str, Listed("warning_rule")]
    measure_kind: Annotated[str, Written("`consultation` or `compensation`", "compensation")]
    measure_id: UUID
    conflict_kind: Annotated[
        str,
        Written("`consultation`, `compensation`, `other_support` or `calendar`", "other_support"),
    ]
    """The calendar has no id."""
    conflict_id: UUID | None

    def apply(self, student: "Student") -> None:
        student.warnings[self.warning_id] = Warned(
            self.rule,
            (self.measure_kind, self.measure_id),
            (self.conflict_kind, self.conflict_id),
            self.occurred_on,
        )


class WarningDecided(Fact):
    """Somebody other than who recorded the measure decided whether it is funded twice; the reason says why."""

    TOPIC = "student.warning_decided"
    RECORDED_BY = (Role.PARTNER_COORDINATOR,)
    warning_id: UUID
    decision: Annotated[str, Listed("warning_decision")]

    def apply(self, student: "Student") -> None:
        warned = student.warnings[self.warning_id]
        warned.decision, warned.since = self.decision, self.occurred_on


class DecisionVoided(Fact):
    """A decision on a warning had been wrong: it is open again."""

    TOPIC = "student.decision_voided"
    RECORDED_BY = (Role.PARTNER_COORDINATOR,)
    warning_id: UUID

    def apply(self, student: "Student") -> None:
        student.warnings[self.warning_id].decision = None


class WarningLapsed(Fact):
    """The measure, or what it conflicted with, was taken back: nothing can be funded twice any more."""

    TOPIC = "student.warning_lapsed"
    warning_id: UUID

    def apply(self, student: "Student") -> None:
        student.warnings[self.warning_id].lapsed = True
