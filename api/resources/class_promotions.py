"""Promotions of whole classes at the turn of the school year."""

from __future__ import annotations

from typing import Any

from api.asked import TWO_TIMES
from api.resource import Resource
from ledger.store.connection import Connection
from ledger.student.commands import Students as Commands
from projections.class_promotions import ClassFilter, ClassPromotions, PromotedClass

class_promotions = Resource(
    "class_promotions",
    "Whole classes that come into their next grade or course, or graduate: all students or nobody.",
    commands="students",
    location="/institutions/{institution_id}/class-promotions",
)

_PROMOTIONS = "/institutions/<uuid:institution_id>/class-promotions"

class_promotions.command(_PROMOTIONS, Commands.promote_class, makes="promotion_id")
class_promotions.command(
    f"{_PROMOTIONS}/<uuid:promotion_id>/void", Commands.void_class_promotion, reason=True
)


@class_promotions.listing(
    _PROMOTIONS, ClassPromotions, shows=PromotedClass, where=ClassFilter, query=TWO_TIMES
)
def listed(connection: Connection, **asked: Any) -> list[PromotedClass]:
    """Classes of an institution that were promoted, in the order in which it was recorded."""
    return ClassPromotions.page(connection, **asked)
