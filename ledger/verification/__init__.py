"""Management verifications: desk checks and visits, with a verdict on each line looked at."""

from ledger.verification.commands import Verifications
from ledger.verification.verification import Verification

__all__ = ["Verification", "Verifications"]
