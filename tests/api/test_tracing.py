"""A caller's trace is recorded with what it made the ledger record."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from api.tracing import trace_of
from tests.api.http import Api

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = "00f067aa0ba902b7"


@pytest.mark.parametrize(
    "text",
    [
        "",
        TRACE,
        f"00-{TRACE}-{PARENT}",
        f"00-{TRACE}-{PARENT}-01-",
        f"00-{TRACE}-{PARENT}-01-more",
        f"ff-{TRACE}-{PARENT}-01",
        f"00-{TRACE.upper()}-{PARENT}-01",
        f"00-{'0' * 32}-{PARENT}-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"00-{TRACE}-{PARENT}-1",
        f"00-{TRACE[1:]}g-{PARENT}-01",
        f"00-{TRACE}-{PARENT}-01,00-{TRACE}-{PARENT}-01",
        f"0٠-{TRACE}-{PARENT}-01",
        f"01-{TRACE}-{PARENT}-01more",
        f"00-{TRACE}-{PARENT}-01\n",
    ],
)
def test_what_is_no_trace_is_ignored(text: str) -> None:
    """Of another form, all zeros, given twice: as if it were not there."""
    assert trace_of(text) is None


@pytest.mark.parametrize("text", [f"00-{TRACE}-{PARENT}-01", f"01-{TRACE}-{PARENT}-ff-later"])
def test_a_trace_is_its_sixteen_bytes(text: str) -> None:
    """A later version of the header may say more."""
    assert trace_of(text) == UUID(TRACE)


def test_a_trace_correlates_what_is_recorded(api: Api) -> None:
    """Without one, the request's own id does."""
    own = str(uuid4())
    for headers in (
        {"Traceparent": f"00-{TRACE}-{PARENT}-01"},
        {"Traceparent": f"00-{TRACE}-{PARENT}-01-x", "X-Request-Id": own},
    ):
        assert api.post("/students", {"name": "A"}, headers=headers).status_code == 201
    traced, untraced = (each["data"] for each in api.get("/log").get_json()["items"])
    assert traced["correlation_id"] == str(UUID(TRACE))
    assert traced["request_id"] != traced["correlation_id"]
    assert untraced["correlation_id"] == untraced["request_id"] == own
