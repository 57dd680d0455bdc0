"""Strips stand where the library does, at any instant, for every body, in every century."""

import numpy as np
import pytest

from outer_skies.engine import strips
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import ALL_BODIES, FILES_ONLY, Body
from outer_skies.engine.ephemeris import (
    FILES_END_JD_TT,
    FILES_START_JD_TT,
    THEORY_END_JD_TT,
    THEORY_START_JD_TT,
    Sighting,
    sight,
)
from outer_skies.engine.search import crossings, wrapped_deg
from outer_skies.errors import OutsideEphemeris, Undefined

Values = strips.Values
ARC_SECOND_DEG = 1 / 3600
BOUND_DEG = {Body.MOON: 0.1 * ARC_SECOND_DEG}
USUAL_BOUND_DEG = 0.05 * ARC_SECOND_DEG
SPEED_BOUND_DEG = {Body.TRUE_NODE: 0.5 * ARC_SECOND_DEG, Body.TRUE_LILITH: 0.5 * ARC_SECOND_DEG}
USUAL_SPEED_BOUND_DEG = 0.1 * ARC_SECOND_DEG
# The analytical theory's own answers for it scatter by more than a minute of arc from one second to the next.
ROUGH = Body.TRUE_LILITH
RNG_SEED = 20260
WINDOWS = {
    "antiquity": (THEORY_START_JD_TT, 1_800_000.0),
    "before the files": (FILES_START_JD_TT - 4000.0, FILES_START_JD_TT),
    "first years of the files": (FILES_START_JD_TT, FILES_START_JD_TT + 2000.0),
    "the files": (FILES_START_JD_TT, FILES_END_JD_TT),
    "last years of the files": (FILES_END_JD_TT - 2000.0, FILES_END_JD_TT),
    "after the files": (FILES_END_JD_TT, FILES_END_JD_TT + 4000.0),
    "the far future": (2_700_000.0, THEORY_END_JD_TT),
}


def instants(start: float, end: float, count: int) -> Values:
    rng = np.random.default_rng(RNG_SEED)
    return start + (end - start) * rng.random(count) * (1 - 1e-12)


def by_library(body: Body, jd_tt: Values) -> Sighting:
    """Columns of sightings, as one sighting of arrays."""
    return Sighting(*np.array([sight(one, (body,))[0] for one in jd_tt.tolist()]).T)


def apart(a: Values, b: Values) -> float:
    return float(np.abs(wrapped_deg(a - b)).max())


@pytest.mark.parametrize("body", ALL_BODIES)
@pytest.mark.parametrize("window", WINDOWS)
def test_every_body_stands_where_the_library_has_it(body: Body, window: str) -> None:
    start, end = WINDOWS[window]
    is_files = start >= FILES_START_JD_TT and end <= FILES_END_JD_TT
    if not is_files and (body in FILES_ONLY or body is ROUGH):
        return
    jd_tt = instants(start, end, 60 if window == "the files" else 12)
    truth, bound = by_library(body, jd_tt), BOUND_DEG.get(body, USUAL_BOUND_DEG)
    # The theory's Moon is summed from fewer terms, and its osculating node trembles by 0.06".
    bound *= 1.0 if is_files or body is not Body.TRUE_NODE else 2.0
    right_ascension = strips.right_ascension_deg(body, jd_tt)
    on_sky = np.cos(np.radians(truth.declination_deg))
    assert apart(strips.longitude_deg(body, jd_tt), truth.longitude_deg) < bound
    assert apart(strips.latitude_deg(body, jd_tt), truth.latitude_deg) < bound
    assert apart(strips.declination_deg(body, jd_tt), truth.declination_deg) < bound
    assert (np.abs(wrapped_deg(right_ascension - truth.right_ascension_deg)) * on_sky < bound).all()
    assert np.abs(strips.distance_au(body, jd_tt) - truth.distance_au).max() < 1e-7
    assert ((right_ascension >= 0) & (right_ascension < 360)).all()


@pytest.mark.parametrize("body", ALL_BODIES)
def test_speeds_are_those_of_the_library_s_own_positions(body: Body) -> None:
    jd_tt, h = instants(FILES_START_JD_TT + 1, FILES_END_JD_TT - 1, 40), 0.005
    if body in SPEED_BOUND_DEG:
        # Where two pieces of the Moon's file meet, the osculating orbit jumps and has no speed.
        since = (jd_tt - strips.MOON_FILE_START_JD_TT) % strips.MOON_FILE_PIECE_DAYS
        jd_tt = jd_tt[(since > 2 * h) & (since < strips.MOON_FILE_PIECE_DAYS - 2 * h)]
    before, after = by_library(body, jd_tt - h), by_library(body, jd_tt + h)
    bound = SPEED_BOUND_DEG.get(body, USUAL_SPEED_BOUND_DEG)
    speed = wrapped_deg(np.asarray(after.longitude_deg) - before.longitude_deg) / (2 * h)
    assert np.abs(strips.speed_deg_per_day(body, jd_tt) - speed).max() < bound
    rise = (np.asarray(after.latitude_deg) - before.latitude_deg) / (2 * h)
    assert np.abs(strips.latitude_speed_deg_per_day(body, jd_tt) - rise).max() < bound
    rise = (np.asarray(after.declination_deg) - before.declination_deg) / (2 * h)
    assert np.abs(strips.declination_speed_deg_per_day(body, jd_tt) - rise).max() < bound


@pytest.mark.parametrize("body", [Body.MERCURY, Body.VENUS, Body.MARS, Body.JUPITER, Body.SATURN, Body.URANUS])
def test_planets_behind_the_sun_stand_where_its_gravity_bends_their_light(body: Body) -> None:
    """Within a degree of the Sun light is bent by half a second of arc and more, and by less behind its disc."""

    def ahead_of_sun(jd_tt: Values) -> Values:
        return wrapped_deg(strips.longitude_deg(body, jd_tt) - strips.longitude_deg(Body.SUN, jd_tt))

    meetings = [one.jd_tt for one in crossings(ahead_of_sun, 2415020.5, 2423000.5, 5.0)]
    jd_tt = np.concatenate([np.array(meetings) + days for days in np.arange(-1.97, 2.0, 0.125)])
    truth = by_library(body, jd_tt)
    assert apart(strips.longitude_deg(body, jd_tt), truth.longitude_deg) < USUAL_BOUND_DEG
    assert apart(strips.latitude_deg(body, jd_tt), truth.latitude_deg) < USUAL_BOUND_DEG


@pytest.mark.parametrize("body", [Body.TRUE_NODE, Body.TRUE_LILITH])
def test_osculating_points_jump_where_the_library_lets_them_jump(body: Body) -> None:
    joints = strips.MOON_FILE_START_JD_TT + strips.MOON_FILE_PIECE_DAYS * np.arange(2600, 2660)
    for days in (-0.01, 0.01):
        truth = by_library(body, joints + days)
        assert apart(strips.longitude_deg(body, joints + days), truth.longitude_deg) < USUAL_BOUND_DEG


@pytest.mark.parametrize(
    "ayanamsa", [Ayanamsa.LAHIRI, Ayanamsa.TRUE_CITRA, Ayanamsa.J2000, Ayanamsa.GALALIGN_MARDYKS, Ayanamsa.GALCENT_0SAG]
)
@pytest.mark.parametrize("body", [Body.MOON, Body.MARS, Body.PALLAS])
def test_sidereal_strips_are_measured_as_the_library_measures_them(body: Body, ayanamsa: Ayanamsa) -> None:
    jd_tt = instants(FILES_START_JD_TT, FILES_END_JD_TT, 20)
    rows = np.array([sight(one, (body,), ayanamsa=ayanamsa)[0] for one in jd_tt.tolist()])
    assert apart(strips.longitude_deg(body, jd_tt, ayanamsa), rows[:, 0]) < BOUND_DEG.get(body, USUAL_BOUND_DEG)
    assert apart(strips.latitude_deg(body, jd_tt, ayanamsa), rows[:, 1]) < BOUND_DEG.get(body, USUAL_BOUND_DEG)
    assert np.abs(strips.speed_deg_per_day(body, jd_tt, ayanamsa) - rows[:, 3]).max() < ARC_SECOND_DEG


def test_nutation_cancels_between_two_bodies() -> None:
    jd_tt = instants(FILES_START_JD_TT, FILES_END_JD_TT, 50)
    by_true = strips.longitude_deg(Body.MARS, jd_tt) - strips.longitude_deg(Body.SUN, jd_tt)
    by_mean = strips.mean_equinox_longitude_deg(Body.MARS, jd_tt) - strips.mean_equinox_longitude_deg(Body.SUN, jd_tt)
    assert np.abs(wrapped_deg(by_true - by_mean)).max() < 1e-9


def test_an_instant_s_place_does_not_depend_on_what_else_is_asked() -> None:
    jd_tt = np.sort(instants(2451545.0, 2461545.0, 500))
    together = strips.longitude_deg(Body.MERCURY, jd_tt)
    shuffled = np.random.default_rng(1).permutation(jd_tt.size)
    assert (strips.longitude_deg(Body.MERCURY, jd_tt[shuffled]) == together[shuffled]).all()
    alone = np.array([strips.longitude_deg(Body.MERCURY, jd_tt[one : one + 1])[0] for one in range(jd_tt.size)])
    assert np.abs(alone - together).max() < 1e-10


def test_the_answer_has_the_shape_of_the_question() -> None:
    assert strips.longitude_deg(Body.SUN, np.array([])).shape == (0,)
    assert strips.longitude_deg(Body.SUN, np.full((2, 3), 2451545.0)).shape == (2, 3)


def test_one_question_may_reach_over_the_days_on_which_the_theory_changes() -> None:
    edges = np.array([FILES_START_JD_TT, FILES_END_JD_TT])
    jd_tt = np.concatenate([np.nextafter(edges, 0.0), edges, edges + 1])
    truth = by_library(Body.PLUTO, jd_tt)
    assert apart(strips.longitude_deg(Body.PLUTO, jd_tt), truth.longitude_deg) < USUAL_BOUND_DEG


@pytest.mark.parametrize("jd_tt", [THEORY_START_JD_TT - 1, THEORY_END_JD_TT, np.nan, np.inf])
def test_beyond_the_years_there_is_no_sky(jd_tt: float) -> None:
    with pytest.raises(OutsideEphemeris):
        strips.longitude_deg(Body.SUN, np.array([2451545.0, jd_tt]))


@pytest.mark.parametrize("jd_tt", [FILES_START_JD_TT - 1, FILES_END_JD_TT])
@pytest.mark.parametrize("body", sorted(FILES_ONLY))
def test_bodies_without_a_theory_exist_in_the_years_of_their_files(body: Body, jd_tt: float) -> None:
    with pytest.raises(Undefined, match="1800 to 2399"):
        strips.longitude_deg(body, np.array([2451545.0, jd_tt]))


def test_what_is_kept_is_bounded() -> None:
    assert strips._block.cache_parameters()["maxsize"] == 2048
    assert strips._joined.cache_parameters()["maxsize"] == 16


def test_the_library_s_own_functions_are_the_library_s() -> None:
    seen = sight(2451545.0, (Body.VENUS,))[0]
    functions = (
        strips.exact_longitude_deg, strips.exact_latitude_deg, strips.exact_distance_au, strips.exact_speed_deg_per_day,
        strips.exact_right_ascension_deg, strips.exact_declination_deg,
    )  # fmt: skip
    assert tuple(function(Body.VENUS)(2451545.0) for function in functions) == seen[:6]
    sidereal = sight(2451545.0, (Body.VENUS,), ayanamsa=Ayanamsa.LAHIRI)[0].longitude_deg
    assert strips.exact_longitude_deg(Body.VENUS, Ayanamsa.LAHIRI)(2451545.0) == sidereal
