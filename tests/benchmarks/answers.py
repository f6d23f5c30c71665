"""How long whoever asks waits: every figure and sum over a made-up nation, and over one of ten times as many learners.

`python -m tests.benchmarks.answers [ROUNDS]` asks the ledger that is set ($PUMPURS_DATA or $DATABASE_URL) instead, and
prints what took how long.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from random import Random
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

from flask.testing import FlaskClient

from api.access.requests import at_the_shell
from api.application import create_app
from api.cli.database import up_to_date
from api.cli.in_process import client_of_api
from api.nation.loading import Target, load
from api.nation.nation import Nation
from api.reach import Reach
from api.statistics.catalogue import GUARDED, OPEN, Figure, figures
from api.statistics.scope import INSTITUTION, NATION
from api.webhooks.targets import Allowed
from ledger.store.sequencer import Sequencer
from ledger.vocabulary import terms
from projections.dimensions import DIMENSIONS
from projections.engine import Engine
from tests import benchmarks
from tests.benchmarks import durable_server, ratios

STUDENTS = (200, 2_000)
"""About 16 k and 160 k events."""
ROUNDS = 3
KEK = bytes(range(32))
ISSUED_ON = "2021-08-31"
SUMS = 20
"""How often each sum is asked for in a round; a figure once for each kind of scope and period."""
WORKED_OUT = ("outcomes/effectiveness", "outcomes/cohorts", "participants/indicators")
"""From records, of which there are more in a larger nation: no promise is made."""
REPORT = "publicity report"
"""Many figures, printed."""


class Asked(NamedTuple):
    """A question and how long its answer took."""

    path: str
    query: Mapping[str, str]
    status: int
    """200, or 504 where it would have taken longer than any answer may."""
    ms: float

    @property
    def what(self) -> str:
        """The kinds of answers that are told apart."""
        first, *rest = self.path.split("/")
        if first == "statistics":
            return "public statistics" if "public" in rest else first
        return REPORT if first == "municipalities" else self.path


class _Places(NamedTuple):
    municipalities: Sequence[str]
    institutions: Sequence[str]
    head: int
    public: frozenset[str]
    """Which figures are public by now."""


def measure() -> list[benchmarks.Figure]:
    """Both nations, asked the same in turns."""
    with ExitStack() as stack:
        clients = [stack.enter_context(_of_nation(students)) for students in STUDENTS]
        rounds: list[list[dict[str, list[float]]]] = [[], []]
        for number in range(ROUNDS):
            for each, client in enumerate(clients):
                rounds[each].append(_times(_asked(client, Random(number))))  # noqa: S311  the same each time
    return [each for what in rounds[1][0] for each in _compared(what, *rounds)]


def _compared(
    what: str, small: list[dict[str, list[float]]], large: list[dict[str, list[float]]]
) -> Iterator[benchmarks.Figure]:
    promised = what not in (*WORKED_OUT, REPORT)
    slowest = [[_p99(each[what]) for each in rounds] for rounds in (small, large)]
    medians = [[median(each[what]) for each in rounds] for rounds in (small, large)]
    yield benchmarks.Figure(
        f"{what}, p99", tuple(slowest[1]), "ms", at_most=100 if promised else None
    )
    yield benchmarks.Figure(
        f"{what}, median: ten times the learners",
        ratios(medians[1], medians[0]),
        at_most=1.5 if promised else None,
    )


def _times(asked: Iterator[Asked]) -> dict[str, list[float]]:
    """How long the answers of each kind took."""
    times = defaultdict(list)
    for each in asked:
        times[each.what].append(each.ms)
    return times


def _p99(times: Sequence[float]) -> float:
    return sorted(times)[len(times) * 99 // 100]


@contextmanager
def _of_nation(students: int) -> Iterator[FlaskClient]:
    """A client of the API over a nation of so many learners."""
    with durable_server(fsync="off") as url:
        load(Nation(students, seed=1), Target(url, KEK), lambda _done, _total: None)
        Engine(url).rebuild_all()
        with closing(Reach(url, KEK, targets=Allowed.from_environment({}))) as reach:
            client = create_app(reach, at_the_shell).test_client()
            issued = {"name": "Anna Paraudziņa", "occurred_on": ISSUED_ON}
            key = {"Idempotency-Key": "issued"}
            answer = client.post("/api/v1/publications", json=issued, headers=key)
            if answer.status_code != 201:
                raise AssertionError(answer.text)
            Sequencer(url).sequence_once()
            Engine(url).catch_up()
            yield client


def _asked(client: FlaskClient, chance: Random) -> Iterator[Asked]:
    """Ask everything once, of places and times by chance; what is refused is an error."""
    places = _places(client)
    for path, query in _questions(places, chance):
        started = perf_counter()
        answer = client.get(f"/api/v1/{path}", query_string=query)
        body = answer.get_data()
        took = (perf_counter() - started) * 1000
        if answer.status_code not in (200, 504):
            raise AssertionError(path, query, body.decode())
        yield Asked(path, query, answer.status_code, took)


def _questions(places: _Places, chance: Random) -> Iterator[tuple[str, dict[str, str]]]:
    for figure in figures().values():
        for scope in figure.scopes:
            for period in figure.periods:
                query = {"scope": _scope(scope, places, chance), "period": _period(period, chance)}
                query |= _grouped(figure.always, figure.groups, chance)
                yield f"statistics/{figure.code}", query | _moment(places, chance)
        if figure.public in places.public:
            yield from _public(figure, places, chance)
    for _ in range(SUMS):
        several = ",".join(chance.sample(DIMENSIONS, chance.choice((0, 1, 2))))
        grouped = {"group_by": several} if several else {}
        yield "funding/totals", grouped | _within(places, chance) | _moment(places, chance)
        for path in ("journal/balances", "payments/total", "funding/indirect-costs"):
            yield path, _within(places, chance) | _moment(places, chance)
        for path in WORKED_OUT:
            yield path, _within(places, chance) | _moment(places, chance)
        municipality = _drawn(chance, places.municipalities)
        report = f"municipalities/{municipality}/publicity-report"
        yield report, {"period": _period("year", chance), "format": "html"}


def _public(
    figure: Figure, places: _Places, chance: Random
) -> Iterator[tuple[str, dict[str, str]]]:
    """Kinds are public of the nation alone, and schools are not."""
    address = f"statistics/{figure.code}/public"
    period = {"period": _period(figure.periods[0], chance)}
    grouped = _grouped(figure.always, figure.public_groups, chance)
    yield address, {"scope": NATION, **period, **grouped}
    if not figure.always:
        for scope in figure.scopes:
            if scope not in (NATION, INSTITUTION):
                yield address, {"scope": _scope(scope, places, chance), **period}


def _places(client: FlaskClient) -> _Places:
    on_a_day = {"on": "2019-10-01", "limit": 100}  # of the municipalities before the reform
    listed = client.get("/api/v1/institutions", query_string=on_a_day).get_json()["items"]
    listed = [each for each in listed if each["municipality"]]
    log = client.get("/api/v1/publications")
    published = {GUARDED} if log.get_json()["items"] else set()
    return _Places(
        sorted({each["municipality"] for each in listed}),
        [each["institution_id"] for each in listed],
        int(log.headers["Ledger-Position"]),
        frozenset({OPEN} | published),
    )


def _scope(kind: str, places: _Places, chance: Random) -> str:
    of: Mapping[str, Sequence[Any]] = {
        "region": list(terms("region")),
        "municipality": places.municipalities,
        "institution": places.institutions,
    }
    return f"{kind}:{_drawn(chance, of[kind])}" if kind in of else kind


def _drawn(chance: Random, of: Sequence[Any]) -> Any:
    """One of them; what is drawn next does not depend on how many there are."""
    return of[int(chance.random() * len(of))]


def _period(kind: str, chance: Random) -> str:
    year = chance.choice((2018, 2019, 2020))
    first = f"{year}-{chance.randint(9, 12):02}-{chance.randint(1, 28):02}"
    last = f"{year + 1}-{chance.randint(1, 5):02}-{chance.randint(1, 28):02}"
    return {
        "whole": "whole",
        "year": f"{year}/{year - 1999}",
        "semester": f"{year}/{year - 1999} {chance.choice(('I', 'II'))}",
        "span": f"{first}..{last}",
        "until": f"until {last}",
        "day": first,
    }[kind]


def _grouped(always: Sequence[str], groups: Sequence[str], chance: Random) -> dict[str, str]:
    free = [each for each in groups if each not in always]
    chosen = [*always, *chance.sample(free, min(len(free), chance.choice((0, 1))))]
    return {"group_by": ",".join(chosen)} if chosen else {}


def _within(places: _Places, chance: Random) -> dict[str, str]:
    """Of the nation or a municipality."""
    municipality = {"municipality": _drawn(chance, places.municipalities)}
    return municipality if chance.random() < 0.5 else {}


def _moment(places: _Places, chance: Random) -> dict[str, str]:
    """As of a day or not, as known at a position of the second half of the log or not."""
    asked = {}
    if chance.random() < 0.5:
        asked["known_at"] = str(round(places.head * chance.uniform(0.5, 1)))
    if chance.random() < 0.5:
        asked["as_of"] = f"{chance.choice((2021, 2022))}-{chance.randint(6, 12):02}-15"
    return asked


def main() -> None:
    """Ask the ledger that is set, and print what took how long."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    with up_to_date() as (url, _), client_of_api(url) as client:
        asked = [
            each
            for number in range(rounds)
            for each in _asked(client, Random(number))  # noqa: S311  the same questions each time
        ]
    by_path = defaultdict(list)
    for each in asked:
        by_path[each.what].append(each)
        if each.what == "statistics":
            by_path[each.path].append(each)
    for path, answers in by_path.items():
        times = [each.ms for each in answers]
        slowest = max(answers, key=lambda each: each.ms)
        print(  # noqa: T201  this is its output
            f"{path:45} {len(times):5} median {median(times):9.1f} ms, p99 {_p99(times):9.1f},"
            f" slowest {slowest.ms:9.1f} ({slowest.status}): {dict(slowest.query)}"
        )


if __name__ == "__main__":
    main()
