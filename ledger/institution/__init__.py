"""Institutions: membership, municipality and partner by date."""

from ledger.institution.commands import Institutions
from ledger.institution.institution import Institution
from ledger.institution.place import Place

__all__ = ["Institution", "Institutions", "Place"]
