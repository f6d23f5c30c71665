"""A log of learners all over the nation: stays, risks, plans and what came of them, measures week by week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
import psycopg

from ledger.calendar import semesters
from ledger.institution import Place
from ledger.store.sequencer import Sequencer
from ledger.student.student import Student
from ledger.student.values import PlanContent, RiskResult
from tests.projections.facts import Story

INSTITUTIONS, MUNICIPALITIES = 500, 100
REGIONS = ("riga", "vidzeme", "kurzeme", "zemgale", "latgale")
FIRST_YEAR, SEMESTERS, WEEKS = "2018/19", 5, 16
FACTORS = ("learning.behaviour", "economic.travel", "family.conflict", "learning.low_achievement")
SUBJECTS = ("mathematics", "latvian", "english", "other")
PER_APPEND = 50

_IDS = {name: UUID(int=2**127 + n) for n, name in enumerate(("s", "plan", "risk", "made", "at"))}
_DAY, _SEMESTER = date(2020, 10, 5), "2020/21 I"
_COPY = "COPY events (originator_id, originator_version, topic, state, ticket, line) FROM STDIN"


def fill(url: str, students: int) -> int:
    """Record and sequence five semesters of so many learners; how many events."""
    versions: Counter[str] = Counter()
    with psycopg.connect(url, autocommit=True) as superuser:
        with superuser.cursor() as cursor, cursor.copy(_COPY) as copy:
            for number, (student, topic, state) in enumerate(_lives(students)):
                versions[student] += 1
                at = number // PER_APPEND + 1, number % PER_APPEND + 1
                said = state.replace("VERSION", str(versions[student])).encode()
                copy.write_row((student, versions[student], topic, said, *at))
        superuser.execute("SELECT setval('tickets', (SELECT max(ticket) FROM events))")
        Sequencer(url).sequence_once()
        superuser.execute("VACUUM ANALYZE")
    return versions.total()


def _lives(students: int) -> Iterator[tuple[str, str, str]]:
    """Week by week everybody in turn, each on a day of the week of their own: student, topic, JSON."""
    templates = dict(_templates())
    first = [each.school_year for each in semesters()].index(FIRST_YEAR)
    for half, semester in enumerate(semesters()[first : first + SEMESTERS]):
        for week in range(WEEKS):
            for number in range(students):
                student, school = _id(1, number), number * 7919 % INSTITUTIONS
                of = {
                    "s": student,
                    "plan": _id(2, number, half),
                    "risk": _id(3, number, 0),
                    "made": _id(4, number, half * WEEKS + week),
                    "at": _id(5, school),
                    "municipality": f"LV-{school % MUNICIPALITIES:03}",
                    "region": REGIONS[school % MUNICIPALITIES % len(REGIONS)],
                    "day": semester.first_day + timedelta(days=7 * week + number % 5),
                    "semester": semester.code,
                    "factor": FACTORS[number % len(FACTORS)],
                    "subject": SUBJECTS[(number + week) % 7 % len(SUBJECTS)],
                }
                for name in _in(half, week, number):
                    topic, state = templates[name]
                    yield student, topic, state % of


def _in(half: int, week: int, number: int) -> tuple[str, ...]:
    """What happens to somebody in a week of a semester."""
    if week == 0:
        plan = ("drafted", "agreed", "agreed too")
        return ("enrolled", "identified", *plan) if half == 0 else plan
    if week == 1:
        return ("claimed", "approved", "paid") if number % 3 == 0 else ("consulted",)
    if week == WEEKS - 1:
        last = "missed" if number % 5 == 0 else "consulted"
        return (last, "evaluated") if (number + half) % 4 else (last,)
    return ("consulted",)


def _id(kind: int, *numbers: int) -> str:
    """An id, spread over all that there are."""
    spread = numbers[0] * 2654435761 % 2**32
    rest = "".join(f"{number:04x}" for number in (*numbers[1:], kind))
    return f"{spread:08x}-1000-4000-8000-{numbers[0]:06x}{rest[-6:]:0>6}"


_NAMES = (
    *("enrolled", "identified", "drafted", "agreed", "agreed too", "evaluated"),
    *("consulted", "missed", "claimed", "approved", "paid"),
)


def _templates() -> Iterator[tuple[str, tuple[str, str]]]:
    """Of each event, by its name here: the topic, and the JSON with what differs left open."""
    events = dict(zip(_NAMES, _told(), strict=True))
    said = {str(value): name for name, value in _IDS.items()}
    said |= {_DAY.isoformat(): "day", f'"{_SEMESTER}"': "semester", '"LV-059"': "municipality"}
    said |= {'"vidzeme"': "region", '"latvian"': "subject", '"family.other"': "factor"}
    for each, event in events.items():
        state = msgspec.json.encode(event).decode().replace("%", "%%")
        for value, name in said.items():
            quote = '"' if value.startswith('"') else ""
            state = state.replace(value, f"{quote}%({name})s{quote}")
        version = f'"originator_version":{event.originator_version},'
        yield each, (event.TOPIC, state.replace(version, '"originator_version":VERSION,'))


def _told() -> list[Any]:
    """One of each event."""
    story, student, made = Story(), _IDS["s"], _IDS["made"]
    place = Place(_IDS["at"], UUID(int=7), "LV-059", "vidzeme")
    plan = {"plan_id": _IDS["plan"]}
    stay = {"enrolment_id": student, "institution_id": _IDS["at"]}
    kind = {"stage": "grade_7", "programme_kind": "general"}
    story.record(Student.Enrolled, student, _DAY, **stay, **kind)
    risk = {"risk_id": _IDS["risk"], "factor": "family.other", "note": None}
    story.record(Student.RiskIdentified, student, _DAY, **risk)
    content = PlanContent(
        (_IDS["risk"],),
        (),
        (),
        crisis_support=False,
        holiday_support=False,
        youth_project_id=None,
        prepared_by="teacher",
    )
    both = ("learner", "representative")
    story.record(
        Student.PlanDrafted,
        student,
        _DAY,
        semester=_SEMESTER,
        enrolment_id=student,
        place=place,
        content=content,
        signatories=both,
        copied_from=None,
        **plan,
    )
    for who in both:
        signed = {"revision": 1, "signatory": who, "form": "paper", "document_sha256": None}
        story.record(Student.PlanAgreed, student, _DAY, **plan, **signed)
    found = {"results": (RiskResult(_IDS["risk"], "reduced"),), "narrative": None}
    story.record(Student.PlanEvaluated, student, _DAY, **plan, **found, support_goes_on=False)
    story.consultation(student, _DAY, Decimal(1), place)
    story.missed(student, _DAY)
    claim = story.claim(student, _DAY, Decimal("14.20"), place)
    story.approve(student, _DAY, claim, Decimal("14.20"))
    story.pay(student, _DAY, claim, Decimal("14.20"))
    return [_renamed(event, made) for event in story.events]


def _renamed(event: Any, made: UUID) -> Any:
    """The event with the ids that are to be left open."""
    for name in ("consultation_id", "payment_id", "compensation_id"):
        if hasattr(event, name):
            object.__setattr__(event, name, made)
    if hasattr(event, "place"):
        place = msgspec.structs.replace(event.place, institution_id=_IDS["at"])
        object.__setattr__(event, "place", place)
    return event
