"""What is counted about learners: the families of contributions, and the indicators that are read from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ledger.errors import Invalid
from projections.dimensions import UnknownDimension, Where, chosen

NATION, REGION, MUNICIPALITY, INSTITUTION, SCHOOL = range(5)
"""How far down a count goes; the last: an institution while it lay in one municipality."""
SEMESTER, YEAR, EVER, TOTAL = range(4)
"""Over which time persons are counted once. TOTAL: a semester's, not told apart any further."""
SCOPES = ("institution", "municipality", "region")
PERIODS = ("semester", "school_year")

ONCE_EACH = sum(1 << 3 * depth for depth in range(5))
"""`counted` of what is simply added up: for each depth, in its semester."""


def bit(depth: int, period: int) -> int:
    """The place in `counted` that says whether a contribution counts there; a total counts what its parts do."""
    return 1 << 3 * depth + period % TOTAL


class Family(NamedTuple):
    """Contributions that are counted alike."""

    number: int
    own: tuple[str, ...] = ()
    """What it can be told apart by, beside place and time."""
    once: bool = False
    """Each person (in each place, each time) counts once: parts do not add up to the whole."""
    wide: bool = False
    """Told apart by so much that a school has hardly two alike."""
    scoped: bool = True
    """Belongs to a place."""
    semesterly: bool = False
    """Told of one semester or another, and of no longer time."""

    @property
    def dimensions(self) -> tuple[str, ...]:
        """All that it can be grouped and filtered by."""
        periods = PERIODS[:1] if self.semesterly else PERIODS
        return (*(SCOPES if self.scoped else ()), *periods, *self.own)

    @property
    def apart(self) -> tuple[str, ...]:
        """What it has to be told apart by: a person with two risks counts once for each."""
        apart = self.own[-1:] if self.once else ()
        return (*apart, *PERIODS[:1]) if self.semesterly else apart

    @property
    def cubes(self) -> tuple[tuple[int, int], ...]:
        """Depths and periods that cells are kept for; others are read from the contributions of a few places."""
        if not self.scoped:
            return ((NATION, SEMESTER),)
        if self.once:
            periods = range(YEAR) if self.semesterly else range(TOTAL)
            return tuple((depth, period) for depth in range(SCHOOL) for period in periods)
        detailed = ((NATION, SEMESTER), (REGION, SEMESTER), (MUNICIPALITY, SEMESTER))
        if self.wide:
            return (*detailed, (MUNICIPALITY, TOTAL), (SCHOOL, TOTAL))
        return (*detailed, (SCHOOL, SEMESTER))

    def cube(self, depth: int, period: int) -> int:
        """The number of the cells of a depth and period."""
        return self.number * 32 + depth * 4 + period


CONSULTATION = ("consultation_kind", "specialist_kind", "subject", "delivery", "institution_kind")
COMPENSATION = ("compensation_kind", "institution_kind")
RISK = ("risk_group", "risk_factor")
LATER = ("semesters_later",)
FAMILIES = {
    "plans": Family(1),
    "plans_by_group": Family(2, ("risk_group",)),
    "plans_by_factor": Family(3, RISK),
    "persons": Family(4, once=True),
    "persons_by_group": Family(5, ("risk_group",), once=True),
    "persons_by_factor": Family(6, RISK, once=True),
    "held": Family(7, CONSULTATION, wide=True),
    "missed": Family(8, CONSULTATION, wide=True),
    "claimed": Family(9, COMPENSATION),
    "approved": Family(10, COMPENSATION),
    "paid": Family(11, COMPENSATION),
    "persons_paid": Family(12, once=True),
    "persons_paid_by_kind": Family(13, ("compensation_kind",), once=True),
    "risks_identified": Family(14, RISK, scoped=False),
    "risks_resolved": Family(15, RISK, scoped=False),
    "reduced": Family(16, once=True, semesterly=True),
    "reduced_by_group": Family(17, RISK[:1], once=True, semesterly=True),
    "supported": Family(18, LATER, once=True, semesterly=True),
    "stayed": Family(19, LATER, once=True, semesterly=True),
    "supported_by_group": Family(20, RISK[:1], once=True, semesterly=True),
}
OWN = (*CONSULTATION, "compensation_kind", *RISK, *LATER)
"""What topics say beside the semester, in the order of their columns."""


class Indicator(NamedTuple):
    """Something that is counted."""

    family: Family
    unit: str
    """plans, persons, risks, consultations, compensations, hours or EUR"""
    measure: str
    """The column of a contribution that it adds up."""

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What it can be grouped and filtered by."""
        return self.family.dimensions


def _counted(family: str, unit: str) -> Indicator:
    return Indicator(FAMILIES[family], unit, "number")


def _summed(family: str, unit: str) -> Indicator:
    return Indicator(FAMILIES[family], unit, "hundredths")


INDICATORS = {
    "plans": _counted("plans", "plans"),
    "plans_by_risk_group": _counted("plans_by_group", "plans"),
    "plans_by_risk_factor": _counted("plans_by_factor", "plans"),
    "persons_with_plan": _counted("persons", "persons"),
    "persons_by_risk_group": _counted("persons_by_group", "persons"),
    "persons_by_risk_factor": _counted("persons_by_factor", "persons"),
    "risks_identified": _counted("risks_identified", "risks"),
    "risks_resolved": _counted("risks_resolved", "risks"),
    "consultations_held": _counted("held", "consultations"),
    "consultation_hours": _summed("held", "hours"),
    "consultations_missed": _counted("missed", "consultations"),
    "consultation_hours_missed": _summed("missed", "hours"),
    "compensations_claimed": _counted("claimed", "compensations"),
    "compensation_amount_claimed": _summed("claimed", "EUR"),
    "compensations_approved": _counted("approved", "compensations"),
    "compensation_amount_approved": _summed("approved", "EUR"),
    "compensations_paid": _counted("paid", "compensations"),
    "compensation_amount_paid": _summed("paid", "EUR"),
    "persons_compensated": _counted("persons_paid", "persons"),
    "persons_compensated_by_kind": _counted("persons_paid_by_kind", "persons"),
    "risks_reduced": _counted("reduced", "persons"),
    "risks_reduced_by_group": _counted("reduced_by_group", "persons"),
    "supported_learners": _counted("supported", "persons"),
    "supported_by_risk_group": _counted("supported_by_group", "persons"),
    "stayed_in_education": _counted("stayed", "persons"),
}
"""By name; what each means is said in docs/concepts-statistics.md."""


class UnknownIndicator(Invalid):
    """ "{value}" is not an indicator: choose from {known}."""

    en = "There is no such indicator."
    lv = "Tāda rādītāja nav."


class NotAddable(Invalid):
    """Persons cannot be added up over several values of "{name}": group by it, or ask for one."""

    en = "Persons cannot be added up."
    lv = "Personas nevar summēt."


class Asked(NamedTuple):
    """Which of a family's contributions a question is about."""

    indicator: Indicator
    depth: int
    period: int
    group_by: tuple[str, ...]
    where: Where


def asked(name: str, group_by: Sequence[str], where: Where) -> Asked:
    """What a question needs; UnknownIndicator, UnknownDimension, NotAddable."""
    if name not in INDICATORS:
        raise UnknownIndicator(value=name, known=", ".join(INDICATORS))
    indicator, names = INDICATORS[name], {*group_by, *where}
    for each in (*group_by, *where):
        if each not in indicator.dimensions:
            raise UnknownDimension(value=each, known=", ".join(indicator.dimensions))
    if indicator.family.once:
        _require_addable(indicator.family, group_by, where)
    depth, period = _depth(indicator.family, names), _period(indicator.family, names)
    if period == SEMESTER and indicator.family.wide and depth > REGION and not names & {*OWN}:
        period = TOTAL
    return Asked(indicator, depth, period, tuple(group_by), where)


def _require_addable(family: Family, group_by: Sequence[str], where: Where) -> None:
    """Where persons count once, only what is grouped by may have several values."""
    for name in where:
        if name not in group_by and len(chosen(where, name)) != 1:
            raise NotAddable(name=name)
    for name in family.apart:
        if name not in {*group_by, *where}:
            raise NotAddable(name=name)


def _depth(family: Family, names: set[str]) -> int:
    if "institution" in names:
        alone = family.once and not names & {"municipality", "region"}
        return INSTITUTION if alone else SCHOOL
    if "municipality" in names:
        return MUNICIPALITY
    return REGION if "region" in names else NATION


def _period(family: Family, names: set[str]) -> int:
    if not family.once or "semester" in names:
        return SEMESTER
    return YEAR if "school_year" in names else EVER
