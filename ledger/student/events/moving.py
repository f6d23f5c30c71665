"""Facts about a learner who moves: transfers between institutions, and plans that go along."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.fact import Fact
from ledger.institution import Place
from ledger.student.enrolment import Transfer

if TYPE_CHECKING:
    from ledger.student.student import Student


class PlanMoved(Fact):
    """From that day on the plan belongs to another enrolment, and its measures count there."""

    TOPIC = "student.plan_moved"
    plan_id: UUID
    enrolment_id: UUID
    place: Place

    def apply(self, student: "Student") -> None:
        student.plans[self.plan_id].moves[self.occurred_on] = self.enrolment_id


class PlanMoveVoided(Fact):
    """A plan had been moved wrongly: it stays where it was before."""

    TOPIC = "student.plan_move_voided"
    plan_id: UUID
    moved_on: date

    def apply(self, student: "Student") -> None:
        del student.plans[self.plan_id].moves[self.moved_on]


class Transferred(Fact):
    """The learner went from one institution to another: the leaving and the enrolment recorded with it are one."""

    TOPIC = "student.transferred"
    enrolment_id: UUID
    """The enrolment that began."""
    from_enrolment_id: UUID
    plans_moved: tuple[UUID, ...]
    plans_closed: tuple[UUID, ...]

    def apply(self, student: "Student") -> None:
        student.transfers[self.enrolment_id] = Transfer(
            first_day=self.occurred_on,
            from_enrolment_id=self.from_enrolment_id,
            plans_moved=self.plans_moved,
            plans_closed=self.plans_closed,
        )


class TransferVoided(Fact):
    """A transfer had been recorded wrongly: all that was recorded with it is taken back."""

    TOPIC = "student.transfer_voided"
    enrolment_id: UUID

    def apply(self, student: "Student") -> None:
        student.transfers[self.enrolment_id].voided = True
