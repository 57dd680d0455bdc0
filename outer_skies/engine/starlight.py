"""How the light of stars arrives: from the numbers of a catalogue to where all of them appear at a moment, at once.

A star goes straight on through space; the Earth stands beside the barycentre, so that near stars shift; the Sun bends
the light; the Earth's motion turns it; and the axes turn with precession and nutation. Where the Earth is and how the
axes lie is the library's word, the rest is worked out here as the library does it. Accuracy: within 0.001" of the
library's own places; the light of a star behind the Sun's disc, which nobody sees, comes out within 4".

Source: P. K. Seidelmann (ed.), Explanatory Supplement to the Astronomical Almanac (1992), section 3.3.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.ephemeris import StarFrame, star_frames

Values = NDArray[np.float64]

_J2000_JD_TT = 2451545.0
_RADIANS_PER_MAS = np.radians(1 / 3600e3)
_NO_PARALLAX_AU = 1e9
_KM_PER_S_IN_AU_PER_DAY = 86400 / 149597870.7
LIGHT_AU_PER_DAY = 173.1446326846693
_SUN_BENDS_AU = 2 * 1.32712440017987e20 / 299792458.0**2 / 149597870700.0  # 2 GM / c², in au
_SUN_RADIUS_AU = 0.00465047


class Paths(NamedTuple):
    """Where stars are at J2000 and how far they go in a day: rows x, y, z in ICRS from the barycentre, in au."""

    place_au: Values
    motion_au_per_day: Values


class Seen(NamedTuple):
    """Where stars appear, a row a moment and a column a star, in degrees; longitude and right ascension in [0, 360).

    Longitude and latitude are in the zodiac asked for, the others of date.
    """

    longitude_deg: Values
    latitude_deg: Values
    right_ascension_deg: Values
    declination_deg: Values


def paths(
    right_ascension_deg: Values,
    declination_deg: Values,
    motions_mas_per_year: tuple[Values, Values],
    parallax_mas: Values,
    radial_velocity_km_per_s: Values,
) -> Paths:
    """From a catalogue's columns at J2000; the first motion is that along the circle of declination."""
    turned, above = np.radians(right_ascension_deg), np.radians(declination_deg)
    away = np.array((np.cos(above) * np.cos(turned), np.cos(above) * np.sin(turned), np.sin(above)))
    east = np.array((-np.sin(turned), np.cos(turned), np.zeros_like(turned)))
    north = np.array((-np.sin(above) * np.cos(turned), -np.sin(above) * np.sin(turned), np.cos(above)))
    has_parallax = parallax_mas > 0
    distance = np.where(has_parallax, 1 / (np.where(has_parallax, parallax_mas, 1) * _RADIANS_PER_MAS), _NO_PARALLAX_AU)
    eastward, northward = (distance * motion * _RADIANS_PER_MAS / 365.25 for motion in motions_mas_per_year)
    outward = radial_velocity_km_per_s * _KM_PER_S_IN_AU_PER_DAY
    return Paths(distance * away, eastward * east + northward * north + outward * away)


class Frames(NamedTuple):
    """From where the sky is seen, a row a moment: columns x, y, z of the barycentric Earth and Sun, in au and days.

    `axes` turn a direction of ICRS to the ecliptic asked for and to the equator of date.
    """

    earth: Values
    earth_motion: Values
    sun: Values
    sun_motion: Values
    axes: Values


def frames(jd_tt: Sequence[float], ayanamsa: Ayanamsa | None) -> Frames:
    """The frames of many moments. Raises OutsideEphemeris."""
    each = [_frame(jd, ayanamsa) for jd in jd_tt]
    bodies = np.array([(one.earth, one.sun) for one in each]).reshape(-1, 4, 3, 1)
    of_icrs = np.array([one.in_icrs for one in each])[:, None]
    of_date = np.array([(one.by_ecliptic, one.by_equator) for one in each])
    axes = np.linalg.solve(of_icrs, of_date).swapaxes(-1, -2)
    return Frames(bodies[:, 0], bodies[:, 1], bodies[:, 2], bodies[:, 3], axes)


@lru_cache(maxsize=64)
def _frame(jd_tt: float, ayanamsa: Ayanamsa | None) -> StarFrame:
    return star_frames((jd_tt,), ayanamsa)[0]


def seen(stars: Paths, jd_tt: Sequence[float], ayanamsa: Ayanamsa | None = None) -> Seen:
    """Where stars appear at each moment, from the centre of the Earth. Raises OutsideEphemeris."""
    at = frames(jd_tt, ayanamsa)
    since = np.array(jd_tt)[:, None, None] - _J2000_JD_TT
    direction = stars.place_au + stars.motion_au_per_day * since - at.earth
    direction /= length(direction)
    return apparent(direction, direction, at)


def apparent(from_earth: Values, from_sun: Values, at: Frames) -> Seen:
    """Where that appears which stands in these directions of ICRS, of length 1, when its light sets out.

    Axes of the arrays: moment, (x, y, z), star.
    """
    direction = _bent_by_sun(from_earth, from_sun, at.earth - at.sun)
    direction = _turned_by_motion(direction / length(direction), at.earth_motion / LIGHT_AU_PER_DAY)
    x, y, z = np.unstack(at.axes @ direction[:, None], axis=-2)
    around, above = np.degrees(np.arctan2(y, x)) % 360, np.degrees(np.arctan2(z, np.sqrt(x * x + y * y)))
    around[around >= 360] = 0.0  # noqa: PLR2004  what a tiny negative angle is rounded to
    return Seen(around[:, 0], above[:, 0], around[:, 1], above[:, 1])


def length(vectors: Values) -> Values:
    """Of vectors whose x, y and z are along the last axis but one, which is kept."""
    return np.sqrt(_dot(vectors, vectors))


def _dot(a: Values, b: Values) -> Values:
    return (a * b).sum(axis=-2, keepdims=True)


def _bent_by_sun(from_earth: Values, from_sun: Values, earth_from_sun: Values) -> Values:
    """Moved away from the Sun: a star by 1.75" at the edge of his disc, by 0.004" at a right angle."""
    distance = length(earth_from_sun)
    outward = earth_from_sun / distance
    edge = (_SUN_RADIUS_AU / distance) ** 2 / 2  # within the disc the bending falls to nothing at its centre
    share = _SUN_BENDS_AU / distance / np.maximum(1 + _dot(from_sun, outward), edge)
    return from_earth + share * (_dot(from_earth, from_sun) * outward - _dot(from_earth, outward) * from_sun)


def _turned_by_motion(direction: Values, velocity: Values) -> Values:
    """Aberration, towards where the Earth moves at a velocity given in that of light; the special theory's formula."""
    slowed = np.sqrt(1 - _dot(velocity, velocity))
    ahead = _dot(velocity, direction)
    return (slowed * direction + (1 + ahead / (1 + slowed)) * velocity) / (1 + ahead)
