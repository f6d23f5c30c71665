"""Following the log: woken by the sequencer, and looking by itself in case it was not."""

from collections.abc import Sequence
from threading import Thread
from typing import Any

from eventsourcing.persistence import ApplicationRecorder, ListenNotifySubscription
from psycopg import sql
from psycopg_pool import ConnectionPool

from ledger.store.connection import LOG_CHANNEL, Connection

_LOOK_EVERY_S = 0.1


class LogSubscription(ListenNotifySubscription[ApplicationRecorder]):
    """The library's subscription over positions; it takes one of the pool's connections."""

    def __init__(
        self,
        recorder: ApplicationRecorder,
        pool: ConnectionPool[Connection],
        gt: int | None = None,
        topics: Sequence[str] = (),
    ) -> None:
        super().__init__(recorder=recorder, gt=gt, topics=topics)
        self._pool = pool
        self._listen_thread = Thread(target=self._listen)
        self._listen_thread.start()

    def __exit__(self, *args: object, **kwargs: Any) -> None:
        try:
            super().__exit__(*args, **kwargs)
        finally:
            self._listen_thread.join()

    def _listen(self) -> None:
        channel = sql.Identifier(LOG_CHANNEL)
        try:
            with self._pool.connection() as connection:
                connection.execute(sql.SQL("LISTEN {}").format(channel))
                while not self._has_been_stopped:
                    for _ in connection.notifies(timeout=_LOOK_EVERY_S, stop_after=1):
                        pass
                    self._has_been_notified.set()
                connection.execute(sql.SQL("UNLISTEN {}").format(channel))
        except BaseException as error:  # noqa: BLE001  raised where the subscription is read
            self._thread_error = self._thread_error or error
            self.stop()
