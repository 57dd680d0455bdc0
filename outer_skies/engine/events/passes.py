"""When tracks pass angles, and when they turn: many tracks and many angles in one sweep.

It is `search.crossings` for angles whose rates the strips know. Between two samples a cubic follows angle and rate, cut
where it turns, so that every piece rises or falls and passes each angle once at most. The cubic says when, to some
seconds; Newton's step with the library's own angle makes it exact. Where a track turns within a hair of an angle the
library decides whether it passes at all.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from outer_skies.engine.events.tracks import Grid, Quantity, Track, Values, eras, moments
from outer_skies.engine.search import wrapped_deg

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

_FULL = 360.0
# So close to an angle may a turn be found by strips on the wrong side of it: ten times their error. With an ayanamsa
# the strips are guesses, since the library measures some on the ecliptic of another epoch.
_DOUBT_DEG = 1.0 / 3600
_SIDEREAL_DOUBT_DEG = 0.1
_CLOSE_DAYS = 2e-7
_CLOSE_WAY = 1e-8
_LONGEST_STEP_DAYS = 3e-4  # over which the cubic's slope and bend are the library's
_MOST_STEPS = 8
_BESIDE_DAYS = 0.005
_BEND_DAYS = 0.05


class Passes(NamedTuple):
    """When a track passes angles, in order of time, which of them, and whether it rises through it.

    `first_deg` is the angle of the track's first quantity then: a longitude in [0, 360), or a declination.
    """

    jd_tt: Values
    number: Numbers
    is_rising: Flags
    first_deg: Values


class Wanted(NamedTuple):
    """A track, and the angles in degrees that it may pass."""

    track: Track
    angles_deg: tuple[float, ...]


class _Cubics(NamedTuple):
    """Pieces of tracks as polynomials of the way through them, 0 to 1, less the angle that they pass."""

    start: Values
    days: Values
    constant: Values
    linear: Values
    square: Values
    cube: Values

    def at(self, way: Values) -> Values:
        return self.constant + way * (self.linear + way * (self.square + way * self.cube))

    def slope(self, way: Values) -> Values:
        return self.linear + way * (2 * self.square + way * 3 * self.cube)

    def bend(self, way: Values) -> Values:
        return 2 * self.square + 6 * way * self.cube


class _Candidates(NamedTuple):
    """What passes which angle in which piece. `is_doubtful` where the piece ends at a turn near an angle."""

    owner: Numbers
    number: Numbers
    angle_deg: Values
    is_rising: Flags
    is_doubtful: Flags
    cubics: _Cubics


def find_passes(wanted: Sequence[Wanted], start_jd_tt: float, end_jd_tt: float) -> list[Passes]:
    """For each track the moments in [start, end) at which it passes one of its angles, to a tenth of a second.

    Raises OutsideEphemeris outside the years 1 to 2999, Undefined for a body without theory in the interval.
    """
    found = [_in_era(wanted, first, last) for first, last in eras(start_jd_tt, end_jd_tt)]
    return [_joined(parts) for parts in zip(*found, strict=True)]


def _joined(parts: Sequence[Passes]) -> Passes:
    return parts[0] if len(parts) == 1 else Passes(*map(np.concatenate, zip(*parts, strict=True)))


def _in_era(wanted: Sequence[Wanted], start: float, end: float) -> list[Passes]:
    tracks = [one.track for one in wanted]
    parts = [_candidates(number, one, start, end) for number, one in enumerate(wanted)]
    candidates = _gathered(parts)
    jd_tt = _solved(candidates)
    jd_tt, first = _polished(tracks, candidates, jd_tt)
    chosen = np.flatnonzero((start <= jd_tt) & (jd_tt < end))
    chosen = chosen[np.lexsort((jd_tt[chosen], candidates.owner[chosen]))]
    edges = np.searchsorted(candidates.owner[chosen], np.arange(len(wanted) + 1)).tolist()
    return [
        Passes(jd_tt[one], candidates.number[one], candidates.is_rising[one], first[one])
        for one in (chosen[a:b] for a, b in pairwise(edges))
    ]


def _gathered(parts: Sequence[_Candidates]) -> _Candidates:
    return _Candidates(
        np.concatenate([one.owner for one in parts]),
        np.concatenate([one.number for one in parts]),
        np.concatenate([one.angle_deg for one in parts]),
        np.concatenate([one.is_rising for one in parts]),
        np.concatenate([one.is_doubtful for one in parts]),
        _Cubics(*map(np.concatenate, zip(*(one.cubics for one in parts), strict=True))),
    )


def _candidates(owner: int, wanted: Wanted, start: float, end: float) -> _Candidates:
    track = wanted.track
    order = np.argsort(wanted.angles_deg)
    angles = np.asarray(wanted.angles_deg)[order] % _FULL
    t, value, rate, is_doubtful = _pieces(track, angles, start, end)
    value = value % _FULL
    rise = wrapped_deg(np.diff(value))
    zone = np.searchsorted(angles, value, side="right")
    turned = np.rint((value[:-1] + rise - value[1:]) / _FULL).astype(np.int64)
    before, after = zone[:-1], zone[1:] + angles.size * turned
    count = np.abs(after - before)
    piece = np.repeat(np.arange(count.size), count)
    place = np.arange(piece.size) - np.repeat(np.cumsum(count) - count, count)
    is_rising = (after > before)[piece]
    number = np.where(is_rising, before[piece] + place, before[piece] - 1 - place)
    turn, number = np.divmod(number, angles.size)
    days, rise = np.diff(t)[piece], rise[piece]
    linear, last = rate[:-1][piece] * days, rate[1:][piece] * days
    cubics = _Cubics(
        t[:-1][piece],
        days,
        value[:-1][piece] - angles[number] - _FULL * turn,
        linear,
        3 * rise - 2 * linear - last,
        linear + last - 2 * rise,
    )
    doubtful = (is_doubtful[:-1] | is_doubtful[1:])[piece]
    return _Candidates(np.full(piece.size, owner), order[number], angles[number], is_rising, doubtful, cubics)


def _pieces(track: Track, angles: Values, start: float, end: float) -> tuple[Values, Values, Values, Flags]:
    """Moments between which the track rises or falls, its angle and rate there, and whether that is in doubt.

    It is, where the track turns near one of the angles; there moment and angle are the library's.
    """
    grid = Grid(start, end, track.step_days)
    t = moments(grid)
    value, rate = track.sampled(grid)
    at = _turning(t, value, rate)
    if not at.size:
        return t, value, rate, np.zeros(t.size, dtype=np.bool_)
    height, slope = track.near(at)
    is_doubtful = _distance(height, angles) < (_DOUBT_DEG if track.first.ayanamsa is None else _SIDEREAL_DOUBT_DEG)
    if is_doubtful.any():
        at[is_doubtful] = exact_turns(track, at[is_doubtful], (float(t[0]), float(t[-1])))
        height[is_doubtful] = track.exact(at[is_doubtful])
    slope[:] = 0.0
    t, order = np.unique(np.concatenate([t, at]), return_index=True)
    value, rate = np.concatenate([value, height]), np.concatenate([rate, slope])
    doubts = np.concatenate([np.zeros(value.size - at.size, dtype=np.bool_), is_doubtful])
    return t, value[order], rate[order], doubts[order]


def _distance(value: Values, angles: Values) -> Values:
    """How far the nearest of the angles, in order, is from each value, in degrees."""
    ring = np.concatenate([angles[-1:] - _FULL, angles, angles[:1] + _FULL])
    after = np.searchsorted(ring, value % _FULL)
    after = np.clip(after, 1, ring.size - 1)
    turned = value % _FULL
    return np.minimum(ring[after] - turned, turned - ring[after - 1])


def _turning(t: Values, value: Values, rate: Values) -> Values:
    """Where the cubics between samples turn: once where the rate changes its sign, else twice or never."""
    days, rise = np.diff(t), wrapped_deg(np.diff(value))
    first, last = rate[:-1] * days, rate[1:] * days
    a, half, c = 3 * (first + last - 2 * rise), 3 * rise - 2 * first - last, first  # a s^2 + 2 half s + c is the slope
    once = (first < 0) != (last < 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        deepest = -half / a
        twice = ~once & (deepest > 0) & (deepest < 1) & ((c - half * half / a < 0) != (c < 0))
        root = np.sqrt(np.maximum(half * half - a * c, 0.0))
        sum_ = -half - np.where(half < 0, -root, root)
        ways = np.stack([c / sum_, sum_ / a])
    is_here = (ways >= 0) & (ways <= 1) & (once | twice)
    is_here[1] &= twice | ~is_here[0]
    return np.sort((t[:-1] + ways * days)[is_here])


def find_turns(track: Track, start_jd_tt: float, end_jd_tt: float) -> tuple[Values, Flags]:
    """When in [start, end) the angle of a track is highest or lowest; and whether it rises afterwards.

    It is the angle itself that turns: the library's own speed differs from its change by up to 0.03" a day, which for
    Pluto would be half an hour.
    """
    found: list[Values] = []
    for first, last in eras(start_jd_tt, end_jd_tt):
        grid = Grid(first, last, track.step_days)
        t = moments(grid)
        at = exact_turns(track, _turning(t, *track.sampled(grid)), (float(t[0]), float(t[-1])))
        found.append(at[(first <= at) & (at < last)])
    at = np.sort(np.concatenate(found))
    return at, _bend(track, at) > 0


def _bend(track: Track, jd_tt: Values) -> Values:
    before, after = track.near(jd_tt - _BEND_DAYS)[1], track.near(jd_tt + _BEND_DAYS)[1]
    return (after - before) / (2 * _BEND_DAYS)


def exact_turns(track: Track, jd_tt: Values, bounds: tuple[float, float]) -> Values:
    """The library's turns near those of the strips: where the angle is the same shortly before and after.

    All lie between the bounds, a day or more apart.
    """
    if not jd_tt.size:
        return jd_tt
    low, high = bounds[0] + 2 * _BEND_DAYS, bounds[1] - 2 * _BEND_DAYS
    jd_tt = np.clip(jd_tt, low, high)
    bend = _bend(track, jd_tt)
    for _ in range(_MOST_STEPS):
        rise = wrapped_deg(track.exact(jd_tt + _BESIDE_DAYS) - track.exact(jd_tt - _BESIDE_DAYS))
        step = -rise / (2 * _BESIDE_DAYS * bend)
        jd_tt = np.clip(jd_tt + np.clip(step, -1.0, 1.0), low, high)
        if np.abs(step).max() < _CLOSE_DAYS:
            break
    return jd_tt


def _solved(candidates: _Candidates) -> Values:
    """When the cubics are zero, by Newton's steps within brackets that shrink."""
    cubics, is_rising = candidates.cubics, candidates.is_rising
    low, high = np.zeros(is_rising.size), np.ones(is_rising.size)
    rise = cubics.at(high) - cubics.constant
    way = np.clip(-cubics.constant / np.where(rise == 0, 1.0, rise), 0.0, 1.0)
    for _ in range(40):
        value = cubics.at(way)
        is_past = (value > 0) == is_rising
        low, high = np.where(is_past, low, way), np.where(is_past, way, high)
        with np.errstate(divide="ignore", invalid="ignore"):
            new = way - value / cubics.slope(way)
        new = np.where((new >= low) & (new <= high), new, (low + high) / 2)
        change = np.abs(new - way).max(initial=0.0)
        way = new
        if change < _CLOSE_WAY:
            break
    return way


def _polished(tracks: Sequence[Track], candidates: _Candidates, way: Values) -> tuple[Values, Values]:
    """Moments of passing by the library, and the first quantity's angle then. NaN where there is none after all."""
    cubics = candidates.cubics
    jd_tt = cubics.start + way * cubics.days
    first = np.full(jd_tt.size, np.nan)
    rate, bend = cubics.slope(way) / cubics.days, cubics.bend(way) / cubics.days**2
    left = np.flatnonzero(~candidates.is_doubtful)
    for _ in range(_MOST_STEPS):
        if not left.size:
            break
        angle, first[left] = _exact(tracks, candidates.owner[left], jd_tt[left])
        with np.errstate(divide="ignore", invalid="ignore"):
            step = -wrapped_deg(angle - candidates.angle_deg[left]) / rate[left]
            error = np.abs(step * step * bend[left] / (2 * rate[left]))
        is_wild = ~(np.abs(step) < cubics.days[left])
        step[is_wild] = 0.0
        jd_tt[left] += step
        first[left] = _moved(tracks, candidates.owner[left], jd_tt[left], first[left], step)
        is_done = (error < _CLOSE_DAYS) & (np.abs(step) < _LONGEST_STEP_DAYS) & ~is_wild
        left = left[~is_done]
    doubtful = np.concatenate([np.flatnonzero(candidates.is_doubtful), left])
    for index in doubtful.tolist():
        jd_tt[index] = _bisected(tracks[int(candidates.owner[index])], candidates, index)
    real = doubtful[~np.isnan(jd_tt[doubtful])]
    first[real] = _exact(tracks, candidates.owner[real], jd_tt[real])[1]
    return jd_tt, first


def _bisected(track: Track, candidates: _Candidates, index: int) -> float:
    """The passing of one candidate within its piece, by halving it; NaN when the library does not pass there."""
    low = float(candidates.cubics.start[index])
    high = low + float(candidates.cubics.days[index])
    angle, is_rising = float(candidates.angle_deg[index]), bool(candidates.is_rising[index])

    def is_past(jd_tt: float) -> bool:
        return bool((wrapped_deg(track.exact(np.array([jd_tt])) - angle)[0] >= 0) == is_rising)

    if is_past(low) or not is_past(high):
        return np.nan
    while high - low > _CLOSE_DAYS / 10:
        middle = (low + high) / 2
        low, high = (low, middle) if is_past(middle) else (middle, high)
    return high


def _exact(tracks: Sequence[Track], owner: Numbers, jd_tt: Values) -> tuple[Values, Values]:
    """The angle of each owner at its moment, and that of its first quantity, by the library."""
    is_sum = np.array([track.is_sum for track in tracks])[owner]
    first = _by_quantity([track.first for track in tracks], owner, jd_tt, Quantity.exact)
    second = _by_quantity([track.second for track in tracks], owner, jd_tt, Quantity.exact)
    return first + np.where(is_sum, second, -second), first


def _moved(tracks: Sequence[Track], owner: Numbers, jd_tt: Values, first: Values, step: Values) -> Values:
    """The first quantity's angle a small step later."""
    rate = _by_quantity([track.first for track in tracks], owner, jd_tt, lambda one, at: one.near(at)[1])
    return first + rate * step


def _by_quantity(
    quantities: Sequence[Quantity | None], owner: Numbers, jd_tt: Values, ask: Callable[[Quantity, Values], Values]
) -> Values:
    """What is asked of the quantity of each owner at its moment, or 0 without one; each quantity in order of time."""
    distinct = list(dict.fromkeys(one for one in quantities if one is not None))
    of_owner = np.array([-1 if one is None else distinct.index(one) for one in quantities])[owner]
    found = np.zeros(jd_tt.size)
    for number, quantity in enumerate(distinct):
        chosen = np.flatnonzero(of_owner == number)
        if chosen.size:
            chosen = chosen[np.argsort(jd_tt[chosen])]
            found[chosen] = ask(quantity, jd_tt[chosen])
    return found
