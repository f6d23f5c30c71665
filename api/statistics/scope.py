"""For whom a figure is told: the nation, a region, a municipality or an institution."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from api.codes import ADDRESS
from api.statistics.errors import NoSuchScope, ScopeUnclear
from ledger.municipality import region
from ledger.store.connection import Connection
from ledger.vocabulary import municipalities, terms
from projections.institution_rows import InstitutionFilter
from projections.institutions import Institutions

NATION, REGION, MUNICIPALITY, INSTITUTION = "nation", "region", "municipality", "institution"
KINDS = (NATION, REGION, MUNICIPALITY, INSTITUTION)
"""From the widest on."""


@dataclass(frozen=True)
class Scope:
    """A kind of scope and which one of it; the nation has no id."""

    kind: str
    id: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else self.kind

    @property
    def where(self) -> dict[str, str]:
        """What a read model is filtered by."""
        return {self.kind: self.id} if self.id else {}

    def within(self, other: Scope) -> bool:
        """Whether all of it lies in another one for sure."""
        if other in (self, WHOLE):
            return True
        return self.kind == MUNICIPALITY and other == Scope(REGION, region(self.id))


WHOLE = Scope(NATION)


def read(connection: Connection, text: str) -> Scope:
    """The scope that a text names; ScopeUnclear, NoSuchScope."""
    kind, colon, name = text.partition(":")
    if kind not in KINDS or bool(colon) != bool(name) or (kind == NATION) == bool(name):
        raise ScopeUnclear(value=text)
    if kind == REGION and name not in terms("region"):
        raise NoSuchScope(kind=kind, value=name, remedy=_one_of(terms("region")))
    if kind == MUNICIPALITY and name not in municipalities():
        raise NoSuchScope(kind=kind, value=name, remedy=_coded(name))
    if kind == INSTITUTION:
        return Scope(kind, str(_institution(connection, name)))
    return Scope(kind, name)


def _one_of(codes: Iterable[str]) -> str:
    return f"write one of {', '.join(codes)}"


def _coded(name: str) -> str:
    """Who writes the name of a municipality, or begins it, is told its code."""
    begun = name.casefold()
    meant = [
        code
        for code, row in municipalities().items()
        if not row["valid_to"] and row["name"].casefold().startswith(begun)
    ]
    if len(meant) == 1:
        return f"write its code, {meant[0]}"
    return f"write a code such as LV-059; GET {ADDRESS} has them with their names"


def _institution(connection: Connection, name: str) -> UUID:
    try:
        found = UUID(name)
    except ValueError:
        raise ScopeUnclear(value=f"{INSTITUTION}:{name}") from None
    if not Institutions.page(connection, InstitutionFilter(found), limit=1):
        remedy = "GET /api/v1/institutions lists those that there are"
        raise NoSuchScope(kind=INSTITUTION, value=name, remedy=remedy)
    return found
