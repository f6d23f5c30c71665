"""Where figures of learners come from that are no plain counts: common indicators, results, who stayed."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from api.indicators import count
from api.statistics.asking import Asking, Counted, share
from projections.outcome_rows import OutcomeFilter
from projections.outcomes import Outcomes
from projections.participants import ParticipantFilter, Participants


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
    """Learners by how the risks of a semester's plans came out, by group of risks or of any."""
    found = Outcomes.by_risk(asking.connection, _of_semester(asking), **asking.two_times)
    if asking.group_by:
        groups = [each for each in found if each.risk_group is not None]
        return [Counted({"risk_group": each.risk_group}, each.reduced) for each in groups]
    return [Counted({}, sum(each.reduced for each in found if each.risk_group is None))]


def effects(asking: Asking) -> list[Counted]:
    """Who of a semester's learners is in education some semesters later."""
    found = Outcomes.effectiveness(asking.connection, _of_semester(asking), **asking.two_times)
    return [
        Counted(
            {"semesters_later": str(each.semesters_later)},
            share(each.stayed, each.learners - each.too_early),
        )
        for each in found
        if each.support == "all"
    ]


def _of_semester(asking: Asking) -> OutcomeFilter:
    return OutcomeFilter(**_place(asking, "institution_id"), **asking.period.where)


def _place(asking: Asking, institution: str) -> dict[str, Any]:
    return {
        name: UUID(value) if name == institution else value for name, value in asking.place.items()
    }
