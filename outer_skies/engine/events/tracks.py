"""Angles that change with time: a body's longitude or declination, or what lies between two bodies.

A track is sampled once, in aligned blocks that stay in the process, and between two samples runs along a cubic through
both angles with both rates. What the cubics tell quickly and nearly, the library tells exactly.
"""

from functools import lru_cache
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import FILES_ONLY, Body
from outer_skies.engine.ephemeris import Angle, Theory, angles, nutation, theory_at
from outer_skies.engine.strips import ERAS_JD_TT
from outer_skies.errors import Undefined

Values = NDArray[np.float64]

# Days between samples: so close that the cubic is right to some seconds of time, and that between them a body turns
# once at most, or twice so that the cubic shows it.
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
_STEPS_IN_BLOCK = 128
_NUTATION_STEP_DAYS = 1.0


class Grid(NamedTuple):
    """An interval within one theory, and moments `step_days` apart, at whole multiples of it whatever the interval."""

    start_jd_tt: float
    end_jd_tt: float
    step_days: float


class Quantity(NamedTuple):
    """An angle of a body: apparent and geocentric, of date, a longitude sidereal with an ayanamsa."""

    body: Body
    angle: Angle = Angle.LONGITUDE
    ayanamsa: Ayanamsa | None = None

    def asked(self, jd_tt: Values, *, with_rate: bool = False) -> tuple[Values, Values]:
        """Degrees by the library, and degrees a day (else 0), at moments of one theory; quickest in order of time.

        Raises Undefined for a body that the theory has no series for.
        """
        if not jd_tt.size:
            return jd_tt, jd_tt
        theory = theory_at(float(jd_tt[0]))
        if self.body in FILES_ONLY and theory is not Theory.SWISS:
            raise Undefined(f"{self.body.label} can be computed from the year 1800 to 2399.")
        rows = angles(jd_tt.tolist(), self.body, theory, self.angle, self.ayanamsa, with_rate=with_rate)
        angle, rate = np.array(rows).T
        return angle, rate


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

    def sampled(self, grid: Grid) -> "Samples":
        """Angles and rates at the moments of a grid."""
        one = _sampled(self.first, grid)
        if self.second is None:
            return one
        other = _sampled(self.second, grid)
        if self.is_sum:
            return Samples(one.jd_tt, one.angle_deg + other.angle_deg, one.rate_deg + other.rate_deg)
        return Samples(one.jd_tt, one.angle_deg - other.angle_deg, one.rate_deg - other.rate_deg)

    def exact(self, jd_tt: Values) -> Values:
        """Degrees by the library."""
        first, _ = self.first.asked(jd_tt)
        if self.second is None:
            return first
        second, _ = self.second.asked(jd_tt)
        return first + second if self.is_sum else first - second


class Samples(NamedTuple):
    """Moments, the angle in degrees and its change in degrees a day."""

    jd_tt: Values
    angle_deg: Values
    rate_deg: Values


def eras(start_jd_tt: float, end_jd_tt: float) -> list[tuple[float, float]]:
    """The interval in pieces, none of which reaches over a day on which the ephemeris jumps to another theory."""
    return [
        (max(start_jd_tt, first), min(end_jd_tt, last))
        for first, last in pairwise(ERAS_JD_TT)
        if first < end_jd_tt and start_jd_tt < last
    ]


@lru_cache(maxsize=64)
def _sampled(quantity: Quantity, grid: Grid) -> Samples:
    """From a step before the start of the grid to a step after its end, within one era."""
    era = next(number for number in range(3) if ERAS_JD_TT[number] <= grid.start_jd_tt < ERAS_JD_TT[number + 1])
    first, last = floor(grid.start_jd_tt / grid.step_days) - 1, ceil(grid.end_jd_tt / grid.step_days) + 1
    blocks = range(first // _STEPS_IN_BLOCK, last // _STEPS_IN_BLOCK + 1)
    parts = [_block(quantity, grid.step_days, era, number) for number in blocks]
    jd_tt = np.concatenate([part.jd_tt for part in parts])
    low, high = np.searchsorted(jd_tt, [first * grid.step_days, last * grid.step_days])
    chosen = slice(int(low), int(high) + 1)
    return Samples(
        jd_tt[chosen],
        np.concatenate([part.angle_deg for part in parts])[chosen],
        np.concatenate([part.rate_deg for part in parts])[chosen],
    )


@lru_cache(maxsize=4096)
def _block(quantity: Quantity, step_days: float, era: int, number: int) -> Samples:
    """The samples of one block that lie in one era, with the era's own ends."""
    steps = np.arange(number * _STEPS_IN_BLOCK, (number + 1) * _STEPS_IN_BLOCK, dtype=np.float64) * step_days
    low, high = ERAS_JD_TT[era], float(np.nextafter(ERAS_JD_TT[era + 1], 0.0))
    within = steps[(low < steps) & (steps < high)]
    ends = [end for end in (low, high) if steps[0] <= end < steps[-1] + step_days]
    jd_tt = np.sort(np.concatenate([within, ends]))
    return Samples(jd_tt, *quantity.asked(jd_tt, with_rate=True))


def nutation_deg(jd_tt: Values) -> Values:
    """Nutation in longitude at moments of one theory, in order, to 0.01"."""
    if not jd_tt.size:
        return jd_tt
    days = float(jd_tt[-1] - jd_tt[0]) / _NUTATION_STEP_DAYS
    if jd_tt.size < days:
        return np.array([row[0] for row in nutation(jd_tt.tolist())])
    nodes = np.linspace(float(jd_tt[0]), float(jd_tt[-1]), ceil(days) + 2)
    return np.interp(jd_tt, nodes, np.array([row[0] for row in nutation(nodes.tolist())]))
