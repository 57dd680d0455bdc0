"""Parans by latitude: the latitudes at which two bodies pass corners of the sky at one instant of the chart's moment.

They are the latitudes of the points where lines of the astrocartography of two bodies cross. Such a latitude is drawn
all round the Earth, since the same two pass the same corners there once in every turn of the sky. As in the map, bodies
are where they stand at the moment, geocentric, on the true horizon without refraction; stars may be asked for besides.
Two bodies on the meridian together are so at every latitude, or at none: they make no paran here.

Source: Jim Lewis, Astro*Carto*Graphy (1976), for parans as crossings; spherical astronomy.
"""

from collections.abc import Sequence
from itertools import combinations
from math import atan2, cos, degrees, hypot, pi, radians, sin
from typing import NamedTuple

import msgspec

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.great_circles import LineString, east_deg, parallels
from outer_skies.engine.horizon import Corner
from outer_skies.engine.stars import star_places
from outer_skies.engine.techniques.astrocartography import equatorial_deg, greenwich_sidereal_deg
from outer_skies.errors import InvalidInput

_ACROSS = {Corner.RISING: Corner.SETTING, Corner.SETTING: Corner.RISING}
_NONE = 1e-12  # a sine too small to tell which side of a great circle a point is on
_Crossing = tuple[float, float, str, Corner, str, Corner]  # latitude and sidereal time in radians first


class _Place(NamedTuple):
    """A point of the sky: its key, right ascension in radians, and its direction in the frame of the equator."""

    key: str
    right_ascension: float
    flat: float  # the cosine of its declination
    x: float
    y: float
    z: float


class ParanProperties(msgspec.Struct, frozen=True, gc=False):
    """Which two pass which corners at this latitude, and the longitude at which they do at the chart's moment."""

    a: str
    a_corner: Corner
    b: str
    b_corner: Corner
    north_latitude_deg: float
    east_longitude_deg: float


class ParanLine(msgspec.Struct, frozen=True, gc=False, tag="Feature", tag_field="type"):
    """One latitude as a feature of GeoJSON."""

    geometry: LineString
    properties: ParanProperties


class ParanMap(msgspec.Struct, frozen=True, tag="FeatureCollection", tag_field="type"):
    """The latitudes, from north to south."""

    utc: str
    in_mundo: bool
    features: tuple[ParanLine, ...]


def find_paran_latitudes(
    chart: Chart, bodies: Sequence[Body] | None = None, stars: Sequence[str] = (), *, in_mundo: bool = True
) -> ParanMap:
    """The parans of the chart's bodies with one another, or of those asked for, and with stars by their keys.

    Raises InvalidInput beside "stars" for a star that the table does not hold, and OutsideEphemeris.
    """
    jd_tt = chart.moment.jd_tt
    chosen = tuple(one.body for one in chart.bodies) if bodies is None else tuple(bodies)
    equatorial = equatorial_deg(jd_tt, chosen, in_mundo=in_mundo)
    places = [_place(body.value, *where) for body, where in zip(chosen, equatorial, strict=True)]
    pairs = [*combinations(places, 2), *((body, star) for body in places for star in _stars(jd_tt, stars))]
    greenwich = greenwich_sidereal_deg(chart.moment)
    found = [crossing for first, second in pairs for crossing in _crossings(first, second)]
    found.sort(reverse=True)
    north = [degrees(latitude) for latitude, *_ in found]
    east = east_deg([degrees(sidereal_time) - greenwich for _, sidereal_time, *_ in found])
    features = [
        ParanLine(line, ParanProperties(a, a_corner, b, b_corner, latitude, longitude))
        for (_, _, a, a_corner, b, b_corner), line, latitude, longitude in zip(
            found, parallels(north), north, east, strict=True
        )
    ]
    return ParanMap(chart.moment.utc, in_mundo, tuple(features))


def _place(key: str, right_ascension_deg: float, declination_deg: float) -> _Place:
    ascension, declination = radians(right_ascension_deg), radians(declination_deg)
    flat = cos(declination)
    return _Place(key, ascension, flat, flat * cos(ascension), flat * sin(ascension), sin(declination))


def _stars(jd_tt: float, keys: Sequence[str]) -> list[_Place]:
    if not keys:
        return []
    known = {place.star.key: place for place in star_places(jd_tt)}
    for key in keys:
        if key not in known:
            raise InvalidInput(f"There is no star {key} in the table.", field="stars")
    return [_place(key, known[key].right_ascension_deg, known[key].declination_deg) for key in keys]


def _crossings(a: _Place, b: _Place) -> list[_Crossing]:
    """All crossings of the lines of two."""
    return [
        *_both_on_horizon(a, b),
        *((latitude, time, a.key, corner, b.key, side) for latitude, time, corner, side in _one_on_meridian(a, b)),
        *((latitude, time, a.key, side, b.key, corner) for latitude, time, corner, side in _one_on_meridian(b, a)),
    ]


def _one_on_meridian(culminating: _Place, other: _Place) -> tuple[tuple[float, float, Corner, Corner], ...]:
    """Where the other stands on the horizon while one culminates, above the pole and below it."""
    hour_angle = culminating.right_ascension - other.right_ascension
    if abs(sin(hour_angle)) < _NONE or abs(other.z) < _NONE:
        return ()
    cosine = cos(hour_angle) * other.flat
    latitude = atan2(-cosine, other.z) if other.z > 0 else atan2(cosine, -other.z)
    side = _side(hour_angle)
    return (
        (latitude, culminating.right_ascension, Corner.CULMINATING, side),
        (-latitude, culminating.right_ascension + pi, Corner.ANTI_CULMINATING, _ACROSS[side]),
    )


def _both_on_horizon(a: _Place, b: _Place) -> list[_Crossing]:
    """The zenith is a right angle from both: it is at either pole of the great circle through them."""
    x, y, z = a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x
    flat = hypot(x, y)
    if flat < _NONE:
        return []
    latitude, time = atan2(z, flat), atan2(y, x)
    of_a, of_b = _side(time - a.right_ascension), _side(time - b.right_ascension)
    return [
        (latitude, time, a.key, of_a, b.key, of_b),
        (-latitude, time + pi, a.key, _ACROSS[of_a], b.key, _ACROSS[of_b]),
    ]


def _side(hour_angle: float) -> Corner:
    """East of the meridian a body on the horizon rises, west of it it sets."""
    return Corner.SETTING if sin(hour_angle) > 0 else Corner.RISING
