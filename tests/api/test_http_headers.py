"""Headers that say who asks: in UTF-8, and part of what a key stands for."""

from __future__ import annotations

import pytest

from tests.api.http import Api, refused

KEY = "8e2f-first"


def sent(text: str) -> str:
    """A header's text as a server hands it over: its UTF-8 bytes as if they were Latin-1."""
    return text.encode().decode("latin-1")


def test_a_name_has_its_diacritics(api: Api) -> None:
    """It is recorded as it is written."""
    body = {"name": "A"}
    assert api.post("/students", body, headers={"Actor": sent("Jānis Bērziņš")}).status_code == 201
    [event] = api.get("/log").get_json()["items"]
    assert event["data"]["actor"] == "Jānis Bērziņš"


def test_another_encoding_is_refused(api: Api) -> None:
    """With the one that is meant."""
    answer = api.post("/students", {"name": "A"}, headers={"Actor": "B\xe9rzi"})
    assert "UTF-8" in refused(answer, 400, "header_invalid")["detail"]


@pytest.mark.parametrize("header", ["Actor", "Role", "On-Behalf-Of"])
def test_a_key_is_not_handed_on(api: Api, header: str) -> None:
    """The same request by another person, in another role or for another is another request."""
    first = {"Idempotency-Key": KEY, header: "one"}
    assert api.post("/students", {"name": "A"}, headers=first).status_code == 201
    again = api.post("/students", {"name": "A"}, headers=first)
    assert again.headers["Idempotent-Replayed"] == "true"
    other = {"Idempotency-Key": KEY, header: "two"}
    refused(api.post("/students", {"name": "A"}, headers=other), 422, "key_reused")
