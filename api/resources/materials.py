"""Methodical materials: published, superseded by another, withdrawn; which are current on a day."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.asked import TWO_TIMES
from api.resource import Resource
from ledger.errors import NotFound
from ledger.material import Materials as Commands
from ledger.store.connection import Connection
from projections.materials import MaterialFilter, Materials, MaterialState

materials = Resource(
    "materials",
    "Methodical materials, each one version of one document.",
    commands="materials",
    location="/materials/{material_id}",
)

_MATERIAL = "/materials/<uuid:material_id>"

materials.command("/materials", Commands.publish_material, makes="material_id")
materials.command(f"{_MATERIAL}/correct-description", Commands.correct_description, reason=True)
materials.command(f"{_MATERIAL}/void", Commands.void_publishing, reason=True)
materials.command(f"{_MATERIAL}/supersede", Commands.supersede, guarded=True)
materials.command(f"{_MATERIAL}/void-supersession", Commands.void_supersession, reason=True)
materials.command(f"{_MATERIAL}/withdraw", Commands.withdraw_material, reason=True, guarded=True)
materials.command(f"{_MATERIAL}/void-withdrawal", Commands.void_withdrawal, reason=True)


@materials.listing(
    "/materials", Materials, shows=MaterialState, where=MaterialFilter, query=TWO_TIMES
)
def listed(connection: Connection, **asked: Any) -> list[MaterialState]:
    """Materials as of a day; `current=true`: those to be used that day."""
    return Materials.page(connection, **asked)


@materials.question(
    _MATERIAL, Materials, shows=MaterialState, query=TWO_TIMES, stream="material_id"
)
def one(connection: Connection, *, material_id: UUID, **when: Any) -> MaterialState:
    """A material as of a day: its document, and what ended its use by then."""
    if (material := Materials.get(connection, material_id, **when)) is None:
        raise NotFound(what="material", id=material_id)
    return material


@materials.listing(
    f"{_MATERIAL}/history", Materials, shows=MaterialState, query=TWO_TIMES, paged=False
)
def history(connection: Connection, *, material_id: UUID, **when: Any) -> list[MaterialState]:
    """What it took the place of and what took its place, from one version to the next."""
    one(connection, material_id=material_id, **when)
    return Materials.history(connection, material_id, **when)
