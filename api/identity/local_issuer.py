"""The issuer of a ledger that is tried out on one machine: anybody who may read its key is whoever they like."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import msgspec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from api.identity.errors import IssuersInvalid
from ledger import secret_file

VARIABLE = "PUMPURS_LOCAL_ISSUER"
"""Where its key lies."""

NAME = "local"
ISS = "urn:pumpurs:local"
AUDIENCE = "urn:pumpurs:ledger"
ALGORITHM: Literal["Ed25519"] = "Ed25519"
FILE = "local-issuer.json"
CLIENT = "demo"


class LocalIssuer:
    """Signs tokens with a key in the data folder."""

    def __init__(self, key: OKPKey) -> None:
        self._key = key

    @classmethod
    def make(cls, path: Path) -> LocalIssuer:
        """The one at a place, made if there is none; IssuersInvalid."""
        if not path.exists():
            key = OKPKey.generate_key("Ed25519")
            secret_file.write_once(path, msgspec.json.encode(key.as_dict(private=True)))
        return cls.read(path)

    @classmethod
    def read(cls, path: Path) -> LocalIssuer:
        """The one at a place; IssuersInvalid."""
        try:
            key = OKPKey.import_key(msgspec.json.decode(secret_file.read(path)))
        except (OSError, secret_file.OpenToOthers) as error:
            raise IssuersInvalid(source=path, fault=error) from None
        except (msgspec.DecodeError, JoseError, ValueError, TypeError):
            raise IssuersInvalid(source=path, fault="it is no key; delete it") from None
        if not key.is_private or key.curve_name != ALGORITHM:
            raise IssuersInvalid(source=path, fault="it is no private Ed25519 key; delete it")
        return cls(key)

    def key_set(self) -> bytes:
        """Its public key, as providers publish theirs."""
        key = self._key.as_dict(private=False, kid=self._key.thumbprint(), use="sig")
        return msgspec.json.encode({"keys": [key]})

    def token(self, subject: str, at: datetime, lasting: timedelta, *, client: str = CLIENT) -> str:
        """A token for a subject, from an instant on."""
        header = {"alg": ALGORITHM, "typ": "at+jwt", "kid": self._key.thumbprint()}
        claims = {
            "iss": ISS,
            "aud": AUDIENCE,
            "sub": subject,
            "client_id": client,
            "iat": int(at.timestamp()),
            "exp": int((at + lasting).timestamp()),
        }
        return jwt.encode(header, claims, self._key, algorithms=[ALGORITHM])
