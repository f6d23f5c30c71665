"""Tokens made by hand, without the library that reads them: base64, JSON and bare signatures."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from api.identity import Issuers, TokenRefused, Tokens

AT = datetime(2026, 3, 2, 10, 0, 0, tzinfo=UTC)
NOW = int(AT.timestamp())
ISS = "https://login.example.lv"
AUDIENCE = "https://pumpurs.example.lv"
CLAIMS = {"iss": ISS, "aud": AUDIENCE, "sub": "anna", "iat": NOW, "exp": NOW + 600}

Private = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey


def b64(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def part(said: Any) -> str:
    """A header or claims, as they stand in a token."""
    return b64(said if isinstance(said, bytes) else json.dumps(said).encode())


def signature(key: Private, message: bytes) -> bytes:
    """As RFC 7518 and RFC 8037 say."""
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(message, padding.PKCS1v15(), SHA256())
    if isinstance(key, ec.EllipticCurvePrivateKey):
        r, s = decode_dss_signature(key.sign(message, ec.ECDSA(SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return key.sign(message)


def hashed(secret: bytes) -> Callable[[bytes], bytes]:
    """What signs with a shared secret (HS256)."""
    return lambda message: hmac.digest(secret, message, "sha256")


def pem(key: Private) -> bytes:
    """The public half of a key, as anybody may have it."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


class Signer:
    """An issuer's key under its name, and what it signs."""

    def __init__(
        self, algorithm: str = "EdDSA", kid: str = "k1", key: Private | None = None
    ) -> None:
        self.algorithm = algorithm
        self.kid = kid
        self.key: Private = key or ed25519.Ed25519PrivateKey.generate()

    def header(self, **changes: Any) -> dict[str, Any]:
        """A header that is right; None leaves a name out."""
        said = {"alg": self.algorithm, "kid": self.kid, "typ": "at+jwt", **changes}
        return {name: value for name, value in said.items() if value is not None}

    def sign(self, header: Any, claims: Any, by: Callable[[bytes], bytes] | None = None) -> str:
        """A token of a header and claims, by this key or otherwise."""
        message = f"{part(header)}.{part(claims)}"
        signed = by or (lambda said: signature(self.key, said))
        return f"{message}.{b64(signed(message.encode()))}"

    def token(self, **changes: Any) -> str:
        """A token that is right but for these claims; None leaves one out."""
        said = CLAIMS | changes
        claims = {name: value for name, value in said.items() if value is not None}
        return self.sign(self.header(), claims)

    def public(self, **changes: Any) -> dict[str, Any]:
        """Its public key as an entry of a key set."""
        public = self.key.public_key()
        if isinstance(public, rsa.RSAPublicKey):
            numbers = public.public_numbers()
            n, e = (
                number.to_bytes((number.bit_length() + 7) // 8, "big")
                for number in (numbers.n, numbers.e)
            )
            said: dict[str, Any] = {"kty": "RSA", "n": b64(n), "e": b64(e)}
        elif isinstance(public, ec.EllipticCurvePublicKey):
            point = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
            middle = (len(point) + 1) // 2
            x, y = point[1:middle], point[middle:]
            said = {"kty": "EC", "crv": "P-256", "x": b64(x), "y": b64(y)}
        else:
            x = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
            said = {"kty": "OKP", "crv": "Ed25519", "x": b64(x)}
        return {"kid": self.kid, "use": "sig", **said, **changes}


def key_set(*entries: dict[str, Any]) -> bytes:
    """A key set as providers publish it."""
    return json.dumps({"keys": entries}).encode()


def configure(folder: Path, *keys: dict[str, Any], **changes: Any) -> Path:
    """A configuration of one issuer whose keys lie in a file; the place of the TOML file."""
    (folder / "keys.json").write_bytes(key_set(*keys))
    said = {
        "name": "school-id",
        "issuer": ISS,
        "audience": AUDIENCE,
        "algorithms": ["EdDSA"],
        "jwks_file": "keys.json",
        **changes,
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in said.items() if value is not None]
    path = folder / "issuers.toml"
    path.write_text("\n".join(["[[issuer]]", *lines, ""]))
    return path


def verifier(folder: Path, signer: Signer, **changes: Any) -> Tokens:
    """Who verifies tokens of an issuer configured so."""
    path = configure(folder, signer.public(), **changes)
    return Tokens(Issuers.from_environment({"PUMPURS_ISSUERS": str(path)}))


def fault(tokens: Tokens, text: str, at: timedelta = timedelta()) -> str:
    """Why a token is refused; the reason repeats nothing of it."""
    with pytest.raises(TokenRefused) as refusal:
        tokens.verify(text, AT + at)
    said = str(refusal.value)
    assert not any(len(piece) > 3 and piece in said for piece in text.split("."))
    assert "anna" not in said
    return said.removeprefix("The token is refused: ").removesuffix(".")
