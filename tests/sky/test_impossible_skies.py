"""What no sky can show: bounds that celestial mechanics sets, looked for over the years of the ephemeris files."""

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from asked import cast, position
from sphere import gap_deg

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart

MOMENTS = tuple(datetime(1801, 1, 5, tzinfo=UTC) + timedelta(days=72.71 * k) for k in range(3000))
BODIES = tuple(Body)[:14]


@cache
def skies() -> tuple[Chart, ...]:
    return tuple(cast(utc, bodies=BODIES, aspects=()) for utc in MOMENTS)


def values(body: Body, name: str) -> list[float]:
    return [getattr(position(chart, body), name) for chart in skies()]


def elongations(body: Body) -> list[float]:
    return [
        abs(gap_deg(position(chart, body).longitude_deg, position(chart, Body.SUN).longitude_deg)) for chart in skies()
    ]


@pytest.mark.parametrize(("body", "limit"), [(Body.MERCURY, 28.6), (Body.VENUS, 47.9)])
def test_the_inner_planets_stay_near_the_sun_and_reach_their_limit(body: Body, limit: float) -> None:
    assert limit - 1.5 < max(elongations(body)) < limit


@pytest.mark.parametrize("body", list(BODIES)[4:10])
def test_the_outer_planets_do_not(body: Body) -> None:
    assert max(elongations(body)) > 179.0


def test_the_sun_keeps_to_the_ecliptic() -> None:
    assert max(map(abs, values(Body.SUN, "latitude_deg"))) < 1.3 / 3600.0


# Greatest geocentric latitudes: the inclination, seen from the Earth at the nearest.
@pytest.mark.parametrize(
    ("body", "limit"),
    [
        (Body.MOON, 5.31),
        (Body.MERCURY, 5.1),
        (Body.VENUS, 8.9),
        (Body.MARS, 6.9),
        (Body.JUPITER, 1.7),
        (Body.SATURN, 2.9),
        (Body.URANUS, 0.9),
        (Body.NEPTUNE, 1.9),
        (Body.PLUTO, 17.8),
        (Body.MEAN_NODE, 1e-9),
        (Body.TRUE_NODE, 1e-9),
        (Body.MEAN_LILITH, 5.16),
        (Body.TRUE_LILITH, 5.35),
    ],
)
def test_no_body_strays_further_from_the_ecliptic_than_its_orbit_allows(body: Body, limit: float) -> None:
    reached = max(map(abs, values(body, "latitude_deg")))
    assert reached <= limit
    assert reached >= 0.9 * limit or limit < 1e-6


@pytest.mark.parametrize(
    ("body", "nearest", "farthest"),
    [
        (Body.SUN, 0.9831, 1.0169),
        (Body.MOON, 356350.0 / 149597870.7, 406750.0 / 149597870.7),
        (Body.MERCURY, 0.549, 1.452),
        (Body.VENUS, 0.264, 1.737),
        (Body.MARS, 0.372, 2.677),
        (Body.JUPITER, 3.93, 6.47),
        (Body.SATURN, 7.97, 11.10),
        (Body.URANUS, 17.2, 21.2),
        (Body.NEPTUNE, 28.7, 31.4),
        (Body.PLUTO, 28.6, 50.4),
    ],
)
def test_distances_keep_within_the_orbits(body: Body, nearest: float, farthest: float) -> None:
    distances = values(body, "distance_au")
    assert nearest < min(distances)
    assert max(distances) < farthest


# Degrees a day, the slowest and the fastest.
@pytest.mark.parametrize(
    ("body", "slowest", "fastest"),
    [
        (Body.SUN, 0.9525, 1.0200),
        (Body.MOON, 11.70, 15.45),
        (Body.MERCURY, -1.40, 2.21),
        (Body.VENUS, -0.64, 1.27),
        (Body.MARS, -0.41, 0.80),
        (Body.JUPITER, -0.14, 0.25),
        (Body.SATURN, -0.09, 0.14),
        (Body.MEAN_NODE, -0.0532, -0.0526),
        (Body.MEAN_LILITH, 0.10, 0.13),
    ],
)
def test_speeds_keep_within_the_orbits(body: Body, slowest: float, fastest: float) -> None:
    speeds = values(body, "speed_deg_per_day")
    assert slowest < min(speeds)
    assert max(speeds) < fastest
    assert values(body, "is_retrograde") == [speed < 0.0 for speed in speeds]


def test_sun_and_moon_never_go_backwards_and_the_mean_node_never_forwards() -> None:
    assert not any(values(Body.SUN, "is_retrograde"))
    assert not any(values(Body.MOON, "is_retrograde"))
    assert all(values(Body.MEAN_NODE, "is_retrograde"))


# The share of time spent going backwards (Meeus, Mathematical Astronomy Morsels; from the synodic arcs).
@pytest.mark.parametrize(
    ("body", "share"),
    [
        (Body.MERCURY, 0.19),
        (Body.VENUS, 0.07),
        (Body.MARS, 0.093),
        (Body.JUPITER, 0.302),
        (Body.SATURN, 0.364),
        (Body.URANUS, 0.41),
        (Body.NEPTUNE, 0.43),
        (Body.PLUTO, 0.44),
    ],
)
def test_a_planet_goes_backwards_as_often_as_its_orbit_says(body: Body, share: float) -> None:
    backwards = values(body, "is_retrograde")
    assert sum(backwards) / len(backwards) == pytest.approx(share, abs=0.02)


def test_an_outer_planet_goes_backwards_at_opposition_and_forwards_at_conjunction() -> None:
    for body in list(BODIES)[4:10]:
        for chart in skies():
            planet = position(chart, body)
            elongation = abs(gap_deg(planet.longitude_deg, position(chart, Body.SUN).longitude_deg))
            if elongation > 170.0:
                assert planet.is_retrograde
            if elongation < 40.0:
                assert not planet.is_retrograde


def test_declinations_keep_within_obliquity_and_inclination() -> None:
    assert max(map(abs, values(Body.SUN, "declination_deg"))) < 23.47
    assert 28.0 < max(map(abs, values(Body.MOON, "declination_deg"))) < 28.73


def test_no_longitude_is_below_zero_or_full_circle() -> None:
    for body in BODIES:
        for name in ("longitude_deg", "right_ascension_deg"):
            found = values(body, name)
            assert min(found) >= 0.0
            assert max(found) < 360.0
