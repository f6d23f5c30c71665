"""In which of a learner's stays something lies: a learner who moved has several, and each school decides on its own."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from ledger.student.student import Student

NONE = UUID(int=0)


def whose(student: Student, fact: Any) -> Collection[UUID]:
    """The enrolments that a fact is about; none, where it is about the learner.

    What goes with a transfer is the matter of who may record that, also where it is at the other school.
    """
    transfers = (student.Transferred, student.TransferVoided)
    fact = next((each for each in student.pending_events if isinstance(each, transfers)), fact)
    if isinstance(fact, student.Transferred):
        return (fact.from_enrolment_id,)
    if isinstance(fact, student.TransferVoided):
        return (fact.enrolment_id, student.transfers[fact.enrolment_id].from_enrolment_id)
    consultation = student.consultations.get(getattr(fact, "consultation_id", NONE))
    if consultation is not None:
        return (student.plan(consultation.plan_id).enrolment_on(consultation.day),)
    compensation = student.compensations.get(getattr(fact, "compensation_id", NONE))
    if compensation is not None:
        return (student.plan(compensation.plan_id).enrolment_on(compensation.first_day),)
    plan = student.plans.get(getattr(fact, "plan_id", NONE))
    if plan is not None:  # one that moved along is of all its schools
        return (plan.enrolment_id, *plan.moves.values())
    enrolment_id = getattr(fact, "enrolment_id", NONE)
    return (enrolment_id,) if enrolment_id in student.enrolments else ()
