"""The Moon's place from her daily samples, beside the library's."""

import numpy as np
import pytest

from outer_skies.engine.ephemeris import FILES_END_JD_TT, FILES_START_JD_TT, THEORY_END_JD_TT, THEORY_START_JD_TT
from outer_skies.engine.events.tracks import MEAN_MOON, moon_between_samples_deg
from outer_skies.engine.search import wrapped_deg

ARCSECOND = 1 / 3600
ERAS = [
    (THEORY_START_JD_TT, FILES_START_JD_TT),
    (FILES_START_JD_TT, FILES_END_JD_TT),
    (FILES_END_JD_TT, THEORY_END_JD_TT),
]


@pytest.mark.parametrize("era", ERAS, ids=["before", "files", "after"])
def test_she_is_where_the_library_has_her(era: tuple[float, float]) -> None:
    chance = np.random.default_rng(5)
    years = [chance.uniform(era[0] + 10, era[1] - 400) for _ in range(3)]
    for start in years:
        jd_tt = np.sort(np.append(chance.uniform(start, start + 100, 300), np.ceil(start)))
        apart = wrapped_deg(moon_between_samples_deg(jd_tt) - MEAN_MOON.asked(jd_tt)[0])
        assert np.abs(apart).max() < 0.05 * ARCSECOND


@pytest.mark.parametrize("era", ERAS, ids=["before", "files", "after"])
def test_at_the_ends_of_a_theory_the_library_must_be_asked(era: tuple[float, float]) -> None:
    first = moon_between_samples_deg(np.array([era[0] + 0.5, era[0] + 20]))
    last = moon_between_samples_deg(np.array([era[1] - 20, era[1] - 0.5]))
    assert np.isnan([*first, *last]).tolist() == [True, False, False, True]


def test_a_moment_is_answered_alike_whatever_is_asked_with_it() -> None:
    jd_tt = np.sort(np.random.default_rng(6).uniform(2451545, 2452545, 50))
    together = moon_between_samples_deg(jd_tt)
    assert [moon_between_samples_deg(jd_tt[[place]])[0] for place in range(50)] == together.tolist()


def test_no_moments_have_no_places() -> None:
    assert not moon_between_samples_deg(np.array([])).size
