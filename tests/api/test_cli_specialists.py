"""Specialists over HTTP and on the command line."""

from __future__ import annotations

import pytest

from tests.api.http import NOBODY, refused
from tests.api.test_cli import document, on
from tests.api.world import World


def test_specialists_are_found_by_institution_and_kind(world: World) -> None:
    """As of a day, and as known at a position; the name is nowhere."""
    api = world.api
    where = f"institution_id={world.school}&kind=pedagogue"
    answer = api.get(f"/specialists?{where}")
    [row] = answer.get_json()["items"]
    assert (row["specialist_id"], row["kinds"]) == (world.specialist, ["pedagogue"])
    assert row["institutions"] == [world.school]
    for other in ("as_of=2017-03-15", "known_at=1"):
        assert api.look(f"/specialists?{where}&{other}").get_json()["items"] == []
    refused(api.look("/specialists?kind=wizard"), 422, "unknown_code")


def test_a_specialist_is_shown_as_known_then(world: World) -> None:
    """With its version; a voided qualification is known to have been there."""
    api, path = world.api, f"/specialists/{world.specialist}"
    before = api.get(path)
    [held] = before.get_json()["qualifications"]
    void = f"{path}/qualifications/{held['qualification_id']}/void"
    api.made(void, {"reason": "of somebody else"}, "id")
    now = api.get(path)
    assert now.get_json()["qualifications"] == []
    assert now.headers["ETag"] == '"4"'
    known = before.headers["Ledger-Position"]
    then = api.look(f"{path}?known_at={known}").get_json()
    assert [each["kind"] for each in then["qualifications"]] == ["pedagogue"]
    refused(api.look(f"/specialists/{NOBODY}"), 404, "not_found")


def test_specialists_on_the_command_line(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same answers: a list by institution, and one by its id."""
    pumpurs = on(database_url, monkeypatch)
    words = ["specialists", "list", "--institution-id", world.school]
    assert [each["kinds"] for each in document(pumpurs(*words, "--json"))] == [["pedagogue"]]
    assert document(pumpurs(*words, "--known-at", "1", "--json")) == []
    assert world.specialist in pumpurs(*words).stdout
    assert pumpurs("specialists", "list", "--kind", "wizard").exit_code == 2
    shown = document(pumpurs("specialists", "show", world.specialist, "--json"))
    assert shown["specialist"]["institutions"] == [world.school]
    assert f"works at {world.school}" in pumpurs("specialists", "show", world.specialist).stdout
    missing = pumpurs("specialists", "show", NOBODY)
    assert (missing.exit_code, missing.stdout) == (1, "")
