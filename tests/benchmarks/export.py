"""Writing the journal as a file: beside a plain COPY of the same rows, and flat in memory."""

from __future__ import annotations

import resource
from contextlib import nullcontext
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter

from api.journal_files import FORMS, blocks, export
from api.journal_files.exporting import READS
from ledger.store.connection import Connection, Role, connect
from projections.engine import Engine
from projections.journal import Journal
from tests.benchmarks import Figure, durable_server, interleaved, ratios
from tests.benchmarks._consultations import fill

CONSULTATIONS = 100_000
BEFORE = 10_000
"""Entries of a first export, after which memory is looked at."""
BAR = 50_000
"""Postings a second."""

_COPY = """
COPY (SELECT * FROM entries JOIN postings USING (position) ORDER BY position, line) TO STDOUT"""


def measure() -> list[Figure]:
    """Both formats, from the first byte to the last."""
    with durable_server(fsync="off") as url:
        fill(url, CONSULTATIONS)
        Engine(url, READS).catch_up()
        with connect(url, Role.READER) as reader:
            _written(reader, "hledger", BEFORE)
            before = _peak_mib()
            writing = {form: partial(_seconds, reader, form) for form in FORMS}
            seconds = interleaved({"COPY": partial(_copied, reader), **writing})
            postings = _written(reader, "hledger")[1]
            grown = _peak_mib() - before
    return [
        *(
            figure
            for form in FORMS
            for figure in (
                Figure(
                    f"export for {form}, postings",
                    tuple(postings / each for each in seconds[form]),
                    "/s",
                    at_least=BAR,
                ),
                Figure(
                    f"export for {form}, against COPY TO STDOUT of the same rows",
                    ratios(seconds["COPY"], seconds[form]),
                ),
            )
        ),
        Figure("export: memory, 100 k entries beyond 10 k", (grown,), "MiB", at_most=16),
    ]


def _written(reader: Connection, form: str, known_at: int = CONSULTATIONS) -> tuple[float, int]:
    """How long a whole file takes, and how many postings it has."""
    started = perf_counter()
    begun = export(reader, form, {}, as_of=date.max, known_at=known_at)
    with Path("/dev/null").open("wb") as file:
        file.writelines(blocks(begun, lambda: nullcontext(reader)))
    return perf_counter() - started, begun.form.postings


def _seconds(reader: Connection, form: str) -> float:
    return _written(reader, form)[0]


def _copied(reader: Connection) -> float:
    started = perf_counter()
    with (
        Journal.reading(reader),
        reader.cursor() as cursor,
        cursor.copy(_COPY) as rows,
        Path("/dev/null").open("wb") as file,
    ):
        file.writelines(rows)
    return perf_counter() - started


def _peak_mib() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
