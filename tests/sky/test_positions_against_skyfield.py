"""Planets, Sun and Moon against Skyfield and JPL's DE421, 1900 to 2050."""

import random
from datetime import UTC, datetime, timedelta
from functools import cache

import numpy as np
import pytest
from asked import PLANETS, cast, position
from skyfield_truth import TIMES, places_of, time_of
from sphere import gap_deg

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.places import Place

OUTER = (Body.URANUS, Body.NEPTUNE, Body.PLUTO)
FAR_FROM_THE_CENTRE = (
    Place("Quito", -0.18, -78.47, 2850.0),
    Place("Halifax", 44.65, -63.57, 30.0),
    Place("Tromsø", 69.65, 18.96, 10.0),
    Place("Christchurch", -43.53, 172.64, 20.0),
)
ARCSECOND = 1.0 / 3600.0


@cache
def moments(first_year: int, last_year: int, count: int) -> tuple[datetime, ...]:
    """Evenly spread instants, each thrown off the grid by a fixed seed."""
    chance = random.Random(f"{first_year} to {last_year}")  # noqa: S311  a sample, not a secret
    start, end = datetime(first_year, 1, 3, tzinfo=UTC), datetime(last_year, 12, 28, tzinfo=UTC)
    step = (end - start) / count
    return tuple(start + step * (k + chance.random()) for k in range(count))


@cache
def charts(first_year: int, last_year: int, count: int) -> tuple[Chart, ...]:
    return tuple(cast(utc) for utc in moments(first_year, last_year, count))


def worst(ours: list[float], theirs: np.ndarray, around_deg: float = 360.0) -> float:
    """The widest gap in arcseconds."""
    half = around_deg / 2.0
    return float(np.max(np.abs((np.array(ours) - theirs + half) % around_deg - half))) * 3600.0


@pytest.mark.parametrize("body", PLANETS)
def test_a_body_stands_where_jpl_puts_it_at_the_same_terrestrial_time(body: Body) -> None:
    cast_then = charts(1900, 2049, 120)
    ours = [position(chart, body) for chart in cast_then]
    theirs = places_of(body, time_of(np.array([chart.moment.jd_tt for chart in cast_then])))
    allowed = 0.5 if body in OUTER else 0.1
    assert worst([p.longitude_deg for p in ours], theirs.longitude_deg) < allowed
    assert worst([p.latitude_deg for p in ours], theirs.latitude_deg) < allowed
    assert worst([p.right_ascension_deg for p in ours], theirs.right_ascension_deg) < allowed
    assert worst([p.declination_deg for p in ours], theirs.declination_deg) < allowed
    assert np.array([p.distance_au for p in ours]) == pytest.approx(theirs.distance_au, rel=1e-6)


@pytest.mark.parametrize("body", PLANETS)
def test_a_body_stands_where_jpl_puts_it_at_the_same_universal_time_up_to_2020(body: Body) -> None:
    cast_then = charts(1900, 2019, 60)
    ours = [position(chart, body) for chart in cast_then]
    theirs = places_of(body, TIMES.ut1_jd(np.array([chart.moment.jd_ut1 for chart in cast_then])))
    assert worst([p.longitude_deg for p in ours], theirs.longitude_deg) < 0.5
    assert worst([p.latitude_deg for p in ours], theirs.latitude_deg) < 0.5


@pytest.mark.parametrize("body", PLANETS)
def test_a_speed_is_what_jpl_s_longitude_does_in_a_day(body: Body) -> None:
    half_step = 0.02
    cast_then = charts(1900, 2049, 120)
    jd_tt = np.array([chart.moment.jd_tt for chart in cast_then])
    after = places_of(body, time_of(jd_tt + half_step)).longitude_deg
    before = places_of(body, time_of(jd_tt - half_step)).longitude_deg
    theirs = ((after - before + 180.0) % 360.0 - 180.0) / (2.0 * half_step)
    ours = [position(chart, body).speed_deg_per_day for chart in cast_then]
    assert ours == pytest.approx(theirs, abs=2e-4 if body is Body.MOON else 2e-5)
    assert [position(chart, body).is_retrograde for chart in cast_then] == [bool(speed < 0.0) for speed in theirs]


@pytest.mark.parametrize("place", FAR_FROM_THE_CENTRE, ids=lambda place: place.name)
@pytest.mark.parametrize("body", [Body.MOON, Body.SUN, Body.VENUS, Body.MARS])
def test_seen_from_the_ground_a_body_stands_where_skyfield_sees_it_from_there(body: Body, place: Place) -> None:
    # The Moon's parallax shows up to 300 m of the observer's own place, here 0.13 arcseconds between the libraries.
    allowed = (0.2 if body is Body.MOON else 0.1) * ARCSECOND
    for utc in moments(1950, 2019, 15):
        chart = cast(utc, place, bodies=(body,), topocentric=True)
        ours = position(chart, body)
        theirs = places_of(body, time_of(chart.moment.jd_tt, chart.moment.delta_t_s), place)
        assert abs(gap_deg(ours.longitude_deg, theirs.longitude_deg)) < allowed
        assert ours.latitude_deg == pytest.approx(theirs.latitude_deg, abs=allowed)
        assert ours.declination_deg == pytest.approx(theirs.declination_deg, abs=allowed)
        assert ours.distance_au == pytest.approx(theirs.distance_au, rel=2e-6)


def test_the_moon_seen_from_the_ground_differs_from_the_centre_s_by_up_to_a_degree() -> None:
    gaps = []
    for utc in moments(1950, 2019, 15):
        for place in FAR_FROM_THE_CENTRE:
            centre = position(cast(utc, place, bodies=(Body.MOON,)), Body.MOON).longitude_deg
            ground = position(cast(utc, place, bodies=(Body.MOON,), topocentric=True), Body.MOON).longitude_deg
            gaps.append(abs(gap_deg(centre, ground)))
    assert 0.5 < max(gaps) < 1.1


def test_universal_and_terrestrial_time_differ_by_delta_t() -> None:
    for chart in charts(1900, 2049, 120):
        moment = chart.moment
        assert (moment.jd_tt - moment.jd_ut1) * 86400.0 == pytest.approx(moment.delta_t_s, abs=1e-4)
        gap = utc_gap(chart)
        assert abs(gap) < timedelta(seconds=0.95)


def utc_gap(chart: Chart) -> timedelta:
    """UT1 less UTC, which leap seconds keep below 0.9 s since 1972."""
    utc = datetime.fromisoformat(chart.moment.utc)
    ut1 = datetime(2000, 1, 1, 12, tzinfo=UTC) + timedelta(days=chart.moment.jd_ut1 - 2451545.0)
    return ut1 - utc
