"""Whose a record is: who keeps it may work with it, and nobody else is to know of it."""

from typing import Literal, NamedTuple
from uuid import UUID


class Holder(NamedTuple):
    """An institution, a partner or a region; what none of them holds is the nation's alone."""

    kind: Literal["institution", "partner", "region"]
    id: str
    """The UUID of an institution or a partner, the code of a region."""


def institution(id: UUID) -> Holder:  # noqa: A002
    """An institution as a holder."""
    return Holder("institution", str(id))


def partner(id: UUID) -> Holder:  # noqa: A002
    """A partner as a holder."""
    return Holder("partner", str(id))
