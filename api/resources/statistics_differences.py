"""What the figures said at one moment and say at a later one, and the events that made the difference."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from flask import request
from marshmallow import validate
from webargs.fields import DelimitedList

from api.asked import TWO_TIMES, Query, position_known
from api.fields import Moment, Value
from api.moment import today
from api.reach import reach
from api.resource import Resource
from api.resources.statistics import ASKED, OF_ONE, StatisticEvent, events_at, question
from api.statistics.answering import READ, understood
from api.statistics.behind import groups
from api.statistics.catalogue import Bilingual, figure
from api.statistics.differing import Difference, changes, differences, meant_figures
from api.statistics.errors import MomentsReversed
from ledger.store.connection import Connection

statistics_differences = Resource(
    "statistics_differences", "How figures came to differ from what they were known to be."
)

BETWEEN: Query = {
    "from": Moment(
        required=True,
        metadata={
            "description": "The earlier moment, as `known_at` is the later: a position, an instant, a day that is"
            " over, or the name of a publication."
        },
    ),
    **TWO_TIMES,
}


@dataclass(frozen=True)
class DifferenceShown:
    """A value that was another one at the earlier moment."""

    code: str
    name: Bilingual
    unit: str
    scope: str
    period: str
    group: dict[str, str | None]
    earlier: Decimal | None
    later: Decimal | None
    """None where there is nothing to be a share of."""
    change: Decimal
    as_of: date
    """What had happened by the end of that day, as it was known at either moment."""
    events: str | None
    """The address of the events that made the difference; None of what is not recorded."""


@statistics_differences.listing(
    "/statistics/differences",
    *READ,
    shows=DifferenceShown,
    query={
        "code": DelimitedList(
            Value(),
            validate=validate.Length(min=1),
            metadata={"description": "Only these figures; one or more, with commas."},
        ),
        **ASKED,
        **BETWEEN,
    },
    paged=False,
)
def listed(
    connection: Connection,
    *,
    code: list[str] | None,
    known_at: int,
    **asked: Any,
) -> list[DifferenceShown]:
    """Every value that differs between two moments of knowledge, of all figures or of some; none where nothing does."""
    earlier = _earlier(connection, asked.pop("from"), known_at)
    of_each = question(connection, "", **asked)
    meant = meant_figures(connection, code or (), of_each, today(), known_at)
    found = differences(connection, meant, earlier, known_at, reach().keys)
    return [_shown(each, earlier, known_at) for each in found]


@statistics_differences.listing(
    "/statistics/<code>/changes",
    *READ,
    shows=StatisticEvent,
    query={**OF_ONE, **BETWEEN},
)
def changed_at(
    connection: Connection,
    *,
    code: str,
    of: str | None,
    known_at: int,
    after: int,
    limit: int,
    **asked: Any,
) -> list[StatisticEvent]:
    """The events between two moments at which a value changed, by position; the log has them whole.

    What was recorded in between, and taken back in between, may be left out.
    """
    earlier = _earlier(connection, asked.pop("from"), known_at)
    group = groups(figure(code), of)
    grouped = replace(question(connection, code, **asked), group_by=tuple(group))
    meant = understood(connection, grouped, today(), known_at)
    after = max(after, earlier)
    found = changes(connection, meant, group, after, known_at, limit, reach().keys)
    return events_at(connection, found)


def _earlier(connection: Connection, moment: Any, later: int) -> int:
    """The earlier position; what `position_known` raises, MomentsReversed."""
    earlier = position_known(connection, moment, "from")
    if earlier > later:
        said, then = request.args.get("from", ""), request.args.get("known_at", "")
        raise MomentsReversed(earlier=_at(said, earlier), later=_at(then, later))
    return earlier


def _at(said: str, position: int) -> str:
    """A moment as it was said, with the position that it means; what was not said is now."""
    if said == str(position):
        return f"position {said}"
    nothing = "" if position else ", since nothing had been recorded by then"
    return f"{said or 'now'} (position {position}{nothing})"


def _shown(found: Difference, earlier: int, later: int) -> DifferenceShown:
    meant = found.meant
    events = meant.address(found.group, later)
    return DifferenceShown(
        meant.figure.code,
        meant.figure.name,
        meant.figure.unit,
        str(meant.scope),
        meant.period.code,
        found.group,
        found.earlier,
        found.later,
        found.change,
        meant.as_of,
        events and events.replace("/events?", f"/changes?from={earlier}&", 1),
    )
