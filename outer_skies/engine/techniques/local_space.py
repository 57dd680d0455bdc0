"""Local space: from the chart's place, the great circle over the Earth towards the azimuth of each body, and away.

The azimuth is that of the body's apparent geocentric place over the true horizon, without parallax or refraction; a
body below the horizon has the azimuth of the point of the horizon above it. Lines run on a sphere, to the antipode.

Source: Michael Erlewine, Local Space: Relocation Astrology; spherical astronomy.
"""

from collections.abc import Sequence
from enum import StrEnum

import msgspec
import numpy as np

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.great_circles import Line, Values, half_circles
from outer_skies.engine.horizon import azimuth_altitude_deg
from outer_skies.engine.techniques.astrocartography import equatorial_deg
from outer_skies.engine.techniques.needs import angles
from outer_skies.errors import Undefined

_HALF = 180.0


class Direction(StrEnum):
    """Which way a line leaves the place: towards the body's azimuth, or away from it."""

    TOWARDS = "towards"
    AWAY = "away"


class LocalSpaceProperties(msgspec.Struct, frozen=True, gc=False):
    """Whose line it is. `azimuth_deg` [0, 360), from north by east, and `altitude_deg` are the body's."""

    body: Body
    direction: Direction
    azimuth_deg: float
    altitude_deg: float


class LocalSpaceLine(msgspec.Struct, frozen=True, gc=False, tag="Feature", tag_field="type"):
    """One line as a feature of GeoJSON, from the place to its antipode."""

    geometry: Line
    properties: LocalSpaceProperties


class LocalSpaceMap(msgspec.Struct, frozen=True, tag="FeatureCollection", tag_field="type"):
    """The lines, two a body, in the order of the bodies."""

    utc: str
    north_latitude_deg: float
    east_longitude_deg: float
    features: tuple[LocalSpaceLine, ...]


def find_local_space(chart: Chart, bodies: Sequence[Body] | None = None) -> LocalSpaceMap:
    """The local space map of a chart. Raises Undefined without a place, or at a pole, and OutsideEphemeris."""
    place = chart.place
    if place is None:
        raise Undefined("This needs a place, which the chart does not have.")
    armc = angles(chart).armc_deg
    chosen = tuple(one.body for one in chart.bodies) if bodies is None else tuple(bodies)
    north, east = place.north_latitude_deg, place.east_longitude_deg
    seen = [
        azimuth_altitude_deg(right_ascension, declination, armc, north)
        for right_ascension, declination in equatorial_deg(chart.moment.jd_tt, chosen)
    ]
    azimuths = np.array([azimuth for azimuth, _ in seen])
    lines = half_circles(*_circles(north, east, np.concatenate((azimuths, azimuths + _HALF))))
    features = tuple(
        LocalSpaceLine(lines[index + shift], LocalSpaceProperties(body, direction, *seen[index]))
        for index, body in enumerate(chosen)
        for direction, shift in ((Direction.TOWARDS, 0), (Direction.AWAY, len(chosen)))
    )
    return LocalSpaceMap(chart.moment.utc, north, east, features)


def _circles(north_deg: float, east_deg: float, azimuth_deg: Values) -> tuple[Values, Values, Values]:
    """Poles (north, east) of the great circles that leave a place so, and how far along them it is, in degrees."""
    latitude, azimuth = np.radians(north_deg), np.radians(azimuth_deg)
    sine = np.cos(latitude) * np.sin(azimuth)
    pole_north = np.degrees(np.arcsin(np.clip(sine, -1.0, 1.0)))
    # The pole lies to the left of the way.
    pole_east = east_deg + np.degrees(np.arctan2(-np.cos(azimuth), -np.sin(latitude) * np.sin(azimuth)))
    along = np.degrees(np.arctan2(-np.cos(latitude) * np.cos(azimuth), np.sin(latitude)))
    return pole_north, pole_east, along
