"""Youth projects: calls, applications, what became of them, and what they were paid, by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from ledger.store.connection import Connection
from ledger.youth_project import events
from projections import youth_project_rows as rows
from projections.grouping import grouped
from projections.projection import At, Projection, on
from projections.versions import Versions, moment


class YouthProjects(Projection):
    """Calls and projects.

    What was voided never was, on any day; a recovery is one from its day on. Every question takes
    `as_of` (None: whatever day it happens) and `known_at` (None: now).
    """

    calls = Versions(rows.Call, key=("call_id",))
    projects = Versions(rows.Project, key=("youth_project_id",))
    passings = Versions(rows.Passing, key=("youth_project_id", "passing_id"))
    reports = Versions(rows.Report, key=("youth_project_id", "report_id"))
    grants = Versions(rows.Grant, key=("youth_project_id", "grant_id"))

    # --- folding ----------------------------------------------------------------------------------

    @on(events.CallOpened)
    def call_opened(self, event: events.CallOpened, at: At) -> None:
        self.calls.learn(
            rows.Call(
                call_id=event.originator_id,
                position=at.position,
                partner_id=event.home.partner_id,
                municipality=event.home.municipality,
                region=event.home.region,
                name=event.name,
                opens_on=event.opens_on,
                closes_on=event.closes_on,
                source=event.source,
                announced_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.CallCorrected)
    def call_corrected(self, event: events.CallCorrected, at: At) -> None:
        self.calls.revise(
            event.originator_id,
            at=at,
            name=event.name,
            opens_on=event.opens_on,
            closes_on=event.closes_on,
            source=event.source,
        )

    @on(events.CallVoided)
    def call_voided(self, event: events.CallVoided, at: At) -> None:
        self.calls.withdraw(event.originator_id, at=at)

    @on(events.ApplicationSubmitted)
    def submitted(self, event: events.ApplicationSubmitted, at: At) -> None:
        self.projects.learn(
            rows.Project(
                youth_project_id=event.originator_id,
                position=at.position,
                call_id=event.call_id,
                partner_id=event.home.partner_id,
                municipality=event.home.municipality,
                region=event.home.region,
                applicant=event.applicant,
                title=event.title,
                planned_from=event.planned_from,
                planned_until=event.planned_until,
                applied_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.ApplicationCorrected)
    def application_corrected(self, event: events.ApplicationCorrected, at: At) -> None:
        self.projects.revise(
            event.originator_id,
            at=at,
            applicant=event.applicant,
            title=event.title,
            planned_from=event.planned_from,
            planned_until=event.planned_until,
        )

    @on(events.ApplicationVoided)
    def application_voided(self, event: events.ApplicationVoided, at: At) -> None:
        self.projects.withdraw(event.originator_id, at=at)

    @on(events.PassedToPartner)
    def passed(self, event: events.PassedToPartner, at: At) -> None:
        self.passings.learn(
            rows.Passing(
                youth_project_id=event.originator_id,
                passing_id=event.passing_id,
                partner_id=event.home.partner_id,
                municipality=event.home.municipality,
                region=event.home.region,
                first_day=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.PassingVoided)
    def passing_voided(self, event: events.PassingVoided, at: At) -> None:
        self.passings.withdraw(event.originator_id, event.passing_id, at=at)

    @on(events.Approved, events.Refused)
    def decided(self, event: events.Approved | events.Refused, at: At) -> None:
        approval = event if isinstance(event, events.Approved) else None
        self.projects.revise(
            event.originator_id,
            at=at,
            decided="approved" if approval else "refused",
            decided_on=event.occurred_on,
            decision=approval and approval.decision,
        )

    @on(events.DecisionVoided)
    def decision_voided(self, event: events.DecisionVoided, at: At) -> None:
        self.projects.revise(
            event.originator_id, at=at, decided=None, decided_on=None, decision=None
        )

    @on(events.Started)
    def started(self, event: events.Started, at: At) -> None:
        self.projects.revise(event.originator_id, at=at, started_on=event.occurred_on)

    @on(events.StartVoided)
    def start_voided(self, event: events.StartVoided, at: At) -> None:
        self.projects.revise(event.originator_id, at=at, started_on=None)

    @on(events.Completed, events.Failed)
    def ended(self, event: events.Completed | events.Failed, at: At) -> None:
        kind = "completed" if isinstance(event, events.Completed) else "failed"
        self.projects.revise(event.originator_id, at=at, ended=kind, ended_on=event.occurred_on)

    @on(events.EndVoided)
    def end_voided(self, event: events.EndVoided, at: At) -> None:
        self.projects.revise(event.originator_id, at=at, ended=None, ended_on=None)

    @on(events.ParticipantsReported)
    def reported(self, event: events.ParticipantsReported, at: At) -> None:
        self.reports.learn(
            rows.Report(
                youth_project_id=event.originator_id,
                report_id=event.report_id,
                participants=event.participants,
                at_risk=event.at_risk,
                reported_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.ReportVoided)
    def report_voided(self, event: events.ReportVoided, at: At) -> None:
        self.reports.withdraw(event.originator_id, event.report_id, at=at)

    @on(events.GrantPaid)
    def paid(self, event: events.GrantPaid, at: At) -> None:
        self.grants.learn(
            rows.Grant(
                youth_project_id=event.originator_id,
                grant_id=event.grant_id,
                amount=event.amount,
                lump_sum_version=event.lump_sum_version,
                paid_on=event.occurred_on,
                reference=event.reference,
                known_from=at.position,
            )
        )

    @on(events.GrantVoided)
    def grant_voided(self, event: events.GrantVoided, at: At) -> None:
        self.grants.withdraw(event.originator_id, event.grant_id, at=at)

    @on(events.GrantRecovered)
    def recovered(self, event: events.GrantRecovered, at: At) -> None:
        self.grants.revise(
            event.originator_id,
            event.grant_id,
            at=at,
            recovery_id=event.recovery_id,
            recovered_on=event.occurred_on,
            recovery_reference=event.reference,
        )

    @on(events.RecoveryVoided)
    def recovery_voided(self, event: events.RecoveryVoided, at: At) -> None:
        self.grants.revise(
            event.originator_id,
            event.grant_id,
            at=at,
            recovery_id=None,
            recovered_on=None,
            recovery_reference=None,
        )

    # --- asking -----------------------------------------------------------------------------------

    @classmethod
    def get(
        cls,
        connection: Connection,
        youth_project_id: UUID,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> rows.ProjectShown | None:
        """One project, or None if nobody had applied for it by then."""
        where = rows.ProjectFilter(youth_project_id)
        asked = {"youth_project_id": youth_project_id, **moment(as_of, known_at)}
        with cls.reading(connection):
            for project in cls.page(connection, where, as_of=as_of, known_at=known_at):
                [decision] = connection.execute(cls.statement("decision"), asked).fetchone() or [
                    None
                ]
                return rows.ProjectShown(
                    project,
                    decision,
                    cls.fetch(connection, rows.Passing, "passings", asked),
                    cls.fetch(connection, rows.Report, "reports", asked),
                    cls.fetch(connection, rows.Grant, "grants", asked),
                )
        return None

    @classmethod
    def page(
        cls,
        connection: Connection,
        where: rows.ProjectFilter = rows.ANY_PROJECT,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 1000,
    ) -> list[rows.ProjectState]:
        """Projects in the order of their applications, those after a position."""
        asked = {**asdict(where), **moment(as_of, known_at), "after": after, "limit": limit}
        return cls.fetch(connection, rows.ProjectState, "page", asked)

    @classmethod
    def counts(
        cls,
        connection: Connection,
        group_by: Sequence[str] = (),
        where: rows.ProjectFilter = rows.ANY_PROJECT,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> list[rows.ProjectCount]:
        """What became of applications, by GROUPS; without any, one count. UnknownDimension."""
        statement = grouped(cls.statement("counts"), group_by, rows.GROUPS)
        asked = {**asdict(where), **moment(as_of, known_at)}
        return cls.fetch(connection, rows.ProjectCount, statement, asked)

    @classmethod
    def calls_page(
        cls,
        connection: Connection,
        where: rows.CallFilter = rows.ANY_CALL,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 1000,
    ) -> list[rows.CallState]:
        """Calls in the order of their opening, those after a position."""
        asked = {**asdict(where), **moment(as_of, known_at), "after": after, "limit": limit}
        return cls.fetch(connection, rows.CallState, "calls", asked)

    @classmethod
    def call_count(
        cls,
        connection: Connection,
        where: rows.CallFilter = rows.ANY_CALL,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> rows.CallCount:
        """How many calls had opened by a day, and of how many municipalities."""
        asked = {**asdict(where), **moment(as_of, known_at)}
        [count] = cls.fetch(connection, rows.CallCount, "call_count", asked)
        return count
