"""What each partner plans, is paid and settles, semester by semester, and into which it is merged in 2021."""

from __future__ import annotations

from collections.abc import Mapping

from api.nation.lines import Fields, Story, digest, iso
from api.nation.places import REFORM
from api.nation.proportions import terms
from api.nation.timetable import after_weekend

_PLANNED, _BASE = 700, 1000  # euros for a plan, and for having any
_ADVANCE, _FIRST, _REST = 100, 220, 90  # euros for a plan
_DECLARED = 40
"""Euros for a plan with lessons: what has been spent on it for sure when the semester is settled."""
_BEFORE, _MIDDLE, _PAID_REST = 6, 60, 40  # days
_SETTLED_AFTER, _LOOKED_AT = 90, 14  # days from the last lesson
_MISTAKEN = 17  # of so many payments, one has another amount at first

Plans = Mapping[int, tuple[int, int]]
"""By semester: how many plans there are, and how many of them with lessons."""


def tell(story: Story, agreed: int, plans: Plans, merged_into: str | None) -> None:
    """Of a partner that has signed on the day `agreed`; `merged_into` is the partner that takes over, if any does."""
    paid = 0
    for number, (semester, (count, lessons)) in enumerate(sorted(plans.items())):
        term = terms()[semester]
        starts, ends = term.starts.toordinal(), term.ends.toordinal()
        planned = max(starts - _BEFORE, agreed)
        budget: Fields = {
            "semester": term.code,
            "amount": _euros(count * _PLANNED + _BASE),
            "students": count,
            "occurred_on": iso(planned),
        }
        _tell(story, planned, "plan_semester_budget", budget)
        if number == 0:
            _advance(story, count, max(starts, planned))
        for day, amount in ((starts + _MIDDLE, _FIRST), (ends + _PAID_REST, _REST)):
            if merged_into and day >= REFORM:
                continue
            paid += 1
            _pay(story, term.code, after_weekend(day), count * amount, paid)
        settled = after_weekend(ends + _SETTLED_AFTER)
        if lessons and (settled < REFORM or merged_into is None):
            _settle(story, term.code, lessons * _DECLARED, settled)
    if merged_into:
        said: Fields = {"successor_id": merged_into, "occurred_on": iso(REFORM)}
        _tell(story, REFORM + 1, "merge", said)


def _advance(story: Story, count: int, day: int) -> None:
    said: Fields = {
        "amount": _euros(count * _ADVANCE),
        "reference": f"{story.key}-A",
        "occurred_on": iso(day),
    }
    _tell(story, day, "pay_advance", said)


def _pay(story: Story, semester: str, day: int, euros: int, number: int) -> None:
    """Now and then with an amount whose last digits had changed places; taken back, and recorded anew."""
    said: Fields = {
        "amount": _euros(euros),
        "reference": f"{story.key}-{number}",
        "period": semester,
        "occurred_on": iso(day),
    }
    if (number + len(story.key)) % _MISTAKEN == 0:
        mistaken = _tell(story, day, "make_payment", {**said, "amount": f"{euros}.90"})
        later = after_weekend(day + 3)
        back: Fields = {"reason": "the amount is another one", "occurred_on": iso(later)}
        _tell(story, later, "reverse_payment", back, {"payment_id": mistaken})
        _tell(story, later, "make_payment", said)
    else:
        _tell(story, day, "make_payment", said)


def _settle(story: Story, semester: str, euros: int, day: int) -> None:
    """Submitted by the partner, and approved two weeks later by the state service."""
    submitted: Fields = {
        "semester": semester,
        "declared": [{"cost_category": "consultations", "amount": _euros(euros)}],
        "documents_sha256": digest(f"{story.key}/{semester}"),
        "occurred_on": iso(day),
    }
    settlement = _tell(story, day, "submit_settlement", submitted)
    later = day + _LOOKED_AT
    approved: Fields = {"amount": _euros(euros), "occurred_on": iso(later)}
    _tell(story, later, "approve_settlement", approved, {"settlement_id": settlement})


def _tell(story: Story, day: int, verb: str, said: Fields, at: Fields | None = None) -> str:
    return story.tell(day, f"partners.{verb}", {"partner_id": story.id, **(at or {})}, said)


def _euros(whole: int) -> str:
    return f"{whole}.00"
