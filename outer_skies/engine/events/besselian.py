"""A solar eclipse on the fundamental plane: through the Earth's centre, square to the axis of the Moon's shadow.

In the plane x points east and y north, in equatorial radii. Axis and plane turn little in some hours, so polynomials
of time give at any moment all that a place needs to know whether it stands in the shadow.

Source: F. W. Bessel's elements as in the Explanatory Supplement to the Astronomical Almanac, 3rd ed. (2013), chapter
11, and J. Meeus, Elements of Solar Eclipses 1951-2200 (1989).
"""

from typing import NamedTuple

import numpy as np
from numpy.polynomial import chebyshev

from outer_skies.engine.events.shadows import (
    FLATTENING,
    MOON_RADIUS,
    MOON_RADIUS_UMBRAL,
    SUN_RADIUS,
    Approach,
    States,
    Values,
    approach,
    length,
    mean_obliquity_deg,
    states_at,
    to_equator,
)
from outer_skies.engine.events.syzygies import Syzygy
from outer_skies.engine.nutation import nutation_in_longitude_deg
from outer_skies.engine.rotation import obliquity_deg, sidereal_deg

HOURS = 24.0
_POLAR = 1 - FLATTENING  # the polar radius
REACH_HOURS = 3.6  # no eclipse lasts longer, anywhere on Earth, before or after its greatest moment
_NODES: Values = np.asarray(chebyshev.chebpts1(9), dtype=np.float64)
# From values at the nodes to a polynomial through them.
_TO_COEFFICIENTS = np.asarray(np.linalg.inv(chebyshev.chebvander(_NODES, _NODES.size - 1)), dtype=np.float64)


class Plane(NamedTuple):
    """The shadow at moments: where its axis meets the plane, the axis's direction, and the radii of its cones.

    `d` and `a` are the axis's declination and right ascension in radians; `l1` the radius of the penumbra in the
    plane, `l2` of the umbra, negative where the Moon covers more than the Sun; `tan1` and `tan2` how they narrow.
    """

    x: Values
    y: Values
    d: Values
    a: Values
    l1: Values
    l2: Values
    tan1: Values
    tan2: Values


class Footing(NamedTuple):
    """Where the axis meets the ground.

    `height` is that of the ground above the plane, along the axis, or of the horizon nearest to an axis that passes
    by; `miss` is how far the axis passes from the ground, negative where it does not.
    """

    height: Values
    miss: Values


def plane_of(at: States, near: Approach, tilt_deg: Values) -> Plane:
    """The plane of a new Moon's states, by the obliquity of date."""
    axis, offset = to_equator(near.axis, tilt_deg), to_equator(near.offset, tilt_deg)
    d, a = np.arcsin(axis[..., 2]), np.arctan2(axis[..., 1], axis[..., 0])
    apart = length(at.sun - at.moon)
    sine1, sine2 = (SUN_RADIUS + MOON_RADIUS) / apart, (SUN_RADIUS - MOON_RADIUS_UMBRAL) / apart
    cosine1, cosine2 = np.sqrt(1 - sine1**2), np.sqrt(1 - sine2**2)
    return Plane(
        x=offset[..., 1] * np.cos(a) - offset[..., 0] * np.sin(a),
        y=offset[..., 2] / np.cos(d),
        d=d,
        a=a,
        l1=(near.height * sine1 + MOON_RADIUS) / cosine1,
        l2=(near.height * sine2 - MOON_RADIUS_UMBRAL) / cosine2,
        tan1=sine1 / cosine1,
        tan2=sine2 / cosine2,
    )


def footing(plane: Plane) -> Footing:
    """Where the axis meets the ellipsoid: as the unit sphere, once the Earth's axis is stretched to its equator's."""
    sine, cosine = np.sin(plane.d), np.cos(plane.d)
    a = cosine**2 + (sine / _POLAR) ** 2
    b = plane.y * sine * cosine * (1 / _POLAR**2 - 1)
    c = plane.x**2 + plane.y**2 * (sine**2 + (cosine / _POLAR) ** 2)
    grazing = np.sqrt(a / (a * c - b**2))  # the part of the way from the Earth's centre at which an axis would graze
    under = b**2 - a * (c - 1)
    height = (np.sqrt(np.maximum(under, 0)) - b * np.where(under >= 0, 1.0, grazing)) / a
    return Footing(height, np.hypot(plane.x, plane.y) * (1 - grazing))


class Elements(NamedTuple):
    """The plane and the hour angle of the axis at Greenwich as polynomials of the hours from `jd_tt`, [-3.6, 3.6]."""

    jd_tt: float
    coefficients: Values

    def plane(self, hours: Values) -> Plane:
        """The plane at moments; in place of the right ascension the axis's hour angle at Greenwich, less than 0."""
        return Plane(*chebyshev.chebval(hours / REACH_HOURS, self.coefficients))

    def speeds(self, hours: Values) -> Plane:
        """The change of the plane's numbers an hour."""
        slopes = chebyshev.chebder(self.coefficients) / REACH_HOURS
        return Plane(*chebyshev.chebval(hours / REACH_HOURS, slopes))


def elements(jd_tt: float) -> Elements:
    """The elements around the greatest moment of a solar eclipse."""
    moments = jd_tt + _NODES * REACH_HOURS / HOURS
    plane = _planes(moments, obliquity_deg(moments), nutation_in_longitude_deg(moments))
    return _fitted(jd_tt, plane._replace(a=np.unwrap(np.radians(sidereal_deg(moments)) - plane.a)))


def elements_without_turning(jd_tt: float) -> Elements:
    """As `elements`, quicker, for what does not ask where on Earth: the hour angle is left at 0.

    The mean obliquity will do for the flattening of the Earth.
    """
    moments = jd_tt + _NODES * REACH_HOURS / HOURS
    plane = _planes(moments, mean_obliquity_deg(moments), np.zeros_like(moments))
    return _fitted(jd_tt, plane._replace(a=np.zeros_like(moments)))


def _planes(moments: Values, tilt_deg: Values, nutation_deg: Values) -> Plane:
    at = states_at(moments)
    near = approach(at, Syzygy.NEW)
    return plane_of(
        at, near._replace(axis=_nodded(near.axis, nutation_deg), offset=_nodded(near.offset, nutation_deg)), tilt_deg
    )


def _nodded(vector: Values, nutation_deg: Values) -> Values:
    """Vectors of the mean equinox, from the true one."""
    cosine, sine = np.cos(np.radians(nutation_deg)), np.sin(np.radians(nutation_deg))
    x, y, z = vector[:, 0], vector[:, 1], vector[:, 2]
    return np.stack((x * cosine - y * sine, x * sine + y * cosine, z), axis=-1)


def _fitted(jd_tt: float, plane: Plane) -> Elements:
    return Elements(jd_tt, _TO_COEFFICIENTS @ np.stack(plane, axis=-1))
