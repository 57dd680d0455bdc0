"""Harmonic charts: every longitude multiplied by a number, so that a circle holds one part of the circle.

Bodies whose separation is a multiple of 360°/n meet in the chart of the n-th harmonic; an orb of 8° there is 8°/n in
the sky.

Source: John Addey, Harmonics in Astrology (1976); David Hamblin, Harmonic Charts (1983).
"""

from collections.abc import Sequence

import msgspec

from outer_skies.engine.angles import FULL_CIRCLE_DEG
from outer_skies.engine.chart import Chart
from outer_skies.engine.techniques.points import Point, all_points, are_one
from outer_skies.errors import InvalidInput

NUMBERS = (4, 5, 7, 9)
ORB_DEG = 8.0
_LEAST, _MOST = 2, 32
_WIDEST_ORB_DEG = 30.0


class HarmonicPosition(msgspec.Struct, frozen=True, gc=False):
    """Where a body or angle stands in a harmonic chart: degrees [0, 360)."""

    point: str
    longitude_deg: float


class HarmonicConjunction(msgspec.Struct, frozen=True, gc=False):
    """Two that meet there; `orb_deg` is measured in the harmonic chart."""

    a: str
    b: str
    orb_deg: float


class HarmonicChart(msgspec.Struct, frozen=True):
    """One harmonic chart. Mean and true node, and the two Liliths, are one point and make no conjunction."""

    number: int
    positions: tuple[HarmonicPosition, ...]
    conjunctions: tuple[HarmonicConjunction, ...]


class Harmonics(msgspec.Struct, frozen=True):
    """The harmonic charts that were asked for, with the orb of their conjunctions."""

    orb_deg: float
    charts: tuple[HarmonicChart, ...]


def find_harmonics(chart: Chart, *, numbers: Sequence[int] = NUMBERS, orb_deg: float = ORB_DEG) -> Harmonics:
    """Harmonic charts of a chart, by default the fourth, fifth, seventh and ninth, in its own zodiac.

    Raises InvalidInput beside "numbers" (2 to 32) or "orb_deg" (0 to 30).
    """
    if not all(_LEAST <= number <= _MOST for number in numbers):
        raise InvalidInput("Harmonics go from 2 to 32.", field="numbers")
    if not 0 <= orb_deg <= _WIDEST_ORB_DEG:
        raise InvalidInput("The orb in a harmonic chart is between 0° and 30°.", field="orb_deg")
    points = all_points(chart)
    return Harmonics(orb_deg, tuple([_harmonic(points, number, orb_deg) for number in numbers]))


def _harmonic(points: Sequence[Point], number: int, orb_deg: float) -> HarmonicChart:
    positions = [HarmonicPosition(key, longitude * number % FULL_CIRCLE_DEG) for key, longitude in points]
    ranked = sorted([(one.longitude_deg, place) for place, one in enumerate(positions)])
    # Once more round, so that who stands at the end of Pisces meets who stands at the beginning of Aries.
    onwards = ranked + [(longitude + FULL_CIRCLE_DEG, place) for longitude, place in ranked]
    met: list[tuple[int, int, float]] = []
    for rank, (longitude, place) in enumerate(ranked, 1):
        most = longitude + orb_deg
        for further, other in onwards[rank : rank + len(ranked) - 1]:
            if further > most:
                break
            met.append((place, other, further - longitude) if place < other else (other, place, further - longitude))
    met.sort()
    conjunctions = [
        HarmonicConjunction(points[i][0], points[j][0], orb)
        for i, j, orb in met
        if not are_one(points[i][0], points[j][0])
    ]
    return HarmonicChart(number, tuple(positions), tuple(conjunctions))
