"""Worklists: what coordinators have to do, since when, where, as of a day and as it was known."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

from ledger.store.connection import Connection
from projections.versions import moment
from projections.worklist_measures import MeasureTasks
from projections.worklist_plans import PlanTasks
from projections.worklist_rows import ALL_WORK, Task, WorkCount, WorkFilter

LAST = date.max - timedelta(days=1)


class Worklists(PlanTasks, MeasureTasks):
    """Each kind of work (`KINDS`): what of it is to be done on a day.

    What was voided never was, on any day; a claim that is refused, or a warning that lapses, was there until then.
    An item counts where its plan belongs now, or where its measure was given. To add a kind: a subclass of `Tasks` here
    among the bases, and its code in `KINDS` and in the list `worklist`.
    """

    VERSION = 2
    COST = 40

    @classmethod
    def page(
        cls,
        connection: Connection,
        kind: str,
        where: WorkFilter = ALL_WORK,
        *,
        as_of: date,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> list[Task]:
        """What is to be done of a kind, in the order in which it came up."""
        asked = {**asdict(where), **moment(min(as_of, LAST), known_at), "kind": kind}
        return cls.fetch(connection, Task, "page", {**asked, "after": after, "limit": limit})

    @classmethod
    def counts(
        cls,
        connection: Connection,
        where: WorkFilter = ALL_WORK,
        *,
        as_of: date,
        known_at: int | None = None,
    ) -> list[WorkCount]:
        """How much there is to do, by kind and institution."""
        asked = {**asdict(where), **moment(min(as_of, LAST), known_at)}
        return cls.fetch(connection, WorkCount, "counts", asked)
