"""Facts about the learner as a participant of the ESF: entry and exit, each of which may be taken back."""

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from ledger.fact import Fact
from ledger.institution import Place
from ledger.sealed import Sealed
from ledger.student.participation import Participation
from ledger.text import Listed

if TYPE_CHECKING:
    from ledger.student.student import Student


class ParticipantEntered(Fact):
    """The learner began to take part; disability, background and disadvantage are answers that may be refused."""

    TOPIC = "student.participant_entered"
    participation_id: UUID
    place: Place
    gender: Annotated[str, Listed("gender")]
    age_band: Annotated[str, Listed("age_band")]
    """on the day of entry"""
    education: Annotated[str, Listed("education_level")]
    """the highest level attained by then, ISCED"""
    disability: Sealed
    background: Sealed
    """foreign background or minority"""
    disadvantage: Sealed

    def apply(self, student: "Student") -> None:
        student.participations[self.participation_id] = Participation(first_day=self.occurred_on)


class EntryVoided(Fact):
    """An entry had been recorded wrongly, its exit with it."""

    TOPIC = "student.entry_voided"
    participation_id: UUID

    def apply(self, student: "Student") -> None:
        student.participations[self.participation_id].voided = True


class ParticipantExited(Fact):
    """The learner takes part no longer; what the learner was doing within four weeks of it."""

    TOPIC = "student.participant_exited"
    participation_id: UUID
    statuses: tuple[Annotated[str, Listed("exit_status")], ...]

    def apply(self, student: "Student") -> None:
        student.participations[self.participation_id].last_day = self.occurred_on


class ExitVoided(Fact):
    """An exit had been recorded wrongly: the learner takes part still."""

    TOPIC = "student.exit_voided"
    participation_id: UUID

    def apply(self, student: "Student") -> None:
        student.participations[self.participation_id].last_day = None
