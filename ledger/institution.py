"""Institutions: their membership of the operation, their municipality and partner, by date."""

from uuid import UUID

from ledger.fact import Value


class Place(Value, frozen=True):
    """Where a measure counts: the institution, and what it belonged to on that day."""

    institution_id: UUID
    partner_id: UUID
    municipality: str
    """ISO 3166-2 code of the municipality the institution lay in on that day."""
    region: str
