"""Parans in time: two bodies, or a body and a star, each at a corner of the sky of a place at the same time.

The corners are those of the true horizon, where a body's centre rises without refraction, and of the meridian. Day by
day a slow pair comes closer to a paran and leaves it: of the days on which it is within the orb the closest is told.

Source: the definition of Ptolemy, Almagest VIII.4 (stars and planets that rise, culminate and set together); B. Brady,
Brady's Book of Fixed Stars (1998), for the orb of a degree, four minutes of time.
"""

from collections.abc import Sequence
from itertools import combinations, pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from outer_skies.engine.bodies import Body
from outer_skies.engine.ephemeris import THEORY_END_JD_TT, THEORY_START_JD_TT
from outer_skies.engine.events.find import check_interval
from outer_skies.engine.events.rising import TRUE_HORIZON, culminations, find_arcs, name_of
from outer_skies.engine.horizon import Corner
from outer_skies.engine.local_sky import Target
from outer_skies.engine.moments import Moment, utc_text
from outer_skies.engine.places import Place
from outer_skies.errors import InvalidInput

Values = NDArray[np.float64]

DEFAULT_ORB_S = 240.0
_MOST_ORB_S = 3600.0
_DAY_S = 86400.0
# Two passages of a corner further apart than this are not of days that follow one another.
_NEXT_DAY = 1.3
_BESIDE_DAYS = 2.0


class Paran(msgspec.Struct, frozen=True):
    """Two bodies or stars (by their keys) at their corners, `apart_s` seconds of time from one another.

    `jd_tt`, and `utc` to the second, is the middle between the two passages. From `first_utc` to `last_utc` they come
    within the orb once a day, `days` times; days more than two before or after the search are not counted.
    """

    a: str
    a_corner: Corner
    b: str
    b_corner: Corner
    utc: str
    jd_tt: float
    apart_s: float
    days: int
    first_utc: str
    first_jd_tt: float
    last_utc: str
    last_jd_tt: float


def find_parans(
    start: Moment,
    end: Moment,
    place: Place,
    targets: Sequence[Target],
    corners: Sequence[Corner] = tuple(Corner),
    *,
    orb_s: float = DEFAULT_ORB_S,
) -> tuple[Paran, ...]:
    """The parans of each pair of `targets` with a body in it, whose closest day lies in [start, end), in order of time.

    Raises InvalidInput beside "orb" or "to", OutsideEphemeris, and Undefined for a body that cannot be computed.
    """
    check_interval(start, end)
    if not 0 < orb_s <= _MOST_ORB_S:
        raise InvalidInput("An orb of parans is more than nothing and at most an hour.", field="orb")
    low, high = (
        min(max(jd_tt, THEORY_START_JD_TT), float(np.nextafter(THEORY_END_JD_TT, 0)))
        for jd_tt in (start.jd_tt - _BESIDE_DAYS, end.jd_tt + _BESIDE_DAYS)
    )
    passages = {name_of(one): _passages(one, low, high, place, corners) for one in targets}
    parans = [
        paran
        for one, other in combinations(targets, 2)
        if (isinstance(one, Body) or isinstance(other, Body)) and name_of(one) != name_of(other)
        for paran in _of_pair(name_of(one), name_of(other), passages, orb_s)
        if start.jd_tt <= paran.jd_tt < end.jd_tt
    ]
    return tuple(sorted(parans, key=lambda one: one.jd_tt))


def _passages(
    target: Target, start: float, end: float, place: Place, corners: Sequence[Corner]
) -> dict[Corner, Values]:
    arcs = find_arcs(target, start, end, place, TRUE_HORIZON)
    found = {Corner.RISING: arcs.jd_tt[arcs.is_rising], Corner.SETTING: arcs.jd_tt[~arcs.is_rising]}
    for corner in (Corner.CULMINATING, Corner.ANTI_CULMINATING):
        found[corner] = culminations(target, start, end, place, corner)
    return {corner: found[corner] for corner in corners}


def _of_pair(a: str, b: str, passages: dict[str, dict[Corner, Values]], orb_s: float) -> list[Paran]:
    return [
        _paran((a, a_corner), (b, b_corner), middles[run], apart[run])
        for a_corner, a_times in passages[a].items()
        for b_corner, b_times in passages[b].items()
        for middles, apart, runs in (_runs(a_times, b_times, orb_s / _DAY_S),)
        for run in runs
    ]


def _runs(a_times: Values, b_times: Values, orb_days: float) -> tuple[Values, Values, list[slice]]:
    """Middles of the passages within the orb, how far apart they are in days, and the runs of days they make."""
    if not (a_times.size and b_times.size):
        return a_times[:0], a_times[:0], []
    after = (
        np.clip(np.searchsorted(b_times, a_times), 1, b_times.size - 1) if b_times.size > 1 else np.zeros(1, np.intp)
    )
    before = np.maximum(after - 1, 0)
    nearest = np.where(np.abs(b_times[before] - a_times) <= np.abs(b_times[after] - a_times), before, after)
    apart = b_times[nearest] - a_times
    within = np.abs(apart) <= orb_days
    middles, apart = (a_times + apart / 2)[within], apart[within]
    # A new run begins where a day is left out, and where the Moon has passed through and comes again.
    cuts = np.flatnonzero(np.diff(middles) > _NEXT_DAY) + 1
    edges = [0, *cuts.tolist(), middles.size]
    return middles, apart, [slice(low, high) for low, high in pairwise(edges) if low < high]


def _paran(a: tuple[str, Corner], b: tuple[str, Corner], middles: Values, apart_days: Values) -> Paran:
    closest = int(np.argmin(np.abs(apart_days)))
    first, last, best = float(middles[0]), float(middles[-1]), float(middles[closest])
    return Paran(
        *a,
        *b,
        utc_text(best),
        best,
        abs(float(apart_days[closest])) * _DAY_S,
        middles.size,
        utc_text(first),
        first,
        utc_text(last),
        last,
    )
