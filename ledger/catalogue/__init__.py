"""The event catalogue: what each event says, in which form, and who records it, as pages made from the code."""

from ledger.catalogue.pages import pages

__all__ = ["pages"]
