"""Statistics: every count about learners, as of any day, as it was known at any position, at the size of a nation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from psycopg import sql

from ledger.store.connection import Connection
from projections.blocks import cover
from projections.dimensions import Where, checked, parameters
from projections.moments import Moment, known_by
from projections.statistics_compensations import CountedCompensations
from projections.statistics_families import INDICATORS, SCOPES, Asked, UnknownIndicator, asked, bit
from projections.statistics_outcomes import CountedResults
from projections.statistics_rows import Change, Line, Value

DAY = timedelta(days=1)


class Statistics(CountedCompensations, CountedResults):
    """What is counted about learners, by INDICATORS and their dimensions.

    Every figure is the sum of the contributions of events: `since` and `as_of` say on which days they
    happened, `known_at` by when they were recorded. Persons count once in whatever place and time is
    asked about, and are never added up. What each indicator means: docs/concepts-statistics.md.
    """

    VERSION = 3
    COST = 20

    @classmethod
    def values(
        cls,
        connection: Connection,
        indicator: str,
        group_by: Sequence[str] = (),
        where: Where | None = None,
        *,
        since: date | None = None,
        as_of: date | None = None,
        known_at: Moment | None = None,
    ) -> list[Value]:
        """An indicator by some of its dimensions, groups without anything left out; without any, one value.

        `since`: only what happened from that day on; of persons, those who were not there before.
        Raises UnknownIndicator, UnknownDimension, NotAnId, NotAddable, ProjectionNotReady.
        """
        question = asked(indicator, group_by, _checked(where))
        with cls.reading(connection) as position:
            upto = known_by(connection, known_at, position)
            found = connection.execute(
                cls._values(question),
                _of(question) | cls._cover(question, upto) | _ends(since, as_of),
            ).fetchall()
        names = question.group_by
        return [
            Value(_group(names, row), _value(question, row[-1]))
            for row in found
            if row[-1] or not names
        ]

    @classmethod
    def lines(
        cls,
        connection: Connection,
        indicator: str,
        where: Where | None = None,
        *,
        since: date | None = None,
        as_of: date | None = None,
        known_at: Moment | None = None,
        after: int = 0,
        limit: int = 1000,
    ) -> list[Line]:
        """The contributions behind a value, in the order of the log, from after a position on.

        They add up to the value. Those of one position are never parted: there may be a few more than `limit`.
        Raises UnknownIndicator, UnknownDimension, NotAnId, NotAddable, ProjectionNotReady.
        """
        question = asked(indicator, (), _checked(where))
        names = question.indicator.dimensions
        statement = cls.statement("lines").format(
            chosen=_columns(names),
            measure=sql.Identifier(question.indicator.measure),
            filter=_filter(question.where),
        )
        with cls.reading(connection) as position:
            of = {
                **_of(question),
                "since": since or date.min,
                "as_of": as_of or date.max,
                "after": after,
                "known_at": known_by(connection, known_at, position),
                "limit": limit,
            }
            found = connection.execute(statement, of).fetchall()
        return [
            Line(position, source, day, _group(names, said), _value(question, said[-1]))
            for position, source, day, *said in found
        ]

    @classmethod
    def changed(
        cls,
        connection: Connection,
        earlier: Moment,
        later: Moment,
        indicators: Iterable[str] = tuple(INDICATORS),
        group_by: Sequence[str] = (),
        where: Where | None = None,
        *,
        since: date | None = None,
        as_of: date | None = None,
    ) -> list[Change]:
        """By how much values differ that were asked at two moments; those that do not are left out.

        Each indicator is grouped by those of the dimensions that it has (persons with risks by these, too),
        and left out if it cannot be filtered so. `lines` with `after` the one and `known_at` the other gives
        the contributions that make the difference. Raises what `values` raises.
        """
        changes = []
        when: dict[str, Any] = {"since": since, "as_of": as_of}
        with cls.reading(connection) as position:
            upto = [known_by(connection, each, position) for each in (earlier, later)]
            for name in indicators:
                names = _grouping(name, group_by, where or {})
                if names is None:
                    continue
                before, after = (
                    cls.values(connection, name, names, where, **when, known_at=each)
                    for each in upto
                )
                differences = {tuple(each.group.items()): each.value for each in after}
                for each in before:
                    group = tuple(each.group.items())
                    differences[group] = differences.get(group, Decimal(0)) - each.value
                changes += [
                    Change(name, dict(group), value)
                    for group, value in differences.items()
                    if value
                ]
        return changes

    @classmethod
    def _values(cls, question: Asked) -> sql.Composed:
        names = _columns(question.group_by)
        grouped = (
            sql.SQL("GROUP BY {0} ORDER BY {0}").format(names) if question.group_by else sql.SQL("")
        )
        places = [name for name in question.where if name in SCOPES]
        filtered = (
            sql.SQL(
                " AND place_id = ANY (ARRAY (SELECT place_id FROM places WHERE depth = {} AND {}))"
            )
            if places
            else sql.SQL("")
        )
        filter_ = _filter({name: question.where[name] for name in places})
        cells = filtered.format(sql.Placeholder("depth"), filter_)
        return cls.statement("values").format(
            chosen=sql.SQL("{},").format(names) if question.group_by else sql.SQL(""),
            grouped=grouped,
            measure=sql.Identifier(question.indicator.measure),
            of_cells=cells,
            of_contributions=filtered.format(sql.Literal(4), filter_),
            filter=_filter(question.where),
        )

    @classmethod
    def _cover(cls, question: Asked, known_at: int) -> dict[str, Any]:
        """Which blocks are answered from cells; none, where no cells are kept."""
        kept = (question.depth, question.period) in question.indicator.family.cubes
        return cover(cls.LEVELS if kept else (), known_at)


def _grouping(name: str, group_by: Sequence[str], where: Where) -> list[str] | None:
    """What an indicator is grouped by where others are, too; None, where it cannot be filtered like them."""
    if name not in INDICATORS:
        raise UnknownIndicator(value=name, known=", ".join(INDICATORS))
    of = INDICATORS[name]
    if not where.keys() <= {*of.dimensions}:
        return None
    apart = [each for each in of.family.apart if each not in {*group_by, *where}]
    return [*(each for each in group_by if each in of.dimensions), *apart]


def _checked(where: Where | None) -> Where:
    return checked(where, where or ())


def _of(question: Asked) -> dict[str, Any]:
    family, depth, period = question.indicator.family, question.depth, question.period
    return {
        **parameters(question.where),
        "family": family.number,
        "cube": family.cube(depth, period),
        "depth": depth,
        "period": period,
        "counting": bit(depth, period),
    }


def _ends(since: date | None, as_of: date | None) -> dict[str, Any]:
    """What happened up to the last day, less what happened up to the day before the first: months, days, sign."""
    first, last = since or date.min, as_of or date.max
    ends = [(last, 1), (first - DAY, -1)] if first > date.min else [(last, 1)]
    if first > last:
        ends = []  # no days, and nothing happened
    following = [date.max if day == date.max else day + DAY for day, _ in ends]
    return {
        "signs": [sign for _, sign in ends],
        "cuts": [date.max if day == date.max else day.replace(day=1) for day in following],
        "lasts": [day for day, _ in ends],
    }


def _columns(names: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))


def _filter(where: Where) -> sql.Composed:
    terms = [
        sql.SQL("{}::text = ANY ({}::text[])").format(sql.Identifier(name), sql.Placeholder(name))
        for name in where
    ]
    return sql.SQL(" AND ").join([sql.SQL("true"), *terms])


def _group(names: Sequence[str], row: Sequence[Any]) -> dict[str, str | None]:
    return {
        name: None if value is None else str(value) for name, value in zip(names, row, strict=False)
    }


def _value(question: Asked, value: int | Decimal | None) -> Decimal:
    whole = Decimal(value or 0)
    return (
        whole if question.indicator.measure == "number" else (whole / 100).quantize(Decimal("0.01"))
    )
