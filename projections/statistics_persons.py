"""Who is counted where, and since when: a pure function of what stands in one person's records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple
from uuid import UUID

from ledger.calendar import semester as semester_of
from projections.statistics_families import (
    EVER,
    FAMILIES,
    INSTITUTION,
    MUNICIPALITY,
    NATION,
    ONCE_EACH,
    REGION,
    SCHOOL,
    SEMESTER,
    YEAR,
    bit,
)
from projections.statistics_rows import Where
from projections.statistics_standing import Agreed, Own, Plan, Risk, Standing

Counted = tuple[str, Own]
"""A family, and what it is told apart by."""


class Stay(NamedTuple):
    """Something that counts at a place from a day on, until before another."""

    first: date
    position: int
    """Of the event that says so."""
    semester: str
    where: Where
    until: date | None


class Step(NamedTuple):
    """Where a count goes up or down, of whom, on which day."""

    counted: Counted
    where: Where
    semester: str
    day: date
    source: int
    number: int


Stays = dict[Counted, list[Stay]]
"""What counts, by what it counts for."""


def of_plans(records: Iterable[Standing], found: Stays) -> None:
    """Adds what counts by the plans of one person."""
    for record in records:
        for plan in record.plans.values():
            for counted, stay in _stays_of_plan(plan, record.risks):
                found[counted].append(stay)


def of_payments(records: Iterable[Standing], found: Stays) -> None:
    """Adds what counts by what was paid to one person."""
    for record in records:
        for payment in record.payments:
            claim = record.claims[payment.claim]
            stay = Stay(
                payment.paid_on,
                payment.position,
                claim.semester,
                claim.where,
                payment.reversed_on,
            )
            if stay.until is None or stay.first < stay.until:
                found["persons_paid", ()].append(stay)
                by_kind = (("compensation_kind", claim.kind),)
                found["persons_paid_by_kind", by_kind].append(stay)


def _stays_of_plan(plan: Plan, risks: dict[UUID, Risk]) -> Iterator[tuple[Counted, Stay]]:
    """A plan that came into force counts since then, and for what its agreed revisions have addressed by then."""
    if plan.voided:
        return
    since: dict[Own, Agreed] = {}
    for revision in plan.revisions.values():
        if agreed := revision.in_force:
            _earlier(since, (), agreed)
            for risk in filter(None, map(risks.get, revision.risks)):
                _earlier(since, risk.own[:1], agreed)
                _earlier(since, risk.own, agreed)
    days = sorted(plan.places)
    untils = [*(day for day, _ in days[1:]), None]
    for own, agreed in since.items():
        for (day, where), until in zip(days, untils, strict=True):
            first = max(day, agreed.day, plan.drafted_on)
            if until is None or first < until:
                stay = Stay(first, agreed.position, plan.semester, where, until)
                for family in _BY[len(own)]:
                    yield (family, own), stay


_BY = (
    ("plans", "persons"),
    ("plans_by_group", "persons_by_group"),
    ("plans_by_factor", "persons_by_factor"),
)


def _earlier(since: dict[Own, Agreed], own: Own, agreed: Agreed) -> None:
    known = since.get(own)
    if known is None or (agreed.day, agreed.position) < (known.day, known.position):
        since[own] = agreed


Difference = tuple[dict[Step, int], dict[Step, int]]


def steps(counted: Counted, found: list[Stay]) -> dict[Step, int]:
    """The steps up and down of a count, each with the depths and periods in which it counts."""
    made: dict[Step, int] = {}
    if not FAMILIES[counted[0]].once:
        for stay in found:
            made[_step(counted, stay, stay.first, 1)] = ONCE_EACH
            if stay.until:
                made[_step(counted, stay, stay.until, -1)] = ONCE_EACH
        return made
    found.sort(key=_order)
    if any(stay.until for stay in found):
        cells: dict[tuple[int, object, str | None], list[Stay]] = defaultdict(list)
        for stay in found:
            for cell in _cells(stay):
                cells[cell].append(stay)
        for (counting, *_), inside in cells.items():
            for stay, day, number in _union(inside):
                step = _step(counted, stay, day, number)
                made[step] = made.get(step, 0) | counting
        return made
    for number, stay in enumerate(found):  # as most do: who came in stays, so only the first counts
        made |= _first(counted, found[:number], stay)
    return made


def difference(counted: Counted, old: list[Stay], new: list[Stay]) -> Difference:
    """The steps of a count as it was and as it is now; those that are in both may be left out."""
    if not FAMILIES[counted[0]].once:
        gone = [stay for stay in old if stay not in new]
        return steps(counted, gone), steps(counted, [stay for stay in new if stay not in old])
    if _one_more(old, new):
        return _later(counted, sorted(old, key=_order), new[-1])
    return steps(counted, old), steps(counted, new)


def _one_more(old: list[Stay], new: list[Stay]) -> bool:
    """Whether somebody only came in once more, after the other times, and stays, as nearly always."""
    return (
        len(new) > len(old)
        and new[:-1] == old
        and new[-1].until is None
        and all(_order(stay) <= _order(new[-1]) for stay in old)
    )


def _later(counted: Counted, before: list[Stay], stay: Stay) -> Difference:
    """The steps that go and come when somebody comes in once more, after the other times, and stays."""
    if not any(each.until for each in before):
        return {}, _first(counted, before, stay)
    gone: dict[Step, int] = {}
    counting = 0
    shared = [(each, _shared(each, stay)) for each in before]
    for cell in _CELLS:
        inside = [each for each, cells in shared if cells & cell]
        untils = [each.until for each in inside if each.until]
        if len(untils) < len(inside):
            continue  # somebody is there still
        if not untils or stay.first > max(untils):
            counting |= cell
            continue
        last = inside[untils.index(max(untils))]
        step = _step(counted, last, max(untils), -1)  # who went comes in at once, or before that
        gone[step] = gone.get(step, 0) | cell
    return gone, {_step(counted, stay, stay.first, 1): counting} if counting else {}


def _first(counted: Counted, before: list[Stay], stay: Stay) -> dict[Step, int]:
    """The step of who comes in where nobody was before, and stays."""
    counting = _EVERYWHERE
    for each in before:
        counting &= ~_shared(each, stay)
    return {_step(counted, stay, stay.first, 1): counting} if counting else {}


_EVERYWHERE = (1 << 15) - 1
_CELLS = tuple(1 << cell for cell in range(15))


def _shared(one: Stay, other: Stay) -> int:
    """The depths and periods in which two stays are at one place, in one time."""
    periods = bit(NATION, EVER)
    if one.semester == other.semester:
        periods = bit(NATION, SEMESTER) | bit(NATION, YEAR) | periods
    elif _year(one.semester) == _year(other.semester):
        periods |= bit(NATION, YEAR)
    if one.where == other.where:
        return periods * ONCE_EACH
    shared = periods
    for depth, part in ((INSTITUTION, 0), (MUNICIPALITY, 1), (REGION, 2)):
        if one.where[part] == other.where[part]:
            shared |= periods << 3 * depth
    return shared


@cache
def _year(semester: str) -> str:
    return semester_of(semester).school_year


def _order(stay: Stay) -> tuple[date, int, str]:
    return stay.first, stay.position, stay.semester


def _cells(stay: Stay) -> Iterator[tuple[int, object, str | None]]:
    """In which places and times somebody is counted once: 15, of five depths and three periods."""
    institution, municipality, region = stay.where
    scopes = {
        NATION: None,
        REGION: region,
        MUNICIPALITY: municipality,
        INSTITUTION: institution,
        SCHOOL: stay.where,
    }
    times = ((SEMESTER, stay.semester), (YEAR, _year(stay.semester)), (EVER, None))
    for depth, scope in scopes.items():
        for period, time in times:
            yield bit(depth, period), scope, time


def _union(inside: list[Stay]) -> Iterator[tuple[Stay, date, int]]:
    """Up where somebody comes in, down where nobody is any more: of stays in the order of their first days."""
    last, until = inside[0], inside[0].until
    yield last, last.first, 1
    for stay in inside[1:]:
        if not until:
            return
        if stay.first > until:
            yield last, until, -1
            yield stay, stay.first, 1
        elif stay.until and stay.until <= until:
            continue
        last, until = stay, stay.until
    if until:
        yield last, until, -1


def _step(counted: Counted, stay: Stay, day: date, number: int) -> Step:
    return Step(counted, stay.where, stay.semester, day, stay.position, number)
