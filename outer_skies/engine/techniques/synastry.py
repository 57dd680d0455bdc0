"""Synastry: two charts laid over one another.

Source: Ronald Davison, Synastry: Understanding Human Relations through Astrology (1977): aspects from each chart to
the other, and the houses of each that the other's planets fall into.
"""

from collections.abc import Sequence

import msgspec

from outer_skies.engine.chart import Chart
from outer_skies.engine.houses import Houses, ring_of
from outer_skies.engine.techniques.crossing import CrossAspect, Point, cross_aspects, points_of, require_one_zodiac


class Overlay(msgspec.Struct, frozen=True, gc=False):
    """A point of one chart in a house, 1 to 12, of the other."""

    point: str
    house: int


class Synastry(msgspec.Struct, frozen=True):
    """How two charts meet.

    In `aspects` each `a` is a point of the first chart and each `b` one of the second; neither moves. An overlay is
    None where the chart whose houses it needs has none.
    """

    aspects: tuple[CrossAspect, ...]
    first_in_second: tuple[Overlay, ...] | None
    second_in_first: tuple[Overlay, ...] | None


def synastry(chart: Chart, other: Chart) -> Synastry:
    """Aspects between two charts, and where the points of each fall in the houses of the other.

    Points are the bodies, the Ascendant and the Midheaven. Orbs and kinds of aspect are those of the first chart.
    Raises InvalidInput beside "zodiac" when the charts are cast in different zodiacs.
    """
    require_one_zodiac(chart.options, other.options)
    first, second = points_of(chart), points_of(other)
    return Synastry(
        cross_aspects(first, second, chart.options),
        overlay(first, other.houses),
        overlay(second, chart.houses),
    )


def overlay(points: Sequence[Point], houses: Houses | None) -> tuple[Overlay, ...] | None:
    """The house that holds each point, or None where there are no houses."""
    ring = None if houses is None else ring_of(houses.cusps_deg)
    if ring is None:
        return None
    held = ring.houses([one.longitude_deg for one in points])
    return tuple(Overlay(one.name, house) for one, house in zip(points, held, strict=True))
