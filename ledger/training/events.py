"""What may happen to a training: planned, moved, held module by module, completed or cancelled, paid."""

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from ledger.aggregate import Birth
from ledger.document import Document
from ledger.fact import Fact
from ledger.money import Euros, Hours
from ledger.operation import Shares
from ledger.text import Delivery, Listed, Municipality, Region, Semester, TrainingKind
from ledger.training.values import (
    Certification,
    Cost,
    Module,
    Move,
    Outline,
    Schedule,
    StaffCount,
)

if TYPE_CHECKING:
    from ledger.training.training import Training


class Planned(Birth):
    """A seminar, workshop, supervision, programme or conference was planned."""

    TOPIC = "training.planned"
    outline: Outline
    schedule: Schedule
    municipality: Municipality | None
    """Where all it is for lies in one on its first day."""
    region: Region | None


class PlanningCorrected(Fact):
    """What was planned had been recorded wrongly."""

    TOPIC = "training.planning_corrected"
    outline: Outline
    schedule: Schedule
    municipality: Municipality | None
    region: Region | None

    def apply(self, training: "Training") -> None:
        training.outline, training.planned = self.outline, self.schedule
        training.municipality, training.region = self.municipality, self.region


class PlanningVoided(Fact):
    """A training had been recorded that was never planned."""

    TOPIC = "training.planning_voided"

    def apply(self, training: "Training") -> None:
        training.voided = True


class Moved(Fact):
    """The training is to be held on other days, in another place or another way."""

    TOPIC = "training.moved"
    move_id: UUID
    schedule: Schedule
    municipality: Municipality | None
    region: Region | None

    def apply(self, training: "Training") -> None:
        training.moves[self.move_id] = Move(
            first_day=self.occurred_on,
            schedule=self.schedule,
            municipality=self.municipality,
            region=self.region,
        )


class MoveVoided(Fact):
    """A move had been recorded wrongly: what was planned before it holds."""

    TOPIC = "training.move_voided"
    move_id: UUID

    def apply(self, training: "Training") -> None:
        training.moves[self.move_id].voided = True


class ModuleHeld(Fact):
    """A module was held, on one day; who took part is counted, not named."""

    TOPIC = "training.module_held"
    module_id: UUID
    number: int
    hours: Hours
    """Academic hours"""
    delivery: Delivery
    staff: tuple[StaffCount, ...]

    def apply(self, training: "Training") -> None:
        participants = sum(each.number for each in self.staff)
        training.modules[self.module_id] = Module(
            self.number, self.occurred_on, self.hours, participants
        )


class ModuleVoided(Fact):
    """A module was not held, or not so."""

    TOPIC = "training.module_voided"
    module_id: UUID

    def apply(self, training: "Training") -> None:
        training.modules[self.module_id].voided = True


class ParticipantsCertified(Fact):
    """Participants were given certificates."""

    TOPIC = "training.participants_certified"
    certification_id: UUID
    certificates: int
    numbers: str
    """Their range or list, as "PP-101 … PP-125"."""

    def apply(self, training: "Training") -> None:
        training.certifications[self.certification_id] = Certification(
            self.certificates, self.occurred_on
        )


class CertificationVoided(Fact):
    """Certificates had been recorded wrongly."""

    TOPIC = "training.certification_voided"
    certification_id: UUID

    def apply(self, training: "Training") -> None:
        training.certifications[self.certification_id].voided = True


class Completed(Fact):
    """All modules were held."""

    TOPIC = "training.completed"

    def apply(self, training: "Training") -> None:
        training.completed_on = self.occurred_on


class CompletionVoided(Fact):
    """The training is not complete."""

    TOPIC = "training.completion_voided"

    def apply(self, training: "Training") -> None:
        training.completed_on = None


class Cancelled(Fact):
    """What has not been held by then will not be."""

    TOPIC = "training.cancelled"

    def apply(self, training: "Training") -> None:
        training.cancelled_on = self.occurred_on


class CancellationVoided(Fact):
    """The training was not cancelled."""

    TOPIC = "training.cancellation_voided"

    def apply(self, training: "Training") -> None:
        training.cancelled_on = None


class CostRecorded(Fact):
    """The operation paid a cost of the training, on the day it occurred on."""

    TOPIC = "training.cost_recorded"
    cost_id: UUID
    kind: Annotated[str, Listed("training_cost")]
    amount: Euros
    """The part of the document that is paid for this training."""
    document: Document
    training_kind: TrainingKind
    institution_id: UUID | None
    """Where it was for one alone."""
    municipality: Municipality | None
    region: Region | None
    semester: Semester
    """Of the day of payment."""
    shares: Shares

    def apply(self, training: "Training") -> None:
        training.costs[self.cost_id] = Cost(self.kind, self.amount, self.document, self.occurred_on)


class CostReversed(Fact):
    """A cost was not paid, or came back; in full."""

    TOPIC = "training.cost_reversed"
    cost_id: UUID

    def apply(self, training: "Training") -> None:
        training.costs[self.cost_id].voided = True
