"""Methodical materials: which are current on a day, and what took the place of what."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from ledger.material import events
from ledger.store.connection import Connection
from projections.projection import At, Projection, on
from projections.versions import FOREVER, Versions, moment


@dataclass(frozen=True, slots=True)
class Material:
    """One version of one document."""

    material_id: UUID
    position: int
    title: str
    language: str
    version: str
    url: str | None
    sha256: str
    published_on: date
    known_from: int
    known_to: int = FOREVER
    superseded_by: UUID | None = None
    superseded_on: date | None = None
    withdrawn_on: date | None = None
    withdrawn_because: str | None = None


@dataclass(frozen=True, slots=True)
class MaterialState:
    """A material as of a day."""

    material_id: UUID
    position: int
    """Of its publishing; lists are in this order."""
    title: str
    language: str
    version: str
    url: str | None
    sha256: str
    published_on: date
    superseded_by: UUID | None
    superseded_on: date | None
    withdrawn_on: date | None
    withdrawn_because: str | None
    current: bool
    """Whether it is the one to use: neither superseded nor withdrawn by that day."""


@dataclass(frozen=True, slots=True)
class MaterialFilter:
    """Which materials: None stands for any."""

    material_id: UUID | None = None
    language: str | None = None
    sha256: str | None = None
    current: bool | None = None


ANY_MATERIAL = MaterialFilter()


class Materials(Projection):
    """Methodical materials.

    What was corrected or voided never was as first recorded, on any day. Every question takes `as_of` and
    `known_at` (None: now).
    """

    materials = Versions(Material, key=("material_id",))

    # --- folding ----------------------------------------------------------------------------------

    @on(events.Published)
    def published(self, event: events.Published, at: At) -> None:
        said = event.description
        self.materials.learn(
            Material(
                material_id=event.originator_id,
                position=at.position,
                title=said.title,
                language=said.language,
                version=said.version,
                url=said.url,
                sha256=event.sha256,
                published_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.DescriptionCorrected)
    def description_corrected(self, event: events.DescriptionCorrected, at: At) -> None:
        said = event.description
        self.materials.revise(
            event.originator_id,
            at=at,
            title=said.title,
            language=said.language,
            version=said.version,
            url=said.url,
        )

    @on(events.PublishingVoided)
    def publishing_voided(self, event: events.PublishingVoided, at: At) -> None:
        self.materials.withdraw(event.originator_id, at=at)

    @on(events.Superseded)
    def superseded(self, event: events.Superseded, at: At) -> None:
        self.materials.revise(
            event.originator_id, at=at, superseded_by=event.by, superseded_on=event.occurred_on
        )

    @on(events.SupersessionVoided)
    def supersession_voided(self, event: events.SupersessionVoided, at: At) -> None:
        self.materials.revise(event.originator_id, at=at, superseded_by=None, superseded_on=None)

    @on(events.Withdrawn)
    def withdrawn(self, event: events.Withdrawn, at: At) -> None:
        self.materials.revise(
            event.originator_id,
            at=at,
            withdrawn_on=event.occurred_on,
            withdrawn_because=event.reason if isinstance(event.reason, str) else None,
        )

    @on(events.WithdrawalVoided)
    def withdrawal_voided(self, event: events.WithdrawalVoided, at: At) -> None:
        self.materials.revise(event.originator_id, at=at, withdrawn_on=None, withdrawn_because=None)

    # --- asking -----------------------------------------------------------------------------------

    @classmethod
    def get(
        cls,
        connection: Connection,
        material_id: UUID,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> MaterialState | None:
        """One material, or None if it was not published by then."""
        found = cls.page(
            connection, MaterialFilter(material_id), as_of=as_of, known_at=known_at, limit=1
        )
        return next(iter(found), None)

    @classmethod
    def page(
        cls,
        connection: Connection,
        where: MaterialFilter = ANY_MATERIAL,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 1000,
    ) -> list[MaterialState]:
        """Materials in the order of their publishing, those after a position."""
        asked = {**asdict(where), **moment(as_of, known_at), "after": after, "limit": limit}
        return cls.fetch(connection, MaterialState, "page", asked)

    @classmethod
    def history(
        cls,
        connection: Connection,
        material_id: UUID,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> list[MaterialState]:
        """All that it took the place of, and all that took its place, from one to the next, by publishing."""
        asked = {"material_id": material_id, **moment(as_of, known_at)}
        return cls.fetch(connection, MaterialState, "history", asked)
