"""Chiron, Pholus and the four great asteroids, against orbits published by JPL and the Minor Planet Center."""

import pytest
from asked import cast_at_tt, position, seen_at_tt
from orbits import CHIRON_EPOCH, ORBITS, Elements, chiron_near_j2000, heliocentric, seen_on
from sphere import gap_deg

from outer_skies.engine.bodies import Body

ARCSECOND = 1.0 / 3600.0
ASTEROIDS = (Body.CHIRON, Body.PHOLUS, Body.CERES, Body.PALLAS, Body.JUNO, Body.VESTA)


@pytest.mark.parametrize("days", [-5.0, 0.0, 5.0])
@pytest.mark.parametrize("orbit", ORBITS, ids=lambda orbit: f"{orbit.body} at {orbit.epoch:.0f}")
def test_an_asteroid_is_on_its_published_orbit(orbit: Elements, days: float) -> None:
    jd_tt = orbit.epoch + days
    ours = seen_at_tt(jd_tt, orbit.body)
    theirs = seen_on(lambda jd: heliocentric(orbit, jd), jd_tt)
    assert abs(gap_deg(ours.longitude_deg, theirs.longitude_deg)) < 1.0 * ARCSECOND
    assert ours.latitude_deg == pytest.approx(theirs.latitude_deg, abs=1.0 * ARCSECOND)
    assert ours.distance_au == pytest.approx(theirs.distance_au, rel=1e-5)


@pytest.mark.parametrize("days", [-5.0, 0.0, 5.0])
def test_chiron_is_where_jpl_s_state_of_j2000_puts_it(days: float) -> None:
    ours = seen_at_tt(CHIRON_EPOCH + days, Body.CHIRON)
    theirs = seen_on(chiron_near_j2000, CHIRON_EPOCH + days)
    assert abs(gap_deg(ours.longitude_deg, theirs.longitude_deg)) < 0.3 * ARCSECOND
    assert ours.latitude_deg == pytest.approx(theirs.latitude_deg, abs=0.3 * ARCSECOND)
    assert ours.distance_au == pytest.approx(theirs.distance_au, abs=1e-5)


def test_every_body_beyond_the_planets_and_the_moon_s_points_has_an_orbit_here() -> None:
    assert {orbit.body for orbit in ORBITS} == set(ASTEROIDS) == set(Body) - set(list(Body)[:14])


@pytest.mark.parametrize("jd_tt", [2378400.0, 2598000.0])
def test_outside_the_years_of_the_files_asteroids_are_absent_and_planets_are_marked(jd_tt: float) -> None:
    chart = cast_at_tt(jd_tt, bodies=(*ASTEROIDS, Body.SUN))
    assert [found.body for found in chart.bodies] == [Body.SUN]
    assert position(chart, Body.SUN).ephemeris == "moshier"
    assert {note.code for note in chart.notes} >= {"analytical_theory", "bodies_absent"}
