"""Worklists over HTTP and on the command line."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner

from api.cli import main
from api.worklists import ALL_KINDS
from ledger.vocabulary import terms
from tests.api.http import refused
from tests.api.world import World


def items(world: World, path: str) -> list[Any]:
    """The rows of a list."""
    answer = world.api.get(path)
    assert answer.status_code == 200, answer.text
    rows: list[Any] = answer.get_json()["items"]
    return rows


def test_every_kind_of_work_is_a_code() -> None:
    """It can be read in both languages."""
    assert tuple(terms("worklist")) == ALL_KINDS


def test_what_is_to_be_done_is_asked_by_kind_scope_and_time(world: World) -> None:
    """A plan that one has still to sign: counted, listed, gone when signed, there as of the day before."""
    plan = world.api.made(f"{world.at}/plans", world.draft(), "plan_id")
    assert world.agree(plan, "learner").status_code == 201
    [position] = [each["position"] for each in items(world, "/log?type=student.plan_agreed")]
    [task] = items(world, "/worklists/plan_not_agreed?municipality=LV-059")
    assert (task["item_id"], task["who"]) == (plan, ["representative"])
    assert (task["since"], task["student_id"]) == ("2020-09-03", world.student)
    assert items(world, "/worklists/plan_not_agreed?municipality=LV-001") == []
    count = next(c for c in items(world, "/worklists") if c["kind"] == "plan_not_agreed")
    assert (count["institution_id"], count["items"], count["students"]) == (world.school, 1, 1)
    assert world.agree(plan, "representative").status_code == 201
    path = f"/worklists/plan_not_agreed?institution_id={world.school}"
    assert items(world, path) == []
    assert len(items(world, f"{path}&as_of=2020-09-03")) == 1
    assert len(items(world, f"{path}&known_at={position}")) == 1
    refused(world.api.get("/worklists/everything"), 422, "unknown_code")
    refused(world.api.get("/worklists?municipality=Madona"), 422, "unknown_code")


def test_the_command_line_shows_the_same(world: World, monkeypatch: Any) -> None:
    """A table for people, JSON for programs; one kind, or all of them counted."""
    world.api.made(f"{world.at}/plans", world.draft(), "plan_id")
    world.api.settle()
    monkeypatch.setenv("DATABASE_URL", world.api.url)

    def said(*arguments: str) -> str:
        result = CliRunner().invoke(main, ["worklists", *arguments])
        assert result.exit_code == 0, result.output
        return result.output

    [task] = json.loads(said("plan_not_agreed", "--json", "--semester", "2020/21 I"))
    assert task["who"] == ["learner", "representative"]
    assert "learner, representative" in said("plan_not_agreed").replace("\n", " ")
    assert [each["kind"] for each in json.loads(said("--json"))] == ["plan_not_agreed"]
    assert json.loads(said("--json", "--as-of", "2020-09-02")) == []
    assert CliRunner().invoke(main, ["worklists", "everything"]).exit_code == 2


def test_budgets_nearly_spent_stand_beside_the_other_work(world: World, monkeypatch: Any) -> None:
    """From 80 % on, of the semester of the day; as of the day before it was spent, or known before, it is not there."""
    at, day = f"/partners/{world.partner}/semester-budgets", {"occurred_on": "2020-09-01"}
    budget = {"semester": "2020/21 I", "amount": "15.44", "students": 1, **day}
    world.api.made(at, budget, "id")
    given = world.consultation(world.plan())
    assert world.api.post(f"{world.at}/consultations", given).status_code == 201
    path, when = "/worklists/budget_used", "as_of=2020-12-31"
    assert items(world, f"{path}?{when}") == []
    before = world.api.get(f"{path}?{when}").headers["Ledger-Position"]
    world.api.made(at, {**budget, "amount": "15.43"}, "id")
    [task] = items(world, f"{path}?{when}&partner_id={world.partner}&region=vidzeme")
    assert (task["code"], task["amount"], task["since"]) == ("80", "3.08", "2020-09-07")
    assert (task["item_id"], task["municipality"]) == (world.partner, "LV-059")
    [count] = [each for each in items(world, f"/worklists?{when}") if each["kind"] == "budget_used"]
    assert (count["partner_id"], count["items"], count["oldest"]) == (
        world.partner,
        1,
        "2020-09-07",
    )
    world.api.made(at, {**budget, "amount": "12.35"}, "id")
    [task] = items(world, f"{path}?as_of=2021-02-01&semester=2020%2F21%20I")
    assert (task["code"], task["amount"]) == ("100", "0.00")
    for other in (
        "as_of=2020-09-06",
        "as_of=2021-02-01",
        "as_of=1999-01-01",
        f"{when}&known_at={before}",
        f"{when}&region=riga",
        f"{when}&municipality=LV-001",
        f"{when}&institution_id={world.school}",
        f"{when}&student_id={world.student}",
    ):
        assert items(world, f"{path}?{other}") == []
    first = world.api.get(f"{path}?{when}&limit=1").get_json()
    assert (len(first["items"]), first["next"]) == (1, None)
    monkeypatch.setenv("DATABASE_URL", world.api.url)
    for arguments in (["budget_used"], []):
        said = CliRunner().invoke(main, ["worklists", *arguments, "--as-of", "2020-12-31"])
        assert said.exit_code == 0, said.output
        assert "LV-059" in said.output
