"""Verbs about what became of a learner."""

from datetime import date
from uuid import UUID

from ledger import required
from ledger.dated import require_new, require_not_before, standing
from ledger.student.outcome import Outcome, require_agreement, require_compatible
from ledger.student.student import Student
from ledger.vocabulary import require


def record_outcome(student: Student, *, outcome_id: UUID, outcome: str, occurred_on: date) -> None:
    """What became of the learner on a day; UnknownCode, OutcomeDisagrees, OutcomeContradicts.

    Design section 4, results; which outcomes go together is a house rule.
    """
    new = Outcome(first_day=occurred_on, outcome=require("outcome", outcome))
    require_new(student.outcomes, outcome_id, "outcome")
    enrolments = student.enrolments.values()
    require_agreement([new], enrolments)
    require_compatible(new, student.outcomes.values(), enrolments)
    student.trigger_event(
        Student.OutcomeRecorded, outcome_id=outcome_id, outcome=outcome, occurred_on=occurred_on
    )


def void_outcome(student: Student, *, outcome_id: UUID, occurred_on: date) -> None:
    """Take back an outcome recorded wrongly; ReasonMissing, AlreadyVoided."""
    required.reason()
    recorded = standing(student.outcomes, outcome_id, "outcome")
    require_not_before(recorded.first_day, occurred_on)
    student.trigger_event(Student.OutcomeVoided, outcome_id=outcome_id, occurred_on=occurred_on)
