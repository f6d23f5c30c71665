"""Whose a record is, and where somebody may work: an institution, a partner, a region, or the whole nation."""

from collections.abc import Collection
from typing import Annotated
from uuid import UUID

from ledger.fact import Value
from ledger.text import Listed, Written

INSTITUTION, PARTNER, REGION, NATION = "institution", "partner", "region", "nation"

_EXAMPLE = "c3c1ad01-e6b8-4a0c-b9a1-6f1f3c4f5d02"
_FORM = "UUID of the institution or partner, or code of `region`"


class Scope(Value, frozen=True):
    """Who keeps what lies in it may work with it, and nobody else is to know of it."""

    kind: Annotated[str, Listed("scope")]
    id: Annotated[str, Written(_FORM, _EXAMPLE)] | None = None
    """Null for the nation."""

    @property
    def uuid(self) -> UUID:
        """Of an institution or a partner: its id; ValueError, where it is none."""
        return UUID(self.id or "")


NATIONAL = Scope(NATION)
"""What no institution, partner or region holds is the nation's alone."""


def institution(id: UUID) -> Scope:  # noqa: A002
    """That of an institution."""
    return Scope(INSTITUTION, str(id))


def partner(id: UUID) -> Scope:  # noqa: A002
    """That of a partner."""
    return Scope(PARTNER, str(id))


def of_behalf(id: str | None) -> Collection[Scope]:  # noqa: A002
    """That of the institution or partner on whose behalf something was recorded: the id says which."""
    return (Scope(INSTITUTION, id), Scope(PARTNER, id)) if id else ()
