"""Whose tokens are accepted: the identity providers of the TOML file that $PUMPURS_ISSUERS names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec

from api.identity import keys, local_issuer
from api.identity.errors import IssuersInvalid, LocalIssuerRefused
from api.identity.keys import Keys
from ledger.access.access import KEYS

VARIABLE = "PUMPURS_ISSUERS"
PRODUCTION = "PUMPURS_PRODUCTION"
"""Set where real people are served."""

RESERVED = frozenset({local_issuer.NAME, KEYS})
"""Names of issuers that are none of the file: whom they call so would be somebody else."""

NOT_A_SUBJECT = frozenset({"iss", "aud", "exp", "nbf", "iat", "jti", "azp", "client_id"})
"""Claims that mean something else."""

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]


class Entry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One provider, as the file says it."""

    name: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9-]{1,30}\Z")]
    """Short and permanent: grants of access are for a subject of this issuer."""
    issuer: Text
    audience: Text
    algorithms: Annotated[
        list[Literal["RS256", "ES256", "EdDSA", "Ed25519"]], msgspec.Meta(min_length=1)
    ]
    jwks_file: Text | None = None
    jwks_url: Text | None = None
    clock_skew_s: Annotated[int, msgspec.Meta(ge=0, le=300)] = 30
    token_type: Literal["at+jwt", "JWT"] = "at+jwt"  # noqa: S105 - RFC 9068, 2.1
    subject_claim: Annotated[str, msgspec.Meta(pattern=r"^[!-~]{1,100}\Z")] = "sub"


class File(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The whole file."""

    issuer: Annotated[list[Entry], msgspec.Meta(min_length=1)]


@dataclass(frozen=True)
class Issuer:
    """Somebody whose word about who people are is taken."""

    name: str
    iss: str
    audience: str
    algorithms: tuple[str, ...]
    clock_skew_s: int
    token_type: str
    subject_claim: str
    keys: Keys


class Issuers:
    """All of them, by what their tokens call them."""

    def __init__(self, issuers: Iterable[Issuer] = ()) -> None:
        self._issuers = {each.iss: each for each in issuers}

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Issuers:
        """As $PUMPURS_ISSUERS says, or the local one that $PUMPURS_LOCAL_ISSUER names; IssuersInvalid."""
        file, key = environ.get(VARIABLE), environ.get(local_issuer.VARIABLE)
        if key and file:
            raise LocalIssuerRefused(fault=f"${VARIABLE} names others, which know who people are")
        if key and is_set(environ, PRODUCTION):
            raise LocalIssuerRefused(fault=f"this is production (${PRODUCTION})")
        if key:
            return cls([_local(local_issuer.LocalIssuer.read(Path(key)))])
        return cls(configured(Path(file)) if file else ())

    def __len__(self) -> int:
        return len(self._issuers)

    def of(self, iss: object) -> Issuer | None:
        """The one that a token says it comes from."""
        return self._issuers.get(iss) if isinstance(iss, str) else None


def configured(path: Path) -> list[Issuer]:
    """The providers of a file; IssuersInvalid. A key set in a file must be there; one at an address may be away."""
    try:
        entries = msgspec.toml.decode(path.read_bytes(), type=File).issuer
    except OSError as error:
        raise IssuersInvalid(source=path, fault=error.strerror) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise IssuersInvalid(source=path, fault=error) from None
    for field in ("name", "issuer"):
        if len({getattr(each, field) for each in entries}) < len(entries):
            raise IssuersInvalid(source=path, fault=f"two issuers have the same {field}")
    return [_issuer(entry, path) for entry in entries]


def _issuer(entry: Entry, path: Path) -> Issuer:
    def invalid(fault: object) -> IssuersInvalid:
        return IssuersInvalid(source=path, fault=f"the issuer {entry.name}: {fault}")

    if entry.name in RESERVED:
        raise invalid("this name is taken by the ledger itself")
    if entry.subject_claim in NOT_A_SUBJECT:
        raise invalid(f"{entry.subject_claim} names nobody: it cannot be the subject_claim")
    if (entry.jwks_file is None) == (entry.jwks_url is None):
        raise invalid("it has either a jwks_file or a jwks_url")
    if entry.jwks_url is not None:
        if not is_safe(entry.jwks_url):
            raise invalid("its jwks_url does not begin with https://")
        return _made(entry, keys.from_url(entry.jwks_url))
    issuer = _made(entry, keys.from_file(path.parent / str(entry.jwks_file)))
    try:
        count = issuer.keys.load(0)  # long ago: it is read again when it is needed
    except (OSError, ValueError) as error:
        raise invalid(f"its jwks_file cannot be read: {error}") from None
    if not count:
        raise invalid(f"its jwks_file has no key with a kid for {' or '.join(entry.algorithms)}")
    return issuer


def is_set(environ: Mapping[str, str], name: str) -> bool:
    """Whether a switch is on."""
    return environ.get(name, "0") not in ("", "0")


def is_safe(url: str) -> bool:
    """Whether nobody on the way can change what is fetched: https, or this machine itself."""
    try:
        split = urlsplit(url)
        host = split.hostname or ""
    except ValueError:
        return False
    return bool(host) and (split.scheme == "https" or (split.scheme == "http" and _is_here(host)))


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _made(entry: Entry, read: keys.Read) -> Issuer:
    return Issuer(
        name=entry.name,
        iss=entry.issuer,
        audience=entry.audience,
        algorithms=tuple(entry.algorithms),
        clock_skew_s=entry.clock_skew_s,
        token_type=entry.token_type,
        subject_claim=entry.subject_claim,
        keys=Keys(entry.name, read, entry.algorithms),
    )


def _local(local: local_issuer.LocalIssuer) -> Issuer:
    entry = Entry(
        name=local_issuer.NAME,
        issuer=local_issuer.ISS,
        audience=local_issuer.AUDIENCE,
        algorithms=[local_issuer.ALGORITHM],
    )
    return _made(entry, local.key_set)
