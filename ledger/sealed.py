"""Personal values: sealed inside events under a key per person and category, kept outside of them."""

from ledger.fact import Value


class Sealed(Value, frozen=True):
    """A value only the holder of the person's key can read: AES-256-GCM, nonce first."""

    category: str
    """care or payment"""
    box: bytes
