"""Worklists: what coordinators have to do, by kind, scope and time."""

from __future__ import annotations

from typing import Any

from api import worklists as lists
from api.asked import TWO_TIMES
from api.resource import Resource
from ledger import required
from ledger.store.connection import Connection
from projections.worklist_rows import Task, WorkCount, WorkFilter

worklists = Resource(
    "worklists",
    "What has to be done: plans to agree and evaluate, documents to bring, claims to pay, warnings to decide,"
    " budgets nearly spent.",
)


@worklists.listing(
    "/worklists", *lists.SOURCES, shows=WorkCount, where=WorkFilter, query=TWO_TIMES, paged=False
)
def counts(connection: Connection, **asked: Any) -> list[WorkCount]:
    """How much there is to do, by kind and institution; of budgets by partner."""
    return lists.counts(connection, **asked)


@worklists.listing(
    "/worklists/<kind>", *lists.SOURCES, shows=Task, where=WorkFilter, query=TWO_TIMES
)
def listed(connection: Connection, *, kind: str, **asked: Any) -> list[Task]:
    """What is to be done of one kind, in the order in which it came up: since when, by whom; UnknownCode."""
    required.listed("worklist", kind, lists.ALL_KINDS)
    return lists.page(connection, kind, **asked)
