"""The publicity report over HTTP and on the command line: the figures of the public statistics, and no others."""

from __future__ import annotations

import csv
import io
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from api.application import create_app
from api.cli import main
from api.reach import Reach
from ledger import reference
from tests.api.http import Api, anybody, refused
from tests.api.world import World

MADONA = "/municipalities/LV-059/publicity-report"
PUBLISHED = {
    "plans": "plans",
    "students_with_plan": "persons_with_plan",
    "received": "received",
}
"""What the report tells of the published figures of Madona, by the name that each has there."""
PAGE = "madona page 2021-08-31"


@pytest.fixture(scope="module")
def demo(demo_url: str) -> Iterator[Api]:
    """The API over the demo, to be asked only."""
    with closing(Reach(demo_url, bytes(32))) as reach:
        yield Api(create_app(reach, anybody), demo_url)


def rows(api: Api, query: str) -> dict[tuple[str, str, str], dict[str, str]]:
    """The lines of a report as CSV, by figure, period and kind."""
    answer = api.look(f"{MADONA}?format=csv&{query}")
    assert answer.status_code == 200, answer.text
    lines = csv.DictReader(io.StringIO(answer.text))
    return {(row["figure"], row["period"], row["kind"]): row for row in lines}


def test_what_madona_published_stands_in_its_report(demo: Api) -> None:
    """Each figure of its page of 31 August 2021, as it was known then; or nothing, where few others are beside it."""
    found = rows(demo, f"period=2020/21&known_at={PAGE}")
    compared = Counter[bool]()
    for row in reference.rows("published"):
        told = row["scope"] == "Madona" and row["period"].startswith("2020/21")
        if told and row["figure"] in PUBLISHED and row["source"] in (PAGE, "derived"):
            ours = found[PUBLISHED[row["figure"]], row["period"], ""]
            compared[ours["withheld"] == "true"] += 1
            if ours["withheld"] == "false":
                assert Decimal(ours["value"]) == Decimal(row["value"]), row
    assert compared.total() >= 5
    assert compared[False] >= 2  # money received is never withheld
    assert found["youth_projects", "until 2021-08-31", ""]["value"] == "15"


def test_page_csv_and_json_speak_for_the_same_moment(demo: Api) -> None:
    """The links of a page name its day and its position, and give what it shows."""
    page = demo.look(f"{MADONA}?period=2020/21", Accept="text/html,*/*;q=0.8")
    assert page.content_type == "text/html; charset=utf-8"
    assert page.headers["Content-Language"] == "lv"
    assert f"known_at={page.headers['Ledger-Position']}" in page.text
    told = demo.look(f"{MADONA}?period=2020/21", Accept="application/json").get_json()
    assert told["name"] == "Madonas novads"
    lines = list(rows(demo, "period=2020/21").values())
    assert [each["figure"] for each in told["figures"]] == [each["figure"] for each in lines]
    assert [each["value"] or "" for each in told["figures"]] == [each["value"] for each in lines]


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/municipalities/Madona/publicity-report", 422, "no_such_scope"),
        ("/municipalities/LV-999/publicity-report", 422, "no_such_scope"),
        (f"{MADONA}?period=2020/22", 422, "no_such_period"),
        (f"{MADONA}?period=1999/00", 422, "no_such_period"),
        (f"{MADONA}?period=soon", 422, "period_unclear"),
        (f"{MADONA}?period=2020", 422, "period_not_offered"),
        (f"{MADONA}?period=2020/21&as_of=2016-01-01", 422, "outside_operation"),
        (f"{MADONA}?period=2020/21&as_of=2099-01-01", 422, "outside_operation"),
        (f"{MADONA}?language=ru", 422, "fields_invalid"),
        (f"{MADONA}?format=pdf", 422, "fields_invalid"),
        ("/municipalities/LV-057/publicity-report?period=2021/22", 422, "municipality_not_then"),
    ],
)
def test_what_cannot_be_told_is_refused(demo: Api, address: str, status: int, code: str) -> None:
    """In the words of the statistics."""
    refused(demo.look(address), status, code)


def test_nothing_else_is_offered(demo: Api) -> None:
    """A page, CSV or JSON."""
    refused(demo.look(MADONA, Accept="application/pdf"), 406, "not_acceptable")


def test_a_dissolved_municipality_has_reports_of_its_time(demo: Api) -> None:
    """With its institutions of that time, and those of none later."""
    told = demo.look(
        "/municipalities/LV-057/publicity-report?period=2019/20&format=json"
    ).get_json()
    assert told["name"] == "Lubānas novads"
    assert told["institutions"] == ["Lubānas vidusskola", "Meirānu Kalpaka pamatskola"]


EVIL = "<script>alert('1')</script>"


@pytest.fixture
def small(world: World) -> World:
    """A municipality with one learner and one plan, and an institution with a name that is no name."""
    renamed = {"name": EVIL, "occurred_on": "2020-09-01"}
    world.api.made(f"/institutions/{world.school}/rename", renamed, "renaming_id")
    world.plan()
    world.api.settle()
    return world


GUARDED = {"plans", "persons_with_plan", "consultation_hours", "compensation_amount"}


def guarded(api: Api, period: str) -> list[dict[str, Any]]:
    """What a report tells of learners."""
    told = api.look(f"{MADONA}?period={period}&format=json").get_json()
    return [each for each in told["figures"] if each["figure"] in GUARDED]


def test_learners_are_told_of_once_something_was_published(small: World) -> None:
    """Before, a report has no figure of theirs, and says so."""
    assert guarded(small.api, "2020/21") == []
    page = small.api.look(f"{MADONA}?period=2020/21&format=html").text
    assert "Izglītojamo rādītāji vēl nav publicēti." in page


def test_one_learner_is_not_told(small: World) -> None:
    """Neither the learner nor the plan, in any shape, of any period; the institution is, as text."""
    issued = {"name": "page 1", "occurred_on": "2021-09-01"}
    small.api.made("/publications", issued, "publication_id")
    small.api.settle()
    for period in ("2020/21 I", "2020/21", "whole"):
        told = guarded(small.api, period)
        assert any(each["withheld"] for each in told)
        assert {each["value"] for each in told} <= {None, "0", "0.00"}
    page = small.api.look(f"{MADONA}?period=2020/21&format=html").text
    assert "<script" not in page
    assert "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;" in page
    assert "<dd>*</dd>" in page


def test_the_command_writes_a_file(
    small: World, kek: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The same page and CSV as over HTTP; a refusal writes none."""
    monkeypatch.setenv("DATABASE_URL", small.api.url)
    monkeypatch.setenv("PUMPURS_KEK", b64encode(kek).decode())
    out = tmp_path / "report.csv"
    asked = ["report", "LV-059", "--period", "2020/21", "--format", "csv", "--language", "en"]
    done = CliRunner().invoke(main, [*asked, "--out", str(out)], catch_exceptions=False)
    assert (done.exit_code, done.output) == (0, "")
    there = small.api.look(f"{MADONA}?period=2020/21&format=csv&language=en")
    assert out.read_bytes().decode() == there.text
    page = CliRunner().invoke(main, ["report", "LV-059"], catch_exceptions=False)
    assert page.stdout.startswith("<!doctype html>")
    none = tmp_path / "none.html"
    no = CliRunner().invoke(main, ["report", "LV-999", "--out", str(none)], catch_exceptions=False)
    assert (no.exit_code, none.exists()) == (1, False)
    assert "no_such_scope" in no.stderr
