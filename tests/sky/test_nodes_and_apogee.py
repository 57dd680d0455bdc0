"""The Moon's nodes and apogee, mean by Meeus' polynomials, true from the Moon's own orbit at the moment."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import atan2, degrees

import numpy as np
import pytest
from asked import cast, position
from skyfield_truth import moon_state, nutation_deg
from sphere import Vector, cosd, gap_deg, latitude_of, longitude_of, sind

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart

# G(Earth + Moon) in au^3/day^2, DE421: 4.0350323e5 km^3/s^2.
EARTH_AND_MOON = 403503.2355 * 86400.0**2 / 149597870.7**3
MOON_INCLINATION_DEG = 5.1453964  # Chapront and Chapront-Touzé (1991), Lunar Tables and Programs
ARCSECOND = 1.0 / 3600.0
POINTS = (Body.MEAN_NODE, Body.TRUE_NODE, Body.MEAN_LILITH, Body.TRUE_LILITH)
MOMENTS = tuple(datetime(1900, 2, 1, 5, tzinfo=UTC) + timedelta(days=547.3 * k) for k in range(100))
CHARTS = tuple(cast(utc, bodies=POINTS) for utc in MOMENTS)


def centuries(chart: Chart) -> float:
    return (chart.moment.jd_tt - 2451545.0) / 36525.0


def meeus_node_deg(t: float) -> float:
    """Astronomical Algorithms, 2nd ed., formula 47.7."""
    return 125.0445479 - 1934.1362891 * t + 0.0020754 * t**2 + t**3 / 467441.0 - t**4 / 60616000.0


def meeus_perigee_deg(t: float) -> float:
    """Astronomical Algorithms, 2nd ed., page 343, counted along the ecliptic to the node and on along the orbit."""
    return 83.3532465 + 4069.0137287 * t - 0.0103200 * t**2 - t**3 / 80053.0 + t**4 / 18999000.0


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.moment.utc[:10])
def test_the_mean_points_follow_the_published_polynomials(chart: Chart) -> None:
    t = centuries(chart)
    nutation = nutation_deg(chart.moment.jd_tt)[0]
    node = meeus_node_deg(t)
    assert abs(gap_deg(position(chart, Body.MEAN_NODE).longitude_deg, node + nutation)) < 0.2 * ARCSECOND
    along = meeus_perigee_deg(t) + 180.0 - node
    projected = node + degrees(atan2(cosd(MOON_INCLINATION_DEG) * sind(along), cosd(along)))
    lilith = position(chart, Body.MEAN_LILITH)
    assert abs(gap_deg(lilith.longitude_deg, projected + nutation)) < 1.0 * ARCSECOND
    assert sind(lilith.latitude_deg) == pytest.approx(sind(MOON_INCLINATION_DEG) * sind(along), abs=1e-6)


def osculating(chart: Chart) -> tuple[Vector, Vector]:
    """The orbit's pole, and the direction of its far end, from where the Moon is and how it moves."""
    place, velocity = moon_state(chart.moment.jd_tt)
    pole = np.cross(place, velocity)
    towards_perigee = np.cross(velocity, pole) / EARTH_AND_MOON - place / np.linalg.norm(place)
    return pole, -towards_perigee


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.moment.utc[:10])
def test_the_true_points_are_those_of_the_moon_s_orbit_at_the_moment(chart: Chart) -> None:
    pole, apogee = osculating(chart)
    node = degrees(atan2(pole[0], -pole[1]))
    assert abs(gap_deg(position(chart, Body.TRUE_NODE).longitude_deg, node)) < 0.1 * ARCSECOND
    lilith = position(chart, Body.TRUE_LILITH)
    assert abs(gap_deg(lilith.longitude_deg, longitude_of(apogee))) < 0.6 * ARCSECOND
    assert lilith.latitude_deg == pytest.approx(latitude_of(apogee), abs=0.1 * ARCSECOND)


def test_both_nodes_lie_on_the_ecliptic_and_keep_within_two_degrees_of_one_another() -> None:
    for chart in CHARTS:
        mean, true = position(chart, Body.MEAN_NODE), position(chart, Body.TRUE_NODE)
        assert mean.latitude_deg == pytest.approx(0.0, abs=1e-9)
        assert true.latitude_deg == pytest.approx(0.0, abs=1e-9)
        assert abs(gap_deg(mean.longitude_deg, true.longitude_deg)) < 1.9


def test_the_moon_crosses_the_ecliptic_at_the_true_node() -> None:
    """Where the Moon's latitude is zero on its way north, its longitude is the node's."""
    found = 0
    for start in MOMENTS[::10]:
        latitudes = []
        for hours in range(0, 24 * 28, 6):
            moon = position(cast(start + timedelta(hours=hours), bodies=(Body.MOON,)), Body.MOON)
            latitudes.append((moon.latitude_deg, start + timedelta(hours=hours)))
        for (before, at), (after, _) in pairwise(latitudes):
            if before < 0.0 <= after:
                crossing = at + timedelta(hours=6.0 * -before / (after - before))
                chart = cast(crossing, bodies=(Body.MOON, Body.TRUE_NODE))
                moon, node = position(chart, Body.MOON), position(chart, Body.TRUE_NODE)
                assert abs(gap_deg(moon.longitude_deg, node.longitude_deg)) < 0.02
                found += 1
    assert found >= 10
