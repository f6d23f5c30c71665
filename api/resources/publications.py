"""Publications: pages that printed figures, each with the position it speaks for."""

from __future__ import annotations

from api.resource import Resource
from ledger.publication import Publications as Commands
from ledger.store.connection import Connection
from projections.publications import Publication, Publications

publications = Resource(
    "publications",
    "Pages that printed figures of the operation. Their names may be given as `known_at`.",
    commands="publications",
    location="/publications",
)

publications.command("/publications", Commands.issue, makes="publication_id")
publications.command("/publications/<uuid:publication_id>/withdraw", Commands.withdraw, reason=True)


@publications.listing("/publications", Publications, shows=Publication, paged=False)
def listed(connection: Connection) -> list[Publication]:
    """Publications in the order of their positions."""
    return Publications.all(connection)
