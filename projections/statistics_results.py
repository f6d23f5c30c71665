"""What came of the support: whose risks were reduced, who is in education later; of one person's records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from uuid import UUID

from ledger.calendar import semesters
from projections.outcome_rows import LATER
from projections.statistics_families import (
    INSTITUTION,
    MUNICIPALITY,
    NATION,
    ONCE_EACH,
    REGION,
    SCHOOL,
    SEMESTER,
    bit,
)
from projections.statistics_persons import Counted, Step
from projections.statistics_rows import Where
from projections.statistics_standing import Plan, Risk, Standing

OUTCOMES = ("graduated", "moved", "left_early")
"""What says where a learner is from then on."""
IN_EDUCATION = ("graduated", "moved")

_Planned = tuple[Plan, dict[UUID, Risk]]
_Later = tuple[Counted, date, bool]
"""Some semesters later, its first day, and whether the learner is in education then."""


def steps_of_results(
    records: Sequence[Standing], of_semesters: Collection[str] | None
) -> dict[Step, int]:
    """The steps of all counts of results of one person, of these semesters, or of all.

    Unlike who has a plan, whose risks were reduced is no more told by the first plan: a second one may
    take it back. So it is worked out day by day, and where plans of a semester are at several places, for
    each of them and for all that they lie in.
    """
    planned: dict[str, list[_Planned]] = defaultdict(list)
    for record in records:
        for plan in record.plans.values():
            if not plan.voided and (of_semesters is None or plan.semester in of_semesters):
                planned[plan.semester].append((plan, record.risks))
    made: dict[Step, int] = {}
    for semester, plans in planned.items():
        later = list(_later(records, semester))
        plans.sort(key=lambda each: each[0].position)
        for counting, inside in _scopes(plans):
            first = inside[0][0]
            for day, counted, number in _changes(inside, later):
                step = Step(counted, first.drafted_at, semester, day, first.position, number)
                made[step] = made.get(step, 0) | counting
    return made


def _scopes(plans: list[_Planned]) -> Iterator[tuple[int, list[_Planned]]]:
    """The plans of each place, with the depths at which they are counted together."""
    if len({plan.drafted_at for plan, _ in plans}) == 1:
        yield ONCE_EACH, plans
        return
    for depth in range(SCHOOL + 1):
        inside: dict[object, list[_Planned]] = defaultdict(list)
        for each in plans:
            inside[_scope(depth, each[0].drafted_at)].append(each)
        for together in inside.values():
            yield bit(depth, SEMESTER), together


def _scope(depth: int, where: Where) -> object:
    institution, municipality, region = where
    scopes = {NATION: None, REGION: region, MUNICIPALITY: municipality, INSTITUTION: institution}
    return scopes.get(depth, where)


def _changes(plans: list[_Planned], later: list[_Later]) -> Iterator[tuple[date, Counted, int]]:
    """What counts from a day on, and no more."""
    days = {day for _, day, _ in later}
    for plan, _ in plans:
        days |= {agreed.day for each in plan.revisions.values() if (agreed := each.in_force)}
        if plan.evaluated_on:
            days.add(plan.evaluated_on)
    before: set[Counted] = set()
    for day in sorted(days):
        counts = set(_counted_on(day, plans, later))
        yield from ((day, each, 1) for each in counts - before)
        yield from ((day, each, -1) for each in before - counts)
        before = counts


def _counted_on(day: date, plans: Iterable[_Planned], later: Iterable[_Later]) -> Iterator[Counted]:
    """A learner whose plans in force address a risk; of several, all have to be reduced."""
    latest: dict[UUID, tuple[tuple[date, int], str | None, str]] = {}
    for plan, risks in plans:
        for risk_id, result in plan.addressed(day).items():
            order = (plan.evaluated_on if plan.evaluated_on and result else date.min), plan.position
            if (risk := risks.get(risk_id)) and (
                risk_id not in latest or latest[risk_id][0] < order
            ):
                latest[risk_id] = order, result, risk.group
    if not latest:
        return
    yield _after(0)
    for supported, first, stayed in later:
        if first <= day:
            yield supported
            if stayed:
                yield "stayed", supported[1]
    others = {group for _, result, group in latest.values() if result != "reduced"}
    if not others:
        yield "reduced", ()
    for group in {group for _, _, group in latest.values()}:
        yield "supported_by_group", (("risk_group", group),)
        if group not in others:
            yield "reduced_by_group", (("risk_group", group),)


def _after(semesters_later: int) -> Counted:
    return "supported", (("semesters_later", str(semesters_later)),)


def _later(records: Sequence[Standing], semester: str) -> Iterator[_Later]:
    """Of the calendar's semesters."""
    starts = {each.code: number for number, each in enumerate(semesters())}
    for distance in LATER:
        number = starts[semester] + distance
        if number < len(starts):
            day = semesters()[number].starts
            yield _after(distance), day, _in_education(records, day)


def _in_education(records: Sequence[Standing], day: date) -> bool:
    """Enrolled that day, or graduated or moved since the last stay."""
    stays = [stay for record in records for stay in record.stays.values()]
    if any(each.first <= day and (each.last is None or each.last >= day) for each in stays):
        return True
    told = [
        (end.day, end.position, end.outcome)
        for record in records
        for end in record.ends.values()
        if end.day <= day and end.outcome in OUTCOMES
    ]
    if not told or not stays:
        return False
    when, _, outcome = max(told)
    gone = max((each.last for each in stays if each.last and each.last < day), default=date.min)
    return when >= gone and outcome in IN_EDUCATION
