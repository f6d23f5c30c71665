"""Verifications over HTTP and on the command line: told, read back as of a day and as known."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner

from api.cli import main
from tests.api.http import NOBODY, refused
from tests.api.world import World

PLANNED = {
    "kind": "desk",
    "body": "IKVD",
    "first_day": "2020-09-01",
    "last_day": "2020-12-31",
    "planned_for": "2021-02-01",
    "occurred_on": "2021-01-15",
}


def told(world: World, at: str, path: str, body: Any) -> Any:
    """A command on what was read last."""
    headers = {"If-Match": world.api.get(at).headers["ETag"]}
    answer = world.api.post(f"{at}{path}", body, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer.get_json()


def test_a_verification_is_told_and_read_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found counts until it is resolved; a voided line never was; as known before, it was."""
    api, planned = world.api, {**PLANNED, "partner_id": world.partner}
    refused(api.post("/verifications", {**planned, "partner_id": NOBODY}), 404, "not_found")
    at = f"/verifications/{api.made('/verifications', planned, 'verification_id')}"
    refused(api.post(f"{at}/carry-out", {}), 428, "version_missing")
    told(world, at, "/carry-out", {"occurred_on": "2021-02-01"})
    line = {"measure_id": NOBODY, "occurred_on": "2021-02-01"}
    found = {"verdict": "to_clarify", "finding": "a signature is missing", **line}
    first = told(world, at, "/lines", found)["line_id"]
    wrong = {"verdict": "not_eligible", "not_eligible": "5.00", **line}
    second = told(world, at, "/lines", wrong)["line_id"]
    before = int(api.get(at).headers["Ledger-Position"])
    told(world, at, f"/lines/{second}/void", {"reason": "another line"})
    clear = {"verdict": "not_eligible", "not_eligible": "2.00", "occurred_on": "2021-03-01"}
    told(world, at, f"/lines/{first}/resolve", clear)
    told(world, at, "/close", {"occurred_on": "2021-03-02"})
    shown = api.get(at).get_json()
    assert [each["not_eligible"] for each in shown["lines"]] == ["2.00"]
    [listed] = api.get(f"/verifications?partner_id={world.partner}").get_json()["items"]
    assert listed == shown["verification"]
    assert (listed["state"], listed["lines"], listed["to_clarify"]) == ("closed", 1, 0)
    then = api.get(f"{at}?as_of=2021-02-28").get_json()["verification"]
    assert (then["state"], then["to_clarify"], then["not_eligible"]) == ("carried_out", 1, "0.00")
    known = api.get(f"{at}?known_at={before}").get_json()["verification"]
    assert (known["lines"], known["not_eligible"]) == (2, "5.00")
    assert api.get("/verifications?as_of=2021-01-14").get_json()["items"] == []
    refused(api.get(f"/verifications/{NOBODY}"), 404, "not_found")
    monkeypatch.setenv("DATABASE_URL", api.url)
    for command in (["list"], ["show", listed["verification_id"]]):
        for options in ([], ["--json"]):
            result = CliRunner().invoke(main, ["verifications", *command, *options])
            assert result.exit_code == 0, result.output
            assert "closed" in result.output
    assert CliRunner().invoke(main, ["verifications", "show", NOBODY]).exit_code == 1
