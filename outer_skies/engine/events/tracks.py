"""Angles that change with time: a body's longitude or declination, or what lies between two bodies.

A track is sampled from strips, quickly and nearly, and asked of the library exactly.
"""

from functools import lru_cache
from math import ceil, floor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outer_skies.engine import strips
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.ephemeris import ayanamsa_deg, declinations_deg, longitudes_deg, theory_at

Values = NDArray[np.float64]

# Days between samples: so close that a cubic through two of them and their rates is right to some seconds of time, and
# that between them a body turns once at most, or twice so that the cubic shows it.
_STEP_DAYS = {
    Body.SUN: 4.0,
    Body.MOON: 1.0,
    Body.MERCURY: 2.0,
    Body.VENUS: 4.0,
    Body.MARS: 4.0,
    Body.TRUE_NODE: 1.0,
    Body.TRUE_LILITH: 0.5,
}
_SLOW_STEP_DAYS = 8.0
_AYANAMSA_STEP_DAYS = 4.0
_ERAS = tuple(zip(strips.ERAS_JD_TT, strips.ERAS_JD_TT[1:], strict=False))


class Grid(NamedTuple):
    """Moments `step_days` apart, at whole multiples of it, so that every search of an interval samples the same."""

    start_jd_tt: float
    end_jd_tt: float
    step_days: float


class Quantity(NamedTuple):
    """What of a body: its apparent geocentric longitude of date, sidereal with an ayanamsa, or its declination."""

    body: Body
    by_declination: bool = False
    ayanamsa: Ayanamsa | None = None

    def near(self, jd_tt: Values) -> tuple[Values, Values]:
        """Degrees, and degrees a day, from strips."""
        if self.by_declination:
            return strips.declination_deg(self.body, jd_tt), strips.declination_speed_deg_per_day(self.body, jd_tt)
        angle, rate = strips.longitude_deg(self.body, jd_tt), strips.speed_deg_per_day(self.body, jd_tt)
        if self.ayanamsa is None or not jd_tt.size:
            return angle, rate
        zero, drift = _sidereal_zero(self.ayanamsa, float(jd_tt.min()), float(jd_tt.max()), jd_tt)
        return angle - zero, rate - drift

    def exact(self, jd_tt: Values) -> Values:
        """Degrees by the library, at moments of one theory; quickest in order of time."""
        if not jd_tt.size:
            return jd_tt
        theory = theory_at(float(jd_tt[0]))
        if self.by_declination:
            return np.array(declinations_deg(jd_tt.tolist(), self.body, theory))
        return np.array(longitudes_deg(jd_tt.tolist(), self.body, theory, self.ayanamsa))


class Track(NamedTuple):
    """The angle of `first`; less that of `second`, where there is one, or with it where it `is_sum`. In degrees."""

    first: Quantity
    second: Quantity | None = None
    is_sum: bool = False

    @property
    def step_days(self) -> float:
        """How far apart to sample it."""
        step = _STEP_DAYS.get(self.first.body, _SLOW_STEP_DAYS)
        return step if self.second is None else min(step, _STEP_DAYS.get(self.second.body, _SLOW_STEP_DAYS))

    def joined(self, first: Values, second: Values | None) -> Values:
        """The angle of the track from those of its quantities, or its rate from their rates."""
        if second is None:
            return first
        return first + second if self.is_sum else first - second

    def sampled(self, grid: Grid) -> tuple[Values, Values]:
        """Degrees, and degrees a day, from strips at the moments of a grid."""
        angle, rate = _sampled(self.first, grid)
        if self.second is None:
            return angle, rate
        other, drift = _sampled(self.second, grid)
        return self.joined(angle, other), self.joined(rate, drift)

    def near(self, jd_tt: Values) -> tuple[Values, Values]:
        """Degrees, and degrees a day, from strips at any moments."""
        angle, rate = self.first.near(jd_tt)
        if self.second is None:
            return angle, rate
        other, drift = self.second.near(jd_tt)
        return self.joined(angle, other), self.joined(rate, drift)

    def exact(self, jd_tt: Values) -> Values:
        """Degrees by the library."""
        return self.joined(self.first.exact(jd_tt), None if self.second is None else self.second.exact(jd_tt))


def eras(start_jd_tt: float, end_jd_tt: float) -> list[tuple[float, float]]:
    """The interval in pieces, none of which reaches over a day on which the ephemeris jumps to another theory."""
    return [
        (max(start_jd_tt, first), min(end_jd_tt, last))
        for first, last in _ERAS
        if first < end_jd_tt and start_jd_tt < last
    ]


@lru_cache(maxsize=64)
def moments(grid: Grid) -> Values:
    """The moments of a grid, from a step before its start to a step after its end, within one era."""
    first = floor(grid.start_jd_tt / grid.step_days) - 1
    last = ceil(grid.end_jd_tt / grid.step_days) + 1
    low, high = next(era for era in _ERAS if era[0] <= grid.start_jd_tt < era[1])
    jd_tt = np.arange(first, last + 1, dtype=np.float64) * grid.step_days
    return np.unique(np.clip(jd_tt, low, np.nextafter(high, 0.0)))


@lru_cache(maxsize=128)
def _sampled(quantity: Quantity, grid: Grid) -> tuple[Values, Values]:
    return quantity.near(moments(grid))


def _sidereal_zero(ayanamsa: Ayanamsa, start: float, end: float, jd_tt: Values) -> tuple[Values, Values]:
    """Degrees of the ayanamsa and its change a day; good to 0.1" where it is measured on the ecliptic of date."""
    nodes = moments(Grid(start, end, _AYANAMSA_STEP_DAYS))
    zeros = np.array([ayanamsa_deg(one, ayanamsa) for one in nodes.tolist()])
    return np.interp(jd_tt, nodes, zeros), np.interp(jd_tt, nodes, np.gradient(zeros, nodes))
