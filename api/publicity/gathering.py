"""A publicity report put together from the public answers of the statistics: it knows no other way to a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from unicodedata import combining, normalize

from api.publicity.report import Meaning, Project, PublicityReport, Told
from api.publicity.selection import (
    AMOUNT,
    BY_SEMESTER,
    COMPENSATIONS,
    SPENT,
    SPENT_ON,
    SUMMARY,
    TOLD,
)
from api.statistics.answering import (
    Asked,
    Statistic,
    StatisticValue,
    Understood,
    understood,
)
from api.statistics.catalogue import figure
from api.statistics.deciding import Decisions
from api.statistics.errors import NoOperation, NotPublic, PeriodNotOffered
from api.statistics.period import SEMESTER, UNTIL, WHOLE, YEAR, Period
from api.statistics.publishing import latest, published
from api.statistics.scope import MUNICIPALITY
from api.statistics.scope import read as read_scope
from ledger.calendar import semesters
from ledger.municipality import existed, require_existing
from ledger.store.connection import Connection
from ledger.vocabulary import municipalities
from projections.institution_rows import InstitutionFilter
from projections.institutions import Institutions
from projections.operation_rows import OperationOn
from projections.operations import Operations

PERIODS = (YEAR, SEMESTER, UNTIL, WHOLE)
FIRST = SUMMARY[0]
"""Told of every period that a report may be asked for."""


@dataclass(frozen=True)
class Gathering:
    """Of which municipality, as of which day, as it was known at which position."""

    connection: Connection
    decisions: Decisions
    municipality: str
    as_of: date | None
    today: date
    known_at: int

    def report(self, period: str) -> PublicityReport:
        """The report of a period.

        NoSuchScope, MunicipalityNotThen, PeriodUnclear, NoSuchPeriod, PeriodNotOffered, OutsideOperation, NoOperation,
        NotYetDecided.
        """
        asked = self._understood(FIRST, period)
        if asked.period.kind not in PERIODS:
            raise PeriodNotOffered(
                what="The publicity report", offered=", ".join(PERIODS), value=period
            )
        last = min(asked.period.last_day, asked.as_of)
        until = f"until {last}"
        publication = latest(self.connection, self.known_at)
        if not existed(self.municipality, asked.period.first_day):
            require_existing(self.municipality, last)
        operation = Operations.on_day(
            self.connection, on=last, as_of=asked.as_of, known_at=self.known_at
        )
        if operation is None:
            raise NoOperation()
        codes = [
            each.code
            for each in semesters()
            if operation.first_day <= each.last_day and each.first_day <= last
        ]
        return PublicityReport(
            municipality=self.municipality,
            name=municipalities()[self.municipality]["name"],
            asked=asked.period,
            latest=until,
            as_of=asked.as_of,
            published_on=publication.published_on if publication else None,
            semesters=codes,
            project=_project(operation),
            institutions=self._institutions(last),
            figures=list(self._figures(asked.period, until, codes)),
            meanings=[meaning(each) for each in TOLD],
        )

    def _figures(self, period: Period, latest: str, codes: list[str]) -> Iterator[Told]:
        """Of the whole period, and of each semester beside it."""
        whole = {}
        for code in (*SUMMARY, *COMPENSATIONS):
            offered = period.kind in figure(code).periods
            for told in self._told(code, period.code if offered else latest):
                whole[code] = told
        yield from whole.values()
        yield from parts_of_spending(whole)
        for semester in codes:
            for code in BY_SEMESTER:
                if semester != period.code:
                    yield from self._told(code, semester)

    def _told(self, code: str, period: str) -> Iterator[Told]:
        """A figure as everybody may know it."""
        if answer := self._published(code, period):
            yield from (_told(answer, each) for each in answer.values)

    def _published(self, code: str, period: str) -> Statistic | None:
        """The public answer; None where the figure is not published of this time, or not yet."""
        try:
            asked = self._understood(code, period)
            return published(self.connection, self.decisions, asked, self.known_at)
        except NotPublic:
            return None

    def _understood(self, code: str, period: str) -> Understood:
        scope = read_scope(self.connection, f"{MUNICIPALITY}:{self.municipality}")
        asked = Asked(code, scope, period, as_of=self.as_of)
        return understood(self.connection, asked, self.today, self.known_at)

    def _institutions(self, day: date) -> list[str]:
        """The names of those that take part on a day, in the order of the alphabet."""
        where = InstitutionFilter(municipality=self.municipality)
        found = Institutions.members(self.connection, where, on=day, known_at=self.known_at)
        return sorted((each.name for each in found), key=alphabetical)


def _told(answer: Statistic, each: StatisticValue) -> Told:
    value = None if each.value is None else Decimal(each.value)
    return Told(answer.code, answer.period.code, None, value, answer.unit, each.suppressed)


def parts_of_spending(whole: Mapping[str, Told]) -> Iterator[Told]:
    """What was spent on compensations, and on all else; nothing where not both of it is told."""
    spent, compensated = whole.get(SPENT), whole.get(AMOUNT)
    if spent and compensated and spent.value and compensated.value is not None:
        rest = spent.value - compensated.value
        for kind, value in zip(SPENT_ON, (rest, compensated.value), strict=True):
            yield replace(spent, kind=kind, value=value)


def alphabetical(name: str) -> tuple[str, str]:
    """Ē stands with E, and not behind Z."""
    letters = normalize("NFD", name)
    return "".join(each for each in letters if not combining(each)).casefold(), name


def _project(operation: OperationOn) -> Project:
    shares = operation.cofinancing.shares if operation.cofinancing else None
    return Project(
        number=operation.number,
        name=operation.name,
        first_day=operation.first_day,
        last_day=operation.last_day,
        esf=shares.esf if shares else None,
        state=shares.state if shares else None,
    )


def meaning(code: str) -> Meaning:
    of = figure(code)
    return Meaning(code, of.name.lv, of.name.en, of.definition.lv, of.definition.en)
