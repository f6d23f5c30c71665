"""What tests of the ledger may ask for: a scene in which something can happen."""

from collections.abc import Iterator

import pytest

from ledger.application import Ledger
from tests.ledger.scene import Scene, somebody


@pytest.fixture
def scene(ledger: Ledger) -> Iterator[Scene]:
    """Two students with a plan in force, at one school with one specialist."""
    with somebody(reason="it was wrong"):
        scene = Scene(ledger)
        scene.set()
        scene.student("Anna")
        scene.student("Juris")
        yield scene
