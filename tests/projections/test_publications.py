"""Publications: a name stands for the position at which its figures were published."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from ledger.application import Ledger
from ledger.store.connection import Role, connect
from ledger.store.sequencer import Sequencer
from projections.engine import Engine
from projections.publications import Publication, Publications
from tests.ledger.scene import somebody

DAY = date(2021, 8, 31)


def test_a_publication_is_found_by_name_until_it_is_withdrawn(
    ledger: Ledger, database_url: str
) -> None:
    """It speaks for the log up to its own position."""
    first, second = uuid4(), uuid4()
    with somebody(reason="a mistake"):
        for publication_id, name in ((first, "first page"), (second, "second page")):
            ledger.publications.issue(publication_id=publication_id, name=name, occurred_on=DAY)
        ledger.publications.withdraw(publication_id=first, occurred_on=DAY)
    Sequencer(database_url).sequence_once()
    Engine(database_url, [Publications]).catch_up()

    with connect(database_url, Role.READER) as connection:
        assert Publications.named(connection, "first page") is None
        assert Publications.all(connection) == [Publication(second, "second page", DAY, 2)]
        assert Publications.named(connection, "second page") == Publications.all(connection)[0]
