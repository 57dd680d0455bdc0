"""Cubics between samples: an angle that is known at some moments with its rate, everywhere between, and its turns."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outer_skies.engine.search import wrapped_deg

Values = NDArray[np.float64]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Samples(NamedTuple):
    """Moments, an angle in degrees, and its change in degrees a day."""

    jd_tt: Values
    angle_deg: Values
    rate_deg: Values


def joined(parts: Sequence[Samples]) -> Samples:
    """Samples one after another."""
    return Samples(
        np.concatenate([part.jd_tt for part in parts]),
        np.concatenate([part.angle_deg for part in parts]),
        np.concatenate([part.rate_deg for part in parts]),
    )


def in_order(jd_tt: Values) -> Numbers:
    """Where to find the moments in order of time, each once: the first of those that are the same.

    As `np.unique`, which at its first use loads masked arrays for a twentieth of a second.
    """
    order = np.argsort(jd_tt, kind="stable")
    is_new = np.ones(order.size, dtype=np.bool_)
    is_new[1:] = np.diff(jd_tt[order]) > 0
    return order[is_new]


class Cubics(NamedTuple):
    """Pieces of a track, as polynomials of the way through each of them, 0 to 1."""

    start: Values
    days: Values
    constant: Values
    linear: Values
    square: Values
    cube: Values

    def at(self, way: Values) -> Values:
        """The angle, in degrees."""
        return self.constant + way * (self.linear + way * (self.square + way * self.cube))

    def slope(self, way: Values) -> Values:
        """Its change over a whole piece."""
        return self.linear + way * (2 * self.square + way * 3 * self.cube)

    def bend(self, way: Values) -> Values:
        """How that changes over a whole piece."""
        return 2 * self.square + 6 * way * self.cube

    def chosen(self, index: Numbers) -> "Cubics":
        """Some of the pieces, in the order of `index`."""
        return Cubics(*(column[index] for column in self))


class Turns(NamedTuple):
    """Moments at which cubics turn, the angle there, and how fast the rate changes, in degrees a day a day."""

    jd_tt: Values
    angle_deg: Values
    bend_deg: Values


def cubics_of(samples: Samples) -> Cubics:
    """The cubic between each two samples, through both angles with both rates."""
    days, rise = np.diff(samples.jd_tt), wrapped_deg(np.diff(samples.angle_deg))
    first, last = samples.rate_deg[:-1] * days, samples.rate_deg[1:] * days
    square, cube = 3 * rise - 2 * first - last, first + last - 2 * rise
    return Cubics(samples.jd_tt[:-1], days, samples.angle_deg[:-1], first, square, cube)


def turning(cubics: Cubics) -> Turns:
    """Where cubics turn: once where the slopes at their ends have opposite signs, else twice or never."""
    cubics = cubics.chosen(np.flatnonzero(~_is_monotone(cubics)))
    first, half, third = cubics.linear, cubics.square, 3 * cubics.cube  # slope: first + 2 half way + third way^2
    is_once = (first < 0) != (first + 2 * half + third < 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        steepest = -half / third
        is_twice = ~is_once & (steepest > 0) & (steepest < 1) & ((first + half * steepest < 0) != (first < 0))
        root = np.sqrt(np.maximum(half * half - third * first, 0.0))
        both = -half - np.where(half < 0, -root, root)
        ways = np.stack([first / both, both / third])
    is_here = (ways >= 0) & (ways <= 1) & (is_once | is_twice)
    is_here[1] &= is_twice | ~is_here[0]
    piece = np.nonzero(is_here)[1]
    way, here = ways[is_here], cubics.chosen(piece)
    order = np.argsort(here.start + way * here.days)
    way, here = way[order], here.chosen(order)
    return Turns(here.start + way * here.days, here.at(way), here.bend(way) / here.days**2)


def _is_monotone(cubics: Cubics) -> Flags:
    """Which cubics rise or fall throughout, those at least whose slopes at the ends are not steep.

    Source: F. N. Fritsch and R. E. Carlson, Monotone piecewise cubic interpolation, SIAM Journal on Numerical Analysis
    17 (1980): it is enough that both slopes have the sign of the rise and are at most three times as much.
    """
    rise = cubics.linear + cubics.square + cubics.cube
    most, first, last = 3 * np.abs(rise), cubics.linear, cubics.linear + 2 * cubics.square + 3 * cubics.cube
    return (first * rise > 0) & (last * rise > 0) & (np.abs(first) < most) & (np.abs(last) < most)
