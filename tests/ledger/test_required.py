"""What a command cannot do without."""

from uuid import uuid4

import pytest

from ledger import required
from ledger.errors import TextMissing, TextTooLong
from ledger.store.holds import Holds, Reservation
from ledger.store.recorder import Recorder
from tests.ledger.scene import Scene


def test_a_text_says_something_and_not_too_much() -> None:
    """Blanks around it do not count."""
    assert required.text("name", " Ogre ") == "Ogre"
    assert required.text("name", " " + "a" * 500 + " ") == "a" * 500
    with pytest.raises(TextMissing):
        required.text("name", " \n")
    with pytest.raises(TextTooLong, match="501 characters"):
        required.text("name", "a" * 501)


def test_the_longest_text_can_be_reserved(scene: Scene) -> None:
    """Also one that does not get shorter when it is compressed."""
    longest = "".join(chr(0x20000 + 37 * n % 40_000) for n in range(required.LONGEST))
    reservation = Reservation("publication", longest, uuid4())
    Recorder(scene.ledger.pool).append([], Holds(reserve=(reservation,)))
