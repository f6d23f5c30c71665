"""The main job over HTTP: a plan is agreed, consultations are given, compensations are paid."""

from __future__ import annotations

from tests.api.http import refused
from tests.api.world import SHA, World


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
    events = world.api.get(f"/log?stream={world.student}&limit=1000").get_json()["items"]
    assert [event["type"] for event in events] == [
        "student.registered",
        "student.enrolled",
        "student.representative_named",
        "student.risk_identified",
        "student.plan_drafted",
        "student.plan_agreed",
        "student.plan_agreed",
        "student.consultation_recorded",
    ]
    recorded = events[-1]["data"]
    assert recorded["consultation_id"] == said["consultation_id"]
    assert recorded["amount"] == "12.35"


def test_plans_are_changed_by_who_has_read_them(world: World) -> None:
    """Without If-Match 428; with a version that somebody has moved on from, 412; nothing is recorded."""
    api = world.api
    plan = world.plan()
    path = f"{world.at}/plans/{plan}/close"
    refused(api.post(path), 428, "version_missing")
    read = world.version()
    api.made(f"{world.at}/risks", {"factor": "learning.other"}, "risk_id")
    events = world.api.log_length()
    stale = refused(api.post(path, headers={"If-Match": read}), 412, "stale_version")
    assert "read it again" in stale["detail"]
    for wrong in ("1", "*", 'W/"1"', '"1", "2"', '"x"'):
        refused(api.post(path, headers={"If-Match": wrong}), 400, "header_invalid")
    assert world.api.log_length() == events
    etag = api.get(f"{world.at}/plans/{plan}").headers["ETag"]
    assert api.post(path, headers={"If-Match": etag}).status_code == 201


def test_who_claimed_does_not_approve(world: World) -> None:
    """Two actors: the claimant is refused, a colleague is not; paid at most what was approved."""
    api = world.api
    claim = world.claim(world.plan())
    compensation = api.made(f"{world.at}/compensations", claim, "compensation_id", Actor="anna")
    path = f"{world.at}/compensations/{compensation}"
    said = {"amount": "15.00", "occurred_on": "2020-09-15"}
    own = api.post(f"{path}/approve", said, headers={"Actor": "anna"})
    refused(own, 409, "approved_by_claimant")
    api.made(f"{path}/approve", said, "version", Actor="berta")
    paid = {"amount": "15.01", "payment_reference": "MO-1", "occurred_on": "2020-09-16"}
    refused(api.post(f"{path}/pay", paid), 409, "more_than_approved")
    api.made(f"{path}/pay", {**paid, "amount": "15.00"}, "payment_id", Actor="berta")
    back = {"reason": "Paid twice.", "occurred_on": "2020-09-17"}
    api.made(f"{path}/reverse", back, "version")
    api.made(f"{path}/refuse", back, "version")
    events = api.get(f"/log?stream={world.student}&limit=1000").get_json()["items"]
    [approved] = [each["data"] for each in events if each["type"].endswith("_approved")]
    assert (approved["actor"], approved["reason"]) == ("berta", None)


def test_a_document_is_claimed_once(world: World) -> None:
    """The same part of it is refused, naming the first; its parts do not exceed its total."""
    api, path = world.api, f"{world.at}/compensations"
    plan = world.plan()
    first = api.made(path, world.claim(plan), "compensation_id")
    again = refused(api.post(path, world.claim(plan)), 409, "document_already_claimed")
    assert first in again["detail"]
    small = world.claim(plan, last_day="2020-09-12")
    small["document"] = {**small["document"], "total": "30.00"}
    refused(api.post(path, small), 409, "document_total_differs")


def test_a_plan_lives_and_ends(world: World) -> None:
    """Returned, revised, agreed, evaluated, taken back, closed, reopened, copied: each by its address."""
    api = world.api
    plan = api.made(f"{world.at}/plans", world.draft(), "plan_id")
    path = f"{world.at}/plans/{plan}"

    def tell(address: str, **body: object) -> None:
        said = {"occurred_on": "2020-09-10", **body}
        answer = api.post(f"{path}{address}", said, headers={"If-Match": world.version()})
        assert answer.status_code == 201, answer.text
        assert answer.headers["Location"] == f"/api/v1{path}"

    tell("/revisions/1/return", signatory="learner", reason="Too much.")
    tell("/revisions", content=world.content(crisis_support=True))
    tell("/revisions/2/agree", signatory="learner", form="paper")
    tell("/revisions/2/void-agreement", signatory="learner", reason="Unsigned.")
    for signatory in ("learner", "representative"):
        tell("/revisions/2/agree", signatory=signatory, form="electronic", document_sha256=SHA)
    results = [{"risk_id": world.risk, "result": "reduced"}]
    tell("/evaluate", results=results, narrative="It goes better.", support_goes_on=True)
    tell("/void-evaluation", reason="Too early.")
    tell("/close")
    tell("/reopen", reason="Closed by mistake.")
    copy = {
        "semester": "2020/21 II",
        "enrolment_id": world.enrolment,
        "prepared_by": "class teacher",
        "occurred_on": "2021-01-20",
    }
    copied = api.post(f"{path}/copy", copy)
    assert copied.headers["Location"] == f"/api/v1{world.at}/plans/{copied.get_json()['plan_id']}"
    tell("/void", reason="Drafted wrongly.")


def test_a_learner_s_life_is_recorded_and_corrected(world: World) -> None:
    """Representatives, grades, leaving, risks, outcomes; and each taken back."""
    api, at = world.api, world.at
    day, back = {"occurred_on": "2021-09-01"}, {"reason": "Wrong.", "occurred_on": "2021-09-02"}
    person = {"relation": "mother", "name": "C B", "contact": "+371 20000000", **day}
    named = api.made(f"{at}/representatives", person, "representative_id")
    api.made(f"{at}/representatives/{named}/remove", back, "version")
    api.made(f"{at}/personal-data", {"name": "A C", "birth_date": "2008-02-29", **back}, "version")
    enrolment = f"{at}/enrolments/{world.enrolment}"
    api.made(f"{enrolment}/promote", {"stage": "grade-8", **day}, "version")
    api.made(f"{enrolment}/leave", {"last_day": "2022-05-31"}, "version")
    api.made(f"{enrolment}/void-leaving", back, "version")
    again = {"result": "persists", "note": "Sealed.", **day}
    api.made(f"{at}/risks/{world.risk}/reassess", again, "version")
    api.made(f"{at}/risks/{world.risk}/resolve", day, "version")
    events = api.get(f"/log?stream={world.student}&limit=1000").text
    assert "C B" not in events
    assert "20000000" not in events
    assert "Sealed." not in events
