"""What money can be grouped and filtered by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from psycopg import sql

from ledger.errors import Invalid

SOURCES = ("esf", "state", "state_non_eligible")
COLUMNS = {
    "partner": "partner_id",
    "institution": "institution_id",
    **{
        name: name
        for name in (
            "municipality",
            "region",
            "school_year",
            "semester",
            "cost_category",
            "form_of_cost",
            "kind",
        )
    },
}
_IDS = ("partner", "institution")
DIMENSIONS = (*COLUMNS, "funding_source")
"""What totals can be grouped and filtered by; municipality and region are those on the day of the measure."""

Where = Mapping[str, Any]
"""By dimension: the value that lines must have, or several values, of which one."""


class UnknownDimension(Invalid):
    """ "{value}" is not a dimension: choose from {known}."""

    en = "There is no such dimension."
    lv = "Tādas dimensijas nav."


class NotAnId(Invalid):
    """ "{value}" is not the id of a {name}: ids are UUIDs."""

    en = "This is not an id."
    lv = "Tas nav identifikators."


def checked(where: Where | None, known: Iterable[str], group_by: Sequence[str] = ()) -> Where:
    """The filter; UnknownDimension where it, or what is grouped by, names one that is not known; NotAnId."""
    for name in (*group_by, *(where or {})):
        if name not in known:
            raise UnknownDimension(value=name, known=", ".join(known))
    return {
        name: [_id(name, str(each)) for each in _listed(value)] if name in _IDS else value
        for name, value in (where or {}).items()
    }


def _id(name: str, value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise NotAnId(name=name, value=value) from None


def chosen(where: Where, name: str) -> tuple[str, ...]:
    """The values that a filter lets through, as text."""
    return tuple(map(str, _listed(where[name])))


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list | tuple | set) else [value]


def condition(where: Where) -> sql.Composed:
    """The condition on dimensions and sources, its values as parameters of the columns' own types."""
    terms = [
        sql.SQL("{} = ANY({}::{})").format(
            sql.Identifier(COLUMNS[name]),
            sql.Placeholder(name),
            sql.SQL("uuid[]" if name in _IDS else "text[]"),
        )
        for name in where
        if name in COLUMNS
    ]
    return sql.SQL(" AND ").join([sql.SQL("true"), *terms])


def parameters(where: Where) -> dict[str, Any]:
    """What `condition` needs."""
    return {name: list(chosen(where, name)) for name in where}
