"""What is told of an invented learner's plans: drafted, agreed, now and then on a detour, evaluated, closed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import msgspec

from api.demo import learning, measures
from api.demo.diary import Fields
from api.demo.learners import Term
from api.demo.moving import graduates
from api.demo.risks import content
from api.demo.story import Plan, Story, digest
from ledger.student.values import RiskResult

_LONG = timedelta(days=60)  # a semester with time for detours


def tell(story: Story) -> date | None:
    """Everything about one learner; of one who graduates, the day on which the last plan is closed."""
    before: Plan | None = None
    for term in story.learner.terms:
        met = term.begins_for(story.learner.school) + story.days(0, 12)
        if before is None:
            learning.introduce(story, met)
        else:
            learning.move_up(story, before.term, term, met)
        before = _plan(story, term, met, before)
        measures.tell(story, before)
        _evaluate(story, before)
    if before is None:
        return None
    if story.chance(40):
        gone = next(iter(story.risks))
        story.tell(before.known, "resolve_risk", risk_id=gone, occurred_on=before.term.ends)
    if graduates(story.learner, before.term):
        return before.known
    learning.farewell(story, before.term, before.known)
    return None


def _plan(story: Story, term: Term, met: date, before: Plan | None) -> Plan:
    """The plan in force, after whatever detour it took."""
    number = story.learner.number
    long = term.ends - term.begins_for(story.learner.school) > _LONG
    plan = _draft(story, term, met + story.days(2, 4), before)
    if long and number % 71 == 17:
        plan = _draft_again(story, plan)
    revision = 1
    if long and number % 61 == 13:
        _return(story, plan)
        revision = 2
    _agree(story, plan, revision)
    if long and number % 79 == 19:
        _agree_again(story, plan, revision)
    if long and number % 23 == 3:
        _revise(story, plan, plan.in_force + story.days(1, 5))
        _agree(story, plan, revision + 1)
    return plan


def _draft(story: Story, term: Term, day: date, before: Plan | None, again: str = "") -> Plan:
    """Anew, or what the plan of the semester before says."""
    plan_id = story.id("plan", term.code, again)
    prepared_by = f"class teacher of grade {story.learner.grade_in(term)}"
    draft: Fields = {
        "plan_id": plan_id,
        "semester": term.code,
        "enrolment_id": story.enrolment_id,
        "occurred_on": day,
    }
    known = day + story.days(0, 2)
    if before is not None and story.chance(60):
        copied = before.plan_id
        known = story.tell(known, "copy_plan", copied_from=copied, prepared_by=prepared_by, **draft)
        said = msgspec.structs.replace(before.content, prepared_by=prepared_by)
    else:
        said = content(story.random, story.risks, prepared_by)
        known = story.tell(known, "draft_plan", content=said, **draft)
    return Plan(term, plan_id, said, day, known)


def _draft_again(story: Story, plan: Plan) -> Plan:
    """The first draft was a mistake."""
    story.tell(
        plan.known,
        "void_plan",
        reason="it was drafted from another learner's papers",
        plan_id=plan.plan_id,
        occurred_on=plan.known,
    )
    return _draft(story, plan.term, plan.known, None, "again")


def _agree(story: Story, plan: Plan, revision: int) -> None:
    """Learner and, of one under age, representative; then measures may be given."""
    adult = story.learner.is_adult(plan.in_force)
    day = plan.in_force
    for signatory in ("learner",) if adult else ("learner", "representative"):
        day += story.days(0, 2)
        _sign(story, plan, revision, signatory, day)
    plan.in_force = plan.known


def _sign(story: Story, plan: Plan, revision: int, signatory: str, day: date) -> None:
    known = max(plan.known, day + story.days(0, 1))
    plan.known = story.tell(
        known,
        "agree_plan",
        plan_id=plan.plan_id,
        revision=revision,
        signatory=signatory,
        form="electronic" if story.chance(25) else "paper",
        document_sha256=digest(plan.plan_id, revision, signatory),
        occurred_on=day,
    )


def _agree_again(story: Story, plan: Plan, revision: int) -> None:
    """The wrong paper had been scanned."""
    signed: Fields = {"plan_id": plan.plan_id, "revision": revision, "signatory": "learner"}
    reason = "another plan had been signed"
    story.tell(plan.known, "void_agreement", reason=reason, occurred_on=plan.known, **signed)
    _sign(story, plan, revision, "learner", plan.known)
    plan.in_force = plan.known


def _return(story: Story, plan: Plan) -> None:
    """The representative asks for more; it is written anew."""
    day = plan.in_force + story.days(1, 3)
    known = story.tell(
        max(plan.known, day),
        "return_plan",
        reason="two hours a month are too few",
        plan_id=plan.plan_id,
        revision=1,
        signatory="learner" if story.learner.is_adult(day) else "representative",
        occurred_on=day,
    )
    plan.known = known
    _revise(story, plan, known + story.days(0, 2))


def _revise(story: Story, plan: Plan, day: date) -> None:
    """Two hours more of the first kind of consultation."""
    first, *others = plan.content.consultations
    more = msgspec.structs.replace(first, hours=first.hours + Decimal(2))
    plan.content = msgspec.structs.replace(plan.content, consultations=(more, *others))
    plan.known = story.tell(
        max(plan.known, day),
        "revise_plan",
        plan_id=plan.plan_id,
        content=plan.content,
        occurred_on=day,
    )
    plan.in_force = day


def _evaluate(story: Story, plan: Plan) -> None:
    """In the last week of teaching; then the plan is closed, when all of it is known."""
    day = plan.term.ends - story.days(2, 7)
    goes_on = plan.term != story.learner.terms[-1]
    results = tuple(RiskResult(risk_id, _result(story, goes_on)) for risk_id in plan.content.risks)
    evaluation: Fields = {"plan_id": plan.plan_id, "results": results, "support_goes_on": goes_on}
    narrative = "sekmes uzlabojušās (demo)" if story.chance(40) else None
    known = day + story.days(0, 2)
    if story.learner.number % 101 == 2:
        mistaken = {**evaluation, "support_goes_on": not goes_on}
        story.tell(known, "evaluate_plan", narrative=None, occurred_on=day, **mistaken)
        reason = "the wrong box was ticked"
        story.tell(known, "void_evaluation", reason=reason, plan_id=plan.plan_id, occurred_on=day)
    told = story.tell(known, "evaluate_plan", narrative=narrative, occurred_on=day, **evaluation)
    closed = max(plan.known, told, plan.term.ends + story.days(3, 6))
    plan.known = story.tell(closed, "close_plan", plan_id=plan.plan_id, occurred_on=closed)


def _result(story: Story, goes_on: bool) -> str:  # noqa: FBT001  the answer to one question
    weights = (35, 60, 5) if goes_on else (70, 28, 2)
    return story.random.choices(("reduced", "persists", "worse"), weights)[0]
