"""Every way a batch, or a line of one, is refused before the ledger is asked; the docstring is the message."""

from __future__ import annotations

from api.errors import BadRequest, FieldsInvalid
from ledger.errors import LedgerError


class BatchTooLarge(LedgerError):
    """The batch is larger than {limit}: send it in several parts. What was answered before this line is recorded."""

    en = "The batch is too large."
    lv = "Partija ir par lielu."


class TooManyLines(LedgerError):
    """With mode=atomic or dry_run=true a batch has at most {limit}: send fewer lines, or with mode=continue."""

    en = "The batch has too many lines."
    lv = "Partijā ir par daudz rindu."


class TooManyBlankLines(LedgerError):
    """A batch may have {limit} more blank lines than others: leave them out. What was answered before is recorded."""

    en = "The batch has too many blank lines."
    lv = "Partijā ir par daudz tukšu rindu."


class TooCompressed(LedgerError):
    """What was sent unpacks to more than {times} times its size: send it less compressed, or as it is."""

    en = "The batch unpacks to far more than was sent."
    lv = "Saspiestais saturs izplešas pārāk daudz."


class GzipBroken(BadRequest):
    """The body is not whole in gzip: compress and send it again. What was answered before this line is recorded."""

    en = "The compressed body cannot be unpacked."
    lv = "Saspiesto saturu nevar atspiest."


class NoRoom(LedgerError):
    """There is no room for another batch just now: nothing of it is recorded, send it again later."""

    en = "There is no room for another batch just now."
    lv = "Partijai pašlaik nepietiek vietas."


class NotNdjson(LedgerError):
    """Send a batch as application/x-ndjson, as it is or with Content-Encoding: gzip."""

    en = "A batch has to be sent as application/x-ndjson."
    lv = "Partija jāsūta kā application/x-ndjson."


class LineTooLong(LedgerError):
    """A line has at most {limit} KiB: this one is passed over."""

    en = "The line is too long."
    lv = "Rinda ir par garu."


class LineInvalid(FieldsInvalid):
    """The line does not have its form: see `errors`."""

    en = "The line does not have its form."
    lv = "Rindai nav pareizās formas."


class NotRecordedTogether(LedgerError):
    """Line {line} is refused, and with mode=atomic all of the batch with it: mend that one, and send all again."""

    en = "Another line is refused."
    lv = "Noraidīta cita partijas rinda."
