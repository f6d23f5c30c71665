"""The publicity report as CSV: a line for each figure that the page shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from api.csv_table import harmless, table
from api.formats import Language
from api.publicity.report import PublicityReport

COLUMNS = (
    "municipality",
    "period",
    "figure",
    "name",
    "kind",
    "value",
    "unit",
    "withheld",
    "as_of",
)


def as_csv(report: PublicityReport, language: Language) -> str:
    """Numbers as numbers; nothing where a figure is withheld."""
    return table(list(_lines(report, language)))


def _lines(report: PublicityReport, language: Language) -> Iterator[Sequence[object]]:
    yield COLUMNS
    names = {each.figure: getattr(each, language) for each in report.meanings}
    for told in report.figures:
        yield (
            *(report.municipality, told.period, told.figure, harmless(names[told.figure])),
            *(told.kind, told.value, told.unit, str(told.withheld).lower(), report.as_of),
        )
