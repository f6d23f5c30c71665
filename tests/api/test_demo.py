"""The demo: told in the order it became known, the same each time, and only once."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from api import demo
from api.demo import madona, people
from ledger.access import Access
from ledger.application import Ledger, Recorded, opened
from ledger.batches import Batches
from ledger.once import KIND, reservation_key
from ledger.role import Role
from ledger.store import connection
from ledger.store.sequencer import Sequencer
from tests.ledger.scene import somebody
from tests.stopping import held_after

PUMPURS = Path(sys.executable).with_name("pumpurs")
KEK = bytes(32)  # that of the demo it is compared with: ids of access depend on it


def test_facts_are_told_in_the_order_they_became_known() -> None:
    """And none about a learner before it happened."""
    entries = demo.entries()
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    early = [
        entry.key
        for entry in entries
        if entry.command.startswith("students.")
        and entry.arguments.get("occurred_on", date.min) > entry.at.date()
    ]
    assert early == []


def test_the_demo_corrects_itself_in_every_way() -> None:
    """Mistakes are what a ledger is judged by."""
    told = {entry.command.split(".")[1] for entry in demo.entries()}
    assert told >= {
        "correct_personal_data",
        "void_enrolment",
        "void_risk",
        "void_plan",
        "return_plan",
        "void_agreement",
        "void_evaluation",
        "miss_consultation",
        "void_consultation",
        "refuse_compensation",
        "reverse_compensation",
        "reverse_payment",
    }


def test_a_publication_is_the_last_fact_of_its_day() -> None:
    """So that its position speaks for all that was known when it came out."""
    entries = demo.entries()
    issued = [entry for entry in entries if entry.command == "publications.issue"]
    assert [entry.arguments["name"] for entry in issued] == [
        name for name, _ in madona.publications()
    ]
    for entry in issued:
        assert entries[entry.number].at.date() > entry.at.date()


def test_another_process_would_tell_the_same() -> None:
    """Nothing depends on the order of sets, on a clock, or on what ran before."""
    told = "print(hashlib.sha256(msgspec.json.encode(demo.entries())).hexdigest())"
    code = f"import hashlib, msgspec; from api import demo; {told}"
    digests = {
        subprocess.check_output(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}
        )
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_a_load_that_was_killed_goes_on_where_it_ended(
    database_url: str, demo_url: str, tmp_path: Path
) -> None:
    """The log is then the same as that of one load, but for keys, nonces and the time of recording."""
    settings = {
        "DATABASE_URL": database_url,
        "PUMPURS_KEK": base64.b64encode(KEK).decode(),
        "PUMPURS_DATA": str(tmp_path),
    }
    with (
        held_after(database_url, 5) as held,
        subprocess.Popen([PUMPURS, "demo", "load"], env=os.environ | settings) as load,
    ):
        try:
            held.until_reached()
        finally:
            load.kill()
    Sequencer(database_url).sequence_once()
    before = len(_log(database_url))
    assert 5 * demo.TOGETHER <= before < len(demo.entries())
    with opened(database_url, KEK) as ledger, suppress(KeyboardInterrupt):
        demo.load(ledger, _interrupted_at(before + 500))
    Sequencer(database_url).sequence_once()
    told = _log(database_url)
    assert len(told) >= before + 500
    assert told == _log(demo_url)[: len(told)]


def test_a_load_that_failed_at_one_fact_goes_on_with_that(
    ledger: Ledger, database_url: str
) -> None:
    """Though facts after it were recorded by the same commit."""
    first = demo.entries()[: demo.TOGETHER]
    failed = first[-3]
    others = [each.told(ledger) for each in first if each is not failed]
    assert all(isinstance(each, Recorded) for each in Batches(ledger).record(others))
    Sequencer(database_url).sequence_once()
    with suppress(KeyboardInterrupt):
        demo.load(ledger, _interrupted_at(demo.TOGETHER))
    Sequencer(database_url).sequence_once()
    key = reservation_key(demo.diary.CLIENT, failed.key)
    assert ledger.recorder.reservation(KIND, key) is not None


def test_the_demo_is_loaded_once(demo_url: str) -> None:
    """A second load has nothing to tell."""
    with opened(demo_url, bytes(32)) as ledger:
        assert demo.load(ledger) == 0


def test_the_demo_goes_into_an_empty_ledger_only(ledger: Ledger, database_url: str) -> None:
    """Nobody's facts are mixed with invented ones."""
    with somebody():
        ledger.publications.issue(
            publication_id=demo.diary.id_of("x"), name="x", occurred_on=date(2021, 8, 31)
        )
    Sequencer(database_url).sequence_once()
    with pytest.raises(demo.LedgerNotEmpty):
        demo.load(ledger)


def test_a_ledger_that_was_only_begun_takes_the_demo(ledger: Ledger, database_url: str) -> None:
    """Somebody was let in and did nothing; once they have, it is their ledger."""
    demo.begin(ledger)
    demo.begin(ledger)
    Sequencer(database_url).sequence_once()
    assert ledger.recorder.max_notification_id() == len(demo.beginning()) == 2
    with suppress(KeyboardInterrupt):
        demo.load(ledger, _interrupted_at(4))
    Sequencer(database_url).sequence_once()
    told = ledger.recorder.max_notification_id()
    assert told is not None
    assert len(demo.beginning()) < told < len(demo.entries())


def test_a_ledger_that_somebody_has_used_does_not_take_the_demo(
    ledger: Ledger, database_url: str
) -> None:
    """Though it was begun as the demo is."""
    demo.begin(ledger)
    with somebody():
        ledger.publications.issue(
            publication_id=demo.diary.id_of("x"), name="x", occurred_on=date(2021, 8, 31)
        )
    Sequencer(database_url).sequence_once()
    with pytest.raises(demo.LedgerNotEmpty):
        demo.load(ledger)


def test_everybody_is_let_in(demo_url: str) -> None:
    """One person for each role and one more, with what they may do and where; the demo begins with the first."""
    assert demo.entries()[:2] == demo.beginning()
    assert {person.role for person in people.everybody()} == set(Role)
    with opened(demo_url, KEK) as ledger:
        for person in people.everybody():
            access = ledger.load(Access, people.AccessOf(person.actor).found(ledger))
            assert access.actor == person.actor
            [grant] = access.granted(date(2026, 1, 1))
            assert (grant.role, grant.scope) == (person.role, person.scope)


def _interrupted_at(last: int) -> Callable[[int, int], None]:
    def progress(done: int, _total: int) -> None:
        if done >= last:
            raise KeyboardInterrupt

    return progress


def _log(url: str) -> list[tuple[Any, ...]]:
    """The whole log, without what is random or tells of the clock."""
    with connection.connect(url, connection.Role.READER) as reader:
        rows = reader.execute(
            "SELECT position, originator_id, originator_version, topic, state"
            "  FROM sequenced_events ORDER BY position"
        ).fetchall()
    return [(*row, _masked(msgspec.json.decode(state))) for *row, state in rows]


def _masked(value: Any) -> Any:
    if isinstance(value, list):
        return [_masked(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"category", "box"}:
        return {**value, "box": len(value["box"])}
    return {name: _masked(each) for name, each in value.items() if name != "salt"}
