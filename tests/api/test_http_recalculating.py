"""Over HTTP: measures that came out otherwise than the rules now say are found, and corrected."""

from __future__ import annotations

from tests.api.http import refused
from tests.api.world import World

LATE = {"valid_from": "2020-09-01", "source": "MK 460", "occurred_on": "2021-02-01"}
WHY = {"reason": "The rules were set late.", "occurred_on": "2021-02-01"}


def raise_rate(world: World) -> None:
    """14.10 EUR an hour from September on, as is found in February."""
    rate = {"specialist_kind": "pedagogue", "unit_cost": "14.10", "hour": "clock"}
    world.api.made("/operation/rates", {**rate, "method_document": "method", **LATE}, "rule_id")


def test_a_consultation_is_recalculated(world: World) -> None:
    """Refused while nothing differs, and without a reason; then the ledger knows the new one."""
    api, path = world.api, f"{world.at}/consultations"
    given = api.made(path, world.consultation(world.plan()), "consultation_id")
    address = f"{path}/{given}/recalculate"
    refused(api.post(address, WHY), 409, "nothing_differs")
    assert api.get("/operation/differences").get_json()["items"] == []
    raise_rate(world)
    [found] = api.get("/operation/differences?municipality=LV-059").get_json()["items"]
    assert (found["measure_id"], found["amount"], found["rule_amount"]) == (given, "12.35", "14.10")
    assert api.get("/operation/differences?as_of=2021-01-31").get_json()["items"] == []
    refused(api.get("/operation/differences?semester=1"), 422, "no_such_semester")
    refused(api.post(address, {"occurred_on": "2021-02-01"}), 422, "fields_invalid")
    member = {"student_id": world.at.rpartition("/")[2], "consultation_id": given}
    refused(api.post(address, {**WHY, "others": [member]}), 422, "group_member_twice")
    new = api.made(address, WHY, "recalculated_id")
    assert api.get("/operation/differences").get_json()["items"] == []
    [total] = api.get("/funding/totals").get_json()["items"]
    assert (total["lines"], total["amount"]) == (3, "14.1000")
    refused(api.post(address, WHY), 409, "already_voided")
    refused(api.post(f"{path}/{new}/recalculate", WHY), 409, "nothing_differs")


def test_a_compensation_is_recalculated_and_approved_by_another(world: World) -> None:
    """It is a claim again, under a new id, of who corrected it."""
    api, path = world.api, f"{world.at}/compensations"
    claim = api.made(path, world.claim(world.plan()), "compensation_id", Actor="anna")
    shares = {"esf": "80", "state": "15", "state_non_eligible": "5"}
    api.made("/operation/cofinancing", {"shares": shares, **LATE}, "rule_id")
    new = api.made(f"{path}/{claim}/recalculate", WHY, "recalculated_id", Actor="carl")
    approve = {"amount": "20.00", "occurred_on": "2021-02-02"}
    own = api.post(f"{path}/{new}/approve", approve, headers={"Actor": "carl"})
    refused(own, 409, "approved_by_claimant")
    api.made(f"{path}/{new}/approve", approve, "version", Actor="berta")
    refused(api.post(f"{path}/{claim}/recalculate", WHY), 409, "compensation_not_at")
