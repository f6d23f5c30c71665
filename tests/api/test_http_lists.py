"""Lists: pages that speak for one log, and tables whose columns do not depend on what is in them."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest

from api.lists import Place, cursor
from tests.api.http import Api, refused
from tests.api.world import World

DAY = {"occurred_on": "2020-09-15"}
REQUIRED = {"/statistics/differences": "?from=10"}
"""What a list has to be asked with."""


@pytest.fixture
def paid(world: World) -> World:
    """A partner with three payments."""
    for number in range(1, 4):
        pay(world, f"B-{number}")
    return world


def pay(world: World, reference: str) -> str:
    """Pay the partner 100.00 EUR; the payment's id."""
    payment = {"amount": "100.00", "reference": reference, "period": "2020/21 I", **DAY}
    return world.api.made(f"/partners/{world.partner}/payments", payment, "payment_id")


def columns(api: Api, path: str) -> list[str]:
    """The header of a list as CSV."""
    answer = api.get(path, Accept="text/csv")
    assert answer.status_code == 200, answer.text
    return next(csv.reader(io.StringIO(answer.text)))


def test_the_pages_of_a_list_speak_for_one_log(paid: World) -> None:
    """What is recorded, or taken back, between two pages shows on neither of them."""
    api = paid.api
    first = api.get("/payments?limit=1")
    position = first.headers["Ledger-Position"]
    [known] = first.get_json()["items"]
    path = f"/partners/{paid.partner}/payments/{known['payment_id']}/reverse"
    api.made(path, {"reason": "paid twice", **DAY}, "id")
    pay(paid, "B-4")
    seen, following = [known], first.get_json()["next"]
    while following:
        page = api.get(f"/payments?limit=1&cursor={following}")
        assert page.headers["Ledger-Position"] == position
        seen += page.get_json()["items"]
        following = page.get_json()["next"]
    assert [payment["reference"] for payment in seen] == ["B-1", "B-2", "B-3"]
    assert {payment["reversed_on"] for payment in seen} == {None}
    now = api.look("/payments").get_json()["items"]
    assert [each["reversed_on"] for each in now] == [DAY["occurred_on"], None, None, None]


def test_the_pages_of_a_list_speak_for_one_day(paid: World) -> None:
    """The first one's, even when it is another day in Riga meanwhile."""
    with paid.api.app.test_request_context("/api/v1/payments?limit=2"):
        before = cursor(Place(0, as_of=date(2020, 9, 14)))
    assert paid.api.get(f"/payments?limit=2&cursor={before}").get_json()["items"] == []
    with paid.api.app.test_request_context("/api/v1/payments?limit=2&as_of=2020-09-15"):
        said = cursor(Place(0, as_of=date(2020, 9, 14)))
    path = f"/payments?limit=2&as_of=2020-09-15&cursor={said}"
    assert len(paid.api.look(path).get_json()["items"]) == 2


def test_a_page_of_a_log_that_does_not_show_yet_is_refused(world: World) -> None:
    """As any other question of it."""
    world.api.settle()
    with world.api.app.test_request_context("/api/v1/payments?limit=2"):
        later = cursor(Place(0, known_at=10_000))
    refused(world.api.look(f"/payments?limit=2&cursor={later}"), 422, "known_later")


def test_an_empty_list_has_its_columns(paid: World) -> None:
    """The same as one with rows."""
    found = columns(paid.api, "/payments?limit=1")
    assert found == columns(paid.api, "/payments?known_at=1")
    assert {"payment_id", "amount", "reference"} <= set(found)
    nothing = columns(paid.api, "/funding/totals?group_by=semester,partner&semester=2019/20 I")
    assert nothing[:3] == ["group.semester", "group.partner", "lines"]
    assert "shown.amount" in nothing
    assert columns(paid.api, "/funding/totals")[0] == "group"


def test_events_of_all_kinds_have_the_same_columns(paid: World) -> None:
    """What only some have in them stays together, as JSON."""
    text = paid.api.get("/log?limit=1000", Accept="text/csv").text
    rows: list[dict[str, Any]] = list(csv.DictReader(io.StringIO(text)))
    assert {row["data"][0] for row in rows} == {"{"}
    assert all(None not in row for row in rows)
    assert columns(paid.api, "/log?type=student.left") == list(rows[0])


def test_every_list_comes_as_csv(world: World) -> None:
    """With a header, whatever it has to show."""
    described = world.api.look("/openapi.json").get_json()["paths"]
    paths = [
        path.removeprefix("/api/v1")
        for path, operations in described.items()
        if "text/csv"
        in operations.get("get", {"responses": {"200": {}}})["responses"]["200"].get("content", {})
        and "{" not in path  # the others have rows of the same types
    ]
    assert len(paths) >= 10
    for path in paths:
        assert len(columns(world.api, path + REQUIRED.get(path, ""))) >= 2, path
