"""Which risks the invented learners are under, in the published proportions, and what their plans promise."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from random import Random
from uuid import UUID

from ledger.student.values import PlanContent, PlannedCompensation, PlannedConsultation

LEARNING_FACTORS = {
    "learning.content_difficulty": 48.4,
    "learning.low_achievement": 17,
    "learning.missed_content": 15.2,
    "learning.behaviour": 4.1,
    "learning.language_barrier": 3.6,
    "learning.unexcused_absence": 3,
    "learning.other": 8.7,
}
_ECONOMIC = {
    "economic.basic_needs": 40,
    "economic.travel": 35,
    "economic.learning_aids": 20,
    "economic.other": 5,
}
_OTHER = {
    "social_health.special_needs": 16.1,
    "social_health.ill_relative": 13.5,
    "family.conflict": 20.3,
    "family.lack_of_support": 14.3,
    "family.parents_away": 13.1,
}
SUBJECTS = {"mathematics": 45, "latvian": 20, "english": 15, "other": 20}
ADVISERS = {
    "psychologist": 40,
    "social_pedagogue": 30,
    "special_educator": 20,
    "speech_therapist": 10,
}
_COMPENSATIONS = {
    "economic.basic_needs": ("catering", "personal_items"),
    "economic.travel": ("public_transport", "accommodation"),
    "economic.learning_aids": ("learning_aids",),
    "economic.other": ("catering",),
}
PLANNED_AMOUNT = {
    "catering": Decimal(120),
    "public_transport": Decimal(100),
    "accommodation": Decimal(180),
    "learning_aids": Decimal(70),
    "personal_items": Decimal(85),
}


def picked(random: Random, weights: Mapping[str, float]) -> str:
    """One of the keys, the heavier the more often."""
    return random.choices(list(weights), list(weights.values()))[0]


def factors(random: Random) -> list[str]:
    """The factors of one learner; nearly always one of learning."""
    found = [picked(random, LEARNING_FACTORS)]
    if random.random() < 0.3:
        found.append(picked(random, _ECONOMIC))
    if random.random() < 0.1:
        found.append(picked(random, _OTHER))
    return found


def wrong_factor(found: list[str]) -> str:
    """A factor that is none of these: identified by mistake."""
    return next(factor for factor in _OTHER if factor not in found)


def content(random: Random, risks: dict[UUID, str], prepared_by: str) -> PlanContent:
    """What a plan against these risks promises."""
    consultations = [_consultation("subject", "pedagogue", picked(random, SUBJECTS), random)]
    if random.random() < 0.4 or len(risks) > 2:
        consultations.append(_consultation("advisory", picked(random, ADVISERS), None, random))
    economic = [factor for factor in risks.values() if factor in _COMPENSATIONS]
    kinds = [random.choice(_COMPENSATIONS[factor]) for factor in economic]
    return PlanContent(
        risks=tuple(risks),
        consultations=tuple(consultations),
        compensations=tuple(PlannedCompensation(kind, PLANNED_AMOUNT[kind]) for kind in kinds),
        crisis_support=random.random() < 0.02,
        holiday_support=False,
        youth_project_id=None,
        prepared_by=prepared_by,
    )


def _consultation(
    kind: str, specialist_kind: str, subject: str | None, random: Random
) -> PlannedConsultation:
    return PlannedConsultation(kind, specialist_kind, subject, Decimal(random.choice((16, 18, 20))))
