"""The publicity report as a browser shows and prints it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

from api.application import create_app
from api.formats import LANGUAGES, Language
from api.publicity.selection import SPENT_ON
from api.reach import Reach
from ledger.calendar import semesters
from tests.api import browsing
from tests.api.http import anybody
from tests.api.publicity import page, report, told

pytestmark = pytest.mark.skipif(
    browsing.CHROMIUM is None, reason="Debian's chromium is not installed"
)

REPORT = "/api/v1/municipalities/LV-059/publicity-report?period=2020/21&language="
LAST_YEAR, LARGE = 2023, Decimal("137625.44")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for all of these tests."""
    with browsing.browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(demo_url: str) -> Iterator[str]:
    """Where the demo is served."""
    with (
        closing(Reach(demo_url, bytes(32))) as reach,
        browsing.site(create_app(reach, anybody)) as address,
    ):
        yield address


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_fits_every_window(
    browser: Browser, site: str, language: Language, width: int
) -> None:
    """Without a word of complaint, under our policy; nothing is wider than the window, on a telephone neither."""
    with browsing.opened(browser, site + REPORT + language, width) as opened:
        assert opened.evaluate("document.documentElement.scrollWidth") == width
        assert opened.title().startswith("Madonas novads")
        assert opened.locator("svg.chart").count() >= 2
        margin = "getComputedStyle(document.body).margin"
        assert opened.evaluate(margin) == "0px"  # our policy lets its style in


@pytest.mark.parametrize("width", [320, 720, 1280])
def test_values_stand_within_the_window_and_beside_each_other(browser: Browser, width: int) -> None:
    """Of the whole operation: in a narrow window they are turned; none is cut off, none lies on its neighbour."""
    over = [each.code for each in semesters() if each.first_day.year <= LAST_YEAR]
    shown = [told(code, each, None, LARGE) for code in ("plans", "spent") for each in over]
    with _shown(browser, page(report(shown=shown, over=over)), width) as opened:
        for chart in opened.locator("svg.chart").all():
            boxes = [each.bounding_box() for each in chart.locator("text.value").all()]
            places = [(box["x"], box["x"] + box["width"]) for box in boxes if box]
            assert len(places) == len(over)
            assert places[0][0] >= 0
            assert places[-1][1] <= width
            assert all(one[1] <= another[0] for one, another in pairwise(places))
        assert opened.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_prints_on_a_few_sheets(browser: Browser, site: str, language: Language) -> None:
    """Of A4, with everything that is on the page."""
    with browsing.opened(browser, site + REPORT + language) as opened:
        printed = opened.pdf(prefer_css_page_size=True)
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 4
    [size] = set(re.findall(rb"/MediaBox\s*\[([\d. ]+)\]", printed))
    assert [round(float(each)) for each in size.split()] == pytest.approx([0, 0, 595, 842], abs=1)


def test_the_keyboard_reaches_every_link_and_shows_where_it_is(browser: Browser, site: str) -> None:
    """The content first, past the head of the page; then each link in its order, outlined."""
    with browsing.opened(browser, site + REPORT + "lv") as opened:
        links = opened.locator("a").count()
        reached = []
        for _ in range(links):
            opened.keyboard.press("Tab")
            reached.append(opened.evaluate("document.activeElement.getAttribute('href')"))
            outline = "getComputedStyle(document.activeElement).outlineStyle"
            assert opened.evaluate(outline) == "solid"
        assert reached[0] == "#content"
        assert len(reached) == links == len(opened.locator("a").all())


def test_the_other_language_is_a_link_away_with_the_same_figures(
    browser: Browser, site: str
) -> None:
    """As of the same day and as known at the same entry."""
    with browsing.opened(browser, site + REPORT + "lv") as opened:
        figures = _figures(opened)
        opened.get_by_role("link", name="English").click()
        opened.wait_for_url("**language=en**")
        assert opened.locator("html").get_attribute("lang") == "en"
        assert _figures(opened) == figures


def _figures(opened: Page) -> list[str]:
    """The digits of the tables."""
    return [re.sub(r"\D", "", each) for each in opened.locator("td").all_inner_texts()]


def test_parts_of_the_band_are_told_apart_in_grey(browser: Browser) -> None:
    """As a printer without colour shows them: no two swatches beside their words look alike."""
    with _shown(browser, page(report()), 1280) as opened:
        opened.evaluate("document.documentElement.style.filter = 'grayscale(1)'")
        assert opened.locator("svg.chart").count() == 3
        looks = [each.screenshot() for each in opened.locator("svg.swatch").all()]
    assert len(set(looks)) == len(looks) == len(SPENT_ON)


@contextmanager
def _shown(browser: Browser, text: str, width: int) -> Iterator[Page]:
    """A page that nobody serves."""
    opened = browser.new_page(viewport={"width": width, "height": 900})
    opened.set_content(text)
    yield opened
    opened.close()
