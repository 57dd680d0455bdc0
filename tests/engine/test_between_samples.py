"""Longitudes and declinations from a few answers of the library's, beside its own for each moment."""

import numpy as np
import pytest

from outer_skies.engine.bodies import ALL_BODIES, FILES_ONLY, Body
from outer_skies.engine.ephemeris import (
    FILES_END_JD_TT,
    FILES_START_JD_TT,
    THEORY_END_JD_TT,
    THEORY_START_JD_TT,
    Angle,
    angles,
    nutation,
    theory_at,
)
from outer_skies.engine.events.tracks import MEAN_MOON, Quantity, between_samples_deg
from outer_skies.engine.nutation import nutation_and_tilt_deg
from outer_skies.engine.search import wrapped_deg

ARCSECOND = 1 / 3600
ERAS = [
    (THEORY_START_JD_TT, FILES_START_JD_TT),
    (FILES_START_JD_TT, FILES_END_JD_TT),
    (FILES_END_JD_TT, THEORY_END_JD_TT),
]
ERA_NAMES = ["before", "files", "after"]
UNEVEN = {Body.TRUE_NODE, Body.TRUE_LILITH}


KNOWN = [
    pytest.param(era, body, id=f"{name}-{body}")
    for era, name in zip(ERAS, ERA_NAMES, strict=True)
    for body in ALL_BODIES
    if body not in UNEVEN and (body not in FILES_ONLY or name == "files")
]


@pytest.mark.parametrize(("era", "body"), KNOWN)
def test_samples_tell_where_the_library_has_a_body(era: tuple[float, float], body: Body) -> None:
    chance, quantity = np.random.default_rng(5), Quantity(body, Angle.MEAN_LONGITUDE)
    for start in [chance.uniform(era[0] + 50, era[1] - 450) for _ in range(2)]:
        jd_tt = np.sort(np.append(chance.uniform(start, start + 400, 150), 8 * np.ceil(start / 8)))
        told = between_samples_deg(quantity, jd_tt)
        is_told = ~np.isnan(told)
        assert is_told.mean() > (0.7 if body is Body.MOON else 0.4)
        assert np.abs(wrapped_deg(told - quantity.asked(jd_tt)[0])[is_told]).max() < 0.07 * ARCSECOND


@pytest.mark.parametrize("body", sorted(UNEVEN))
def test_bodies_that_waver_are_asked_for_of_the_library(body: Body) -> None:
    assert np.isnan(between_samples_deg(Quantity(body, Angle.MEAN_LONGITUDE), np.array([2451545.0, 2451546.5]))).all()


@pytest.mark.parametrize("era", ERAS, ids=ERA_NAMES)
def test_at_the_ends_of_a_theory_the_library_is_asked(era: tuple[float, float]) -> None:
    first = between_samples_deg(MEAN_MOON, np.array([era[0] + 0.5, era[0] + 20]))
    last = between_samples_deg(MEAN_MOON, np.array([era[1] - 20, era[1] - 0.5]))
    assert np.isnan([*first, *last]).tolist() == [True, False, False, True]


def test_a_moment_is_answered_alike_whatever_is_asked_with_it() -> None:
    jd_tt = np.sort(np.random.default_rng(6).uniform(2451545, 2452545, 50))
    together = between_samples_deg(MEAN_MOON, jd_tt)
    assert [between_samples_deg(MEAN_MOON, jd_tt[[place]])[0] for place in range(50)] == together.tolist()


def test_no_moments_have_no_places() -> None:
    assert not between_samples_deg(MEAN_MOON, np.array([])).size
    assert not nutation_and_tilt_deg(np.array([]))[0].size


@pytest.mark.parametrize("body", ALL_BODIES)
def test_declinations_from_the_ecliptic_are_the_library_s(body: Body) -> None:
    chance = np.random.default_rng(8)
    for first, last in ERAS if body not in FILES_ONLY else ERAS[1:2]:
        jd_tt = np.sort(chance.uniform(first, last, 20))
        expected, _ = angles(jd_tt.tolist(), body, theory_at(float(jd_tt[0])), Angle.DECLINATION, None, with_rate=False)
        assert np.abs(Quantity(body, Angle.DECLINATION).asked(jd_tt)[0] - expected).max() < 1e-4 * ARCSECOND


def test_nutation_between_days_is_the_library_s() -> None:
    jd_tt = np.sort(np.random.default_rng(9).uniform(THEORY_START_JD_TT, THEORY_END_JD_TT, 2000))
    jd_tt[::50] = np.floor(jd_tt[::50])
    expected = np.array(nutation(jd_tt.tolist())).T
    for found, own in zip(nutation_and_tilt_deg(jd_tt), expected, strict=True):
        assert np.abs(found - own).max() < 1e-4 * ARCSECOND
