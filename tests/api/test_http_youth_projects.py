"""Youth projects over HTTP and on the command line: from a call to the grant, and back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from api.cli import main
from tests.api.http import NOBODY, Api, refused
from tests.api.world import World

SAID = {"source": "IKVD", "occurred_on": "2020-01-06"}
APPLICATION = {
    "applicant": "Biedrība Jaunieši",
    "title": "Kopā varam",
    "planned_from": "2020-03-02",
    "planned_until": "2020-08-21",
    "occurred_on": "2020-01-20",
}
WHY = {"reason": "it was recorded wrongly", "occurred_on": "2020-09-02"}


@pytest.fixture
def call(world: World) -> str:
    """Madona calls for applications; what a project is paid is set."""
    lump_sum = {"kind": "youth_project", "amount": "4600.00", "valid_from": "2017-03-16"}
    world.api.made("/operation/lump-sums", {**lump_sum, **SAID}, "rule_id")
    said = {"name": "JIP 2020", "opens_on": "2020-01-06", "closes_on": "2020-01-31", **SAID}
    return world.api.made("/youth-project-calls", {"partner_id": world.partner, **said}, "call_id")


@pytest.fixture
def project(api: Api, call: str) -> str:
    """A project under way: its address."""
    said = {**APPLICATION, "call_id": call}
    made = api.made("/youth-projects", said, "youth_project_id", Actor="applicant")
    at, approval = f"/youth-projects/{made}", {"decision": "12", "occurred_on": "2020-02-10"}
    assert api.post(f"{at}/approve", approval, headers={"If-Match": '"1"'}).status_code == 201
    api.made(f"{at}/start", {"occurred_on": "2020-03-02"}, "id")
    return at


def one(api: Api, address: str) -> dict[str, Any]:
    """What is answered."""
    answer = api.get(address)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def test_a_project_is_recorded_and_read_back(api: Api, project: str) -> None:
    """As of each day: participants, the grant that nobody sent an amount for, and what became of it."""
    report = {"participants": 30, "at_risk": 12, "occurred_on": "2020-07-01"}
    api.made(f"{project}/reports", report, "report_id")
    paid = {"reference": "MU-1", "occurred_on": "2020-07-10"}
    sent = api.post(f"{project}/grants", {**paid, "amount": "5000.00"})
    refused(sent, 422, "fields_invalid")
    grant = api.made(f"{project}/grants", paid, "grant_id")
    again = api.post(f"{project}/grants", {**paid, "reference": "MU-2"})
    refused(again, 409, "grant_already_paid")
    api.made(f"{project}/fail", {**WHY, "occurred_on": "2020-08-21"}, "id")
    back = {"reference": "MU-3", "occurred_on": "2020-09-01"}
    recovery = api.made(f"{project}/recoveries", back, "recovery_id")
    shown = one(api, f"{project}?as_of=2020-08-31")
    assert (shown["project"]["state"], shown["project"]["granted"]) == ("failed", "4600.00")
    assert (shown["project"]["at_risk"], shown["decision"]) == (12, "12")
    assert shown["grants"][0]["grant_id"] == grant
    assert one(api, project)["project"]["granted"] == "0.00"
    [total] = one(api, "/funding/totals?cost_category=youth_projects&as_of=2020-08-31")["items"]
    assert (total["amount"], total["esf"], total["state"]) == ("4600.0000", "3910.0000", "690.0000")
    api.made(f"{project}/recoveries/{recovery}/void", WHY, "id")
    api.made(f"{project}/void-end", WHY, "id")
    api.made(f"{project}/grants/{grant}/void", WHY, "id")
    assert one(api, project)["project"]["state"] == "running"
    assert one(api, f"{project}?known_at={api.log_length() - 3}")["project"]["state"] == "failed"


def test_who_applied_does_not_approve_and_nobody_decides_unseen(api: Api, call: str) -> None:
    """Four eyes; and a decision names the version that was read."""
    made = api.made("/youth-projects", {**APPLICATION, "call_id": call}, "youth_project_id")
    approve = f"/youth-projects/{made}/approve"
    body = {"decision": "12", "occurred_on": "2020-02-10"}
    refused(api.post(approve, body), 428, "version_missing")
    refused(api.post(approve, body, headers={"If-Match": '"7"'}), 412, "stale_version")
    refused(api.post(approve, body, headers={"If-Match": '"1"'}), 409, "approved_by_applicant")
    again = {**APPLICATION, "call_id": call, "title": "KOPĀ VARAM"}
    refused(api.post("/youth-projects", again), 409, "application_already_submitted")
    refused(api.get(f"/youth-projects/{NOBODY}"), 404, "not_found")


def test_projects_and_calls_are_counted(api: Api, call: str, project: str) -> None:
    """Those financed until a day, those running on a day, by municipality; calls with theirs."""
    api.made(f"{project}/grants", {"reference": "1", "occurred_on": "2020-07-10"}, "grant_id")
    before = one(api, "/youth-projects/count?municipality=LV-059&as_of=2020-07-09")
    assert (before["financed"], before["running"]) == (0, 1)
    counts = one(api, "/youth-projects/counts?group_by=municipality,state&as_of=2020-07-10")
    [there] = counts["items"]
    assert there["group"] == {"municipality": "LV-059", "state": "running"}
    assert (there["financed"], there["granted"], there["municipalities"]) == (1, "4600.00", 1)
    [listed] = one(api, f"/youth-projects?state=running&call_id={call}")["items"]
    assert listed["title"] == "Kopā varam"
    refused(api.get("/youth-projects?state=draft"), 422, "unknown_code")
    refused(api.get("/youth-projects/counts?group_by=title"), 422, "fields_invalid")
    [opened] = one(api, "/youth-project-calls?as_of=2020-01-31&open=true")["items"]
    assert (opened["call_id"], opened["applications"], opened["approved"]) == (call, 1, 0)
    assert one(api, "/youth-project-calls/count") == {"calls": 1, "municipalities": 1}
    api.made(f"/youth-project-calls/{call}/void", WHY, "id")
    assert one(api, "/youth-project-calls/count") == {"calls": 0, "municipalities": 0}


def test_the_command_line_tells_the_same(
    api: Api, call: str, project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lists, one project, counts and calls; in columns and as JSON."""
    monkeypatch.setenv("DATABASE_URL", api.url)
    api.made(f"{project}/grants", {"reference": "MU-1", "occurred_on": "2020-07-10"}, "grant_id")
    report = {"participants": 30, "at_risk": 12, "occurred_on": "2020-07-01"}
    api.made(f"{project}/reports", report, "report_id")
    made = project.rpartition("/")[2]

    def pumpurs(*words: str) -> str:
        result = CliRunner().invoke(main, ["youth-projects", *words], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout

    [listed] = json.loads(pumpurs("list", "--json", "--state", "running", "--call-id", call))
    assert (listed["youth_project_id"], listed["granted"]) == (made, "4600.00")
    assert "Kopā varam" in pumpurs("list", "--as-of", "2020-01-20")
    assert json.loads(pumpurs("list", "--json", "--as-of", "2020-01-19")) == []
    assert json.loads(pumpurs("show", made, "--json"))["decision"] == "12"
    page = pumpurs("show", made)
    assert "MU-1" in page
    assert "12" in page
    [counted] = json.loads(pumpurs("count", "--group-by", "region", "--json"))
    assert (counted["group"], counted["financed"]) == ({"region": "vidzeme"}, 1)
    assert pumpurs("count").splitlines()[0].startswith("applications")
    assert "JIP 2020" in pumpurs("calls", "--municipality", "LV-059")
    assert json.loads(pumpurs("calls", "--opened-from", "2021-01-01", "--json")) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [(["show", NOBODY], 1), (["list", "--state", "draft"], 2), (["count", "--region", "x"], 2)],
)
def test_what_is_not_there_is_said_so(
    api: Api, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int
) -> None:
    """A project that nobody applied for; a code that no list has."""
    monkeypatch.setenv("DATABASE_URL", api.url)
    result = CliRunner().invoke(main, ["youth-projects", *words], prog_name="pumpurs")
    assert (result.exit_code, result.stdout) == (code, "")
