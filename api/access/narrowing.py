"""An answer in rows is narrowed to the scope of who asks: by the filters that the question has anyway."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from webargs.fields import DelimitedList

from api.access.errors import NotPermitted
from api.moment import today
from ledger.errors import NotFound
from ledger.scope import NATIONAL, REGION, Scope
from ledger.store.connection import Connection
from projections.institution_rows import InstitutionFilter
from projections.institutions import Institutions

FILTERS: Mapping[str, tuple[str, ...]] = {
    "institution": ("institution_id", "institution"),
    "partner": ("partner_id", "partner"),
    "region": ("region",),
}
"""What questions call the dimension of each kind of scope."""
INSTITUTIONS = "institution_ids"
"""The filter of a question that knows institutions only; no client is offered it."""


def narrowed(
    connection: Connection,
    scope: Scope,
    declared: Mapping[str, Any],
    where: type[Any] | None,
    query: Mapping[str, Any],
) -> dict[str, Any]:
    """What is asked, of the scope alone; NotFound where another is asked for, NotPermitted where it cannot be told.

    Of regions everybody knows: another one is NotPermitted.
    """
    if scope == NATIONAL:
        return dict(query)
    name = next((each for each in FILTERS[scope.kind] if each in declared), None)
    if name is None:
        if where and INSTITUTIONS in {each.name for each in dataclasses.fields(where)}:
            return {**query, INSTITUTIONS: _institutions(connection, scope)}
        raise NotPermitted()
    own: Any = scope.id if scope.kind == REGION else scope.uuid
    several = isinstance(declared[name], DelimitedList)
    asked = query.get(name)
    if asked not in (None, [own] if several else own):
        if scope.kind == REGION:  # everybody knows of the others
            raise NotPermitted()
        raise NotFound(what=scope.kind, id=asked)
    return {**query, name: [own] if several else own}


def _institutions(connection: Connection, scope: Scope) -> list[UUID]:
    """Those that lie in a partner or a region today."""
    in_region = scope.kind == REGION
    where = (
        InstitutionFilter(region=scope.id)
        if in_region
        else InstitutionFilter(partner_id=scope.uuid)
    )
    found = Institutions.page(connection, where, on=today())
    return [each.institution_id for each in found]
