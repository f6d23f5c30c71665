"""Texts of others cannot get out of their place in a journal's file, and come back as they were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from beancount import loader
from beancount.core.data import Open, Transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.journal_files.beancount import Beancount
from api.journal_files.form import NAMES, About, Form, coded
from api.journal_files.hledger import Hledger
from projections.journal_rows import ACCOUNTS, Dimensions, WrittenEntry
from tests.api.bookkeeping import HLEDGER, beancount, hledger, hledger_entries

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
HOSTILE = st.sampled_from(
    [
        "a\ninclude /etc/passwd\n",
        'a" "b"\n2020-01-01 open Assets:Mine\n',
        'a\\" x',
        "\\",
        "a ; date:2001-01-01, b | c",
        "(5) * ! a  b",
        "  a%20\t",
        'option "plugin" "os"',
        '100 % Jaunietis, "SIA"',
    ]
)
TEXTS = st.lists(TEXT | HOSTILE, min_size=1, max_size=20)
NOTHING = Dimensions(*[None] * 9)


def about(names: Sequence[str]) -> About:
    """A file in which the names are those of partners and institutions, and everything else, too."""
    ids = {str(number): name for number, name in enumerate(names)}
    return About(names[0], {"kind": names}, date(2021, 1, 1), 9, partners=ids, institutions=ids)


def entry(number: int, dimensions: Dimensions = NOTHING, amount: str = "-12.3500") -> WrittenEntry:
    """A consultation of 12.35 EUR."""
    postings = [("6100", "esf", "10.4975"), ("6100", "state", "1.8525"), ("2100", "", amount)]
    event = "student.consultation_recorded"
    return WrittenEntry(number + 1, None, event, "s", None, "2020-09-07", dimensions, postings)


def text(form: Form, names: Sequence[str]) -> str:
    """A file with an entry of each name, which is its kind, too."""
    entries = [
        entry(
            number, NOTHING._replace(partner_id=str(number), institution_id=str(number), kind=name)
        )
        for number, name in enumerate(names)
    ]
    return form.head() + form.text(entries) + form.tail()


@pytest.mark.skipif(HLEDGER is None, reason="hledger is not installed")
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(names=TEXTS)
def test_any_text_comes_back_from_hledger(tmp_path: Path, names: list[str]) -> None:
    """In descriptions and tags; and there is no entry but those that were written."""
    file = tmp_path / "a.journal"
    file.write_text(text(Hledger(about(names)), names), "utf-8", newline="")
    read = hledger_entries(file)
    assert [unquote(each["tdescription"].rpartition(" | ")[0]) for each in read] == names
    tags = [dict(each["ttags"]) for each in read]
    assert [unquote(each["institution_name"]) for each in tags] == names
    assert [unquote(each["kind"]) for each in tags] == names
    assert {len(each["tpostings"]) for each in read} == {3}


@settings(max_examples=25, deadline=None)
@given(names=TEXTS)
def test_any_text_comes_back_from_beancount(names: list[str]) -> None:
    """As payee and metadata; and nothing is read but what was written."""
    read = beancount(text(Beancount(about(names)), names))
    entries = [each for each in read if isinstance(each, Transaction)]
    assert [unquote(each.payee or "") for each in entries] == names
    for name in ("institution_name", "kind"):
        assert [unquote(each.meta[name]) for each in entries] == names
    assert [each.account for each in read if isinstance(each, Open)] == [
        NAMES["2100"],
        NAMES["6100"],
    ]
    assert len(read) == len(names) + 2


@given(said=TEXT, special=st.text(";|,:", max_size=3))
def test_a_coded_text_is_one_line_and_comes_back(said: str, special: str) -> None:
    """Without what is special; and what is harmless stays readable."""
    line = coded(said, special)
    assert line.isprintable()
    assert not set(line) & set(special)
    assert unquote(line) == said
    assert coded('Biedrība "Ērgļi" (SIA)', "") == 'Biedrība "Ērgļi" (SIA)'


def test_every_account_has_a_name_under_a_root_that_both_programs_know() -> None:
    """A new account of the chart fails here, until it has one."""
    assert NAMES.keys() == ACCOUNTS.keys()
    for code, name in NAMES.items():
        root, _, rest = name.partition(":")
        assert root in ("Assets", "Liabilities", "Equity", "Expenses")
        assert rest.startswith(f"{code}-")


def test_a_ten_thousandth_of_a_euro_too_much_is_found(tmp_path: Path) -> None:
    """By both programs: that they are silent about ours means something."""
    for form in (Hledger, Beancount):
        made = form(about(["a"]))
        wrong = made.head() + made.text([entry(0, amount="-12.3501")]) + made.tail()
        if form is Beancount:
            _, errors, _ = loader.load_string(wrong)
            assert "does not balance" in errors[0].message
        elif HLEDGER:
            (file := tmp_path / "a.journal").write_text(wrong, "utf-8")
            with pytest.raises(ValueError, match=r"should be 0 but is: -0\.0001 EUR"):
                hledger(file, "check")


def test_an_entry_that_moves_nothing_is_valid(tmp_path: Path) -> None:
    """As that of a merger of a partner which is owed nothing; and so is a file without entries."""
    for form in (Hledger, Beancount):
        for entries in ([], [entry(0)._replace(postings=[])]):
            made = form(about(["a"]))
            whole = made.head() + made.text(entries) + made.tail()
            if form is Beancount:
                assert len(beancount(whole)) == len(entries)
            elif HLEDGER:
                (file := tmp_path / "a.journal").write_text(whole, "utf-8")
                hledger(file, "check", "--strict")
