"""Following the log while others record at full speed: how late a reader hears, and whether waiting costs them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import sleep

import requests

from ledger.application import opened
from ledger.role import Role
from ledger.scope import NATIONAL, Scope
from tests.api.people import People
from tests.benchmarks import Figure, durable_server, interleaved, ratios
from tests.benchmarks._schools import fill
from tests.benchmarks._served import beside, served
from tests.benchmarks.posts import EVENTS, KEK, Contender, settle

ROUNDS, WAITING = 5, 100
FOLLOWS_S, WAITS_S = 2, 12
"""How long a reader waits at most who hears of everything, and one of the hundred, who are left to sit down first."""
SIT_DOWN_S = 3


class Reader(Thread):
    """Follows the log from its end on, and notes how old each event is when it is told of it."""

    def __init__(
        self, port: int, headers: Mapping[str, str], types: str = "", wait_s: int = FOLLOWS_S
    ) -> None:
        super().__init__(daemon=True)
        self.late_ms: list[float] = []
        self.stopped = Event()
        self._at = f"http://127.0.0.1:{port}/api/v1/events"
        self._headers = dict(headers)
        self._types = {"types": types} if types else {}
        self._wait_s = wait_s
        self._after = 0
        while self._ask(0):
            pass
        self.late_ms = []

    def run(self) -> None:
        """Until stopped."""
        while not self.stopped.is_set():
            self._ask(self._wait_s)

    def _ask(self, wait: int) -> int:
        asked: dict[str, int | str] = {"after": self._after, "wait": wait, "limit": 1000}
        answer = requests.get(
            self._at, params={**asked, **self._types}, headers=self._headers, timeout=60
        )
        answer.raise_for_status()
        now = datetime.now(UTC)
        told = answer.json()
        self.late_ms += [
            (now - datetime.fromisoformat(event["time"])).total_seconds() * 1000 for event in told
        ]
        self._after = int(answer.headers["Ledger-Position"])
        return len(told)


def measure() -> list[Figure]:
    """Rounds with a reader of the nation, one of a school, and with a hundred who wait for what does not come."""
    late: dict[str, list[float]] = {"nation": [], "school": []}
    with (
        durable_server() as url,
        TemporaryDirectory() as folder,
        ours(url, Path(folder)) as (contender, port, people),
    ):
        crowd = [people[f"waits-{number}"] for number in range(WAITING)]
        rates = interleaved(
            {
                "nobody": contender.round,
                "nation": lambda: followed(url, contender, port, people["nation"], late["nation"]),
                "school": lambda: followed(url, contender, port, people["school"], late["school"]),
                "crowd": lambda: crowded(contender, port, crowd),
            },
            rounds=ROUNDS,
            before_turn=lambda: settle(url),
        )
    return [
        Figure("following: posts, nobody follows", tuple(rates["nobody"]), "posts/s"),
        *(
            Figure(f"following: a reader of the {who}, p99", tuple(ms), "ms", at_most=200)
            for who, ms in late.items()
        ),
        Figure(
            "following: posts, a hundred readers waiting to none",
            ratios(rates["crowd"], rates["nobody"]),
            at_least=0.9,
        ),
    ]


def followed(
    url: str, contender: Contender, port: int, headers: Mapping[str, str], late: list[float]
) -> float:
    """Posts a second while somebody follows, who notes how late they heard of 99 in 100."""
    reader = Reader(port, headers)
    reader.start()
    rate = contender.round()
    settle(url)
    reader.stopped.set()
    reader.join()
    late.append(quantiles(reader.late_ms, n=100)[98])
    return rate


def crowded(contender: Contender, port: int, people: list[Mapping[str, str]]) -> float:
    """Posts a second while so many wait."""
    crowd = [Reader(port, each, "publication.issued", WAITS_S) for each in people]
    for reader in crowd:
        reader.start()
    sleep(SIT_DOWN_S)
    rate = contender.round()
    for reader in crowd:
        reader.stopped.set()
    for reader in crowd:
        reader.join()
    return rate


@contextmanager
def ours(url: str, folder: Path) -> Iterator[tuple[Contender, int, dict[str, Mapping[str, str]]]]:
    """The API and the feed as they are served; and the headers of who follows."""
    people = People(folder)
    with opened(url, KEK) as ledger:
        learners = fill(ledger, EVENTS)
        schools = {
            school: people.grant(
                ledger, f"system-{school}", (Role.MACHINE, Scope("institution", str(school)))
            )
            for school in {learner.school for learner in learners}
        }
        readers: dict[str, Mapping[str, str]] = {"school": schools[learners[0].school]}
        for name in ("nation", *(f"waits-{number}" for number in range(WAITING))):
            people.grant(ledger, name, (Role.MACHINE, NATIONAL))
            readers[name] = people.token(name, client=name)  # each has seats of its own
    kek = b64encode(KEK).decode()
    environ = {
        "DATABASE_URL": url,
        "PUMPURS_KEK": kek,
        "PUMPURS_LIMIT_FEED": "off",
        **people.environ,
    }
    with (
        beside(environ),
        served(["--config=python:api.serving"], environ) as port,
        served(["--config=python:api.feed_serving"], environ) as feed,
    ):
        settle(url)
        yield Contender(port, learners, schools), feed, readers
