"""The command line's two times: any day there is, and moments that are over."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from tests.api.http import Api, refused
from tests.api.test_cli import document, on
from tests.projections.facts import Story, put_in_log


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "20200901", "2020-W36-2"])
def test_a_day_is_written_as_over_http(api: Api, monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    """One that no calendar of the operation has is wrong usage, whatever is asked."""
    refused(api.get(f"/funding/totals?as_of={day}"), 422, "fields_invalid")
    for words in (["funding", "totals"], ["funding", "indirect"], ["operation", "show"]):
        result = on(api.url, monkeypatch)(*words, "--as-of", day)
        assert (result.exit_code, result.stdout) == (2, "")


def test_every_day_from_then_on_is_the_same_as_none(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last one that may be asked about has all that happened."""
    story = Story()
    story.consultation(uuid4(), date(2020, 10, 1))
    put_in_log(api.url, story.events)
    pumpurs = on(api.url, monkeypatch)
    last = document(pumpurs("funding", "totals", "--as-of", "2099-12-31", "--json"))
    assert last["totals"] == document(pumpurs("funding", "totals", "--json"))["totals"]
    indirect = pumpurs("funding", "indirect", "--as-of", "2099-12-31")
    assert indirect.exit_code == 0


@pytest.mark.parametrize(
    "moment", ["9999-12-31", "9999-12-31T12:00:00+02:00", "1", "9" * 18, "9" * 40]
)
def test_what_is_not_over_is_not_known(
    api: Api, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Wrong usage, as it is over HTTP: a day to come, a position the log has not reached, or none at all."""
    result = on(api.url, monkeypatch)("funding", "totals", "--known-at", moment)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--known-at" in result.stderr
    asked = api.get(f"/funding/totals?known_at={moment.replace('+', '%2B')}")
    assert asked.status_code == 422, asked.text
