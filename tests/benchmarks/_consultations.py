"""A log full of consultations, made in the database by rewriting one real event."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import msgspec
import psycopg

from ledger.calendar import semester_on
from ledger.institution import Place
from ledger.store.sequencer import Sequencer
from ledger.student.student import Student
from tests.projections.facts import Story

INSTITUTIONS, PER_STUDENT, PER_APPEND = 500, 20, 50
FIRST_DAY, DAYS = date(2020, 9, 1), 270

_STUDENT, _CONSULTATION, _INSTITUTION, _PARTNER = (UUID(int=2**127 + n) for n in range(4))

_FILL = """
INSERT INTO events (originator_id, originator_version, topic, state, ticket, line)
WITH calendar AS (SELECT * FROM unnest(%(days)s::text[], %(semesters)s::text[])
                         WITH ORDINALITY AS calendar (day, semester, day_number)),
students AS MATERIALIZED (
    SELECT gen_random_uuid() AS student, number AS student_number
      FROM generate_series(0, (%(count)s - 1) / %(per_student)s) AS number
), planned AS (
    SELECT number, student, number %% %(per_student)s + 1 AS version,
           student_number * 7919 %% %(institutions)s AS institution,
           student_number * 31 %% %(day_count)s + 1 AS day_number,
           (number * 13 %% 9000 + 1000)::text AS cents
      FROM generate_series(0, %(count)s - 1) AS number
      JOIN students ON student_number = number / %(per_student)s
)
SELECT student, version, %(topic)s,
       convert_to(replace(replace(replace(replace(replace(replace(replace(replace(
           %(template)s,
           %(student)s, student::text),
           %(consultation)s, gen_random_uuid()::text),
           %(institution)s, lpad(to_hex(institution), 8, '0') || '-1000-4000-8000-000000000000'),
           %(partner)s, lpad(to_hex(institution / 5), 8, '0') || '-2000-4000-8000-000000000000'),
           '"originator_version":1,', '"originator_version":' || version || ','),
           '"amount":"12.34"', '"amount":"' || left(cents, 2) || '.' || right(cents, 2) || '"'),
           %(day)s, day), %(semester)s, semester), 'UTF8'),
       (SELECT last_value FROM tickets) + number / %(per_append)s + 1, number %% %(per_append)s + 1
  FROM planned JOIN calendar USING (day_number)
"""


def fill(url: str, count: int) -> None:
    """Record and sequence so many consultations of one school year."""
    story = Story()
    story.consultation(
        _STUDENT, FIRST_DAY, Decimal(1), Place(_INSTITUTION, _PARTNER, "LV-059", "vidzeme")
    )
    template = msgspec.json.encode(story.events[0]).decode()
    given = str(story.events[0].consultation_id)
    days = [FIRST_DAY + timedelta(days=number) for number in range(DAYS)]
    with psycopg.connect(url, autocommit=True) as superuser:
        superuser.execute(
            _FILL,
            {
                "template": template.replace(given, str(_CONSULTATION)),
                "student": str(_STUDENT),
                "consultation": str(_CONSULTATION),
                "institution": str(_INSTITUTION),
                "partner": str(_PARTNER),
                "day": FIRST_DAY.isoformat(),
                "semester": semester_on(FIRST_DAY).code,
                "days": [day.isoformat() for day in days],
                "semesters": [semester_on(day).code for day in days],
                "day_count": DAYS,
                "topic": Student.ConsultationRecorded.TOPIC,
                "count": count,
                "per_student": PER_STUDENT,
                "per_append": PER_APPEND,
                "institutions": INSTITUTIONS,
            },
        )
        superuser.execute(
            "SELECT setval('tickets', (SELECT max(ticket) FROM events))",
        )
        Sequencer(url).sequence_once()
        superuser.execute("VACUUM ANALYZE")
