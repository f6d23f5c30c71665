"""A training of staff: its plan, what was held of it, what was certified and what it cost."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from eventsourcing.domain import event

from ledger.aggregate import Aggregate
from ledger.dated import in_force
from ledger.errors import AlreadyVoided
from ledger.role import Role
from ledger.training import events
from ledger.training.errors import (
    ModuleHeldOutside,
    TooManyCertificates,
    TrainingCancelled,
    TrainingCompleted,
)
from ledger.training.values import Certification, Cost, Module, Move, Outline, Schedule


class Area(NamedTuple):
    """Where those lie whom a training is for, as far as it is one place."""

    municipality: str | None
    region: str | None


class Training(Aggregate):
    """What an event changes stands with it; the verbs are in `planning`, `holding` and `paying`."""

    TOPIC = "training"
    RECORDED_BY = (Role.NATIONAL,)

    outline: Outline
    planned: Schedule
    municipality: str | None
    region: str | None
    moves: dict[UUID, Move]
    modules: dict[UUID, Module]
    certifications: dict[UUID, Certification]
    costs: dict[UUID, Cost]
    completed_on: date | None
    cancelled_on: date | None
    voided: bool

    Planned = events.Planned
    PlanningCorrected = events.PlanningCorrected
    PlanningVoided = events.PlanningVoided
    Moved = events.Moved
    MoveVoided = events.MoveVoided
    ModuleHeld = events.ModuleHeld
    ModuleVoided = events.ModuleVoided
    ParticipantsCertified = events.ParticipantsCertified
    CertificationVoided = events.CertificationVoided
    Completed = events.Completed
    CompletionVoided = events.CompletionVoided
    Cancelled = events.Cancelled
    CancellationVoided = events.CancellationVoided
    CostRecorded = events.CostRecorded
    CostReversed = events.CostReversed

    @event(Planned)
    def __init__(
        self, outline: Outline, schedule: Schedule, municipality: str | None, region: str | None
    ) -> None:
        self.outline, self.planned = outline, schedule
        self.municipality, self.region = municipality, region
        self.moves, self.modules, self.certifications, self.costs = {}, {}, {}, {}
        self.completed_on = self.cancelled_on = None
        self.voided = False

    # --- what holds now ---------------------------------------------------------------------------

    @property
    def schedule(self) -> Schedule:
        """The days that hold: those of the last move, else those planned."""
        return self.schedule_without(None)

    def schedule_without(self, other: Move | None) -> Schedule:
        """The days that would hold without that move."""
        moves = (each for each in self.moves.values() if each is not other)
        move = in_force(moves, date.max)
        return move.schedule if move else self.planned

    @property
    def area(self) -> Area:
        """Where it counts, on the days that hold."""
        place = in_force(self.moves.values(), date.max) or self
        return Area(place.municipality, place.region)

    @property
    def held(self) -> list[Module]:
        """The modules that were held and not taken back."""
        return [each for each in self.modules.values() if not each.voided]

    def require_standing(self) -> None:
        """AlreadyVoided."""
        if self.voided:
            raise AlreadyVoided(what="training")

    def require_open(self) -> None:
        """That it is neither completed nor cancelled; AlreadyVoided, TrainingCompleted, TrainingCancelled."""
        self.require_standing()
        if self.completed_on is not None:
            raise TrainingCompleted(day=self.completed_on)
        if self.cancelled_on is not None:
            raise TrainingCancelled(day=self.cancelled_on)

    def require_modules_within(self, schedule: Schedule) -> None:
        """ModuleHeldOutside."""
        for module in self.held:
            if not schedule.includes(module.held_on):
                raise ModuleHeldOutside(day=module.held_on)

    def require_participants(self, held: list[Module], certifications: list[Certification]) -> None:
        """That on no day more were certified than had taken part in a module by then; TooManyCertificates."""
        for day in sorted(each.certified_on for each in certifications):
            given = sum(each.certificates for each in certifications if each.certified_on <= day)
            came = max((each.participants for each in held if each.held_on <= day), default=0)
            if given > came:
                raise TooManyCertificates(certificates=given, participants=came, day=day)

    @property
    def certified(self) -> list[Certification]:
        """The certificates that were given and not taken back."""
        return [each for each in self.certifications.values() if not each.voided]
