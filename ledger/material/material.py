"""A methodical material: one version of one document, and what took its place."""

from datetime import date
from uuid import UUID

from eventsourcing.domain import event
from msgspec.structs import replace

from ledger import required, vocabulary
from ledger.aggregate import Aggregate
from ledger.dated import require_not_before
from ledger.errors import AlreadyVoided
from ledger.material import events
from ledger.material.errors import (
    MaterialNotCurrent,
    NotSuperseded,
    NotWithdrawn,
    SupersededByItself,
    SupersessionStands,
)
from ledger.material.events import Description
from ledger.role import Role


class Material(Aggregate):
    """What an event changes stands with it; the verbs are functions, below."""

    TOPIC = "material"
    RECORDED_BY = (Role.NATIONAL,)

    description: Description
    sha256: str
    published_on: date
    superseded_by: UUID | None
    superseded_on: date | None
    in_place_of: set[UUID]
    withdrawn_on: date | None
    voided: bool

    Published = events.Published
    DescriptionCorrected = events.DescriptionCorrected
    PublishingVoided = events.PublishingVoided
    Superseded = events.Superseded
    SupersessionVoided = events.SupersessionVoided
    PutInPlace = events.PutInPlace
    PlaceGivenBack = events.PlaceGivenBack
    Withdrawn = events.Withdrawn
    WithdrawalVoided = events.WithdrawalVoided

    @event(Published)
    def __init__(self, description: Description, sha256: str, occurred_on: date) -> None:
        self.description, self.sha256, self.published_on = description, sha256, occurred_on
        self.superseded_by = self.superseded_on = self.withdrawn_on = None
        self.in_place_of, self.voided = set(), False

    def require_standing(self) -> None:
        """AlreadyVoided."""
        if self.voided:
            raise AlreadyVoided(what="material")

    def require_current(self, day: date) -> None:
        """That it was published by that day and is still the one to use.

        AlreadyVoided, MaterialNotCurrent, BeforeWhatItCorrects.
        """
        self.require_standing()
        if self.superseded_by is not None:
            raise MaterialNotCurrent(material=self.id, state="superseded")
        if self.withdrawn_on is not None:
            raise MaterialNotCurrent(material=self.id, state="withdrawn")
        require_not_before(self.published_on, day)


def publish_material(
    material_id: UUID, *, description: Description, sha256: str, occurred_on: date
) -> Material:
    """UnknownCode, TextMissing, NotADigest."""
    return Material._create(
        Material.Published,
        id=material_id,
        description=_described(description),
        sha256=required.sha256("sha256", sha256),
        occurred_on=occurred_on,
    )


def correct_description(material: Material, *, description: Description, occurred_on: date) -> None:
    """Its document stays the same. ReasonMissing, AlreadyVoided, UnknownCode, TextMissing."""
    required.reason()
    material.require_standing()
    material.trigger_event(
        Material.DescriptionCorrected,
        description=_described(description),
        occurred_on=occurred_on,
    )


def void_publishing(material: Material, *, occurred_on: date) -> None:
    """It was never published. ReasonMissing, AlreadyVoided, SupersessionStands."""
    required.reason()
    material.require_standing()
    if material.superseded_by or material.in_place_of:
        raise SupersessionStands()
    material.trigger_event(Material.PublishingVoided, occurred_on=occurred_on)


def supersede(material: Material, successor: Material, *, occurred_on: date) -> None:
    """`successor` takes its place, recorded in both streams.

    Both must be current: as nothing superseded can supersede, no chain comes back to where it began (house rule).
    SupersededByItself, MaterialNotCurrent, AlreadyVoided, BeforeWhatItCorrects.
    """
    if successor.id == material.id:
        raise SupersededByItself()
    material.require_current(occurred_on)
    successor.require_current(occurred_on)
    material.trigger_event(Material.Superseded, by=successor.id, occurred_on=occurred_on)
    successor.trigger_event(Material.PutInPlace, of=material.id, occurred_on=occurred_on)


def require_superseded(material: Material) -> UUID:
    """What took its place; NotSuperseded."""
    if material.superseded_by is None:
        raise NotSuperseded()
    return material.superseded_by


def void_supersession(material: Material, successor: Material, *, occurred_on: date) -> None:
    """Nothing took its place: it is current again. ReasonMissing, NotSuperseded."""
    required.reason()
    if require_superseded(material) != successor.id:
        raise NotSuperseded()
    require_not_before(material.superseded_on or date.min, occurred_on)
    material.trigger_event(Material.SupersessionVoided, by=successor.id, occurred_on=occurred_on)
    successor.trigger_event(Material.PlaceGivenBack, of=material.id, occurred_on=occurred_on)


def withdraw_material(material: Material, *, occurred_on: date) -> None:
    """It is not to be used any more, and nothing took its place. ReasonMissing, MaterialNotCurrent, AlreadyVoided."""
    required.reason()
    material.require_current(occurred_on)
    material.trigger_event(Material.Withdrawn, occurred_on=occurred_on)


def void_withdrawal(material: Material, *, occurred_on: date) -> None:
    """ReasonMissing, NotWithdrawn, AlreadyVoided."""
    required.reason()
    material.require_standing()
    if material.withdrawn_on is None:
        raise NotWithdrawn()
    require_not_before(material.withdrawn_on, occurred_on)
    material.trigger_event(Material.WithdrawalVoided, occurred_on=occurred_on)


def _described(description: Description) -> Description:
    return replace(
        description,
        title=required.text("description/title", description.title),
        language=vocabulary.require("language", description.language),
        version=required.text("description/version", description.version),
        url=description.url and required.text("description/url", description.url),
    )
