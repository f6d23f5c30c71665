"""The operation: each of its rules, since when it holds and since when it is known, and what holds on a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, TypeVar

import msgspec
from psycopg.types.json import JsonbDumper

from ledger.fact import Fact
from ledger.operation import events
from ledger.store.connection import Connection
from projections import operation_rows as rows
from projections.projection import At, Projection, on
from projections.summary import summary
from projections.versions import Versions, moment

R = TypeVar("R", bound=rows.InForce)

SETTING: Mapping[type[Fact], str] = {
    events.PeriodExtended: "extension",
    events.BudgetSet: "budget",
    events.NonEligibleMoneySet: "non_eligible_money",
    events.CofinancingSet: "cofinancing",
    events.TargetGroupSet: "target_group",
    events.DeliveryModeSet: "delivery_mode",
    events.RateSet: "rate",
    events.LumpSumSet: "lump_sum",
    events.CeilingSet: "ceiling",
    events.FlatRateSet: "flat_rate",
    events.GroupsAllowed: "group_size",
}
"""The kind of rule that each event sets; rules of a kind follow each other, apart for each `ABOUT`."""
KINDS = {event.TOPIC: kind for event, kind in SETTING.items()}

ABOUT: Mapping[str, Callable[[Any], str]] = {
    "delivery_mode": lambda event: event.mode,
    "rate": lambda event: event.specialist_kind,
    "lump_sum": lambda event: event.kind,
    "ceiling": lambda event: f"{event.kind}/{event.period}",
}

_OF_EVERY_RULE = ("rule_id", "valid_from", "valid_until", "source")


class Operations(Projection):
    """The operation's rules.

    A rule that was withdrawn never held, on any day; it is listed as withdrawn. Every question takes
    `as_of` (what was decided by then) and `known_at` (None: now).
    """

    openings = Versions(rows.Opening, key=("operation_id",))
    rules = Versions(rows.Rule, key=("operation_id", "rule_id"))

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        connection.adapters.register_dumper(dict, JsonbDumper)

    # --- folding ----------------------------------------------------------------------------------

    @on(events.Opened, events.OpeningCorrected)
    def opened(self, event: events.Opened | events.OpeningCorrected, at: At) -> None:
        self.openings.learn(
            rows.Opening(
                operation_id=event.originator_id,
                number=event.number,
                name=event.name,
                first_day=event.first_day,
                last_day=event.last_day,
                source=event.source,
                decided_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(*SETTING)
    def rule_set(self, event: Any, at: At) -> None:
        kind, terms = KINDS[event.TOPIC], summary(event)
        self.rules.learn(
            rows.Rule(
                operation_id=event.originator_id,
                rule_id=event.rule_id,
                position=at.position,
                kind=kind,
                about=ABOUT[kind](event) if kind in ABOUT else "",
                valid_from=event.valid_from,
                valid_until=getattr(event, "valid_until", None),
                source=event.source,
                decided_on=event.occurred_on,
                terms={name: terms[name] for name in terms if name not in _OF_EVERY_RULE},
                known_from=at.position,
            )
        )

    @on(events.RuleWithdrawn)
    def rule_withdrawn(self, event: events.RuleWithdrawn, at: At) -> None:
        self.rules.revise(event.originator_id, event.rule_id, at=at, withdrawn_on=event.occurred_on)

    # --- asking -----------------------------------------------------------------------------------

    @classmethod
    def on_day(
        cls,
        connection: Connection,
        *,
        on: date,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> rows.OperationOn | None:
        """The operation and what holds on a day; None before it is opened."""
        when = moment(as_of, known_at)
        with cls.reading(connection):
            for opening in cls.fetch(connection, rows.Opening, "opening", when):
                [extended] = connection.execute(cls.statement("last_day"), when).fetchone() or [
                    None
                ]
                found = connection.execute(cls.statement("in_force"), {**when, "on": on}).fetchall()
                return rows.OperationOn(
                    number=opening.number,
                    name=opening.name,
                    first_day=opening.first_day,
                    last_day=max(opening.last_day, extended or opening.last_day),
                    on=on,
                    **_in_force(found),
                )
        return None

    @classmethod
    def page(
        cls,
        connection: Connection,
        where: rows.RuleFilter = rows.ANY_RULE,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 1000,
    ) -> list[rows.RuleState]:
        """All rules in the order of their recording, those after a position; withdrawn ones too."""
        asked = {**asdict(where), **moment(as_of, known_at), "after": after, "limit": limit}
        return cls.fetch(connection, rows.RuleState, "page", asked)

    @classmethod
    def spans(
        cls,
        connection: Connection,
        kind: str,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> list[rows.RuleSpan]:
        """The days on which each rule of a kind holds, up to `as_of`, in order."""
        asked = {"kind": kind, **moment(as_of, known_at)}
        return cls.fetch(connection, rows.RuleSpan, "spans", asked)


def _in_force(found: list[Any]) -> dict[str, Any]:
    """By the names of `OperationOn`, the rules that hold."""

    def every(kind: str, shape: type[R]) -> list[R]:
        return [_shaped(row, shape) for row in found if row[2] == kind]

    def only(kind: str, shape: type[R]) -> R | None:
        return next(iter(every(kind, shape)), None)

    groups = [terms["largest"] for _, _, kind, *_, terms in found if kind == "group_size"]
    return {
        "budget": only("budget", rows.Budget),
        "non_eligible_money": only("non_eligible_money", rows.NonEligibleMoney),
        "cofinancing": only("cofinancing", rows.Cofinancing),
        "target_group": only("target_group", rows.TargetGroup),
        "delivery_modes": every("delivery_mode", rows.DeliveryMode),
        "rates": every("rate", rows.Rate),
        "lump_sums": every("lump_sum", rows.LumpSum),
        "ceilings": every("ceiling", rows.Ceiling),
        "flat_rate": only("flat_rate", rows.FlatRate),
        "largest_group": groups[0] if groups else 1,
    }


def _shaped(row: Any, shape: type[R]) -> R:
    """A rule with what it says, typed."""
    rule_id, position, _, valid_from, valid_until, source, decided_on, terms = row
    return msgspec.convert(
        {
            **terms,
            "rule_id": rule_id,
            "position": position,
            "valid_from": valid_from,
            "valid_until": valid_until,
            "source": source,
            "decided_on": decided_on,
        },
        shape,
    )
