"""The main job over HTTP: a plan is agreed, consultations are given, compensations are paid."""

from __future__ import annotations

from tests.api.world import World


def test_a_consultation_is_given_under_an_agreed_plan(world: World) -> None:
    """Register, enrol, identify a risk, draft, agree, record: and the log has all of it, in order."""
    plan = world.plan()
    answer = world.api.post(f"{world.at}/consultations", world.consultation(plan))
    assert answer.status_code == 201, answer.text
    said = answer.get_json()
    assert answer.headers["Location"] == f"/api/v1{world.at}"
    assert answer.headers["ETag"] == f'"{said["version"]}"'
    assert answer.headers["Ledger-Ticket"] == str(said["ticket"])
    assert set(said) == {"id", "consultation_id", "version", "ticket"}
    events = world.api.get(f"/events?stream={world.student}&limit=1000").get_json()["items"]
    assert [event["type"] for event in events] == [
        "student.registered",
        "student.enrolled",
        "student.risk_identified",
        "student.plan_drafted",
        "student.plan_agreed",
        "student.plan_agreed",
        "student.consultation_recorded",
    ]
    recorded = events[-1]["data"]
    assert recorded["consultation_id"] == said["consultation_id"]
    assert recorded["amount"] == "12.35"
