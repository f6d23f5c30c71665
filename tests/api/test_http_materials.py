"""Materials over HTTP and on the command line: published, superseded, withdrawn, and back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from api.cli import main
from tests.api.http import NOBODY, Api, refused

DAY, LATER = "2018-03-01", "2020-09-01"
GUIDE = {"title": "Vadlīnijas", "language": "lv", "version": "1"}
WHY = {"reason": "it was recorded wrongly", "occurred_on": LATER}


def publish(api: Api, version: str) -> str:
    """A version of the guidelines: its id."""
    said = {"description": {**GUIDE, "version": version}, "sha256": version * 64}
    return api.made("/materials", {**said, "occurred_on": DAY}, "material_id")


def supersede(api: Api, material: str, by: str, version: int) -> Any:
    """The answer to one taking the place of another."""
    said = {"by": by, "occurred_on": LATER}
    return api.post(f"/materials/{material}/supersede", said, headers={"If-Match": f'"{version}"'})


def current(api: Api, when: str = "") -> list[str]:
    """The versions to be used."""
    rows = api.get(f"/materials?current=true{when}").get_json()["items"]
    return [row["version"] for row in rows]


def test_a_material_is_published_superseded_and_read_back(api: Api) -> None:
    """Which is current depends on the day and on what was known; the history tells of both."""
    one, two = publish(api, "1"), publish(api, "2")
    before = api.get("/materials").headers["Ledger-Position"]
    assert supersede(api, one, two, 1).status_code == 201
    assert current(api) == ["2"]
    assert current(api, f"&as_of={DAY}") == ["1", "2"]
    assert current(api, f"&known_at={before}") == ["1", "2"]
    shown = api.get(f"/materials/{one}").get_json()
    assert (shown["superseded_by"], shown["superseded_on"]) == (two, LATER)
    history = api.get(f"/materials/{two}/history").get_json()["items"]
    assert [each["material_id"] for each in history] == [one, two]
    again = {"description": GUIDE, "sha256": "1" * 64, "occurred_on": LATER}
    taken = refused(api.post("/materials", again), 409, "material_published_already")
    assert one in taken["detail"]
    refused(supersede(api, two, one, 2), 409, "material_not_current")
    refused(supersede(api, two, one, 1), 412, "stale_version")
    refused(supersede(api, two, two, 2), 409, "superseded_by_itself")
    refused(api.post(f"/materials/{two}/supersede", {"by": one}), 428, "version_missing")
    refused(api.get(f"/materials/{NOBODY}/history"), 404, "not_found")
    refused(api.get("/materials?language=tlh"), 422, "unknown_code")


def test_everything_about_a_material_can_be_taken_back(api: Api) -> None:
    """With a reason, by its address."""
    one, two = publish(api, "1"), publish(api, "2")
    assert supersede(api, one, two, 1).status_code == 201
    api.made(f"/materials/{one}/void-supersession", WHY, "id")
    refused(api.post(f"/materials/{one}/void-supersession", WHY), 409, "not_superseded")
    gone = api.post(f"/materials/{one}/withdraw", WHY, headers={"If-Match": '"3"'})
    assert gone.status_code == 201, gone.text
    assert current(api) == ["2"]
    api.made(f"/materials/{one}/void-withdrawal", WHY, "id")
    corrected = {"description": {**GUIDE, "version": "I"}, **WHY}
    api.made(f"/materials/{one}/correct-description", corrected, "id")
    assert current(api) == ["I", "2"]
    api.made(f"/materials/{one}/void", WHY, "id")
    refused(api.get(f"/materials/{one}"), 404, "not_found")


def test_the_command_line_tells_the_same(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists and histories; in columns and as JSON."""
    monkeypatch.setenv("DATABASE_URL", api.url)
    one, two = publish(api, "1"), publish(api, "2")
    assert supersede(api, one, two, 1).status_code == 201

    def pumpurs(*words: str) -> str:
        result = CliRunner().invoke(main, ["materials", *words], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout

    [listed] = json.loads(pumpurs("list", "--current", "true", "--json"))
    assert listed["version"] == "2"
    assert len(json.loads(pumpurs("list", "--current", "true", "--as-of", DAY, "--json"))) == 2
    assert len(json.loads(pumpurs("list", "--known-at", "1", "--json"))) == 1
    assert pumpurs("history", one).count("Vadlīnijas") == 2
    missing = CliRunner().invoke(main, ["materials", "history", NOBODY])
    assert missing.exit_code == 1
