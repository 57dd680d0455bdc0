"""Lines of the maps against Skyfield: what an observer on them sees, by another library and another ephemeris.

Skyfield puts the observer on the WGS84 ellipsoid, so that bodies stand lower than the maps have them by their parallax:
the Moon by up to 57', the others by seconds.
"""

from datetime import UTC, datetime
from math import asin, cos, degrees, radians, sin

import pytest
from skyfield.api import wgs84
from skyfield_truth import EPHEMERIS, TARGETS, time_of

from outer_skies.engine.chart import Chart, cast_chart
from outer_skies.engine.great_circles import LineString
from outer_skies.engine.horizon import Corner
from outer_skies.engine.moments import moment_at
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.astrocartography import find_astrocartography
from outer_skies.engine.techniques.local_space import Direction, find_local_space
from outer_skies.engine.techniques.paran_latitudes import find_paran_latitudes

MOMENTS = [
    datetime(1930, 1, 3, 2, tzinfo=UTC),
    datetime(1969, 7, 20, 20, 17, tzinfo=UTC),
    datetime(2024, 4, 8, 18, tzinfo=UTC),
]
EARTH_RADIUS_AU = 6378.14 / 149597870.7


def chart_of(utc: datetime) -> Chart:
    return cast_chart(moment_at(utc), Place("Boston", 42.36, -71.06))


def seen_from(chart: Chart, body, north: float, east: float) -> tuple[float, float]:
    """Altitude freed from parallax, and azimuth, in degrees."""
    t = time_of(chart.moment.jd_tt, chart.moment.delta_t_s)
    seen = (EPHEMERIS["earth"] + wgs84.latlon(north, east)).at(t).observe(EPHEMERIS[TARGETS[body]]).apparent()
    altitude, azimuth, distance = seen.altaz()
    parallax = degrees(asin(EARTH_RADIUS_AU / distance.au)) * cos(radians(altitude.degrees))
    return altitude.degrees + parallax, azimuth.degrees


@pytest.mark.parametrize("utc", MOMENTS, ids=lambda utc: str(utc.year))
@pytest.mark.parametrize("body", list(TARGETS))
def test_skyfield_sees_the_body_rise_set_and_culminate_on_its_lines(body, utc: datetime) -> None:
    chart = chart_of(utc)
    for line in find_astrocartography(chart, (body,)).features:
        geometry, corner = line.geometry, line.properties.corner
        parts = [geometry.coordinates] if isinstance(geometry, LineString) else geometry.coordinates
        if corner in {Corner.CULMINATING, Corner.ANTI_CULMINATING}:
            east = parts[0][0][0]
            _, azimuth = seen_from(chart, body, -55.0, east)
            assert min(azimuth % 180, -azimuth % 180) < 0.01
            continue
        for east, north in [vertex for part in parts for vertex in part][::23]:
            altitude, azimuth = seen_from(chart, body, north, east)
            assert abs(altitude) < 0.01  # the Earth is not round: the Moon's parallax is off by a few seconds
            on_meridian = abs(sin(radians(azimuth))) < 0.01
            assert on_meridian or (azimuth < 180) == (corner is Corner.RISING)


@pytest.mark.parametrize("utc", MOMENTS, ids=lambda utc: str(utc.year))
def test_skyfield_sees_the_bodies_where_local_space_lines_lead(utc: datetime) -> None:
    chart = chart_of(utc)
    for line in find_local_space(chart, list(TARGETS)).features:
        if line.properties.direction is Direction.TOWARDS:
            altitude, azimuth = seen_from(chart, line.properties.body, 42.36, -71.06)
            assert line.properties.altitude_deg == pytest.approx(altitude, abs=0.02)  # as above
            assert (line.properties.azimuth_deg - azimuth + 180) % 360 - 180 == pytest.approx(0, abs=0.02)


def test_skyfield_sees_both_bodies_on_the_horizon_at_a_paran() -> None:
    chart = chart_of(MOMENTS[2])
    bodies = {body.value: body for body in TARGETS}
    on_horizon = [
        line.properties
        for line in find_paran_latitudes(chart, list(TARGETS)).features
        if {line.properties.a_corner, line.properties.b_corner} <= {Corner.RISING, Corner.SETTING}
    ]
    assert len(on_horizon) == 90
    for told in on_horizon[::4]:
        for key in (told.a, told.b):
            altitude, _ = seen_from(chart, bodies[key], told.north_latitude_deg, told.east_longitude_deg)
            assert abs(altitude) < 0.01
