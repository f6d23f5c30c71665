"""Batches: many commands in one request, each answered as if it had been a request of its own."""

from __future__ import annotations

import gzip

import pytest

from tests.api.batches import consultation, line, packed, results, send, statuses
from tests.api.http import NOBODY, refused
from tests.api.world import World


@pytest.fixture
def planned(world: World) -> World:
    """A learner with a plan in force."""
    world.plan()
    return world


def test_lines_are_recorded_in_their_order(planned: World) -> None:
    """By one append; each is answered with its ids, its version and the ticket of the append."""
    before = planned.api.log_length()
    answers = results(send(planned.api, [consultation(planned, hour) for hour in (8, 9, 10)]))
    assert [each["line"] for each in answers] == [1, 2, 3]
    assert [each["status"] for each in answers] == [201, 201, 201]
    assert planned.api.log_length() == before + 3
    versions = [each["version"] for each in answers]
    assert versions == list(range(versions[0], versions[0] + 3))
    assert len({each["ticket"] for each in answers}) == 1
    assert {each["id"] for each in answers} == {planned.student}
    shown = planned.api.get(f"{planned.at}/timeline", Ledger_Ticket=str(answers[0]["ticket"]))
    assert answers[-1]["consultation_id"] in shown.text


def test_a_later_line_sees_what_an_earlier_one_did(world: World) -> None:
    """A learner is registered, enrolled and given a risk in one batch, by the ids that keys make."""
    first = results(send(world.api, [line("students.register", {}, {"name": "C D"}, key="c")]))
    at = {"student_id": first[0]["student_id"]}
    enrolment = {"institution_id": world.school, "stage": "grade-7", "occurred_on": "2020-09-01"}
    risk = {"factor": "learning.low_achievement", "occurred_on": "2020-09-02"}
    lines = [
        line("students.register", {}, {"name": "C D"}, key="c"),
        line("students.enrol", at, enrolment),
        line("students.identify_risk", at, risk, key="r"),
        line("students.identify_risk", at, risk, key="r"),
    ]
    answers = results(send(world.api, lines))
    assert [each["status"] for each in answers] == [201] * 4
    assert [each["replayed"] for each in answers] == [True, False, False, True]
    assert [each["version"] for each in answers] == [1, 2, 3, 3]
    assert answers[2]["risk_id"] == answers[3]["risk_id"]
    assert answers[2]["ticket"] == answers[3]["ticket"]


def test_a_line_names_what_another_makes(world: World) -> None:
    """By its key, before or after it was recorded; in whatever order keys are named, ids are the same."""
    learner = {"student_id": "made-by:learner-1"}
    enrolment = {"institution_id": world.school, "stage": "grade-7", "occurred_on": "2020-09-01"}
    risk = {"factor": "learning.low_achievement", "occurred_on": "2020-09-02"}
    lines = [
        line("students.register", {}, {"name": "C D"}, key="learner-1"),
        line("students.enrol", learner, enrolment),
        line("students.identify_risk", learner, risk, key="risk-1"),
        line(
            "students.resolve_risk",
            {**learner, "risk_id": "made-by:risk-1"},
            {"occurred_on": "2020-09-03"},
        ),
    ]
    answers = results(send(world.api, lines))
    assert [each["status"] for each in answers] == [201] * 4
    assert [each["version"] for each in answers] == [1, 2, 3, 4]
    again = results(send(world.api, [{**lines[2], "address": {"student_id": answers[0]["id"]}}]))
    assert again[0]["replayed"]
    assert again[0]["risk_id"] == answers[2]["risk_id"]


def test_what_a_key_makes_is_the_clients_own(world: World) -> None:
    """Nobody learns, or changes, what another's key has made; what is no key is said so."""
    registered = line("students.register", {}, {"name": "C D"}, key="learner-1")
    risk = line(
        "students.identify_risk",
        {"student_id": "made-by:learner-1"},
        {"factor": "learning.low_achievement", "occurred_on": "2020-09-02"},
    )
    unclear = {**risk, "address": {"student_id": "made-by:"}}
    assert statuses(send(world.api, [registered])) == [201]
    answers = results(send(world.api, [risk, unclear], Client="another"))
    assert [each["problem"]["code"] for each in answers] == ["not_found", "idempotency_key_invalid"]


def test_a_refused_line_is_only_its_own(planned: World) -> None:
    """What rules, holds, permits and schemas refuse is told with what a request of its own is told."""
    good, other = consultation(planned, 8), consultation(planned, 9)
    taken = consultation(planned, 8)  # the specialist is in the first one
    unknown = {**consultation(planned, 10), "address": {"student_id": NOBODY}}
    spoiled = consultation(planned, 11)
    spoiled["body"]["consultation"]["hours"] = 1
    unplanned = consultation(planned, 12)
    unplanned["body"]["consultation"]["subject"] = "latvian"
    answers = results(send(planned.api, [good, taken, unknown, spoiled, unplanned, other]))
    assert [each["status"] for each in answers] == [201, 409, 404, 422, 409, 201]
    assert answers[1]["problem"]["code"] == "already_booked"
    assert answers[0]["consultation_id"] in answers[1]["problem"]["detail"]
    assert [each["pointer"] for each in answers[3]["problem"]["errors"]] == [
        "/body/consultation/hours"
    ]
    assert answers[5]["version"] == answers[0]["version"] + 1
    for sent, answer in zip(
        [taken, unknown, unplanned], [answers[1], answers[2], answers[4]], strict=True
    ):
        alone = planned.api.post(
            f"/students/{sent['address']['student_id']}/consultations",
            sent["body"],
            headers={"Idempotency-Key": sent["key"]},
        )
        problem = alone.get_json()
        assert {**answer["problem"], "request_id": ""} == {**problem, "request_id": ""}


def test_atomic_is_all_or_nothing(planned: World) -> None:
    """One append for all lines; where one is refused, each says which one, and nothing is recorded."""
    lines = [consultation(planned, hour) for hour in (8, 9, 10)]
    before = planned.api.log_length()
    for spoiled in (
        b"{",
        {**lines[0], "key": "x"},  # the same time twice
        {**lines[0], "key": "x", "address": {"student_id": NOBODY}},
    ):
        answers = results(send(planned.api, [*lines, spoiled], "?mode=atomic"))
        assert [each["status"] for each in answers[:3]] == [424] * 3
        assert answers[3]["status"] in (400, 404, 409)
        assert "Line 4" in answers[0]["problem"]["detail"]
        assert planned.api.log_length() == before
    answers = results(send(planned.api, lines, "?mode=atomic"))
    assert [each["status"] for each in answers] == [201] * 3
    assert len({each["ticket"] for each in answers}) == 1
    assert planned.api.log_length() == before + 3
    again = results(send(planned.api, lines, "?mode=atomic"))
    assert [each["replayed"] for each in again] == [True] * 3
    assert planned.api.log_length() == before + 3


def test_a_batch_may_be_rehearsed(planned: World) -> None:
    """dry_run=true answers as the batch would be, and records nothing."""
    lines = [consultation(planned, 8), consultation(planned, 8), consultation(planned, 9)]
    before = planned.api.log_length()
    for mode, expected in (("continue", [200, 409, 200]), ("atomic", [424, 409, 424])):
        answer = send(planned.api, lines, f"?dry_run=true&mode={mode}")
        assert statuses(answer) == expected
    assert {each.get("ticket") for each in results(answer)} == {None}
    assert planned.api.log_length() == before
    assert statuses(send(planned.api, lines)) == [201, 409, 201]


def test_a_line_is_the_request_it_stands_for(planned: World) -> None:
    """Sent as a request of its own before or after, under the same key, it is answered again, not recorded."""
    sent = consultation(planned, 8)
    headers = {"Idempotency-Key": sent["key"]}
    alone = planned.api.post(f"{planned.at}/consultations", sent["body"], headers=headers)
    [answer] = results(send(planned.api, [sent]))
    assert answer["replayed"]
    assert {name: answer[name] for name in alone.get_json()} == alone.get_json()
    other = {**consultation(planned, 9), "key": sent["key"]}
    [answer] = results(send(planned.api, [other]))
    assert (answer["status"], answer["problem"]["code"]) == (422, "key_reused")


def test_versions_are_asked_for_where_requests_ask_for_them(planned: World) -> None:
    """if_match takes the place of the header; where no version is asked for, none is taken."""
    at = {"student_id": planned.student, "plan_id": planned.agreed}
    close = {"occurred_on": "2020-12-22"}
    version = int(planned.version().strip('"'))
    lines = [
        line("students.close_plan", at, close),
        line("students.close_plan", at, close, if_match=1),
        line("students.close_plan", at, close, if_match="1"),
        {**consultation(planned, 8), "if_match": version},
        line("students.close_plan", at, close, if_match=version),
    ]
    assert statuses(send(planned.api, lines)) == [428, 412, 422, 422, 201]


@pytest.mark.parametrize("mode", ["continue", "atomic"])
def test_gzip_is_taken(planned: World, mode: str) -> None:
    """In several members, too."""
    lines = [consultation(planned, hour) for hour in (8, 9)]
    data = gzip.compress(packed(lines[:1])) + gzip.compress(packed(lines[1:]))
    answer = send(planned.api, data, f"?mode={mode}", Content_Encoding="gzip")
    assert statuses(answer) == [201, 201]


def test_what_is_no_batch_is_refused_as_ever(planned: World) -> None:
    """Another form, mode or encoding; nothing sent is nothing answered."""
    assert results(send(planned.api, [])) == []
    refused(planned.api.post("/batches", {}), 415, "not_ndjson")
    refused(send(planned.api, [], Content_Encoding="br"), 415, "not_ndjson")
    refused(send(planned.api, [], "?mode=some"), 422, "fields_invalid")
    refused(send(planned.api, [], "?mode=atomic&mode=atomic"), 422, "fields_invalid")
