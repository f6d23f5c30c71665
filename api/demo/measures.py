"""What is told of an invented learner's measures: a part of the consultations and compensations there would be."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

import msgspec

from api.demo import staff
from api.demo.diary import Clerk, Fields, id_of, workday
from api.demo.madona import accountant_of
from api.demo.story import Plan, Story, digest
from ledger.document import Document
from ledger.student.values import Attendance, PlannedConsultation, Route

_HOURS = (
    Decimal("1.50"),
    Decimal("2.00"),
    Decimal("2.25"),
)  # one place of the timetable has 90 minutes
_SHORT = timedelta(days=60)  # a semester that is nearly over, or has only begun
_NO_SCHOOL = (date(2020, 3, 13), date(2020, 3, 22))  # closed, and nothing remote allowed yet
_REMOTE_ONLY = (date(2020, 3, 23), date(2020, 6, 9))
_MOSTLY_REMOTE = (date(2020, 11, 9), date(2021, 5, 31))
_INVOICE = Decimal("1500.00")  # of a caterer for one school's month: nobody claims all of it
_AMOUNTS = {
    "catering": (28, 55),
    "public_transport": (15, 45),
    "accommodation": (50, 90),
    "learning_aids": (20, 65),
    "personal_items": (30, 80),
}
_TOWNS = ("Lubāna", "Cesvaine", "Kalsnava", "Barkava", "Ļaudona", "Bērzaune")


def tell(story: Story, plan: Plan) -> None:
    """What was given under one plan; `plan.known` is then the last day on which something became known."""
    left = {line: line.hours for line in plan.content.consultations}
    short = plan.term.ends - plan.in_force < _SHORT
    for number in range(story.random.randint(1, 3) if short else story.random.randint(6, 10)):
        _consult(story, plan, left, number)
    for line in plan.content.compensations:
        if story.chance(90):
            _compensate(story, plan, line.kind)


# --- consultations -----------------------------------------------------------------------------------


def _consult(
    story: Story, plan: Plan, left: dict[PlannedConsultation, Decimal], number: int
) -> None:
    """One consultation: held, or missed, or first recorded wrongly, or known only much later."""
    lines = [line for line, hours in left.items() if hours >= max(_HOURS)]
    if not lines:
        return  # all that was planned is given
    line = story.random.choice(lines)
    given = msgspec.structs.replace(line, hours=story.random.choice(_HOURS))
    candidates = staff.specialists(story.learner.school, line.specialist_kind)
    left[line] -= given.hours
    day = _teaching_day(story, plan)
    if number and story.chance(8):
        _miss(story, plan, given, day, candidates[0], number)
        return
    while (found := story.timetable.free(candidates, story.learner.id, day)) is None:
        day = _teaching_day(story, plan)
    specialist_id, starts = found
    remote = _is_remote(story, day)
    held: Fields = {
        "plan_id": plan.plan_id,
        "specialist_id": specialist_id,
        "consultation": given,
        "starts": starts,
        "ends": starts + staff.ACADEMIC_HOUR * float(given.hours),
        "delivery": "remote" if remote else "in_person",
        "attendance": Attendance(
            f"journal of {plan.term.code}, page {1 + number}",
            digest(plan.plan_id, "attendance", number),
            "e-klase" if remote else None,
        ),
    }
    late = number == 0 and story.learner.number % 31 == 6
    known = plan.term.ends + story.days(35, 80) if late else day + story.days(1, 5)
    clerk = Clerk(
        f"specialist {str(specialist_id)[:8]}", "specialist", str(story.learner.school.id)
    )
    if story.chance(2.5):
        known = _record_wrongly(story, plan, held, known, clerk, number)
    consultation_id = story.id("consultation", plan.term.code, number)
    told = story.tell(
        known, "record_consultation", clerk=clerk, consultation_id=consultation_id, **held
    )
    if story.other_support and given.kind == "advisory":
        told = _decide(story, consultation_id, story.other_support, told)
    plan.known = max(plan.known, told)


def _decide(story: Story, consultation_id: UUID, support_id: UUID, day: date) -> date:
    """Somebody else asks the other project: it had paid for something else."""
    day = workday(day + timedelta(days=3))
    about = f"other_support consultation {consultation_id} {support_id}"
    return story.tell(
        day,
        "decide_warning",
        clerk=accountant_of(story.learner.school.lies_in(day)),
        reason="the other project has no such consultation in its records",
        warning_id=uuid5(story.learner.id, about),
        decision="no_double_funding",
        occurred_on=day,
    )


def _record_wrongly(
    story: Story, plan: Plan, held: Fields, known: date, clerk: Clerk, number: int
) -> date:
    """With a quarter of an hour only; voided some days later."""
    consultation_id = story.id("consultation recorded wrongly", plan.term.code, number)
    short = msgspec.structs.replace(held["consultation"], hours=Decimal("0.25"))
    wrong = {**held, "consultation": short, "consultation_id": consultation_id}
    told = story.tell(known, "record_consultation", clerk=clerk, **wrong)
    return story.tell(
        told + story.days(1, 9),
        "void_consultation",
        reason="it took longer than was recorded",
        consultation_id=consultation_id,
        occurred_on=told,
    )


def _miss(
    story: Story,
    plan: Plan,
    planned: PlannedConsultation,
    day: date,
    specialist_id: object,
    number: int,
) -> None:
    told = story.tell(
        day + story.days(1, 4),
        "miss_consultation",
        reason=story.random.choice(("the learner was ill", "the specialist was ill")),
        consultation_id=story.id("missed consultation", plan.term.code, number),
        plan_id=plan.plan_id,
        specialist_id=specialist_id,
        consultation=planned,
        occurred_on=day,
    )
    plan.known = max(plan.known, told)


def _teaching_day(story: Story, plan: Plan) -> date:
    """A weekday between the plan's agreement and its evaluation."""
    first = plan.in_force + timedelta(days=1)
    last = plan.term.ends - timedelta(days=8)
    while True:
        day = workday(first + story.days(0, (last - first).days - 2))
        if not _NO_SCHOOL[0] <= day <= _NO_SCHOOL[1]:
            return day


def _is_remote(story: Story, day: date) -> bool:
    if _REMOTE_ONLY[0] <= day <= _REMOTE_ONLY[1]:
        return True
    return _MOSTLY_REMOTE[0] <= day <= _MOSTLY_REMOTE[1] and story.chance(60)


# --- compensations -----------------------------------------------------------------------------------


def _compensate(story: Story, plan: Plan, kind: str) -> None:
    """A month's costs: claimed by the school, approved and paid by its municipality."""
    first_day = (plan.in_force.replace(day=28) + timedelta(days=4)).replace(day=1)
    last_day = first_day.replace(day=calendar.monthrange(first_day.year, first_day.month)[1])
    if last_day > plan.term.semester.last_day:
        return
    compensation_id = story.id("compensation", plan.term.code, kind)
    amount = (
        Decimal(story.random.randint(*_AMOUNTS[kind])) - Decimal(story.random.randint(0, 99)) / 100
    )
    claimed = last_day + story.days(2, 7)
    told = story.tell(
        claimed,
        "claim_compensation",
        compensation_id=compensation_id,
        plan_id=plan.plan_id,
        kind=kind,
        first_day=first_day,
        last_day=last_day,
        amount=amount,
        document=_document(story, kind, last_day, amount),
        route=_route(story) if kind == "public_transport" else None,
        payee=f"LV00DEMO{story.learner.number:013}",
        occurred_on=claimed,
    )
    plan.known = max(plan.known, told)
    accountant = accountant_of(story.learner.school.lies_in(claimed))
    decided = told + story.days(1, 5)
    if story.chance(4):
        reason = "the document is not legible"
        story.tell(
            decided,
            "refuse_compensation",
            clerk=accountant,
            reason=reason,
            compensation_id=compensation_id,
            occurred_on=workday(decided),
        )
        return
    decided = story.tell(
        decided,
        "approve_compensation",
        clerk=accountant,
        compensation_id=compensation_id,
        amount=amount,
        occurred_on=workday(decided),
    )
    _pay(story, accountant, compensation_id, amount, decided + story.days(2, 9))


def _pay(
    story: Story, accountant: Clerk, compensation_id: UUID, amount: Decimal, paid_on: date
) -> None:
    """One in forty to a wrong account, taken back and paid again."""

    def pay(number: int, day: date) -> date:
        day = workday(day)
        return story.tell(
            day,
            "pay_compensation",
            clerk=accountant,
            compensation_id=compensation_id,
            payment_id=id_of(compensation_id, "payment", number),
            amount=amount,
            payment_reference=f"K-{str(compensation_id)[:8]}-{number}",
            occurred_on=day,
        )

    paid = pay(1, paid_on)
    if story.chance(2.5):
        taken_back = workday(paid + story.days(2, 6))
        story.tell(
            taken_back,
            "reverse_compensation",
            clerk=accountant,
            reason="the bank sent it back",
            compensation_id=compensation_id,
            occurred_on=taken_back,
        )
        pay(2, taken_back + story.days(1, 5))


def _document(story: Story, kind: str, issued_on: date, amount: Decimal) -> Document:
    """One invoice of the caterer for all of a school's learners; else a receipt of one's own."""
    school = story.learner.school
    if kind == "catering":
        number = f"ĒD-{issued_on:%Y-%m}-{str(school.id)[:6]}"
        return Document(number, issued_on, "SIA Ēdnīca (demo)", digest(number, issued_on), _INVOICE)
    number = f"{kind[:2].upper()}-{issued_on:%Y-%m}-{story.learner.number:04}"
    return Document(number, issued_on, "SIA Tirgotājs (demo)", digest(number, issued_on), amount)


def _route(story: Story) -> Route:
    """Between two towns."""
    origin, destination = story.random.sample(_TOWNS, 2)
    return Route(origin, destination)
