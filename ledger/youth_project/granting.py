"""Verbs on the money of a youth project: its one lump sum is paid, and comes back when the project fails."""

from datetime import date
from uuid import UUID

from ledger import required
from ledger.calendar import semester_on
from ledger.dated import require_new, require_not_before, standing
from ledger.errors import AlreadyVoided, NotFound
from ledger.operation import Operation
from ledger.youth_project.errors import (
    GrantAlreadyPaid,
    GrantAlreadyRecovered,
    GrantNotPaid,
    SomethingStandsOnIt,
)
from ledger.youth_project.values import Grant, Recovery
from ledger.youth_project.youth_project import YouthProject


def pay(
    project: YouthProject,
    operation: Operation,
    grant_id: UUID,
    *,
    reference: str,
    occurred_on: date,
) -> Grant:
    """The operation's lump sum of that day, 4 600.00 EUR "neither more nor less" (IKVD's calls); returns it.

    Once, and while the project runs or when it is completed. IdTaken, TextMissing, GrantAlreadyPaid,
    YouthProjectNotAt, OutsidePeriod, LumpSumNotSet, CofinancingNotSet, YouthProjectNotPlaced.
    """
    if paid := _paid(project):
        raise GrantAlreadyPaid(paid_on=paid[1].paid_on)
    project.require_started("running", "completed", day=occurred_on)
    require_new(project.grants, grant_id, "grant")
    operation.require_period(occurred_on)
    lump_sum = operation.lump_sum_on("youth_project", occurred_on)
    project.trigger_event(
        project.GrantPaid,
        grant_id=grant_id,
        home=project.home_on(occurred_on),
        semester=semester_on(occurred_on).code,
        amount=lump_sum.amount,
        lump_sum_version=lump_sum.version,
        shares=operation.shares_on(occurred_on),
        reference=required.text("reference", reference),
        occurred_on=occurred_on,
    )
    return project.grants[grant_id]


def void(project: YouthProject, grant_id: UUID, *, occurred_on: date) -> Grant:
    """It was not paid, or not so; returns it. ReasonMissing, AlreadyVoided, SomethingStandsOnIt."""
    required.reason()
    grant = standing(project.grants, grant_id, "grant")
    if grant.recovery:
        raise SomethingStandsOnIt(what="recovery")
    require_not_before(grant.paid_on, occurred_on)
    project.trigger_event(project.GrantVoided, grant_id=grant_id, occurred_on=occurred_on)
    return grant


def recover(
    project: YouthProject, recovery_id: UUID, *, reference: str, occurred_on: date
) -> Grant:
    """What was paid, to the cent, of a project that failed; returns it.

    IdTaken, TextMissing, YouthProjectNotAt, GrantNotPaid, GrantAlreadyRecovered.
    """
    project.require_state("failed", day=occurred_on)
    if (paid := _paid(project)) is None:
        raise GrantNotPaid()
    grant_id, grant = paid
    if grant.recovery:
        raise GrantAlreadyRecovered(recovered_on=grant.recovery.recovered_on)
    known = {each for grant in project.grants.values() for each in grant.recoveries}
    require_new(known, recovery_id, "recovery")
    require_not_before(grant.paid_on, occurred_on)
    project.trigger_event(
        project.GrantRecovered,
        recovery_id=recovery_id,
        grant_id=grant_id,
        amount=grant.amount,
        reference=required.text("reference", reference),
        occurred_on=occurred_on,
    )
    return grant


def void_recovery(
    project: YouthProject, recovery_id: UUID, *, occurred_on: date
) -> tuple[Grant, Recovery]:
    """It did not come back, or not so; returns both. ReasonMissing, AlreadyVoided."""
    required.reason()
    for grant_id, grant in project.grants.items():
        if recovery := grant.recoveries.get(recovery_id):
            if recovery.voided:
                raise AlreadyVoided(what="recovery")
            require_not_before(recovery.recovered_on, occurred_on)
            project.trigger_event(
                project.RecoveryVoided,
                recovery_id=recovery_id,
                grant_id=grant_id,
                occurred_on=occurred_on,
            )
            return grant, recovery
    raise NotFound(what="recovery", id=recovery_id)


def _paid(project: YouthProject) -> tuple[UUID, Grant] | None:
    """The grant that stands: it was paid, and may have come back."""
    return next(((id_, each) for id_, each in project.grants.items() if not each.voided), None)
