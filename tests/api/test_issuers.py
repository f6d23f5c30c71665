"""Whose tokens are accepted is configured in a file; what is wrong with it stops the start."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from api.identity import Claims, Issuers, IssuersInvalid, TokenRefused, Tokens
from tests.api.signing import AT, CLAIMS, ISS, Signer, configure, key_set
from tests.tree import ROOT

OPERATIONS = ROOT / "docs" / "operations.md"


def configured(folder: Path, *keys: dict[str, Any], **changes: Any) -> Issuers:
    """What a configuration means."""
    return read(configure(folder, *keys, **changes))


def read(path: Path) -> Issuers:
    """What a file means."""
    return Issuers.from_environment({"PUMPURS_ISSUERS": str(path)})


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"name": None}, "name"),
        ({"name": "School ID"}, "name"),
        ({"name": "local"}, "taken by the ledger"),
        ({"name": "keys"}, "taken by the ledger"),
        ({"name": "x"}, "name"),
        ({"issuer": ""}, "issuer"),
        ({"audience": None}, "audience"),
        ({"algorithms": []}, "algorithms"),
        ({"algorithms": ["HS256"]}, "HS256"),
        ({"algorithms": ["none"]}, "none"),
        ({"clock_skew_s": 301}, "clock_skew_s"),
        ({"clock_skew_s": -1}, "clock_skew_s"),
        ({"token_type": "id_token"}, "id_token"),
        ({"subject_claim": "iss"}, "iss names nobody"),
        ({"subject_claim": ""}, "subject_claim"),
        ({"jwks_file": None}, "either a jwks_file or a jwks_url"),
        ({"jwks_url": "https://login.example.lv/keys"}, "either a jwks_file or a jwks_url"),
        ({"jwks_file": "nowhere.json"}, "No such file"),
        ({"jwks_file": "issuers.toml"}, "no JSON Web Key Set"),
        ({"jwks_file": None, "jwks_url": "http://login.example.lv/keys"}, "https://"),
        ({"jwks_file": None, "jwks_url": "http://127.0.0.1.example.lv/keys"}, "https://"),
        ({"jwks_file": None, "jwks_url": "file:///etc/passwd"}, "https://"),
        ({"jwks_file": None, "jwks_url": "https://"}, "https://"),
        ({"jwks_file": None, "jwks_url": "https://[x/"}, "https://"),
        ({"secret": "x"}, "secret"),
    ],
)
def test_a_bad_configuration_says_what_is_wrong(
    changes: dict[str, Any], why: str, tmp_path: Path
) -> None:
    """Before anything starts, with the file and the field."""
    with pytest.raises(IssuersInvalid, match=r"issuers\.toml") as refusal:
        configured(tmp_path, Signer().public(), **changes)
    assert why in str(refusal.value)


@pytest.mark.parametrize("text", ["", "issuer = 1", "[[issuer]", "[issuer]\nname = 1", "é\0"])
def test_a_file_that_configures_nothing_is_refused(text: str, tmp_path: Path) -> None:
    """Rather than to start with nobody whom to believe."""
    path = tmp_path / "issuers.toml"
    with pytest.raises(IssuersInvalid, match="No such file"):
        read(path)
    path.write_text(text)
    with pytest.raises(IssuersInvalid, match=r"issuers\.toml"):
        read(path)


@pytest.mark.parametrize("changes", [{"name": "other"}, {"issuer": "https://other.example.lv"}])
def test_two_issuers_have_nothing_in_common(changes: dict[str, Any], tmp_path: Path) -> None:
    """Neither the short name, by which grants name them, nor the name in tokens."""
    public = Signer().public()
    first = configure(tmp_path, public).read_text()
    path = configure(tmp_path, public, **changes)
    path.write_text(first + path.read_text())
    with pytest.raises(IssuersInvalid, match="two issuers have the same"):
        read(path)


def test_the_example_of_the_operations_guide_works(tmp_path: Path) -> None:
    """As it stands there, beside a key set of the second provider."""
    [example] = re.findall(r"```toml\n(.*?)```", OPERATIONS.read_text("utf-8"), re.DOTALL)
    signer = Signer("RS256", key=rsa.generate_private_key(65537, 2048))
    (tmp_path / "ministry.jwks.json").write_bytes(key_set(signer.public()))
    path = tmp_path / "issuers.toml"
    path.write_text(example)
    said = {"iss": "https://id.example.gov.lv", "aud": "pumpurs", "person_id": "p-4711"}
    token = signer.sign(signer.header(typ="JWT"), CLAIMS | said)
    assert Tokens(read(path)).verify(token, AT) == Claims("ministry", "p-4711", "ministry")


def test_nobody_is_believed_without_a_configuration(caplog: pytest.LogCaptureFixture) -> None:
    """Every token is refused."""
    caplog.set_level(logging.DEBUG)
    issuers = Issuers.from_environment({})
    assert len(issuers) == 0
    assert issuers.of(ISS) is None
    with pytest.raises(TokenRefused, match="no issuer"):
        Tokens(issuers).verify(Signer().token(), AT)
    assert caplog.text == ""
