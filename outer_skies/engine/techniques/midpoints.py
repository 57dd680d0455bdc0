"""Midpoints: halfway between two bodies or angles, and who stands on them, on the dial of 90 degrees.

A midpoint is given on the shorter of the two arcs. Who stands at it or opposite is on the axis itself, a direct
midpoint; who squares or half-squares it (45°, 90°, 135°) holds it indirectly. On a dial of 90° conjunction, square and
opposition coincide, and so a tree gathers, for one body, all pairs whose midpoint it holds.

Source: Reinhold Ebertin, The Combination of Stellar Influences (1940), introduction.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from outer_skies.engine.angles import FULL_CIRCLE_DEG, HALF_CIRCLE_DEG
from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.chart import Chart
from outer_skies.engine.techniques.points import Point, distinct_points
from outer_skies.errors import InvalidInput

ORB_DEG = 1.0
_DIAL_DEG, _HALF_DIAL_DEG = 90.0, 45.0
_WIDEST_ORB_DEG = 5.0
# By how many times 45° the body stands on from the midpoint, and whether that is direct.
_KINDS = (
    (AspectKind.CONJUNCTION, True), (AspectKind.SEMISQUARE, False), (AspectKind.SQUARE, False),
    (AspectKind.SESQUIQUADRATE, False), (AspectKind.OPPOSITION, True), (AspectKind.SESQUIQUADRATE, False),
    (AspectKind.SQUARE, False), (AspectKind.SEMISQUARE, False),
)  # fmt: skip


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
    midpoints = _midpoints(points)
    dial = sorted([(longitude % _DIAL_DEG, key) for key, longitude in points])
    return Midpoints(
        orb_deg,
        tuple(midpoints),
        tuple([DialPoint(key, place) for place, key in dial]),
        tuple(_trees(points, midpoints, orb_deg)),
    )


def midpoint_deg(a_deg: float, b_deg: float) -> float:
    """Halfway along the shorter arc, in [0, 360); of two opposite points, 90° before the first."""
    onwards = (b_deg - a_deg + HALF_CIRCLE_DEG) % FULL_CIRCLE_DEG - HALF_CIRCLE_DEG
    return (a_deg + onwards / 2) % FULL_CIRCLE_DEG % FULL_CIRCLE_DEG


def _midpoints(points: Sequence[Point]) -> list[Midpoint]:
    """Of every pair, in the order of the dial."""
    found: list[tuple[float, float, int, int]] = []
    for i, (_, first) in enumerate(points):
        for j in range(i + 1, len(points)):
            middle = midpoint_deg(first, points[j][1])
            found.append((middle % _DIAL_DEG, middle, i, j))
    found.sort()
    return [Midpoint(points[i][0], points[j][0], middle, dial) for dial, middle, i, j in found]


def _trees(points: Sequence[Point], midpoints: Sequence[Midpoint], orb_deg: float) -> list[Tree]:
    """On half the dial every aspect of a tree is a conjunction; what lies near its seam is laid on either side."""
    ranked = sorted([(one.dial_deg % _HALF_DIAL_DEG, place) for place, one in enumerate(midpoints)])
    ranked = [
        *[(dial - _HALF_DIAL_DEG, place) for dial, place in ranked if dial >= _HALF_DIAL_DEG - orb_deg],
        *ranked,
        *[(dial + _HALF_DIAL_DEG, place) for dial, place in ranked if dial <= orb_deg],
    ]
    trees: list[Tree] = []
    for key, longitude in points:
        here = longitude % _HALF_DIAL_DEG
        near = ranked[bisect_left(ranked, (here - orb_deg, -1)) : bisect_right(ranked, (here + orb_deg, len(ranked)))]
        close = sorted([(abs(dial - here), place) for dial, place in near])
        branches: list[Branch] = []
        for orb, place in close:
            middle = midpoints[place]
            if key not in (middle.a, middle.b):
                steps = round((longitude - middle.longitude_deg) / _HALF_DIAL_DEG)
                branches.append(Branch(middle.a, middle.b, *_KINDS[steps % len(_KINDS)], orb))
        if branches:
            trees.append(Tree(key, tuple(branches)))
    return trees
