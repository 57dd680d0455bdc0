"""Balance: how the planets are shared among elements, modes, polarities, hemispheres and quadrants.

By default the ten planets from Sun to Pluto count, one each; the result lists what was counted and with what weight,
and every share lists its members. Weights for other bodies, or for Ascendant and Midheaven, can be given.

Hemispheres and quadrants are those of horizon and meridian, cut at the ecliptic degrees of Ascendant and Midheaven
whatever the house system: quadrant 1 lies below in the east (houses 1 to 3 of quadrant systems), 2 below in the west,
3 above in the west, 4 above in the east. A body on an axis belongs to the part it is moving into with the signs. The
angles themselves are on the axes and counted in no hemisphere.

Source: Ptolemy, Tetrabiblos I.11 (modes), I.12 (masculine and feminine signs) and I.18 (triangles, the elements).
"""

from collections.abc import Sequence
from enum import StrEnum
from math import atan, degrees, radians, sin, tan
from typing import TypeVar

import msgspec

from outer_skies.engine.angles import FULL_CIRCLE_DEG, HALF_CIRCLE_DEG
from outer_skies.engine.chart import Chart
from outer_skies.engine.ephemeris import obliquity_deg
from outer_skies.engine.houses import Angles
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.points import ASCENDANT, MIDHEAVEN, PLANETS, all_points
from outer_skies.engine.zodiac import SIGN_DEG, Element, Mode, Polarity
from outer_skies.errors import InvalidInput

EQUAL_WEIGHTS: tuple[tuple[str, float], ...] = tuple((body, 1.0) for body in PLANETS)
_ON_AXES = (ASCENDANT, MIDHEAVEN)
_POLAR_DEG = 65.0  # below 90 degrees minus any obliquity of the years 1 to 2999
_QUARTER_DEG = 90.0


class Hemisphere(StrEnum):
    """Halves of the chart, by horizon and by meridian."""

    ABOVE = "above"
    BELOW = "below"
    EAST = "east"
    WEST = "west"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow


class Quadrant(StrEnum):
    """Quarters of the chart in the order of the houses."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow


class Weight(msgspec.Struct, frozen=True, gc=False):
    """How much a body or angle counts."""

    point: str
    weight: float


class Share(msgspec.Struct, frozen=True):
    """What falls to one part: the sum of the weights, its share of all, [0, 1], and who stands there."""

    weight: float
    share: float
    members: tuple[str, ...]


class Balance(msgspec.Struct, frozen=True):
    """The balance of a chart. Hemispheres and quadrants are None for a chart without angles."""

    counted: tuple[Weight, ...]
    elements: dict[Element, Share]
    modes: dict[Mode, Share]
    polarities: dict[Polarity, Share]
    hemispheres: dict[Hemisphere, Share] | None
    quadrants: dict[Quadrant, Share] | None


def find_balance(chart: Chart, *, weights: Sequence[tuple[str, float]] = EQUAL_WEIGHTS) -> Balance:
    """The balance of a chart, counting those of the weighted points that it holds.

    Raises InvalidInput beside "weights" for a negative weight.
    """
    if any(weight < 0 for _, weight in weights):
        raise InvalidInput("A weight is not negative.", field="weights")
    by_key = dict(weights)
    points = [(key, longitude, by_key[key]) for key, longitude in all_points(chart) if key in by_key]
    counted = [(key, weight) for key, _, weight in points]
    signs = [int(longitude / SIGN_DEG) for _, longitude, _ in points]
    hemispheres = quadrants = None
    if chart.angles is not None:
        off_axis = [point for point in points if point[0] not in _ON_AXES]
        placed = [(key, weight) for key, _, weight in off_axis]
        sides = _sides(chart, chart.angles, [longitude for _, longitude, _ in off_axis])
        halves = _shares((_ABOVE, _BELOW), placed, [_ABOVE if above else _BELOW for above, _ in sides])
        hemispheres = halves | _shares((_EAST, _WEST), placed, [_EAST if east else _WEST for _, east in sides])
        quadrants = _shares(_QUADRANTS, placed, [_BY_SIDES[side] for side in sides])
    return Balance(
        tuple([Weight(key, weight) for key, weight in counted]),
        _shares(_ELEMENTS, counted, [_ELEMENTS[sign % 4] for sign in signs]),
        _shares(_MODES, counted, [_MODES[sign % 3] for sign in signs]),
        _shares(_POLARITIES, counted, [_POLARITIES[sign % 2] for sign in signs]),
        hemispheres,
        quadrants,
    )


_ELEMENTS, _MODES, _POLARITIES, _QUADRANTS = tuple(Element), tuple(Mode), tuple(Polarity), tuple(Quadrant)
_ABOVE, _BELOW, _EAST, _WEST = Hemisphere
# Whether it is above, and whether in the east.
_BY_SIDES = {
    (False, True): Quadrant.FIRST,
    (False, False): Quadrant.SECOND,
    (True, False): Quadrant.THIRD,
    (True, True): Quadrant.FOURTH,
}
_Part = TypeVar("_Part", Element, Mode, Polarity, Hemisphere, Quadrant)


def _shares(
    parts: Sequence[_Part], counted: Sequence[tuple[str, float]], holders: Sequence[_Part]
) -> dict[_Part, Share]:
    """What falls to each part, `holders` naming the part of each that is counted."""
    members: dict[_Part, list[str]] = {part: [] for part in parts}
    sums: dict[_Part, float] = dict.fromkeys(parts, 0.0)
    for (key, weight), part in zip(counted, holders, strict=True):
        members[part].append(key)
        sums[part] += weight
    total = sum(sums.values()) or 1.0
    return {part: Share(sums[part], sums[part] / total, tuple(members[part])) for part in parts}


def _sides(chart: Chart, angles: Angles, longitudes_deg: Sequence[float]) -> list[tuple[bool, bool]]:
    """For each longitude whether it is above the horizon, and whether it is in the east.

    The side of the horizon that has the Midheaven is above, but within the polar circles at hours when the Midheaven
    itself is not; the side of the meridian that has the Ascendant is east.
    """
    ascendant, midheaven = angles.ascendant, angles.midheaven
    above = _is_first_half(ascendant, midheaven) == _culminates_above(chart.moment.jd_tt, chart.place, angles.armc_deg)
    east = _is_first_half(midheaven, ascendant)
    return [(_is_first_half(ascendant, one) == above, _is_first_half(midheaven, one) == east) for one in longitudes_deg]


def _is_first_half(start_deg: float, longitude_deg: float) -> bool:
    """Whether a longitude lies in the half circle that follows another with the signs."""
    return (longitude_deg - start_deg) % FULL_CIRCLE_DEG < HALF_CIRCLE_DEG


def _culminates_above(jd_tt: float, place: Place | None, armc_deg: float) -> bool:
    """Whether the Midheaven is above the horizon; a chart of no place takes it to be."""
    if place is None or abs(place.north_latitude_deg) < _POLAR_DEG:
        return True
    declination = degrees(atan(tan(radians(obliquity_deg(jd_tt))) * sin(radians(armc_deg))))
    return abs(place.north_latitude_deg - declination) <= _QUARTER_DEG
