"""Delta T, sidereal time and the angles of many moments are the library's."""

import numpy as np
import pytest

from outer_skies.engine import ephemeris
from outer_skies.engine.ephemeris import FILES_END_JD_TT, FILES_START_JD_TT, earth_turns, frame
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.moments import moment_at_tt
from outer_skies.engine.rotation import (
    ascendant_deg,
    delta_t_days,
    midheaven_deg,
    obliquity_deg,
    sidereal_deg,
)

SECOND_DEG = 1 / 3600
ERAS = [(1721059.0, FILES_START_JD_TT), (FILES_START_JD_TT, FILES_END_JD_TT), (FILES_END_JD_TT, 2816787.0)]


def moments(first: float, last: float, count: int = 300) -> np.ndarray:
    return np.sort(np.random.default_rng(7).uniform(first, last, count))


@pytest.mark.parametrize("era", ERAS, ids=["before", "files", "after"])
def test_sidereal_time_delta_t_and_obliquity_are_the_library_s(era: tuple[float, float]) -> None:
    jd_tt = moments(*era)
    late, turned, tilt = delta_t_days(jd_tt), sidereal_deg(jd_tt), obliquity_deg(jd_tt)
    for jd, after, armc, slope in zip(jd_tt.tolist(), late.tolist(), turned.tolist(), tilt.tolist(), strict=True):
        expected, sidereal = earth_turns([jd - after])[0]
        assert after == pytest.approx(expected, abs=1e-3 / 86400)
        assert (armc - sidereal + 180) % 360 - 180 == pytest.approx(0, abs=0.01 * SECOND_DEG)
        assert slope == pytest.approx(ephemeris.obliquity_deg(jd), abs=0.01 * SECOND_DEG)


def test_delta_t_is_that_of_moments() -> None:
    jd_tt = moments(2415020.0, 2488070.0, 60)
    for jd, after in zip(jd_tt.tolist(), delta_t_days(jd_tt).tolist(), strict=True):
        assert after * 86400 == pytest.approx(moment_at_tt(jd).delta_t_s, abs=0.002)


@pytest.mark.parametrize("north", [0.0, 51.5, -33.9, 66.0, 66.7, 69.65, 80.0, -70.0, -89.0])
def test_angles_are_those_of_charts_within_the_polar_circles_too(north: float) -> None:
    jd_tt = moments(2415020.0, 2488070.0)
    armc, tilt = sidereal_deg(jd_tt) + 18.96, obliquity_deg(jd_tt)
    rising, culminating = ascendant_deg(armc, tilt, north), midheaven_deg(armc, tilt)
    for jd, late, ascendant, midheaven in zip(
        jd_tt.tolist(), delta_t_days(jd_tt).tolist(), rising.tolist(), culminating.tolist(), strict=True
    ):
        expected = frame(jd - late, north, 18.96, HouseSystem.EQUAL)
        # Near the polar circle the Ascendant runs through signs in a minute.
        assert (ascendant - expected.ascendant_deg + 180) % 360 - 180 == pytest.approx(0, abs=2 * SECOND_DEG)
        assert (midheaven - expected.midheaven_deg + 180) % 360 - 180 == pytest.approx(0, abs=0.05 * SECOND_DEG)


def test_blocks_meet_without_a_seam() -> None:
    edges = 1721058.5 + 512 * np.arange(1, 2000, 37, dtype=np.float64)
    before, after = sidereal_deg(edges - 1e-9), sidereal_deg(edges + 1e-9)
    assert np.abs((after - before + 180) % 360 - 180).max() < 1e-5
