"""What the projection `scopes` reads of events: `thing_id` and `stay_id` are the ids of what they are about."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from msgspec import Raw

from ledger.institution import Place
from projections.projection import View


class Registration(View, frozen=True):
    occurred_on: date
    on_behalf_of: str | None


class OfEnrolment(View, frozen=True, rename={"stay_id": "enrolment_id"}):
    occurred_on: date
    stay_id: UUID


class Enrolment(OfEnrolment, frozen=True):
    institution_id: UUID


class Transfer(OfEnrolment, frozen=True):
    from_enrolment_id: UUID


class OfAttachment(View, frozen=True, rename={"stay_id": "attachment_id"}):
    occurred_on: date
    stay_id: UUID


class Attachment(OfAttachment, frozen=True):
    institution_id: UUID


class OfPlan(View, frozen=True, rename={"thing_id": "plan_id"}):
    thing_id: UUID


class PlacedPlan(OfPlan, frozen=True):
    place: Place


class OfConsultation(View, frozen=True, rename={"thing_id": "consultation_id"}):
    thing_id: UUID


class PlacedConsultation(OfConsultation, frozen=True, gc=False):
    place: Raw


class OfCompensation(View, frozen=True, rename={"thing_id": "compensation_id"}):
    thing_id: UUID


class PlacedCompensation(OfCompensation, frozen=True):
    place: Place


class OfParticipation(View, frozen=True, rename={"thing_id": "participation_id"}):
    thing_id: UUID


class PlacedParticipation(OfParticipation, frozen=True):
    place: Place


class OfWarning(View, frozen=True, rename={"thing_id": "warning_id"}):
    thing_id: UUID


class RaisedWarning(OfWarning, frozen=True):
    measure_id: UUID
