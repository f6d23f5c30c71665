"""How patiently messages are sent: when again, how long an answer may take, and when to give up."""

from __future__ import annotations

from dataclasses import dataclass
from random import uniform

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0


@dataclass(frozen=True)
class Pace:
    """Times in seconds. What it gives varies by a fifth, so that what failed together is not tried together again."""

    again: tuple[float, ...] = (
        5.0,
        5 * MINUTE,
        30 * MINUTE,
        2 * HOUR,
        5 * HOUR,
        10 * HOUR,
        14 * HOUR,
        20 * HOUR,
        DAY,
    )
    """After each failed attempt; then the message is dead, a little more than three days after its first."""
    rest: float = 1.0
    """The address is left in peace after a failure; after several in a row, twice as long each time."""
    rest_max: float = 5 * MINUTE
    asked_max: float = HOUR
    """The longest rest that the address itself may ask for, by Retry-After."""
    failing_max: float = 5 * DAY
    """An address where every attempt has failed for so long is not tried any more: the webhook is paused."""
    dead_max: int = 1_000
    """So many dead letters pause it, too."""
    looking_up: float = 5.0
    """A name, with the machine's resolver."""
    connecting: float = 5.0
    reading: float = 10.0
    """Without a byte of the answer."""
    whole: float = 20.0
    """From the first byte to the last."""
    long: float = 1.0
    """Who needs longer to answer counts as slow."""
    turn: float = 2.0
    """A webhook gives way to others after so long."""
    gather: float = 0.5
    """One that was told all there is has its next turn after so long: what came meanwhile is looked for at once."""

    def again_s(self, failed: int) -> float | None:
        """How long until the next attempt after so many failed ones; None when there is no next."""
        return _about(self.again[failed - 1]) if failed <= len(self.again) else None

    def rest_s(self, failures: int, asked: float | None) -> float:
        """How long the address is left in peace after so many failures in a row; at least as it asked."""
        rest = min(self.rest * 2.0 ** min(failures - 1, 30), self.rest_max)
        return max(_about(rest), min(asked or 0.0, self.asked_max))


def _about(seconds: float) -> float:
    return seconds * uniform(0.8, 1.2)  # noqa: S311  no secret
