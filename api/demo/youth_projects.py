"""Madona's youth initiative projects: nine by February 2020 and fifteen by January 2021, as was published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from api.demo.diary import Clerk, Diary, id_of, workday
from api.demo.madona import MADONA, accountant_of, partner_of, payments

_CALLS = {
    # year: opens, closes; the demo's
    2018: (date(2018, 1, 15), date(2018, 2, 16)),
    2019: (date(2018, 9, 24), date(2018, 10, 19)),
    2020: (date(2019, 9, 16), date(2019, 10, 18)),
    2021: (date(2020, 2, 3), date(2020, 3, 6)),
}
_RUNNING = 7
"""Of the fifteen, those that went on in January 2021."""
_TITLES = (
    "Radošās darbnīcas",
    "Tehnoloģiju pulciņš",
    "Pārgājieni",
    "Jauniešu radio",
    "Amatu skola",
)
_YOUTH = Clerk("youth specialist of Madonas novads", "partner_coordinator", str(partner_of(MADONA)))


@dataclass(frozen=True)
class Project:
    """One of the projects that were paid, by the day and the entry of its payment."""

    number: int
    year: int
    """Of the call."""
    paid_on: date
    reference: str

    @property
    def id(self) -> UUID:
        """The project's id."""
        return id_of("youth project", self.number)


def tell(diary: Diary) -> None:
    """Calls, applications, decisions, what came of the projects, and one that was refused and one that failed."""
    for year, (opens_on, closes_on) in _CALLS.items():
        diary.note(
            workday(opens_on),
            "youth_projects.open_call",
            _YOUTH,
            call_id=_call(year),
            partner_id=partner_of(MADONA),
            name=f"Jaunatnes iniciatīvu projektu konkurss {year}",
            opens_on=opens_on,
            closes_on=closes_on,
            source="demo: the competition rules of the municipality",
            occurred_on=workday(opens_on),
        )
    financed = list(projects())
    for project in financed:
        _carry_out(diary, project, running=project.number > len(financed) - _RUNNING)
    _refused(diary)
    _failed(diary)


def projects() -> Iterator[Project]:
    """A project for each payment with that purpose."""
    paid = (row for row in payments() if row["purpose"] == "youth_projects")
    for number, row in enumerate(paid, 1):
        paid_on = date.fromisoformat(row["paid_on"])
        year = max(year for year, (_, closes_on) in _CALLS.items() if closes_on < paid_on)
        yield Project(number, year, paid_on, row["reference"])


def _carry_out(diary: Diary, project: Project, *, running: bool) -> None:
    number, paid_on = project.number, project.paid_on
    started = paid_on - timedelta(days=10)
    _apply(diary, project.id, project.year, number)
    _note(
        diary, project.id, "approve", workday(started - timedelta(days=5)), decision=f"JIP-{number}"
    )
    _note(diary, project.id, "start", workday(started), _YOUTH)
    _note(
        diary,
        project.id,
        "pay_grant",
        paid_on,
        grant_id=id_of(project.id, "grant"),
        reference=f"JIP-{project.reference}",
    )
    reported = workday(started + timedelta(days=120))
    _note(
        diary,
        project.id,
        "report_participants",
        reported,
        _YOUTH,
        report_id=id_of(project.id, "report"),
        participants=18 + number,
        at_risk=9 + number % 4,
    )
    if not running:
        _note(diary, project.id, "complete", reported, _YOUTH)


def _refused(diary: Diary) -> None:
    project_id = id_of("youth project", "refused")
    _apply(diary, project_id, 2020, 16)
    reason = "the application does not say how learners at risk are found"
    _note(diary, project_id, "refuse", date(2019, 10, 30), reason=reason)


def _failed(diary: Diary) -> None:
    """Before it was paid: the emergency of 2020 came between."""
    project_id = id_of("youth project", "failed")
    _apply(diary, project_id, 2021, 17)
    _note(diary, project_id, "approve", date(2020, 3, 9), decision="JIP-17")
    _note(diary, project_id, "start", date(2020, 3, 10), _YOUTH)
    reason = "meetings were forbidden, and nobody took part"
    _note(diary, project_id, "fail", date(2020, 6, 1), reason=reason)


def _apply(diary: Diary, project_id: UUID, year: int, number: int) -> None:
    closes_on = _CALLS[year][1]
    day = workday(closes_on - timedelta(days=4))
    title = _TITLES[number % len(_TITLES)]
    diary.note(
        day,
        "youth_projects.submit_application",
        _YOUTH,
        youth_project_id=project_id,
        call_id=_call(year),
        applicant=f"Biedrība Nr. {number} (demo)",
        title=f"{title} {number}",
        planned_from=closes_on + timedelta(days=30),
        planned_until=closes_on + timedelta(days=330),
        occurred_on=day,
    )


def _call(year: int) -> UUID:
    return id_of("call for youth projects", year)


def _note(
    diary: Diary,
    project_id: UUID,
    verb: str,
    day: date,
    clerk: Clerk = accountant_of(MADONA),  # noqa: B008  a frozen value
    reason: str | None = None,
    **fields: Any,
) -> None:
    diary.note(
        day,
        f"youth_projects.{verb}",
        clerk,
        reason=reason,
        youth_project_id=project_id,
        occurred_on=day,
        **fields,
    )
