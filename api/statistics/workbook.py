"""A figure's answer as a workbook: the values as numbers, and a sheet that says what they mean."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from tempfile import TemporaryDirectory
from typing import Any

from xlsxwriter import Workbook

from api.codes import lists
from api.statistics.answering import Statistic
from api.statistics.catalogue import code_list, figure

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUPPRESSED = "…"
"""What stands where a number is suppressed."""
_DIGITS = {"EUR": "#,##0.00", "hours": "#,##0.00", "percent": "0.0"}
_MEANING = (
    ("Kods / Code", "code"),
    ("Tvērums / Scope", "scope"),
    ("Mērvienība / Unit", "unit"),
    ("Skaita / Counts", "counts"),
    ("Stāvoklis dienā / As of", "as_of"),
    ("Reģistra pozīcija / Position of the ledger", "known_at"),
)


def workbook(answer: Statistic) -> bytes:
    """The bytes of the file; what is written meanwhile is gone afterwards, whatever happens."""
    made = io.BytesIO()
    # Rows go to files of their own until the book is closed: in a folder that goes with them.
    with TemporaryDirectory(prefix="pumpurs-xlsx-") as folder:
        options = {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False}
        with Workbook(made, {**options, "strings_to_urls": False}) as book:
            _Sheets(book, answer).write()
    return made.getvalue()


class _Sheets:
    """The two sheets of one answer."""

    def __init__(self, book: Any, answer: Statistic) -> None:
        self.book = book
        self.answer = answer
        self.heading = book.add_format({"bold": True, "bottom": 1})
        self.number = book.add_format({"num_format": _DIGITS.get(answer.unit, "#,##0")})
        self.day = book.add_format({"num_format": "dd.mm.yyyy"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def write(self) -> None:
        """Values first, since that is the sheet that opens."""
        self._values()
        self._meaning()

    def _values(self) -> None:
        sheet = self.book.add_worksheet("Vērtības")
        groups = self.answer.group_by
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(groups) * 2, 24)
        sheet.set_column(len(groups) * 2 + 1, len(groups) * 2 + 1, 80)
        headings = [heading for name in groups for heading in (name, f"{name}: nosaukums / name")]
        self._line(sheet, 0, [*headings, self.answer.unit, "notikumi / events"], self.heading)
        labels = {name: _labels(self.answer.code, name) for name in groups}
        for row, each in enumerate(self.answer.values, start=1):
            for column, name in enumerate(groups):
                code = each.group[name] or ""
                sheet.write_string(row, 2 * column, code)
                sheet.write_string(row, 2 * column + 1, labels[name].get(code, ""))
            self._number(sheet, row, 2 * len(groups), each.value, hidden=each.suppressed)
            sheet.write_string(row, 2 * len(groups) + 1, each.events or "")

    def _number(
        self, sheet: Any, row: int, column: int, value: int | Decimal | None, *, hidden: bool
    ) -> None:
        if hidden:
            sheet.write_string(row, column, SUPPRESSED)
        elif value is not None:
            sheet.write_number(row, column, float(value), self.number)

    def _meaning(self) -> None:
        """Definition and criteria."""
        answer, sheet = self.answer, self.book.add_worksheet("Definīcija")
        sheet.set_column(0, 0, 42)
        sheet.set_column(1, 1, 100)
        lines: list[tuple[str, object]] = [
            ("Nosaukums", answer.name.lv),
            ("Name", answer.name.en),
            ("Definīcija", answer.definition.lv),
            ("Definition", answer.definition.en),
            *((heading, getattr(answer, name)) for heading, name in _MEANING),
            ("Periods / Period", answer.period.code),
            ("Pirmā diena / First day", answer.period.first_day),
            ("Pēdējā diena / Last day", answer.period.last_day),
            ("Dalījums / Grouped by", ", ".join(answer.group_by)),
        ]
        if answer.public:
            said = "mazāk nekā 5 izglītojamie, vai tas atklātu šādu skaitu / fewer than 5 learners, or it would tell"
            lines.append((f"{SUPPRESSED} neatklāj / suppressed", said))
        lines += [
            ("Mērķis / Target", f"{each.relation} {each.value} {each.unit} ({each.source})")
            for each in answer.targets
        ]
        for row, (heading, value) in enumerate(lines):
            sheet.write_string(row, 0, heading, self.heading)
            self._meant(sheet, row, value)

    def _meant(self, sheet: Any, row: int, value: object) -> None:
        if isinstance(value, date):
            sheet.write_datetime(row, 1, value, self.day)
        elif isinstance(value, int):
            sheet.write_number(row, 1, value)
        else:
            sheet.write_string(row, 1, str(value), self.wrapped)

    def _line(self, sheet: Any, row: int, cells: Sequence[str], form: Any) -> None:
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell, form)


def _labels(code: str, dimension: str) -> dict[str, str]:
    """What people read of a dimension's codes, in both languages."""
    terms = lists().get(code_list(figure(code), dimension), ())
    return {
        each.code: each.lv if each.lv == each.en else f"{each.lv} / {each.en}" for each in terms
    }
