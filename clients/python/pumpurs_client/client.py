"""The ledger, from Python."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

from pumpurs_client import batches, feed, journal, shapes
from pumpurs_client.connection import Connection
from pumpurs_client.group import Day, Moment
from pumpurs_client.operations import Parts


class Client(Parts):
    """Every operation of the API, by the part it belongs to: `client.students.register({"name": …})`.

    `token` is an API key, a token, or what gives a token that is in force whenever one is needed.
    `on_behalf_of` chooses among several grants of access: the id of an institution or partner.
    A request is tried again for `patience_s` seconds; `timeout_s` is how long one may take. It may be
    used by several threads. What it recorded shows in whatever it asks afterwards.
    """

    def __init__(
        self,
        url: str,
        token: str | Callable[[], str],
        *,
        on_behalf_of: str | None = None,
        patience_s: float = 60.0,
        timeout_s: float = 30.0,
    ) -> None:
        self._connection = Connection(
            url, token, on_behalf_of=on_behalf_of, patience_s=patience_s, timeout_s=timeout_s
        )
        super().__init__(self._connection)

    def batch(
        self,
        lines: Iterable[batches.Line],
        *,
        mode: batches.Mode = "continue",
        dry_run: bool = False,
    ) -> Generator[batches.Result]:
        """Tell commands, one to a line, any number of them; a result for each, in their order.

        Nothing is sent before the results are iterated; close() leaves the rest. With mode="atomic"
        all of them are recorded or none: at most 10 000, and 32 MiB. With dry_run=True all are rehearsed,
        as many at a time: what they make is known to the lines that are rehearsed with them. These results
        come when all of one request are there. Problem where a batch as a whole is refused; a line that is
        refused has a "problem" in its result.
        """
        return batches.told(self._connection, lines, mode=mode, dry_run=dry_run)

    def follow(
        self, after: int = 0, *, types: Sequence[str] = (), wait_s: int = 20
    ) -> Iterator[shapes.CloudEvent]:
        """Every event after a position that concerns this access, each once, in order, for ever.

        Keep the `position` of the last one you have dealt with, and go on from it after a crash. With
        wait_s=0 it ends at the end of the log.
        """
        return feed.followed(self._connection, after=after, types=types, wait_s=wait_s)

    def export_journal(
        self,
        form: journal.Form,
        *,
        as_of: Day | None = None,
        known_at: Moment | None = None,
        **where: journal.Values,
    ) -> Iterator[bytes]:
        """The journal as a file for hledger or Beancount, block after block as it arrives.

        `where`: of which dimensions the entries have one of which values, municipality="LV-059". Problem where
        it is refused, Unreachable where it is cut off.
        """
        query = {"format": form, "as_of": as_of, "known_at": known_at, **where}
        return journal.exported(self._connection, query)
