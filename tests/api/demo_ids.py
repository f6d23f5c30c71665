"""Ids of what there is in the demo, by the names that addresses call them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from api import demo
from api.demo.madona import MADONA, partner_of, schools


def ids() -> dict[str, str]:
    """An id of each kind of thing in the demo; of a learner whose record was merged, warned of and decided on."""
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in demo.entries():
        told[entry.command].append(entry.arguments)
    warned = {each["student_id"] for each in told["students.decide_warning"]}
    student = next(
        each["student_id"] for each in told["students.merge"] if each["student_id"] in warned
    )
    given = next(
        each for each in told["students.record_consultation"] if each["student_id"] == student
    )
    firsts = {name: value for each in told.values() for name, value in reversed(each[0].items())}
    found = {**firsts, **given, "institution_id": schools()[0].id, "partner_id": partner_of(MADONA)}
    numbers = {"revision": 1, "position": 1, "kind": "warning_open", "region": "vidzeme"}
    numbers["code"] = "trainings_planned"
    return {name: str(value) for name, value in {**found, **numbers}.items()}
