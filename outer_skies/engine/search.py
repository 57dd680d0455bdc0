"""When does it happen? One solver: every moment at which a function of time crosses zero, turns, or changes.

A search samples the function at a step, finds every bracket that holds one answer, narrows all brackets at once, and
at last asks `exact`, the same function on the library itself. The step is the caller's promise: between two samples
the function turns once at most, and an angle moves less than a quarter of the circle.

Where the ephemeris changes its theory (see `strips.ERAS_JD_TT`) a function may jump. No turn is seen in the jump, and
a crossing only when the function is on the other side for good.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from outer_skies.engine.ephemeris import FILES_END_JD_TT, FILES_START_JD_TT, THEORY_END_JD_TT, THEORY_START_JD_TT

Values = NDArray[np.float64]
Function = Callable[[Values], Values]
Exact = Callable[[float], float]

# Where the strip and the library may differ in sign: 0.36", more than two strips can be wrong together.
_DOUBT = 1e-4
_HALF_CIRCLE = 180.0
_CLOSE_DAYS = 1e-6  # a tenth of a second
_MOST_STEPS = 60
_GOLDEN = (5**0.5 - 1) / 2
_GOLDEN_STEPS = 28  # leave a millionth of the bracket
_JUMPS_JD_TT = (FILES_START_JD_TT, FILES_END_JD_TT)


class Crossing(NamedTuple):
    """A moment at which a function passes zero; from below if it `is_rising`."""

    jd_tt: float
    is_rising: bool


class Turn(NamedTuple):
    """A moment at which a function is higher, or lower, than before and after; and its value there."""

    jd_tt: float
    value: float
    is_highest: bool


class Change(NamedTuple):
    """The first moment at which a whole number is another one than before."""

    jd_tt: float
    before: int
    after: int


_Angle = TypeVar("_Angle", float, Values)


def wrapped_deg(angle_deg: _Angle) -> _Angle:
    """The same direction, or directions, in (-180, 180]."""
    return _HALF_CIRCLE - (_HALF_CIRCLE - angle_deg) % 360.0


def crossings(
    f: Function, start_jd_tt: float, end_jd_tt: float, step_days: float, *, exact: Exact | None = None
) -> list[Crossing]:
    """Every moment in [start, end) at which `f` passes zero, in order, each once.

    `f` is continuous where it passes zero; an angle is given in (-180, 180] degrees, and its jump by a full circle is
    no crossing. `exact` is the same function on the library itself. It says when, to a tenth of a second, and decides
    where strips cannot: whether a planet that turns close to a point touches it twice or not at all.
    """
    pieces = [_Piece(t, f, exact) for t in _samples(start_jd_tt, end_jd_tt, step_days)]
    return [one for one in _solved(pieces, step_days) if start_jd_tt <= one.jd_tt < end_jd_tt]


def turns(
    f: Function, start_jd_tt: float, end_jd_tt: float, step_days: float, *, exact: Exact | None = None
) -> list[Turn]:
    """Every moment in [start, end) at which `f` is highest or lowest, in order. An angle may pass from 360 to 0.

    It is where the rate of `f` crosses zero: two turns within a step are found if the rate turns once between them.
    `exact` is the same function on the library itself, which says when, to a tenth of a second.
    """

    def one_by_one(jd_tt: float) -> float:
        return float(f(np.array([jd_tt]))[0])

    best = exact or one_by_one
    pieces: list[_Piece] = []
    for t in _samples(start_jd_tt, end_jd_tt, step_days):
        rate = _Rate(step_days / 40, float(t[0]), float(t[-1]))
        pieces.append(_Piece(t, rate.of(f), rate.of_one(exact) if exact else None))
    found = (one for one in _solved(pieces, step_days) if start_jd_tt <= one.jd_tt < end_jd_tt)
    return [Turn(one.jd_tt, best(one.jd_tt), not one.is_rising) for one in found]


def changes(
    f: Callable[[Values], NDArray[np.int64]], start_jd_tt: float, end_jd_tt: float, step_days: float
) -> list[Change]:
    """Every moment in [start, end) at which the whole number `f` becomes another, in order, to 0.01 seconds.

    The step is so short that no number comes and goes between two samples.
    """
    low, high = _widened(start_jd_tt, end_jd_tt, step_days)
    t = np.linspace(low, high, int(np.ceil((high - low) / step_days)) + 1)
    y = f(t)
    low, high, before, after = t[:-1], t[1:], y[:-1], y[1:]
    while True:
        differ = before != after
        low, high, before, after = low[differ], high[differ], before[differ], after[differ]
        if not low.size or (high - low).max() < _CLOSE_DAYS / 10:
            break
        middle = (low + high) / 2
        value = f(middle)
        low, high = np.concatenate([low, middle]), np.concatenate([middle, high])
        before, after = np.concatenate([before, value]), np.concatenate([value, after])
    rows = sorted(zip(high.tolist(), before.tolist(), after.tolist(), strict=True))
    return [Change(*row) for row in rows if start_jd_tt <= row[0] < end_jd_tt]


def _widened(start: float, end: float, step_days: float) -> tuple[float, float]:
    """The interval and a step on either side, so that nothing at its ends is missed; within the ephemeris."""
    low, high = start - step_days, end + step_days
    if low < THEORY_START_JD_TT <= start:
        low = THEORY_START_JD_TT
    if end <= THEORY_END_JD_TT <= high:
        high = float(np.nextafter(THEORY_END_JD_TT, 0.0))
    return low, high


def _samples(start: float, end: float, step_days: float) -> list[Values]:
    """Moments of the widened interval, in pieces that end where the ephemeris jumps; close together at the jumps."""
    low, high = _widened(start, end, step_days)
    pieces: list[Values] = []
    for first, last in pairwise([low, *(jump for jump in _JUMPS_JD_TT if low < jump < high), high]):
        until = last if last == high else float(np.nextafter(last, first))
        t = np.linspace(first, until, max(3, int(np.ceil((until - first) / step_days)) + 1))
        if first != low or until != high:
            near = (t[1] - t[0]) * 0.5 ** np.arange(1, 12)
            t = np.sort(np.concatenate([t, first + near, until - near]))
        pieces.append(t)
    return pieces


class _Piece(NamedTuple):
    """Samples, and the function there, where it is smooth."""

    samples: Values
    f: Function
    exact: Exact | None


class _Rate(NamedTuple):
    """How fast functions change, from differences over five points `h_days` apart, all between `low` and `high`.

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 25.3.6.
    """

    h_days: float
    low: float
    high: float

    def of(self, f: Function) -> Function:
        """The rate of a function of many moments."""
        h = self.h_days

        def rate(t: Values) -> Values:
            at = np.clip(t, self.low + 2 * h, self.high - 2 * h)
            return (8 * wrapped_deg(f(at + h) - f(at - h)) - wrapped_deg(f(at + 2 * h) - f(at - 2 * h))) / (12 * h)

        return rate

    def of_one(self, f: Exact) -> Exact:
        """The rate of a function of one moment."""
        h = self.h_days

        def rate(t: float) -> float:
            at = min(max(t, self.low + 2 * h), self.high - 2 * h)
            return (8 * wrapped_deg(f(at + h) - f(at - h)) - wrapped_deg(f(at + 2 * h) - f(at - 2 * h))) / (12 * h)

        return rate


def _solved(pieces: list[_Piece], step_days: float) -> list[Crossing]:
    """The crossings in all pieces, and those that a jump between two pieces hides."""
    found: list[Crossing] = []
    before = np.nan
    for samples, f, exact in pieces:
        t, y = _grid(f, samples, exact)
        if (before >= 0) != (y[0] >= 0) and abs(y[0] - before) < _HALF_CIRCLE:
            found.append(Crossing(float(t[0]), bool(y[0] >= 0)))
        found.extend(_roots(f, t, y, exact))
        before = float(y[-1])
    return _settled(found, step_days)


def _settled(found: list[Crossing], step_days: float) -> list[Crossing]:
    """Without the pairs that only a jump between two theories makes: across, and by the jump back again."""
    kept: list[Crossing] = []
    for one in found:
        last = kept[-1] if kept else None
        is_back = last is not None and last.is_rising != one.is_rising and one.jd_tt - last.jd_tt < step_days
        if last is not None and is_back and (one.jd_tt in _JUMPS_JD_TT or last.jd_tt in _JUMPS_JD_TT):
            kept.pop()
        else:
            kept.append(one)
    return kept


def _extremes(y: Values) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """The samples that are higher, or lower, than both their neighbours, and which of the two."""
    rise = np.diff(y)
    is_highest = (rise[:-1] > 0) & (rise[1:] <= 0)
    at = np.flatnonzero(is_highest | ((rise[:-1] < 0) & (rise[1:] >= 0)))
    return at + 1, is_highest[at]


def _grid(f: Function, samples: Values, exact: Exact | None) -> tuple[Values, Values]:
    """Samples between which `f` passes zero once at most: those given, and its turns close to zero.

    Where a sample is so small that its sign is in doubt it is the library's.
    """
    y = f(samples)
    at, is_highest = _extremes(y)
    reach = np.maximum(np.abs(y[at] - y[at - 1]), np.abs(y[at + 1] - y[at]))
    is_near = (np.abs(y[at]) < 2 * reach + _DOUBT) & (reach < _HALF_CIRCLE)
    at, is_highest = at[is_near], is_highest[is_near]
    tops, heights = _tops(f, samples[at - 1], samples[at + 1], is_highest)
    if exact is not None:
        for index in np.flatnonzero(np.abs(heights) < _DOUBT).tolist():
            around = float(samples[at[index] - 1]), float(samples[at[index] + 1])
            tops[index] = _top_of_one(exact, float(tops[index]), around, is_highest=bool(is_highest[index]))
    t, y = np.concatenate([samples, tops]), np.concatenate([y, heights])
    order = np.argsort(t, kind="stable")
    t, y = t[order], y[order]
    if exact is not None:
        for index in np.flatnonzero(np.abs(y) < _DOUBT).tolist():
            y[index] = exact(float(t[index]))
    return t, y


def _tops(f: Function, low: Values, high: Values, is_highest: NDArray[np.bool_]) -> tuple[Values, Values]:
    """Where `f` is highest, or lowest, between each `low` and `high`, by golden section; and how high.

    Source: Kiefer, "Sequential minimax search for a maximum", Proceedings of the American Mathematical Society 4
    (1953).
    """
    if not low.size:
        return low, low

    def height(t: Values) -> Values:
        return np.where(is_highest, f(t), -f(t))

    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = height(left), height(right)
    for _ in range(_GOLDEN_STEPS):
        is_left = at_left > at_right
        low, high = np.where(is_left, low, left), np.where(is_left, right, high)
        new = np.where(is_left, high - _GOLDEN * (high - low), low + _GOLDEN * (high - low))
        at_new = height(new)
        left, right = np.where(is_left, new, right), np.where(is_left, left, new)
        at_left, at_right = np.where(is_left, at_new, at_right), np.where(is_left, at_left, at_new)
    top = (low + high) / 2
    return top, f(top)


def _top_of_one(exact: Exact, top: float, around: tuple[float, float], *, is_highest: bool) -> float:
    """Where `exact` is highest, or lowest, near `top` and within `around`: parabolas through three points.

    `top` itself where `exact` has no such turn.
    """
    h = (around[1] - around[0]) / 80
    moment = top
    for _ in range(_MOST_STEPS):
        if not around[0] + h <= moment <= around[1] - h:
            return top
        before, here, after = (exact(moment + n * h) for n in (-1, 0, 1))
        bend = after - 2 * here + before
        if bend == 0 or (bend > 0) == is_highest:
            return top
        move = -h * (after - before) / (2 * bend)
        moment += move
        h = max(min(h, 10 * abs(move)), 1e-3)
        if abs(move) < _CLOSE_DAYS:
            return moment
    return top


def _roots(f: Function, t: Values, y: Values, exact: Exact | None) -> list[Crossing]:
    """The crossing in each bracket of the grid that holds one."""
    at = np.flatnonzero(((y[1:] >= 0) != (y[:-1] >= 0)) & (np.abs(np.diff(y)) < _HALF_CIRCLE))
    if not at.size:
        return []
    low, high, rising = t[at], t[at + 1], (y[at + 1] >= 0).tolist()
    roots = narrowed(f, low, high, y[at], y[at + 1])
    if exact is None:
        return [Crossing(*row) for row in zip(roots.tolist(), rising, strict=True)]
    beside = (high - low) / 1000
    before, after = np.maximum(roots - beside, low), np.minimum(roots + beside, high)
    slopes = (f(after) - f(before)) / (after - before)
    rows = zip(roots.tolist(), slopes.tolist(), low.tolist(), high.tolist(), rising, strict=True)
    return [Crossing(_polished(exact, *row[:4], is_rising=row[4]), row[4]) for row in rows]


def narrowed(f: Function, low: Values, high: Values, at_low: Values, at_high: Values) -> Values:
    """The zero between each `low` and `high`, where `f` has opposite signs, by the Illinois method.

    Source: Dowell and Jarratt, "A modified regula falsi method for computing the root of an equation", BIT 11 (1971).
    """
    new, kept_low = high, np.zeros(low.size, dtype=np.bool_)
    kept_high = kept_low
    for _ in range(_MOST_STEPS):
        rise = at_high - at_low
        way = np.where(rise == 0, 0.5, -at_low / np.where(rise == 0, 1.0, rise))
        last, new = new, low + np.clip(way, 0.0, 1.0) * (high - low)
        if np.abs(new - last).max(initial=0.0) < _CLOSE_DAYS / 10:
            break
        value = f(new)
        is_low = (value >= 0) == (at_low >= 0)
        at_low, at_high = (
            np.where(is_low, value, np.where(kept_low, at_low / 2, at_low)),
            np.where(is_low, np.where(kept_high, at_high / 2, at_high), value),
        )
        low, high = np.where(is_low, new, low), np.where(is_low, high, new)
        kept_low, kept_high = ~is_low, is_low
    return new


def _polished(exact: Exact, root: float, slope: float, low: float, high: float, *, is_rising: bool) -> float:
    """The zero of `exact` between `low` and `high`: Newton's step, then secants, never leaving the bracket."""
    last: tuple[float, float] | None = None
    for _ in range(_MOST_STEPS):
        value = exact(root)
        low, high = (low, root) if (value >= 0) == is_rising else (root, high)
        if last is not None and root != last[0]:
            slope = (value - last[1]) / (root - last[0])
        last = root, value
        following = root - value / slope if slope else low
        if not low <= following <= high:
            following = (low + high) / 2
        if abs(following - root) < _CLOSE_DAYS:
            return following
        root = following
    return root
