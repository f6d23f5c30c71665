"""A youth initiative project: applied for, decided on, carried out, and paid one lump sum."""

from collections.abc import Collection
from datetime import date
from typing import Any, Self
from uuid import UUID

from eventsourcing.domain import event

from ledger import municipality as municipalities
from ledger import required
from ledger.aggregate import Aggregate
from ledger.dated import in_force, require_new, require_not_before, require_period, standing
from ledger.errors import AlreadyVoided
from ledger.fact import current_context
from ledger.operation import Operation
from ledger.partner import Partner
from ledger.role import Role
from ledger.scope import Scope
from ledger.youth_project import errors, events
from ledger.youth_project.call import YouthProjectCall
from ledger.youth_project.values import (
    Decision,
    End,
    Grant,
    Home,
    Passing,
    Report,
    home,
    participants,
)


class YouthProject(Aggregate):
    """What an event changes stands with it.

    The grant may be paid from the day the project starts: what was published counts the grants of
    projects that still run ("7 projects, 32 200.00 EUR", 2021-01-15). One that fails pays it back in full.
    """

    TOPIC = "youth_project"
    RECORDED_BY = (Role.PARTNER_COORDINATOR,)

    call_id: UUID
    home: Home
    """As it was applied for."""
    applicant: str
    title: str
    applied_on: date
    applied_by: set[str]
    """Who recorded the application or corrected it."""
    voided: bool
    passings: dict[UUID, Passing]
    decision: Decision | None
    started_on: date | None
    reports: dict[UUID, Report]
    end: End | None
    grants: dict[UUID, Grant]

    ApplicationSubmitted = events.ApplicationSubmitted
    ApplicationCorrected = events.ApplicationCorrected
    ApplicationVoided = events.ApplicationVoided
    PassedToPartner = events.PassedToPartner
    PassingVoided = events.PassingVoided
    Approved = events.Approved
    Refused = events.Refused
    DecisionVoided = events.DecisionVoided
    Started = events.Started
    StartVoided = events.StartVoided
    ParticipantsReported = events.ParticipantsReported
    ReportVoided = events.ReportVoided
    Completed = events.Completed
    Failed = events.Failed
    EndVoided = events.EndVoided
    GrantPaid = events.GrantPaid
    GrantVoided = events.GrantVoided
    GrantRecovered = events.GrantRecovered
    RecoveryVoided = events.RecoveryVoided

    @event(ApplicationSubmitted)
    def __init__(
        self,
        call_id: UUID,
        home: Home,
        applicant: str,
        title: str,
        occurred_on: date,
        actor: str,
    ) -> None:
        self.call_id, self.home, self.applicant, self.title = call_id, home, applicant, title
        self.applied_on, self.applied_by, self.voided = occurred_on, {actor}, False
        self.decision, self.started_on, self.end = None, None, None
        self.passings, self.reports, self.grants = {}, {}, {}

    # --- what holds -------------------------------------------------------------------------------

    @property
    def state(self) -> str:
        """submitted, approved, refused, running, completed, failed or voided"""
        if self.voided:
            return "voided"
        if self.end:
            return self.end.kind
        if self.started_on:
            return "running"
        return self.decision.kind if self.decision else "submitted"

    @property
    def since(self) -> date:
        """When it came into its state."""
        decided_on = self.decision.decided_on if self.decision else self.applied_on
        return self.end.ended_on if self.end else self.started_on or decided_on

    def holders(self, day: date) -> Collection[Scope]:
        """Whose project it is that day."""
        passing = in_force(self.passings.values(), day)
        return (passing.home if passing else self.home).holders

    def home_on(self, day: date) -> Home:
        """Whose project it is that day; YouthProjectNotPlaced."""
        passing = in_force(self.passings.values(), day)
        found = passing.home if passing else self.home
        if not municipalities.existed(found.municipality, day):
            raise errors.YouthProjectNotPlaced(municipality=found.municipality, day=day)
        return found

    # --- application and decision -----------------------------------------------------------------

    @classmethod
    def submit(
        cls,
        id: UUID,  # noqa: A002  the library's name
        call: YouthProjectCall,
        *,
        occurred_on: date,
        **said: Any,
    ) -> Self:
        """`said`: applicant, title, planned_from, planned_until.

        TextMissing, PeriodReversed, CallNotOpen; AlreadyVoided, of the call.
        """
        call.require_open(occurred_on)
        fields = {"call_id": call.id, "home": call.home, **_application(**said)}
        return cls._create(cls.ApplicationSubmitted, id=id, occurred_on=occurred_on, **fields)

    def correct_application(self, *, occurred_on: date, **said: Any) -> None:
        """`said` as for `submit`; ReasonMissing."""
        required.reason()
        self._require_standing()
        fields = _application(**said)
        self.trigger_event(self.ApplicationCorrected, occurred_on=occurred_on, **fields)

    def void_application(self, *, occurred_on: date) -> None:
        """Before it is decided on, or once the decision is taken back; ReasonMissing, YouthProjectNotAt."""
        required.reason()
        self.require_state("submitted", day=occurred_on)
        self.trigger_event(self.ApplicationVoided, occurred_on=occurred_on)

    def pass_to(self, passing_id: UUID, partner: Partner, *, occurred_on: date) -> None:
        """From `occurred_on` on; IdTaken, PartnerNotMunicipality, MunicipalityNotThen."""
        self._require_standing()
        require_new(self.passings, passing_id, "passing")
        where = home(partner, occurred_on)
        self.trigger_event(
            self.PassedToPartner, passing_id=passing_id, home=where, occurred_on=occurred_on
        )

    def void_passing(self, passing_id: UUID, *, occurred_on: date) -> None:
        """ReasonMissing, AlreadyVoided."""
        required.reason()
        standing(self.passings, passing_id, "passing")
        self.trigger_event(self.PassingVoided, passing_id=passing_id, occurred_on=occurred_on)

    def approve(self, *, decision: str, occurred_on: date) -> None:
        """House rule, four eyes: not by who applied; ApprovedByApplicant, YouthProjectNotAt, TextMissing."""
        self.require_state("submitted", day=occurred_on)
        if current_context().actor in self.applied_by:
            raise errors.ApprovedByApplicant()
        decision = required.text("decision", decision)
        self.trigger_event(self.Approved, decision=decision, occurred_on=occurred_on)

    def refuse(self, *, occurred_on: date) -> None:
        """ReasonMissing, YouthProjectNotAt."""
        required.reason()
        self.require_state("submitted", day=occurred_on)
        self.trigger_event(self.Refused, occurred_on=occurred_on)

    def void_decision(self, *, occurred_on: date) -> None:
        """ReasonMissing, YouthProjectNotAt."""
        required.reason()
        self.require_state("approved", "refused", day=occurred_on)
        self.trigger_event(self.DecisionVoided, occurred_on=occurred_on)

    # --- the project ------------------------------------------------------------------------------

    def start(self, operation: Operation, *, occurred_on: date) -> None:
        """Within the operation's period; YouthProjectNotAt, OutsidePeriod."""
        self.require_state("approved", day=occurred_on)
        operation.require_period(occurred_on)
        self.trigger_event(self.Started, occurred_on=occurred_on)

    def void_start(self, *, occurred_on: date) -> None:
        """ReasonMissing, YouthProjectNotAt, SomethingStandsOnIt."""
        required.reason()
        self.require_state("running", day=occurred_on)
        for what, entries in (("report", self.reports), ("grant", self.grants)):
            if any(not each.voided for each in entries.values()):
                raise errors.SomethingStandsOnIt(what=what)
        self.trigger_event(self.StartVoided, occurred_on=occurred_on)

    def report_participants(
        self, report_id: UUID, *, everybody: int, at_risk: int, occurred_on: date
    ) -> None:
        """IdTaken, ParticipantsInvalid, YouthProjectNotAt."""
        self.require_started("running", "completed", "failed", day=occurred_on)
        require_new(self.reports, report_id, "report")
        counts = participants(everybody, at_risk)
        self.trigger_event(
            self.ParticipantsReported, report_id=report_id, occurred_on=occurred_on, **counts
        )

    def void_report(self, report_id: UUID, *, occurred_on: date) -> None:
        """ReasonMissing, AlreadyVoided."""
        required.reason()
        report = standing(self.reports, report_id, "report")
        require_not_before(report.reported_on, occurred_on)
        self.trigger_event(self.ReportVoided, report_id=report_id, occurred_on=occurred_on)

    def complete(self, *, occurred_on: date) -> None:
        """YouthProjectNotAt."""
        self.require_state("running", day=occurred_on)
        self.trigger_event(self.Completed, occurred_on=occurred_on)

    def fail(self, *, occurred_on: date) -> None:
        """Also one that never started; ReasonMissing, YouthProjectNotAt."""
        required.reason()
        self.require_state("approved", "running", day=occurred_on)
        self.trigger_event(self.Failed, occurred_on=occurred_on)

    def void_end(self, *, occurred_on: date) -> None:
        """ReasonMissing, YouthProjectNotAt, SomethingStandsOnIt."""
        required.reason()
        self.require_state("completed", "failed", day=occurred_on)
        if any(grant.recovery for grant in self.grants.values()):
            raise errors.SomethingStandsOnIt(what="recovery")
        self.trigger_event(self.EndVoided, occurred_on=occurred_on)

    # --- what the verbs require -------------------------------------------------------------------

    def require_started(self, *allowed: str, day: date) -> None:
        """That it has begun by that day, and is in one of these states; YouthProjectNotAt, BeforeWhatItCorrects."""
        if self.started_on is None or self.state not in allowed:  # one may fail that never began
            raise errors.YouthProjectNotAt(state=self.state, allowed=" or ".join(allowed))
        require_not_before(self.started_on, day)

    def require_state(self, *allowed: str, day: date) -> None:
        """That it came into one of these states by that day; AlreadyVoided, YouthProjectNotAt, BeforeWhatItCorrects."""
        self._require_standing()
        if self.state not in allowed:
            raise errors.YouthProjectNotAt(state=self.state, allowed=" or ".join(allowed))
        require_not_before(self.since, day)

    def _require_standing(self) -> None:
        if self.voided:
            raise AlreadyVoided(what="application")


def _application(
    applicant: str, title: str, planned_from: date, planned_until: date
) -> dict[str, Any]:
    require_period(planned_from, planned_until)
    return {
        "applicant": required.text("applicant", applicant),
        "title": required.text("title", title),
        "planned_from": planned_from,
        "planned_until": planned_until,
    }
