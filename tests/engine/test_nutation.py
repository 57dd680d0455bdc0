"""Nutation by its series is the library's."""

import numpy as np
import pytest

from outer_skies.engine.ephemeris import nutation
from outer_skies.engine.nutation import nutation_in_longitude_deg


@pytest.mark.parametrize("years", [(1721060.0, 2378497.0), (2378497.0, 2597641.0), (2597642.0, 2816700.0)])
def test_the_series_is_the_library_s_nutation(years: tuple[float, float]) -> None:
    jd_tt = np.sort(np.random.default_rng(2).uniform(*years, 1500))
    expected = np.array([row[0] for row in nutation(jd_tt.tolist())])
    assert np.abs(nutation_in_longitude_deg(jd_tt) - expected).max() * 3600 < 0.02


def test_the_worked_example() -> None:
    """Meeus, Astronomical Algorithms, example 22.a: 1987 April 10, 0h TD: -3.788"."""
    assert nutation_in_longitude_deg(np.array([2446895.5]))[0] * 3600 == pytest.approx(-3.788, abs=0.01)
