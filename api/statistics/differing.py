"""Which figures differ between two positions of the log, and at which events in between they changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

from api.errors import TooSlow
from api.statistics.answering import Asked, Understood, understood, values_of
from api.statistics.asking import Number
from api.statistics.behind import EVENTS, Behind
from api.statistics.catalogue import figures
from api.statistics.errors import GroupingNotOffered, PeriodNotOffered, ScopeNotOffered
from ledger.sealed import Keys
from ledger.store.connection import Connection

ADDED_UP = frozenset({"funding", "statistics"})
"""Sources whose figures are sums of lines: each line recorded in between made a part of the difference."""
LOOKS_MAX = 2_000
"""How often a figure is worked out for one page of events."""
PERIODS_MEANT = (PeriodNotOffered, ScopeNotOffered, GroupingNotOffered)
"""Why a figure is left out where none is named."""

Group = tuple[tuple[str, str | None], ...]
Values = Mapping[Group, Number | None]


@dataclass(frozen=True)
class Difference:
    """A value of a figure that is another one at the later position."""

    meant: Understood
    group: dict[str, str | None]
    earlier: Decimal | None
    later: Decimal | None
    """None where there is nothing to be a share of."""

    @property
    def change(self) -> Decimal:
        """By how much; from nothing, or to nothing, as from or to zero."""
        return (self.later or Decimal(0)) - (self.earlier or Decimal(0))


def meant_figures(
    connection: Connection, codes: Sequence[str], asked: Asked, today: date, known_at: int
) -> list[Understood]:
    """The figures of some codes; without any, all that are told for such a scope and period, by what they offer.

    Raises what `understood` raises, of figures that are named.
    """
    found = []
    for code in codes or figures():
        offered = figures()[code].groups if code in figures() else ()
        groups = asked.group_by if codes else tuple(set(asked.group_by) & {*offered})
        question = Asked(code, asked.scope, asked.period, groups, asked.as_of)
        try:
            found.append(understood(connection, question, today, known_at))
        except PERIODS_MEANT:
            if codes:
                raise
    return found


def differences(
    connection: Connection,
    meant: Sequence[Understood],
    earlier: int,
    later: int,
    keys: Keys | None = None,
) -> Iterator[Difference]:
    """Every value that differs, in the order of the figures."""
    for each in meant:
        before, after = (_values(connection, each, at, keys) for at in (earlier, later))
        for group in dict.fromkeys((*before, *after)):
            was, is_ = before.get(group, 0), after.get(group, 0)
            if was != is_:
                yield Difference(each, dict(group), _decimal(was), _decimal(is_))


def changes(
    connection: Connection,
    meant: Understood,
    of: Mapping[str, str],
    earlier: int,
    later: int,
    limit: int,
    keys: Keys | None = None,
) -> list[int]:
    """The first positions after one, up to another, at which a value of a figure changed; TooSlow.

    What was recorded in between and taken back in between may be left out: it made no difference.
    """
    if meant.figure.source in ADDED_UP:
        behind = Behind(meant.asking(connection, later, keys), of, earlier, limit)
        return EVENTS[meant.figure.source](behind)
    known: dict[int, Values] = {}

    def at(position: int) -> Values:
        if position not in known:
            if len(known) == LOOKS_MAX:
                raise TooSlow()
            values = _values(connection, meant, position, keys)
            known[position] = {group: each for group, each in values.items() if _is(group, of)}
        return known[position]

    return list(islice(_steps(at, earlier, later), limit))


def _steps(at: Callable[[int], Values], first: int, last: int) -> Iterator[int]:
    """Where the value changes between two positions; of a stretch whose ends are alike, nothing."""
    if _same(at(first), at(last)):
        return
    if last - first == 1:
        yield last
        return
    middle = (first + last) // 2
    yield from _steps(at, first, middle)
    yield from _steps(at, middle, last)


def _same(one: Values, other: Values) -> bool:
    return all(one.get(group, 0) == other.get(group, 0) for group in {*one, *other})


def _is(group: Group, of: Mapping[str, str]) -> bool:
    said = dict(group)
    return all(said.get(name) == value for name, value in of.items())


def _values(connection: Connection, meant: Understood, known_at: int, keys: Keys | None) -> Values:
    found = values_of(connection, meant, known_at, keys)
    return {tuple(each.group.items()): each.value for each in found}


def _decimal(value: Number | None) -> Decimal | None:
    return None if value is None else Decimal(value)
