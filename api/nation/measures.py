"""What is given under one plan: consultations by the week, and costs that are compensated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from api.nation import compensating
from api.nation.compensating import Cost
from api.nation.learning import Plan, Told
from api.nation.lines import Fields, digest, iso, made_by
from api.nation.risks import ANY_SUBJECT, OTHER_SUBJECTS, adviser
from api.nation.roster import COMPENSATED, FAMILY, LEARNING, MATHEMATICS, SOCIAL_HEALTH
from api.nation.timetable import SEATS, is_remote, lessons, next_record
from api.nation.timetable import hours as hours_of

_FEWEST, _MOST = 16, 20
"""Measures under a plan, whatever it is about: the published shares are of measures."""
_BOTH = 60  # per cent of them of each kind, where there are lessons and compensations
_ADVICE = 2  # beside compensations against risks of health
_BESIDE = 4  # beside lessons
_BEFORE_END = 8  # days
_MATHEMATICS = "mathematics"
_DEALT = "2018/19 II"
_MISSED_MOST = 2
_WRONG = 2.5  # per cent
_LATE = 31  # of so many learners, one has a lesson that becomes known only much later


@dataclass
class Lessons:
    """Consultations of one kind, as planned and given."""

    kind: str
    specialist_kind: str
    subject: str | None
    days: list[tuple[int, int]]
    """Each with which of the week's lessons it is."""
    missed: list[int]
    """Days."""
    quarters: int


@dataclass
class Given:
    """All that is given under a plan."""

    lines: list[Lessons]
    costs: list[Cost]

    def planned_cents(self) -> dict[str, int]:
        """By kind of cost."""
        found: dict[str, int] = {}
        for cost in self.costs:
            found[cost.kind] = found.get(cost.kind, 0) + cost.cents
        return found


def hours(quarters: int) -> str:
    """4.25"""
    return f"{quarters // 4}.{quarters % 4 * 25:02}"


def specialist_key(institution_key: str, kind: str, seat: int) -> str:
    """Of the line that registers who gives lessons, or advice, to the learner in a seat."""
    return f"{institution_key}{'t' if kind == 'subject' else 'a'}{seat // SEATS}"


def decided(told: Told, plan: Plan) -> Given:
    """How much of what there will be."""
    count = told.random.randint(_FEWEST, _MOST)
    paid = plan.about & COMPENSATED
    if plan.about & LEARNING:
        lines = _subject(told, plan, count * _BOTH // 100 if paid else count)
        if plan.about & (SOCIAL_HEALTH | FAMILY):
            lines += _advisory(told, plan, (2,), _BESIDE)
        return Given(lines, compensating.costs(told, plan, count * _BOTH // 100) if paid else [])
    if not paid:
        return Given(_advisory(told, plan, (0, 1), count), [])
    advice = _ADVICE if plan.about & (SOCIAL_HEALTH | FAMILY) else 0
    lines = _advisory(told, plan, (0,), advice) if advice else []
    return Given(lines, compensating.costs(told, plan, count - advice))


def _subject(told: Told, plan: Plan, count: int) -> list[Lessons]:
    if plan.about & MATHEMATICS:
        subject = _MATHEMATICS
    else:
        # Where who has mathematics is dealt, nobody else has.
        subjects = OTHER_SUBJECTS if plan.semester.code == _DEALT else ANY_SUBJECT
        subject = subjects.pick(told.random)
    line = _lessons(told, plan, ("subject", "pedagogue", subject), (0, 1), count)
    if plan.quarters is None:
        line.quarters += told.random.randint(0, len(line.days))
    else:
        line.quarters = plan.quarters
    return [line]


def _advisory(told: Told, plan: Plan, which: tuple[int, ...], count: int) -> list[Lessons]:
    kind = adviser(told.learner.place.seat // SEATS)
    return [_lessons(told, plan, ("advisory", kind, None), which, count)]


def _lessons(
    told: Told, plan: Plan, of: tuple[str, str, str | None], which: tuple[int, ...], count: int
) -> Lessons:
    """On the first days of the semester on which there can be these lessons of the week; some after them are missed."""
    last = plan.semester.ends.toordinal() - _BEFORE_END
    seat = told.learner.place.seat
    days = sorted(
        (day, each)
        for each in which
        for day in islice(lessons(seat, each, plan.in_force + 1, last), count + _MISSED_MOST)
    )
    missed = days[count : count + told.random.randint(0, _MISSED_MOST)]
    held = days[:count]
    return Lessons(*of, held, [day for day, _ in missed], 4 * len(held))


# --- as it becomes known -----------------------------------------------------------------------------


def tell(told: Told, plan: Plan, given: Given) -> None:
    """Consultations and costs; `plan.known` is then the last day on which something becomes known."""
    for line in given.lines:
        for place, (day, which, quarters) in enumerate(_dealt(line)):
            _consult(told, plan, line, place, (day, which, quarters))
        for day in line.missed:
            _miss(told, plan, line, day)
    for cost in given.costs:
        compensating.tell(told, plan, cost)


def _dealt(line: Lessons) -> Iterator[tuple[int, int, int]]:
    """The quarters of hours of each lesson, so that they make the whole."""
    each, more = divmod(line.quarters, max(1, len(line.days)))
    for place, (day, which) in enumerate(line.days):
        yield day, which, each + (place < more)


def _consult(told: Told, plan: Plan, line: Lessons, place: int, when: tuple[int, int, int]) -> None:
    day, which, quarters = when
    learner = told.learner
    institution, seat = learner.place.institution, learner.place.seat
    starts, ends = hours_of(seat, which, day, quarters)
    remote = is_remote(day, told.random.random())
    attendance: Fields = {
        "reference": f"journal of {plan.semester.code}, page {1 + place}",
        "sha256": digest(f"{plan.id}/{line.kind}/{place}"),
    }
    if remote:
        attendance["platform"] = "e-klase"
    consultation = _consultation(line, quarters)
    held: Fields = {
        "plan_id": plan.id,
        "specialist_id": made_by(specialist_key(institution.key, line.kind, seat)),
        "consultation": consultation,
        "starts": starts,
        "ends": ends,
        "delivery": "remote" if remote else "in_person",
        "attendance": attendance,
    }
    known = next_record(institution, day)
    if place == 1 and learner.number % _LATE == 6:
        known = next_record(institution, next_record(institution, known))
    if told.chance(_WRONG):
        known = _record_wrongly(told, held, known)
    plan.known = max(plan.known, known)
    told.tell(known, "record_consultation", **held)


def _record_wrongly(told: Told, held: Fields, known: int) -> int:
    """With a quarter of an hour only; taken back, and recorded anew, when the school records again."""
    short = {**held["consultation"], "hours": "0.25"}
    mistaken = told.tell(known, "record_consultation", **{**held, "consultation": short})
    again = next_record(told.learner.place.institution, known)
    told.tell(
        again,
        "void_consultation",
        at={"consultation_id": mistaken},
        reason="it took longer than was recorded",
        occurred_on=iso(again),
    )
    return again


def _miss(told: Told, plan: Plan, line: Lessons, day: int) -> None:
    institution, seat = told.learner.place.institution, told.learner.place.seat
    known = next_record(institution, day)
    plan.known = max(plan.known, known)
    consultation = _consultation(line, 4)
    told.tell(
        known,
        "miss_consultation",
        reason=told.random.choice(("the learner was ill", "the specialist was ill")),
        plan_id=plan.id,
        specialist_id=made_by(specialist_key(institution.key, line.kind, seat)),
        consultation=consultation,
        occurred_on=iso(day),
    )


def _consultation(line: Lessons, quarters: int) -> Fields:
    return {
        "kind": line.kind,
        "specialist_kind": line.specialist_kind,
        "subject": line.subject,
        "hours": hours(quarters),
    }
