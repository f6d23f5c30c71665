"""An auditor's own books: random stories, and what they cost, added up the slow and plain way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from ledger.institution import Place
from ledger.operation import Shares
from tests.projections.facts import Story

SOURCES = ("esf", "state", "state_non_eligible")
NAMES = (
    "partner",
    "institution",
    "municipality",
    "region",
    "school_year",
    "semester",
    "cost_category",
    "form_of_cost",
    "kind",
)
DAYS = [date(2020, 12, 28) + timedelta(days=3 * number) for number in range(30)]
# Two institutions of one partner; and one that moved to another municipality.
PLACES = [
    Place(UUID(int=11), UUID(int=1), "LV-059", "vidzeme"),
    Place(UUID(int=12), UUID(int=1), "LV-059", "vidzeme"),
    Place(UUID(int=13), UUID(int=2), "LV-102", "vidzeme"),
    Place(UUID(int=13), UUID(int=2), "LV-059", "vidzeme"),
    Place(UUID(int=14), UUID(int=3), "LV-RIX", "riga"),
]
SHARES = [
    Shares(Decimal(85), Decimal(15), Decimal(0)),
    Shares(Decimal(68), Decimal(12), Decimal(20)),
    Shares(Decimal(0), Decimal(0), Decimal(100)),
]
STUDENTS = [UUID(int=100 + number) for number in range(3)]
AMOUNTS = st.decimals(Decimal("0.01"), Decimal("99.99"), places=2)


@st.composite
def stories(draw: st.DrawFn, most: int = 40) -> Story:
    """Consultations and compensations in any order, given, missed, voided, claimed, paid and reversed."""
    story = Story()
    standing: list[tuple[UUID, UUID]] = []
    claimed: list[tuple[UUID, UUID, Decimal]] = []
    paid: list[tuple[UUID, UUID, UUID]] = []
    steps = st.sampled_from(
        ["give", "give", "void", "miss", "claim", "approve", "pay", "pay", "reverse"]
    )
    for step in draw(st.lists(steps, min_size=1, max_size=most)):
        student, day = draw(st.sampled_from(STUDENTS)), draw(st.sampled_from(DAYS))
        where, shares = draw(st.sampled_from(PLACES)), draw(st.sampled_from(SHARES))
        if step == "give":
            given = story.consultation(
                student, day, Decimal("0.25"), where, shares, 4 * draw(AMOUNTS)
            )
            standing.append((student, given))
        elif step == "miss":
            standing.append((student, story.missed(student, day)))
        elif step == "void" and standing:
            student, given = standing.pop(draw(st.integers(0, len(standing) - 1)))
            story.void(student, day, given)
        elif step == "claim":
            amount, kind = draw(AMOUNTS), draw(st.sampled_from(["catering", "learning_aids"]))
            claim = story.claim(student, day, amount, where, kind, shares)
            claimed.append((student, claim, amount))
        elif step == "approve" and claimed:
            story.approve(claimed[-1][0], day, *claimed[-1][1:])
        elif step == "pay" and claimed:
            student, claim, amount = claimed.pop(draw(st.integers(0, len(claimed) - 1)))
            paid.append((student, claim, story.pay(student, day, claim, amount)))
        elif step == "reverse" and paid:
            student, claim, payment = paid.pop(draw(st.integers(0, len(paid) - 1)))
            story.reverse(student, day, claim, payment)
    return story


@dataclass(frozen=True)
class BookedLine:
    """One line of the auditor's books."""

    position: int
    corrects: int | None
    occurred_on: date
    about: dict[str, str]
    parts: dict[str, Decimal]

    def counts(self, as_of: date | None, known_at: int | None, where: Mapping[str, str]) -> bool:
        """Whether a question is about this line."""
        return (
            (as_of is None or self.occurred_on <= as_of)
            and (known_at is None or self.position <= known_at)
            and all(self.about[name] == value for name, value in where.items() if name in NAMES)
        )


def booked(events: Iterable[Any]) -> list[BookedLine]:
    """The lines of a log that consists of these events."""
    lines: list[BookedLine] = []
    by_measure: dict[UUID, BookedLine] = {}
    claims: dict[UUID, Any] = {}
    missed: set[UUID] = set()
    for position, event in enumerate(events, start=1):
        match event.TOPIC:
            case "student.consultation_missed":
                missed.add(event.consultation_id)
            case "student.compensation_claimed":
                claims[event.compensation_id] = event
            case "student.consultation_recorded":
                about = _about(event, "consultations", "unit_cost")
                line = BookedLine(position, None, event.occurred_on, about, _parts(event, event))
                by_measure[event.consultation_id] = line
                lines.append(line)
            case "student.compensation_paid":
                claim = claims[event.compensation_id]
                about = _about(claim, "compensations", "actual_cost")
                line = BookedLine(position, None, event.occurred_on, about, _parts(event, claim))
                by_measure[event.payment_id] = line
                lines.append(line)
            case "student.consultation_voided" | "student.compensation_reversed":
                measure_id = getattr(event, "consultation_id", None) or event.payment_id
                if measure_id in missed:
                    continue
                first = by_measure[measure_id]
                parts = {source: -part for source, part in first.parts.items()}
                lines.append(
                    BookedLine(position, first.position, event.occurred_on, first.about, parts)
                )
    return lines


Totals = dict[tuple[str, ...], tuple[int, Decimal]]


def added_up(
    lines: Iterable[BookedLine],
    group_by: Sequence[str],
    where: Mapping[str, str],
    as_of: date | None,
    known_at: int | None,
) -> Totals:
    """How many lines, and what they come to, by the values of the dimensions grouped by."""
    counts: dict[tuple[str, ...], int] = defaultdict(int)
    sums: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    sources = [where["funding_source"]] if "funding_source" in where else list(SOURCES)
    groups = [[source] for source in sources] if "funding_source" in group_by else [sources]
    for line in lines:
        if not line.counts(as_of, known_at, where):
            continue
        for group in groups:
            about = line.about | {"funding_source": group[0]}
            key = tuple(about[name] for name in group_by)
            counts[key] += 1
            sums[key] += sum(line.parts[source] for source in group)
    return {key: (counts[key], sums[key]) for key in counts}


def _about(event: Any, cost_category: str, form_of_cost: str) -> dict[str, str]:
    return {
        "partner": str(event.place.partner_id),
        "institution": str(event.place.institution_id),
        "municipality": event.place.municipality,
        "region": event.place.region,
        "school_year": event.semester.split()[0],
        "semester": event.semester,
        "cost_category": cost_category,
        "form_of_cost": form_of_cost,
        "kind": event.kind,
    }


def _parts(event: Any, shares_from: Any) -> dict[str, Decimal]:
    return {source: event.amount * getattr(shares_from.shares, source) / 100 for source in SOURCES}
