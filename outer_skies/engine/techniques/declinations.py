"""Declinations, and who stands out of bounds: farther from the equator than the Sun can ever be that year.

The bound is the true obliquity of date, nutation included. Parallels and contraparallels are among the chart's
aspects.

Source: Kt Boehrer, Declination: The Other Dimension (1994).
"""

import msgspec

from outer_skies.engine.chart import Chart
from outer_skies.engine.ephemeris import obliquity_deg
from outer_skies.engine.sphere import to_equator
from outer_skies.engine.techniques.points import angle_points


class Declination(msgspec.Struct, frozen=True, gc=False):
    """How far a body or angle stands from the equator of date, north positive.

    `beyond_deg` is how far it stands out of bounds: the distance from the equator less the obliquity, or 0.
    """

    point: str
    declination_deg: float
    is_out_of_bounds: bool
    beyond_deg: float


class Declinations(msgspec.Struct, frozen=True):
    """The declination of every body, and of Ascendant and Midheaven if the chart has them; degrees."""

    obliquity_deg: float
    points: tuple[Declination, ...]


def find_declinations(chart: Chart) -> Declinations:
    """The declinations of a chart. Angles lie on the ecliptic and so are never out of bounds."""
    bound = obliquity_deg(chart.moment.jd_tt)
    turn = chart.ayanamsa_deg or 0.0
    bodies = [_declination(one.body, one.declination_deg, bound) for one in chart.bodies]
    angles = [
        Declination(key, to_equator(longitude + turn, 0.0, bound)[1], is_out_of_bounds=False, beyond_deg=0.0)
        for key, longitude in angle_points(chart)
    ]
    return Declinations(bound, (*bodies, *angles))


def _declination(point: str, declination_deg: float, bound_deg: float) -> Declination:
    beyond = abs(declination_deg) - bound_deg
    return Declination(point, declination_deg, beyond > 0, max(beyond, 0.0))
