"""Who somebody is: tokens of identity providers, and of the local issuer of a ledger that is tried out."""

from api.identity.errors import IssuerAway, IssuersInvalid, LocalIssuerRefused, TokenRefused
from api.identity.issuers import Issuer, Issuers
from api.identity.local_issuer import LocalIssuer
from api.identity.tokens import Claims, Tokens

__all__ = [
    "Claims",
    "Issuer",
    "IssuerAway",
    "Issuers",
    "IssuersInvalid",
    "LocalIssuer",
    "LocalIssuerRefused",
    "TokenRefused",
    "Tokens",
]
