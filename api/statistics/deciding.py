"""What is not shown of a publication, decided in the background: once, however many ask, and then kept."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Iterable
from concurrent.futures import Future, wait
from datetime import date
from threading import BoundedSemaphore, Lock, Thread

from api.statistics.errors import NotYetDecided
from api.statistics.public_table import decided
from api.statistics.suppression import Number
from ledger.store.connection import Role, connect
from projections.projection import snapshot
from projections.publications import Publication

logger = logging.getLogger(__name__)

KEPT = 32
"""So many decisions are kept: each is of all counts, at a publication."""
WAITING_MAX = 4  # of a worker's eight threads, so that the others go on answering

Decision = Future[dict[str, set[Number]]]
Key = tuple[date, int]
"""The day and the position of a publication."""


class Decisions:
    """The decisions of one database, each made by a thread and on a connection of its own.

    A decision looks at everything that was ever given, which may take longer than a question may. So it is
    no part of one: who asks waits a while in it, and the decision goes on when nobody does any more.
    """

    def __init__(
        self, url: str, *, patience_s: float, statement_s: float, waiting_max: int = WAITING_MAX
    ) -> None:
        """`patience_s`: how long who asks waits; `statement_s`: how long a statement of a decision may take."""
        self._url = url
        self._patience_s = patience_s
        self._statement_s = statement_s
        self.waiting = BoundedSemaphore(waiting_max)
        self._lock = Lock()
        self._begun: OrderedDict[Key, Decision] = OrderedDict()

    def secret(self, totals: Iterable[str], issued: Publication) -> set[Number]:
        """What is not shown for the sake of any of some counts; NotYetDecided, or why it cannot be decided."""
        decision = self._decision((issued.published_on, issued.position))
        if not decision.done():
            self._wait(decision)
        hidden = decision.result()
        return set().union(*(hidden[each] for each in totals))

    def _wait(self, decision: Decision) -> None:
        if not self.waiting.acquire(blocking=False):
            raise NotYetDecided()
        try:
            if wait([decision], self._patience_s).not_done:
                raise NotYetDecided()
        finally:
            self.waiting.release()

    def _decision(self, key: Key) -> Decision:
        """It stays the same, so it is made once."""
        with self._lock:
            if key in self._begun:
                self._begun.move_to_end(key)
                return self._begun[key]
            decision = self._begun[key] = Decision()
            while len(self._begun) > KEPT:
                self._begun.popitem(last=False)
        Thread(target=self._decide, args=(key, decision), name="decision", daemon=True).start()
        return decision

    def _decide(self, key: Key, decision: Decision) -> None:
        try:
            with (
                connect(self._url, Role.READER, statement_s=self._statement_s) as connection,
                snapshot(connection),
            ):
                hidden = decided(connection, *key)
        # Whatever it is: all who wait are told, and who asks next tries anew.
        except Exception as error:
            logger.warning(
                "What is not shown of a publication could not be decided.", exc_info=True
            )
            with self._lock:
                self._begun.pop(key, None)
            decision.set_exception(error)
        else:
            decision.set_result(hidden)
