"""The feed: each event once, in order, by positions alone; what is asked wrongly is refused."""

from __future__ import annotations

import json
from time import monotonic
from typing import Any

import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from werkzeug.test import TestResponse

from api.cloud_events import BATCH
from tests.api.http import Api, refused
from tests.api.world import World


def told(answer: TestResponse) -> list[Any]:
    """The events of a page, as others read them."""
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == BATCH
    return [JSONFormat().read(CloudEvent, json.dumps(each)) for each in answer.get_json()]


def test_following_gives_each_event_once(world: World) -> None:
    """Page after page by Ledger-Position, or by Link, whatever the limit: the whole log in its order."""
    whole = [each["position"] for each in world.api.get("/log?limit=1000").get_json()["items"]]
    for limit in (1, 7, 1000):
        found, after = [], "0"
        while page := told(answer := world.api.look(f"/events?after={after}&limit={limit}")):
            found += [int(each.get_id()) for each in page]
            after = answer.headers["Ledger-Position"]
            assert f"after={after}" in answer.headers["Link"]
        assert found == whole
        assert after == str(whole[-1])


def test_types_are_followed_alone_and_the_position_moves_on(world: World) -> None:
    """What is of another type is passed over: who goes on from the position does not look at it again."""
    world.api.settle()
    answer = world.api.look("/events?types=student.enrolled,student.registered")
    types = {each.get_type() for each in told(answer)}
    assert types == {"lv.pumpurs.student.enrolled", "lv.pumpurs.student.registered"}
    last = world.api.look("/log?limit=1000").get_json()["items"][-1]["position"]
    assert answer.headers["Ledger-Position"] == str(last)


@pytest.mark.parametrize(
    ("query", "code", "parameter"),
    [
        ("types=student.nothing", "unknown_code", "types"),
        ("types=student.enrolled,", "unknown_code", "types"),
        ("after=-1", "fields_invalid", "after"),
        ("after=x", "fields_invalid", "after"),
        ("after=999999", "after_the_end", "after"),
        ("wait=31", "fields_invalid", "wait"),
        ("limit=0", "fields_invalid", "limit"),
        ("limit=1001", "fields_invalid", "limit"),
        ("cursor=x", "fields_invalid", "cursor"),
    ],
)
def test_what_cannot_be_followed_is_refused(
    api: Api, query: str, code: str, parameter: str
) -> None:
    """With its parameter named, before anybody waits."""
    problem = refused(api.look(f"/events?{query}"), 422, code)
    assert [fault["parameter"] for fault in problem["errors"]] == [parameter]


def test_where_nobody_may_wait_the_answer_comes_at_once(api: Api) -> None:
    """The workers that write follow the same contract, and say when to ask again."""
    api.settle()
    began = monotonic()
    answer = api.look("/events?wait=30")
    assert told(answer) == []
    assert monotonic() - began < 5
    assert answer.headers["Retry-After"] == "1"
    assert answer.headers["Ledger-Position"] == "0"
