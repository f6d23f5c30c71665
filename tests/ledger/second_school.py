"""A second school for a scene: in another municipality, of another partner; the specialist works there too."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from tests.ledger.scene import Scene


def second_school(scene: Scene, *, member: bool = True) -> UUID:
    """Record it; its id."""
    school, partner = scene.id("second school"), scene.id("Mārupe")
    on: dict[str, Any] = {"occurred_on": date(2017, 9, 1)}
    ledger = scene.ledger
    ledger.partners.join(
        partner_id=partner,
        name="Mārupes novads",
        kind="municipality",
        municipality="LV-062",
        **on,
    )
    ledger.institutions.register(
        institution_id=school, name="Mārupes pamatskola", kind="general", **on
    )
    if member:
        ledger.institutions.join_operation(institution_id=school, membership_id=uuid4(), **on)
    ledger.institutions.place(
        institution_id=school, placement_id=uuid4(), municipality="LV-062", **on
    )
    ledger.institutions.attach_to_partner(
        institution_id=school, attachment_id=uuid4(), partner_id=partner, **on
    )
    ledger.specialists.attach_to_institution(
        specialist_id=scene.id("teacher"), attachment_id=uuid4(), institution_id=school, **on
    )
    return school
