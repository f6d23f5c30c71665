"""Where figures of learners come from that are no plain counts: common indicators, results, who stayed."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any
from uuid import UUID

from api.indicators import count
from api.statistics import counts
from api.statistics.asking import Asking, Counted, share
from projections.outcome_rows import LATER as DISTANCES
from projections.participants import ParticipantFilter, Participants

LATER = "semesters_later"


def participants(asking: Asking) -> list[Counted]:
    """The common indicators; sealed answers are opened in memory, and only counts leave it."""
    if asking.keys is None:
        return []
    persons = Participants.persons(
        asking.connection, ParticipantFilter(**_place(asking, "institution_id")), **asking.two_times
    )
    counted: Counter[tuple[str, ...]] = Counter()
    for each in count(asking.connection, asking.keys, persons):
        said = {"indicator": each.indicator, "gender": each.gender}
        counted[tuple(said[name] for name in asking.group_by)] += each.participants
    return [
        Counted(dict(zip(asking.group_by, values, strict=True)), number)
        for values, number in counted.items()
    ]


def outcomes(asking: Asking) -> list[Counted]:
    """Learners whose risks of a semester were all reduced; by group of risks, also 0 of those who had some."""
    if not asking.group_by:
        [total] = counts.values(asking, "risks_reduced", ())
        return [Counted({}, total.value)]
    groups = asking.group_by
    supported, reduced = (
        {tuple(each.group.items()): each.value for each in counts.values(asking, name, groups)}
        for name in ("supported_by_risk_group", "risks_reduced_by_group")
    )
    found = {**dict.fromkeys(supported, Decimal(0)), **reduced}
    return [Counted(dict(group), number) for group, number in found.items()]


def effects(asking: Asking) -> list[Counted]:
    """Who of a semester's learners is in education some semesters later."""
    supported, stayed = (
        {each.group[LATER]: each.value for each in counts.values(asking, indicator, (LATER,))}
        for indicator in ("supported_learners", "stayed_in_education")
    )
    return [
        Counted({LATER: later}, share(stayed.get(later, 0), supported.get(later, 0)))
        for later in map(str, DISTANCES)
        if supported
    ]


def _place(asking: Asking, institution: str) -> dict[str, Any]:
    return {
        name: UUID(value) if name == institution else value for name, value in asking.place.items()
    }
