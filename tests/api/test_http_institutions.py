"""Institutions over HTTP and on the command line: coordinators by name, counts by place and kind."""

from __future__ import annotations

import pytest

from tests.api.http import NOBODY, refused
from tests.api.test_cli import document, on
from tests.api.world import World

LATER = {"occurred_on": "2020-09-01"}
WHY = {"reason": "it was recorded wrongly", **LATER}


def test_a_coordinator_is_appointed_named_and_ended(world: World) -> None:
    """Name and contact are told by a question of their own; everywhere else they stay sealed."""
    api, school = world.api, f"/institutions/{world.school}"
    said = {"name": "Anna Bērziņa", "contact": "anna@example.lv", "occurred_on": "2018-01-01"}
    made = api.made(f"{school}/coordinators", said, "appointment_id")
    at = f"{school}/coordinators/{made}"
    named = api.get(at).get_json()
    assert (named["name"], named["contact"], named["last_day"]) == (
        "Anna Bērziņa",
        "anna@example.lv",
        None,
    )
    assert api.get(at).headers["Cache-Control"] == "no-store"
    assert "Anna" not in api.get(school).text + api.get("/log").text
    api.made(f"{at}/end", LATER, "version")
    [shown] = api.get(school).get_json()["coordinations"]
    assert (shown["first_day"], shown["last_day"]) == ("2018-01-01", "2020-09-01")
    refused(api.post(f"{at}/end", LATER), 409, "already_ended")
    api.made(f"{at}/void-end", WHY, "version")
    assert api.get(at).get_json()["last_day"] is None
    api.made(f"{at}/remove", WHY, "version")
    refused(api.get(at), 404, "not_found")
    refused(api.get(f"{school}/coordinators/{NOBODY}"), 404, "not_found")


def test_institutions_are_counted_by_what_they_have_in_common(world: World) -> None:
    """By region and kind, on a day."""
    counts = world.api.get("/institutions/counts?group_by=region,kind&on=2020-01-01").get_json()
    assert counts["items"] == [
        {"group": {"region": "vidzeme", "kind": "general"}, "active": 1, "joined": 1}
    ]
    refused(world.api.get("/institutions/counts?group_by=name"), 422, "fields_invalid")


def test_the_command_line_lists_shows_and_counts(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of a day and as known then."""
    pumpurs = on(database_url, monkeypatch)
    renamed = {"name": "Jaunā skola", **LATER}
    world.api.made(f"/institutions/{world.school}/rename", renamed, "renaming_id")
    listed = document(pumpurs("institutions", "list", "--member", "true", "--json"))
    assert [each["name"] for each in listed] == ["Jaunā skola"]
    before = pumpurs("institutions", "list", "--as-of", "2020-08-31").stdout
    assert "School 1" in before
    page = pumpurs("institutions", "show", world.school).stdout
    assert "is called Jaunā skola" in page
    assert "lies in LV-059" in page
    shown = document(pumpurs("institutions", "show", world.school, "--json"))
    assert shown["institution"]["municipality"] == "LV-059"
    counted = document(pumpurs("institutions", "count", "--group-by", "kind", "--json"))
    assert counted == [{"group": {"kind": "general"}, "active": 1, "joined": 1}]
    table = pumpurs("institutions", "count", "--as-of", "2017-01-01").stdout.splitlines()
    assert table[1].split() == ["0", "0"]
    assert pumpurs("institutions", "show", NOBODY).exit_code == 1
    assert pumpurs("institutions", "show", world.school, "--known-at", "1").exit_code == 1
    assert pumpurs("institutions", "list", "--kind", "zoo").exit_code == 2
