"""Partners: municipalities and schools of the state."""

from ledger.partner.commands import Partners
from ledger.partner.partner import Partner
from ledger.partner.values import agreement_number

__all__ = ["Partner", "Partners", "agreement_number"]
