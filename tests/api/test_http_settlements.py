"""Settlements over HTTP: told under If-Match, read back, refused in typed words."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner

from api.cli import main
from tests.api.http import NOBODY, refused
from tests.api.world import SHA, World

DAY = {"occurred_on": "2021-01-15"}
DECLARED = {
    "semester": "2020/21 I",
    "declared": [{"cost_category": "consultations", "amount": "12.35"}],
    "documents_sha256": SHA,
    **DAY,
}


@pytest.fixture
def spent(world: World) -> World:
    """One hour was given."""
    plan = world.plan()
    answer = world.api.post(f"{world.at}/consultations", world.consultation(plan))
    assert answer.status_code == 201, answer.text
    return world


def at(world: World) -> str:
    """The partner's address."""
    return f"/partners/{world.partner}"


def version(world: World) -> dict[str, str]:
    """The header that names the partner's version."""
    return {"If-Match": world.api.get(at(world)).headers["ETag"]}


def told(world: World, path: str, body: Any) -> Any:
    """A command on what was read last."""
    answer = world.api.post(f"{at(world)}{path}", body, headers=version(world))
    assert answer.status_code == 201, answer.text
    return answer.get_json()


def test_a_settlement_is_told_and_read_back(spent: World) -> None:
    """Submitted, returned and submitted again; who submitted it does not approve it."""
    settlement = told(spent, "/settlements", DECLARED)["settlement_id"]
    path = f"/settlements/{settlement}"
    told(spent, f"{path}/return", {"reason": "a signature is missing", **DAY})
    again = {name: value for name, value in DECLARED.items() if name != "semester"}
    told(spent, f"{path}/resubmit", again)
    approval = {"amount": "12.35", **DAY}
    answer = spent.api.post(f"{at(spent)}{path}/approve", approval, headers=version(spent))
    refused(answer, 409, "approved_by_submitter")
    found = spent.api.get(f"{at(spent)}{path}").get_json()
    assert (found["state"], found["declared"], found["approved"]) == ("submitted", "12.35", "0.00")
    [listed] = spent.api.get("/settlements?semester=2020%2F21%20I").get_json()["items"]
    assert listed == found
    earlier = spent.api.get("/settlements?as_of=2021-01-14").get_json()
    assert earlier["items"] == []
    refused(spent.api.get(f"{at(spent)}/settlements/{NOBODY}"), 404, "not_found")
    assert spent.api.get("/recoveries").get_json()["items"] == []


def test_a_settlement_is_guarded(spent: World) -> None:
    """Without the version that was read, or with an old one, nothing is recorded."""
    before = spent.api.log_length()
    refused(spent.api.post(f"{at(spent)}/settlements", DECLARED), 428, "version_missing")
    old = {"If-Match": '"1"'}
    refused(spent.api.post(f"{at(spent)}/settlements", DECLARED, headers=old), 412, "stale_version")
    assert spent.api.log_length() == before


def test_more_than_was_spent_is_refused(spent: World) -> None:
    """The refusal says how much is spent and not declared yet."""
    more = {**DECLARED, "declared": [{"cost_category": "consultations", "amount": "12.36"}]}
    answer = spent.api.post(f"{at(spent)}/settlements", more, headers=version(spent))
    assert (
        "12.35 EUR are not declared" in refused(answer, 409, "declared_more_than_spent")["detail"]
    )


def test_a_budget_holds_over_http(spent: World) -> None:
    """Refused with what is planned, spent and left; allowed with a reason; listed from a level on."""
    budget = {"semester": "2020/21 I", "amount": "20.00", "students": 1, **DAY}
    spent.api.made(f"{at(spent)}/semester-budgets", budget, "id")
    assert spent.api.get("/partners/budgets?at_least=80").get_json()["items"] == []
    hour = {"starts": "2020-09-08T14:00:00+03:00", "ends": "2020-09-08T15:00:00+03:00"}
    second = spent.consultation(spent.agreed, **hour)
    answer = spent.api.post(f"{spent.at}/consultations", second)
    problem = refused(answer, 409, "budget_exceeded")
    assert "Of 20.00 EUR planned" in problem["detail"]
    assert "12.35 EUR are spent: 7.65 EUR are left" in problem["detail"]
    allowed = {"semester": "2020/21 I", "up_to": "24.70", "reason": "many came", **DAY}
    spent.api.made(f"{at(spent)}/overspending", allowed, "id")
    assert spent.api.post(f"{spent.at}/consultations", second).status_code == 201
    [used] = spent.api.get("/partners/budgets?at_least=100").get_json()["items"]
    assert (used["used"], used["level"], used["left"]) == ("123.5", 100, "0.00")
    withdrawn = {"semester": "2020/21 I", "reason": "enough", **DAY}
    spent.api.made(f"{at(spent)}/overspending/withdraw", withdrawn, "id")


def test_an_account_is_read_over_http_and_on_the_command_line(
    spent: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same amounts; of an unknown partner none."""
    account = spent.api.get(f"{at(spent)}/account").get_json()
    assert account["total"]["owed"] == "12.35"
    [semester] = spent.api.get("/partners/semesters?municipality=LV-059").get_json()["items"]
    assert semester == account["semesters"][0]
    refused(spent.api.get(f"/partners/{NOBODY}/account"), 404, "not_found")
    monkeypatch.setenv("DATABASE_URL", spent.api.url)
    told(spent, "/settlements", DECLARED)
    for command, words in (
        (["show", spent.partner], "owed"),
        (["semesters", "--municipality", "LV-059", "--as-of", "2021-01-01"], "12.35"),
        (["settlements", "--partner", spent.partner], "submitted"),
        (["budgets", "--at-least", "80", "--json"], "[]"),
        (["show", spent.partner, "--json", "--known-at", "20"], '"owed"'),
    ):
        result = CliRunner().invoke(main, ["partners", *command])
        assert result.exit_code == 0, result.output
        assert words in result.output
    assert CliRunner().invoke(main, ["partners", "show", NOBODY]).exit_code == 1


def test_a_merger_over_http(spent: World) -> None:
    """Of schools of the state: what is owed passes on, and a payment names the successor."""
    kind = {"kind": "state_vocational", "occurred_on": "2017-03-16"}
    one, other = (
        spent.api.made("/partners", {"name": name, **kind}, "partner_id") for name in "ab"
    )
    body = {"successor_id": other, **DAY}
    answer = spent.api.post(f"/partners/{one}/merge", body)
    refused(answer, 428, "version_missing")
    answer = spent.api.post(f"/partners/{one}/merge", body, headers={"If-Match": '"1"'})
    assert answer.status_code == 201, answer.text
    assert set(answer.get_json()) == {"id", "merger_id", "version", "ticket"}
    payment = {"amount": "1.00", "reference": "MU", **DAY}
    problem = refused(
        spent.api.post(f"/partners/{one}/payments", payment), 409, "partner_dissolved"
    )
    assert other in problem["detail"]
    back = {"reason": "another school", **DAY}
    answer = spent.api.post(f"/partners/{one}/pass-on", DAY, headers={"If-Match": '"2"'})
    refused(answer, 409, "nothing_to_pass_on")
    answer = spent.api.post(f"/partners/{one}/void-merger", back, headers={"If-Match": '"2"'})
    assert answer.status_code == 201, answer.text
