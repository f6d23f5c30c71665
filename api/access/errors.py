"""Every way in which somebody is not let in; the docstring of an error is its message."""

from __future__ import annotations

from ledger.errors import LedgerError


class Unauthenticated(LedgerError):
    """Say who you are: send a token or an API key in the header Authorization, as Bearer{seen}."""

    en = "It is not known who asks."
    lv = "Nav zināms, kas jautā."


class NoAccess(LedgerError):
    """The token is good, but nobody has opened access to the ledger for you: ask your coordinator."""

    en = "No access has been opened."
    lv = "Piekļuve nav atvērta."


class NotPermitted(LedgerError):
    """Your role does not let you do this, or not in your scope, or not for whom On-Behalf-Of says."""

    en = "This is not permitted."
    lv = "Šī darbība nav atļauta."


class CapacityUnclear(LedgerError):
    """You may do this for several: say in the header On-Behalf-Of for which of {choices}."""

    en = "For whom it is done is not clear."
    lv = "Nav skaidrs, kā vārdā tas tiek darīts."
