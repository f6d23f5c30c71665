"""The demo: Madona municipality 2017-2021 as it was published, with learners who never were."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import cache
from random import Random

from api.demo import (
    learners,
    madona,
    moving,
    national,
    people,
    planning,
    rules,
    settling,
    staff,
    youth_projects,
)
from api.demo.diary import CLIENT, Diary, Entry
from api.demo.story import Story
from ledger.application import Ledger
from ledger.batches import Batches
from ledger.once import KIND, reservation_key

SEED = 460
"""The number of the Cabinet Regulation."""
TOGETHER = 100
"""So many facts are recorded by one commit."""


class LedgerNotEmpty(Exception):
    """Invented facts are not mixed with others."""


@cache
def entries() -> list[Entry]:
    """What the ledger is told, in the order in which it became known: the same each time."""
    diary = Diary()
    people.begin(diary)
    rules.tell(diary)
    madona.tell(diary)
    staff.tell(diary, _random("specialists"))
    youth_projects.tell(diary)
    national.tell(diary)
    timetable, graduating = staff.Timetable(), []
    for learner in learners.cohort(_random("learners")):
        story = Story(diary, timetable, _random(f"learner {learner.number}"), learner)
        if closed := planning.tell(story):
            graduating.append((story, learner.terms[-1], closed))
    moving.graduate(diary, graduating)
    settling.tell(diary)
    people.tell(diary)
    return diary.entries()


@cache
def beginning() -> list[Entry]:
    """The first of them: they let in somebody who can let in others."""
    diary = Diary()
    people.begin(diary)
    return diary.entries()


def _random(purpose: str) -> Random:
    """A source of its own for each purpose, so that a change of one leaves the others as they were."""
    return Random(f"{SEED} {purpose}")  # noqa: S311  it is meant to be foreseen


def load(ledger: Ledger, progress: Callable[[int, int], None] = lambda _done, _total: None) -> int:
    """Tell the ledger what it has not been told yet; how many facts that were.

    A load that was cut short goes on where it ended; after a whole one there is nothing left to tell.
    `progress` is called with how many facts are told and how many there are, at each commit. LedgerNotEmpty.
    """
    known = bisect_left(entries(), 1, key=lambda entry: 0 if _is_told(ledger, entry) else 1)
    if known <= len(beginning()) and (ledger.recorder.max_notification_id() or 0) > known:
        raise LedgerNotEmpty("The ledger holds other facts: the demo goes into an empty one.")
    # Where one was refused, a load ends with its commit, which holds what came after that one.
    lately = entries()[max(0, known - TOGETHER) : known]
    told = next((each.number - 1 for each in lately if not _is_told(ledger, each)), known)
    batches = Batches(ledger)
    for first in range(told, len(entries()), TOGETHER):
        together = entries()[first : first + TOGETHER]
        for outcome in batches.record([entry.told(ledger) for entry in together]):
            if isinstance(outcome, Exception):
                raise outcome
        progress(together[-1].number, len(entries()))
    return len(entries()) - told


def begin(ledger: Ledger) -> None:
    """Tell only the beginning; what was told already is not told again."""
    for entry in beginning():
        entry.told(ledger).tell()


def _is_told(ledger: Ledger, entry: Entry) -> bool:
    return ledger.recorder.reservation(KIND, reservation_key(CLIENT, entry.key)) is not None
