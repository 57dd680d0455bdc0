"""Astrocartography: the lines on Earth along which each body rises, culminates, sets or anti-culminates at a moment.

The lines are in mundo: of the body's own right ascension and declination, geocentric, its centre on the true horizon
without refraction. On request they are in zodiaco instead, of the point of the ecliptic that has the body's longitude.
Rising and setting lines are the two halves of one great circle. They end, and meet, at the latitudes beyond which the
body neither rises nor sets; the meridians of culmination go from pole to pole whether it is up there or not.

Source: Jim Lewis, Astro*Carto*Graphy (1976); spherical astronomy.
"""

from collections.abc import Sequence

import msgspec
import numpy as np

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.ephemeris import frame, obliquity_deg, sight
from outer_skies.engine.great_circles import Line, east_deg, half_circles, meridians
from outer_skies.engine.horizon import Corner
from outer_skies.engine.house_systems import HouseSystem
from outer_skies.engine.moments import Moment
from outer_skies.engine.sphere import to_equator


class AngularProperties(msgspec.Struct, frozen=True, gc=False):
    """Which body passes which corner along a line, and the point on Earth that has the body in the zenith."""

    body: Body
    corner: Corner
    zenith_north_latitude_deg: float
    zenith_east_longitude_deg: float


class AngularLine(msgspec.Struct, frozen=True, gc=False, tag="Feature", tag_field="type"):
    """One line as a feature of GeoJSON."""

    geometry: Line
    properties: AngularProperties


class AngularMap(msgspec.Struct, frozen=True, tag="FeatureCollection", tag_field="type"):
    """The lines, four a body, in the order of the bodies."""

    utc: str
    in_mundo: bool
    features: tuple[AngularLine, ...]


def greenwich_sidereal_deg(moment: Moment) -> float:
    """Apparent sidereal time at Greenwich in degrees [0, 360)."""
    return frame(moment.jd_ut1, 0.0, 0.0, HouseSystem.EQUAL).armc_deg


def equatorial_deg(jd_tt: float, bodies: Sequence[Body], *, in_mundo: bool = True) -> list[tuple[float, float]]:
    """Right ascension and declination of the bodies, or of their points of the ecliptic."""
    seen = sight(jd_tt, bodies)
    if in_mundo:
        return [(one.right_ascension_deg, one.declination_deg) for one in seen]
    tilt = obliquity_deg(jd_tt)
    return [to_equator(one.longitude_deg, 0.0, tilt) for one in seen]


def find_astrocartography(chart: Chart, bodies: Sequence[Body] | None = None, *, in_mundo: bool = True) -> AngularMap:
    """The map of the chart's moment, of its bodies or of those asked for. Raises OutsideEphemeris."""
    chosen = tuple(one.body for one in chart.bodies) if bodies is None else tuple(bodies)
    places = equatorial_deg(chart.moment.jd_tt, chosen, in_mundo=in_mundo)
    greenwich = greenwich_sidereal_deg(chart.moment)
    north = [declination for _, declination in places]
    east = east_deg([right_ascension - greenwich for right_ascension, _ in places])
    # West of the point below the body it rises, from the northernmost point of the circle to the southernmost.
    halves = half_circles(np.array(north * 2), np.array(east * 2), np.repeat([0.0, 180.0], len(chosen)))
    lines = {
        Corner.RISING: halves[: len(chosen)],
        Corner.CULMINATING: meridians(east),
        Corner.SETTING: halves[len(chosen) :],
        Corner.ANTI_CULMINATING: meridians([longitude + 180.0 for longitude in east]),
    }
    features = [
        AngularLine(lines[corner][index], AngularProperties(body, corner, north[index], east[index]))
        for index, body in enumerate(chosen)
        for corner in Corner
    ]
    return AngularMap(chart.moment.utc, in_mundo, tuple(features))
