"""One page of the feed: the events of a reader's scopes after a position, and how far they have been looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ledger.errors import Invalid
from ledger.scope import NATIONAL, Scope
from ledger.store import log
from ledger.store.connection import Connection
from ledger.store.log import Entry
from projections.projection import snapshot
from projections.scopes import Scopes

WINDOW = 50_000
"""Positions that one page looks through for events of some types; then it says how far it came."""


class AfterTheEnd(Invalid):
    """The log ends at position {last}: nothing is known yet of what comes after {value}."""

    en = "The log has not come so far yet."
    lv = "Tāda pozīcija reģistrā vēl nav sasniegta."


@dataclass(frozen=True)
class Wanted:
    """What somebody follows: the events of these scopes, of these topics (none named: of all)."""

    scopes: tuple[Scope, ...]
    topics: frozenset[str] = frozenset()

    @property
    def national(self) -> bool:
        """Whether that is every event of the log."""
        return NATIONAL in self.scopes


class Page(NamedTuple):
    """Events, in order; there are no others for this reader up to `position`."""

    entries: Sequence[Entry]
    position: int
    ends: bool
    """Whether there is nothing behind it yet."""


def page(connection: Connection, wanted: Wanted, *, after: int, limit: int) -> Page:
    """The next events after a position, at most `limit`. AfterTheEnd, ProjectionNotReady."""
    with snapshot(connection):
        if after > (end := log.end(connection)):
            raise AfterTheEnd(value=str(after), last=end)
        if wanted.national:
            return _of_the_log(connection, wanted.topics, after, limit, end)
        return _of_scopes(connection, wanted, after, limit)


def _of_the_log(
    connection: Connection, topics: frozenset[str], after: int, limit: int, end: int
) -> Page:
    until = min(end, after + WINDOW) if topics else end
    found = log.entries(connection, after=after, until=until, topics=sorted(topics), limit=limit)
    if len(found) == limit:
        return Page(found, found[-1].position, ends=False)
    return Page(found, max(after, until), ends=until == end)


def _of_scopes(connection: Connection, wanted: Wanted, after: int, limit: int) -> Page:
    until = Scopes.position(connection)
    positions = Scopes.within(connection, wanted.scopes, after=after, until=until, limit=limit)
    found = log.entries_at(connection, positions)
    if wanted.topics:
        found = [entry for entry in found if entry.topic in wanted.topics]
    if len(positions) == limit:
        return Page(found, positions[-1], ends=False)
    return Page(found, max(after, until), ends=True)
