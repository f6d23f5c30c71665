"""The plans of one learner: drafted, agreed, now and then on a detour, with what they allow and what is given."""

from __future__ import annotations

from api.nation import learning, measures
from api.nation.classes import Classes
from api.nation.learning import Plan, Told
from api.nation.lines import Fields, Story, iso
from api.nation.measures import Given
from api.nation.proportions import terms
from api.nation.roster import Learner
from api.nation.timetable import after_weekend

_SPARE = 8  # quarters of hours that are planned and not given
_MATHEMATICS = 3  # 2018/19 II


def told(seed: int, learner: Learner, classes: Classes) -> Story:
    """All that becomes known about a learner, from the first plan to the last, but for what its class does."""
    one = learning.begun(seed, learner, classes)
    plan = None
    for place, about in enumerate(learner.abouts):
        semester = learner.first + place
        plan = _plan(one, semester, about)
        last = place == len(learner.abouts) - 1
        learning.evaluate(one, plan, goes_on=not last)
    if plan:
        learning.farewell(one, plan)
    return one.story


def _plan(one: Told, semester: int, about: int) -> Plan:
    term = terms()[semester]
    institution = one.learner.place.institution
    first = max(term.starts.toordinal() + 7, institution.joined + 2)
    met = after_weekend(first + one.random.randint(0, 9))
    known = after_weekend(met + 1 + one.random.randint(0, 1))
    if semester == one.learner.first:
        learning.introduce(one, met, known)
    else:
        learning.move_up(one, semester, met, known)
    risks = learning.identify(one, about, met, known)
    quarters = one.learner.mathematics_quarters if semester == _MATHEMATICS else None
    plan = Plan(term, "", about, quarters, risks, known, known)
    given = measures.decided(one, plan)
    _agreed(one, plan, given, met)
    measures.tell(one, plan, given)
    return plan


def _agreed(one: Told, plan: Plan, given: Given, met: int) -> None:
    """In force on the day on which it becomes known, after whatever detour it took."""
    number, known = one.learner.number, plan.known
    signatories = _signatories(one, met)
    content = _content(plan, given)
    draft: Fields = {
        "semester": plan.semester.code,
        "enrolment_id": one.enrolment,
        "occurred_on": iso(met),
    }
    if number % 71 == 17:
        mistaken = one.tell(known, "draft_plan", content=content, **draft)
        reason = "it was drafted from another learner's papers"
        one.tell(known, "void_plan", at={"plan_id": mistaken}, reason=reason, occurred_on=iso(met))
    returned = number % 23 == 3
    less = _content(plan, given, less=_SPARE) if returned else content
    plan.id = one.tell(known, "draft_plan", content=less, **draft)
    revision = 1
    if returned:
        one.tell(
            known,
            "return_plan",
            at={"plan_id": plan.id, "revision": 1},
            signatory=signatories[-1],
            reason="two hours more are needed",
            occurred_on=iso(known),
        )
        of_plan = {"plan_id": plan.id}
        one.tell(known, "revise_plan", at=of_plan, content=content, occurred_on=iso(known))
        revision, signatories = 2, _signatories(one, known)
    learning.sign(one, plan, revision, signatories, known)
    if number % 79 == 19:
        reason = "another plan had been signed"
        at: Fields = {"plan_id": plan.id, "revision": revision}
        said: Fields = {"signatory": "learner", "reason": reason, "occurred_on": iso(known)}
        one.tell(known, "void_agreement", at=at, **said)
        learning.sign(one, plan, revision, ("learner",), known)


def _signatories(one: Told, day: int) -> tuple[str, ...]:
    """Who signs what is written on a day: some come of age before what is returned to them is written anew."""
    return ("learner",) if one.is_adult(day) else ("learner", "representative")


def _content(plan: Plan, given: Given, less: int = 0) -> Fields:
    consultations = [
        {
            "kind": line.kind,
            "specialist_kind": line.specialist_kind,
            "subject": line.subject,
            "hours": measures.hours(line.quarters + _SPARE - less),
        }
        for line in given.lines
    ]
    compensations = [
        {"kind": kind, "amount": f"{cents // 100 + 1}.00"}
        for kind, cents in given.planned_cents().items()
    ]
    return {
        "risks": plan.risks,
        "consultations": consultations,
        "compensations": compensations,
        "crisis_support": False,
        "holiday_support": False,
        "prepared_by": "class teacher (invented)",
    }
