"""Who gives consultations: as what, where and when; the name is sealed."""

from collections.abc import Collection
from datetime import date
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from ledger import required, scope, vocabulary
from ledger.aggregate import Aggregate
from ledger.dated import Span, overlapping, require_new, require_period, standing
from ledger.fact import Fact
from ledger.role import Role
from ledger.scope import Scope
from ledger.sealed import Sealed
from ledger.specialist import events
from ledger.specialist.errors import (
    SpecialistAlreadyAttached,
    SpecialistAttachedLater,
    SpecialistNotAtInstitution,
    SpecialistNotQualified,
)


class Qualification(Span, kw_only=True):
    """May act as one of this kind."""

    kind: str


class Attachment(Span, kw_only=True):
    """Works at this institution."""

    institution_id: UUID


class Specialist(Aggregate):
    """A pedagogue, psychologist or other person who supports students."""

    TOPIC = "specialist"
    RECORDED_BY = (Role.INSTITUTION_COORDINATOR, Role.DIRECTOR)

    STATE_VERSION = 2

    qualifications: dict[UUID, Qualification]
    attachments: dict[UUID, Attachment]
    registered_for: str | None
    """On whose behalf: whose the record is until the specialist works somewhere."""

    Registered = events.Registered
    NameCorrected = events.NameCorrected
    Qualified = events.Qualified
    QualificationVoided = events.QualificationVoided
    AttachedToInstitution = events.AttachedToInstitution
    AttachmentVoided = events.AttachmentVoided
    Left = events.Left
    LeavingVoided = events.LeavingVoided

    # --- what holds on a day ----------------------------------------------------------------------

    def holders(self, day: date) -> Collection[Scope]:
        """Where the specialist works or worked: what was given there may need correcting; else who registered it."""
        del day
        stays = [each for each in self.attachments.values() if not each.voided]
        if not stays:
            return scope.of_behalf(self.registered_for)
        return {scope.institution(stay.institution_id) for stay in stays}

    def concerned(self, fact: Fact) -> Collection[Scope]:
        """Of where the specialist works, the institution that it is about."""
        stay = self.attachments.get(getattr(fact, "attachment_id", self.id))
        return (scope.institution(stay.institution_id),) if stay else ()

    def require_acting(self, kind: str, institution_id: UUID, day: date) -> None:
        """That the specialist acts as one of this kind at this institution on that day.

        UnknownCode, SpecialistNotQualified, SpecialistNotAtInstitution.
        """
        vocabulary.require("specialist", kind)
        if not any(each.kind == kind and each.covers(day) for each in self.qualifications.values()):
            raise SpecialistNotQualified(kind=kind, day=day)
        if not self._works_at(institution_id, day):
            raise SpecialistNotAtInstitution(institution=institution_id, day=day)

    def _works_at(self, institution_id: UUID, day: date) -> bool:
        return any(each.covers(day) for each in self._attachments_to(institution_id))

    def _attachments_to(self, institution_id: UUID) -> list[Attachment]:
        return [each for each in self.attachments.values() if each.institution_id == institution_id]

    # --- verbs ------------------------------------------------------------------------------------

    @classmethod
    def register(cls, id: UUID, *, name: Sealed, occurred_on: date) -> Self:  # noqa: A002
        """Make a specialist known, under a random id."""
        return cls._create(cls.Registered, id=id, name=name, occurred_on=occurred_on)

    def correct_name(self, *, name: Sealed, occurred_on: date) -> None:
        """ReasonMissing."""
        required.reason()
        self.trigger_event(self.NameCorrected, name=name, occurred_on=occurred_on)

    def qualify(
        self,
        qualification_id: UUID,
        *,
        kind: str,
        valid_from: date,
        valid_until: date | None,
        occurred_on: date,
    ) -> None:
        """IdTaken, UnknownCode, PeriodReversed."""
        require_new(self.qualifications, qualification_id, "qualification")
        require_period(valid_from, valid_until)
        self.trigger_event(
            self.Qualified,
            qualification_id=qualification_id,
            kind=vocabulary.require("specialist", kind),
            valid_from=valid_from,
            valid_until=valid_until,
            occurred_on=occurred_on,
        )

    def void_qualification(self, qualification_id: UUID, *, occurred_on: date) -> None:
        """NotFound, AlreadyVoided, ReasonMissing."""
        required.reason()
        standing(self.qualifications, qualification_id, "qualification")
        self.trigger_event(
            self.QualificationVoided, qualification_id=qualification_id, occurred_on=occurred_on
        )

    def attach_to_institution(
        self,
        attachment_id: UUID,
        *,
        institution_id: UUID,
        occurred_on: date,
        last_day: date | None = None,
    ) -> None:
        """From `occurred_on` on; with a last day: attached and left.

        IdTaken, PeriodReversed, SpecialistAlreadyAttached, SpecialistAttachedLater.
        """
        require_new(self.attachments, attachment_id, "attachment")
        require_period(occurred_on, last_day)
        if self._works_at(institution_id, occurred_on):
            raise SpecialistAlreadyAttached(institution=institution_id, day=occurred_on)
        if later := overlapping(self._attachments_to(institution_id), occurred_on, last_day):
            raise SpecialistAttachedLater(day=later.first_day)
        self.trigger_event(
            self.AttachedToInstitution,
            attachment_id=attachment_id,
            institution_id=institution_id,
            occurred_on=occurred_on,
        )
        if last_day is not None:
            self.leave(attachment_id, occurred_on=last_day)

    def void_attachment(self, attachment_id: UUID, *, occurred_on: date) -> None:
        """NotFound, AlreadyVoided, ReasonMissing."""
        required.reason()
        standing(self.attachments, attachment_id, "attachment")
        self.trigger_event(
            self.AttachmentVoided, attachment_id=attachment_id, occurred_on=occurred_on
        )

    def leave(self, attachment_id: UUID, *, occurred_on: date) -> None:
        """`occurred_on` is the last day; NotFound, AlreadyVoided, AlreadyEnded, PeriodReversed."""
        attachment = standing(self.attachments, attachment_id, "attachment")
        attachment.require_ending(occurred_on, "attachment")
        self.trigger_event(self.Left, attachment_id=attachment_id, occurred_on=occurred_on)

    def void_leaving(self, attachment_id: UUID, *, occurred_on: date) -> None:
        """NotFound, AlreadyVoided, NotEnded, SpecialistAttachedLater, ReasonMissing."""
        required.reason()
        attachment = standing(self.attachments, attachment_id, "attachment")
        attachment.require_ended("attachment")
        there = self._attachments_to(attachment.institution_id)
        others = (each for each in there if each is not attachment)
        if later := overlapping(others, attachment.first_day):
            raise SpecialistAttachedLater(day=later.first_day)
        self.trigger_event(self.LeavingVoided, attachment_id=attachment_id, occurred_on=occurred_on)

    # --- what each event changes ------------------------------------------------------------------

    @event(Registered)
    def __init__(self, on_behalf_of: str | None) -> None:
        self.qualifications, self.attachments = {}, {}
        self.registered_for = on_behalf_of

    @event(NameCorrected)
    def _name_corrected(self) -> None:
        """Read by projections; no rule looks at it."""

    @event(Qualified)
    def _qualified(
        self, qualification_id: UUID, kind: str, valid_from: date, valid_until: date | None
    ) -> None:
        self.qualifications[qualification_id] = Qualification(
            first_day=valid_from, last_day=valid_until, kind=kind
        )

    @event(QualificationVoided)
    def _qualification_voided(self, qualification_id: UUID) -> None:
        self.qualifications[qualification_id].voided = True

    @event(AttachedToInstitution)
    def _attached_to_institution(
        self, attachment_id: UUID, institution_id: UUID, occurred_on: date
    ) -> None:
        self.attachments[attachment_id] = Attachment(
            first_day=occurred_on, institution_id=institution_id
        )

    @event(AttachmentVoided)
    def _attachment_voided(self, attachment_id: UUID) -> None:
        self.attachments[attachment_id].voided = True

    @event(Left)
    def _left(self, attachment_id: UUID, occurred_on: date) -> None:
        self.attachments[attachment_id].last_day = occurred_on

    @event(LeavingVoided)
    def _leaving_voided(self, attachment_id: UUID) -> None:
        self.attachments[attachment_id].last_day = None
