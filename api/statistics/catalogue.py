"""The catalogue: every figure with its code, what it means, and how it may be asked for."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from api.codes import lists
from api.statistics.errors import (
    GroupingNotOffered,
    NoSuchFigure,
    PeriodNotOffered,
    ScopeNotOffered,
    TooManyCells,
)
from api.statistics.period import KINDS as PERIODS
from api.statistics.period import Period
from api.statistics.public_table import TOTALS
from api.statistics.scope import INSTITUTION, Scope
from api.statistics.scope import KINDS as SCOPES

OPEN, GUARDED, WITHHELD = "open", "guarded", "no"
CELLS_MAX = 20_000
"""Values of one answer."""
INSTITUTIONS = 700
"""About so many there are."""
OFFERED_ALWAYS = "!"

CODES = {
    "kind": "institution_kind",
    "indicator": "common_indicator",
    "consultation_kind": "consultation_kind",
    "specialist_kind": "specialist",
    "compensation_kind": "compensation",
    "measure": "measure_kind",
}
"""The code list of a dimension that is not called like it."""
SIZES = {INSTITUTION: INSTITUTIONS, "semesters_later": 3}
"""How many values a dimension without a code list has, at most."""


@dataclass(frozen=True)
class Bilingual:
    """What people read."""

    lv: str
    en: str


@dataclass(frozen=True)
class Figure:
    """A figure, as figures.csv declares it."""

    code: str
    unit: str
    counts: str
    """What is counted, or added up; persons are never summed."""
    public: str
    """open, guarded (cells of few learners are suppressed) or no"""
    guards: tuple[str, ...]
    """What says how many learners stand behind each cell: it is shown where none of them hides it."""
    scopes: tuple[str, ...]
    periods: tuple[str, ...]
    """Kinds of periods; the first is meant where none is named."""
    groups: tuple[str, ...]
    always: tuple[str, ...]
    """By what it is always grouped: adding over it would mean nothing."""
    public_groups: tuple[str, ...]
    source: str
    about: str
    """What of its source it is."""
    target: str
    """The operation's target that it is compared with; "" where there is none."""
    name: Bilingual
    definition: Bilingual

    def grouped_by(self, asked: Iterable[str]) -> tuple[str, ...]:
        """By what it is grouped where that is asked for; GroupingNotOffered, TooManyCells."""
        chosen = tuple(dict.fromkeys((*self.always, *asked)))
        for name in chosen:
            if name not in self.groups:
                offered = f"it is told by {', '.join(self.groups)}" if self.groups else "by nothing"
                raise GroupingNotOffered(code=self.code, value=name, offered=offered)
        cells = 1
        for name in chosen:
            cells *= size(self, name)
        if cells > CELLS_MAX:
            raise TooManyCells(cells=cells, most=CELLS_MAX)
        return chosen

    def require(self, scope: Scope, period: Period) -> None:
        """ScopeNotOffered, PeriodNotOffered."""
        if scope.kind not in self.scopes:
            offered = ", ".join(self.scopes)
            raise ScopeNotOffered(code=self.code, offered=offered, kind=scope.kind)
        if period.kind not in self.periods:
            offered = ", ".join(self.periods)
            raise PeriodNotOffered(
                what=f"The figure {self.code}", offered=offered, value=period.code
            )


def size(figure: Figure, dimension: str) -> int:
    """How many values a dimension has, at most."""
    return SIZES.get(dimension) or len(lists()[code_list(figure, dimension)])


def code_list(figure: Figure, dimension: str) -> str:
    """Where the codes of a dimension are explained."""
    if dimension == "kind" and figure.source in ("trainings", "surveys"):
        return {"trainings": "training", "surveys": "respondent"}[figure.source]
    return CODES.get(dimension, dimension)


@cache
def figures() -> Mapping[str, Figure]:
    """All figures by code, in the order of the file."""
    text = resources.files("api.statistics").joinpath("figures.csv").read_text("utf-8")
    return {row["code"]: _figure(row) for row in csv.DictReader(text.splitlines())}


def figure(code: str) -> Figure:
    """The figure of a code; NoSuchFigure."""
    if code not in figures():
        raise NoSuchFigure(code=code)
    return figures()[code]


def _figure(row: dict[str, str]) -> Figure:
    public, _, guards = row["public"].partition(":")
    groups = row["groups"].split()
    return Figure(
        code=row["code"],
        unit=row["unit"],
        counts=row["counts"],
        public=public,
        guards=tuple(guards.split()),
        scopes=tuple(row["scopes"].split()),
        periods=tuple(row["periods"].split()),
        groups=tuple(each.removeprefix(OFFERED_ALWAYS) for each in groups),
        always=tuple(each[1:] for each in groups if each.startswith(OFFERED_ALWAYS)),
        public_groups=tuple(row["public_groups"].split()),
        source=row["source"],
        about=row["about"],
        target=row["target"],
        name=Bilingual(row["name_lv"], row["name_en"]),
        definition=Bilingual(row["definition_lv"], row["definition_en"]),
    )


def faults() -> list[str]:
    """What is wrong with the catalogue as a whole; nothing, else a test fails."""
    found = []
    for each in figures().values():
        texts = (each.name.lv, each.name.en, each.definition.lv, each.definition.en, each.unit)
        known = {*SCOPES}.issuperset(each.scopes) and {*PERIODS}.issuperset(each.periods)
        if not (all(texts) and each.scopes and each.periods and known):
            found.append(f"{each.code}: a text is missing, or a scope or period is not known")
        if each.public not in (OPEN, GUARDED, WITHHELD) or (each.public == GUARDED) != bool(
            each.guards
        ):
            found.append(f"{each.code}: public is open, guarded:COUNT … or no")
        if unknown := {*each.guards} - TOTALS.keys():
            found.append(f"{each.code}: nobody counts {', '.join(sorted(unknown))}")
        found += [
            f"{each.code}: {name} has no code list"
            for name in each.groups
            if name not in SIZES and code_list(each, name) not in lists()
        ]
    return found
