"""Every way the API says no before the ledger is asked; the docstring of an error is its message."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.errors import Invalid, LedgerError


class BadRequest(LedgerError):
    """The request cannot be understood."""

    lv = "Pieprasījums nav saprotams."


class MalformedJson(BadRequest):
    """The body is not JSON in UTF-8: {fault}."""

    lv = "Pieprasījuma saturs nav derīgs JSON."


class IdempotencyKeyMissing(BadRequest):
    """Give the request a name of its own in the header Idempotency-Key, so that it can be sent again safely."""

    lv = "Trūkst galvenes Idempotency-Key."


class IdempotencyKeyInvalid(BadRequest):
    """The header Idempotency-Key takes 1 to 255 visible ASCII characters; a UUID is a good choice."""

    lv = "Galvene Idempotency-Key nav derīga."


class HeaderInvalid(BadRequest):
    """The header {name} must be {form}."""

    lv = "Pieprasījuma galvene nav derīga."


class CursorInvalid(BadRequest):
    """This cursor does not belong to this list as it is asked for: start again without one."""

    lv = "Saraksta norāde nav derīga."


class ElsewhereRefused(LedgerError):
    """The ledger has no access control yet: it answers on its own machine only."""

    lv = "Reģistrs pagaidām atbild tikai savā datorā."


class NoSuchAddress(LedgerError):
    """Nothing is at this address; /api/docs lists what there is."""

    lv = "Šajā adresē nekā nav."


class MethodNotAllowed(LedgerError):
    """This address does not take this method; the header Allow lists those it takes."""

    lv = "Šī adrese šādu metodi nepieņem."


class NotAcceptable(LedgerError):
    """This is given as {offered} only: say so in the header Accept, or leave it out."""

    lv = "Pieprasītais formāts nav pieejams."


class VersionMissing(LedgerError):
    """Say in the header If-Match which version you have read, as its ETag gave it: others may have changed it."""

    lv = "Trūkst galvenes If-Match ar izlasīto versiju."


class BodyTooLarge(LedgerError):
    """The body is larger than 1 MiB: send less at once."""

    lv = "Pieprasījuma saturs ir lielāks par 1 MiB."


class NotJson(LedgerError):
    """Send the body as application/json."""

    lv = "Saturs jāsūta kā application/json."


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a request, and where: a JSON pointer into the body, or a query parameter."""

    detail: str
    pointer: str | None = None
    parameter: str | None = None


class FieldsInvalid(LedgerError):
    """Fields of the request are not what they must be: see `errors`."""

    lv = "Pieprasījuma lauki nav derīgi."

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults=faults)


class KnownLater(LedgerError):
    """known_at names position {position}, but the log ends at {last}: it would not be the same tomorrow."""

    lv = "Tāda pozīcija reģistrā vēl nav sasniegta."


class MomentNotOver(LedgerError):
    """known_at names {moment}, which is not over yet: a day is known once it has ended in Riga, an instant
    once it lies in the past."""

    lv = "Šis brīdis vēl nav pagājis."


class PublicationUnknown(Invalid):
    """known_at is no position, no instant with its offset, no day, and no name of a publication: "{value}"."""

    lv = "Tāda pozīcija, laiks vai publikācija nav zināma."


class TooManyWaiting(LedgerError):
    """Too many requests wait for what they recorded: ask again in a moment."""

    lv = "Pārāk daudzi gaida; mēģiniet vēlreiz pēc brīža."


class DatabaseAway(LedgerError):
    """The database cannot be reached: send the same request again, with the same Idempotency-Key."""

    lv = "Datubāze nav sasniedzama; sūtiet pieprasījumu vēlreiz."


class InternalError(LedgerError):
    """Something is wrong with the ledger itself: tell its keepers the request_id."""

    lv = "Reģistrā radusies kļūda; paziņojiet tās uzturētājiem."
