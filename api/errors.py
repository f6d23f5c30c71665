"""Every way the API says no before the ledger is asked; the docstring of an error is its message."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.errors import Invalid, LedgerError


class BadRequest(LedgerError):
    """The request cannot be understood."""

    en = "The request is not clear."
    lv = "Pieprasījums nav saprotams."


class MalformedJson(BadRequest):
    """The body is not JSON in UTF-8: {fault}."""

    en = "The body is not valid JSON."
    lv = "Pieprasījuma saturs nav derīgs JSON."


class IdempotencyKeyMissing(BadRequest):
    """Give the request a name of its own in the header Idempotency-Key, so that it can be sent again safely.

    A line of a batch has its own, as `key`.
    """

    en = "The request has no idempotency key."
    lv = "Trūkst galvenes Idempotency-Key."


class IdempotencyKeyInvalid(BadRequest):
    """An idempotency key has 1 to 255 visible ASCII characters; a UUID is a good choice."""

    en = "The idempotency key has characters it cannot have."
    lv = "Galvene Idempotency-Key nav derīga."


class HeaderInvalid(BadRequest):
    """The header {name} must be {form}."""

    en = "A header does not have its form."
    lv = "Pieprasījuma galvene nav derīga."


class CursorInvalid(BadRequest):
    """This cursor does not belong to this list as it is asked for: start again without one."""

    en = "The cursor does not belong to this list."
    lv = "Saraksta norāde nav derīga."


class NoSuchAddress(LedgerError):
    """Nothing is at this address; /api/docs lists what there is."""

    en = "Nothing is at this address."
    lv = "Šajā adresē nekā nav."


class MethodNotAllowed(LedgerError):
    """This address does not take this method; the header Allow lists those it takes."""

    en = "The address does not take this method."
    lv = "Šī adrese šādu metodi nepieņem."


class NotAcceptable(LedgerError):
    """This is given as {offered} only: say so in the header Accept, or leave it out."""

    en = "It is not given in this format."
    lv = "Pieprasītais formāts nav pieejams."


class VersionMissing(LedgerError):
    """Say in the header If-Match which version you have read, as its ETag gave it: others may have changed it.

    A line of a batch says it as `if_match`, a number.
    """

    en = "The version that was read has to be named."
    lv = "Trūkst galvenes If-Match ar izlasīto versiju."


class BodyTooLarge(LedgerError):
    """The body is larger than 1 MiB: send less at once."""

    en = "The body is larger than 1 MiB."
    lv = "Pieprasījuma saturs ir lielāks par 1 MiB."


class UploadTooSlow(LedgerError):
    """The body did not arrive within {seconds} seconds, or nothing of it for {stalled}: nothing is recorded,
    send it again."""

    en = "The body did not arrive in time."
    lv = "Pieprasījuma saturs netika saņemts laikā."


class AddressTooLong(LedgerError):
    """The address with its query is longer than 8 KiB: ask for less at once."""

    en = "The address is too long."
    lv = "Adrese ir pārāk gara."


class HeadersTooLarge(LedgerError):
    """The headers are more than 64, or one of them is larger than 8 KiB."""

    en = "The headers are too large."
    lv = "Galvenes ir pārāk lielas."


class NotJson(LedgerError):
    """Send the body as application/json."""

    en = "The body has to be sent as application/json."
    lv = "Saturs jāsūta kā application/json."


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a request, and where: a JSON pointer into the body, or a query parameter."""

    detail: str
    pointer: str | None = None
    parameter: str | None = None


class FieldsInvalid(LedgerError):
    """Fields of the request are not what they must be: see `errors`."""

    en = "Some fields are not what they must be."
    lv = "Pieprasījuma lauki nav derīgi."

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults=faults)


class KnownLater(LedgerError):
    """{parameter} names position {position}, but the log ends at {last}: it would not be the same tomorrow."""

    en = "The log has not come so far yet."
    lv = "Tāda pozīcija reģistrā vēl nav sasniegta."


class MomentNotOver(LedgerError):
    """{parameter} names {moment}, which is not over yet: a day is known once it has ended in Riga, an instant
    once it lies in the past."""

    en = "This moment is not over yet."
    lv = "Šis brīdis vēl nav pagājis."


class PublicationUnknown(Invalid):
    """{parameter} is no position, no instant with its offset, no day, and no name of a publication: "{value}"."""

    en = "No such moment or publication is known."
    lv = "Tāda pozīcija, laiks vai publikācija nav zināma."


class TooManyWaiting(LedgerError):
    """Too many requests wait for what they recorded: ask again in a moment."""

    en = "Others wait already."
    lv = "Pārāk daudzi gaida; mēģiniet vēlreiz pēc brīža."


class RateExceeded(LedgerError):
    """At most {rate} {kind} a second, and {burst} at once: wait {retry_after_s} s."""

    en = "Too much at once."
    lv = "Pārāk daudz pieprasījumu; brīdi uzgaidiet."


class TooSlow(LedgerError):
    """The answer takes longer than it may: ask for less at once, or with filters."""

    en = "The answer takes too long."
    lv = "Atbildes sagatavošana ilgst pārāk ilgi."


class DatabaseAway(LedgerError):
    """The database cannot be reached: send the same request again, with the same Idempotency-Key."""

    en = "The database cannot be reached."
    lv = "Datubāze nav sasniedzama; sūtiet pieprasījumu vēlreiz."


class InternalError(LedgerError):
    """Something is wrong with the ledger itself: tell its keepers the request_id."""

    en = "Something is wrong with the ledger itself."
    lv = "Reģistrā radusies kļūda; paziņojiet tās uzturētājiem."
