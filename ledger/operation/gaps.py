"""Rules that follow each other day by day: none is set or withdrawn so that days between are left without one."""

from collections.abc import Iterable
from datetime import date, timedelta

from ledger.operation.errors import GapInTime
from ledger.operation.rules import Ending

DAY = timedelta(days=1)


def require_no_gap(what: str, following: Iterable[Ending], since: date | None = None) -> None:
    """That from `since` (else from where the first one begins) one of them holds until the last one begins; GapInTime.

    House rule: no day between is without its rule because two of them do not meet. A rule holds until its last day, or
    until the day before the next begins; where the next begins earlier, the one before does not come back. What follows
    the last one is no gap: whatever is set next has to begin on the day after it ends, or before.
    """
    begun = {rule.first_day: rule for rule in following if not rule.voided}  # the later recorded
    expected = since
    for first_day in sorted(begun):
        if expected is not None and first_day > expected:
            raise GapInTime(what=what, first_day=expected, last_day=first_day - DAY)
        expected = _day_after(begun[first_day].last_day)


def _day_after(last_day: date | None) -> date:
    """The first day that a rule leaves to others; `date.max` when it leaves none."""
    return date.max if last_day in (None, date.max) else last_day + DAY
