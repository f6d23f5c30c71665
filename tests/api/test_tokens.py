"""A token says who somebody is only if its issuer signed it, for this ledger, for now, and as an access token."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from api.identity import Claims, Tokens
from tests.api.signing import AT, AUDIENCE, CLAIMS, ISS, NOW, Private, Signer, fault, verifier

RSA = rsa.generate_private_key(65537, 2048)
MAKERS: dict[str, Callable[[], Private | None]] = {
    "RS256": lambda: RSA,
    "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "EdDSA": lambda: None,
    "Ed25519": lambda: None,
}


@pytest.mark.parametrize("algorithm", MAKERS)
def test_a_token_made_without_our_library_is_accepted(algorithm: str, tmp_path: Path) -> None:
    """It says who, by which short name of the issuer; without a client's name it is the issuer's."""
    signer = Signer(algorithm, key=MAKERS[algorithm]())
    tokens = verifier(tmp_path, signer, algorithms=[algorithm])
    assert tokens.verify(signer.token(), AT) == Claims("school-id", "anna", "school-id")


def test_it_says_which_program_sends_it(tokens: Tokens, signer: Signer) -> None:
    """In azp or client_id; what cannot be shown is not taken for a name."""
    named: list[tuple[dict[str, Any], str]] = [
        ({"azp": "e-klase"}, "e-klase"),
        ({"client_id": "mykoob"}, "mykoob"),
        ({"azp": "e\nklase", "client_id": "mykoob"}, "mykoob"),
        ({"client_id": "x" * 201}, "school-id"),
        ({"client_id": ["e-klase"]}, "school-id"),
    ]
    for said, client in named:
        assert tokens.verify(signer.token(**said), AT).client == client


@pytest.mark.parametrize("kind", ["at+jwt", "AT+JWT", "application/at+jwt"])
def test_its_kind_is_that_of_an_access_token(kind: str, tokens: Tokens, signer: Signer) -> None:
    """RFC 9068, 2.1, and RFC 7515, 4.1.9."""
    assert tokens.verify(signer.sign(signer.header(typ=kind), CLAIMS), AT).subject == "anna"


@pytest.mark.parametrize(
    "kind", ["JWT", "id_token", "dpop+jwt", "logout+jwt", "", None, 7, ["at+jwt"]]
)
def test_another_kind_of_token_is_refused(kind: object, tokens: Tokens, signer: Signer) -> None:
    """An ID token, a proof or a logout says nothing about access."""
    said = fault(tokens, signer.sign(signer.header(typ=kind), CLAIMS))
    assert said == "its typ has to be at+jwt"


@pytest.mark.parametrize(
    "claim",
    [
        {"at_hash": "x"},
        {"c_hash": "x"},
        {"nonce": "x"},
        {"events": {}},
        {"token_use": "id"},
        {"typ": "ID"},
    ],
)
def test_an_id_token_is_refused_where_all_are_called_jwt(
    claim: dict[str, Any], tmp_path: Path, signer: Signer
) -> None:
    """Some providers give all their tokens one kind: then the claims tell them apart."""
    tokens = verifier(tmp_path, signer, token_type="JWT")  # noqa: S106 - RFC 7519, 5.1
    header = signer.header(typ="JWT")
    bearer = {"typ": "Bearer", "token_use": "access"}
    assert tokens.verify(signer.sign(header, CLAIMS | bearer), AT).subject == "anna"
    assert "no access token" in fault(tokens, signer.sign(header, CLAIMS | claim))


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"exp": NOW - 30}, "it has expired; get a new one"),
        ({"exp": None}, "it has no exp"),
        ({"exp": str(NOW + 600)}, "its exp is no instant"),
        ({"exp": True}, "its exp is no instant"),
        ({"exp": float("nan")}, "it is no signed JWT"),
        ({"exp": float("inf")}, "it is no signed JWT"),
        ({"nbf": NOW + 31}, "it is not valid yet; is the clock of its issuer right?"),
        ({"nbf": "soon"}, "it is not valid yet; is the clock of its issuer right?"),
        ({"iat": NOW + 31}, "it was issued in the future; is the clock of its issuer right?"),
        ({"aud": "https://other.example.lv"}, f"its aud has to be {AUDIENCE}"),
        ({"aud": AUDIENCE + "/"}, f"its aud has to be {AUDIENCE}"),
        ({"aud": ["https://other.example.lv"]}, f"its aud has to be {AUDIENCE}"),
        ({"aud": []}, f"its aud has to be {AUDIENCE}"),
        ({"aud": {AUDIENCE: 1}}, f"its aud has to be {AUDIENCE}"),
        ({"aud": None}, "it has no aud"),
        ({"iss": "https://login.example.lv/"}, "its iss is no issuer that is known here"),
        ({"iss": [ISS]}, "its iss is no issuer that is known here"),
        ({"iss": None}, "its iss is no issuer that is known here"),
        ({"sub": None}, "it has no sub"),
        ({"sub": ""}, "its sub has to be a text, and not empty"),
        ({"sub": 42}, "its sub has to be a text, and not empty"),
        ({"sub": " "}, "its sub has to be 1 to 200 visible characters"),
        ({"sub": "anna\n"}, "its sub has to be 1 to 200 visible characters"),
        ({"sub": "a" * 201}, "its sub has to be 1 to 200 visible characters"),
    ],
)
def test_every_claim_is_checked(
    claims: dict[str, Any], why: str, tokens: Tokens, signer: Signer
) -> None:
    """And the refusal says which one is to be mended."""
    assert fault(tokens, signer.token(**claims)) == why


@pytest.mark.parametrize("skew_s", [0, 30, 300])
def test_clocks_may_differ_by_what_is_configured(
    skew_s: int, tmp_path: Path, signer: Signer
) -> None:
    """To the second, at each end; a token that was verified a moment ago expires like any other."""
    tokens = verifier(tmp_path, signer, clock_skew_s=skew_s)
    second = timedelta(seconds=1)
    lasting = signer.token(exp=NOW, iat=None)
    last = timedelta(seconds=skew_s) - second
    assert tokens.verify(lasting, AT + last).subject == "anna"
    assert "expired" in fault(tokens, lasting, last + second)
    for claim in ("nbf", "iat"):
        early = signer.token(**{"iat": None, claim: NOW})
        assert tokens.verify(early, AT - last - second).subject == "anna"
        fault(tokens, signer.token(**{"iat": None, claim: NOW, "jti": "2"}), -last - 2 * second)


def test_names_are_not_ascii_only(tokens: Tokens, signer: Signer) -> None:
    """The text of a token is; what it says need not be."""
    assert tokens.verify(signer.token(sub="Jānis Bērziņš"), AT).subject == "Jānis Bērziņš"


def test_another_claim_may_name_the_person(tmp_path: Path, signer: Signer) -> None:
    """Where it is configured; and then it is required like sub."""
    tokens = verifier(tmp_path, signer, subject_claim="person_id")
    assert tokens.verify(signer.token(person_id="p-1"), AT).subject == "p-1"
    assert fault(tokens, signer.token()) == "it has no person_id"
    strange: list[Any] = ["", [], 5, "a" * 201]
    for said in strange:
        assert "its person_id" in fault(tokens, signer.token(person_id=said))
