"""One solar eclipse on the whole Earth: where its shadow falls, and from when to when.

Source: Explanatory Supplement to the Astronomical Almanac, 3rd ed. (2013), chapter 11; J. Meeus, Elements of Solar
Eclipses 1951-2200 (1989), for the width of the path and the duration.
"""

from functools import lru_cache

import msgspec
import numpy as np

from outer_skies.engine.events.besselian import REACH_HOURS, Elements, Plane, elements, footing
from outer_skies.engine.events.contacts import HOURS, Contact, ContactName, contact, passes_zero
from outer_skies.engine.events.event import Event, EventKind
from outer_skies.engine.events.shadows import FLATTENING, Values
from outer_skies.engine.moments import utc_text
from outer_skies.errors import InvalidInput, Undefined

_RADIUS_KM = 6378.137
_HALF_PATH_STEPS = 40
_HOUR_S = 3600


class SolarEclipse(msgspec.Struct, frozen=True):
    """An eclipse on the whole Earth.

    Greatest eclipse is at the coordinates, or where the Sun is on the horizon nearest to the shadow; the Sun's
    altitude and its azimuth, from north by east, are those there, in degrees. `path_width_km` and `duration_s`, of
    totality or of the ring on the central line, belong to that moment and are None where the axis misses the ground.
    """

    event: Event
    north_latitude_deg: float
    east_longitude_deg: float
    sun_altitude_deg: float
    sun_azimuth_deg: float
    path_width_km: float | None
    duration_s: float | None
    contacts: tuple[Contact, ...]


class PathPoint(msgspec.Struct, frozen=True):
    """Where the shadow's axis meets the ground at a moment, the Sun's altitude and how long it is total or a ring."""

    utc: str
    jd_tt: float
    north_latitude_deg: float
    east_longitude_deg: float
    sun_altitude_deg: float
    duration_s: float


@lru_cache(maxsize=64)
def elements_of(event: Event) -> Elements:
    """The elements of a solar eclipse. Raises InvalidInput beside "event" for any other event."""
    if event.kind is not EventKind.SOLAR_ECLIPSE:
        raise InvalidInput("This is asked of a solar eclipse.", field="event")
    return elements(event.jd_tt)


def solar_eclipse(event: Event) -> SolarEclipse:
    """Where and when the shadow falls, to a second and to 0.01 degrees, or 0.1 where the axis misses the ground.

    Raises InvalidInput beside "event" for any other event.
    """
    of = elements_of(event)
    now = np.zeros(1)
    plane = of.plane(now)
    latitude, longitude = (float(column[0]) for column in _ground_deg(plane))
    altitude, azimuth = (float(column[0]) for column in sun_deg(plane, latitude, longitude))
    width, duration = (float(column[0]) for column in _width_and_duration(of, now))
    return SolarEclipse(
        event,
        latitude,
        longitude,
        altitude,
        azimuth,
        width if event.is_central else None,
        duration if event.is_central else None,
        tuple(contact(name, event.jd_tt + hours / HOURS) for name, hours in _contacts(of)),
    )


def central_line(event: Event) -> tuple[PathPoint, ...]:
    """The path of the axis over the ground, from its first touch to its last. Raises Undefined where it misses."""
    of = elements_of(event)
    ends = [hours for name, hours in _contacts(of) if name in {ContactName.AXIS_BEGINS, ContactName.AXIS_ENDS}]
    if not ends:
        raise Undefined("The axis of this eclipse's shadow misses the Earth: it has no central line.")
    # Closer together towards the ends, where the shadow runs fastest over the ground.
    turns = np.linspace(-np.pi / 2, np.pi / 2, 2 * _HALF_PATH_STEPS + 1)
    hours = (ends[0] + ends[1]) / 2 + (ends[1] - ends[0]) / 2 * np.sin(turns)
    plane = of.plane(hours)
    latitudes, longitudes = _ground_deg(plane)
    altitudes, _ = sun_deg(plane, latitudes, longitudes)
    _, durations = _width_and_duration(of, hours)
    moments = event.jd_tt + hours / HOURS
    rows = zip(*(column.tolist() for column in (moments, latitudes, longitudes, altitudes, durations)), strict=True)
    return tuple(PathPoint(utc_text(moment), moment, *rest) for moment, *rest in rows)


def sun_deg(
    plane: Plane, north_latitude_deg: Values | float, east_longitude_deg: Values | float
) -> tuple[Values, Values]:
    """Altitude without refraction and azimuth from north by east of the shadow's axis, which points to the Sun."""
    latitude, hour_angle = np.radians(north_latitude_deg), plane.a + np.radians(east_longitude_deg)
    sine, cosine = np.sin(plane.d), np.cos(plane.d)
    up = np.sin(latitude) * sine + np.cos(latitude) * cosine * np.cos(hour_angle)
    north = np.cos(latitude) * sine - np.sin(latitude) * cosine * np.cos(hour_angle)
    return np.degrees(np.arcsin(np.clip(up, -1, 1))), np.degrees(np.arctan2(-cosine * np.sin(hour_angle), north)) % 360


def _contacts(of: Elements) -> list[tuple[ContactName, float]]:
    """The moments in order, in hours from the greatest."""

    def penumbra(hours: Values) -> Values:
        plane = of.plane(hours)
        return footing(plane).miss - plane.l1

    def umbra(hours: Values) -> Values:
        plane = of.plane(hours)
        return footing(plane).miss - np.abs(plane.l2)

    def axis(hours: Values) -> Values:
        return footing(of.plane(hours)).miss

    found = [(ContactName.GREATEST, 0.0)]
    for misses, begins, ends in (
        (penumbra, ContactName.PENUMBRA_BEGINS, ContactName.PENUMBRA_ENDS),
        (umbra, ContactName.UMBRA_BEGINS, ContactName.UMBRA_ENDS),
        (axis, ContactName.AXIS_BEGINS, ContactName.AXIS_ENDS),
    ):
        for name, start, end in ((begins, -REACH_HOURS, 0.0), (ends, 0.0, REACH_HOURS)):
            found += [(name, hours) for hours in passes_zero(misses, start, end)]
    return sorted(found, key=lambda one: one[1])


def _ground_deg(plane: Plane) -> tuple[Values, Values]:
    """Latitude and longitude of the ground under the axis, or of the horizon nearest to an axis that passes by."""
    height, miss = footing(plane)
    distance = np.hypot(plane.x, plane.y)
    inward = np.where(miss > 0, 1 - miss / np.maximum(distance, miss), 1.0)
    x, y = plane.x * inward, plane.y * inward
    sine, cosine = np.sin(plane.d), np.cos(plane.d)
    outward, upward = height * cosine - y * sine, height * sine + y * cosine
    latitude = np.arctan2(upward, (1 - FLATTENING) ** 2 * np.hypot(outward, x))
    longitude = np.arctan2(x, outward) - plane.a
    return np.degrees(latitude), (np.degrees(longitude) + 180) % 360 - 180


def _width_and_duration(of: Elements, hours: Values) -> tuple[Values, Values]:
    """Width of the path in km, and duration on the central line in seconds."""
    plane, speed = of.plane(hours), of.speeds(hours)
    height = footing(plane).height
    sine, cosine = np.sin(plane.d), np.cos(plane.d)
    eastward = speed.x - speed.a * (height * cosine - plane.y * sine)
    northward = speed.y - (speed.a * plane.x * sine - speed.d * height)
    pace = np.hypot(eastward, northward)
    umbra = np.abs(plane.l2 - height * plane.tan2)
    slant = np.hypot(height, (plane.x * eastward + plane.y * northward) / pace)
    return 2 * _RADIUS_KM * umbra / slant, 2 * _HOUR_S * umbra / pace
