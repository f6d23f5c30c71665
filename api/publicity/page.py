"""The publicity report as a page that stands alone: a browser shows and prints it without asking for anything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask import render_template
from markupsafe import Markup

from api import charts
from api.formats import LANGUAGES, Formats, Language
from api.publicity import words as said
from api.publicity.report import Meaning, PublicityReport, Told
from api.publicity.selection import AMOUNT, BY_SEMESTER, COMPENSATIONS, SPENT, SUMMARY
from ledger.vocabulary import municipalities

WITHHELD, NOTHING = "*", "–"
EUROS, BAND = "EUR", "spending-band"


@dataclass(frozen=True)
class Row:
    """A line of a table: what it is about, its cells, and the pattern of its part of the band."""

    name: str
    cells: Sequence[str]
    swatch: Markup | str = ""


@dataclass(frozen=True)
class Table:
    """A table with a heading for each column."""

    headings: Sequence[str]
    rows: Sequence[Row]
    total: Row | None = None


@dataclass(frozen=True)
class Chart:
    """A chart beneath its title."""

    title: str
    drawing: Markup


class Page:
    """A report in one language."""

    def __init__(self, report: PublicityReport, language: Language) -> None:
        self.report, self.language = report, language
        self.formats, self.words = Formats(language), said.words(language)
        self.meanings: Mapping[str, Meaning] = {each.figure: each for each in report.meanings}

    def html(self, links: Mapping[str, str], position: int) -> str:
        """The page; `links` lead to it in the other language, and to its figures as CSV and JSON."""
        report = self.report
        parts = self._parts()
        day = self.formats.day(report.as_of)
        entry = self.formats.number(position)
        return render_template(
            "publicity.html",
            report=report,
            language=self.language,
            other=next(each for each in LANGUAGES if each != self.language),
            words=self.words,
            links=links,
            period=said.period(report.asked, self.formats),
            as_of=self.words.as_of.format(day=day, position=entry),
            ended=self._ended(),
            published=self._published(),
            tiles=[self._tile(each) for each in SUMMARY],
            charts=[self._chart("plans", "plans_chart"), self._chart(SPENT, "spent_chart")],
            by_semester=self._by_semester(),
            band=self._band(parts),
            spending=self._spending(parts),
            unspent=self._in_words(report.told(SPENT)),
            compensated=self._compensated(),
            institutions_on=self._institutions_on(),
            withheld=any(each.withheld for each in report.figures),
            meanings=[(self._name(each), self._definition(each)) for each in self.meanings],
            **self._project(),
        )

    # --- words ------------------------------------------------------------------------------------

    def _name(self, figure: str) -> str:
        return str(getattr(self.meanings[figure], self.language))

    def _definition(self, figure: str) -> str:
        return str(getattr(self.meanings[figure], f"definition_{self.language}"))

    def _kind(self, told: Told) -> str:
        return str(getattr(self.words, f"spent_on_{told.kind}"))

    def _shown(self, told: Told | None) -> str:
        """A figure as it is written, without the name of what it counts."""
        if told is None:
            return NOTHING
        if told.value is None:
            return WITHHELD
        write = self.formats.euros if told.unit == EUROS else self.formats.number
        return write(told.value)

    def _in_words(self, told: Told | None) -> str:
        """A figure as it is read aloud."""
        if told is None or told.value is None:
            return NOTHING if told is None else str(self.words.withheld_word)
        if told.unit == EUROS:
            return self.formats.euros(told.value)
        return self.formats.counted(told.value, told.unit)

    def _published(self) -> str:
        """As of which publication learners are told of."""
        if self.report.published_on is None:
            return str(self.words.unpublished)
        return str(self.words.published).format(day=self.formats.day(self.report.published_on))

    def _ended(self) -> str:
        """Where the municipality has gone, if there is none any more."""
        row = municipalities()[self.report.municipality]
        if not row["valid_to"] or self.report.asked.last_day.isoformat() <= row["valid_to"]:
            return ""
        return str(self.words.ended).format(
            day=self.formats.day(date.fromisoformat(row["valid_to"])), successor=row["successor"]
        )

    def _institutions_on(self) -> str:
        words = (
            self.words.institutions_on if self.report.institutions else self.words.no_institutions
        )
        return str(words.format(day=self.formats.day(self.report.asked.last_day)))

    def _project(self) -> dict[str, str]:
        project, formats = self.report.project, self.formats
        shares = {"esf": project.esf, "state": project.state}
        percent = {name: formats.percent(share) for name, share in shares.items() if share}
        cofinanced = (
            self.words.cofinanced if len(percent) == len(shares) else self.words.cofinanced_unset
        )
        return {
            "project": self.words.project.format(number=project.number, name=project.name),
            "cofinanced": cofinanced.format(**percent),
            "runs": self.words.runs.format(
                first=formats.day(project.first_day), last=formats.day(project.last_day)
            ),
        }

    def _compensated(self) -> str:
        """How many learners and compensations, and how much; said once where none of it is told."""
        told = map(self.report.told, (*COMPENSATIONS, AMOUNT))
        return " · ".join(dict.fromkeys(map(self._in_words, told)))

    def _tile(self, figure: str) -> tuple[str, str]:
        """The name of a figure and how it is written; until when, where it is told so alone."""
        told = self.report.told(figure)
        if told is None or told.period == self.report.asked.code:
            return self._name(figure), self._shown(told)
        until = said.until(self.report.asked, self.formats)
        return f"{self._name(figure)} ({until})", self._shown(told)

    # --- tables -----------------------------------------------------------------------------------

    def _by_semester(self) -> Table:
        rows = [
            Row(code, [self._shown(self.report.told(each, code)) for each in BY_SEMESTER])
            for code in self.report.semesters
        ]
        headings = [self.words.semester, *map(self._name, BY_SEMESTER)]
        return Table(headings, rows)

    def _spending(self, parts: Sequence[charts.Part]) -> Table:
        rows = [
            Row(self._kind(told), [self._shown(told), part.shown], charts.swatch(BAND, number))
            for number, (told, part) in enumerate(
                zip(self.report.by_kind(SPENT), parts, strict=True)
            )
        ]
        headings = [self.words.kind, self.words.amount, self.words.share]
        total = Row(self.words.total, [self._shown(self.report.told(SPENT)), ""])
        return Table(headings, rows, total)

    # --- charts -----------------------------------------------------------------------------------

    def _chart(self, figure: str, title: str) -> Chart:
        bars, described = [], []
        for code in self.report.semesters:
            told = self.report.told(figure, code)
            year, _, half = code.removeprefix("20").partition(" ")
            bars.append(
                charts.Bar(half, year, told.value if told else Decimal(0), self._short(told))
            )
            described.append(f"{code}: {self._in_words(told)}")
        words = str(getattr(self.words, title))
        return Chart(words, charts.bars(figure, words, "; ".join(described) + ".", bars))

    def _short(self, told: Told | None) -> str:
        """What has room above a bar: euros without cents."""
        if told is not None and told.value is not None and told.unit == EUROS:
            return self.formats.whole_euros(told.value)
        return self._shown(told)

    def _parts(self) -> list[charts.Part]:
        """What was spent on, in shares of the whole."""
        told = self.report.by_kind(SPENT)
        whole = sum((each.value or Decimal(0) for each in told), Decimal(0))
        shares = [
            100 * (each.value or Decimal(0)) / whole if whole > 0 else Decimal(0) for each in told
        ]
        return [
            charts.Part(self._kind(each), share, self.formats.percent(share))
            for each, share in zip(told, shares, strict=True)
        ]

    def _band(self, parts: Sequence[charts.Part]) -> Markup | str:
        if not any(part.share > 0 for part in parts):
            return ""
        described = "; ".join(f"{part.label}: {part.shown}" for part in parts)
        return charts.band(BAND, self.words.spending, f"{described}.", parts)
