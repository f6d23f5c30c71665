"""The command line about the operation's rules."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.api.test_cli import document, on
from tests.api.world import World

RULE = {"valid_from": "2020-01-01", "source": "MK 460", "occurred_on": "2020-01-01"}


def test_the_operation_is_shown_on_a_day(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What holds, as decided and as known; before it was opened there is nothing to show."""
    api, pumpurs = world.api, on(database_url, monkeypatch)
    rate = {"specialist_kind": "pedagogue", "unit_cost": "14.00", "hour": "clock"}
    raised = api.made("/operation/rates", {**rate, "method_document": "method", **RULE}, "rule_id")
    shown = document(pumpurs("operation", "show", "--on", "2020-09-01", "--json"))
    assert [each["unit_cost"] for each in shown["rates"]] == ["14.00"]
    table = pumpurs("operation", "show", "--on", "2019-12-31").stdout
    assert "unit_cost 12.35" in table
    assert "esf 85.00, state 15.00" in table
    assert pumpurs("operation", "show", "--known-at", "0").exit_code == 1

    wrong = {"reason": "Not decided.", "occurred_on": "2020-02-01"}
    api.made(f"/operation/rules/{raised}/withdraw", wrong, "version")
    listed = document(pumpurs("operation", "rules", "--kind", "rate", "--json"))
    assert [each["withdrawn_on"] for each in listed] == [None, "2020-02-01"]
    table = pumpurs("operation", "rules").stdout
    assert "2020-02-01" in table
    assert pumpurs("operation", "rules", "--kind", "wish").exit_code == 2


def test_rules_are_listed_with_their_history(world: World) -> None:
    """Over HTTP: of a kind, those that were withdrawn, page by page; an unknown kind is refused."""
    api = world.api
    sum_ = {"kind": "youth_project", "amount": "4600.00", **RULE}
    lump_sum = api.made("/operation/lump-sums", sum_, "rule_id")
    [rule] = api.get("/operation/rules?kind=lump_sum").get_json()["items"]
    assert (rule["rule_id"], rule["about"], rule["terms"]["amount"]) == (
        lump_sum,
        "youth_project",
        "4600.00",
    )
    page = api.get("/operation/rules?limit=2").get_json()
    assert len(page["items"]) == 2
    assert page["next"]
    answer = api.get("/operation/rules?withdrawn=true")
    assert answer.get_json()["items"] == []
    assert int(answer.headers["Ledger-Position"]) == api.log_length()
    before = rule["position"] - 1
    known = api.get(f"/operation/rules?kind=lump_sum&known_at={before}").get_json()["items"]
    assert known == []
    assert api.get("/operation/rules?kind=wish").status_code == 422
    text = api.get("/operation/rules", Accept="text/csv").text
    [terms] = [row["terms"] for row in csv.DictReader(io.StringIO(text)) if row["kind"] == "rate"]
    assert json.loads(terms)["unit_cost"] == "12.35"


def test_differences_are_listed(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was recorded beside what the rules say; a code that no list has is wrong usage."""
    api, pumpurs = world.api, on(database_url, monkeypatch)
    given = world.consultation(world.plan())
    made = api.made(f"{world.at}/consultations", given, "consultation_id")
    rate = {"specialist_kind": "pedagogue", "unit_cost": "14.00", "hour": "clock"}
    api.made("/operation/rates", {**rate, "method_document": "method", **RULE}, "rule_id")
    [found] = document(pumpurs("operation", "differences", "--semester", "2020/21 I", "--json"))
    assert (found["measure_id"], found["rule_amount"]) == (made, "14.00")
    assert made in pumpurs("operation", "differences").stdout
    assert document(pumpurs("operation", "differences", "--as-of", "2020-09-06", "--json")) == []
    assert pumpurs("operation", "differences", "--municipality", "LV-000").exit_code == 2
