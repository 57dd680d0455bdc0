"""Positions from Skyfield with JPL's DE421: another library, another ephemeris, another precession and nutation.

The ephemeris comes inside the package skyfield-data; the table of the Earth's rotation inside Skyfield. Nothing is
fetched. DE421 covers 1899-07-29 to 2053-10-09.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import skyfield_data
from skyfield.api import Star, load, load_file, wgs84
from skyfield.framelib import ecliptic_frame, mean_equator_and_equinox_of_date
from skyfield.timelib import Time
from skyfield.vectorlib import VectorFunction

from outer_skies.engine.bodies import Body
from outer_skies.engine.places import Place

# The package's own function for this path warns when its table of the Earth's rotation, unused here, has aged.
EPHEMERIS = load_file(str(Path(skyfield_data.__file__).parent / "data" / "de421.bsp"))
TIMES = load.timescale(builtin=True)
UT_OF_JD_ZERO = datetime(2000, 1, 1, 12, tzinfo=UTC)

TARGETS = {
    Body.SUN: "sun",
    Body.MOON: "moon",
    Body.MERCURY: "mercury",
    Body.VENUS: "venus",
    Body.MARS: "mars",
    Body.JUPITER: "jupiter barycenter",
    Body.SATURN: "saturn barycenter",
    Body.URANUS: "uranus barycenter",
    Body.NEPTUNE: "neptune barycenter",
    Body.PLUTO: "pluto barycenter",
}


class Seen(NamedTuple):
    """Apparent place of date: degrees and astronomical units."""

    longitude_deg: float
    latitude_deg: float
    distance_au: float
    right_ascension_deg: float
    declination_deg: float


def time_of(jd_tt: float, delta_t_s: float | None = None) -> Time:
    """A Skyfield time; with a Delta T of the caller's the Earth is turned as the caller believes it is."""
    t = TIMES.tt_jd(jd_tt)
    if delta_t_s is not None:
        t.delta_t = delta_t_s
    return t


def utc_of_jd(jd_ut: float) -> datetime:
    return UT_OF_JD_ZERO + timedelta(days=jd_ut - 2451545.0)


def apparent_place(target: VectorFunction, t: Time, observer: Place | None = None) -> Seen:
    """Where a target stands, seen from the Earth's centre or from a place on the ground."""
    eye = EPHEMERIS["earth"]
    if observer is not None:
        eye += wgs84.latlon(observer.north_latitude_deg, observer.east_longitude_deg, observer.elevation_m)
    apparent = eye.at(t).observe(target).apparent()
    latitude, longitude, distance = apparent.frame_latlon(ecliptic_frame)
    right_ascension, declination, _ = apparent.radec("date")
    return Seen(longitude.degrees, latitude.degrees, distance.au, right_ascension.hours * 15.0, declination.degrees)


def places_of(body: Body, t: Time, observer: Place | None = None) -> Seen:
    """Where Sun, Moon or a planet stands."""
    return apparent_place(EPHEMERIS[TARGETS[body]], t, observer)


def star_longitude_deg(star: Star, jd_tt: float, *, apparent: bool) -> float:
    """Longitude on the true ecliptic and equinox of date, with or without aberration and deflection."""
    t = time_of(jd_tt)
    seen = EPHEMERIS["earth"].at(t).observe(star).apparent() if apparent else EPHEMERIS["sun"].at(t).observe(star)
    return float(seen.frame_latlon(ecliptic_frame)[1].degrees)


def star_mean_right_ascension_deg(star: Star, jd_tt: float) -> float:
    """Apparent right ascension on the mean equator and equinox of date."""
    seen = EPHEMERIS["earth"].at(time_of(jd_tt)).observe(star).apparent()
    return float(seen.frame_latlon(mean_equator_and_equinox_of_date)[1].degrees)


@cache
def nutation_deg(jd_tt: float) -> tuple[float, float]:
    """Nutation in longitude and in obliquity (IAU 2000A)."""
    longitude, obliquity = time_of(jd_tt)._nutation_angles_radians
    return float(np.degrees(longitude)), float(np.degrees(obliquity))


def apparent_sidereal_time_deg(jd_tt: float, delta_t_s: float) -> float:
    """Greenwich apparent sidereal time (IAU 2006/2000A) as an angle."""
    return float(time_of(jd_tt, delta_t_s).gast) * 15.0


def true_obliquity_deg(jd_tt: float) -> float:
    t = time_of(jd_tt)
    return float(np.degrees(t._mean_obliquity_radians)) + nutation_deg(jd_tt)[1]


def moon_state(jd_tt: float) -> tuple[np.ndarray, np.ndarray]:
    """The Moon's geometric position (au) and velocity (au/day) from the Earth's centre, true ecliptic of date."""
    t = time_of(jd_tt)
    turn = ecliptic_frame.rotation_at(t)
    state = (EPHEMERIS["moon"] - EPHEMERIS["earth"]).at(t)
    return turn @ state.position.au, turn @ state.velocity.au_per_d
