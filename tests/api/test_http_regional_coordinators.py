"""Regional coordinators over HTTP and on the command line."""

from __future__ import annotations

import pytest

from tests.api.http import NOBODY, Api, refused
from tests.api.test_cli import document, on

SAID = {"region": "vidzeme", "name": "Anna Bērziņa", "contact": "anna@example.lv"}
LATER = {"occurred_on": "2020-08-31"}
WHY = {"reason": "it was recorded wrongly", **LATER}


def test_a_coordinator_is_appointed_named_and_ended(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told by name to who asks for one of them; in lists and in the log the name stays sealed."""
    appointed = {**SAID, "occurred_on": "2018-01-02"}
    made = api.made("/regional-coordinators", appointed, "coordinator_id")
    at = f"/regional-coordinators/{made}"
    named = api.get(at).get_json()
    assert (named["name"], named["contact"]) == ("Anna Bērziņa", "anna@example.lv")
    api.made(f"{at}/end", LATER, "version")
    listed = api.get("/regional-coordinators?region=vidzeme").text
    assert "2020-08-31" in listed
    assert "Anna" not in listed + api.get("/log").text
    pumpurs = on(api.url, monkeypatch)
    words = ("regional-coordinators", "list", "--as-of", "2020-08-30", "--acting", "true")
    assert "vidzeme" in pumpurs(*words).stdout
    assert document(pumpurs(*words[:2], "--acting", "true", "--json")) == []
    refused(api.post(f"{at}/end", LATER), 409, "already_ended")
    api.made(f"{at}/void-end", WHY, "version")
    assert api.get(at).get_json()["last_day"] is None
    api.made(f"{at}/void", WHY, "version")
    refused(api.get(at), 404, "not_found")
    refused(api.get(f"/regional-coordinators/{NOBODY}"), 404, "not_found")
    refused(api.get("/regional-coordinators?region=nowhere"), 422, "unknown_code")
