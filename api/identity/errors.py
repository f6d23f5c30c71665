"""Every way in which it stays unknown who somebody is; the docstring of an error is its message."""

from __future__ import annotations

from ledger.errors import LedgerError


class TokenRefused(LedgerError):
    """The token is refused: {fault}."""

    en = "The token is not accepted."
    lv = "Piekļuves pilnvara nav derīga."


class IssuerAway(LedgerError):
    """The identity provider {issuer} cannot be asked for its keys just now: send the same request again."""

    en = "The identity provider cannot be reached."
    lv = "Identitātes sniedzējs nav sasniedzams; mēģiniet vēlreiz pēc brīža."


class IssuersInvalid(LedgerError):
    """{source} does not say whose tokens are accepted: {fault}."""

    en = "The identity providers are not configured rightly."
    lv = "Identitātes sniedzēji nav pareizi konfigurēti."


class LocalIssuerRefused(IssuersInvalid):
    """Logins of the local issuer ($PUMPURS_LOCAL_ISSUER) are for one machine to try the ledger out: {fault}."""

    en = "The local issuer is not for others."
    lv = "Vietējais pilnvaru izdevējs ir tikai izmēģināšanai."


class NobodyKnown(IssuersInvalid):
    """Nobody could sign in: name identity providers in PUMPURS_ISSUERS, or say PUMPURS_API_KEYS_ONLY=1 if only
    machines are to, with keys."""

    en = "Nobody could sign in."
    lv = "Neviens nevarētu pieslēgties: nav norādīts neviens identitātes sniedzējs."
