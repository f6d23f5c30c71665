"""What an institution is called, where it lies, to whom it belongs and who coordinates there, by date."""

from uuid import UUID

from ledger.dated import Since, Span
from ledger.fact import Value
from ledger.sealed import Sealed
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


class Coordinator(Span, kw_only=True):
    """A person coordinates the operation there."""

    name: Sealed
    contact: Sealed | None
