"""The event catalogue: every field has a unit, every event somebody who records it, every example is one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from api.codes import lists
from ledger.catalogue import pages
from ledger.catalogue.examples import COMMON, example
from ledger.catalogue.fields import FREE_TEXT, Field, UnitMissing, described, parts
from ledger.catalogue.pages import events_of, recorders
from ledger.events import AGGREGATES, EVENTS
from ledger.fact import Fact, Value
from ledger.store.mapper import read
from ledger.text import Listed
from tests.tree import ROOT

every_event = pytest.mark.parametrize("cls", EVENTS.values(), ids=EVENTS.keys())


def own_fields() -> Iterator[tuple[str, Field]]:
    """Each field of each event with the event's topic, those inside values too."""
    for topic, cls in EVENTS.items():
        for field in described(cls):
            if field.name not in COMMON:
                yield topic, field


def codes_of(field: Field) -> str | None:
    """The list that a field has codes of."""
    [hint, *_] = parts(field.hint)
    hint = next(iter(getattr(hint, "__args__", ())), hint) if "list of" in field.type else hint
    said = (each for each in getattr(hint, "__metadata__", ()) if isinstance(each, Listed))
    return next((each.list for each in said), None)


def test_the_pages_are_what_the_code_says() -> None:
    """Else: python -m ledger.catalogue docs."""
    written = {"events.md": (ROOT / "docs" / "events.md").read_text("utf-8")} | {
        f"events/{path.name}": path.read_text("utf-8") for path in (ROOT / "docs/events").iterdir()
    }
    assert written == pages()


def test_every_event_has_somebody_who_records_it() -> None:
    """RECORDED_BY of the event, or of its aggregate."""
    nobody = [
        cls.TOPIC
        for aggregate in AGGREGATES
        for cls in events_of(aggregate)
        if not recorders(aggregate, cls)
    ]
    assert nobody == []
    assert sum(len(events_of(aggregate)) for aggregate in AGGREGATES) == len(EVENTS)


@every_event
def test_every_field_has_a_unit_or_form(cls: type[Fact]) -> None:
    """Of an amount its currency, of a text what it may be; values inside too."""
    assert all(field.type and field.form for field in described(cls))


class _Vague(Value, frozen=True):
    amount: Decimal


def test_a_field_without_a_unit_is_found() -> None:
    """A bare decimal could be euros as well as hours."""
    with pytest.raises(UnitMissing, match=r"_Vague\.amount"):
        list(described(_Vague))


def test_a_text_called_like_a_code_says_what_it_is() -> None:
    """Where `kind` is a code in one event, no other event leaves open which list it is of.

    Say so with Annotated[str, Listed("the list")], or with FreeText (ledger/text.py).
    """
    found = [(topic, field, field.name.rpartition(".")[2]) for topic, field in own_fields()]
    codes = {name for _, field, name in found if codes_of(field)} | set(lists())
    digests = {name for _, _, name in found if name.endswith("sha256")}
    vague = [
        f"{topic}: {field.name}"
        for topic, field, name in found
        if name in codes | digests and field.form == FREE_TEXT and not _says(field)
    ]
    assert vague == []


def _says(field: Field) -> bool:
    return any(hasattr(part, "__metadata__") for part in parts(field.hint))


def test_every_list_that_a_field_names_is_there() -> None:
    """As GET /vocabulary shows it; and the example is one of its codes."""
    named = {(topic, field.name): codes_of(field) for topic, field in own_fields()}
    assert {name for name in named.values() if name} <= set(lists())
    for topic, cls in EVENTS.items():
        for name, value in example(cls).items():
            codes = named.get((topic, name))
            if codes and isinstance(value, str):
                assert value in {each.code for each in lists()[codes]}


@every_event
def test_an_example_is_an_event(cls: type[Fact]) -> None:
    """It is read as what was stored is read."""
    stored = example(cls)
    event = read(cls.TOPIC, msgspec.json.encode(stored))
    assert isinstance(event, cls)
    assert msgspec.json.decode(msgspec.json.encode(event)) == stored


def test_a_field_tells_what_it_means() -> None:
    """The docstring under it; older versions in the words of their upcast; a value field by field."""
    pages_by_name: dict[str, Any] = dict(pages())
    partner, student = pages_by_name["events/partner.md"], pages_by_name["events/student.md"]
    assert "| `reference` | text | free text | The bank entry |" in partner
    assert "| `amount` | text | EUR, 2 decimals |  |" in partner
    assert "| `content.consultations[].hours` | text | hours in quarters, 2 decimals |" in student
    assert "| `content.consultations[].subject` | text or null | code of `subject` |" in student
    assert "| `name` | object | sealed |" in student
    assert "Version 1: A rate held until the next" in pages_by_name["events/operation.md"]
