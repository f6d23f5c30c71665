"""A ledger that is tried out has an issuer of its own, whose key nobody else may read."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from api.identity import (
    Claims,
    Issuers,
    IssuersInvalid,
    LocalIssuer,
    LocalIssuerRefused,
    TokenRefused,
    Tokens,
)
from tests.api.signing import AT, Signer, configure


def verifier(path: Path) -> Tokens:
    """Who believes the local issuer."""
    return Tokens(Issuers.from_environment({"PUMPURS_LOCAL_ISSUER": str(path)}))


def test_its_tokens_are_accepted(tmp_path: Path) -> None:
    """Until they expire; the key is made once."""
    path = tmp_path / "data" / "local-issuer.json"
    text = LocalIssuer.make(path).token("director", AT, timedelta(hours=1))
    again = LocalIssuer.make(path).token("auditor", AT, timedelta(hours=1), client="tests")
    tokens = verifier(path)
    assert tokens.verify(text, AT) == Claims("local", "director", "demo")
    assert tokens.verify(again, AT) == Claims("local", "auditor", "tests")
    with pytest.raises(TokenRefused, match="expired"):
        tokens.verify(text, AT + timedelta(hours=1, seconds=30))
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_another_ledger_does_not_believe_it(tmp_path: Path) -> None:
    """Each has a key of its own."""
    one, two = tmp_path / "one", tmp_path / "two"
    LocalIssuer.make(two)
    text = LocalIssuer.make(one).token("national", AT, timedelta(hours=1))
    with pytest.raises(TokenRefused, match="kid"):
        verifier(two).verify(text, AT)


def test_its_public_key_is_public(tmp_path: Path) -> None:
    """And nothing else is told."""
    [key] = json.loads(LocalIssuer.make(tmp_path / "key").key_set())["keys"]
    assert set(key) == {"kty", "crv", "x", "kid", "use"}


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    """With what to do about it."""
    path = tmp_path / "key"
    LocalIssuer.make(path)
    path.chmod(0o640)
    with pytest.raises(IssuersInvalid, match="chmod 600"):
        verifier(path)


@pytest.mark.parametrize(
    "text",
    ["", "x", "[]", "{}", '{"kty": "oct", "k": "AAAA"}', '{"kty": "OKP", "crv": "Ed25519"}', "é"],
)
def test_a_file_that_is_no_key_is_refused(text: str, tmp_path: Path) -> None:
    """Rather than to make another: somebody put it there."""
    path = tmp_path / "key"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(IssuersInvalid, match="delete it"):
        LocalIssuer.make(path)


def test_a_public_key_signs_nothing(tmp_path: Path) -> None:
    """It would verify, but it is not what belongs there."""
    path = tmp_path / "key"
    [key] = json.loads(LocalIssuer.make(tmp_path / "other").key_set())["keys"]
    path.write_text(json.dumps(key))
    path.chmod(0o600)
    with pytest.raises(IssuersInvalid, match="no private Ed25519 key"):
        verifier(path)


def test_configured_issuers_leave_no_room_for_it(tmp_path: Path) -> None:
    """A ledger whose people are known elsewhere does not believe a key that lies about."""
    LocalIssuer.make(tmp_path / "key")
    file = configure(tmp_path, Signer().public())
    both = {"PUMPURS_ISSUERS": str(file), "PUMPURS_LOCAL_ISSUER": str(tmp_path / "key")}
    with pytest.raises(LocalIssuerRefused, match="PUMPURS_ISSUERS"):
        Issuers.from_environment(both)


def test_production_does_not_believe_it(tmp_path: Path) -> None:
    """In no process, wherever it listens."""
    LocalIssuer.make(tmp_path / "key")
    settings = {"PUMPURS_LOCAL_ISSUER": str(tmp_path / "key"), "PUMPURS_PRODUCTION": "1"}
    with pytest.raises(LocalIssuerRefused, match="production"):
        Issuers.from_environment(settings)
    assert len(Issuers.from_environment(settings | {"PUMPURS_PRODUCTION": "0"})) == 1
