"""An auditor of our own: reads the stored JSON, knows nothing of our classes, adds up in plain Python."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg

Json = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """An event as anybody can read it from the view events_json."""

    position: int
    stream: str
    topic: str
    fact: Json

    @property
    def day(self) -> date:
        """When it happened."""
        return date.fromisoformat(self.fact["occurred_on"])


@dataclass(frozen=True)
class Line:
    """Money spent, or taken back, by one event."""

    position: int
    day: date
    student: str
    semester: str
    municipality: str
    category: str
    amount: Decimal
    esf: Decimal


def read(url: str) -> list[Entry]:
    """The whole log in its order."""
    query = "SELECT position, originator_id::text, topic, state FROM events_json ORDER BY position"
    with psycopg.connect(url) as connection:
        return [Entry(*row) for row in connection.execute(query)]


def lines(entries: list[Entry]) -> Iterator[Line]:
    """Consultations cost when recorded, compensations when paid; what is taken back counts negative."""
    known: dict[str, tuple[Entry, str, Decimal]] = {}
    claims: dict[str, Entry] = {}
    for entry in entries:
        fact = entry.fact
        match entry.topic:
            case "student.consultation_recorded":
                known[fact["consultation_id"]] = (entry, "consultations", Decimal(fact["amount"]))
                yield _line(entry, *known[fact["consultation_id"]])
            case "student.consultation_voided" if fact["consultation_id"] in known:
                yield _line(entry, *known[fact["consultation_id"]], sign=-1)
            case "student.compensation_claimed":
                claims[fact["compensation_id"]] = entry
            case "student.compensation_paid":
                claim = claims[fact["compensation_id"]]
                known[fact["payment_id"]] = (claim, "compensations", Decimal(fact["amount"]))
                yield _line(entry, *known[fact["payment_id"]])
            case "student.compensation_reversed":
                yield _line(entry, *known[fact["payment_id"]], sign=-1)


def _line(entry: Entry, first: Entry, category: str, amount: Decimal, sign: int = 1) -> Line:
    fact = first.fact
    return Line(
        entry.position,
        entry.day,
        entry.stream,
        fact["semester"],
        fact["place"]["municipality"],
        category,
        sign * amount,
        sign * amount * Decimal(fact["shares"]["esf"]) / 100,
    )


def totals(
    entries: list[Entry], by: tuple[str, ...], as_of: date, known_at: int
) -> dict[tuple[Any, ...], tuple[Decimal, Decimal]]:
    """Amount and exact ESF share by some of a line's fields, of what was known and had happened by then."""
    sums: dict[tuple[Any, ...], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for line in lines(entries):
        if line.position <= known_at and line.day <= as_of:
            kept = sums[tuple(getattr(line, name) for name in by)]
            kept[0] += line.amount
            kept[1] += line.esf
    return {key: (amount, esf) for key, (amount, esf) in sums.items()}


def received(entries: list[Entry], known_at: int) -> Decimal:
    """What partners got, less what was taken back."""
    paid: dict[str, Decimal] = {}
    for entry in entries:
        if entry.position <= known_at:
            if entry.topic in ("partner.payment_made", "partner.advance_paid"):
                paid[entry.fact["payment_id"]] = Decimal(entry.fact["amount"])
            elif entry.topic == "partner.payment_reversed":
                del paid[entry.fact["payment_id"]]
    return sum(paid.values(), Decimal(0))


def revisions_in_force(entries: list[Entry]) -> dict[str, int]:
    """The revision in force of each plan that stands, by the plan's id, at the end of the log."""
    signed: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    asked: dict[tuple[str, int], set[str]] = {}
    gone: set[str] = set()
    for entry in entries:
        fact, plan = entry.fact, entry.fact.get("plan_id")
        match entry.topic:
            case "student.plan_drafted":
                asked[plan or "", 1] = set(fact["signatories"])
            case "student.plan_revised":
                asked[plan or "", fact["revision"]] = set(fact["signatories"])
            case "student.plan_agreed":
                signed[plan or ""][fact["revision"]].add(fact["signatory"])
            case "student.agreement_voided":
                signed[plan or ""][fact["revision"]].discard(fact["signatory"])
            case "student.plan_closed" | "student.plan_voided":
                gone.add(plan or "")
            case "student.plan_reopened":
                gone.discard(plan or "")
    agreed = sorted(
        (plan, number)
        for (plan, number), signatories in asked.items()
        if plan not in gone and signatories == signed[plan][number]
    )
    return dict(agreed)
