"""Charts: valid, said in words too, and to be told apart without colour."""

from __future__ import annotations

from decimal import Decimal
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.charts import HEIGHT, SWATCHES, Bar, Part, band, bars, swatch

SVG = "{http://www.w3.org/2000/svg}"
AMOUNTS = st.none() | st.decimals(-1_000_000, 1_000_000, places=2)
EVIL = '"><script>alert(1)</script>&'


def parsed(drawing: str) -> Element:
    """A drawing as XML."""
    return fromstring(drawing)  # noqa: S314 - it is ours


def drawn(values: list[Decimal | None]) -> Element:
    """A chart of them, read as XML."""
    made = [Bar("I", str(each), value, str(value)) for each, value in enumerate(values)]
    return parsed(bars("c", "Plans", "…", made))


def written(chart: Element) -> list[str]:
    """Every text in a chart, in its order."""
    return [each.text or "" for each in chart.iter(f"{SVG}text")]


@given(st.lists(AMOUNTS, max_size=14))
def test_bars_are_as_high_as_their_values(values: list[Decimal | None]) -> None:
    """In proportion to the pixel, within the chart; what is not told has the same shape whatever it is."""
    chart = drawn(values)
    shapes = chart.findall(f"{SVG}rect")
    assert len(shapes) == len(values)
    told = [
        (value, shape) for value, shape in zip(values, shapes, strict=True) if value is not None
    ]
    spread = max([Decimal(0), *(v for v, _ in told)]) - min([Decimal(0), *(v for v, _ in told)])
    for value, shape in told:
        height = Decimal(shape.attrib["height"])
        assert abs(height - 150 * abs(value) / (spread or 1)) <= Decimal("0.1")
        assert 0 <= Decimal(shape.attrib["y"]) <= Decimal(shape.attrib["y"]) + height <= HEIGHT
    hidden = {s.attrib["height"] for v, s in zip(values, shapes, strict=True) if v is None}
    assert hidden <= {"14.0"}


def test_every_value_of_a_bar_is_written() -> None:
    """Its value, its label, and each group once."""
    values = [
        Bar("I", "2019/20", Decimal(125), "125"),
        Bar("II", "2019/20", None, "<5"),
        Bar("I", "2020/21", Decimal(-3), "-3"),
    ]
    chart = parsed(bars("c", "Plans", "…", values))
    assert written(chart) == ["125", "I", "<5", "II", "-3", "I", "2019/20", "2020/21"]
    assert [each.attrib.get("stroke-dasharray") for each in chart.findall(f"{SVG}rect")] == [
        None,
        "3 3",
        None,
    ]


@given(st.lists(st.decimals(-50, 100, places=2), max_size=8))
def test_parts_of_a_band_stay_within_it(shares: list[Decimal]) -> None:
    """Beside each other, none over another, even where parts were taken back and the others exceed the whole."""
    chart = parsed(band("b", "Money", "…", [Part("x", share, "x") for share in shares]))
    end = Decimal(0)
    for shape in chart.findall(f"{SVG}rect"):
        left, width = (Decimal(shape.attrib[name].rstrip("%")) for name in ("x", "width"))
        assert left >= end - Decimal("0.01")
        end = left + width
    assert end <= Decimal("100.01")


def test_parts_are_told_apart_by_their_patterns() -> None:
    """Each of as many as there are looks its own way in black and white: bright or dark, and what is drawn on it."""
    parts = [Part(str(each), Decimal(10), "") for each in range(len(SWATCHES))]
    chart = parsed(band("b", "Money", "…", parts))
    used = [each.attrib["fill"] for each in chart.findall(f"{SVG}rect")]
    patterns = {
        f"url(#{each.attrib['id']})": each[1].attrib["d"] + str(_dark(each[0].attrib["fill"]))
        for each in chart.iter(f"{SVG}pattern")
    }
    assert len({patterns[each] for each in used}) == len(used) == len(SWATCHES)
    assert [parsed(swatch("b", each))[0].attrib["fill"] for each in range(len(parts))] == used


def _dark(colour: str) -> bool:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 128


def test_a_share_is_written_in_a_part_that_has_room() -> None:
    """The others are read beside their swatches."""
    parts = [Part("Large", Decimal(93), "93%"), Part("Small", Decimal(7), "7%")]
    assert written(parsed(band("b", "Money", "…", parts))) == ["93%"]


@pytest.mark.parametrize("made", [bars, band])
def test_a_chart_is_an_image_with_a_name_and_a_description(made: object) -> None:
    """Which name it, by ids of its own; whatever they say is text, and nothing else."""
    drawing = (
        bars("c", EVIL, EVIL, [Bar(EVIL, EVIL, Decimal(1), EVIL)])
        if made is bars
        else band("c", EVIL, EVIL, [Part(EVIL, Decimal(100), EVIL)])
    )
    chart = parsed(drawing)
    assert chart.attrib["role"] == "img"
    named = [
        each for each in chart if each.attrib.get("id") in chart.attrib["aria-labelledby"].split()
    ]
    assert [(each.tag, each.text) for each in named] == [
        (f"{SVG}title", EVIL),
        (f"{SVG}desc", EVIL),
    ]
    assert "<script" not in drawing
    assert "style=" not in drawing  # the policy of our pages forbids it
