"""Who a bearer token speaks of: its signature and every claim checked (RFC 8725, RFC 9068)."""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from threading import Lock
from typing import Any, NoReturn

from joserfc import errors, jwt
from joserfc.jws import JWSRegistry
from joserfc.jwt import JWTClaimsRegistry
from joserfc.util import urlsafe_b64decode

from api.identity.errors import TokenRefused
from api.identity.issuers import Issuer, Issuers

LENGTH_MAX = 8192
LONGEST = 200  # characters of a subject or a client
FORM = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)")
REMEMBERED_S = 60
REMEMBERED_MAX = 4096

NOT_ACCESS = frozenset({"at_hash", "c_hash", "nonce", "events"})
"""Claims of ID tokens and logout tokens, which say who has logged in and open nothing."""
ACCESS = {"token_use": "access", "typ": "Bearer"}
"""Claims by which some providers tell their kinds of token apart."""

FAULTS: Mapping[str, str] = {
    "exp": "its exp is no instant",
    "nbf": "it is not valid yet; is the clock of its issuer right?",
    "iat": "it was issued in the future; is the clock of its issuer right?",
    "sub": "its sub has to be a text, and not empty",
    "jti": "its jti is no text",
}
KEYLIKE = "it is no signed JWT, and no API key either: these begin with pk_"
EXPIRED = "it has expired; get a new one"


@dataclass(frozen=True, slots=True)
class Claims:
    """Who an issuer says that sends a request."""

    issuer: str
    """The short name that the configuration gives it."""
    subject: str
    client: str
    """The program or system."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a token with a good signature says."""

    claims: Claims
    ends: float
    """When it is accepted no more: its exp and what clocks may differ by."""
    at: int


class Tokens:
    """Verifies tokens; the signature of one that comes again is checked once a minute."""

    def __init__(self, issuers: Issuers) -> None:
        self._issuers = issuers
        self._verified: OrderedDict[bytes, Verified] = OrderedDict()
        self._lock = Lock()

    def verify(self, text: str, at: datetime) -> Claims:
        """Who a token speaks of at an instant; TokenRefused, IssuerAway."""
        if len(text) > LENGTH_MAX:
            refuse(f"it is longer than {LENGTH_MAX} characters")
        if not text.isascii():
            refuse("it is no signed JWT")
        now = int(at.timestamp())
        digest = sha256(text.encode("ascii")).digest()
        known = self._verified.get(digest)
        if known is None or not known.at <= now < known.at + REMEMBERED_S:
            known = self._check(text, now)
            self._remember(digest, known)
        if known.ends <= now:
            refuse(EXPIRED)
        return known.claims

    def _remember(self, digest: bytes, verified: Verified) -> None:
        with self._lock:
            self._verified[digest] = verified
            self._verified.move_to_end(digest)
            if len(self._verified) > REMEMBERED_MAX:
                self._verified.popitem(last=False)

    def _check(self, text: str, now: int) -> Verified:
        form = FORM.fullmatch(text)
        if form is None:
            refuse("it is no signed JWT" if "." in text else KEYLIKE)
        header, unproven = read(form[1]), read(form[2])
        # Whom it says it comes from only chooses the keys that it has to be signed with.
        issuer = self._issuers.of(unproven.get("iss"))
        if issuer is None:
            refuse("its iss is no issuer that is known here")
        require_header(header, issuer)
        key = issuer.keys.find(header["alg"], header["kid"], now)
        if key is None:
            refuse("its kid is no key of its issuer")
        try:
            token = jwt.decode(text, key, registry=Algorithm(header["alg"]), decoder_cls=Strict)
            asked(issuer, now).validate(token.claims)
        except (errors.JoseError, ValueError) as error:
            refuse(fault(error, issuer))
        claims = token.claims
        if NOT_ACCESS & claims.keys() or any(
            claims.get(name, access) != access for name, access in ACCESS.items()
        ):
            refuse("it is no access token but one of another kind")
        return Verified(spoken_of(issuer, claims), claims["exp"] + issuer.clock_skew_s, now)


class Algorithm(JWSRegistry):
    """The one algorithm that a token may be signed with.

    The library warns of the name EdDSA, which could mean several curves (RFC 9864); here its keys have one.
    """

    max_header_length = LENGTH_MAX

    def __init__(self, name: str) -> None:
        super().__init__(algorithms=[name], strict_check_header=False)

    def get_alg(self, name: str) -> Any:
        """UnsupportedAlgorithmError."""
        if name not in (self.allowed or ()):
            raise errors.UnsupportedAlgorithmError
        return self.algorithms[name]


class Strict(json.JSONDecoder):
    """JSON in which no name stands twice and numbers are numbers."""

    def __init__(self) -> None:
        super().__init__(object_pairs_hook=_object, parse_constant=_constant)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a name stands twice")
    return made


def _constant(name: str) -> NoReturn:
    raise ValueError(name)


def read(part: str) -> dict[str, Any]:
    """The JSON object in a part of a token, nothing of which is proven; TokenRefused."""
    try:
        said = json.loads(urlsafe_b64decode(part.encode("ascii")), cls=Strict)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        refuse("it is no signed JWT")
    return said


def require_header(header: Mapping[str, Any], issuer: Issuer) -> None:
    """That a header asks for nothing but what is configured; TokenRefused."""
    algorithm, kind = header.get("alg"), header.get("typ")
    if algorithm not in issuer.algorithms:
        refuse(f"its alg has to be {' or '.join(issuer.algorithms)}")
    if not isinstance(kind, str) or _media_type(kind) != issuer.token_type.lower():
        refuse(f"its typ has to be {issuer.token_type}")
    if "crit" in header or "b64" in header:
        refuse("its header asks for an extension")
    if not isinstance(header.get("kid"), str):
        refuse("it has no kid")


def _media_type(kind: str) -> str:
    """RFC 7515, 4.1.9: in any case, and application/ may be left out."""
    return kind.lower().removeprefix("application/")


def asked(issuer: Issuer, now: int) -> JWTClaimsRegistry:
    """What the claims of an issuer's token have to be at an instant."""
    registry = JWTClaimsRegistry(
        now=now,
        leeway=issuer.clock_skew_s,
        iss={"essential": True, "value": issuer.iss},
        aud={"essential": True, "value": issuer.audience},
        exp={"essential": True},
    )
    # It is none of those above: the configuration sees to it.
    registry.options[issuer.subject_claim] = {"essential": True}
    return registry


def fault(error: Exception, issuer: Issuer) -> str:
    """What is wrong with a token, in words that say what to mend and repeat nothing of it."""
    match error:
        case errors.ExpiredTokenError():
            return EXPIRED
        case errors.MissingClaimError():
            return f"it has no {error.claim.replace(',', ' and no ')}"
        case errors.InvalidClaimError(claim="aud"):
            return f"its aud has to be {issuer.audience}"
        case errors.InvalidClaimError():
            return FAULTS.get(error.claim, f"its {issuer.subject_claim} is empty")
        case errors.BadSignatureError():
            return "its signature was not made with the key that it names"
    return "it is no signed JWT"


def spoken_of(issuer: Issuer, claims: Mapping[str, Any]) -> Claims:
    """Who it is; TokenRefused."""
    subject = claims[issuer.subject_claim]
    if not is_visible(subject):
        refuse(f"its {issuer.subject_claim} has to be 1 to {LONGEST} visible characters")
    named = (claims.get("azp"), claims.get("client_id"))
    client = next((each for each in named if is_visible(each)), issuer.name)
    return Claims(issuer.name, subject, str(client))


def is_visible(value: object) -> bool:
    """Whether a value is a short text that can be shown."""
    return (
        isinstance(value, str)
        and 0 < len(value) <= LONGEST
        and value.isprintable()
        and value == value.strip()
    )


def refuse(fault: str) -> NoReturn:
    """TokenRefused."""
    raise TokenRefused(fault=fault)
