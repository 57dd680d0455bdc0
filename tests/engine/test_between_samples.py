"""Declinations and nutation from a few answers of the library's, beside its own for each moment."""

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
from outer_skies.engine.events.tracks import Quantity
from outer_skies.engine.nutation import nutation_and_tilt_deg

ARCSECOND = 1 / 3600
ERAS = [
    (THEORY_START_JD_TT, FILES_START_JD_TT),
    (FILES_START_JD_TT, FILES_END_JD_TT),
    (FILES_END_JD_TT, THEORY_END_JD_TT),
]


def test_no_moments_have_no_places() -> None:
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
