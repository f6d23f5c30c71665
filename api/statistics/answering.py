"""A figure asked for, understood, and answered with all that says what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import quote, urlencode

from api.openapi import PREFIX
from api.statistics import counts, learners, money, sources
from api.statistics.asking import Asking, Counted
from api.statistics.catalogue import Bilingual, Figure, figure
from api.statistics.errors import NoOperation, OutsideOperation
from api.statistics.period import DAY, UNTIL, Period, Runs, latest
from api.statistics.period import read as read_period
from api.statistics.scope import NATION, WHOLE, Scope
from api.statistics.targets import OperationTarget, targets
from ledger.sealed import Keys
from ledger.store.connection import Connection
from projections.funding import Funding
from projections.institutions import Institutions
from projections.operations import Operations
from projections.outcomes import Outcomes
from projections.participants import Participants
from projections.partners import Partners
from projections.projection import Projection
from projections.statistics import Statistics
from projections.surveys import Surveys
from projections.trainings import Trainings
from projections.youth_projects import YouthProjects

WITHOUT = {"subject": "consultation_kind:advisory"}
"""What else is so of events that have no value of a dimension."""

Source = Callable[[Asking], list[Counted]]

SOURCES: Mapping[str, Source] = {
    "institutions": sources.institutions,
    "trainings": sources.trainings,
    "surveys": sources.surveys,
    "youth_projects": sources.youth_projects,
    "calls": sources.calls,
    "operation": money.operation,
    "partners": money.partners,
    "payments": money.payments,
    "funding": money.funding,
    "participants": learners.participants,
    "outcomes": learners.outcomes,
    "effects": learners.effects,
    "statistics": counts.counted,
    "shares": counts.shares,
    "measures": counts.measures,
}
"""By the name that figures.csv calls them."""

READ: tuple[type[Projection], ...] = (
    Funding,
    Institutions,
    Operations,
    Outcomes,
    Participants,
    Partners,
    Statistics,
    Surveys,
    Trainings,
    YouthProjects,
)
"""Every read model that a figure may be read from: an answer speaks for what all of them know."""


@dataclass(frozen=True)
class Asked:
    """What somebody wants to know, in their words."""

    code: str
    scope: Scope = WHOLE
    period: str | None = None
    group_by: tuple[str, ...] = ()
    as_of: date | None = None


@dataclass(frozen=True)
class Understood:
    """A question that can be answered."""

    figure: Figure
    scope: Scope
    period: Period
    group_by: tuple[str, ...]
    as_of: date

    def asking(self, connection: Connection, known_at: int, keys: Keys | None = None) -> Asking:
        """As a source takes it."""
        times = self.as_of, known_at
        of = self.figure.about, self.scope, self.period, self.group_by
        return Asking(connection, keys, *of, *times)

    def address(self, group: Mapping[str, str | None], known_at: int) -> str | None:
        """Where the events behind a value are listed; None of what is not recorded."""
        asked = {"scope": str(self.scope), "period": self.period.code, "as_of": self.as_of}
        of = [
            WITHOUT.get(name) if each is None else f"{name}:{each}" for name, each in group.items()
        ]
        if None in of:
            return None
        if of:
            asked["of"] = ",".join(map(str, of))
        query = urlencode({**asked, "known_at": known_at}, quote_via=quote, safe=":/,")
        return f"{PREFIX}/statistics/{self.figure.code}/events?{query}"


@dataclass(frozen=True)
class StatisticValue:
    """A number of what has something in common."""

    group: dict[str, str | None]
    value: Decimal | None
    """None where there is nothing to be a share of, or where it is suppressed."""
    suppressed: bool
    """Fewer than five learners stand behind it, or it would tell of such a number."""
    events: str | None
    """The address of the events behind it."""


@dataclass(frozen=True)
class StatisticPeriod:
    """The time that an answer is about."""

    kind: str
    code: str
    first_day: date
    last_day: date


@dataclass(frozen=True)
class Statistic:
    """A figure with all that says what it means."""

    code: str
    name: Bilingual
    definition: Bilingual
    unit: str
    counts: str
    scope: str
    period: StatisticPeriod
    group_by: list[str]
    as_of: date
    """What had happened by the end of that day."""
    known_at: int
    """The position of the log that it speaks for."""
    public: bool
    targets: list[OperationTarget]
    """What the operation is to reach."""
    values: list[StatisticValue]


def runs(connection: Connection, today: date, known_at: int) -> Runs:
    """The days of the operation; NoOperation."""
    found = Operations.on_day(connection, on=today, as_of=today, known_at=known_at)
    if found is None:
        raise NoOperation()
    return Runs(found.first_day, found.last_day)


def understood(connection: Connection, asked: Asked, today: date, known_at: int) -> Understood:
    """What is asked for, if it can be told.

    NoSuchFigure, ScopeNotOffered, PeriodUnclear, NoSuchPeriod, PeriodNotOffered,
    GroupingNotOffered, TooManyCells, OutsideOperation, NoOperation.
    """
    of = figure(asked.code)
    days = runs(connection, today, known_at)
    if asked.as_of and not days.first_day <= asked.as_of <= today:
        raise OutsideOperation(day=asked.as_of, first=days.first_day, last=today)
    as_of = asked.as_of or today
    period = read_period(asked.period or latest(of.periods, min(as_of, days.last_day)), days, today)
    of.require(asked.scope, period)
    if period.kind in (UNTIL, DAY):
        as_of = min(as_of, period.last_day)
    return Understood(of, asked.scope, period, of.grouped_by(asked.group_by), as_of)


def values_of(
    connection: Connection, asked: Understood, known_at: int, keys: Keys | None = None
) -> list[Counted]:
    """The bare numbers."""
    return SOURCES[asked.figure.source](asked.asking(connection, known_at, keys))


def answer(
    connection: Connection, asked: Understood, known_at: int, keys: Keys | None = None
) -> Statistic:
    """A figure, everything shown."""
    found = values_of(connection, asked, known_at, keys)
    values = [
        StatisticValue(
            each.group,
            None if each.value is None else Decimal(each.value),
            suppressed=False,
            events=asked.address(each.group, known_at),
        )
        for each in found
    ]
    return told(asked, known_at, values, public=False)


def told(
    asked: Understood, known_at: int, values: Iterable[StatisticValue], *, public: bool
) -> Statistic:
    """Values with all that says what they mean."""
    of, period = asked.figure, asked.period
    nation = asked.scope.kind == NATION and not asked.group_by
    return Statistic(
        code=of.code,
        name=of.name,
        definition=of.definition,
        unit=of.unit,
        counts=of.counts,
        scope=str(asked.scope),
        period=StatisticPeriod(period.kind, period.code, period.first_day, period.last_day),
        group_by=list(asked.group_by),
        as_of=asked.as_of,
        known_at=known_at,
        public=public,
        targets=list(targets(of.target)) if nation else [],
        values=list(values),
    )
