"""Measures as a school's system sends them: a line each, school by school and day by day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from itertools import count, islice
from typing import Any
from uuid import uuid4

from tests.benchmarks._schools import FIRST, HOURS, LEARNERS, MATHEMATICS, Learner

_numbers = count()


def lines(learners: Sequence[Learner], wanted: int) -> bytes:
    """So many lines, about the learners of one school after the other."""
    rounds = -(-wanted // len(learners))
    schools = [learners[at : at + LEARNERS] for at in range(0, len(learners), LEARNERS)]
    made = (_line(each) for school in schools for _ in range(rounds) for each in school)
    return b"\n".join(islice(made, wanted)) + b"\n"


def _line(learner: Learner) -> bytes:
    number = next(_numbers)
    command, body = _MEASURES[(number + number // LEARNERS) % len(_MEASURES)](learner, number)
    address = {"student_id": str(learner.student)}
    said = {"key": str(uuid4()), "command": f"students.{command}", "address": address, "body": body}
    return json.dumps(said).encode()


def _given(learner: Learner, _number: int) -> tuple[str, dict[str, Any]]:
    return "record_consultation", learner.next_consultation()


def _missed(learner: Learner, _number: int) -> tuple[str, dict[str, Any]]:
    missed = {
        "plan_id": str(learner.plan),
        "specialist_id": str(learner.teacher),
        "consultation": {**MATHEMATICS, "hours": str(HOURS)},
        "reason": "The learner was ill.",
        "occurred_on": _day(learner),
    }
    return "miss_consultation", missed


def _claimed(learner: Learner, number: int) -> tuple[str, dict[str, Any]]:
    """A day of catering, one of five hundred on the caterer's invoice."""
    claim = {
        "plan_id": str(learner.plan),
        "kind": "catering",
        "first_day": _day(learner),
        "last_day": _day(learner),
        "amount": "1.42",
        "document": {
            "number": f"{number}",
            "issued_on": "2021-01-04",
            "issuer": f"Caterer {learner.teacher}",
            "sha256": f"{number:064x}",
            "total": "710.00",
        },
        "occurred_on": "2021-01-05",
    }
    return "claim_compensation", claim


def _day(learner: Learner) -> str:
    """The day of the last consultation."""
    return (FIRST + timedelta(days=learner.days - 1)).date().isoformat()


_MEASURES = (_given,) * 8 + (_missed, _claimed)
