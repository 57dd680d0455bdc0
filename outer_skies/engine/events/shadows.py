"""The shadows of Moon and Earth as cones about an axis, and how near the axis comes to what it falls on.

Lengths are in equatorial radii of the Earth. The constants are those of the canon: F. Espenak and J. Meeus, Five
Millennium Canon of Solar Eclipses (NASA/TP-2006-214141) and of Lunar Eclipses (NASA/TP-2009-214172): the Sun 959.63"
at one au; the Moon's radius 0.272488 for the penumbra and 0.272281, the floor of the valleys, for the umbra.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outer_skies.engine.bodies import Body
from outer_skies.engine.ephemeris import vectors
from outer_skies.engine.events.syzygies import Syzygy

Values = NDArray[np.float64]

AU_RADII = 149597870.7 / 6378.137  # IAU 2012; WGS 84
SUN_RADIUS = AU_RADII * np.sin(np.radians(959.63 / 3600))
MOON_RADIUS, MOON_RADIUS_UMBRAL = 0.272488, 0.272281
FLATTENING = 1 / 298.257223563
# The air widens the Earth's shadow: its radius is raised by 1/85, and lowered by 1/594 from the equator's to that of
# 45 degrees of latitude. A. Danjon, Les eclipses de Lune par la penombre en 1951, L'Astronomie 65 (1951).
_DANJON = 1 + 1 / 85 - 1 / 594
# Earth and Moon together, radii cubed a day squared: 403503.24 km^3/s^2 (IAU 2015, DE441)
_PULL = 403503.24 * 86400**2 / 6378.137**3


class States(NamedTuple):
    """Sun and Moon at moments: rows of apparent geocentric vectors, and their change a day.

    They are on the ecliptic and the mean equinox of date.
    """

    jd_tt: Values
    sun: Values
    sun_speed: Values
    moon: Values
    moon_speed: Values


class Approach(NamedTuple):
    """The axis of a shadow at moments: a unit vector towards the Sun, and the way to it from where it should fall.

    `offset` is the shortest vector from the Earth's centre to the axis of the Moon's shadow, or from the axis of the
    Earth's shadow to the Moon; `height` is that of the Moon along the axis; `late_days` how long until it is nearest.
    """

    axis: Values
    offset: Values
    height: Values
    late_days: Values


class EarthShadow(NamedTuple):
    """How far the Moon's centre is from the axis, and the radii of the shadow's circles and of the Moon, in degrees."""

    apart_deg: Values
    umbra_deg: Values
    penumbra_deg: Values
    moon_deg: Values


def states_at(jd_tt: Values) -> States:
    """Sun and Moon, asked of the library."""
    moments = jd_tt.tolist()
    rows = [np.array(vectors(moments, body)).reshape(-1, 6) * AU_RADII for body in (Body.SUN, Body.MOON)]
    return States(jd_tt, rows[0][:, :3], rows[0][:, 3:], rows[1][:, :3], rows[1][:, 3:])


def approach(at: States, syzygy: Syzygy) -> Approach:
    """How the shadow's axis lies, and when it is nearest by the speeds of the moment."""
    line, turn = at.sun, at.sun_speed
    if syzygy is Syzygy.NEW:
        line, turn = line - at.moon, turn - at.moon_speed
    size = length(line)[:, None]
    axis = line / size
    swing = (turn - _dot(turn, axis)[:, None] * axis) / size
    height = _dot(at.moon, axis)
    offset = at.moon - height[:, None] * axis
    rising = _dot(at.moon_speed, axis) + _dot(at.moon, swing)
    drift = at.moon_speed - rising[:, None] * axis - height[:, None] * swing
    return Approach(axis, offset, height, -_dot(offset, drift) / _dot(drift, drift))


def nearest(jd_tt: Values, syzygy: Syzygy) -> tuple[States, Approach]:
    """The states in which a shadow's axis is nearest, to some milliseconds, from moments up to some minutes off."""
    at = states_at(jd_tt)
    for _ in range(2):
        at = _later(at, approach(at, syzygy).late_days)
    return at, approach(at, syzygy)


def _later(at: States, days: Values) -> States:
    """The states some minutes on: the Sun goes straight, the Moon falls towards the Earth."""
    step = days[:, None]
    fall = -_PULL * at.moon / length(at.moon)[:, None] ** 3
    return States(
        at.jd_tt + days,
        at.sun + step * at.sun_speed,
        at.sun_speed,
        at.moon + step * (at.moon_speed + step / 2 * fall),
        at.moon_speed + step * fall,
    )


def earth_shadow(at: States, near: Approach) -> EarthShadow:
    """The Earth's shadow at the states of a full Moon."""
    of_moon, of_sun = length(at.moon), length(at.sun)
    parallax = np.degrees(_DANJON * np.arcsin(1 / of_moon) + np.arcsin(1 / of_sun))
    sun = np.degrees(np.arcsin(SUN_RADIUS / of_sun))
    return EarthShadow(
        apart_deg=np.degrees(np.arctan2(length(near.offset), -near.height)),
        umbra_deg=parallax - sun,
        penumbra_deg=parallax + sun,
        moon_deg=np.degrees(np.arcsin(MOON_RADIUS / of_moon)),
    )


def to_equator(vector: Values, obliquity_deg: Values) -> Values:
    """Vectors of the ecliptic, turned to the equator of date."""
    tilt = np.radians(obliquity_deg)
    cosine, sine = np.cos(tilt), np.sin(tilt)
    x, y, z = vector[..., 0], vector[..., 1], vector[..., 2]
    return np.stack((x, y * cosine - z * sine, y * sine + z * cosine), axis=-1)


def mean_obliquity_deg(jd_tt: Values) -> Values:
    """Source: IAU 2006 (Capitaine and others 2003), its first two terms: good to 2" over the years 1 to 2999."""
    return 23.4392794444 - 0.0130102136 * (jd_tt - 2451545.0) / 36525


def length(vector: Values) -> Values:
    """Of vectors, the last axis being x, y and z."""
    return np.sqrt(_dot(vector, vector))


def _dot(a: Values, b: Values) -> Values:
    return np.einsum("...i,...i->...", a, b)
