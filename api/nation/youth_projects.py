"""Youth initiative projects: calls of municipalities, and what is applied for, approved, carried out and paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count

from api.nation.lines import Fields, Line, Story, iso, made_by
from api.nation.places import Municipality, Places
from api.nation.proportions import Proportions, published
from api.nation.timetable import after_weekend

_IN = 52
"""Municipalities with projects by the end of 2019: from the note of the published figure."""
_FIRST_ROUND = 2  # projects of each, of the call of 2018
_OPEN = 32  # days
_TITLES = ("Radošās darbnīcas", "Tehnoloģiju pulciņš", "Pārgājieni", "Jauniešu radio")
_APPLIED_BEFORE, _DECIDED, _STARTED, _PAID, _REPORTED = (
    4,
    20,
    25,
    35,
    150,
)  # days around the call's end
_RUNNING = 5  # of so many of the last round, one is not completed


def youth_projects(of: Proportions, where: Places) -> Iterator[Line]:
    """Lines of many streams, stream by stream."""
    numbers = count(1)
    two = where.municipalities[: of.of(_IN)]
    approved = of.of(published("youth_projects_approved", "until 2019-12"))
    each, more = divmod(approved, len(two))
    for place, municipality in enumerate(two):
        whole = each + (place < more)
        first = min(whole, _FIRST_ROUND)
        yield from _call(municipality, date(2018, 10, 1), first, numbers, last=False)
        yield from _call(municipality, date(2019, 9, 2), whole - first, numbers, last=False)
    for municipality in where.municipalities[: of.of(published("youth_project_calls", "2020"))]:
        yield from _call(municipality, date(2020, 2, 3), 1, numbers, last=True)


def _call(
    municipality: Municipality, opens: date, projects: int, numbers: Iterator[int], *, last: bool
) -> Iterator[Line]:
    story = Story(f"d-{municipality.code}-{opens.year}")
    day = opens.toordinal()
    closes = day + _OPEN
    said: Fields = {
        "partner_id": municipality.partner,
        "name": f"Jaunatnes iniciatīvu projektu konkurss {opens.year} (izdomāts)",
        "opens_on": iso(day),
        "closes_on": iso(closes),
        "source": "invented: the competition rules of the municipality",
        "occurred_on": iso(day),
    }
    story.tell(day, "youth_projects.open_call", {}, said)
    yield from story.lines()
    for _ in range(projects):
        yield from _project(story.key, closes, next(numbers), last=last)


def _project(call: str, closes: int, number: int, *, last: bool) -> Iterator[Line]:
    story = Story(f"e{number:04}")
    applied = after_weekend(closes - _APPLIED_BEFORE)
    said: Fields = {
        "call_id": made_by(call),
        "applicant": f"Biedrība Nr. {number} (izdomāta)",
        "title": f"{_TITLES[number % len(_TITLES)]} {number}",
        "planned_from": iso(closes + 30),
        "planned_until": iso(closes + 330),
        "occurred_on": iso(applied),
    }
    story.tell(applied, "youth_projects.submit_application", {}, said)

    def tell(days: int, verb: str, **told: object) -> None:
        day = after_weekend(closes + days)
        address = {"youth_project_id": story.id}
        story.tell(day, f"youth_projects.{verb}", address, {**told, "occurred_on": iso(day)})

    tell(_DECIDED, "approve", decision=f"JIP-{number}")
    tell(_STARTED, "start")
    tell(_PAID, "pay_grant", reference=f"JIP-{number}")
    tell(_REPORTED, "report_participants", participants=18 + number % 9, at_risk=9 + number % 4)
    if not last or number % _RUNNING:
        tell(_REPORTED, "complete")
    return story.lines()
