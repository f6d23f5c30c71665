"""What every answer tells a browser, who may ask from another site, and what a proxy is believed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from werkzeug.test import TestResponse

from api import cors, proxies
from api.application import create_app
from api.reach import Reach
from tests.api.http import NOBODY, Api, anybody
from tests.api.world import World

Set = Callable[..., Api]
SCHOOL = "https://school.example"


@pytest.fixture
def configured(database_url: str, kek: bytes, monkeypatch: pytest.MonkeyPatch) -> Iterator[Set]:
    """The API under settings of its own."""
    with closing(Reach(database_url, kek)) as reach:

        def made(**settings: str) -> Api:
            for name, value in settings.items():
                monkeypatch.setenv(name, value)
            return Api(create_app(reach, anybody), database_url)

        yield made


def addresses(api: Api) -> Iterator[TestResponse]:
    """An answer of each address that there is, whatever it says."""
    client = api.app.test_client()
    for rule in api.app.url_map.iter_rules():
        values = {
            name: "1" if name in ("revision", "position") else NOBODY for name in rule.arguments
        }
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda part: values[part[1]], rule.rule)  # noqa: B023
        for method in rule.methods or ():
            answer = client.open(path, method=method)
            yield answer
            answer.close()


def test_no_answer_lets_a_browser_do_anything(api: Api) -> None:
    """Every address, with every method: a policy, no sniffing, no referrer, no cookie, no other site."""
    answers = list(addresses(api))
    assert len(answers) > 200
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none';"), answer.request.path
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Set-Cookie" not in answer.headers
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]
        assert "Strict-Transport-Security" not in answer.headers


def test_nothing_is_kept_but_the_parts_of_the_documentation(api: Api) -> None:
    """Whatever is below /api/v1 may be somebody's: no-store, refusals too."""
    for answer in addresses(api):
        if answer.request.path.startswith("/api/v1"):
            assert answer.headers["Cache-Control"] == "no-store", answer.request.path
    part = api.app.test_client().get("/api/docs/page.css")
    part.close()
    assert set(part.headers["Cache-Control"].split(", ")) == {"public", "max-age=3600"}


def test_a_page_may_use_its_own_style_and_no_script(world: World) -> None:
    """The policy of a printed plan names its style by a word that is another one each time."""
    plan = world.api.made(f"{world.at}/plans", world.draft(), "plan_id")
    path = f"{world.at}/plans/{plan}/revisions/1/print"
    pages = [world.api.get(path) for _ in range(2)]
    nonces = [re.findall(r'<style nonce="([^"]+)">', page.text) for page in pages]
    assert len({nonce for [nonce] in nonces}) == 2
    for page, [nonce] in zip(pages, nonces, strict=True):
        policy = page.headers["Content-Security-Policy"]
        assert f"style-src 'self' 'nonce-{nonce}';" in policy
        assert "script-src" not in policy
        assert "style=" not in page.text


def test_other_sites_may_ask_only_where_they_are_configured(configured: Set) -> None:
    """Exactly these origins; they see the headers that matter, and send no credentials of a browser."""
    client = configured(PUMPURS_CORS_ORIGINS=f"{SCHOOL}, http://localhost:5173").app.test_client()
    ask = {"Origin": SCHOOL, "Access-Control-Request-Method": "POST"}
    before = client.options("/api/v1/students", headers=ask)
    assert (before.status_code, before.text) == (204, "")
    assert before.headers["Access-Control-Allow-Origin"] == SCHOOL
    assert "Idempotency-Key" in before.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in before.headers
    answer = client.get("/api/v1/students", headers={"Origin": SCHOOL})
    assert answer.headers["Access-Control-Allow-Origin"] == SCHOOL
    assert "Ledger-Position" in answer.headers["Access-Control-Expose-Headers"]
    assert "Origin" in answer.headers["Vary"]
    for other in ("https://school.example.evil.example", "http://school.example", "null", "*"):
        for method in ("GET", "OPTIONS"):
            answer = client.open(
                "/api/v1/students", method=method, headers={**ask, "Origin": other}
            )
            assert "Access-Control-Allow-Origin" not in answer.headers
    page = client.get("/api/docs", headers={"Origin": SCHOOL})
    page.close()
    assert "Access-Control-Allow-Origin" not in page.headers


@pytest.mark.parametrize(
    "wrong", ["*", "null", "https://a.example/", "a.example", "https://*.a.example"]
)
def test_an_origin_is_exact(wrong: str) -> None:
    """Neither everybody nor nobody, no pattern, no path."""
    with pytest.raises(ValueError, match="PUMPURS_CORS_ORIGINS"):
        cors.origins({"PUMPURS_CORS_ORIGINS": f"{SCHOOL},{wrong}"})


def test_only_a_proxy_says_that_the_connection_is_safe(configured: Set) -> None:
    """Then browsers are told to stay with it."""
    api = configured(PUMPURS_PROXIES="127.0.0.1")
    said = {"X-Forwarded-Proto": "https"}
    client = api.app.test_client()
    answer = client.get("/healthz", headers=said)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    elsewhere = {"REMOTE_ADDR": "127.0.0.2"}
    answer = client.get("/healthz", headers=said, environ_base=elsewhere)
    assert "Strict-Transport-Security" not in answer.headers


@pytest.mark.parametrize(
    ("asked_by", "passed_on", "who"),
    [
        ("127.0.0.1", "192.0.2.7", "192.0.2.7"),
        ("127.0.0.1", "198.51.100.9, 192.0.2.7", "192.0.2.7"),
        ("127.0.0.1", "198.51.100.9, 192.0.2.7, 10.1.2.3", "192.0.2.7"),
        ("127.0.0.1", "2001:db8::7", "2001:db8::7"),
        ("127.0.0.1", "192.0.2.7, unknown", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "10.1.1.1,10.1.1.2", "10.1.1.1"),
        ("192.0.2.66", "198.51.100.9", "192.0.2.66"),
        ("", "198.51.100.9", ""),
    ],
)
def test_who_asks_is_whom_the_outermost_of_our_proxies_saw(
    asked_by: str, passed_on: str, who: str
) -> None:
    """What comes from further out anybody can have written."""
    seen: list[str] = []

    def app(environ: dict[str, str], _start: object) -> list[bytes]:
        seen.append(environ["REMOTE_ADDR"])
        return []

    ours = proxies.trusted({"PUMPURS_PROXIES": "127.0.0.1, 10.0.0.0/8"})
    asked = {"REMOTE_ADDR": asked_by, "HTTP_X_FORWARDED_FOR": passed_on}
    proxies.Forwarded(app, ours)(asked, lambda *_: lambda _: None)
    assert seen == [who]


def test_a_network_that_is_none_is_refused() -> None:
    """By the name of its setting."""
    with pytest.raises(ValueError, match="PUMPURS_PROXIES"):
        proxies.trusted({"PUMPURS_PROXIES": "proxy.example"})
