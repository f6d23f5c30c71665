"""The public keys of an identity provider: which of its key set are used, and when they are read again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec
import urllib3
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey
from joserfc.util import base64_to_int
from urllib3.exceptions import HTTPError

from api.identity.errors import IssuerAway

log = logging.getLogger(__name__)

Key = RSAKey | ECKey | OKPKey
Read = Callable[[], bytes]
"""Gives the key set as it is now; OSError, HTTPError, ValueError."""

RSA_BITS_MIN = 2048
SIZE_MAX = 262_144  # bytes of a key set
FETCH_S = 3.0  # for the whole key set, so that a slow provider holds nobody up for long
AGE_MAX_S = 600  # a key that its provider has withdrawn is trusted no longer than this
PAUSE_S = 60  # between two looks for a key that is not there
FIRST_PAUSE_S = 5  # while no key is known at all

FITTING: Mapping[str, tuple[str, str | None]] = {
    "RS256": ("RSA", None),
    "ES256": ("EC", "P-256"),
    "EdDSA": ("OKP", "Ed25519"),
    "Ed25519": ("OKP", "Ed25519"),
}
"""The type and the curve of the keys that each algorithm takes; there are no other algorithms."""

NAMES = {"EdDSA": ("EdDSA", "Ed25519"), "Ed25519": ("EdDSA", "Ed25519")}
"""What a key may be called that fits: RFC 9864 gave one algorithm a second name."""


class Keys:
    """The keys of one provider by algorithm and kid. An outage keeps those there are."""

    def __init__(self, issuer: str, read: Read, algorithms: Collection[str]) -> None:
        self._issuer = issuer
        self._read = read
        self._algorithms = algorithms
        self._keys: Mapping[tuple[str, str], Key] | None = None
        self._read_at = 0
        self._tried_at: int | None = None
        self._lock = Lock()

    def load(self, now: int) -> int:
        """Read them, or fail as the reading does; how many can be used."""
        try:
            self._keys = dict(usable(self._read(), self._algorithms))
            self._read_at = now
        finally:
            self._tried_at = now  # last: until then it is due, and who needs it waits
        return len(self._keys)

    def find(self, algorithm: str, kid: str, now: int) -> Key | None:
        """The key that a token names; IssuerAway while none could be read at all."""
        found = self._get(algorithm, kid)
        if self._due(found, now):
            # Who has a key need not wait for others that look for theirs.
            self._renew(algorithm, kid, now, wait=found is None)
        if self._keys is None:
            raise IssuerAway(issuer=self._issuer)
        return self._get(algorithm, kid)

    def _get(self, algorithm: str, kid: str) -> Key | None:
        return self._keys.get((algorithm, kid)) if self._keys is not None else None

    def _due(self, found: Key | None, now: int) -> bool:
        pause_s = FIRST_PAUSE_S if self._keys is None else PAUSE_S
        if self._tried_at is not None and now - self._tried_at < pause_s:
            return False
        return found is None or now - self._read_at >= AGE_MAX_S

    def _renew(self, algorithm: str, kid: str, now: int, *, wait: bool) -> None:
        if not self._lock.acquire(timeout=FETCH_S if wait else 0):
            return
        try:
            if self._due(self._get(algorithm, kid), now):  # nobody else has done it meanwhile
                self.load(now)
        except (OSError, HTTPError, ValueError) as error:
            log.warning("The keys of the issuer %s cannot be read: %s", self._issuer, error)
        finally:
            self._lock.release()


def usable(document: bytes, algorithms: Collection[str]) -> Iterator[tuple[tuple[str, str], Key]]:
    """The keys of a key set that can prove a signature, by algorithm and kid; ValueError when it is none."""
    try:
        keys = msgspec.json.decode(document)["keys"]
    except (msgspec.DecodeError, RecursionError, TypeError, KeyError):
        raise ValueError("it is no JSON Web Key Set") from None
    named: set[tuple[str, str]] = set()
    for entry in keys if isinstance(keys, list) else []:
        for algorithm in algorithms:
            key = _key(entry, algorithm)
            # Of two keys with one name it would be chance which is meant.
            if key is not None and (name := (algorithm, entry["kid"])) not in named:
                named.add(name)
                yield name, key


def _key(entry: Any, algorithm: str) -> Key | None:
    """The public key in an entry, if it is one for this algorithm and for proving signatures."""
    kind, curve = FITTING[algorithm]
    if not (
        isinstance(entry, dict)
        and isinstance(entry.get("kid"), str)
        and entry.get("kty") == kind
        and entry.get("crv") == curve
        and entry.get("use", "sig") == "sig"
        and (operations := entry.get("key_ops", ["verify"]))
        and isinstance(operations, list)
        and "verify" in operations
        and entry.get("alg", algorithm) in NAMES.get(algorithm, (algorithm,))
        and "d" not in entry  # what everybody can sign with proves nothing
    ):
        return None
    try:
        return _imported(entry, kind)
    except (JoseError, ValueError, TypeError, KeyError):
        return None


def _imported(entry: Mapping[str, Any], kind: str) -> Key | None:
    """With the numbers of the key only: what else it says about itself has been looked at."""
    if kind == "RSA":
        if base64_to_int(entry["n"]).bit_length() < RSA_BITS_MIN:
            return None
        return RSAKey.import_key({name: entry[name] for name in ("kty", "n", "e")})
    if kind == "EC":
        return ECKey.import_key({name: entry[name] for name in ("kty", "crv", "x", "y")})
    return OKPKey.import_key({name: entry[name] for name in ("kty", "crv", "x")})


def from_file(path: Path) -> Read:
    """A key set in a file."""

    def read() -> bytes:
        with path.open("rb") as file:
            return _bounded(file.read(SIZE_MAX + 1))

    return read


def from_url(url: str) -> Read:
    """A key set to be fetched: from this address only, whole, and soon."""

    def read() -> bytes:
        deadline = time.monotonic() + FETCH_S
        timeout = urllib3.Timeout(connect=FETCH_S, read=FETCH_S)
        with (
            urllib3.PoolManager(num_pools=1, timeout=timeout, retries=False) as pool,
            pool.request("GET", url, redirect=False, preload_content=False) as answer,
        ):
            if answer.status != HTTPStatus.OK:
                raise ValueError(f"{url} answers {answer.status}")
            document = b""
            while chunk := answer.read1(SIZE_MAX, decode_content=False):
                document = _bounded(document + chunk)
                if time.monotonic() > deadline:
                    raise TimeoutError(f"{url} takes longer than {FETCH_S:g} s")
            return document

    return read


def _bounded(document: bytes) -> bytes:
    if len(document) > SIZE_MAX:
        raise ValueError(f"it is larger than {SIZE_MAX} bytes")
    return document
