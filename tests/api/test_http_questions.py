"""Questions over HTTP: each says for which position it speaks, and shows no personal value."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest

from tests.api.http import NOBODY, Api, refused
from tests.api.world import World


@pytest.fixture
def given(world: World) -> World:
    """A world with a plan in force and a consultation and a paid compensation under it."""
    api, plan = world.api, world.plan()
    api.made(f"{world.at}/consultations", world.consultation(plan), "consultation_id")
    claim = api.made(f"{world.at}/compensations", world.claim(plan), "compensation_id")
    path = f"{world.at}/compensations/{claim}"
    day = {"occurred_on": "2020-09-15"}
    api.made(f"{path}/approve", {"amount": "20.00", **day}, "version", Actor="colleague")
    paid = {"amount": "20.00", "payment_reference": "MO-1", **day}
    api.made(f"{path}/pay", paid, "payment_id")
    return world


def items(api: Api, path: str) -> list[dict[str, Any]]:
    """The rows of a list."""
    answer = api.get(path)
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.get_json()["items"]
    return rows


def one(api: Api, path: str) -> Any:
    """One thing."""
    answer = api.get(path)
    assert answer.status_code == 200, answer.text
    assert int(answer.headers["Ledger-Position"]) > 0
    return answer.get_json()


def test_a_student_is_shown_without_personal_values(given: World) -> None:
    """Where enrolled and under which risks, with the version for If-Match; no name anywhere."""
    answer = given.api.get(given.at)
    assert answer.headers["ETag"] == given.version()
    shown = answer.get_json()
    assert shown["enrolments"][0]["stage"] == "grade-7"
    assert shown["risks"][0]["factor"] == "learning.low_achievement"
    assert "A B" not in answer.text
    assert one(given.api, f"{given.at}?as_of=2020-08-31")["enrolments"] == []


def test_students_can_be_found_by_institution(given: World) -> None:
    """By what holds on a day."""
    path = f"/students?institution_id={given.school}"
    assert [row["student_id"] for row in items(given.api, path)] == [given.student]
    assert items(given.api, f"{path}&as_of=2020-08-31") == []


def test_the_timeline_tells_everything_without_what_is_sealed(given: World) -> None:
    """In the order of the log."""
    entries = items(given.api, f"{given.at}/timeline")
    assert [entry["version"] for entry in entries] == list(range(1, len(entries) + 1))
    assert "name" not in entries[0]["summary"]
    refused(given.api.get(f"/students/{NOBODY}/timeline"), 404, "not_found")


def test_the_plan_in_force_tells_what_is_planned_held_and_paid(given: World) -> None:
    """On a day; before everybody had agreed there is none."""
    shown = one(given.api, f"{given.at}/plan-in-force?on=2020-09-30")
    assert shown["plan"]["plan_id"] == given.agreed
    [line] = shown["consultations"]
    assert (line["planned"], line["held"]) == ("2.00", "1.00")
    [cost] = shown["compensations"]
    assert (cost["planned"], cost["claimed"], cost["paid"]) == ("60.00", "20.00", "20.00")
    refused(given.api.get(f"{given.at}/plan-in-force?on=2020-09-03"), 404, "not_found")


def test_every_revision_of_a_plan_can_be_read(given: World) -> None:
    """The last agreed one stays in force while a new one waits."""
    path = f"{given.at}/plans/{given.agreed}"
    content = given.content(holiday_support=True)
    said = {"content": content, "occurred_on": "2020-10-01"}
    revised = given.api.post(f"{path}/revisions", said, headers={"If-Match": given.version()})
    assert revised.headers["Location"] == f"/api/v1{path}"
    assert one(given.api, path)["revision"]["revision"] == 1
    assert one(given.api, f"{path}/revisions/2")["revision"]["holiday_support"] is True
    refused(given.api.get(f"{path}/revisions/3"), 404, "not_found")
    assert [row["plan_id"] for row in items(given.api, f"{given.at}/plans")] == [given.agreed]
    count = one(given.api, "/plans/count?semester=2020/21 I")
    assert count == {"plans": 1, "students": 1}


def test_funding_totals_lead_to_the_events_behind_them(given: World) -> None:
    """12.35 for the hour and 20.00 for meals; the ESF part exact, and as it is shown."""
    path = "/funding/totals?group_by=semester,cost_category"
    consultations, compensations = sorted(
        items(given.api, path), key=lambda row: row["group"]["cost_category"], reverse=True
    )
    assert consultations["group"] == {"semester": "2020/21 I", "cost_category": "consultations"}
    assert consultations["esf"] == "10.4975"
    assert consultations["shown"] == {
        "amount": "12.35",
        "esf": "10.49",
        "state": "1.86",
        "state_non_eligible": "0.00",
    }
    assert compensations["amount"] in ("20.00", "20.0000")
    lines = items(given.api, f"/funding/lines?partner={given.partner}&cost_category=compensations")
    event = one(given.api, f"/log/{lines[0]['position']}")
    assert event["type"] == "student.compensation_paid"
    assert len(event["leaf_hash"]) == 64
    assert items(given.api, f"/funding/lines?partner={NOBODY}") == []
    refused(given.api.look("/funding/totals?group_by=weather"), 422, "fields_invalid")


def test_a_figure_stays_what_it_was_known_to_be(given: World) -> None:
    """Voiding a consultation changes the total, but not the one known before."""
    api = given.api
    before = api.get("/funding/totals")
    position = before.headers["Ledger-Position"]
    [consulted] = items(api, "/log?type=student.consultation_recorded")
    path = f"{given.at}/consultations/{consulted['data']['consultation_id']}/void"
    api.made(path, {"reason": "It was another day.", "occurred_on": "2020-10-01"}, "version")
    now = api.get("/funding/totals")
    assert now.get_json() != before.get_json()
    then = api.look(f"/funding/totals?known_at={position}")
    assert then.get_json() == before.get_json()
    assert then.headers["Ledger-Position"] == position
    instant = consulted["sequenced_at"].replace("+", "%2B")
    assert api.look(f"/funding/totals?known_at={instant}").status_code == 200
    [nothing] = items(api, "/funding/totals?known_at=2019-12-31")
    assert nothing["lines"] == 0
    refused(api.look("/funding/totals?known_at=2019-02-30"), 422, "fields_invalid")
    refused(api.look("/funding/totals?known_at=99999"), 422, "known_later")


def test_a_publication_names_what_was_known(given: World) -> None:
    """Its figures stay what they were when it was issued."""
    api = given.api
    api.made("/publications", {"name": "Report 2020", "occurred_on": "2020-12-01"}, "version")
    before = api.get("/funding/totals")
    [consulted] = items(api, "/log?type=student.consultation_recorded")
    path = f"{given.at}/consultations/{consulted['data']['consultation_id']}/void"
    api.made(path, {"reason": "It was another day.", "occurred_on": "2020-12-02"}, "version")
    [issued] = items(api, "/publications")
    named = api.look("/funding/totals?known_at=Report 2020")
    assert named.headers["Ledger-Position"] == str(issued["position"])
    assert named.get_json() == before.get_json()
    refused(api.look("/funding/totals?known_at=Report 1999"), 422, "publication_unknown")


def test_the_journal_balances(given: World) -> None:
    """Each entry's debits equal its credits, and the balances add up to nothing."""
    entries = items(given.api, "/journal/entries")
    assert len(entries) == 2
    balances = items(given.api, "/journal/balances")
    assert sum(Decimal(each["balance"]) for each in balances) == 0


def test_partners_institutions_and_the_operation(given: World) -> None:
    """Read by date."""
    api = given.api
    api.made(
        f"/partners/{given.partner}/payments",
        {
            "amount": "100.00",
            "reference": "B-1",
            "period": "2020/21 I",
            "occurred_on": "2020-12-01",
        },
        "payment_id",
    )
    assert one(api, f"/partners/{given.partner}")["partner"]["received"] == "100.00"
    assert [row["received"] for row in items(api, "/partners/semesters")] == ["100.00"]
    assert one(api, "/payments/total?as_of=2020-11-30")["payments"] == 0
    assert len(items(api, "/payments?period_stated=true")) == 1
    assert one(api, "/institutions/count?on=2020-09-01") == {"active": 1, "joined": 1}
    assert [row["name"] for row in items(api, "/institutions?member=true")] == ["School 1"]
    school = api.get(f"/institutions/{given.school}?on=2017-03-15")
    assert school.get_json()["institution"]["member"] is False
    assert school.headers["ETag"] == '"4"'
    specialist = one(api, f"/specialists/{given.specialist}")
    assert [each["kind"] for each in specialist["qualifications"]] == ["pedagogue"]
    assert [each["institution_id"] for each in specialist["attachments"]] == [given.school]
    rule = {"valid_from": "2020-01-01", "source": "MK 460", "occurred_on": "2020-01-01"}
    ended = {"kind": "youth_project", "amount": "4600.00", "valid_until": "2020-12-31"}
    api.made("/operation/lump-sums", {**ended, **rule}, "rule_id")
    assert one(api, "/operation?on=2021-01-01")["lump_sums"] == []
    assert one(api, "/operation?on=2020-09-01&as_of=2019-12-31")["lump_sums"] == []
    rules = one(api, "/operation?on=2020-09-01")
    assert [each["amount"] for each in rules["lump_sums"]] == ["4600.00"]
    assert rules["rates"][0]["unit_cost"] == "12.35"
    assert one(api, "/operation?on=2017-03-15")["rates"] == []


def test_lists_come_in_pages(given: World) -> None:
    """One after the other, each event once; a cursor is good for its own list only."""
    api = given.api
    everything = items(api, "/log?limit=1000")
    seen, path = [], "/log?limit=7"
    while path:
        answer = api.look(path).get_json()
        seen += answer["items"]
        path = answer["next"] and f"/log?limit=7&cursor={answer['next']}"
    assert seen == everything
    cursor = api.look("/log?limit=7").get_json()["next"]
    refused(api.look(f"/log?cursor={cursor}&type=student.registered"), 400, "cursor_invalid")
    refused(api.look(f"/students?cursor={cursor}"), 400, "cursor_invalid")
    other_tag = ("B" if cursor[0] == "A" else "A") + cursor[1:]
    for tampered in (cursor[:-2] + "AA", other_tag, "!", "ā", ""):
        refused(api.look(f"/log?limit=7&cursor={tampered}"), 400, "cursor_invalid")


def test_lists_come_as_csv_and_ndjson(given: World) -> None:
    """By Accept; the next page is in a header."""
    api = given.api
    answer = api.get("/funding/totals?group_by=semester", Accept="text/csv")
    [row] = csv.DictReader(io.StringIO(answer.text))
    assert (row["group.semester"], row["shown.amount"]) == ("2020/21 I", "32.35")
    answer = api.look("/log?limit=3", Accept="application/x-ndjson")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [line["position"] for line in lines] == [1, 2, 3]
    following = answer.headers["Link"].split(">")[0].removeprefix("</api/v1")
    [line] = api.look(following.replace("limit=3", "limit=1")).get_json()["items"]
    assert line["position"] == 4
    assert api.look("/log?limit=2", Accept="text/csv").text.count("\r\n") == 3
    refused(api.look("/log", Accept="application/pdf"), 406, "not_acceptable")


def test_who_has_written_reads_it(world: World) -> None:
    """A read with the ticket of a write waits for it, or says that it does not show yet."""
    api = world.api
    answer = api.post(
        f"{world.at}/risks", {"factor": "learning.other", "occurred_on": "2020-09-05"}
    )
    ticket = answer.headers["Ledger-Ticket"]
    late = api.look(world.at, Ledger_Ticket=ticket)
    refused(late, 503, "not_yet_shown")
    assert late.headers["Retry-After"] == "1"
    shown = api.get(world.at, Ledger_Ticket=ticket)
    assert len(shown.get_json()["risks"]) == 2
    refused(api.look(world.at, Ledger_Ticket=str(int(ticket) + 1)), 400, "ticket_unknown")
    refused(api.look(world.at, Ledger_Ticket="-1"), 400, "header_invalid")
