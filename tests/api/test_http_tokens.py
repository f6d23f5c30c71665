"""A token that is refused is refused over HTTP in the words of RFC 6750, and nothing of it is said or logged."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from api.application import create_app
from api.identity import Issuers
from api.moment import now
from api.reach import Reach
from tests.api.http import refused
from tests.api.signing import Signer, configure
from tests.conftest import NewDatabase

NOBODY_LISTENS = "http://127.0.0.1:9/keys"


class Door:
    """The API, whose issuer's keys are known, or those of one that is away."""

    def __init__(self, url: str, kek: bytes, file: Path) -> None:
        issuers = Issuers.from_environment({"PUMPURS_ISSUERS": str(file)})
        self.reach = Reach(url, kek, issuers=issuers)
        self._client = create_app(self.reach).test_client()

    def ask(self, authorization: str | None, **headers: str) -> TestResponse:
        """Ask for learners, with this in the header Authorization."""
        sent = {"Authorization": authorization} if authorization is not None else {}
        return self._client.get("/api/v1/students", headers=sent | headers)


@pytest.fixture(scope="module")
def door(
    new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory, signer: Signer
) -> Iterator[Door]:
    """One that knows the signer's key; nobody records anything there."""
    file = configure(tmp_path_factory.mktemp("issuers"), signer.public())
    with new_database() as url:
        made = Door(url, bytes(32), file)
        yield made
        made.reach.close()


def lasting(signer: Signer, **changes: Any) -> str:
    """A token that is good now, but for these claims."""
    seconds = int(now().timestamp())
    return signer.token(**{"iat": seconds, "exp": seconds + 600, **changes})


def test_a_refused_token_is_401_and_says_what_to_mend(
    door: Door, signer: Signer, caplog: pytest.LogCaptureFixture
) -> None:
    """In both languages; neither the answer nor any log repeats a part of it."""
    caplog.set_level(logging.DEBUG)
    text = lasting(signer, aud="https://other.example.lv")
    answer = door.ask(f"Bearer {text}")
    assert (
        "its aud has to be https://pumpurs.example.lv"
        in refused(answer, 401, "token_refused")["detail"]
    )
    assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    latvian = door.ask(f"Bearer {text}", **{"Accept-Language": "lv"})
    assert latvian.get_json()["title"] == "Piekļuves pilnvara nav derīga"
    for part in text.split("."):
        assert part not in answer.text + str(answer.headers) + caplog.text


@pytest.mark.parametrize(
    ("authorization", "code"),
    [
        (None, "unauthenticated"),
        ("", "unauthenticated"),
        ("Bearer", "unauthenticated"),
        ("Basic YTpi", "unauthenticated"),
        ("Token {token}", "unauthenticated"),
        ("{token}", "unauthenticated"),
        ("Bearer {token},{token}", "token_refused"),
        ("Bearer {token} {token}", "token_refused"),
        ("Bearer \u00e9", "token_refused"),
        ("Bearer none", "token_refused"),
    ],
)
def test_what_is_no_token_is_401(
    authorization: str | None, code: str, door: Door, signer: Signer
) -> None:
    """Who brings none is told how to; who brings something else is told that it is none."""
    sent = authorization and authorization.format(token=lasting(signer))
    answer = door.ask(sent)
    refused(answer, 401, code)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert ("invalid_token" in answer.headers["WWW-Authenticate"]) == (code == "token_refused")


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({"Authorization": "pk_1"}, "does not begin with the word Bearer"),
        ({"X-API-Key": "pk_1"}, "X-API-Key is not read"),
        ({"Authorization": "Bearer PK_1"}, "begin with pk_"),
        ({"Authorization": "Bearer pk-1"}, "begin with pk_"),
        ({"Authorization": "Bearer 1"}, "begin with pk_"),
    ],
)
def test_a_key_in_another_form_is_told_of_the_right_one(
    door: Door, headers: dict[str, str], said: str
) -> None:
    """Who did send one is not asked to send one, and nothing of it is repeated."""
    answer = door.ask(headers.pop("Authorization", None), **headers)
    assert answer.status_code == 401
    assert said in answer.get_json()["detail"]
    assert "_1" not in answer.text
    assert "-1" not in answer.get_json()["detail"]


def test_the_scheme_is_written_in_any_case(door: Door, signer: Signer) -> None:
    """RFC 9110, 11.1; a good token of somebody whom nobody has let in is 403."""
    for scheme in ("Bearer", "bearer", "BEARER"):
        refused(door.ask(f"{scheme} {lasting(signer)}"), 403, "no_access")


def test_a_provider_that_is_away_is_503(
    database_url: str, kek: bytes, tmp_path: Path, signer: Signer
) -> None:
    """Who brings its token is told to come again; that the token may be good is not held against them."""
    file = configure(tmp_path, jwks_file=None, jwks_url=NOBODY_LISTENS)
    door = Door(database_url, kek, file)
    answer = door.ask(f"Bearer {lasting(signer)}")
    assert "school-id" in refused(answer, 503, "issuer_away")["detail"]
    assert int(answer.headers["Retry-After"]) >= 1
    refused(
        door.ask(f"Bearer {lasting(signer, iss='https://nobody.example')}"), 401, "token_refused"
    )
    door.reach.close()
