"""The publicity report as a page and as CSV: the same figures in both, in either language, and only text."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from api.formats import LANGUAGES, Formats, Language
from api.publicity import words
from api.publicity.gathering import parts_of_spending
from api.publicity.selection import BY_SEMESTER, SUMMARY
from api.publicity.table import as_csv
from api.statistics.period import UNTIL, WHOLE, YEAR, Period
from tests.api.publicity import PERIOD, figures, page, report, told

VOID = {"meta", "link", "br", "rect", "line", "path"}
EVIL = '<script>alert("1")</script>'


class Read(HTMLParser):
    """A page as it is read: its elements, which must all be closed in their order, and its texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert tag in VOID or self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open[-1] != "style":
            self.texts.append(data.strip())

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        """The attributes of each such element."""
        return [attributes for tag, attributes in self.elements if tag in tags]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_can_be_read_by_whoever_cannot_see_it(language: Language) -> None:
    """Its language, one first heading, headings of tables with their scope, every id once, no styles of parts."""
    read = Read(page(report(), language))
    assert read.all("html") == [{"lang": language}]
    assert len(read.all("h1")) == 1
    assert {each.get("scope") for each in read.all("th")} == {"col", "row"}
    ids = Counter(of["id"] for _, of in read.elements if "id" in of)
    assert set(ids.values()) == {1}
    named = {name for _, of in read.elements for name in (of.get("aria-labelledby") or "").split()}
    assert named <= ids.keys()
    assert all(of.get("href") for of in read.all("a"))
    assert not [
        of for _, of in read.elements if "style" in of or any(n.startswith("on") for n in of)
    ]
    assert read.all("script", "img", "iframe", "object") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_and_the_csv_tell_the_same(language: Language) -> None:
    """Each value of the CSV stands on the page as the language writes it; what is withheld is an asterisk."""
    texts = Counter(Read(page(report(), language)).texts)
    rows = list(csv.DictReader(io.StringIO(as_csv(report(), language))))
    assert len(rows) == len(list(figures()))
    formats = Formats(language)
    for row, each in zip(rows, figures(), strict=True):
        assert (row["figure"], row["period"], row["kind"] or None) == (
            each.figure,
            each.period,
            each.kind,
        )
        assert row["withheld"] == str(each.withheld).lower()
        assert row["value"] == ("" if each.value is None else str(each.value))
        if each.value is None:
            assert texts["*"] >= 1
        elif each.unit == "EUR":
            assert texts[formats.euros(each.value)] >= 1, row
        else:
            assert any(formats.number(each.value) in text for text in texts), row


def test_every_figure_is_explained_in_both_languages() -> None:
    """Under the name that it has at the top, with its definition of the catalogue."""
    for language in LANGUAGES:
        texts = Read(page(report(), language)).texts
        for each in report().meanings:
            assert getattr(each, language) in texts
            assert getattr(each, f"definition_{language}") in texts


def test_the_page_says_whose_money_it_is_and_when_it_speaks() -> None:
    """The operation's name and number, who pays how much, and up to which day and entry."""
    latvian = page(report()).replace("\xa0", " ")
    for said in (
        "Nr. 8.3.4.0/16/I/001",
        "„Atbalsts priekšlaicīgas mācību pārtraukšanas samazināšanai”",
        "Eiropas Savienība · Eiropas Sociālais fonds",
        "no Eiropas Sociālā fonda (85 %) un Latvija no valsts budžeta (15 %)",
        "Stāvoklis 31.08.2021.; reģistrs līdz ierakstam Nr. 18 412.",
        "2020./2021. mācību gada I semestris",
    ):
        assert said in latvian, said
    english = page(report(), "en").replace("\xa0", " ")
    for said in (
        "No. 8.3.4.0/16/I/001",
        "European Social Fund (85%)",
        "As of 31 August 2021; the register up to its entry No. 18,412.",
        "School year 2020/21, semester I",
    ):
        assert said in english, said


def test_names_are_text_and_nothing_else() -> None:
    """Of a municipality and of an institution, wherever they stand."""
    made = page(report(EVIL, [EVIL]))
    assert "<script" not in made
    assert Read(made).texts.count(EVIL) == 2
    assert EVIL in Read(made).texts


def test_what_is_withheld_is_said_and_has_no_height() -> None:
    """An asterisk with its meaning, and in a chart the same outline whatever the number is."""
    hidden = [
        replace(each, value=None, withheld=True) if each.figure == "plans" else each
        for each in figures()
    ]
    made = page(report(shown=hidden))
    assert made.count('stroke-dasharray="3 3"') == 2
    assert "2019/20 II: nav publicēts; 2020/21 I: nav publicēts." in made
    assert "mazāk nekā pieciem" in made
    assert "mazāk nekā pieciem" not in page(report(shown=[]))


def test_what_was_spent_on_is_told_where_both_parts_are() -> None:
    """They add up to what was spent; where one is withheld, neither is told."""
    spent = told("spent", "2020/21", None, Decimal(60))
    paid = told("compensation_amount", "2020/21", None, Decimal(12))
    parts = list(parts_of_spending({"spent": spent, "compensation_amount": paid}))
    assert {each.kind: each.value for each in parts} == {
        "other": Decimal(48),
        "compensations": Decimal(12),
    }
    hidden = told("compensation_amount", "2020/21", None, None)
    assert list(parts_of_spending({"spent": spent, "compensation_amount": hidden})) == []
    assert list(parts_of_spending({"compensation_amount": paid})) == []


def test_a_municipality_that_is_no_more_says_where_it_has_gone() -> None:
    """Once it is no more; not in a period in which it still was."""
    said = "pastāvēja līdz 30.06.2021.; tagad tā ietilpst jaunā pašvaldībā: Madonas novads."
    assert said not in page(report("Lubānas novads", municipality="LV-057"))
    whole = Period(WHOLE, "whole", date(2017, 3, 16), date(2022, 12, 31))
    assert said in page(report("Lubānas novads", municipality="LV-057", asked=whole))


@pytest.mark.parametrize(
    ("asked", "lv", "en"),
    [
        (
            PERIOD,
            "2020./2021. mācību gada I semestris",
            "school year 2020/21, semester I",
        ),
        (
            Period(YEAR, "2020/21", date(2020, 9, 1), date(2021, 8, 31)),
            "2020./2021. mācību gads",
            "school year 2020/21",
        ),
        (
            Period(UNTIL, "until 2021-08-31", date(2017, 3, 16), date(2021, 8, 31)),
            "līdz 31.08.2021.",
            "until 31 August 2021",
        ),
    ],
)
def test_periods_are_written_as_people_do(asked: Period, lv: str, en: str) -> None:
    """Not by their codes."""
    shown = [words.period(asked, Formats(each)).replace("\xa0", " ") for each in LANGUAGES]
    assert shown == [lv, en]


def test_without_anything_the_page_is_whole() -> None:
    """A municipality that does not take part has a page, too: dashes and no institutions."""
    read = Read(page(report(institutions=[], shown=[])))
    assert read.texts.count("–") >= len(SUMMARY) + 2 * len(BY_SEMESTER)
    assert PERIOD.code in read.texts
