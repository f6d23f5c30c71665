"""Commands on what comes of an application that was approved: the project, and its money."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.partner.values import bank_entry
from ledger.store.holds import Holds, Reservation
from ledger.youth_project import granting
from ledger.youth_project.commands.base import YouthProjectCommands
from ledger.youth_project.values import Grant
from ledger.youth_project.youth_project import YouthProject

if TYPE_CHECKING:
    from ledger.application import Recorded

KIND = "grant_entry"
"""Of the reservations by which one entry of a partner's bank is one grant, or one recovery."""


class CarryingOutCommands(YouthProjectCommands):
    """Start, report, end; pay and recover. The amount is the operation's, never the client's."""

    # --- the project ------------------------------------------------------------------------------

    def start(self, *, youth_project_id: UUID, occurred_on: date) -> "Recorded":
        """YouthProjectNotAt, OutsidePeriod."""
        return self._change(
            youth_project_id,
            lambda project: project.start(self._operation(), occurred_on=occurred_on),
        )

    def void_start(self, *, youth_project_id: UUID, occurred_on: date) -> "Recorded":
        """YouthProjectNotAt, SomethingStandsOnIt."""
        return self._change(
            youth_project_id, lambda project: project.void_start(occurred_on=occurred_on)
        )

    def report_participants(
        self,
        *,
        youth_project_id: UUID,
        report_id: UUID,
        participants: int,
        at_risk: int,
        occurred_on: date,
    ) -> "Recorded":
        """All until that day, and those of them with an identified risk; the latest report counts.

        IdTaken, ParticipantsInvalid, YouthProjectNotAt.
        """
        return self._change(
            youth_project_id,
            lambda project: project.report_participants(
                report_id, everybody=participants, at_risk=at_risk, occurred_on=occurred_on
            ),
            made=report_id,
        )

    def void_report(
        self, *, youth_project_id: UUID, report_id: UUID, occurred_on: date
    ) -> "Recorded":
        """The report before it counts; AlreadyVoided."""
        return self._change(
            youth_project_id,
            lambda project: project.void_report(report_id, occurred_on=occurred_on),
        )

    def complete(self, *, youth_project_id: UUID, occurred_on: date) -> "Recorded":
        """YouthProjectNotAt."""
        return self._change(
            youth_project_id, lambda project: project.complete(occurred_on=occurred_on)
        )

    def fail(self, *, youth_project_id: UUID, occurred_on: date) -> "Recorded":
        """What was paid is to be recovered; YouthProjectNotAt."""
        return self._change(youth_project_id, lambda project: project.fail(occurred_on=occurred_on))

    def void_end(self, *, youth_project_id: UUID, occurred_on: date) -> "Recorded":
        """It goes on; YouthProjectNotAt, SomethingStandsOnIt."""
        return self._change(
            youth_project_id, lambda project: project.void_end(occurred_on=occurred_on)
        )

    # --- money ------------------------------------------------------------------------------------

    def pay_grant(
        self, *, youth_project_id: UUID, grant_id: UUID, reference: str, occurred_on: date
    ) -> "Recorded":
        """The lump sum of that day; `reference`: the entry of the partner's bank.

        IdTaken, TextMissing, GrantAlreadyPaid, GrantEntryTaken, YouthProjectNotAt, OutsidePeriod,
        LumpSumNotSet, CofinancingNotSet, YouthProjectNotPlaced.
        """

        def decide(project: YouthProject) -> Holds:
            grant = granting.pay(
                project, self._operation(), grant_id, reference=reference, occurred_on=occurred_on
            )
            return _reserved(project, grant, grant.reference)

        return self._change(youth_project_id, decide, made=grant_id)

    def void_grant(
        self, *, youth_project_id: UUID, grant_id: UUID, occurred_on: date
    ) -> "Recorded":
        """It was not paid, or not so: its bank entry is free again; AlreadyVoided, SomethingStandsOnIt."""

        def decide(project: YouthProject) -> Holds:
            grant = granting.void(project, grant_id, occurred_on=occurred_on)
            return Holds(release=((KIND, _entry(grant, grant.reference)),))

        return self._change(youth_project_id, decide)

    def recover_grant(
        self, *, youth_project_id: UUID, recovery_id: UUID, reference: str, occurred_on: date
    ) -> "Recorded":
        """Of a project that failed, in full; `reference`: the entry of the partner's bank.

        IdTaken, TextMissing, GrantNotPaid, GrantAlreadyRecovered, GrantEntryTaken, YouthProjectNotAt.
        """

        def decide(project: YouthProject) -> Holds:
            grant = granting.recover(
                project, recovery_id, reference=reference, occurred_on=occurred_on
            )
            return _reserved(project, grant, reference)

        return self._change(youth_project_id, decide, made=recovery_id)

    def void_recovery(
        self, *, youth_project_id: UUID, recovery_id: UUID, occurred_on: date
    ) -> "Recorded":
        """It did not come back, or not so: its bank entry is free again; AlreadyVoided."""

        def decide(project: YouthProject) -> Holds:
            grant, recovery = granting.void_recovery(project, recovery_id, occurred_on=occurred_on)
            return Holds(release=((KIND, _entry(grant, recovery.reference)),))

        return self._change(youth_project_id, decide)


def _reserved(project: YouthProject, grant: Grant, reference: str) -> Holds:
    return Holds(reserve=(Reservation(KIND, _entry(grant, reference), project.id),))


def _entry(grant: Grant, reference: str) -> str:
    return bank_entry(grant.home.partner_id, reference)
