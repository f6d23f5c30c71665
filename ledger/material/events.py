"""What may happen to a methodical material: published, superseded by another, withdrawn."""

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from ledger.aggregate import Birth
from ledger.fact import Fact, Value
from ledger.text import Listed, Sha256

if TYPE_CHECKING:
    from ledger.material.material import Material


class Description(Value, frozen=True):
    """What a material is called, in which language, and which version of it this is."""

    title: str
    language: Annotated[str, Listed("language")]
    version: str
    """Its label, as printed: "2. izdevums"."""
    url: str | None


class Published(Birth):
    """A material was published: one version, one document."""

    TOPIC = "material.published"
    description: Description
    sha256: Sha256
    """Of the document."""


class DescriptionCorrected(Fact):
    """The title, language, version or address had been recorded wrongly."""

    TOPIC = "material.description_corrected"
    description: Description

    def apply(self, material: "Material") -> None:
        material.description = self.description


class PublishingVoided(Fact):
    """A material had been recorded that was never published."""

    TOPIC = "material.publishing_voided"

    def apply(self, material: "Material") -> None:
        material.voided = True


class Superseded(Fact):
    """Another material took its place."""

    TOPIC = "material.superseded"
    by: UUID

    def apply(self, material: "Material") -> None:
        material.superseded_by, material.superseded_on = self.by, self.occurred_on


class SupersessionVoided(Fact):
    """It had not been superseded."""

    TOPIC = "material.supersession_voided"
    by: UUID

    def apply(self, material: "Material") -> None:
        material.superseded_by = material.superseded_on = None


class PutInPlace(Fact):
    """It took the place of another material: the same fact as that one's being superseded, in this stream."""

    TOPIC = "material.put_in_place"
    of: UUID

    def apply(self, material: "Material") -> None:
        material.in_place_of.add(self.of)


class PlaceGivenBack(Fact):
    """It had not taken the place of another material."""

    TOPIC = "material.place_given_back"
    of: UUID

    def apply(self, material: "Material") -> None:
        material.in_place_of.discard(self.of)


class Withdrawn(Fact):
    """It is not to be used any more."""

    TOPIC = "material.withdrawn"

    def apply(self, material: "Material") -> None:
        material.withdrawn_on = self.occurred_on


class WithdrawalVoided(Fact):
    """It had not been withdrawn."""

    TOPIC = "material.withdrawal_voided"

    def apply(self, material: "Material") -> None:
        material.withdrawn_on = None
