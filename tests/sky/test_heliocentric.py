"""The planets around the Sun against Skyfield with DE421, and against Meeus' worked examples.

Meeus: Jean Meeus, Astronomical Algorithms, 2nd ed. (1998), examples 25.b, 32.a and 37.a. The first two give longitudes
of the mean equinox of date by VSOP87, so nutation (at most 19") is left over; the third gives Pluto on the ecliptic of
J2000.
"""

from datetime import UTC, datetime

import pytest
from precession import J2000, precession_since
from skyfield.framelib import ecliptic_frame
from skyfield_truth import EPHEMERIS, TARGETS, nutation_deg, time_of
from sphere import gap_deg

from outer_skies.engine.bodies import Body
from outer_skies.engine.ephemeris import heliocentric_rows
from outer_skies.engine.far_bodies import Planet
from outer_skies.engine.moments import moment_at

ARCSECOND = 1 / 3600
MOMENTS = [moment_at(datetime(year, 2, 11, 5, tzinfo=UTC)) for year in (1901, 1930, 1969, 2000, 2021, 2048)]
MEAN_OF_DATE = (  # planet, JD(TT), longitude, latitude, distance
    (Planet.EARTH, 2448908.5, 19.907372, -0.644 * ARCSECOND, 0.99760775),
    (Planet.VENUS, 2448976.5, 26.11428, -2.62070, 0.724603),
)


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.utc[:4])
@pytest.mark.parametrize("planet", list(Planet))
def test_a_planet_stands_around_the_sun_where_de421_has_it(planet: Planet, moment) -> None:
    target = "earth" if planet is Planet.EARTH else TARGETS[Body(planet.value)]
    there = (EPHEMERIS[target] - EPHEMERIS["sun"]).at(time_of(moment.jd_tt))
    latitude, longitude, distance = there.frame_latlon(ecliptic_frame)
    row = heliocentric_rows(moment.jd_tt, (planet,), None)[0]
    # The files hold planets, DE421 the outer ones' barycentres; orbits of Uranus and beyond have improved since.
    tolerance = (0.6 if planet in {Planet.URANUS, Planet.NEPTUNE, Planet.PLUTO} else 0.1) * ARCSECOND
    assert abs(gap_deg(row[0], longitude.degrees)) < tolerance
    assert abs(row[1] - latitude.degrees) < tolerance
    assert row[2] == pytest.approx(distance.au, rel=3e-6)


@pytest.mark.parametrize(("planet", "jd_tt", "longitude", "latitude", "distance"), MEAN_OF_DATE, ids=["25b", "32a"])
def test_meeus_examples_of_the_earth_and_venus(
    planet: Planet, jd_tt: float, longitude: float, latitude: float, distance: float
) -> None:
    row = heliocentric_rows(jd_tt, (planet,), None)[0]
    assert abs(gap_deg(row[0] - nutation_deg(jd_tt)[0], longitude)) < 1 * ARCSECOND
    assert abs(row[1] - latitude) < 1 * ARCSECOND
    assert row[2] == pytest.approx(distance, abs=2e-6)


def test_meeus_example_of_pluto() -> None:
    jd_tt = 2448908.5
    row = heliocentric_rows(jd_tt, (Planet.PLUTO,), None)[0]
    to_date = precession_since(J2000, jd_tt) + nutation_deg(jd_tt)[0]
    assert abs(gap_deg(row[0], 232.74071 + to_date)) < 3 * ARCSECOND
    assert abs(row[1] - 14.58782) < 3 * ARCSECOND
    assert row[2] == pytest.approx(29.711111, abs=5e-4)
