"""Midpoints: halfway between two bodies or angles, and who stands on them, on the dial of 90 degrees.

A midpoint is given on the shorter of the two arcs. Who stands at it or opposite is on the axis itself, a direct
midpoint; who squares or half-squares it (45°, 90°, 135°) holds it indirectly. On a dial of 90° conjunction, square and
opposition coincide, and so a tree gathers, for one body, all pairs whose midpoint it holds.

Source: Reinhold Ebertin, The Combination of Stellar Influences (1940), introduction.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from outer_skies.engine.angles import FULL_CIRCLE_DEG, HALF_CIRCLE_DEG
from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.chart import Chart
from outer_skies.engine.techniques.points import distinct_points
from outer_skies.errors import InvalidInput

Values = NDArray[np.float64]
Indexes = NDArray[np.intp]

ORB_DEG = 1.0
_DIAL_DEG, _HALF_DIAL_DEG = 90.0, 45.0
_WIDEST_ORB_DEG = 5.0
# By how many times 45° the body stands on from the midpoint, and whether it is on the axis itself.
_KINDS = (
    AspectKind.CONJUNCTION, AspectKind.SEMISQUARE, AspectKind.SQUARE, AspectKind.SESQUIQUADRATE,
    AspectKind.OPPOSITION, AspectKind.SESQUIQUADRATE, AspectKind.SQUARE, AspectKind.SEMISQUARE,
)  # fmt: skip
_IS_DIRECT = tuple(kind in {AspectKind.CONJUNCTION, AspectKind.OPPOSITION} for kind in _KINDS)


class Midpoint(msgspec.Struct, frozen=True, gc=False):
    """Halfway between two: longitude in degrees [0, 360), and place on the dial, [0, 90)."""

    a: str
    b: str
    longitude_deg: float
    dial_deg: float


class DialPoint(msgspec.Struct, frozen=True, gc=False):
    """A body or angle on the dial, [0, 90)."""

    point: str
    dial_deg: float


class Branch(msgspec.Struct, frozen=True, gc=False):
    """A pair whose midpoint a body holds: by which aspect, whether directly, and how far from exact (>= 0)."""

    a: str
    b: str
    kind: AspectKind
    is_direct: bool
    orb_deg: float


class Tree(msgspec.Struct, frozen=True):
    """A body or angle and the pairs whose midpoints it holds, the closest first."""

    point: str
    branches: tuple[Branch, ...]


class Midpoints(msgspec.Struct, frozen=True):
    """All midpoints and all points in the order of the dial, and the trees of those points that have any branch.

    The two nodes and the two Liliths count once.
    """

    orb_deg: float
    midpoints: tuple[Midpoint, ...]
    dial: tuple[DialPoint, ...]
    trees: tuple[Tree, ...]


def find_midpoints(chart: Chart, *, orb_deg: float = ORB_DEG) -> Midpoints:
    """The midpoints of every pair of bodies, and of Ascendant and Midheaven if the chart has them.

    Raises InvalidInput beside "orb_deg" (0 to 5).
    """
    if not 0 <= orb_deg <= _WIDEST_ORB_DEG:
        raise InvalidInput("The orb of a midpoint is between 0° and 5°.", field="orb_deg")
    points = distinct_points(chart)
    keys, longitudes = [key for key, _ in points], np.array([longitude for _, longitude in points])
    first, second = _pairs(len(points))
    middle, dial = _middles(longitudes[first], longitudes[second])
    order = np.lexsort((middle, dial))
    first, second, middle, dial = first[order], second[order], middle[order], dial[order]
    a, b = ([keys[index] for index in _listed(end)] for end in (first, second))
    points_held, rows = _branches(longitudes, (first, second), middle, orb_deg)
    branches = [Branch(a[pair], b[pair], _KINDS[step], _IS_DIRECT[step], orb) for pair, step, orb in rows]
    edges = _listed(points_held.searchsorted(np.arange(len(keys) + 1)))
    trees = [
        Tree(keys[at], tuple(branches[start:end])) for at, (start, end) in enumerate(pairwise(edges)) if end > start
    ]
    places = sorted([(longitude % _DIAL_DEG, key) for key, longitude in points])
    return Midpoints(
        orb_deg,
        tuple([Midpoint(*row) for row in zip(a, b, middle.tolist(), dial.tolist(), strict=True)]),
        tuple([DialPoint(key, place) for place, key in places]),
        tuple(trees),
    )


def _listed(indexes: Indexes) -> list[int]:
    return indexes.tolist()


@lru_cache(maxsize=64)
def _pairs(count: int) -> tuple[Indexes, Indexes]:
    """The places in a list of the first and the second of every pair."""
    first, second = np.triu_indices(count, 1)
    return first, second


def _middles(first: Values, second: Values) -> tuple[Values, Values]:
    """As `angles.midpoint_deg`, and on the dial."""
    lower, higher = np.minimum(first, second), np.maximum(first, second)
    onwards = higher - lower
    onwards = np.where(onwards > HALF_CIRCLE_DEG, onwards - FULL_CIRCLE_DEG, onwards)
    middle = (lower + onwards / 2) % FULL_CIRCLE_DEG % FULL_CIRCLE_DEG
    return middle, middle % _DIAL_DEG


def _branches(
    longitudes: Values, pairs: tuple[Indexes, Indexes], middle: Values, orb_deg: float
) -> tuple[Indexes, Iterable[tuple[int, int, float]]]:
    """Points in their order, each as often as it holds a midpoint; and the midpoint, the kind and the orb.

    On half the dial every aspect of a tree is a conjunction; what lies near its seam is laid on either side.
    """
    apart = middle % _DIAL_DEG % _HALF_DIAL_DEG - (longitudes % _HALF_DIAL_DEG)[:, None]
    orbs = np.minimum(np.minimum(np.abs(apart), np.abs(apart - _HALF_DIAL_DEG)), np.abs(apart + _HALF_DIAL_DEG))
    points = np.arange(len(longitudes))[:, None]
    near = np.flatnonzero((orbs <= orb_deg) & (pairs[0] != points) & (pairs[1] != points))
    point, place = np.divmod(near, middle.size)
    orb = orbs.ravel()[near]
    order = np.lexsort((place, orb, point))
    point, place, orb = point[order], place[order], orb[order]
    steps = np.rint((longitudes[point] - middle[place]) / _HALF_DIAL_DEG).astype(np.intp) % len(_KINDS)
    return point, zip(place.tolist(), steps.tolist(), orb.tolist(), strict=True)
