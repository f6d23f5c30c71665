"""Movement over HTTP: transfers, coming back, records merged, a corrected personal code; and each taken back."""

from __future__ import annotations

from tests.api.http import refused
from tests.api.world import World

CODE, OTHER = "32345678901", "33345678902"


def other_school(world: World) -> str:
    """A second school, of the same partner, in another municipality; the specialist works there too."""
    api, day = world.api, {"occurred_on": "2017-03-16"}
    made = api.made(
        "/institutions", {"name": "School 2", "kind": "general", **day}, "institution_id"
    )
    school = f"/institutions/{made}"
    api.made(f"{school}/placements", {"municipality": "LV-062", **day}, "placement_id")
    api.made(f"{school}/attachments", {"partner_id": world.partner, **day}, "attachment_id")
    api.made(f"{school}/join", day, "membership_id")
    person = f"/specialists/{world.specialist}"
    api.made(f"{person}/attachments", {"institution_id": made, **day}, "attachment_id")
    return made


def test_a_transfer_and_back(world: World) -> None:
    """The plan is read at the new school, a measure counts there; taken back once, with a reason."""
    api, plan, school = world.api, world.plan(), other_school(world)
    path = f"{world.at}/enrolments/{world.enrolment}/transfer"
    said = {"institution_id": school, "stage": "grade-7", "occurred_on": "2020-10-01"}
    stay = api.made(path, said, "new_enrolment_id")
    shown = api.get(f"{world.at}/plans/{plan}").get_json()["plan"]
    assert (shown["institution_id"], shown["enrolment_id"]) == (school, stay)
    assert (shown["municipality"], shown["state"]) == ("LV-062", "in_force")
    earlier = api.get(f"{world.at}/plans/{plan}?as_of=2020-09-30").get_json()["plan"]
    assert earlier["institution_id"] == world.school
    enrolments = api.get(world.at).get_json()["enrolments"]
    assert [(each["first_day"], each["last_day"]) for each in enrolments] == [
        ("2020-09-01", "2020-09-30"),
        ("2020-10-01", None),
    ]
    refused(api.post(path, said), 409, "already_ended")
    back = f"{world.at}/enrolments/{stay}/void-transfer"
    refused(api.post(back, {"occurred_on": "2020-10-02"}), 422, "fields_invalid")
    reason = {"reason": "another child", "occurred_on": "2020-10-02"}
    api.made(back, reason, "version")
    refused(api.post(back, reason), 409, "already_voided")
    shown = api.get(f"{world.at}/plans/{plan}").get_json()["plan"]
    assert shown["institution_id"] == world.school


def test_coming_back(world: World) -> None:
    """The open plan goes on in the new enrolment, when who read it says so."""
    api, plan = world.api, world.plan()
    leave = f"{world.at}/enrolments/{world.enrolment}/leave"
    api.made(leave, {"last_day": "2020-09-20"}, "version")
    again = {"institution_id": world.school, "stage": "grade-7", "occurred_on": "2020-10-01"}
    stay = api.made(f"{world.at}/enrolments", again, "enrolment_id")
    move = {"enrolment_id": stay, "occurred_on": "2020-10-01"}
    path = f"{world.at}/plans/{plan}"
    refused(api.post(f"{path}/move", move), 428, "version_missing")
    api.made(f"{path}/move", move, "version", If_Match=world.version())
    assert api.get(path).get_json()["plan"]["enrolment_id"] == stay
    reason = {"reason": "not yet", "occurred_on": "2020-10-02"}
    api.made(f"{path}/void-move", reason, "version", If_Match=world.version())
    twice = api.post(f"{path}/void-move", reason, headers={"If-Match": world.version()})
    refused(twice, 409, "plan_not_moved")
    assert api.get(path).get_json()["plan"]["enrolment_id"] == world.enrolment


def test_two_records_of_one_child(world: World) -> None:
    """Merged by who has read the kept one; ids that clients have keep resolving; taken back once."""
    api = world.api
    world.plan()
    second = api.made("/students", {"name": "A Bb", "occurred_on": "2020-09-10"}, "student_id")
    path, reason = f"{world.at}/duplicates", {"reason": "same child", "occurred_on": "2020-10-01"}
    said = {"duplicate_id": second, **reason}
    refused(api.post(path, said), 428, "version_missing")
    missing = {"duplicate_id": second, "occurred_on": "2020-10-01"}
    read = {"If-Match": world.version()}
    refused(api.post(path, missing, headers=read), 422, "fields_invalid")
    itself = {**said, "duplicate_id": world.student}
    refused(api.post(path, itself, headers=read), 409, "merged_with_itself")
    api.made(path, said, "version", If_Match=world.version())
    ended = api.get(f"/students/{second}").get_json()["student"]
    assert ended["merged_into"] == world.student
    assert api.get(world.at).get_json()["duplicates"] == [second]
    risk = {"factor": "learning.other", "occurred_on": "2020-10-01"}
    problem = refused(api.post(f"/students/{second}/risks", risk), 409, "merged_away")
    assert world.student in problem["detail"]
    topics = [each["topic"] for each in api.get(f"{world.at}/timeline").get_json()["items"]]
    assert set(topics[-2:]) == {"student.duplicate_absorbed", "student.merged_into"}
    back = f"{path}/{second}/void"
    api.made(back, reason, "version", If_Match=world.version())
    again = api.post(back, reason, headers={"If-Match": world.version()})
    refused(again, 409, "not_merged")
    assert api.get(f"/students/{second}").get_json()["student"]["merged_into"] is None


def test_a_corrected_personal_code_frees_the_old_one(world: World) -> None:
    """It is the learner's alone, and the history says that it was corrected without showing either."""
    api = world.api
    child = {"name": "C D", "personal_code": CODE, "occurred_on": "2020-09-01"}
    first = api.made("/students", child, "student_id")
    refused(api.post("/students", child), 409, "personal_code_taken")
    correction = {**child, "personal_code": OTHER, "reason": "misread"}
    api.made(f"/students/{first}/personal-data", correction, "version")
    second = api.made("/students", child, "student_id")
    wrong = {**child, "personal_code": OTHER, "reason": "misread, too"}
    problem = refused(
        api.post(f"/students/{second}/personal-data", wrong), 409, "personal_code_taken"
    )
    assert first in problem["detail"]
    answer = api.get(f"/students/{first}/timeline")
    topics = [each["topic"] for each in answer.get_json()["items"]]
    assert topics == ["student.registered", "student.personal_data_corrected"]
    for code in (CODE, OTHER):
        for spelled in (code, f"{code[:6]}-{code[6:]}"):
            assert spelled not in answer.text
            assert spelled not in api.get(f"/log?stream={first}").text
