"""Values inside a student's events: what a plan promises, where a measure happened, what proves it."""

from uuid import UUID

from ledger import text
from ledger.fact import Value
from ledger.money import Euros, Hours
from ledger.text import CompensationKind, ConsultationKind, Sha256, SpecialistKind, Subject


class PlannedConsultation(Value, frozen=True):
    """Hours of one kind of consultation that a plan revision allows."""

    kind: ConsultationKind
    specialist_kind: SpecialistKind
    subject: Subject | None
    hours: Hours


class PlannedCompensation(Value, frozen=True):
    """Euros of one kind of compensation that a plan revision allows."""

    kind: CompensationKind
    amount: Euros


class PlanContent(Value, frozen=True):
    """One revision of an individual support plan."""

    risks: tuple[UUID, ...]
    consultations: tuple[PlannedConsultation, ...]
    compensations: tuple[PlannedCompensation, ...]
    crisis_support: bool
    holiday_support: bool
    youth_project_id: UUID | None
    prepared_by: str


class Attendance(Value, frozen=True):
    """The record that proves a consultation; when remote, on which platform."""

    reference: str
    sha256: Sha256
    platform: str | None


class Group(Value, frozen=True):
    """A consultation given to several at once: its unit cost is paid once and split by place."""

    group_id: UUID
    size: int
    place: int
    """1 … size: which part of the split this student's line is."""


class Route(Value, frozen=True):
    """A journey between two towns or municipalities."""

    origin: str
    destination: str

    @property
    def ends(self) -> tuple[str, str]:
        """Origin and destination, the same however they are spelled."""
        origin, destination = (" ".join(each.split()) for each in (self.origin, self.destination))
        return origin.casefold(), destination.casefold()


class GroupMember(Value, frozen=True):
    """The consultation of one student of a group."""

    student_id: UUID
    consultation_id: UUID


class RiskResult(Value, frozen=True):
    """How one risk stood when the plan was evaluated: reduced, persists or worse."""

    risk_id: UUID
    result: text.RiskResult
