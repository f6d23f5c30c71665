"""Statistics count the same results as outcomes do, which are worked out from the records at each question."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ledger.store.connection import Connection, Role, connect
from projections.engine import Engine
from projections.outcome_rows import OutcomeFilter
from projections.outcomes import Outcomes
from projections.statistics import Statistics
from projections.statistics_families import NotAddable
from tests.conftest import NewDatabase
from tests.projections.facts import put_in_log
from tests.projections.fates import fates
from tests.projections.lives import PLACES, SEMESTERS

SCOPES: list[dict[str, str]] = [
    {},
    *({"region": each} for each in ("vidzeme", "latgale")),
    *({"municipality": each} for each in ("LV-059", "LV-062", "LV-002")),
    *({"institution": str(each.institution_id)} for each in PLACES[1:]),
]
Numbers = dict[str | None, int]


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Statistics, "LEVELS", (2, 3, 5))


@given(data=st.data())
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # not shrunk: every try is a database
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@pytest.mark.usefixtures("small_blocks")
def test_results_are_those_of_outcomes(new_database: NewDatabase, data: st.DataObject) -> None:
    """Everywhere, in each semester, on any day, as known at any position; batches of any size are one."""
    events = data.draw(fates())
    with new_database() as url:
        put_in_log(url, events)
        engine = Engine(url, [Statistics, Outcomes], batch=data.draw(st.integers(1, 50)))
        engine.catch_up()
        assert [each.error for each in engine.status()] == [None, None]
        assert engine.verify("statistics") == []
        with connect(url, Role.READER) as reader:
            for _ in range(3):
                day = data.draw(st.dates(date(2020, 9, 1), date(2024, 3, 1)))
                known_at = data.draw(st.integers(len(events) // 2, len(events)))
                when: dict[str, Any] = {"as_of": day, "known_at": known_at}
                for scope in SCOPES:
                    for semester in SEMESTERS:
                        agrees(reader, scope, semester, when)


def agrees(reader: Connection, scope: dict[str, str], semester: str, when: dict[str, Any]) -> None:
    """One semester of one place."""
    where = {**scope, "semester": semester}
    institution = UUID(scope["institution"]) if "institution" in scope else None
    of = OutcomeFilter(
        institution_id=institution,
        municipality=scope.get("municipality"),
        region=scope.get("region"),
        semester=semester,
    )
    groups = {each.risk_group: each for each in Outcomes.by_risk(reader, of, **when)}
    by_risk = {group: each.reduced for group, each in groups.items()}
    learners: Numbers = {group: each.learners for group, each in groups.items() if group}
    later = [each for each in Outcomes.effectiveness(reader, of, **when) if each.support == "all"]
    due: Numbers = {str(each.semesters_later): each.learners - each.too_early for each in later}
    expected: dict[str, tuple[str | None, Numbers]] = {
        "risks_reduced": (None, {None: by_risk.pop(None, 0)}),
        "risks_reduced_by_group": ("risk_group", by_risk),
        "supported_by_risk_group": ("risk_group", learners),
        "supported_learners": (
            "semesters_later",
            {"0": max((each.learners for each in later), default=0), **due},
        ),
        "stayed_in_education": (
            "semesters_later",
            {str(each.semesters_later): each.stayed for each in later},
        ),
    }
    for indicator, (name, numbers) in expected.items():
        by = [name] if name else []
        found = Statistics.values(reader, indicator, by, where, **when)
        assert {each.group.get(name or ""): each.value for each in found if each.value} == {
            group: number for group, number in numbers.items() if number
        }, (indicator, where, when)


def test_results_are_told_of_a_semester(database_url: str) -> None:
    """Who was helped in two semesters is one person, and is not added up."""
    Engine(database_url, [Statistics]).catch_up()
    with connect(database_url, Role.READER) as reader:
        with pytest.raises(NotAddable, match="semester"):
            Statistics.values(reader, "risks_reduced")
        with pytest.raises(NotAddable, match="semesters_later"):
            Statistics.values(reader, "stayed_in_education", where={"semester": "2020/21 I"})
