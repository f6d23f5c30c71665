"""The document that proves a cost: however it is spelled, no cent of it is paid twice."""

from datetime import date
from decimal import Decimal
from hashlib import sha256

from ledger import required
from ledger.errors import Invalid, NotYetHappened
from ledger.fact import Value
from ledger.money import Euros, euros
from ledger.store.holds import Portion, Shared
from ledger.text import Sha256


class DocumentTooSmall(Invalid):
    """The document's total is {total} EUR, less than the amount claimed from it."""

    en = "The document's total is less than the amount."
    lv = "Dokumenta kopsumma ir mazāka par pieprasīto."


class Document(Value, frozen=True):
    """An invoice or ticket; one may cover the costs of many."""

    number: str
    issued_on: date
    issuer: str
    sha256: Sha256
    total: Euros

    @property
    def key(self) -> str:
        """What makes it the same document: issuer, number and date, however spelled; as a digest."""
        names = ("".join(each.split()).casefold() for each in (self.issuer, self.number))
        return digest(*names, self.issued_on)

    def require_covering(self, amount: Decimal, day: date) -> None:
        """That it says all it must, was issued by that day, and comes to the amount at least.

        TextMissing, NotADigest, NotInCents, AmountNotPositive, DocumentTooSmall, NotYetHappened.
        """
        required.text("document/number", self.number)
        required.text("document/issuer", self.issuer)
        required.sha256("document/sha256", self.sha256)
        if euros(self.total) < amount:
            raise DocumentTooSmall(total=self.total)
        if self.issued_on > day:
            raise NotYetHappened()

    def portion(self, amount: Decimal) -> Portion:
        """So much of its total, whatever it is for; a negative amount gives back."""
        return Portion("document", self.key, self.total, amount)

    def one_scan(self) -> tuple[Shared, Shared]:
        """A scan is of one document, and a document has one scan, whoever is paid a part of it."""
        key, scan = self.key, self.sha256.lower()
        return Shared("scan", scan, key), Shared("document", key, scan)


def digest(*values: object) -> str:
    """What stands for some values in a hold, without showing them."""
    return sha256("|".join(map(str, values)).encode()).hexdigest()
