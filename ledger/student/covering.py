"""Which days a claim covers for certain, so that nobody pays for them twice."""

from uuid import UUID

from ledger.document import digest
from ledger.store.holds import Cover
from ledger.student.measures import Compensation
from ledger.student.values import Route


def covers(
    student_id: UUID, compensation_id: UUID, claim: Compensation, institution_id: UUID
) -> tuple[Cover, ...]:
    """What nobody else may claim beside it: paid twice it would be funded twice, and that is certain (house rule).

    A learner eats at one school a day: several claims of one school stand, as it may have two invoices
    for a month. A season ticket, which is one for more than a day, carries the learner on its route as often
    as need be: another for the same days is paid for nothing. Two tickets of one day may be two journeys.
    """
    if claim.kind == "catering":
        return (_cover(claim, student_id, institution_id, student_id, compensation_id),)
    if claim.route is not None and is_season(claim):
        on_route = _on_route(student_id, claim.route)
        return (_cover(claim, on_route, compensation_id, student_id, compensation_id),)
    return ()


def is_season(claim: Compensation) -> bool:
    """Whether a ticket is for more than one day."""
    return claim.first_day < claim.last_day


def _cover(claim: Compensation, subject: UUID, *party_and_measure: UUID) -> Cover:
    return Cover(claim.kind, subject, claim.first_day, claim.last_day, *party_and_measure)


def _on_route(student_id: UUID, route: Route) -> UUID:
    """What stands for a student on one route in one direction, however its ends are spelled."""
    return UUID(digest(student_id, *route.ends)[:32])
