"""The operation: its dated rules, each with the document it comes from, looked up by date."""

from ledger.fact import Value
from ledger.money import Percent


class Shares(Value, frozen=True):
    """Who pays a line, in per cent; the shares make 100."""

    esf: Percent
    state: Percent
    state_non_eligible: Percent
