"""Publications: pages that printed figures of the operation, each with the position they speak for."""

from datetime import date
from typing import TYPE_CHECKING, Self
from uuid import UUID

from eventsourcing.domain import event

from ledger import required
from ledger.aggregate import Aggregate, Birth
from ledger.errors import AlreadyVoided, Taken
from ledger.fact import Fact
from ledger.role import Role
from ledger.store.holds import Holds, Reservation

if TYPE_CHECKING:
    from ledger.application import Ledger, Recorded


class PublicationNameTaken(Taken):
    """Publication {first} has this name already: its position is kept; give another one a name of its own."""

    HELD = "publication"
    en = "Another publication has this name."
    lv = "Publikācija ar šādu nosaukumu jau ir reģistrēta."


class Issued(Birth):
    """Figures were published; they speak for what had been recorded before this event."""

    TOPIC = "publication.issued"
    name: str
    """What people call it: "madona page 2021-08-31"."""


class Withdrawn(Fact):
    """The publication had been recorded wrongly."""

    TOPIC = "publication.withdrawn"


class Publication(Aggregate):
    """A page, report or statement with figures that somebody declared."""

    TOPIC = "publication"
    RECORDED_BY = (Role.NATIONAL,)

    name: str
    withdrawn: bool

    Issued = Issued
    Withdrawn = Withdrawn

    @classmethod
    def issue(cls, id: UUID, *, name: str, occurred_on: date) -> Self:  # noqa: A002  the library's name
        """TextMissing."""
        return cls._create(
            cls.Issued, id=id, name=required.text("name", name), occurred_on=occurred_on
        )

    def withdraw(self, *, occurred_on: date) -> None:
        """ReasonMissing, AlreadyVoided."""
        required.reason()
        if self.withdrawn:
            raise AlreadyVoided(what="publication")
        self.trigger_event(self.Withdrawn, occurred_on=occurred_on)

    @event(Issued)
    def __init__(self, name: str) -> None:
        self.name, self.withdrawn = name, False

    @event(Withdrawn)
    def _withdrawn(self) -> None:
        self.withdrawn = True


class Publications:
    """`ledger.publications`: what was declared, and when."""

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger

    def issue(self, *, publication_id: UUID, name: str, occurred_on: date) -> "Recorded":
        """Keep the position reached now under a name; IdTaken, TextMissing, PublicationNameTaken."""
        name = required.text("name", name)
        return self._ledger.create(
            Publication,
            publication_id,
            lambda: Publication.issue(publication_id, name=name, occurred_on=occurred_on),
            Holds(reserve=(Reservation("publication", name, publication_id),)),
        )

    def withdraw(self, *, publication_id: UUID, occurred_on: date) -> "Recorded":
        """Its name is free again; NotFound, ReasonMissing, AlreadyVoided."""

        def decide(publication: Publication) -> Holds:
            publication.withdraw(occurred_on=occurred_on)
            return Holds(release=(("publication", publication.name),))

        return self._ledger.change(Publication, publication_id, decide)
