"""When does it happen? One solver: every moment at which a function of time crosses zero, turns, or changes.

A search samples the function at a step, finds every bracket that holds exactly one answer, narrows all brackets at
once, and at last asks `exact`, the library itself, where the answer is. The step is the caller's promise: between two
samples the function turns at most once, and an angle moves less than a quarter of the circle.
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
_WRAP = 180.0
_CLOSE_D = 1e-6  # a tenth of a second
_JUMPS_JD_TT = (FILES_START_JD_TT, FILES_END_JD_TT)


class Crossing(NamedTuple):
    """A moment at which a function passes zero, from below if it is rising."""

    jd_tt: float
    is_rising: bool


class Turn(NamedTuple):
    """A moment at which a function is higher, or lower, than before and after; and its value there."""

    jd_tt: float
    value: float
    is_highest: bool


class Change(NamedTuple):
    """A moment at which a whole number becomes another one."""

    jd_tt: float
    before: int
    after: int


_Angle = TypeVar("_Angle", float, Values)


def wrapped_deg(angle_deg: _Angle) -> _Angle:
    """The same direction, or directions, in (-180, 180]."""
    return 180.0 - (180.0 - angle_deg) % 360.0


def _samples(start: float, end: float, step_days: float) -> list[Values]:
    """Moments from a step before `start` to a step after `end`, in pieces that end where the ephemeris jumps."""
    low, high = start - step_days, end + step_days
    if low < THEORY_START_JD_TT <= start:
        low = THEORY_START_JD_TT
    if end <= THEORY_END_JD_TT <= high:
        high = float(np.nextafter(THEORY_END_JD_TT, 0.0))
    edges = [low, *(jump for jump in _JUMPS_JD_TT if low < jump < high), high]
    pieces: list[Values] = []
    for first, last in pairwise(edges):
        until = float(np.nextafter(last, first)) if last != high else last
        pieces.append(np.linspace(first, until, max(3, int(np.ceil((until - first) / step_days)) + 1)))
    return pieces


def crossings(
    f: Function, start_jd_tt: float, end_jd_tt: float, step_days: float, *, exact: Exact | None = None
) -> list[Crossing]:
    """Every moment in [start, end) at which `f` passes zero, in order, each once.

    `f` is continuous where it passes zero; an angle is given in (-180, 180] degrees, and its jump by a full circle is
    no crossing. `exact`, the same function on the library itself, decides where the strips are in doubt: whether a
    planet that turns close to a point touches it twice or not at all, and the moment, to a tenth of a second.
    """
    found: list[Crossing] = []
    before: float | None = None
    for moments in _samples(start_jd_tt, end_jd_tt, step_days):
        t, y = _grid(f, moments, exact)
        if before is not None and _passes(before, y[0]):
            found.append(Crossing(float(t[0]), bool(y[0] >= 0)))
        found.extend(_roots(f, t, y, step_days, exact))
        before = float(y[-1])
    return [one for one in _settled(found, step_days) if start_jd_tt <= one.jd_tt < end_jd_tt]


def turns(
    f: Function, start_jd_tt: float, end_jd_tt: float, step_days: float, *, exact: Exact | None = None
) -> list[Turn]:
    """Every moment in [start, end) at which `f` is highest or lowest, in order. An angle may pass from 360 to 0."""

    def at_one(jd_tt: float) -> float:
        return float(f(np.array([jd_tt]))[0])

    best = exact or at_one
    found: list[Turn] = []
    for t in _samples(start_jd_tt, end_jd_tt, step_days):
        y = np.unwrap(f(t), period=360.0)
        at = _extremes(y)
        signs = np.where(y[at] > y[at - 1], 1.0, -1.0)
        tops, _ = _tops(f, t[at - 1], t[at + 1], y[at], signs)
        for top, sign in zip(tops.tolist(), signs.tolist(), strict=True):
            moment = _stationary(best, top, step_days, sign, (float(t[0]), float(t[-1])))
            if start_jd_tt <= moment < end_jd_tt:
                found.append(Turn(moment, best(moment), sign > 0))
    return found


def changes(
    f: Callable[[Values], NDArray[np.int64]], start_jd_tt: float, end_jd_tt: float, step_days: float
) -> list[Change]:
    """Every moment in [start, end) at which the whole number `f` becomes another; the first moment of the new one."""
    first = max(start_jd_tt - step_days, THEORY_START_JD_TT) if start_jd_tt >= THEORY_START_JD_TT else start_jd_tt
    t = np.linspace(first, end_jd_tt, max(2, int(np.ceil((end_jd_tt - first) / step_days)) + 1))
    y = f(t)
    low, high, before, after = t[:-1], t[1:], y[:-1], y[1:]
    while True:
        differ = before != after
        low, high, before, after = low[differ], high[differ], before[differ], after[differ]
        if not low.size or (high - low).max() < _CLOSE_D / 10:
            break
        middle = (low + high) / 2
        value = f(middle)
        low, high = np.concatenate([low, middle]), np.concatenate([middle, high])
        before, after = np.concatenate([before, value]), np.concatenate([value, after])
    rows = sorted(zip(high.tolist(), before.tolist(), after.tolist(), strict=True))
    return [Change(*row) for row in rows if start_jd_tt <= row[0] < end_jd_tt]


def _passes(before: float, after: float) -> bool:
    return (before >= 0) != (after >= 0) and abs(after - before) < _WRAP


def _settled(found: list[Crossing], step_days: float) -> list[Crossing]:
    """Without the pairs that only the jump between two theories makes: there and, at the edge, back again."""
    kept: list[Crossing] = []
    for one in found:
        near = kept and one.jd_tt - kept[-1].jd_tt < step_days and kept[-1].is_rising != one.is_rising
        if near and (one.jd_tt in _JUMPS_JD_TT or kept[-1].jd_tt in _JUMPS_JD_TT):
            kept.pop()
        else:
            kept.append(one)
    return kept


def _extremes(y: Values) -> NDArray[np.intp]:
    """Where a sample is higher, or lower, than both its neighbours."""
    rise = np.diff(y)
    return np.flatnonzero(((rise[:-1] > 0) & (rise[1:] <= 0)) | ((rise[:-1] < 0) & (rise[1:] >= 0))) + 1


def _grid(f: Function, t: Values, exact: Exact | None) -> tuple[Values, Values]:
    """Samples between which `f` passes zero at most once: those given, and its turns close to zero."""
    y = f(t)
    at = _extremes(y)
    reach = np.maximum(np.abs(y[at] - y[at - 1]), np.abs(y[at + 1] - y[at]))
    at = at[(np.abs(y[at]) < 2 * reach + _DOUBT) & (reach < _WRAP)]
    if at.size:
        signs = np.where(y[at] > y[at - 1], 1.0, -1.0)
        tops, values = _tops(f, t[at - 1], t[at + 1], y[at], signs)
        t, y = np.concatenate([t, tops]), np.concatenate([y, values])
        order = np.argsort(t)
        t, y = t[order], y[order]
    if exact is not None:
        for index in np.flatnonzero(np.abs(y) < _DOUBT):
            y[index] = exact(float(t[index]))
    return t, y


_GOLDEN = (5**0.5 - 1) / 2


def _tops(f: Function, low: Values, high: Values, near: Values, signs: Values) -> tuple[Values, Values]:
    """Where `f` is highest (sign 1) or lowest (-1) between `low` and `high`, by golden section, and its value."""

    def height(t: Values) -> Values:
        return signs * wrapped_deg(f(t) - near)

    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    if not low.size:
        return low, near
    at_left, at_right = height(left), height(right)
    for _ in range(30):
        is_left = at_left > at_right
        low, high = np.where(is_left, low, left), np.where(is_left, right, high)
        new = np.where(is_left, high - _GOLDEN * (high - low), low + _GOLDEN * (high - low))
        at_new = height(new)
        left, right = np.where(is_left, new, right), np.where(is_left, left, new)
        at_left, at_right = np.where(is_left, at_new, at_right), np.where(is_left, at_left, at_new)
    top = (low + high) / 2
    return top, f(top)


def _roots(f: Function, t: Values, y: Values, step_days: float, exact: Exact | None) -> list[Crossing]:
    """The crossing in each bracket of the grid that holds one."""
    at = np.flatnonzero(((y[1:] >= 0) != (y[:-1] >= 0)) & (np.abs(np.diff(y)) < _WRAP))
    if not at.size:
        return []
    low, high, rising = t[at], t[at + 1], y[at + 1] >= 0
    roots = _narrowed(f, low, high, y[at], y[at + 1])
    if exact is None:
        return [Crossing(*row) for row in zip(roots.tolist(), rising.tolist(), strict=True)]
    beside = step_days / 1000
    slopes = (f(np.minimum(roots + beside, t[-1])) - f(np.maximum(roots - beside, t[0]))) / (2 * beside)
    rows = zip(roots.tolist(), slopes.tolist(), low.tolist(), high.tolist(), rising.tolist(), strict=True)
    return [
        Crossing(_polished(exact, root, slope, first, last, is_rising=up), up) for root, slope, first, last, up in rows
    ]


def _narrowed(f: Function, low: Values, high: Values, at_low: Values, at_high: Values) -> Values:
    """The zero between each `low` and `high`, where `f` has opposite signs, by the Illinois method."""
    new = high
    for _ in range(60):
        step = np.where(at_high == at_low, 0.5, at_low / (at_low - at_high))
        last, new = new, low + np.clip(step, 1e-9, 1 - 1e-9) * (high - low)
        if np.abs(new - last).max() < _CLOSE_D / 100:
            break
        value = f(new)
        is_low = (value >= 0) == (at_low >= 0)
        at_high, at_low = (
            np.where(is_low, at_high / 2, value),
            np.where(is_low, value, at_low / 2),
        )
        low, high = np.where(is_low, new, low), np.where(is_low, high, new)
    return new


def _polished(exact: Exact, root: float, slope: float, low: float, high: float, *, is_rising: bool) -> float:
    """The zero of `exact` between `low` and `high`: Newton's step, then secants, never leaving the bracket."""
    last: tuple[float, float] | None = None
    for _ in range(60):
        value = exact(root)
        low, high = (low, root) if (value >= 0) == is_rising else (root, high)
        if last is not None and root != last[0]:
            slope = (value - last[1]) / (root - last[0])
        last = root, value
        following = root - value / slope if slope else low
        if not low <= following <= high:
            following = (low + high) / 2
        if abs(following - root) < _CLOSE_D:
            return following
        root = following
    return root


def _stationary(exact: Exact, top: float, step_days: float, sign: float, limits: tuple[float, float]) -> float:
    """Where `exact` stands still near `top`: Newton's method on differences over five points."""
    h = step_days / 40
    moment = top
    for _ in range(20):
        if not limits[0] <= moment - 2 * h < moment + 2 * h <= limits[1]:
            return top
        middle = exact(moment)
        a, b, c, d = (wrapped_deg(exact(moment + n * h) - middle) for n in (-2, -1, 1, 2))
        first = (a - 8 * b + 8 * c - d) / (12 * h)
        second = (-a + 16 * b + 16 * c - d) / (12 * h * h)
        if sign * second >= 0 or abs(moment - top) > step_days:
            return top
        moment -= first / second
        if abs(first / second) < _CLOSE_D:
            break
    return moment
