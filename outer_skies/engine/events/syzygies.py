"""About when Sun and Moon meet or stand opposed near the Moon's nodes: all that can become an eclipse, and no more.

Source: J. Meeus, Astronomical Algorithms, 2nd ed. (1998), chapters 49 (mean lunations) and 54 (eclipses): good to a
minute or two of time and to 0.002 of gamma within a few centuries of 2000, to some minutes over three millennia.
"""

from enum import Enum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
_NEW_MOON_JD_TT = 2451550.09766  # 2000 January 6, lunation 0
_MONTH_DAYS = 29.530588861
_MONTHS_PER_CENTURY = 1236.85
# The widest gamma of any eclipse is 1.58 of the Sun, 1.61 of the Moon; the rest is for what the series leave out.
_WIDEST_GAMMA = 1.63
_UNCERTAIN_DAYS = 1.0


class Syzygy(Enum):
    """Whether the Moon meets the Sun or opposes it; the value is its part of a lunation."""

    NEW = 0.0
    FULL = 0.5


class Meetings(NamedTuple):
    """Lunation numbers (0 began with the new Moon of 2000 January 6) and about when Sun and Moon meet, JD(TT)."""

    lunation: NDArray[np.int64]
    jd_tt: Values


def near_nodes(start_jd_tt: float, end_jd_tt: float, syzygy: Syzygy) -> Meetings:
    """The new or full Moons that may be eclipses, of an interval and a day around it."""
    first, last = (
        int(np.floor((jd - _NEW_MOON_JD_TT) / _MONTH_DAYS - syzygy.value)) for jd in (start_jd_tt, end_jd_tt)
    )
    lunations = np.arange(first - 1, last + 3)
    jd_tt, gamma = _greatest((lunations + syzygy.value).astype(np.float64), syzygy)
    is_near = np.abs(gamma) < _WIDEST_GAMMA
    is_within = (jd_tt >= start_jd_tt - _UNCERTAIN_DAYS) & (jd_tt <= end_jd_tt + _UNCERTAIN_DAYS)
    return Meetings(lunations[is_near & is_within], jd_tt[is_near & is_within])


def _greatest(k: Values, syzygy: Syzygy) -> tuple[Values, Values]:
    """JD(TT) of the greatest eclipse and its gamma, had there been one at each lunation."""
    t = k / _MONTHS_PER_CENTURY
    sun = np.radians(2.5534 + 29.10535670 * k - (0.0000014 + 0.00000011 * t) * t**2)
    moon = np.radians(201.5643 + 385.81693528 * k + (0.0107582 + 0.00001238 * t - 0.000000058 * t**2) * t**2)
    node = np.radians(124.7746 - 1.56375588 * k + (0.0020672 + 0.00000215 * t) * t**2)
    from_node = np.radians(160.7108 + 390.67050284 * k - (0.0016118 + 0.00000227 * t - 0.000000011 * t**2) * t**2)
    from_node -= np.radians(0.02665) * np.sin(node)
    venus = np.radians(299.77 + 0.107408 * k - 0.009173 * t**2)
    e = 1 - 0.002516 * t - 0.0000074 * t**2
    mean = _NEW_MOON_JD_TT + _MONTH_DAYS * k + (0.00015437 - 0.00000015 * t + 0.00000000073 * t**2) * t**2
    by_moon, by_sun = (-0.4075, 0.1721) if syzygy is Syzygy.NEW else (-0.4065, 0.1727)
    late = (
        by_moon * np.sin(moon)
        + by_sun * e * np.sin(sun)
        + 0.0161 * np.sin(2 * moon)
        - 0.0097 * np.sin(2 * from_node)
        + 0.0073 * e * np.sin(moon - sun)
        - 0.0050 * e * np.sin(moon + sun)
        - 0.0023 * np.sin(moon - 2 * from_node)
        + 0.0021 * e * np.sin(2 * sun)
        + 0.0012 * np.sin(moon + 2 * from_node)
        + 0.0006 * e * np.sin(2 * moon + sun)
        - 0.0004 * np.sin(3 * moon)
        - 0.0003 * e * np.sin(sun + 2 * from_node)
        + 0.0003 * np.sin(venus)
        - 0.0002 * e * np.sin(sun - 2 * from_node)
        - 0.0002 * e * np.sin(2 * moon - sun)
        - 0.0002 * np.sin(node)
    )
    return mean + late, _gamma(sun, moon, from_node, e)


def _gamma(sun: Values, moon: Values, from_node: Values, e: Values) -> Values:
    """By the anomalies of Sun and Moon and the Moon's way from its node, in radians."""
    across = (
        0.2070 * e * np.sin(sun)
        + 0.0024 * e * np.sin(2 * sun)
        - 0.0392 * np.sin(moon)
        + 0.0116 * np.sin(2 * moon)
        - 0.0073 * e * np.sin(moon + sun)
        + 0.0067 * e * np.sin(moon - sun)
        + 0.0118 * np.sin(2 * from_node)
    )
    along = (
        5.2207
        - 0.0048 * e * np.cos(sun)
        + 0.0020 * e * np.cos(2 * sun)
        - 0.3299 * np.cos(moon)
        - 0.0060 * e * np.cos(moon + sun)
        + 0.0041 * e * np.cos(moon - sun)
    )
    cosine, sine = np.cos(from_node), np.sin(from_node)
    return (across * cosine + along * sine) * (1 - 0.0048 * np.abs(cosine))
