"""What may happen to a specialist: registered, qualified, at work at an institution and gone from it."""

from datetime import date
from uuid import UUID

from ledger.aggregate import Birth
from ledger.fact import Fact
from ledger.sealed import Sealed
from ledger.text import SpecialistKind


class Registered(Birth):
    """A person who gives support became known to the operation."""

    TOPIC = "specialist.registered"
    name: Sealed


class NameCorrected(Fact):
    """The specialist's name had been recorded wrongly, or changed."""

    TOPIC = "specialist.name_corrected"
    name: Sealed


class Qualified(Fact):
    """The specialist may act as one of a kind, from a day on, until another or for good."""

    TOPIC = "specialist.qualified"
    qualification_id: UUID
    kind: SpecialistKind
    valid_from: date
    valid_until: date | None


class QualificationVoided(Fact):
    """A qualification had been recorded wrongly."""

    TOPIC = "specialist.qualification_voided"
    qualification_id: UUID


class AttachedToInstitution(Fact):
    """The specialist works at an institution from the day it occurred on."""

    TOPIC = "specialist.attached_to_institution"
    attachment_id: UUID
    institution_id: UUID


class AttachmentVoided(Fact):
    """An attachment to an institution had been recorded wrongly."""

    TOPIC = "specialist.attachment_voided"
    attachment_id: UUID


class Left(Fact):
    """The specialist left an institution; the day it occurred on was the last."""

    TOPIC = "specialist.left"
    attachment_id: UUID


class LeavingVoided(Fact):
    """A leaving had been recorded wrongly: the specialist works there still."""

    TOPIC = "specialist.leaving_voided"
    attachment_id: UUID
