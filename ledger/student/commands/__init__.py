"""What can be commanded about students: `ledger.students.…`."""

from ledger.student.commands.correcting import CorrectingCommands
from ledger.student.commands.guarding import GuardCommands
from ledger.student.commands.learning import LearningCommands
from ledger.student.commands.measures import MeasureCommands
from ledger.student.commands.merging import MergingCommands
from ledger.student.commands.moving import MovingCommands
from ledger.student.commands.participating import ParticipatingCommands
from ledger.student.commands.planning import PlanningCommands
from ledger.student.commands.promoting import PromotingCommands


class Students(
    LearningCommands,
    MergingCommands,
    MovingCommands,
    ParticipatingCommands,
    PlanningCommands,
    PromotingCommands,
    MeasureCommands,
    CorrectingCommands,
    GuardCommands,
):
    """One method a command; each seals what is personal, lets the student decide, and appends."""
