"""Where bodies and stars stand in the sky of a place, at many moments at once.

Seen from the ground, not from the Earth's centre: the Moon is up to a degree lower. Refraction is left out; a horizon
takes it in (see `events/rising.py`). Accuracy: within 0.2" of the library's; stars, which the Sun bends aside as it
passes them, within 1"; tested.

Source: J. Meeus, Astronomical Algorithms, 2nd ed. (1998), chapters 11, 13 and 40; the figure of the Earth is WGS 84.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outer_skies.engine import strips
from outer_skies.engine.bodies import Body
from outer_skies.engine.ephemeris import THEORY_END_JD_TT, THEORY_START_JD_TT
from outer_skies.engine.places import Place
from outer_skies.engine.rotation import obliquity_deg, sidereal_deg
from outer_skies.engine.stars import Star, equatorial_track

Values = NDArray[np.float64]
Target = Body | Star

EARTH_RADIUS_AU = 6378.137 / 149597870.7
_FLATTENING = 1 / 298.257223563
# The Earth's speed in that of light: the distance that an ephemeris tells is from where the Earth is to where the body
# was, and of the Moon that changes the parallax by 0.3".
_EARTH_SPEED = 9.9365e-5
_ABERRATION = 7.2921159e-5 * 6378.137 / 299792.458  # the speed of the equator in that of light
_STAR_STEP_DAYS = 4
_STAR_STEPS_IN_BLOCK = 64
_STAR_DISTANCE_AU = 1e9  # the parallax of the ground is nothing there


class Direction(NamedTuple):
    """Towards a body in the sky of a place: azimuth from north by east [0, 360), altitude, degrees; distance, au."""

    azimuth_deg: Values
    altitude_deg: Values
    distance_au: Values


def hour_angle_deg(target: Target, jd_tt: Values, east_longitude_deg: float) -> Values:
    """How far west of the meridian's upper half it stands, in degrees [0, 360), seen from the Earth's centre."""
    x, y, _ = _equatorial(target, jd_tt)
    return (sidereal_deg(jd_tt) + east_longitude_deg - np.degrees(np.arctan2(y, x))) % 360


def direction(target: Target, jd_tt: Values, place: Place) -> Direction:
    """Where it stands at each moment, without refraction."""
    x, y, z = _equatorial(target, jd_tt)
    turn = np.radians(sidereal_deg(jd_tt) + place.east_longitude_deg)
    # In the plane of the equator, towards the meridian of the place and to the east of it.
    outward, eastward = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    from_axis, above_equator = observer_au(place)
    outward, upward = outward - from_axis, z - above_equator
    # The place moves to the east, and what is seen from it is shifted there.
    eastward = eastward + _ABERRATION * from_axis / EARTH_RADIUS_AU * np.sqrt(x * x + y * y + z * z)
    latitude = np.radians(place.north_latitude_deg)
    sine, cosine = np.sin(latitude), np.cos(latitude)
    up, north = outward * cosine + upward * sine, upward * cosine - outward * sine
    level = np.hypot(north, eastward)
    return Direction(
        np.degrees(np.arctan2(eastward, north)) % 360, np.degrees(np.arctan2(up, level)), np.hypot(up, level)
    )


def observer_au(place: Place) -> tuple[float, float]:
    """How far a place is from the Earth's axis, and above its equator, in au."""
    latitude, height = np.radians(place.north_latitude_deg), place.elevation_m / 6378137.0
    polar = (1 - _FLATTENING) ** 2
    across = 1 / np.sqrt(np.cos(latitude) ** 2 + polar * np.sin(latitude) ** 2)
    return (
        float((across + height) * np.cos(latitude) * EARTH_RADIUS_AU),
        float((across * polar + height) * np.sin(latitude) * EARTH_RADIUS_AU),
    )


def _equatorial(target: Target, jd_tt: Values) -> tuple[Values, Values, Values]:
    """Rectangular, on the true equator and equinox of date, in au; stars are put at a distance without parallax."""
    if isinstance(target, Star):
        return _star(target, jd_tt)
    longitude = np.radians(strips.longitude_deg(target, jd_tt))
    latitude = np.radians(strips.latitude_deg(target, jd_tt))
    distance, tilt = strips.distance_au(target, jd_tt), np.radians(obliquity_deg(jd_tt))
    if target is Body.MOON:
        distance = distance * (1 + _EARTH_SPEED * np.cos(latitude) * np.cos(longitude - _apex(jd_tt)))
    level, z = distance * np.cos(latitude), distance * np.sin(latitude)
    x, y = level * np.cos(longitude), level * np.sin(longitude)
    cosine, sine = np.cos(tilt), np.sin(tilt)
    return x, y * cosine - z * sine, y * sine + z * cosine


def _apex(jd_tt: Values) -> Values:
    """The longitude to which the Earth moves, in radians, to a degree or two: square to the mean Sun, ahead of it."""
    return np.radians(280.466 + 0.98564736 * (jd_tt - 2451545.0) - 90)


def _star(star: Star, jd_tt: Values) -> tuple[Values, Values, Values]:
    """By cubics through every fourth day."""
    steps = jd_tt / _STAR_STEP_DAYS
    whole = np.floor(steps).astype(np.int64)
    u = steps - whole
    blocks, places = np.divmod(whole, _STAR_STEPS_IN_BLOCK)
    found = np.empty((3, *jd_tt.shape))
    first = int(blocks.min(initial=0))
    for index in (first + np.flatnonzero(np.bincount(blocks - first))).tolist():
        here = blocks == index
        track, at, part = _star_block(star.key, index), places[here] + 1, u[here]
        found[:, here] = (
            -track[:, at - 1] * part * (part - 1) * (part - 2) / 6
            + track[:, at] * (part + 1) * (part - 1) * (part - 2) / 2
            - track[:, at + 1] * (part + 1) * part * (part - 2) / 2
            + track[:, at + 2] * (part + 1) * part * (part - 1) / 6
        )
    return found[0], found[1], found[2]


@lru_cache(maxsize=256)
def _star_block(key: str, index: int) -> Values:
    """Rows of x, y and z at the steps of a block and those beside it, as far as there is an ephemeris."""
    first = index * _STAR_STEPS_IN_BLOCK - 1
    days = (first + np.arange(_STAR_STEPS_IN_BLOCK + 4)) * float(_STAR_STEP_DAYS)
    last = float(np.nextafter(THEORY_END_JD_TT, 0))
    turned, above = np.radians(equatorial_track(key, np.clip(days, THEORY_START_JD_TT, last).tolist())).T
    far = _STAR_DISTANCE_AU * np.cos(above)
    return np.stack((far * np.cos(turned), far * np.sin(turned), _STAR_DISTANCE_AU * np.sin(above)))
