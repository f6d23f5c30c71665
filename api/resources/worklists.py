"""Worklists: what coordinators have to do, by kind, scope and time."""

from __future__ import annotations

from typing import Any

from api.asked import TWO_TIMES
from api.resource import Resource
from ledger import required
from ledger.store.connection import Connection
from projections.worklist_rows import KINDS, Task, WorkCount, WorkFilter
from projections.worklists import Worklists

worklists = Resource(
    "worklists",
    "What has to be done: plans to agree and evaluate, documents to bring, claims to pay, warnings to decide.",
)


@worklists.listing(
    "/worklists", Worklists, shows=WorkCount, where=WorkFilter, query=TWO_TIMES, paged=False
)
def counts(connection: Connection, **asked: Any) -> list[WorkCount]:
    """How much there is to do, by kind and institution."""
    return Worklists.counts(connection, **asked)


@worklists.listing("/worklists/<kind>", Worklists, shows=Task, where=WorkFilter, query=TWO_TIMES)
def listed(connection: Connection, *, kind: str, **asked: Any) -> list[Task]:
    """What is to be done of one kind, in the order in which it came up: since when, by whom; UnknownCode."""
    required.listed("worklist", kind, KINDS)
    return Worklists.page(connection, kind, **asked)
