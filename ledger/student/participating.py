"""Verbs about the learner as a participant of the ESF."""

from datetime import date
from uuid import UUID

from ledger import required
from ledger.dated import overlapping, require_new, require_not_before, standing
from ledger.institution import Institution
from ledger.operation import Operation
from ledger.sealed import Sealed
from ledger.student.enrolment import Enrolment
from ledger.student.errors import NotEnrolled
from ledger.student.participation import require_statuses
from ledger.student.result_errors import AlreadyParticipating
from ledger.student.student import Student
from ledger.vocabulary import require


def enter_participant(
    student: Student,
    operation: Operation,
    institution: Institution,
    *,
    participation_id: UUID,
    gender: str,
    age_band: str,
    education: str,
    disability: Sealed,
    background: Sealed,
    disadvantage: Sealed,
    occurred_on: date,
) -> None:
    """The learner begins to take part, at the institution where enrolled that day.

    Regulation (EU) 1304/2013, Article 5 and Annex I: data of each participant, on entry and on exit.
    UnknownCode, AlreadyParticipating, OutsidePeriod, InstitutionNotMember.
    """
    require_new(student.participations, participation_id, "participation")
    if (other := overlapping(student.participations.values(), occurred_on)) is not None:
        raise AlreadyParticipating(day=other.first_day)
    operation.require_period(occurred_on)
    institution.require_member(occurred_on)
    student.trigger_event(
        Student.ParticipantEntered,
        participation_id=participation_id,
        place=institution.place_on(occurred_on),
        gender=require("gender", gender),
        age_band=age_band,
        education=require("education_level", education),
        disability=disability,
        background=background,
        disadvantage=disadvantage,
        occurred_on=occurred_on,
    )


def void_entry(student: Student, *, participation_id: UUID, occurred_on: date) -> None:
    """Take back an entry recorded wrongly, and its exit; ReasonMissing, AlreadyVoided."""
    required.reason()
    entered = standing(student.participations, participation_id, "participation")
    require_not_before(entered.first_day, occurred_on)
    student.trigger_event(
        Student.EntryVoided, participation_id=participation_id, occurred_on=occurred_on
    )


def exit_participant(
    student: Student, *, participation_id: UUID, statuses: tuple[str, ...], occurred_on: date
) -> None:
    """The learner takes part no longer; UnknownCode, StatusesContradict, AlreadyEnded, PeriodReversed.

    Regulation (EU) 1304/2013, Annex I: immediate results, of the four weeks after leaving.
    """
    entered = standing(student.participations, participation_id, "participation")
    require_statuses(statuses)
    entered.require_ending(occurred_on, "participation")
    student.trigger_event(
        Student.ParticipantExited,
        participation_id=participation_id,
        statuses=statuses,
        occurred_on=occurred_on,
    )


def void_exit(student: Student, *, participation_id: UUID, occurred_on: date) -> None:
    """Take back an exit recorded wrongly; ReasonMissing, NotEnded, AlreadyParticipating."""
    required.reason()
    entered = standing(student.participations, participation_id, "participation")
    require_not_before(entered.require_ended("exit"), occurred_on)
    others = [each for each in student.participations.values() if each is not entered]
    if (other := overlapping(others, entered.first_day)) is not None:
        raise AlreadyParticipating(day=other.first_day)
    student.trigger_event(
        Student.ExitVoided, participation_id=participation_id, occurred_on=occurred_on
    )


def stay_on(student: Student, day: date) -> Enrolment:
    """Where the learner is enrolled that day; NotEnrolled."""
    for each in student.enrolments.values():
        if each.covers(day):
            return each
    raise NotEnrolled(day=day)
