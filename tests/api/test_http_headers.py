"""Who asks is part of what a key stands for."""

from __future__ import annotations

from tests.api.http import Api, refused

KEY = "8e2f-first"


def test_a_key_is_not_handed_on(api: Api) -> None:
    """The same request by another person is another request."""
    first = {"Idempotency-Key": KEY, "Actor": "one"}
    assert api.post("/students", {"name": "A"}, headers=first).status_code == 201
    again = api.post("/students", {"name": "A"}, headers=first)
    assert again.headers["Idempotent-Replayed"] == "true"
    other = {"Idempotency-Key": KEY, "Actor": "two"}
    refused(api.post("/students", {"name": "A"}, headers=other), 422, "key_reused")
