"""Commands on calls, and on applications until they are decided on."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.store.holds import Holds, Reservation
from ledger.youth_project.call import YouthProjectCall
from ledger.youth_project.commands.base import YouthProjectCommands
from ledger.youth_project.values import same_application
from ledger.youth_project.youth_project import YouthProject

if TYPE_CHECKING:
    from ledger.application import Recorded

KIND = "youth_project"
"""Of the reservations by which nobody applies for the same project twice."""


class ApplyingCommands(YouthProjectCommands):
    """Open a call, apply in it, decide."""

    # --- calls ------------------------------------------------------------------------------------

    def open_call(
        self,
        *,
        call_id: UUID,
        partner_id: UUID,
        name: str,
        opens_on: date,
        closes_on: date,
        source: str,
        occurred_on: date,
    ) -> "Recorded":
        """Of a partner that is a municipality; `closes_on` is the last day for applications.

        IdTaken, NotFound, TextMissing, PeriodReversed, PartnerNotMunicipality, MunicipalityNotThen.
        """
        return self._ledger.create(
            YouthProjectCall,
            call_id,
            lambda: YouthProjectCall.open(
                call_id,
                self._partner(partner_id),
                name=name,
                opens_on=opens_on,
                closes_on=closes_on,
                source=source,
                occurred_on=occurred_on,
            ),
        )

    def correct_call(
        self,
        *,
        call_id: UUID,
        name: str,
        opens_on: date,
        closes_on: date,
        source: str,
        occurred_on: date,
    ) -> "Recorded":
        """TextMissing, PeriodReversed, AlreadyVoided."""
        return self._ledger.change(
            YouthProjectCall,
            call_id,
            lambda call: call.correct(
                name=name,
                opens_on=opens_on,
                closes_on=closes_on,
                source=source,
                occurred_on=occurred_on,
            ),
        )

    def void_call(self, *, call_id: UUID, occurred_on: date) -> "Recorded":
        """It takes no more applications; AlreadyVoided."""
        return self._ledger.change(
            YouthProjectCall, call_id, lambda call: call.void(occurred_on=occurred_on)
        )

    # --- application and decision -----------------------------------------------------------------

    def submit_application(
        self,
        *,
        youth_project_id: UUID,
        call_id: UUID,
        applicant: str,
        title: str,
        planned_from: date,
        planned_until: date,
        occurred_on: date,
    ) -> "Recorded":
        """`applicant`: the organisation. The project is the call's municipality's.

        IdTaken, TextMissing, PeriodReversed, CallNotOpen, ApplicationAlreadySubmitted; of the call, AlreadyVoided.
        """

        def decide() -> YouthProject:
            return YouthProject.submit(
                youth_project_id,
                self._ledger.reference(YouthProjectCall, call_id),
                applicant=applicant,
                title=title,
                planned_from=planned_from,
                planned_until=planned_until,
                occurred_on=occurred_on,
            )

        key = same_application(call_id, applicant, title)
        holds = Holds(reserve=(Reservation(KIND, key, youth_project_id),))
        return self._ledger.create(YouthProject, youth_project_id, decide, holds)

    def correct_application(
        self,
        *,
        youth_project_id: UUID,
        applicant: str,
        title: str,
        planned_from: date,
        planned_until: date,
        occurred_on: date,
    ) -> "Recorded":
        """Who corrects it does not approve it; as `submit_application`."""

        def decide(project: YouthProject) -> Holds:
            before = _same(project)
            project.correct_application(
                applicant=applicant,
                title=title,
                planned_from=planned_from,
                planned_until=planned_until,
                occurred_on=occurred_on,
            )
            now = Reservation(KIND, _same(project), project.id)
            return Holds(reserve=(now,), release=((KIND, before),))

        return self._change(youth_project_id, decide)

    def void_application(self, *, youth_project_id: UUID, occurred_on: date) -> "Recorded":
        """Of one that is not decided on; YouthProjectNotAt, AlreadyVoided."""

        def decide(project: YouthProject) -> Holds:
            project.void_application(occurred_on=occurred_on)
            return Holds(release=((KIND, _same(project)),))

        return self._change(youth_project_id, decide)

    def pass_to_partner(
        self, *, youth_project_id: UUID, passing_id: UUID, partner_id: UUID, occurred_on: date
    ) -> "Recorded":
        """From that day on, as after a reform; IdTaken, PartnerNotMunicipality, MunicipalityNotThen."""
        return self._change(
            youth_project_id,
            lambda project: project.pass_to(
                passing_id, self._partner(partner_id), occurred_on=occurred_on
            ),
            made=passing_id,
        )

    def void_passing(
        self, *, youth_project_id: UUID, passing_id: UUID, occurred_on: date
    ) -> "Recorded":
        """It stays with the partner before; AlreadyVoided."""
        return self._change(
            youth_project_id,
            lambda project: project.void_passing(passing_id, occurred_on=occurred_on),
        )

    def approve(self, *, youth_project_id: UUID, decision: str, occurred_on: date) -> "Recorded":
        """`decision`: its number. YouthProjectNotAt, ApprovedByApplicant, TextMissing."""
        return self._change(
            youth_project_id,
            lambda project: project.approve(decision=decision, occurred_on=occurred_on),
        )

    def refuse(self, *, youth_project_id: UUID, occurred_on: date) -> "Recorded":
        """YouthProjectNotAt."""
        return self._change(
            youth_project_id, lambda project: project.refuse(occurred_on=occurred_on)
        )

    def void_decision(self, *, youth_project_id: UUID, occurred_on: date) -> "Recorded":
        """Of an approval or a refusal; YouthProjectNotAt."""
        return self._change(
            youth_project_id, lambda project: project.void_decision(occurred_on=occurred_on)
        )


def _same(project: YouthProject) -> str:
    return same_application(project.call_id, project.applicant, project.title)
