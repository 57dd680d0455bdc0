"""Nutation at many moments at once: it nods by up to 17".

By a series, without asking the library, and to the library's own digits, from its answers for whole days.

Source: D. D. McCarthy and B. J. Luzum, An abridged model of the precession-nutation of the celestial pole (IAU 2000B),
Celestial Mechanics and Dynamical Astronomy 85 (2003): the largest terms. Accuracy: 0.02" of the series, 0.0001" of what
is taken between days; tested.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from outer_skies.engine import eight_points
from outer_skies.engine.ephemeris import nutation

Values = NDArray[np.float64]

_J2000, _CENTURY_DAYS = 2451545.0, 36525.0
_UNIT_DEG = 1e-7 / 3600
_FULL_DEG = 360.0
# The Moon's and the Sun's anomaly, the Moon's latitude argument, its elongation and its node: seconds of arc at J2000,
# in a century, and in a century squared.
_ARGUMENTS = np.array(
    [
        (485868.249036, 1717915923.2178, 31.8792),
        (1287104.793048, 129596581.0481, -0.5532),
        (335779.526232, 1739527262.8478, -12.7512),
        (1072260.703692, 1602961601.2090, -6.3706),
        (450160.398036, -6962890.5431, 7.4722),
    ]
)
# How often each argument is taken; the size of the term in ten millionths of a second, and its change in a century.
_TERMS = (
    (0, 0, 0, 0, 1, -172064161, -174666),
    (0, 0, 2, -2, 2, -13170906, -1675),
    (0, 0, 2, 0, 2, -2276413, -234),
    (0, 0, 0, 0, 2, 2074554, 207),
    (0, 1, 0, 0, 0, 1475877, -3633),
    (0, 1, 2, -2, 2, -516821, 1226),
    (1, 0, 0, 0, 0, 711159, 73),
    (0, 0, 2, 0, 1, -387298, -367),
    (1, 0, 2, 0, 2, -301461, -36),
    (0, -1, 2, -2, 2, 215829, -494),
    (0, 0, 2, -2, 1, 128227, 137),
    (-1, 0, 2, 0, 2, 123457, 11),
    (-1, 0, 0, 2, 0, 156994, 10),
    (1, 0, 0, 0, 1, 63110, 63),
    (-1, 0, 0, 0, 1, -57976, -63),
    (-1, 0, 2, 2, 2, -59641, -11),
    (1, 0, 2, 0, 1, -51613, -42),
    (-2, 0, 2, 0, 1, 45893, 50),
    (0, 0, 0, 2, 0, 63384, 11),
    (0, 0, 2, 2, 2, -38571, -1),
    (0, -2, 2, -2, 2, 32481, 0),
    (-2, 0, 0, 2, 0, -47722, 0),
    (2, 0, 2, 0, 2, -31046, -1),
    (1, 0, 2, -2, 2, 28593, 0),
    (-1, 0, 2, 0, 1, 20441, 21),
    (2, 0, 0, 0, 0, 29243, 0),
    (0, 0, 2, 0, 0, 25887, 0),
    (0, 1, 0, 0, 1, -14053, -25),
    (-1, 0, 0, 2, 1, 15164, 10),
    (0, 2, 2, -2, 2, -15794, 72),
    (0, 0, -2, 2, 0, 21783, 0),
    (1, 0, 0, -2, 1, -12873, -10),
    (0, -1, 0, 0, 1, -12654, 11),
    (-1, 0, 2, 2, 1, -10204, 0),
    (0, 2, 0, 0, 0, 16707, -85),
)


_MULTIPLES, _SIZES = np.split(np.array(_TERMS, dtype=np.float64), [5], axis=1)
_AT_ONCE = 512  # so that what is worked on stays in the processor's cache


def nutation_in_longitude_deg(jd_tt: Values) -> Values:
    """How far the true equinox of date lies east of the mean one, at each moment."""
    pieces = [jd_tt[start : start + _AT_ONCE] for start in range(0, max(jd_tt.size, 1), _AT_ONCE)]
    return np.concatenate([_nutation_deg(piece) for piece in pieces])


def _nutation_deg(jd_tt: Values) -> Values:
    t = (jd_tt - _J2000) / _CENTURY_DAYS
    start, turn, bend = (column[:, None] / 3600 for column in _ARGUMENTS.T)
    arguments = np.radians((start + (turn + bend * t) * t) % _FULL_DEG)
    sizes, changes = _SIZES.T @ np.sin(_MULTIPLES @ arguments)
    return (sizes + changes * t) * _UNIT_DEG


_DAYS_IN_BLOCK = 128


def nutation_and_tilt_deg(jd_tt: Values) -> tuple[Values, Values]:
    """As `ephemeris.nutation`: nutation in longitude and the true obliquity of date, in degrees, at each moment."""
    pieces = [_between_days(jd_tt[start : start + 8 * _AT_ONCE]) for start in range(0, jd_tt.size, 8 * _AT_ONCE)]
    if not pieces:
        return jd_tt, jd_tt
    return np.concatenate([nods for nods, _ in pieces]), np.concatenate([tilts for _, tilts in pieces])


def _between_days(jd_tt: Values) -> tuple[Values, Values]:
    days = np.floor(jd_tt).astype(np.int64)
    blocks = days // _DAYS_IN_BLOCK
    first = int(blocks.min())
    used = np.flatnonzero(np.bincount(blocks - first))
    known = _joined(tuple((first + used).tolist()))
    # Where a day is among those of the blocks that are needed, each of which has margins.
    place = np.zeros(int(used[-1]) + 1, dtype=np.int64)
    place[used] = np.arange(used.size) * (known.shape[1] // used.size) + eight_points.AROUND - 1
    around = eight_points.places(place[blocks - first] + days % _DAYS_IN_BLOCK)
    weights = eight_points.weights(jd_tt - days)
    return (weights * known[0][around]).sum(axis=1), (weights * known[1][around]).sum(axis=1)


@lru_cache(maxsize=16)
def _joined(blocks: tuple[int, ...]) -> Values:
    return np.concatenate([_block(index) for index in blocks], axis=1)


@lru_cache(maxsize=4096)
def _block(index: int) -> Values:
    """Nutation in longitude and obliquity at whole Julian days, with those around."""
    first = index * _DAYS_IN_BLOCK + 1 - eight_points.AROUND
    days = np.arange(first, first + _DAYS_IN_BLOCK + 2 * eight_points.AROUND - 1, dtype=np.float64)
    return np.array(nutation(days.tolist())).T
