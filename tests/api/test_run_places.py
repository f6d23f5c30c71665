"""pumpurs run: where its processes listen, and what it says of them until it is ready."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import click
import pytest

from api.cli import run


def test_a_ledger_beside_another_needs_only_a_port_of_its_own() -> None:
    """The feed and the metrics are at the two ports after it, unless others are set."""
    assert run.places_beside(8000, {}) == (8001, "127.0.0.1:8002")
    assert run.places_beside(8010, {"FEED_PORT": "", "PUMPURS_METRICS": ""})[0] == 8011
    said = {"FEED_PORT": "9000", "PUMPURS_METRICS": "[::1]:9464"}
    assert run.places_beside(65535, said) == (9000, "[::1]:9464")
    assert run.places_beside(8000, {"FEED_PORT": "8002"}) == (8002, "127.0.0.1:8003")


@pytest.mark.parametrize(
    ("port", "environ", "named"),
    [
        (65535, {}, "FEED_PORT"),
        (65534, {}, "PUMPURS_METRICS"),
        (8000, {"FEED_PORT": "feed"}, "FEED_PORT"),
        (8000, {"FEED_PORT": "8000"}, "FEED_PORT"),
        (8000, {"PUMPURS_METRICS": "127.0.0.1:8000"}, "PUMPURS_METRICS"),
        (8000, {"PUMPURS_METRICS": "0.0.0.0:8001"}, "PUMPURS_METRICS"),
        (8000, {"PUMPURS_METRICS": "here"}, "PUMPURS_METRICS"),
    ],
)
def test_a_place_that_cannot_be_is_named(port: int, environ: dict[str, str], named: str) -> None:
    """By what sets it: where it is no port, or one that another process has."""
    with pytest.raises(click.BadParameter) as refused:
        run.places_beside(port, environ)
    assert refused.value.format_message().startswith(f"Invalid value for {named}: ")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b'{"reasons": ["no database", "no key"]}', "no database (and 1 more)"),
        (b'{"status": 500, "code": "internal_error"}', "the API answers 503"),
        (b'{"reasons": []}', "the API answers 503"),
        (b"[]", "the API answers 503"),
        (b"Bad gateway", "the API does not answer yet"),
    ],
)
def test_any_answer_is_waited_for(answer: bytes, said: str) -> None:
    """What keeps the API from being ready is told in a sentence, whatever it answers with."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(503)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        assert run.readiness(server.server_port) == said
        thread.join()
