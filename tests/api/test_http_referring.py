"""Approvals and recoveries over HTTP say which verifications they stand on, and these who refers to them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner

from api.cli import main
from tests.api.http import NOBODY, refused
from tests.api.test_http_settlements import DAY, at, told, version
from tests.api.test_http_settlements import spent as spent  # a fixture
from tests.api.world import SHA, World
from tests.ledger.partner_steps import declared
from tests.ledger.scene import somebody

PLANNED = {
    "kind": "desk",
    "body": "IKVD",
    "first_day": "2020-09-01",
    "last_day": "2020-12-31",
    "planned_for": "2021-01-10",
    **DAY,
}


def submitted(world: World) -> str:
    """By somebody of the partner."""
    settlement = uuid4()
    with somebody(actor="partner"):
        world.api.app.extensions["reach"].ledger.partners.submit_settlement(
            partner_id=UUID(world.partner),
            settlement_id=settlement,
            semester="2020/21 I",
            declared=declared("12.35"),
            documents_sha256=SHA,
            occurred_on=date(2021, 1, 15),
        )
    return f"/settlements/{settlement}"


def verified(world: World) -> str:
    """2.35 EUR were found not eligible; the verification's id."""
    planned = {**PLANNED, "partner_id": world.partner}
    made = world.api.made("/verifications", planned, "verification_id")
    path = f"/verifications/{made}"
    etag = world.api.get(path).headers["ETag"]
    assert world.api.post(f"{path}/carry-out", DAY, headers={"If-Match": etag}).status_code == 201
    line = {"measure_id": NOBODY, "verdict": "not_eligible", "not_eligible": "2.35", **DAY}
    world.api.made(f"{path}/lines", line, "line_id")
    return made


def approved(world: World, settlement: str, amount: str, *verifications: str) -> Any:
    """The answer to an approval that refers to them."""
    body = {"amount": amount, "verifications": verifications, **DAY}
    return world.api.post(f"{at(world)}{settlement}/approve", body, headers=version(world))


def test_references_are_told_and_read_back_both_ways(
    spent: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the decisions stand: as of a day before, or known before, the approval shows them still."""
    api, settlement, verification = spent.api, submitted(spent), verified(spent)
    refused(approved(spent, settlement, "10.00", NOBODY), 404, "not_found")
    answer = approved(spent, settlement, "10.01", verification)
    assert "2.35 EUR" in refused(answer, 409, "found_not_eligible")["detail"]
    assert approved(spent, settlement, "10.00", verification).status_code == 201
    path = f"/verifications/{verification}"
    fields = {"amount": "1.00", "ground": "ineligible", "means": "repaid", **DAY}
    decided = told(spent, f"{settlement}/recoveries", {"verifications": [verification], **fields})[
        "recovery_id"
    ]
    assert api.get(f"{at(spent)}{settlement}").get_json()["verifications"] == [verification]
    [recovery] = api.get("/recoveries").get_json()["items"]
    assert recovery["verifications"] == [verification]
    both = api.get(path).get_json()["referred_by"]
    assert [(each["kind"], each["amount"]) for each in both] == [
        ("approval", "10.00"),
        ("recovery", "1.00"),
    ]
    known = api.get(path).headers["Ledger-Position"]
    back = {"reason": "of another semester", "occurred_on": "2021-02-01"}
    told(spent, f"/recoveries/{decided}/void", back)
    told(spent, f"{settlement}/void-approval", back)
    assert api.get(f"{at(spent)}{settlement}").get_json()["verifications"] == []
    assert api.get(path).get_json()["referred_by"] == []
    for when in ("as_of=2021-01-31", f"known_at={known}"):
        then = api.get(f"{at(spent)}{settlement}?{when}").get_json()
        assert (then["state"], then["verifications"]) == ("approved", [verification])
        assert api.get(f"{path}?{when}").get_json()["referred_by"] == both
    assert api.get(f"{path}?as_of=2021-01-14").status_code == 404
    monkeypatch.setenv("DATABASE_URL", api.url)
    for command in (["verifications", "show", verification], ["partners", "settlements"]):
        result = CliRunner().invoke(main, [*command, "--json", "--as-of", "2021-01-31"])
        assert result.exit_code == 0, result.output
        assert verification in result.output
        assert settlement.removeprefix("/settlements/") in result.output
    shown = CliRunner().invoke(main, ["verifications", "show", verification, "--known-at", known])
    assert "recovery" in shown.output


def test_a_reference_stays_when_the_verification_is_voided(spent: World) -> None:
    """The decision was taken on it; that it is voided since can be seen where it is referred to."""
    api, settlement, verification = spent.api, submitted(spent), verified(spent)
    assert approved(spent, settlement, "10.00", verification).status_code == 201
    path = f"/verifications/{verification}"
    etag = {"If-Match": api.get(path).headers["ETag"]}
    answer = api.post(f"{path}/void", {"reason": "of another partner", **DAY}, headers=etag)
    assert answer.status_code == 201, answer.text
    shown = api.get(path).get_json()
    assert shown["verification"]["state"] == "voided"
    assert [each["kind"] for each in shown["referred_by"]] == ["approval"]
    assert api.get(f"{at(spent)}{settlement}").get_json()["verifications"] == [verification]
