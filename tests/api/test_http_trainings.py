"""Trainings over HTTP and on the command line: from the plan to certificates and costs, and back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from api.cli import main
from tests.api.http import NOBODY, Api, pointers, refused
from tests.api.world import SHA, World

OUTLINE = {
    "kind": "school_workshop",
    "title": "Sadarbība skolā",
    "provider": "SIA Mācības",
    "modules": 3,
}
SCHEDULE = {"first_day": "2019-10-01", "last_day": "2020-12-18", "delivery": "in_person"}
PLAN = {"outline": OUTLINE, "schedule": SCHEDULE, "occurred_on": "2019-09-02"}
DAYS = ("2019-11-05", "2020-02-11", "2020-10-06")
INVOICE = {
    "number": "R-7",
    "issued_on": "2020-10-08",
    "issuer": "SIA Mācības",
    "sha256": SHA,
    "total": "1000.00",
}
COST = {
    "kind": "teaching",
    "amount": "800.00",
    "document": INVOICE,
    "occurred_on": "2020-10-15",
}
WHY = {"reason": "it was recorded wrongly", "occurred_on": "2020-12-01"}


@pytest.fixture
def training(world: World) -> str:
    """A workshop for the world's school: its address."""
    outline = {**OUTLINE, "institutions": [world.school]}
    made = world.api.made("/trainings", {**PLAN, "outline": outline}, "training_id")
    return f"/trainings/{made}"


def module(number: int, **changed: Any) -> dict[str, Any]:
    """Eight hours with twenty participants."""
    staff = [{"kind": "pedagogue", "number": 18}, {"kind": "leadership", "number": 2}]
    said = {"number": number, "hours": "8.00", "delivery": "in_person", "staff": staff}
    return {**said, "occurred_on": DAYS[number - 1], **changed}


def held(api: Api, training: str) -> list[str]:
    """All three modules; their ids."""
    return [api.made(f"{training}/modules", module(number), "module_id") for number in (1, 2, 3)]


def tell(api: Api, address: str, body: dict[str, Any], version: int) -> None:
    """A command that names the version it was decided on."""
    answer = api.post(address, body, headers={"If-Match": f'"{version}"'})
    assert answer.status_code == 201, answer.text


def one(api: Api, address: str) -> Any:
    """What is answered."""
    answer = api.get(address)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def test_a_workshop_is_recorded_and_read_back(api: Api, training: str) -> None:
    """Three modules, certificates, a cost; and what it looked like on each day."""
    held(api, training)
    certified = {"certificates": 15, "numbers": "PP-1 … PP-15", "occurred_on": DAYS[2]}
    api.made(f"{training}/certifications", certified, "certification_id")
    api.made(f"{training}/costs", COST, "cost_id")
    tell(api, f"{training}/complete", {"occurred_on": DAYS[2]}, 6)
    shown = one(api, training)
    state = shown["training"]
    assert (state["state"], state["ended_on"], state["municipality"]) == (
        "completed",
        DAYS[2],
        "LV-059",
    )
    assert (state["participants"], state["certificates"], state["cost"]) == (20, 15, "800.00")
    assert shown["modules"][0]["staff"] == {"pedagogue": 18, "leadership": 2}
    assert shown["costs"][0]["sha256"] == SHA
    earlier = one(api, f"{training}?as_of=2020-02-11")["training"]
    assert (earlier["state"], earlier["modules_held"], earlier["cost"]) == ("under_way", 2, "0.00")
    [total] = one(api, "/funding/totals?kind=school_workshop&cost_category=training")["items"]
    assert (total["amount"], total["esf"]) == ("800.0000", "680.0000")


def test_everything_recorded_of_a_training_can_be_taken_back(api: Api, training: str) -> None:
    """By its address, with a reason; what was known before stays known."""
    modules = held(api, training)
    certified = {"certificates": 1, "numbers": "1", "occurred_on": DAYS[2]}
    certificates = api.made(f"{training}/certifications", certified, "certification_id")
    cost = api.made(f"{training}/costs", COST, "cost_id")
    tell(api, f"{training}/complete", {"occurred_on": DAYS[2]}, 6)
    known = api.get(training).headers["Ledger-Position"]
    tell(api, f"{training}/void-completion", WHY, 7)
    api.made(f"{training}/certifications/{certificates}/void", WHY, "id")
    api.made(f"{training}/costs/{cost}/reverse", WHY, "id")
    refused(api.post(f"{training}/costs/{cost}/reverse", WHY), 409, "already_voided")
    for each in modules:
        api.made(f"{training}/modules/{each}/void", WHY, "id")
    online = {"schedule": {**SCHEDULE, "delivery": "remote"}, **WHY}
    moved = api.post(f"{training}/moves", online, headers={"If-Match": '"13"'}).get_json()
    assert one(api, training)["training"]["delivery"] == "remote"
    tell(api, f"{training}/moves/{moved['move_id']}/void", WHY, 14)
    tell(api, f"{training}/cancel", WHY, 15)
    tell(api, f"{training}/void-cancellation", WHY, 16)
    tell(api, f"{training}/correct-planning", {**PLAN, **WHY}, 17)
    assert one(api, training)["training"]["institutions"] == []
    tell(api, f"{training}/void", WHY, 18)
    refused(api.get(training), 404, "not_found")
    assert one(api, f"{training}?known_at={known}")["training"]["state"] == "completed"


def test_what_a_training_may_not_be_is_refused(api: Api, training: str) -> None:
    """Each by its code, and nothing is recorded."""
    api.made(f"{training}/modules", module(1), "module_id")
    before = api.log_length()
    two = {**PLAN, "outline": {**OUTLINE, "modules": 2}}
    refused(api.post("/trainings", two), 422, "workshop_of_three_modules")
    refused(api.post(f"{training}/modules", module(1)), 409, "module_already_held")
    nobody = module(2, staff=[{"kind": "pedagogue", "number": 0}])
    refused(api.post(f"{training}/modules", nobody), 422, "count_not_positive")
    unknown = module(2, hours=8)
    assert pointers(refused(api.post(f"{training}/modules", unknown), 422, "fields_invalid")) == {
        "/hours"
    }
    done = {"occurred_on": "2020-03-01"}
    missing = api.post(f"{training}/complete", done, headers={"If-Match": '"2"'})
    assert "2, 3" in refused(missing, 409, "modules_missing")["detail"]
    refused(api.post(f"{training}/complete", done), 428, "version_missing")
    refused(api.post(f"{training}/cancel", WHY, headers={"If-Match": '"1"'}), 412, "stale_version")
    early = {**COST, "document": {**INVOICE, "issued_on": "2019-10-01"}}
    early["occurred_on"] = "2019-11-04"
    refused(api.post(f"{training}/costs", early), 409, "cost_before_held")
    refused(api.get(f"/trainings/{NOBODY}"), 404, "not_found")
    assert api.log_length() == before


def test_a_document_is_not_paid_twice(api: Api, training: str) -> None:
    """For the same training it is named; for another, no more than is left of it."""
    other = f"/trainings/{api.made('/trainings', PLAN, 'training_id')}"
    for each in (training, other):
        api.made(f"{each}/modules", module(1), "module_id")
    first = api.made(f"{training}/costs", COST, "cost_id")
    again = refused(api.post(f"{training}/costs", COST), 409, "cost_already_recorded")
    assert first in again["detail"]
    refused(api.post(f"{other}/costs", COST), 409, "document_exceeded")
    api.made(f"{other}/costs", {**COST, "amount": "200.00"}, "cost_id")


def test_trainings_are_counted_between_two_days(api: Api, training: str) -> None:
    """By whatever they are grouped; a list of them by what they are."""
    held(api, training)
    in_2020 = one(api, "/trainings/count?from=2020-01-01&until=2020-12-31&kind=school_workshop")
    assert (in_2020["modules"], in_2020["planned"], in_2020["hours"]) == (2, 0, "16.00")
    years = one(api, "/trainings/counts?group_by=school_year,region")["items"]
    assert [(each["group"], each["modules"]) for each in years] == [
        ({"school_year": "2019/20", "region": "vidzeme"}, 2),
        ({"school_year": "2020/21", "region": "vidzeme"}, 1),
    ]
    [listed] = one(api, "/trainings?state=under_way&region=vidzeme&as_of=2020-01-01")["items"]
    assert listed["modules_held"] == 1
    for wrong in ("state=draft", "kind=catering", "region=madona"):
        refused(api.get(f"/trainings?{wrong}"), 422, "unknown_code")
    refused(api.get("/trainings/counts?group_by=title"), 422, "fields_invalid")


def test_the_command_line_tells_the_same(
    api: Api, training: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list, one training, and counts; in columns and as JSON."""
    monkeypatch.setenv("DATABASE_URL", api.url)
    held(api, training)
    api.made(f"{training}/costs", COST, "cost_id")

    def pumpurs(*words: str) -> str:
        result = CliRunner().invoke(main, ["trainings", *words], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout

    number = training.rpartition("/")[2]
    [listed] = json.loads(pumpurs("list", "--state", "under_way", "--json"))
    assert (listed["training_id"], listed["modules_held"]) == (number, 3)
    assert pumpurs("list", "--as-of", "2019-09-01").count("\n") == 1
    page = pumpurs("show", number, "--as-of", "2020-12-31")
    assert "Sadarbība skolā" in page
    assert "800.00" in page
    assert (
        json.loads(pumpurs("show", number, "--known-at", str(_planned(api)), "--json"))["training"][
            "state"
        ]
        == "planned"
    )
    counted = pumpurs("counts", "--group-by", "state", "--group-by", "kind", "--from", "2020-01-01")
    assert counted.splitlines()[1].split()[:4] == ["under_way", "school_workshop", "0", "2"]
    [total] = json.loads(pumpurs("counts", "--until", "2019-12-31", "--json"))
    assert (total["planned"], total["modules"]) == (1, 1)
    missing = CliRunner().invoke(main, ["trainings", "show", NOBODY])
    assert missing.exit_code == 1


def _planned(api: Api) -> int:
    """The position of the plan."""
    [planned] = one(api, "/log?type=training.planned")["items"]
    position: int = planned["position"]
    return position
