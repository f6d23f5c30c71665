"""What a question is asked with: its address, a filter, and the two times."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import g, request
from marshmallow import fields, validate
from webargs.fields import DelimitedList

from api import access
from api.access.narrowing import narrowed
from api.codes import require_known
from api.errors import PublicationUnknown
from api.fields import Day, Id, Moment, Value
from api.known import PARAMETER, recorded_position
from api.moment import today
from api.schemas import filters
from ledger.store import log
from ledger.store.connection import Connection
from projections.publications import Publications
from projections.waiting import NotYetShown

Query = Mapping[str, fields.Field[Any]]
NOTHING: Query = {}

ON: Query = {"on": Day(metadata={"description": "What holds on this day; else today."})}
AS_OF: Query = {
    "as_of": Day(metadata={"description": "What happened by the end of this day; else by today."})
}
KNOWN_AT: Query = {
    "known_at": Moment(
        metadata={
            "description": "What was recorded by then: a position, an instant, a day that is over (its end), or"
            " the name of a publication of figures; else by now."
        }
    )
}
TWO_TIMES: Query = {**AS_OF, **KNOWN_AT}


def one_of(dimensions: Iterable[str]) -> Query:
    """A filter of each dimension: the values of which lines must have one, with commas."""
    said = {"description": "Only these; one or more, with commas."}
    ids = ("partner", "institution")
    return {
        name: DelimitedList(
            Id() if name in ids else Value(), validate=validate.Length(min=1), metadata=said
        )
        for name in dimensions
    }


def group_by(columns: Iterable[str]) -> Query:
    """What a question counts or adds up by."""
    said = {"description": "A total for each; one or more, with commas."}
    one = fields.String(validate=validate.OneOf(tuple(columns)))
    return {"group_by": DelimitedList(one, metadata=said)}


def named(where: Mapping[str, Any]) -> dict[str, Any]:
    """The filters that were asked for."""
    return {name: values for name, values in where.items() if values is not None}


class Asked:
    """The parameters of a question."""

    def __init__(self, address: Sequence[str], where: type[Any] | None, query: Query) -> None:
        self.where = where
        self.declared = {**(filters(where, without=address) if where else {}), **query}

    def of(
        self, connection: Connection, path: Mapping[str, Any], query: Mapping[str, Any]
    ) -> dict[str, Any]:
        """What this request asks: None for what it leaves out, the filter whole, `known_at` a position.

        Both times are now where they are left out: today in Riga, and the position that the whole
        answer speaks for.
        KnownLater, MomentNotOver, PublicationUnknown, UnknownCode, NoSuchSemester.
        """
        require_known(self.where, query)
        if (permit := access.permit()).permission.scope == "rows":
            query = narrowed(connection, permit.scope, self.declared, self.where, query)
        asked = {**dict.fromkeys(self.declared), **path, **query}
        for day in {"as_of", "on"} & self.declared.keys():
            asked[day] = asked[day] or today()
        if self.where:
            names = [field.name for field in dataclasses.fields(self.where)]
            asked["where"] = self.where(**{name: asked.pop(name, None) for name in names})
        if asked.get("known_at") is not None:
            g.position = _known(connection, asked["known_at"])
        if "known_at" in self.declared:
            asked["known_at"] = g.position
        return asked


def position_known(connection: Connection, moment: Any, parameter: str = PARAMETER) -> int:
    """A moment, or the name of a publication, as a position; it is what a parameter of the query says.

    KnownLater, MomentNotOver, PublicationUnknown, NotYetShown.
    """
    if isinstance(moment, str):
        if (publication := Publications.named(connection, moment)) is None:
            if Publications.position(connection) < log.end(connection):
                raise NotYetShown(name=Publications.NAME)
            raise PublicationUnknown(parameter=parameter, value=moment)
        moment = publication.position
    return recorded_position(connection, moment, request.args.get(parameter, ""), parameter)


def _known(connection: Connection, moment: Any) -> int:
    """A moment as a position; the answer will speak for that one."""
    position = position_known(connection, moment)
    if position > g.position:
        raise NotYetShown(name="the answer")
    return position
