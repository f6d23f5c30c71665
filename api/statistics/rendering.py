"""A figure's answer as JSON, CSV or a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask import Response

from api.answers import JSON, as_json
from api.csv_table import harmless, table
from api.lists import CSV
from api.statistics.answering import Statistic
from api.statistics.workbook import XLSX, workbook

OFFERED = (JSON, CSV, XLSX)


def rendered(answer: Statistic, media: str) -> Response:
    """An answer as a client wants it."""
    if media == XLSX:
        made = Response(workbook(answer), mimetype=XLSX)
        made.headers["Content-Disposition"] = f'attachment; filename="{answer.code}.xlsx"'
        return made
    if media == CSV:
        return Response(as_csv(answer), mimetype=CSV)
    return Response(as_json(answer), mimetype=JSON)


def as_csv(answer: Statistic) -> str:
    """A line for each value, with all that it is about."""
    return table(list(_lines(answer)))


def _lines(answer: Statistic) -> Iterator[Sequence[object]]:
    yield (
        *("code", "scope", "period", *answer.group_by, "value", "unit", "suppressed"),
        *("as_of", "known_at", "events"),
    )
    for each in answer.values:
        yield (
            *(answer.code, answer.scope, answer.period.code),
            *(harmless(each.group[name] or "") for name in answer.group_by),
            *(each.value, answer.unit, str(each.suppressed).lower()),
            *(answer.as_of, answer.known_at, each.events),
        )
