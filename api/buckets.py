"""Token buckets in PostgreSQL, so that what a client may ask is shared by all workers and processes.

A process takes a small allowance from a client's bucket at a time, and spends it by itself: most requests cost no
round trip. In any T seconds a client gets at most burst + T × rate, and an allowance more for each process.
"""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock
from time import monotonic

import psycopg
from psycopg_pool import PoolTimeout

from api.errors import RateExceeded
from ledger.store.connection import Role, connection_pool

log = logging.getLogger(__name__)

KNOWN_MAX = 10_000
"""How many allowances a process keeps; more, and it begins anew."""
PATIENCE_S = 1.0
AWAY_S = 2.0
"""For so long nobody is limited after PostgreSQL did not answer: what else they ask it says so itself."""


class Kind(StrEnum):
    """What is counted apart."""

    READS = "reads"
    WRITES = "writes"
    LINES = "lines"
    """Lines of batches; beside them, each batch is one of the writes."""
    FEED = "feed"
    OPEN = "open"
    """What is answered to anybody, such as the documentation; by address."""
    SIGN_INS = "sign_ins"
    """Credentials that were refused; by address."""


@dataclass(frozen=True)
class Rate:
    """How fast a bucket fills, and how much it holds."""

    per_s: float
    burst: int

    @property
    def allowance(self) -> int:
        """What a process takes at once: worth a fifth of a second, at most a twentieth of the bucket."""
        return max(1, min(self.burst // 20, int(self.per_s / 5)))


Rates = Mapping[Kind, Rate]

DEFAULTS: Rates = {
    Kind.READS: Rate(100, 400),
    Kind.WRITES: Rate(50, 200),
    Kind.LINES: Rate(2_000, 1_000_000),
    Kind.FEED: Rate(20, 100),
    Kind.OPEN: Rate(20, 100),
    Kind.SIGN_INS: Rate(0.5, 30),
}
UNLIMITED: Rates = {}


def configured(environ: Mapping[str, str]) -> Rates:
    """The defaults, but for what PUMPURS_LIMIT_WRITES=50/200 and the like say; ValueError."""
    rates = {}
    for kind, default in DEFAULTS.items():
        name = f"PUMPURS_LIMIT_{kind.name}"
        text = environ.get(name) or f"{default.per_s:g}/{default.burst}"
        if text == "off":
            continue
        said = re.fullmatch(r"(\d{1,9}(?:\.\d{1,3})?)/(\d{1,9})", text, re.ASCII)
        if not said or not float(said[1]) or not int(said[2]):
            raise ValueError(f"{name} is {text!r}: write RATE/BURST, such as 50/200, or off.")
        rates[kind] = Rate(float(said[1]), int(said[2]))
    return rates


@dataclass
class Allowance:
    """What this process may still spend of a bucket without asking, and what it last knew of the rest."""

    tokens: int = 0
    left_over: int = 0
    refused_until: float = 0.0
    lock: Lock = field(default_factory=Lock)


@dataclass(frozen=True)
class Standing:
    """How a request stands to its limit."""

    kind: Kind
    rate: Rate
    left: int

    @property
    def headers(self) -> dict[str, str]:
        """As draft-ietf-httpapi-ratelimit-headers-10 has them: what there is in all, and what is left."""
        full_s = math.ceil(self.rate.burst / self.rate.per_s)
        missing_s = math.ceil((self.rate.burst - self.left) / self.rate.per_s)
        return {
            "RateLimit-Policy": f'"{self.kind}";q={self.rate.burst};w={full_s}',
            "RateLimit": f'"{self.kind}";r={self.left};t={max(0, missing_s)}',
        }


class Buckets:
    """The buckets as one process sees them. Its connections are opened after a fork."""

    def __init__(self, url: str, rates: Rates = UNLIMITED) -> None:
        self.rates = rates
        self.pool = connection_pool(
            url, Role.WRITER, max_size=2, timeout_s=PATIENCE_S, statement_s=PATIENCE_S
        )
        self._known: dict[str, Allowance] = {}
        self._away_until = 0.0

    def take(self, kind: Kind, who: str) -> Standing | None:
        """Count one request; None where nothing is limited. RateExceeded."""
        if (rate := self.rates.get(kind)) is None:
            return None
        allowance = self._allowance(kind, who)
        with allowance.lock:  # else each thread would take an allowance of its own
            if not allowance.tokens:
                self._refill(kind, who, allowance, 1, rate.allowance)
            allowance.tokens -= 1
            return Standing(kind, rate, allowance.tokens + allowance.left_over)

    def take_lines(self, client: str, count: int) -> None:
        """Count lines of a batch, all of them or none; RateExceeded."""
        if Kind.LINES in self.rates:
            allowance = self._allowance(Kind.LINES, client)
            with allowance.lock:
                self._refill(Kind.LINES, client, allowance, count, count)

    def refuse_guessing(self, address: str) -> None:
        """RateExceeded where too many credentials from this address were refused; asks nobody."""
        if Kind.SIGN_INS in self.rates:
            self._refuse(Kind.SIGN_INS, self._allowance(Kind.SIGN_INS, address))

    def sign_in_failed(self, address: str) -> None:
        """Count credentials that were refused; RateExceeded."""
        self.take(Kind.SIGN_INS, address)

    def _allowance(self, kind: Kind, who: str) -> Allowance:
        if len(self._known) > KNOWN_MAX:
            self._known = {}
        return self._known.setdefault(f"{kind} {who}", Allowance())

    def _refuse(self, kind: Kind, allowance: Allowance) -> None:
        wait_s = allowance.refused_until - monotonic()
        if wait_s > 0:
            rate = self.rates[kind]
            raise RateExceeded(
                kind=kind, rate=rate.per_s, burst=rate.burst, retry_after_s=math.ceil(wait_s)
            )

    def _refill(
        self, kind: Kind, who: str, allowance: Allowance, at_least: int, at_most: int
    ) -> None:
        """Ask the shared bucket. Who was refused is refused again by this process until it makes sense to ask."""
        self._refuse(kind, allowance)
        allowance.tokens, allowance.left_over, wait_s = self._asked(
            f"{kind} {who}", self.rates[kind], at_least, at_most
        )
        allowance.refused_until = monotonic() + wait_s
        self._refuse(kind, allowance)

    def _asked(
        self, bucket: str, rate: Rate, at_least: int, at_most: int
    ) -> tuple[int, int, float]:
        """What the bucket gives, what is left in it, how long to wait; all that is asked for where nobody answers."""
        if monotonic() > self._away_until:
            try:
                with self.pool.connection() as connection:
                    row = connection.execute(
                        "SELECT granted, left_over, wait_s FROM limits.take(%s, %s, %s, %s, %s)",
                        (bucket, at_least, at_most, rate.per_s, rate.burst),
                        prepare=True,
                    ).fetchone()
                return row or (at_least, 0, 0.0)
            except (psycopg.Error, PoolTimeout) as error:
                self._away_until = monotonic() + AWAY_S
                said = {"seconds": AWAY_S, "kind": type(error).__name__}
                log.warning("nobody is limited for a while: the buckets do not answer", extra=said)
        return at_least, rate.burst, 0.0
