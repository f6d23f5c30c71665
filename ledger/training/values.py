"""What a training's stream keeps, and the values inside its events."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import msgspec

from ledger.dated import Since
from ledger.document import Document
from ledger.fact import Value
from ledger.money import Hours
from ledger.text import Delivery, Listed, Municipality, Region, TrainingKind

WORKSHOP, PROGRAMME = "school_workshop", "development_programme"
MODULES_OF_A_WORKSHOP = 3


class Outline(Value, frozen=True):
    """What is to be taught, to whom and by whom. Without institutions, municipality and region: the whole nation."""

    kind: TrainingKind
    title: str
    provider: str
    modules: int
    """School workshops have 3."""
    contract: str | None
    """The number of the contract with the provider."""
    hours: Hours | None
    """Academic hours; of a professional-development programme."""
    municipality: Municipality | None
    region: Region | None
    institutions: tuple[UUID, ...] = ()


class Schedule(Value, frozen=True):
    """When and how a training is to be held."""

    first_day: date
    last_day: date
    delivery: Delivery
    venue: str | None

    def includes(self, day: date) -> bool:
        """Whether it is one of its days."""
        return self.first_day <= day <= self.last_day


class StaffCount(Value, frozen=True):
    """How many of one kind of staff took part; never who."""

    kind: Annotated[str, Listed("staff")]
    number: int


class Move(Since, kw_only=True):
    """The training is to be held otherwise; `first_day` is the day it was moved."""

    schedule: Schedule
    municipality: str | None
    region: str | None


class Module(msgspec.Struct, forbid_unknown_fields=True):
    """A module that was held."""

    number: int
    held_on: date
    hours: Decimal
    participants: int
    voided: bool = False


class Certification(msgspec.Struct, forbid_unknown_fields=True):
    """Certificates that were given."""

    certificates: int
    certified_on: date
    voided: bool = False


class Cost(msgspec.Struct, forbid_unknown_fields=True):
    """A cost that was paid."""

    kind: str
    amount: Decimal
    document: Document
    paid_on: date
    voided: bool = False
