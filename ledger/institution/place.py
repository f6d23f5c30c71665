"""What an institution is called, where it lies and to whom it belongs, from a day on."""

from uuid import UUID

from ledger.dated import Since
from ledger.fact import Value
from ledger.text import Municipality, Region


class Place(Value, frozen=True):
    """Where a measure counts: the institution, and what it belonged to on that day."""

    institution_id: UUID
    partner_id: UUID
    municipality: Municipality
    """The one that the institution lay in on that day."""
    region: Region


class Name(Since, kw_only=True):
    """It bears a name."""

    name: str


class Placement(Since, kw_only=True):
    """It lies in a municipality."""

    municipality: str
    region: str


class Attachment(Since, kw_only=True):
    """It belongs to a partner."""

    partner_id: UUID
