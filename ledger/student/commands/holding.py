"""What consultations and compensations hold across students: times, places in groups, parts of documents, days."""

from uuid import UUID, uuid5

from ledger.document import digest
from ledger.store.holds import Booking, Holds, Reservation, Shared
from ledger.student import covering
from ledger.student.events import ConsultationRecorded
from ledger.student.measures import Compensation, Consultation
from ledger.student.student import Student
from ledger.student.values import Group

TIMES = UUID("5f0d8f2c-6d0e-5b7a-9c1f-3b6c0a4e7d21")
"""The namespace of what books time."""


def just_recorded(student: Student) -> ConsultationRecorded:
    """The consultation that this command has recorded last; warnings about it may follow it."""
    decided = reversed(student.pending_events)
    return next(each for each in decided if isinstance(each, ConsultationRecorded))


def of_consultation(given: ConsultationRecorded) -> Holds:
    """The specialist's and the student's time, and the place in the group."""
    alone = _time_of(given.originator_id, given.consultation_id)
    group = given.group
    together = uuid5(TIMES, f"group {group.group_id}") if group else alone
    during, measure = (given.starts, given.ends), (given.consultation_id, alone)
    book = (
        Booking("specialist", given.specialist_id, *during, together, *measure),
        Booking("student", given.originator_id, *during, alone, *measure),
    )
    if group is None:
        return Holds(book=book)
    place = Reservation("group_place", _group_place(group), given.consultation_id)
    return Holds(book=book, reserve=(place,), share=(_shared(group, given),))


def back_from_consultation(student_id: UUID, consultation_id: UUID, of: Consultation) -> Holds:
    """What a consultation held is free again."""
    unbook = (_time_of(student_id, consultation_id),)
    if of.group is None:
        return Holds(unbook=unbook)
    return Holds(
        unbook=unbook,
        release=(("group_place", _group_place(of.group)),),
        unshare=(("group", str(of.group.group_id)),),
    )


def of_claim(
    student_id: UUID, compensation_id: UUID, claim: Compensation, institution_id: UUID
) -> Holds:
    """Its part of the document, and the days that it covers."""
    part = Reservation("document_part", _part_key(student_id, claim), compensation_id)
    return Holds(
        reserve=(part,),
        share=claim.document.one_scan(),
        portions=(claim.document.portion(claim.claimed),),
        cover=covering.covers(student_id, compensation_id, claim, institution_id),
    )


def back_from_claim(student_id: UUID, compensation_id: UUID, claim: Compensation) -> Holds:
    """What a claim held, as far as it was not given back when less was approved, is free again."""
    return Holds(
        release=(("document_part", _part_key(student_id, claim)),),
        unshare=tuple((each.kind, each.key) for each in claim.document.one_scan()),
        portions=(claim.document.portion(-claim.approved),),
        uncover=((student_id, compensation_id),),
    )


def _time_of(student_id: UUID, consultation_id: UUID) -> UUID:
    """Of this student's consultation only: nobody else's, and no group, can be named so."""
    return uuid5(TIMES, f"student {student_id} consultation {consultation_id}")


def _shared(group: Group, given: ConsultationRecorded) -> Shared:
    """What all students of a group have in common, so that their parts make one cost."""
    return Shared(
        "group",
        str(group.group_id),
        digest(
            *(given.specialist_id, given.starts.isoformat(), given.ends.isoformat()),
            *(given.kind, given.specialist_kind, given.subject),
            *(given.hours, given.unit_cost.normalize(), group.size),
        ),
    )


def _group_place(group: Group) -> str:
    return f"{group.group_id}/{group.place}"


def _part_key(student_id: UUID, claim: Compensation) -> str:
    """The same document for the same student, kind and period is one claim."""
    return "|".join(
        (
            claim.document.key,
            str(student_id),
            claim.kind,
            claim.first_day.isoformat(),
            claim.last_day.isoformat(),
        )
    )
