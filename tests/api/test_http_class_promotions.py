"""A class promoted over HTTP, listed there and on the command line, and taken back."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from api.cli import main
from tests.api.http import refused
from tests.api.world import World


def test_a_class_is_promoted_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time is refused under another key; the same key is answered again."""
    api, path = world.api, f"/institutions/{world.school}/class-promotions"
    said = {
        "class_name": "7.a",
        "from_stage": "grade-7",
        "to_stage": "grade-8",
        "students": [world.student],
        "occurred_on": "2021-09-01",
    }
    key = {"Idempotency-Key": "class-7.a"}
    answer = api.post(path, said, headers=key)
    assert answer.status_code == 201, answer.text
    made = answer.get_json()["promotion_id"]
    assert answer.headers["Location"] == f"/api/v1{path}"
    assert api.post(path, said, headers=key).headers["Idempotent-Replayed"] == "true"
    problem = refused(api.post(path, said), 409, "class_already_promoted")
    assert made in problem["detail"]
    other = {**said, "class_name": "7.b"}
    problem = refused(api.post(path, other), 409, "promoted_already")
    assert world.student in problem["detail"]
    [listed] = api.get(path).get_json()["items"]
    assert (listed["promotion_id"], listed["students"]) == (made, 1)
    monkeypatch.setenv("DATABASE_URL", api.url)
    printed = CliRunner().invoke(main, ["class-promotions", "--json"])
    assert [each["class_name"] for each in json.loads(printed.output)] == ["7.a"]
    assert "7.a" in CliRunner().invoke(main, ["class-promotions"]).output
    reason = {"reason": "another class", "occurred_on": "2021-09-02"}
    api.made(f"{path}/{made}/void", reason, "version")
    refused(api.post(f"{path}/{made}/void", reason), 409, "already_voided")
    assert api.get(path).get_json()["items"] == []
    known = api.get(f"{path}?known_at={listed['position']}").get_json()["items"]
    assert known == [listed]
