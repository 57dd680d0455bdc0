"""Sets of moments as intervals: joined, met, and turned inside out.

An interval holds its start and not its end; a set is its intervals in order, none empty and no two touching. So two
sets that hold the same moments are equal.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Interval(NamedTuple):
    """Moments from `start` up to, and without, `end`: Julian days."""

    start: float
    end: float


Intervals = tuple[Interval, ...]


def normal(intervals: Iterable[tuple[float, float]]) -> Intervals:
    """The set of all moments in any of some intervals, which may be empty, overlap, and stand in any order."""
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if start >= end:
            continue
        if found and start <= found[-1].end:
            if end > found[-1].end:
                found[-1] = Interval(found[-1].start, end)
        else:
            found.append(Interval(start, end))
    return tuple(found)


def union(sets: Sequence[Intervals]) -> Intervals:
    """The moments in any of the sets."""
    return normal(one for each in sets for one in each)


def complement(intervals: Intervals, within: Interval) -> Intervals:
    """The moments of `within` that are not in the set."""
    edges = [within.start, *(edge for one in clipped(intervals, within) for edge in one), within.end]
    return normal(zip(edges[::2], edges[1::2], strict=True))


def clipped(intervals: Intervals, within: Interval) -> Intervals:
    """The moments of the set that are in `within`."""
    return normal((max(one.start, within.start), min(one.end, within.end)) for one in intervals)


def intersection(a: Intervals, b: Intervals) -> Intervals:
    """The moments in both sets."""
    found: list[Interval] = []
    i = j = 0
    while i < len(a) and j < len(b):
        start, end = max(a[i].start, b[j].start), min(a[i].end, b[j].end)
        if start < end:
            found.append(Interval(start, end))
        if a[i].end < b[j].end:
            i += 1
        else:
            j += 1
    return tuple(found)


def holds(intervals: Intervals, moment: float) -> bool:
    """Whether the set holds a moment."""
    return any(one.start <= moment < one.end for one in intervals)
