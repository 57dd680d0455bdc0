"""When tracks pass angles, and when they turn: many tracks and many angles in one sweep.

It is `search.crossings` for angles whose rates are known. The cubics of a track are cut where they turn, so that every
piece rises or falls and passes each angle once at most. The cubic says when, to some seconds; Newton's step with the
library's own angle makes it exact; between the Moon and another body, samples of the library's angles are near enough.
Where a track turns within a hair of an angle the library decides whether it passes.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from outer_skies.engine.bodies import Body
from outer_skies.engine.ephemeris import Angle
from outer_skies.engine.events.cubics import (
    Cubics,
    Flags,
    Numbers,
    Samples,
    Turns,
    Values,
    cubics_of,
    in_order,
    joined,
    turning,
)
from outer_skies.engine.events.tracks import Grid, Quantity, Track, eras
from outer_skies.engine.nutation import nutation_in_longitude_deg
from outer_skies.engine.search import wrapped_deg

_FULL = 360.0
_DOUBT_DEG = 6.0 / 3600  # so close to an angle a cubic's turn may be on the wrong side of it
_CLOSE_DAYS = 2e-7
_CLOSE_WAY = 1e-8
_LONGEST_STEP_DAYS = 1e-4  # over which the cubic's slope and bend are the library's
# The library scatters the true apogee by some 0.1", and seldom by 1", when the Moon is close to it: ask twice.
_SCATTERED_STEP_DAYS = 2e-6
_MOST_STEPS = 8
_MOST_HALVINGS = 40
_BESIDE_DAYS, _BESIDE_RESTLESS_DAYS = 0.2, 0.03
_LONGEST_TURN_DAYS = 0.5
_FLAT_DEG_PER_DAY = 2.0 / 3600  # more than cubics mistake a rate by
_FINER = 8


Keep = Callable[[Values], Flags]


class Passes(NamedTuple):
    """When a track passes angles, in order of time, which of them, and whether it rises through it.

    `first_deg` is the angle of the track's first quantity then: a longitude of date, or a declination.
    """

    jd_tt: Values
    number: Numbers
    is_rising: Flags
    first_deg: Values


class Wanted(NamedTuple):
    """A track, and the angles in degrees that it may pass."""

    track: Track
    angles_deg: tuple[float, ...]


class _Candidates(NamedTuple):
    """Which track passes which angle in which piece; its cubic less that angle; its first quantity's rates at the ends.

    `is_doubtful` where the piece ends at a turn near an angle.
    """

    owner: Numbers
    number: Numbers
    angle_deg: Values
    is_rising: Flags
    is_doubtful: Flags
    rate_before: Values
    rate_after: Values
    cubics: Cubics

    def chosen(self, index: Numbers) -> "_Candidates":
        """Some of them."""
        return _Candidates(
            self.owner[index],
            self.number[index],
            self.angle_deg[index],
            self.is_rising[index],
            self.is_doubtful[index],
            self.rate_before[index],
            self.rate_after[index],
            self.cubics.chosen(index),
        )


def find_passes(
    wanted: Sequence[Wanted], start_jd_tt: float, end_jd_tt: float, keep: Keep | None = None
) -> list[Passes]:
    """For each track the moments in [start, end) at which it passes one of its angles, to some tenths of a second.

    `keep` says, of rough moments, right to a minute, which are worth the asking.
    Where the ephemeris leaps by some seconds of arc, at both ends of its data files, an angle that lies within the leap
    may be passed over, or twice.
    Raises OutsideEphemeris outside the years 1 to 2999, Undefined for a body without theory in the interval.
    """
    found = [_in_era(wanted, first, last, keep) for first, last in eras(start_jd_tt, end_jd_tt)]
    if len(found) == 1:
        return found[0]
    return [Passes(*map(np.concatenate, zip(*parts, strict=True))) for parts in zip(*found, strict=True)]


def find_turns(quantity: Quantity, start_jd_tt: float, end_jd_tt: float) -> tuple[Values, Flags]:
    """When in [start, end) an angle is highest or lowest; and whether it rises afterwards.

    It is the angle itself that turns: the library's own speed differs from its change by up to 0.03" a day, which for
    Pluto would be half an hour.
    """
    track = Track(quantity)
    moments: list[Values] = []
    rising: list[Flags] = []
    for first, last in eras(start_jd_tt, end_jd_tt):
        samples = _finer(track, track.sampled(Grid(first, last, track.step_days)))
        turns = turning(cubics_of(samples))
        at = _exact_turns(track, turns, samples)
        within = (first <= at) & (at < last)
        moments.append(at[within])
        rising.append((turns.bend_deg > 0)[within])
    return np.concatenate(moments), np.concatenate(rising)


def _finer(track: Track, samples: Samples) -> Samples:
    """The samples, and more where the angle may turn and turn back between two of them: the true node does, in hours.

    There rates are taken from the angles themselves, since the library's own would feign such turns.
    """
    cubics = cubics_of(samples)
    with np.errstate(divide="ignore", invalid="ignore"):
        steepest = -cubics.square / (3 * cubics.cube)
        is_flat = np.abs(cubics.slope(steepest)) < _FLAT_DEG_PER_DAY * cubics.days
    is_flat[[0, -1]] = False  # to have room on both sides
    flat = np.flatnonzero(is_flat & (steepest > 0) & (steepest < 1))
    parts = np.arange(_FINER) / _FINER
    within = cubics.start[flat, None] + cubics.days[flat, None] * parts
    jd_tt = np.sort(np.concatenate([within.ravel(), samples.jd_tt[flat + 1]]))
    rate, _, _ = _rates(track, jd_tt, _beside_days(track.first.body))
    finer = Samples(jd_tt, track.exact(jd_tt), rate)
    more = joined([finer, samples])
    order = in_order(more.jd_tt)  # of two at one moment the finer
    return Samples(more.jd_tt[order], more.angle_deg[order], more.rate_deg[order])


def _in_era(wanted: Sequence[Wanted], start: float, end: float, keep: Keep | None) -> list[Passes]:
    tracks = [one.track for one in wanted]
    candidates = _gathered([_candidates(number, one, start, end) for number, one in enumerate(wanted)])
    way = _solved(candidates.cubics, candidates.is_rising)
    if keep is not None:
        kept = np.flatnonzero(keep(candidates.cubics.start + way * candidates.cubics.days))
        candidates, way = candidates.chosen(kept), way[kept]
    jd_tt, first = _polished(tracks, candidates, way)
    chosen = np.flatnonzero((start <= jd_tt) & (jd_tt < end))
    chosen = chosen[np.argsort(jd_tt[chosen], kind="stable")]
    is_mean = np.array([track.first.angle is Angle.MEAN_LONGITUDE for track in tracks])[candidates.owner[chosen]]
    without = chosen[is_mean]
    first[without] += nutation_in_longitude_deg(jd_tt[without])
    longitudes = chosen[
        ~np.array([track.first.angle is Angle.DECLINATION for track in tracks])[candidates.owner[chosen]]
    ]
    first[longitudes] %= _FULL
    chosen = chosen[np.argsort(candidates.owner[chosen], kind="stable")]
    edges = np.searchsorted(candidates.owner[chosen], np.arange(len(wanted) + 1)).tolist()
    return [
        Passes(jd_tt[one], candidates.number[one], candidates.is_rising[one], first[one])
        for one in (chosen[low:high] for low, high in pairwise(edges))
    ]


def _gathered(parts: Sequence[_Candidates]) -> _Candidates:
    return _Candidates(
        np.concatenate([one.owner for one in parts]),
        np.concatenate([one.number for one in parts]),
        np.concatenate([one.angle_deg for one in parts]),
        np.concatenate([one.is_rising for one in parts]),
        np.concatenate([one.is_doubtful for one in parts]),
        np.concatenate([one.rate_before for one in parts]),
        np.concatenate([one.rate_after for one in parts]),
        Cubics(*map(np.concatenate, zip(*(one.cubics for one in parts), strict=True))),
    )


def _exact_turns(track: Track, turns: Turns, samples: Samples) -> Values:
    """The library's turns near those of cubics: where the rate is nil, taken from angles around it."""
    beside = min(_beside_days(quantity.body) for quantity in track if isinstance(quantity, Quantity))
    low, high = float(samples.jd_tt[0]) + 2 * beside, float(samples.jd_tt[-1]) - 2 * beside
    jd_tt = np.clip(turns.jd_tt, low, high)
    left = np.arange(jd_tt.size)
    for _ in range(_MOST_STEPS):
        rate, bend, twist = _rates(track, jd_tt[left], beside)
        with np.errstate(divide="ignore", invalid="ignore"):
            step = np.clip(np.nan_to_num(-rate / bend), -_LONGEST_TURN_DAYS, _LONGEST_TURN_DAYS)
            error = np.abs(step * step * twist / (2 * bend))
        jd_tt[left] = np.clip(jd_tt[left] + step, low, high)
        left = left[~((error < _CLOSE_DAYS) & (np.abs(step) < beside))]
        if not left.size:
            break
    return jd_tt


def _beside_days(body: Body) -> float:
    """So far apart are the angles that a rate is taken from: a Julian day in a double is good to 40 microseconds."""
    return _BESIDE_RESTLESS_DAYS if body in (Body.TRUE_NODE, Body.TRUE_LILITH) else _BESIDE_DAYS


def _rates(track: Track, jd_tt: Values, beside: float) -> tuple[Values, Values, Values]:
    """Rate in degrees a day, its rate, and the rate of that, of the polynomial through four of the library's angles."""
    around = track.exact((jd_tt[:, None] + beside * np.array([-2, -1, 1, 2])).ravel()).reshape(
        -1, 4
    )  # in order of time
    first, before, after, last = wrapped_deg(around - around[:, 1:2]).T
    rate = (first - 8 * before + 8 * after - last) / (12 * beside)
    bend = (first - before - after + last) / (3 * beside**2)
    return rate, bend, (last - first - 2 * (after - before)) / (2 * beside**3)


def _candidates(owner: int, wanted: Wanted, start: float, end: float) -> _Candidates:
    track = wanted.track
    order = np.argsort(np.asarray(wanted.angles_deg) % _FULL)
    angles = (np.asarray(wanted.angles_deg) % _FULL)[order]
    grid = Grid(start, end, track.step_days)
    samples, doubts = _cut(track, angles, track.sampled(grid))
    cubics = cubics_of(samples)
    value, rise = samples.angle_deg, cubics.linear + cubics.square + cubics.cube
    zone = np.searchsorted(angles, value, side="right")
    before = zone[:-1]
    after = zone[1:] + angles.size * np.rint((value[:-1] + rise - value[1:]) / _FULL).astype(np.int64)
    count = np.abs(after - before)
    piece = np.repeat(np.arange(count.size), count)
    place = np.arange(piece.size) - np.repeat(np.cumsum(count) - count, count)
    is_rising = (after > before)[piece]
    turn, number = np.divmod(np.where(is_rising, before[piece] + place, before[piece] - 1 - place), angles.size)
    here = cubics.chosen(piece)
    here = here._replace(constant=here.constant - angles[number] - _FULL * turn)
    alone = track._replace(second=None).sampled(grid)
    rate = samples.rate_deg if track.second is None else np.interp(samples.jd_tt, alone.jd_tt, alone.rate_deg)
    doubtful = (doubts[:-1] | doubts[1:])[piece]
    owners = np.full(piece.size, owner)
    return _Candidates(
        owners, order[number], angles[number], is_rising, doubtful, rate[:-1][piece], rate[1:][piece], here
    )


def _cut(track: Track, angles: Values, samples: Samples) -> tuple[Samples, Flags]:
    """The samples, angles in [0, 360), with those where the track turns; and which are near one of the angles.

    There moment and angle are the library's.
    """
    turns = turning(cubics_of(samples))
    none = np.zeros(samples.jd_tt.size, dtype=np.bool_)
    if not turns.jd_tt.size:
        return samples._replace(angle_deg=samples.angle_deg % _FULL), none
    near = np.flatnonzero(_distance_deg(turns.angle_deg, angles) < _DOUBT_DEG)
    if near.size:
        at = _exact_turns(track, Turns(*(column[near] for column in turns)), samples)
        turns.jd_tt[near], turns.angle_deg[near] = at, track.exact(at)
    is_near = np.zeros(turns.jd_tt.size, dtype=np.bool_)
    is_near[near] = True
    jd_tt = np.concatenate([samples.jd_tt, turns.jd_tt])
    order = in_order(jd_tt)
    angle = np.concatenate([samples.angle_deg, turns.angle_deg])[order] % _FULL
    rate = np.concatenate([samples.rate_deg, np.zeros(turns.jd_tt.size)])[order]
    return Samples(jd_tt[order], angle, rate), np.concatenate([none, is_near])[order]


def _distance_deg(value: Values, angles: Values) -> Values:
    """How far the nearest of the angles, which are in order, is from each value."""
    ring = np.concatenate([angles[-1:] - _FULL, angles, angles[:1] + _FULL])
    turned = value % _FULL
    after = np.clip(np.searchsorted(ring, turned), 1, ring.size - 1)
    return np.minimum(ring[after] - turned, turned - ring[after - 1])


def _solved(cubics: Cubics, is_rising: Flags) -> Values:
    """The way at which each cubic is zero, by Newton's steps within brackets that shrink."""
    low, high = np.zeros(is_rising.size), np.ones(is_rising.size)
    rise = cubics.linear + cubics.square + cubics.cube
    way = np.clip(-cubics.constant / np.where(rise == 0, 1.0, rise), 0.0, 1.0)
    for _ in range(_MOST_HALVINGS):
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
    cubics, owner = candidates.cubics, candidates.owner
    jd_tt = cubics.start + way * cubics.days
    first = np.full(jd_tt.size, np.nan)
    rate, bend = cubics.slope(way) / cubics.days, cubics.bend(way) / cubics.days**2
    first_rate = candidates.rate_before + way * (candidates.rate_after - candidates.rate_before)
    longest = np.array([_longest_step_days(track) for track in tracks])[owner]
    left = np.flatnonzero(~candidates.is_doubtful)
    for _ in range(_MOST_STEPS):
        if not left.size:
            break
        angle, first[left] = _exact(tracks, owner[left], jd_tt[left])
        with np.errstate(divide="ignore", invalid="ignore"):
            step = -wrapped_deg(angle - candidates.angle_deg[left]) / rate[left]
            error = np.abs(step * step * bend[left] / (2 * rate[left]))
        is_wild = ~(np.abs(step) < cubics.days[left])
        step[is_wild] = 0.0
        jd_tt[left] += step
        first[left] += first_rate[left] * step
        left = left[(error > _CLOSE_DAYS) | (np.abs(step) > longest[left]) | is_wild]
    doubtful = np.concatenate([np.flatnonzero(candidates.is_doubtful), left])
    for index in doubtful.tolist():
        jd_tt[index] = _bisected(tracks[int(owner[index])], candidates, index)
    real = doubtful[~np.isnan(jd_tt[doubtful])]
    first[real] = _exact(tracks, owner[real], jd_tt[real])[1]
    return jd_tt, first


def _longest_step_days(track: Track) -> float:
    is_scattered = Body.TRUE_LILITH in (track.first.body, track.second and track.second.body)
    return _SCATTERED_STEP_DAYS if is_scattered else _LONGEST_STEP_DAYS


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
    sign = np.array([1.0 if track.is_sum else -1.0 for track in tracks])[owner]
    first = _by_quantity([track.first for track in tracks], owner, jd_tt)
    second = _by_quantity([track.second for track in tracks], owner, jd_tt)
    return first + sign * second, first


def _by_quantity(quantities: Sequence[Quantity | None], owner: Numbers, jd_tt: Values) -> Values:
    """The angle of each owner's quantity at its moment, or 0 without one; each quantity in order of time."""
    distinct = list(dict.fromkeys(one for one in quantities if one is not None))
    of_owner = np.array([-1 if one is None else distinct.index(one) for one in quantities])[owner]
    found = np.zeros(jd_tt.size)
    for number, quantity in enumerate(distinct):
        chosen = np.flatnonzero(of_owner == number)
        chosen = chosen[np.argsort(jd_tt[chosen])]
        found[chosen] = quantity.asked(jd_tt[chosen])[0]
    return found
