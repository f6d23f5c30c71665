"""What may happen to a call of a municipality, and to a project applied for in it."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.aggregate import Birth
from ledger.fact import Fact
from ledger.money import Euros
from ledger.operation import Shares
from ledger.text import FreeText, Semester
from ledger.youth_project.values import Decision, End, Grant, Home, Passing, Recovery, Report

if TYPE_CHECKING:
    from ledger.youth_project.call import YouthProjectCall
    from ledger.youth_project.youth_project import YouthProject


# --- calls ----------------------------------------------------------------------------------------


class CallOpened(Birth):
    """A municipality called for applications; it occurred on the day that was announced."""

    TOPIC = "youth_project_call.opened"
    home: Home
    name: str
    opens_on: date
    closes_on: date
    """The last day for applications."""
    source: str


class CallCorrected(Fact):
    """The name, the dates or the source of the call had been recorded wrongly."""

    TOPIC = "youth_project_call.corrected"
    name: str
    opens_on: date
    closes_on: date
    source: str

    def apply(self, call: "YouthProjectCall") -> None:
        call.opens_on, call.closes_on = self.opens_on, self.closes_on


class CallVoided(Fact):
    """There had been no such call; applications recorded in it are voided one by one."""

    TOPIC = "youth_project_call.voided"

    def apply(self, call: "YouthProjectCall") -> None:
        call.voided = True


# --- application and decision ---------------------------------------------------------------------


class ApplicationSubmitted(Birth):
    """An organisation applied for a project in a call."""

    TOPIC = "youth_project.application_submitted"
    call_id: UUID
    home: Home
    applicant: str
    """The organisation"""
    title: str
    planned_from: date
    planned_until: date


class ApplicationCorrected(Fact):
    """The applicant, the title or the planned days had been recorded wrongly."""

    TOPIC = "youth_project.application_corrected"
    applicant: str
    title: str
    planned_from: date
    planned_until: date

    def apply(self, project: "YouthProject") -> None:
        project.applicant, project.title = self.applicant, self.title
        project.applied_by.add(self.actor)


class ApplicationVoided(Fact):
    """There had been no such application."""

    TOPIC = "youth_project.application_voided"

    def apply(self, project: "YouthProject") -> None:
        project.voided = True


class PassedToPartner(Fact):
    """The project belongs to another partner from the day it occurred on, as after a territorial reform."""

    TOPIC = "youth_project.passed_to_partner"
    MAY_LIE_AHEAD = True
    passing_id: UUID
    home: Home

    def apply(self, project: "YouthProject") -> None:
        project.passings[self.passing_id] = Passing(first_day=self.occurred_on, home=self.home)


class PassingVoided(Fact):
    """That the project passed to another partner had been recorded wrongly."""

    TOPIC = "youth_project.passing_voided"
    passing_id: UUID

    def apply(self, project: "YouthProject") -> None:
        project.passings[self.passing_id].voided = True


class Approved(Fact):
    """The municipality decided to support the project."""

    TOPIC = "youth_project.approved"
    decision: FreeText
    """The number of the decision, or what else names its document."""

    def apply(self, project: "YouthProject") -> None:
        project.decision = Decision("approved", self.occurred_on)


class Refused(Fact):
    """The municipality decided not to support the project; the reason says why."""

    TOPIC = "youth_project.refused"

    def apply(self, project: "YouthProject") -> None:
        project.decision = Decision("refused", self.occurred_on)


class DecisionVoided(Fact):
    """An approval or refusal had been recorded wrongly: the application waits for its decision."""

    TOPIC = "youth_project.decision_voided"

    def apply(self, project: "YouthProject") -> None:
        project.decision = None


# --- the project ----------------------------------------------------------------------------------


class Started(Fact):
    """The project began."""

    TOPIC = "youth_project.started"

    def apply(self, project: "YouthProject") -> None:
        project.started_on = self.occurred_on


class StartVoided(Fact):
    """The beginning had been recorded wrongly."""

    TOPIC = "youth_project.start_voided"

    def apply(self, project: "YouthProject") -> None:
        project.started_on = None


class ParticipantsReported(Fact):
    """So many took part until the day it occurred on; the latest report counts."""

    TOPIC = "youth_project.participants_reported"
    report_id: UUID
    participants: int
    at_risk: int
    """Those of them with an identified risk of leaving school early."""

    def apply(self, project: "YouthProject") -> None:
        project.reports[self.report_id] = Report(self.occurred_on)


class ReportVoided(Fact):
    """A number of participants had been recorded wrongly: the report before it counts."""

    TOPIC = "youth_project.report_voided"
    report_id: UUID

    def apply(self, project: "YouthProject") -> None:
        project.reports[self.report_id].voided = True


class Completed(Fact):
    """The project did what it was to do."""

    TOPIC = "youth_project.completed"

    def apply(self, project: "YouthProject") -> None:
        project.end = End("completed", self.occurred_on)


class Failed(Fact):
    """The project did not do what it was to do; the reason says why."""

    TOPIC = "youth_project.failed"

    def apply(self, project: "YouthProject") -> None:
        project.end = End("failed", self.occurred_on)


class EndVoided(Fact):
    """That the project was completed, or failed, had been recorded wrongly: it goes on."""

    TOPIC = "youth_project.end_voided"

    def apply(self, project: "YouthProject") -> None:
        project.end = None


# --- money ----------------------------------------------------------------------------------------


class GrantPaid(Fact):
    """The project was paid the operation's lump sum of that day, neither more nor less."""

    TOPIC = "youth_project.grant_paid"
    grant_id: UUID
    home: Home
    semester: Semester
    """The one that the day lies in."""
    amount: Euros
    lump_sum_version: int
    """Of the operation's rule that says the amount."""
    shares: Shares
    reference: str
    """The partner's bank entry"""

    def apply(self, project: "YouthProject") -> None:
        project.grants[self.grant_id] = Grant(
            self.amount, self.occurred_on, self.home, self.reference
        )


class GrantVoided(Fact):
    """That the project was paid had been recorded wrongly."""

    TOPIC = "youth_project.grant_voided"
    grant_id: UUID

    def apply(self, project: "YouthProject") -> None:
        project.grants[self.grant_id].voided = True


class GrantRecovered(Fact):
    """The grant of a project that failed came back to the partner, in full."""

    TOPIC = "youth_project.grant_recovered"
    recovery_id: UUID
    grant_id: UUID
    amount: Euros
    reference: str
    """The partner's bank entry"""

    def apply(self, project: "YouthProject") -> None:
        recoveries = project.grants[self.grant_id].recoveries
        recoveries[self.recovery_id] = Recovery(self.occurred_on, self.reference)


class RecoveryVoided(Fact):
    """That the grant came back had been recorded wrongly: it stands as it was paid."""

    TOPIC = "youth_project.recovery_voided"
    recovery_id: UUID
    grant_id: UUID

    def apply(self, project: "YouthProject") -> None:
        project.grants[self.grant_id].recoveries[self.recovery_id].voided = True
