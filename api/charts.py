"""Charts as SVG that stand without colour and without a script: every value is written beside its shape, and in words.

Across, they are measured in per cent and fill the room they are given; up and down, and in their letters, in pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

INK, FIRST = "#0b0c0c", "#1d4f91"
SWATCHES = (
    (FIRST, ""),
    ("#a8480f", "M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6"),
    ("#3f6b21", "M2,2 h2.5 v2.5 h-2.5 z"),
    ("#6f3a8c", "M0,0 L8,8 M0,8 L8,0"),
    ("#3b4348", "M0,2 H8 M0,6 H8"),
    ("#ffffff", ""),
)
"""A colour, and what is drawn on it in white: each is told from the others in black and white too."""
PLOT, ROOM, HEIGHT = 150, 58, 262
"""Of bars: how high the largest may be, what lies above for its value, and the whole with what lies below."""
GAP = Decimal("0.18")
"""Of a bar's place, on either side of it."""
BAND = 44
SHOWN_WITHIN = 9
"""Per cent of a band, from which a part is wide enough for its share to be written in it."""


@dataclass(frozen=True)
class Bar:
    """A value and its place; `value` is None where it is not told, `shown` is what is written."""

    label: str
    group: str
    value: Decimal | None
    shown: str


@dataclass(frozen=True)
class Part:
    """A part of a whole; `share` in per cent."""

    label: str
    share: Decimal
    shown: str


def bars(name: str, title: str, description: str, values: Sequence[Bar]) -> Markup:
    """A bar for each value, neighbours of one group with its name beneath them; below zero they hang down.

    `name` tells the chart's ids from those of others on a page; the description should say every value.
    """
    known = [bar.value for bar in values if bar.value is not None]
    highest, lowest = max([Decimal(0), *known]), min([Decimal(0), *known])
    scale = PLOT / ((highest - lowest) or Decimal(1))
    zero = ROOM + highest * scale
    wide = Decimal(100) / (len(values) or 1)
    drawn = [_bar(bar, each * wide, wide, zero, scale) for each, bar in enumerate(values)]
    line = Markup('<line x1="0" x2="100%" y1="{0}" y2="{0}" stroke="{1}" stroke-width="2"/>')
    groups = _groups(values, wide)
    return _svg(name, title, description, HEIGHT, [*drawn, line.format(_px(zero), INK), *groups])


def _bar(bar: Bar, left: Decimal, wide: Decimal, zero: Decimal, scale: Decimal) -> Markup:
    place = {"x": _pc(left + wide * GAP), "width": _pc(wide * (1 - 2 * GAP)), "ink": INK}
    value = bar.value or Decimal(0)
    height = abs(value) * scale
    top = zero - height if value >= 0 else zero
    if bar.value is None:  # that something is there, and not how much
        height, top = Decimal(14), zero - 14
        shape = Markup(
            '<rect x="{x}" width="{width}" y="{y}" height="{height}" fill="none" stroke="{ink}"'
            ' stroke-dasharray="3 3"/>'
        )
    else:
        shape = Markup('<rect x="{x}" width="{width}" y="{y}" height="{height}" fill="{fill}"/>')
    drawn = shape.format(**place, y=_px(top), height=_px(height), fill=FIRST)
    middle = _pc(left + wide / 2)
    return Markup("{}{}{}").format(
        drawn,
        _text(middle, top - 7, bar.shown, weight="700", kind="value"),
        _text(middle, Decimal(ROOM + PLOT + 20), bar.label),
    )


def _groups(values: Sequence[Bar], wide: Decimal) -> Iterator[Markup]:
    """The names of groups beneath their bars, with a line between neighbours."""
    line = Markup('<line x1="{0}" x2="{0}" y1="{1}" y2="{2}" stroke="#b1b4b6"/>')
    first = 0
    for place in range(1, len(values) + 1):
        if place < len(values) and values[place].group == values[first].group:
            continue
        middle = (first + place) * wide / 2
        yield _text(_pc(middle), Decimal(ROOM + PLOT + 40), values[first].group)
        if place < len(values):
            yield line.format(_pc(place * wide), ROOM + PLOT + 4, HEIGHT - 6)
        first = place


def band(name: str, title: str, description: str, parts: Sequence[Part]) -> Markup:
    """The parts of a whole beside each other, each with a pattern of its own; to be read with its `swatch`es."""
    drawn, left = [], Decimal(0)
    for number, part in enumerate(parts):
        if part.share <= 0:
            continue
        share = min(part.share, 100 - left)
        drawn.append(_segment(name, number, left, share, part.shown))
        left += share
    patterns = Markup("").join(_pattern(name, number) for number in range(len(parts)))
    return _svg(
        name, title, description, BAND, [Markup("<defs>{}</defs>").format(patterns), *drawn]
    )


def _segment(name: str, number: int, left: Decimal, share: Decimal, shown: str) -> Markup:
    shape = Markup(
        '<rect x="{}" width="{}" y="1" height="{}" fill="url(#{})" stroke="{}" stroke-width="1.5"/>'
    ).format(_pc(left), _pc(share), BAND - 2, _pattern_id(name, number), INK)
    if share < SHOWN_WITHIN:
        return shape
    middle = left + share / 2
    plate = Markup(
        '<svg x="{}" y="{}" width="1" height="20" overflow="visible">'
        '<rect x="-21" width="42" height="20" rx="2" fill="#ffffff"/></svg>'
    ).format(_pc(middle), (BAND - 20) // 2)
    return shape + plate + _text(_pc(middle), Decimal(BAND) / 2 + 5, shown, weight="700")


def swatch(name: str, number: int) -> Markup:
    """The pattern of one part of a band, for the words beside it; it says nothing by itself."""
    return Markup(
        '<svg class="swatch" width="18" height="18" aria-hidden="true" focusable="false">'
        '<rect x="1" y="1" width="16" height="16" fill="url(#{})" stroke="{}" stroke-width="1.5"/></svg>'
    ).format(_pattern_id(name, number), INK)


def _pattern(name: str, number: int) -> Markup:
    colour, drawn = SWATCHES[number % len(SWATCHES)]
    return Markup(
        '<pattern id="{}" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<rect width="8" height="8" fill="{}"/>'
        '<path d="{}" fill="none" stroke="#ffffff" stroke-width="1.75"/></pattern>'
    ).format(_pattern_id(name, number), colour, drawn or "M0,0")


def _pattern_id(name: str, number: int) -> str:
    return f"{name}-pattern-{number % len(SWATCHES)}"


def _svg(name: str, title: str, description: str, height: int, drawn: Sequence[Markup]) -> Markup:
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" width="100%" height="{height}"'
        ' aria-labelledby="{name}-title {name}-desc" font-family="inherit">'
        '<title id="{name}-title">{title}</title><desc id="{name}-desc">{description}</desc>{drawn}</svg>'
    ).format(
        name=name,
        title=title,
        description=description,
        height=height,
        drawn=Markup("").join(drawn),
    )


def _text(x: str, y: Decimal, text: str, *, weight: str = "400", kind: str = "label") -> Markup:
    return Markup(
        '<text class="{}" x="{}" y="{}" text-anchor="middle" font-size="13" font-weight="{}" fill="{}">{}</text>'
    ).format(kind, x, _px(y), weight, INK, text)


def _pc(per_cent: Decimal) -> str:
    return f"{per_cent:.3f}%"


def _px(pixels: Decimal) -> str:
    return f"{pixels:.1f}"
