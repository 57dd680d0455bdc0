"""Crowded glyphs moved apart along their circle, all at once and as little as can be."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from outer_skies.drawing.layout import Layout
from outer_skies.engine.angles import FULL_CIRCLE_DEG

WITH_MINUTES_PX = (20.0, 23.0)
WITHOUT_MINUTES_PX = (19.0, 12.0)
MOST_SHIFT_DEG = 15.0


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where one glyph is shown: `shift_deg` past its true longitude, in (-360, 360).

    `past_cusp_allowed` marks the houses that were too narrow for their glyphs and were joined to a neighbour.
    """

    shift_deg: float
    has_minutes: bool
    past_cusp_allowed: bool


_UNMOVED = Place(0.0, has_minutes=False, past_cusp_allowed=False)


class Gaps(NamedTuple):
    """The least angle between two neighbours in degrees, without minutes and (or None) with them."""

    short_deg: float
    full_deg: float | None


class _Run(msgspec.Struct):
    """A stretch of the circle between two bounds, and the bodies on it in the order of longitude."""

    start_deg: float
    width_deg: float
    members: list[int]
    is_joined: bool = False

    def room_deg(self, gap_deg: float) -> float:
        return self.width_deg - len(self.members) * gap_deg


def gaps(layout: Layout) -> Gaps:
    """The gaps that keep two upright blocks of text apart whichever way they stand to each other."""
    radius = layout.label * layout.radius_px

    def gap(block: tuple[float, float]) -> float:
        # The chord, not the arc, spans the blocks' diagonal: then no corner touches.
        return math.degrees(2 * math.asin(math.hypot(*block) / (2 * radius)))

    return Gaps(gap(WITHOUT_MINUTES_PX), gap(WITH_MINUTES_PX) if layout.label_has_minutes else None)


def spread(
    longitudes_deg: Sequence[float], cusps_deg: Sequence[float], room: Gaps, axes_deg: Sequence[float] = ()
) -> list[Place]:
    """A place for each longitude, in the order given.

    No glyph may stand on a cusp or on an axis that is no cusp, or be moved across one; both may be empty.
    Between two of them the sum of squared shifts is the least that keeps the order of longitude and the gaps.
    Where a house is too narrow even without minutes, an axis within it gives way first, then a cusp.
    """
    count = len(longitudes_deg)
    if not count:
        return []
    short_deg = min(room.short_deg, FULL_CIRCLE_DEG / count)
    places: list[Place] = [_UNMOVED] * count
    for run in _fitting_runs(longitudes_deg, cusps_deg, axes_deg, short_deg):
        offsets = [(longitudes_deg[member] - run.start_deg) % FULL_CIRCLE_DEG for member in run.members]
        has_minutes, shifts = _shifts(offsets, run.width_deg, short_deg, room.full_deg)
        for member, shift in zip(run.members, shifts, strict=True):
            places[member] = Place(shift, has_minutes, run.is_joined)
    return places


def _shifts(
    offsets: list[float], width_deg: float, short_deg: float, full_deg: float | None
) -> tuple[bool, list[float]]:
    """Whether minutes are shown, and the shifts; minutes go where they would cost room or a long pointer."""
    if full_deg is not None and len(offsets) * full_deg <= width_deg:
        shifts = pooled_shifts(offsets, width_deg, full_deg)
        if max(map(abs, shifts)) <= MOST_SHIFT_DEG:
            return True, shifts
    return False, pooled_shifts(offsets, width_deg, short_deg)


def pooled_shifts(offsets: Sequence[float], width_deg: float, gap_deg: float) -> list[float]:
    """Shifts of rising offsets in [0, width] that leave a gap between all and half a gap at both ends.

    Source: pool adjacent violators on x - i * gap, then clamped: exact for isotonic regression with bounds.
    """
    least = gap_deg / 2
    if offsets[0] >= least and offsets[-1] <= width_deg - least:
        for before, after in pairwise(offsets):
            if after - before < gap_deg:
                break
        else:
            return [0.0] * len(offsets)  # as most stand: nothing is in the way
    pools: list[tuple[float, int]] = []
    for index, offset in enumerate(offsets):
        mean, size = offset - index * gap_deg, 1
        while pools and pools[-1][0] >= mean:
            other, other_size = pools.pop()
            mean = (mean * size + other * other_size) / (size + other_size)
            size += other_size
        pools.append((mean, size))
    most = max(least, width_deg - (len(offsets) - 0.5) * gap_deg)
    shifts: list[float] = []
    for mean, size in pools:
        base = min(max(mean, least), most)
        for _ in range(size):
            index = len(shifts)
            shifts.append(base + index * gap_deg - offsets[index])
    return shifts


def _fitting_runs(
    longitudes_deg: Sequence[float], cusps_deg: Sequence[float], axes_deg: Sequence[float], gap_deg: float
) -> list[_Run]:
    """The stretches between cusps and axes, with those too narrow joined to a neighbour."""
    order = sorted(range(len(longitudes_deg)), key=longitudes_deg.__getitem__)
    cusps = set(cusps_deg)
    bounds = sorted(cusps.union(axes_deg))
    if not bounds:
        return [_whole_circle(longitudes_deg, order, is_joined=False)]
    runs = _runs_between(bounds, longitudes_deg, order)
    while narrow := [index for index, run in enumerate(runs) if run.width_deg < len(run.members) * gap_deg]:
        if len(runs) <= 2:  # noqa: PLR2004  two stretches that do not fit side by side are the circle
            return [_whole_circle(longitudes_deg, order, is_joined=True)]
        _join(runs, narrow[0], gap_deg, cusps)
    return [run for run in runs if run.members]


def _runs_between(bounds: list[float], longitudes_deg: Sequence[float], order: list[int]) -> list[_Run]:
    first = bounds[0]
    runs = [
        _Run(bound, (after - bound) % FULL_CIRCLE_DEG or FULL_CIRCLE_DEG, [])
        for bound, after in zip(bounds, (*bounds[1:], first), strict=True)
    ]
    # Bodies before the first bound lie on the stretch that runs over 0°, the last (index -1), and come last on it.
    late = bisect_left(order, first, key=longitudes_deg.__getitem__)
    for member in order[late:] + order[:late]:
        runs[bisect_right(bounds, longitudes_deg[member]) - 1].members.append(member)
    return runs


def _join(runs: list[_Run], index: int, gap_deg: float, cusps: set[float]) -> None:
    """Join a narrow stretch across an axis of its own house if it has one, else to its roomier neighbour."""
    before, after = (index - 1) % len(runs), (index + 1) % len(runs)
    sides = [(before, index), (index, after)]
    rooms = (runs[before].room_deg(gap_deg), runs[after].room_deg(gap_deg))
    crosses_cusp = [runs[right].start_deg in cusps for _, right in sides]
    side = min((0, 1), key=lambda side: (crosses_cusp[side], -rooms[side]))
    left, right = (runs[run] for run in sides[side])
    runs[sides[side][0]] = _Run(
        left.start_deg,
        left.width_deg + right.width_deg,
        left.members + right.members,
        is_joined=left.is_joined or right.is_joined or crosses_cusp[side],
    )
    del runs[sides[side][1]]


def _whole_circle(longitudes_deg: Sequence[float], order: list[int], *, is_joined: bool) -> _Run:
    """The circle cut in the middle of its widest empty arc."""
    empty = [
        (longitudes_deg[member] - longitudes_deg[order[place - 1]]) % FULL_CIRCLE_DEG
        for place, member in enumerate(order)
    ]
    if max(empty) == 0:  # all at one longitude
        empty = [FULL_CIRCLE_DEG, *empty[1:]]
    first = empty.index(max(empty))
    start = (longitudes_deg[order[first]] - empty[first] / 2) % FULL_CIRCLE_DEG
    return _Run(start, FULL_CIRCLE_DEG, order[first:] + order[:first], is_joined)
