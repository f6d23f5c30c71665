"""A figure as CSV and as a workbook: the same values, numbers as numbers, and what they mean."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import gettempdir

import pytest
from openpyxl import load_workbook

from api.application import create_app
from api.reach import Reach
from api.statistics.answering import Statistic, StatisticPeriod, StatisticValue
from api.statistics.catalogue import figure
from api.statistics.workbook import SUPPRESSED, XLSX, workbook
from tests.api.http import Api, anybody

SPENT = "/statistics/spent?group_by=cost_category&as_of=2021-08-31"


@pytest.fixture(scope="module")
def demo(demo_url: str) -> Iterator[Api]:
    """The API over the demo."""
    reach = Reach(demo_url, bytes(32))
    yield Api(create_app(reach, anybody), demo_url)
    reach.close()


def told(group: str, value: Decimal | None, *, suppressed: bool = False) -> Statistic:
    """An answer that was never asked for."""
    of = figure("spent")
    days = StatisticPeriod("whole", "whole", date(2017, 3, 16), date(2021, 8, 31))
    said = StatisticValue({"cost_category": group}, value, suppressed, None)
    texts = (of.code, of.name, of.definition, of.unit, of.counts, "nation", days)
    return Statistic(
        *texts, ["cost_category"], days.last_day, 7, public=True, targets=[], values=[said]
    )


def test_csv_has_a_line_for_each_value(demo: Api) -> None:
    """With everything that it is about."""
    answer = demo.look(SPENT, Accept="text/csv")
    assert answer.mimetype == "text/csv"
    values = {
        row["cost_category"]: row["value"] for row in csv.DictReader(io.StringIO(answer.text))
    }
    shown = demo.look(SPENT).get_json()["values"]
    assert values == {each["group"]["cost_category"]: each["value"] for each in shown}
    assert len(values) > 2


def test_a_workbook_has_numbers_days_and_the_definition(demo: Api) -> None:
    """Read back by another library: the amounts are numbers, the days are days."""
    answer = demo.look(SPENT, Accept=XLSX)
    assert answer.mimetype == XLSX
    book = load_workbook(io.BytesIO(answer.data))
    values, meaning = book.worksheets
    shown = {
        each["group"]["cost_category"]: Decimal(each["value"])
        for each in demo.look(SPENT).get_json()["values"]
    }
    rows = list(values.iter_rows(min_row=2, values_only=True))
    assert {row[0]: Decimal(str(row[2])) for row in rows} == shown
    assert rows[0][1]
    assert "/" in str(rows[0][1])
    said = {row[0]: row[1] for row in meaning.iter_rows(values_only=True)}
    assert said["Definition"] == figure("spent").definition.en
    day = said["Stāvoklis dienā / As of"]
    assert isinstance(day, datetime)
    assert day.date() == date(2021, 8, 31)
    assert said["Reģistra pozīcija / Position of the ledger"] == int(
        demo.look(SPENT).headers["Ledger-Position"]
    )


def test_text_that_looks_like_a_formula_stays_text() -> None:
    """Whatever a code may look like."""
    book = load_workbook(io.BytesIO(workbook(told("=1+1", Decimal("2.50")))))
    cell = book.worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert book.worksheets[0]["C2"].value == 2.5


def test_what_is_suppressed_is_no_number() -> None:
    """A sign stands for it, and the other sheet explains it."""
    book = load_workbook(io.BytesIO(workbook(told("consultations", None, suppressed=True))))
    assert book.worksheets[0]["C2"].value == SUPPRESSED
    assert any(SUPPRESSED in str(row[0]) for row in book.worksheets[1].iter_rows(values_only=True))


def test_no_file_is_left_whatever_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither of a workbook that was made, nor of one that failed half-way."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert gettempdir() == str(tmp_path)
    workbook(told("consultations", Decimal(1)))
    with pytest.raises(TypeError):
        workbook(told(7, Decimal(1)))  # type: ignore[arg-type]  # a cell that cannot be written
    assert list(tmp_path.iterdir()) == []
