"""What a publicity report tells: one list of figures, which the page, the CSV and the JSON all show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from api.statistics.period import Period
from ledger.money import Percent


@dataclass(frozen=True)
class Told:
    """One figure, of one period; `value` is None where it is withheld, so that nobody can be recognised."""

    figure: str
    period: str
    kind: str | None
    """Of the measure, the cost or the compensation, where the figure is told by kind."""
    value: Decimal | None
    unit: str
    withheld: bool


@dataclass(frozen=True)
class Meaning:
    """What a figure is called and means, in Latvian and English."""

    figure: str
    lv: str
    en: str
    definition_lv: str
    definition_en: str


@dataclass(frozen=True)
class Project:
    """The operation that the report is about, and who pays for it, in per cent."""

    number: str
    name: str
    first_day: date
    last_day: date
    esf: Percent | None
    state: Percent | None


@dataclass(frozen=True)
class PublicityReport:
    """What the operation did in a municipality, and what of it may be told to everybody."""

    municipality: str
    name: str
    asked: Period
    latest: str
    """The period of figures that are told up to a day only: until the last one of the period."""
    as_of: date
    published_on: date | None
    """The day of the publication that figures of learners are told as of; without one, none of them is told."""
    semesters: list[str]
    """Those that had begun by the end of the period, since the operation did."""
    project: Project
    institutions: list[str]
    """The names of those that take part on the last day."""
    figures: list[Told]
    meanings: list[Meaning]

    def told(self, figure: str, semester: str | None = None) -> Told | None:
        """A figure of a semester, else of the whole period, else up to its last day; None where it is not told."""
        periods = (semester,) if semester else (self.asked.code, self.latest)
        found = (t for t in self.figures if (t.figure, t.kind) == (figure, None))
        return next((t for t in found if t.period in periods), None)

    def by_kind(self, figure: str) -> list[Told]:
        """A figure of the whole period by kind."""
        return [
            t for t in self.figures if t.figure == figure and t.kind and t.period == self.asked.code
        ]
