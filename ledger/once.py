"""What an append leaves behind of the request it answered, so that the same one sent again records nothing new."""

from uuid import UUID

from ledger.aggregate import Aggregate
from ledger.fact import current_context
from ledger.store.holds import Reservation

KIND = "idempotency"
"""Of the reservations of clients' keys."""


def mark_of_request(first: Aggregate, made: UUID | None) -> Reservation | None:
    """The request's key, with what was asked and what is answered; None where it has no key."""
    context = current_context()
    if context.once is None:
        return None
    done: dict[str, object] = {
        "body": context.once.body,
        "version": first.version,
        "made": made and str(made),
    }
    key = reservation_key(context.client, context.once.key)
    return Reservation(KIND, key, first.id, done)


def reservation_key(client: str, key: str) -> str:
    """What a client's idempotency key is reserved under: neither part holds a line break."""
    return f"{client}\n{key}"
