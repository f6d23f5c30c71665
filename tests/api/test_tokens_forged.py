"""A token that somebody else made, or that was changed, is refused: whatever was tried, with one clear answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.identity import Issuers, TokenRefused, Tokens
from tests.api.signing import (
    AT,
    CLAIMS,
    ISS,
    Signer,
    b64,
    configure,
    fault,
    hashed,
    part,
    pem,
    verifier,
)

RSA = rsa.generate_private_key(65537, 2048)


@pytest.mark.parametrize(
    "name",
    [
        "none",
        "None",
        "NONE",
        "nOnE",
        "",
        None,
        0,
        ["none"],
        "HS256",
        "RS256",
        "ES256",
        "ES256K",
        "PS256",
        "Ed448",
        "dir",
    ],
)
def test_no_other_algorithm_is_taken(name: object, tokens: Tokens, signer: Signer) -> None:
    """Not the one without a signature, in whatever spelling, and none that is not configured."""
    header = signer.header(alg=name)
    for text in (signer.sign(header, CLAIMS), f"{part(header)}.{part(CLAIMS)}.AA"):
        assert fault(tokens, text) == "its alg has to be EdDSA"
    unsigned = f"{part(header)}.{part(CLAIMS)}."
    assert fault(tokens, unsigned) == "it is no signed JWT"
    assert fault(tokens, unsigned[:-1]) == "it is no signed JWT"


def test_a_public_key_is_no_shared_secret(tmp_path: Path) -> None:
    """HS256 with what everybody may read, as PEM, as an entry of the key set, or as bare numbers."""
    signer = Signer("RS256", key=RSA)
    tokens = verifier(tmp_path, signer, algorithms=["RS256"])
    entry = signer.public()
    for secret in (pem(RSA), pem(RSA).strip(), part(entry).encode(), entry["n"].encode()):
        text = signer.sign(signer.header(alg="HS256"), CLAIMS, hashed(secret))
        assert fault(tokens, text) == "its alg has to be RS256"
        called = signer.sign(signer.header(), CLAIMS, hashed(secret))
        assert "signature" in fault(tokens, called)


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_an_algorithm_goes_with_its_own_kind_of_key(
    algorithm: str, tmp_path: Path, signer: Signer
) -> None:
    """An allowed algorithm with a kid of another kind of key."""
    tokens = verifier(tmp_path, signer, algorithms=["EdDSA", algorithm])
    text = signer.sign(signer.header(alg=algorithm), CLAIMS)
    assert fault(tokens, text) == "its kid is no key of its issuer"


def test_the_key_of_somebody_else_proves_nothing(tokens: Tokens, signer: Signer) -> None:
    """Under the right kid, or brought along in the header by value or address."""
    other = Signer()
    assert "signature" in fault(tokens, other.token())
    brought = {
        "jwk": other.public(),
        "jku": "https://evil.example/keys",
        "x5u": "https://evil.example/c",
    }
    assert "signature" in fault(tokens, other.sign(other.header(**brought), CLAIMS))
    assert tokens.verify(signer.sign(signer.header(**brought), CLAIMS), AT).subject == "anna"


def test_an_issuer_cannot_speak_for_another(tmp_path: Path) -> None:
    """Each is bound to its own keys, though both are trusted."""
    one, two = Signer(kid="one"), Signer(kid="two")
    path = configure(tmp_path, one.public())
    first = path.read_text()
    (tmp_path / "two").mkdir()
    second = configure(
        tmp_path / "two", two.public(), name="other", issuer="https://two.example.lv"
    )
    path.write_text(first + second.read_text().replace("keys.json", "two/keys.json"))
    tokens = Tokens(Issuers.from_environment({"PUMPURS_ISSUERS": str(path)}))
    said = {"iss": "https://two.example.lv"}
    assert tokens.verify(two.token(**said), AT).issuer == "other"
    assert fault(tokens, one.token(**said)) == "its kid is no key of its issuer"
    assert "signature" in fault(tokens, Signer(kid="two", key=one.key).token(**said))


@pytest.mark.parametrize("kid", [None, "", "k2", 1, "../k1"])
def test_the_kid_names_the_key(kid: object, tokens: Tokens, signer: Signer) -> None:
    """No key is tried that the token does not name."""
    assert "kid" in fault(tokens, signer.sign(signer.header(kid=kid), CLAIMS))


@pytest.mark.parametrize(
    "extension", [{"crit": ["exp"]}, {"crit": []}, {"b64": True}, {"b64": False, "crit": ["b64"]}]
)
def test_extensions_are_refused(extension: dict[str, Any], tokens: Tokens, signer: Signer) -> None:
    """What must be understood and is not."""
    text = signer.sign(signer.header(**extension), CLAIMS)
    assert fault(tokens, text) == "its header asks for an extension"


def test_what_is_no_token_is_refused(tokens: Tokens, signer: Signer) -> None:
    """Whatever it is, it is one clear refusal."""
    good = signer.token()
    head, claims, proof = good.split(".")
    again = b'{"iss":"%s","sub":"anna","sub":"boss","exp":9999999999}' % ISS.encode()
    header = b'{"alg":"none","alg":"EdDSA","kid":"k1","typ":"at+jwt"}'
    no_header: list[Any] = [[], "x", 1, b"{", b"\xff\xfe"]
    no_claims: list[Any] = [[CLAIMS], "anna", 7, None, b"\xff", again]
    deep = part(b'{"iss":' + b"[" * 2500 + b"]" * 2500 + b"}")
    for text in (
        *(
            "",
            ".",
            "..",
            "...",
            "a.b.c",
            "pk_1_secret",
            head,
            f"{head}.{claims}",
            f"{head}..{proof}",
        ),
        *(
            f"{good}=",
            f"{good} ",
            f" {good}",
            f"{good}\n",
            f"{good}.x",
            f"{good}..",
            good[:-3] + "é" + good[-2:],
        ),
        f"{head}.{b64(b'x')}.{proof}.{proof}.{proof}",  # an encrypted one has five parts
        signer.sign(signer.header(cty="JWT"), good.encode()),  # a token inside a token
        *(signer.sign(signer.header(), said) for said in no_claims),
        signer.sign(header, CLAIMS),
        *(f"{part(said)}.{claims}.{proof}" for said in no_header),
        f"{head}.{deep}.{proof}",
        f"{head}.{part(b'9' * 5000)}.{proof}",
    ):
        assert fault(tokens, text).startswith("it is no signed JWT")


def test_a_huge_token_is_refused_unread(tokens: Tokens, signer: Signer) -> None:
    """At 8 KiB is the end."""
    fits = signer.token(more="x" * 5800)
    assert len(fits) < 8192
    assert tokens.verify(fits, AT).subject == "anna"
    assert "8192" in fault(tokens, signer.token(more="x" * 8192))
    assert "8192" in fault(tokens, "é" * 10_000_000)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_character_can_be_changed(data: st.DataObject, tokens: Tokens, signer: Signer) -> None:
    """Whatever character is put wherever, and whatever is cut off."""
    good = signer.token()
    at = data.draw(st.integers(0, len(good) - 1))
    other = data.draw(st.characters().filter(lambda character: character != good[at]))
    with pytest.raises(TokenRefused):
        tokens.verify(good[:at] + other + good[at + 1 :], AT)
    with pytest.raises(TokenRefused):
        tokens.verify(good[:at], AT)
