"""Outcomes over HTTP and on the command line: recorded, counted, taken back, and read as known before."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from api.cli import main
from tests.api.http import NOBODY, refused
from tests.api.world import World


@pytest.fixture
def evaluated(world: World) -> World:
    """A learner whose plan was in force, with an hour given, and evaluated."""
    plan = world.plan()
    world.api.made(f"{world.at}/consultations", world.consultation(plan), "consultation_id")
    said = {
        "results": [{"risk_id": world.risk, "result": "reduced"}],
        "narrative": "It goes better.",
        "support_goes_on": False,
        "occurred_on": "2020-12-18",
    }
    path = f"{world.at}/plans/{plan}/evaluate"
    assert world.api.post(path, said, headers={"If-Match": world.version()}).status_code == 201
    return world


def items(world: World, path: str) -> list[dict[str, Any]]:
    """The rows of a list."""
    answer = world.api.get(path)
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.get_json()["items"]
    return rows


def test_an_outcome_is_recorded_read_and_taken_back(evaluated: World) -> None:
    """What disagrees with the enrolments is refused with its code; a void is known from its position on."""
    api, at = evaluated.api, evaluated.at
    early = {"outcome": "left_early", "occurred_on": "2021-01-05"}
    refused(api.post(f"{at}/outcomes", early), 409, "outcome_disagrees")
    api.made(f"{at}/enrolments/{evaluated.enrolment}/leave", {"last_day": "2020-12-31"}, "version")
    outcome = api.made(f"{at}/outcomes", early, "outcome_id")
    also = {"outcome": "graduated", "occurred_on": "2021-01-06"}
    refused(api.post(f"{at}/outcomes", also), 409, "outcome_contradicts")
    [shown] = items(evaluated, f"{at}/outcomes")
    assert (shown["outcome_id"], shown["outcome"]) == (outcome, "left_early")
    assert items(evaluated, f"{at}/outcomes?as_of=2021-01-04") == []
    before = api.log_length()
    void = f"{at}/outcomes/{outcome}/void"
    refused(api.post(void, {"occurred_on": "2021-01-06"}), 422, "fields_invalid")
    api.made(void, {"reason": "Wrong.", "occurred_on": "2021-01-06"}, "version")
    assert items(evaluated, f"{at}/outcomes") == []
    assert len(items(evaluated, f"{at}/outcomes?known_at={before}")) == 1
    refused(
        api.post(void, {"reason": "Again.", "occurred_on": "2021-01-06"}), 409, "already_voided"
    )


def test_what_came_of_a_plan_is_counted(evaluated: World) -> None:
    """The risk fell, and the learner was enrolled later; before the evaluation nobody knew."""
    [all_groups, learning] = items(evaluated, "/outcomes?semester=2020/21 I")
    assert (all_groups["risk_group"], learning["risk_group"]) == (None, "learning")
    assert (learning["learners"], learning["reduced"]) == (1, 1)
    [_, earlier] = items(evaluated, "/outcomes?as_of=2020-12-17")
    assert (earlier["reduced"], earlier["not_evaluated"]) == (0, 1)
    assert items(evaluated, "/outcomes?region=riga") == []
    refused(evaluated.api.look("/outcomes?risk_group=weather"), 422, "unknown_code")
    rows = items(evaluated, "/outcomes/effectiveness?as_of=2021-02-01")
    assert {(each["support"], each["code"]) for each in rows} == {
        ("all", None),
        ("kind", "subject"),
        ("hours", "over 0 to 5"),
        ("euros", "0"),
    }
    assert {each["semesters_later"]: each["stayed"] for each in rows} == {1: 1, 2: 0, 4: 0}
    assert {each["semesters_later"]: each["too_early"] for each in rows} == {1: 0, 2: 1, 4: 1}
    [cohort] = items(evaluated, "/outcomes/cohorts?as_of=2021-02-01")
    assert (cohort["cohort"], cohort["enrolled"], cohort["with_plan"]) == ("2020/21 I", 1, 0)


def test_the_plans_behind_a_figure_are_listed_without_a_name(evaluated: World) -> None:
    """By the learner's random id, with the results of each risk beside it; nothing that is sealed."""
    [row] = items(evaluated, "/outcomes/learners?as_of=2021-02-01")
    assert (row["student_id"], row["result"]) == (evaluated.student, "reduced")
    assert (row["kinds"], row["hours"], row["euros"]) == (["subject"], "1.00", "0.00")
    assert (row["after_1"], row["after_2"]) == ("enrolled", "too_early")
    answer = evaluated.api.get(f"{evaluated.at}/results")
    [result] = answer.get_json()["items"]
    assert (result["risk_id"], result["result"]) == (evaluated.risk, "reduced")
    assert "goes better" not in answer.text
    assert items(evaluated, f"/students/{NOBODY}/results") == []


@pytest.mark.parametrize("name", ["risks", "effectiveness", "cohorts", "learners"])
def test_the_same_is_asked_on_the_command_line(
    evaluated: World, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """As a table for people, as JSON for programs, with a filter and both times."""
    monkeypatch.setenv("DATABASE_URL", evaluated.api.url)

    def pumpurs(*words: str) -> Any:
        return CliRunner().invoke(main, ["outcomes", name, *words], catch_exceptions=False)

    rows = json.loads(pumpurs("--json", "--as-of", "2021-02-01", "--risk-group", "learning").stdout)
    address = "/outcomes" + ("" if name == "risks" else f"/{name}")
    assert rows == items(evaluated, f"{address}?as_of=2021-02-01&risk_group=learning")
    assert "2020/21 I" in pumpurs("--as-of", "2021-02-01", "--municipality", "LV-059").stdout
    assert json.loads(pumpurs("--json", "--known-at", "1").stdout) == []
    assert pumpurs("--risk-group", "weather").exit_code == 1
