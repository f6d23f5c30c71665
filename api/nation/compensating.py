"""Costs of a learner under one plan: claimed by the school, approved and paid by its partner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from api.nation.learning import Plan, Told
from api.nation.lines import Fields, digest, iso
from api.nation.timetable import after_weekend, next_record

_TOWNS = ("Aizkalne", "Beržupe", "Cīruļi", "Dumbrava", "Eglaine", "Ganības")
_ISSUER = "SIA Tirgotājs (izdomāts)"
_AMOUNTS = {
    # cents from … to, below the ceilings of the operation: twelve halves of weeks may touch a month
    "catering": (250, 500),
    "public_transport": (1500, 4500),
    "accommodation": (5000, 9000),
    "learning_aids": (2000, 6500),
    "personal_items": (3000, 8000),
}
_REFUSED, _TAKEN_BACK = 3, 1  # per cent
_APPROVED_AFTER, _PAID_AFTER, _AGAIN_AFTER = 4, 9, 13  # days from the claim
_WEEK = 7
_THURSDAY, _FRIDAY = 3, 4


@dataclass(frozen=True)
class Cost:
    """What was paid for some days of a learner."""

    kind: str
    first: int
    last: int
    cents: int


def costs(told: Told, plan: Plan, count: int) -> list[Cost]:
    """So many: tickets and beds by the month, things once, and meals by the half of a week for the rest."""
    months = list(_months(plan))
    spans: list[tuple[str, int, int]] = []
    if months:
        first, last = months[0]
        spans += [(kind, first, last) for kind in ("learning_aids", "personal_items")]
    spans += [("public_transport", *span) for span in months[:3]]
    if told.chance(30):
        spans += [("accommodation", *span) for span in months[:3]]
    weeks = islice(_weeks(plan), max(1, count - len(spans)))
    spans = [*(("catering", *span) for span in weeks), *spans][: max(1, count)]
    return [
        Cost(kind, first, last, told.random.randint(*_AMOUNTS[kind])) for kind, first, last in spans
    ]


def _weeks(plan: Plan) -> Iterator[tuple[int, int]]:
    """School weeks in two parts, from Monday and from Thursday."""
    monday = plan.in_force + (_WEEK - (plan.in_force - 1) % _WEEK)
    while monday + _FRIDAY <= plan.semester.ends.toordinal():
        yield monday, monday + _THURSDAY - 1
        yield monday + _THURSDAY, monday + _FRIDAY
        monday += _WEEK


def _months(plan: Plan) -> Iterator[tuple[int, int]]:
    """Whole months of the semester."""
    day = date.fromordinal(plan.in_force)
    while True:
        first = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        last = after.toordinal() - 1
        if last > min(plan.semester.last_day, _summer(plan)).toordinal():
            return
        yield first.toordinal(), last
        day = first


def _summer(plan: Plan) -> date:
    return date(plan.semester.ends.year + (plan.semester.ends.month > 8), 6, 1)


def tell(told: Told, plan: Plan, cost: Cost) -> None:
    """One in thirty refused first, and claimed anew with a document that can be read."""
    known = next_record(told.learner.place.institution, cost.last)
    number = f"{cost.kind[:2].upper()}-{told.learner.number:06}-{cost.first}"
    if told.chance(_REFUSED):
        claimed = _claim(told, plan, cost, f"{number}A", known)
        told.tell(
            known + _APPROVED_AFTER,
            "refuse_compensation",
            at={"compensation_id": claimed},
            reason="the document is not legible",
            occurred_on=iso(known + _APPROVED_AFTER),
        )
        known = next_record(told.learner.place.institution, known)
    claimed = _claim(told, plan, cost, number, known)
    plan.known = max(plan.known, known)
    _decide(told, cost, claimed, known)


def _claim(told: Told, plan: Plan, cost: Cost, number: str, known: int) -> str:
    amount = _euros(cost.cents)
    document: Fields = {
        "number": number,
        "issued_on": iso(cost.last),
        "issuer": _ISSUER,
        "sha256": digest(f"{plan.id}/{number}"),
        "total": amount,
    }
    said: Fields = {
        "plan_id": plan.id,
        "kind": cost.kind,
        "first_day": iso(cost.first),
        "last_day": iso(cost.last),
        "amount": amount,
        "document": document,
        "payee": f"LV00IZDO{told.learner.number:013}",
        "occurred_on": iso(known),
    }
    if cost.kind == "public_transport":
        here = told.learner.number % len(_TOWNS)
        there = (here + 1) % len(_TOWNS)
        said["route"] = {"origin": _TOWNS[here], "destination": _TOWNS[there]}
    return told.tell(known, "claim_compensation", **said)


def _decide(told: Told, cost: Cost, claimed: str, known: int) -> None:
    """Approved and paid; one in a hundred to a wrong account, taken back and paid again."""
    at = {"compensation_id": claimed}
    approved = after_weekend(known + _APPROVED_AFTER)
    amount = _euros(cost.cents)
    told.tell(approved, "approve_compensation", at=at, amount=amount, occurred_on=iso(approved))
    days = [known + _PAID_AFTER]
    if told.chance(_TAKEN_BACK):
        days.append(known + _AGAIN_AFTER + 3)
    for number, day in enumerate(days, 1):
        paid = after_weekend(day)
        if number > 1:
            back = after_weekend(known + _AGAIN_AFTER)
            reason = "the bank sent it back"
            told.tell(back, "reverse_compensation", at=at, reason=reason, occurred_on=iso(back))
        reference = f"K-{claimed[len('made-by:') :]}-{number}"
        told.tell(
            paid,
            "pay_compensation",
            at=at,
            amount=amount,
            payment_reference=reference,
            occurred_on=iso(paid),
        )


def _euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"
