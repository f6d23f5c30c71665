"""Specialists: what they may act as and where they work, by date; who they are stays sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from uuid import UUID

from ledger.specialist import events
from ledger.store.connection import Connection
from projections.projection import At, Projection, on
from projections.versions import FOREVER, Versions, moment

# --- rows -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Specialist:
    """A specialist that is known."""

    specialist_id: UUID
    position: int
    """Of the registration; lists are in this order."""
    registered_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Qualification:
    """What the specialist may act as; for good where there is no last day."""

    specialist_id: UUID
    qualification_id: UUID
    kind: str
    first_day: date
    last_day: date | None
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Attachment:
    """Where the specialist works; `last_day` is None while they do."""

    specialist_id: UUID
    attachment_id: UUID
    institution_id: UUID
    first_day: date
    known_from: int
    known_to: int = FOREVER
    last_day: date | None = None


# --- answers --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SpecialistState:
    """A specialist on a day."""

    specialist_id: UUID
    position: int
    registered_on: date
    kinds: list[str]
    """As what they may act that day."""
    institutions: list[UUID]
    """Where they work that day."""


@dataclass(frozen=True, slots=True)
class SpecialistShown:
    """A specialist on a day, with all that had begun by then; what was voided never was."""

    specialist: SpecialistState
    qualifications: list[Qualification]
    attachments: list[Attachment]


@dataclass(frozen=True, slots=True)
class SpecialistFilter:
    """Which specialists: None stands for any."""

    specialist_id: UUID | None = None
    institution_id: UUID | None = None
    """Who works there that day."""
    kind: str | None = None
    """Who may act as one that day."""
    institution_ids: Sequence[UUID] | None = field(default=None, metadata={"narrowing": True})
    """Who works at one of these that day: what of the answer is for who asks."""


ANY_SPECIALIST = SpecialistFilter()


class Specialists(Projection):
    """Specialists by day. The last day of a qualification or of work is a day of it."""

    specialists = Versions(Specialist, key=("specialist_id",))
    qualifications = Versions(Qualification, key=("specialist_id", "qualification_id"))
    attachments = Versions(Attachment, key=("specialist_id", "attachment_id"))

    # --- folding ----------------------------------------------------------------------------------

    @on(events.Registered)
    def registered(self, event: events.Registered, at: At) -> None:
        self.specialists.learn(
            Specialist(event.originator_id, at.position, event.occurred_on, at.position)
        )

    @on(events.Qualified)
    def qualified(self, event: events.Qualified, at: At) -> None:
        self.qualifications.learn(
            Qualification(
                specialist_id=event.originator_id,
                qualification_id=event.qualification_id,
                kind=event.kind,
                first_day=event.valid_from,
                last_day=event.valid_until,
                known_from=at.position,
            )
        )

    @on(events.QualificationVoided)
    def qualification_voided(self, event: events.QualificationVoided, at: At) -> None:
        self.qualifications.withdraw(event.originator_id, event.qualification_id, at=at)

    @on(events.AttachedToInstitution)
    def attached(self, event: events.AttachedToInstitution, at: At) -> None:
        self.attachments.learn(
            Attachment(
                specialist_id=event.originator_id,
                attachment_id=event.attachment_id,
                institution_id=event.institution_id,
                first_day=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.AttachmentVoided)
    def attachment_voided(self, event: events.AttachmentVoided, at: At) -> None:
        self.attachments.withdraw(event.originator_id, event.attachment_id, at=at)

    @on(events.Left)
    def left(self, event: events.Left, at: At) -> None:
        self.attachments.revise(
            event.originator_id, event.attachment_id, at=at, last_day=event.occurred_on
        )

    @on(events.LeavingVoided)
    def leaving_voided(self, event: events.LeavingVoided, at: At) -> None:
        self.attachments.revise(event.originator_id, event.attachment_id, at=at, last_day=None)

    # --- asking -----------------------------------------------------------------------------------

    @classmethod
    def get(
        cls,
        connection: Connection,
        specialist_id: UUID,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> SpecialistShown | None:
        """One specialist, or None if it is not known."""
        where = SpecialistFilter(specialist_id)
        asked = {"specialist_id": specialist_id, **moment(as_of, known_at)}
        with cls.reading(connection):
            for specialist in cls.page(connection, where, as_of=as_of, known_at=known_at):
                return SpecialistShown(
                    specialist,
                    cls.fetch(connection, Qualification, "qualifications", asked),
                    cls.fetch(connection, Attachment, "attachments", asked),
                )
        return None

    @classmethod
    def page(
        cls,
        connection: Connection,
        where: SpecialistFilter = ANY_SPECIALIST,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 1000,
    ) -> list[SpecialistState]:
        """Specialists in the order of their registration, those after a position."""
        asked = {**asdict(where), **moment(as_of, known_at), "after": after, "limit": limit}
        return cls.fetch(connection, SpecialistState, "page", asked)
