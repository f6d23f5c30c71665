"""Statistics counted by hand: the whole log is read anew for each moment, and what is true on a day is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from ledger.calendar import semester, semester_on

Row = dict[str, Any]
"""Something true on a day: `what` it is, whose, its dimensions and its amount."""
COUNTED = {
    "plans": "plan",
    "plans_by_risk_group": "plan_group",
    "plans_by_risk_factor": "plan_factor",
    "persons_with_plan": "plan",
    "persons_by_risk_group": "plan_group",
    "persons_by_risk_factor": "plan_factor",
    "risks_identified": "identified",
    "risks_resolved": "resolved",
    "consultations_held": "held",
    "consultation_hours": "held",
    "consultations_missed": "missed",
    "consultation_hours_missed": "missed",
    "compensations_claimed": "claimed",
    "compensation_amount_claimed": "claimed",
    "compensations_approved": "approved",
    "compensation_amount_approved": "approved",
    "compensations_paid": "paid",
    "compensation_amount_paid": "paid",
    "persons_compensated": "paid",
    "persons_compensated_by_kind": "paid",
}


class Known(NamedTuple):
    """What is known at a position: events by topic, those that were voided left out where they are looked for."""

    events: dict[str, list[Any]]
    kinds: dict[UUID, str]
    kept: dict[UUID, UUID]


def known(events: Sequence[Any], known_at: int) -> Known:
    """What the first events of the log say; position n is the n-th."""
    by_topic: dict[str, list[Any]] = defaultdict(list)
    kinds, kept = {}, {}
    for event in events[:known_at]:
        name = event.TOPIC.partition(".")[2]
        by_topic[name].append(event)
        if name in ("registered", "registration_corrected"):
            kinds[event.originator_id] = event.kind
        elif name == "merged_into":
            kept[event.originator_id] = event.kept_id
        elif name == "merge_voided":
            del kept[event.originator_id]
    return Known(by_topic, kinds, kept)


def true_on(day: date, of: Known) -> Iterator[Row]:
    """Everything that counts on that day."""
    for row in (*_plans(day, of), *_risks(day, of), *_consultations(day, of), *_claims(day, of)):
        if row.get("semester"):
            row["school_year"] = semester(row["semester"]).school_year
        row["person"] = of.kept.get(row["student"], row["student"])
        if place := row.pop("place", None):
            row["institution"] = str(place.institution_id)
            row["municipality"], row["region"] = place.municipality, place.region
            row["institution_kind"] = of.kinds[place.institution_id]
        yield row


def _plans(day: date, of: Known) -> Iterator[Row]:
    gone = {each.plan_id for each in of.events["plan_voided"]}
    factors = {each.risk_id: each.factor for each in of.events["risk_identified"]}
    for each in of.events["risk_voided"]:
        del factors[each.risk_id]
    undone = {(each.plan_id, each.moved_on) for each in _last_voided_moves(of)}
    for draft in of.events["plan_drafted"]:
        moves = [each for each in of.events["plan_moved"] if each.plan_id == draft.plan_id]
        place = draft.place
        for move in moves:
            if move.occurred_on <= day and _stands(move, of, undone):
                place = move.place
        addressed = {
            factors[risk] for risk in _agreed_risks(draft.plan_id, day, of) if risk in factors
        }
        if draft.plan_id in gone or draft.occurred_on > day or not _in_force(draft, day, of):
            continue
        row = {"student": draft.originator_id, "semester": draft.semester, "place": place}
        yield {"what": "plan", **row}
        for group in {factor.split(".")[0] for factor in addressed}:
            yield {"what": "plan_group", "risk_group": group, **row}
        for factor in addressed:
            group = factor.split(".")[0]
            yield {"what": "plan_factor", "risk_group": group, "risk_factor": factor, **row}


def _last_voided_moves(of: Known) -> list[Any]:
    return of.events["plan_move_voided"]


def _stands(move: Any, of: Known, undone: set[Any]) -> bool:
    """A move may be voided and made again on the same day."""
    day = move.plan_id, move.occurred_on
    if day not in undone:
        return True
    said = [each for each in of.events["plan_moved"] if (each.plan_id, each.occurred_on) == day]
    voided = [
        each for each in of.events["plan_move_voided"] if (each.plan_id, each.moved_on) == day
    ]
    return len(said) > len(voided) and move is said[-1]


def _revisions(plan: UUID, of: Known) -> Iterator[Any]:
    for each in (*of.events["plan_drafted"], *of.events["plan_revised"]):
        if each.plan_id == plan:
            yield each


def _agreed(written: Any, day: date, of: Known) -> bool:
    """Whether all whom a revision names agree to it on that day."""
    number = getattr(written, "revision", 1)
    found = {}
    versions = [*of.events["plan_agreed"], *of.events["agreement_voided"]]
    for each in sorted(versions, key=lambda each: each.originator_version):
        if (each.plan_id, each.revision) == (written.plan_id, number):
            found[each.signatory] = (
                each.occurred_on if each.TOPIC == "student.plan_agreed" else date.max
            )
    return all(found.get(who, date.max) <= day for who in written.signatories)


def _in_force(draft: Any, day: date, of: Known) -> bool:
    return any(_agreed(each, day, of) for each in _revisions(draft.plan_id, of))


def _agreed_risks(plan: UUID, day: date, of: Known) -> Iterator[UUID]:
    for each in _revisions(plan, of):
        if _agreed(each, day, of):
            yield from each.content.risks


def _risks(day: date, of: Known) -> Iterator[Row]:
    voided = {each.risk_id for each in of.events["risk_voided"]}
    changes = [*of.events["risk_resolved"], *of.events["risk_reopened"]]
    last = {
        each.risk_id: each for each in sorted(changes, key=lambda each: each.originator_version)
    }
    for risk in of.events["risk_identified"]:
        if risk.risk_id in voided:
            continue
        for what, event in (("identified", risk), ("resolved", last.get(risk.risk_id))):
            if event and event.TOPIC != "student.risk_reopened" and event.occurred_on <= day:
                yield {
                    "what": what,
                    "student": risk.originator_id,
                    "risk_group": risk.factor.split(".")[0],
                    "risk_factor": risk.factor,
                    "semester": semester_on(event.occurred_on).code,
                }


def _consultations(day: date, of: Known) -> Iterator[Row]:
    voided = {each.consultation_id for each in of.events["consultation_voided"]}
    for topic, what in (("consultation_recorded", "held"), ("consultation_missed", "missed")):
        for each in of.events[topic]:
            if each.consultation_id not in voided and each.occurred_on <= day:
                yield {
                    "what": what,
                    "student": each.originator_id,
                    "semester": each.semester,
                    "place": each.place,
                    "consultation_kind": each.kind,
                    "specialist_kind": each.specialist_kind,
                    "subject": each.subject,
                    "delivery": getattr(each, "delivery", None),
                    "amount": each.hours,
                }


def _claims(day: date, of: Known) -> Iterator[Row]:
    refused = {each.compensation_id: each.occurred_on for each in of.events["compensation_refused"]}
    reversed_ = {each.payment_id: each.occurred_on for each in of.events["compensation_reversed"]}
    for claim in of.events["compensation_claimed"]:
        row = {
            "student": claim.originator_id,
            "semester": claim.semester,
            "place": claim.place,
            "compensation_kind": claim.kind,
        }
        ended = refused.get(claim.compensation_id, date.max) <= day
        if claim.occurred_on <= day and not ended:
            yield {"what": "claimed", "amount": claim.amount, **row}
        for what in ("approved", "paid"):
            for each in of.events[f"compensation_{what}"]:
                if each.compensation_id == claim.compensation_id and each.occurred_on <= day:
                    back = reversed_.get(getattr(each, "payment_id", None), date.max) <= day
                    if not (ended if what == "approved" else back):
                        yield {"what": what, "amount": each.amount, **row}


def counted(
    rows: Iterable[Row], indicator: str, group_by: Sequence[str], where: dict[str, str]
) -> dict[tuple[Any, ...], Decimal]:
    """An indicator by group: sums, or distinct persons."""
    of = [row for row in rows if row["what"] == COUNTED[indicator]]
    of = [row for row in of if all(row.get(name) == value for name, value in where.items())]
    sums: dict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    seen = set()
    scope = {*group_by, *where}
    there = ("institution", "municipality", "region") if "institution" in scope else ()
    there = there if scope & {"municipality", "region"} else ()
    for row in of:
        group = tuple(row.get(name) for name in group_by)
        person = (row["person"], group, *(row[name] for name in there))
        if indicator.startswith("persons"):
            sums[group] += person not in seen
            seen.add(person)
        else:
            sums[group] += row["amount"] if "amount" in indicator or "hours" in indicator else 1
    return {group: value for group, value in sums.items() if value}
