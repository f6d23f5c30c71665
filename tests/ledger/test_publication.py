"""Publications: a name stands for one position, and is free again when it was a mistake."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from ledger.application import Ledger
from ledger.errors import AlreadyVoided, LedgerError, ReasonMissing, TextMissing
from ledger.publication import PublicationNameTaken
from tests.ledger.scene import somebody

DAY = date(2021, 8, 31)


def issue(ledger: Ledger, name: str = "page 2021-08-31") -> None:
    """Publish something."""
    ledger.publications.issue(publication_id=uuid4(), name=name, occurred_on=DAY)


def test_a_name_is_one_publication(ledger: Ledger) -> None:
    """Asked "as it was known when that page came out", there is one answer."""
    with somebody():
        issue(ledger)
        issue(ledger, "another page")
        with pytest.raises(PublicationNameTaken):
            issue(ledger, " page 2021-08-31 ")


def test_a_publication_has_a_name(ledger: Ledger) -> None:
    """Blanks are none."""
    with somebody(), pytest.raises(TextMissing):
        issue(ledger, "  ")


@pytest.mark.parametrize(("reason", "error"), [("", ReasonMissing), ("a mistake", AlreadyVoided)])
def test_a_publication_is_withdrawn_once_and_with_a_reason(
    ledger: Ledger, reason: str, error: type[LedgerError]
) -> None:
    """Its name is free again then."""
    publication_id = uuid4()
    with somebody(reason="a mistake"):
        ledger.publications.issue(publication_id=publication_id, name="page", occurred_on=DAY)
        ledger.publications.withdraw(publication_id=publication_id, occurred_on=DAY)
        issue(ledger, "page")
    with somebody(reason=reason), pytest.raises(error):
        ledger.publications.withdraw(publication_id=publication_id, occurred_on=DAY)
