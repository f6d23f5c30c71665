"""Youth projects: calls, applications, what came of them, and the one lump sum each is paid."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.asked import TWO_TIMES, group_by
from api.resource import Resource
from ledger.errors import NotFound
from ledger.store.connection import Connection
from ledger.youth_project import YouthProjects as Commands
from projections.youth_project_rows import (
    GROUPS,
    CallCount,
    CallFilter,
    CallState,
    ProjectCount,
    ProjectFilter,
    ProjectShown,
    ProjectState,
)
from projections.youth_projects import YouthProjects

youth_projects = Resource(
    "youth_projects",
    "Youth initiative projects of municipalities; each is paid 4 600.00 EUR, neither more nor less.",
    commands="youth_projects",
    location="/youth-projects/{youth_project_id}",
)
youth_project_calls = Resource(
    "youth_project_calls",
    "Calls of municipalities for applications for youth initiative projects.",
    commands="youth_projects",
    location="/youth-project-calls",
)

_CALLS, _CALL = "/youth-project-calls", "/youth-project-calls/<uuid:call_id>"
_PROJECT = "/youth-projects/<uuid:youth_project_id>"
_GRANTS, _RECOVERIES = f"{_PROJECT}/grants", f"{_PROJECT}/recoveries"

youth_project_calls.command(_CALLS, Commands.open_call, makes="call_id")
youth_project_calls.command(f"{_CALL}/correct", Commands.correct_call, reason=True)
youth_project_calls.command(f"{_CALL}/void", Commands.void_call, reason=True)

youth_projects.command("/youth-projects", Commands.submit_application, makes="youth_project_id")
youth_projects.command(f"{_PROJECT}/correct", Commands.correct_application, reason=True)
youth_projects.command(f"{_PROJECT}/void", Commands.void_application, reason=True)
youth_projects.command(f"{_PROJECT}/pass", Commands.pass_to_partner, makes="passing_id")
youth_projects.command(
    f"{_PROJECT}/passings/<uuid:passing_id>/void", Commands.void_passing, reason=True
)
youth_projects.command(f"{_PROJECT}/approve", Commands.approve, guarded=True)
youth_projects.command(f"{_PROJECT}/refuse", Commands.refuse, reason=True, guarded=True)
youth_projects.command(
    f"{_PROJECT}/void-decision", Commands.void_decision, reason=True, guarded=True
)
youth_projects.command(f"{_PROJECT}/start", Commands.start)
youth_projects.command(f"{_PROJECT}/void-start", Commands.void_start, reason=True)
youth_projects.command(f"{_PROJECT}/reports", Commands.report_participants, makes="report_id")
youth_projects.command(
    f"{_PROJECT}/reports/<uuid:report_id>/void", Commands.void_report, reason=True
)
youth_projects.command(f"{_PROJECT}/complete", Commands.complete)
youth_projects.command(f"{_PROJECT}/fail", Commands.fail, reason=True)
youth_projects.command(f"{_PROJECT}/void-end", Commands.void_end, reason=True)
youth_projects.command(_GRANTS, Commands.pay_grant, makes="grant_id")
youth_projects.command(f"{_GRANTS}/<uuid:grant_id>/void", Commands.void_grant, reason=True)
youth_projects.command(_RECOVERIES, Commands.recover_grant, makes="recovery_id")
youth_projects.command(
    f"{_RECOVERIES}/<uuid:recovery_id>/void", Commands.void_recovery, reason=True
)


@youth_project_calls.listing(
    _CALLS, YouthProjects, shows=CallState, where=CallFilter, query=TWO_TIMES
)
def calls(connection: Connection, **asked: Any) -> list[CallState]:
    """Calls that had opened by a day; `open=true`: those that take applications that day."""
    return YouthProjects.calls_page(connection, **asked)


@youth_project_calls.question(
    f"{_CALLS}/count", YouthProjects, shows=CallCount, where=CallFilter, query=TWO_TIMES
)
def call_count(connection: Connection, **asked: Any) -> CallCount:
    """How many calls had opened by a day, and of how many municipalities."""
    return YouthProjects.call_count(connection, **asked)


@youth_projects.listing(
    "/youth-projects", YouthProjects, shows=ProjectState, where=ProjectFilter, query=TWO_TIMES
)
def listed(connection: Connection, **asked: Any) -> list[ProjectState]:
    """Projects as of a day, with what was granted."""
    return YouthProjects.page(connection, **asked)


@youth_projects.question(
    _PROJECT, YouthProjects, shows=ProjectShown, query=TWO_TIMES, stream="youth_project_id"
)
def one(connection: Connection, *, youth_project_id: UUID, **when: Any) -> ProjectShown:
    """A project as of a day: its decision, participants and money up to then."""
    if (project := YouthProjects.get(connection, youth_project_id, **when)) is None:
        raise NotFound(what="youth_project", id=youth_project_id)
    return project


@youth_projects.question(
    "/youth-projects/count",
    YouthProjects,
    shows=ProjectCount,
    where=ProjectFilter,
    query=TWO_TIMES,
)
def count(connection: Connection, **asked: Any) -> ProjectCount:
    """What had become of applications by a day: `financed` until it, `running` on it."""
    [all_of_them] = YouthProjects.counts(connection, **asked)
    return all_of_them


@youth_projects.listing(
    "/youth-projects/counts",
    YouthProjects,
    shows=ProjectCount,
    where=ProjectFilter,
    query={**group_by(GROUPS), **TWO_TIMES},
    paged=False,
)
def counts(
    connection: Connection, *, group_by: list[str] | None, **asked: Any
) -> list[ProjectCount]:
    """The same counts by municipality, region, partner, call or state."""
    return YouthProjects.counts(connection, tuple(dict.fromkeys(group_by or ())), **asked)
