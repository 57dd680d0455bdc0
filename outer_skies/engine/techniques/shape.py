"""The shape of a chart: the seven planetary patterns of Marc Edmund Jones, by the arcs that ten planets leave empty.

Jones described the patterns in words; here they are numbers, tried in this order, an arc being empty from one planet
to the next, Sun to Pluto:
1. bundle: all within 120° (a trine)
2. bowl: all within 180°
3. bucket: all but a handle within 180°, the handle, one planet or two no more than 10° apart, at least 60° (a sextile)
   from both rims; of several such handles the one that stands farther from its nearer rim
4. seesaw: exactly two arcs of 60° or more are empty, and at least two planets stand in each group between them
5. locomotive: one arc of 120° or more is empty, no other of 60°
6. splash: at least eight signs hold a planet, and no arc of 90° (a square) is empty
7. splay: three groups or more of at least two planets, parted by 30° (a sign) or more
Otherwise there is none. A bound counts as within.

Source: Marc Edmund Jones, The Guide to Horoscope Interpretation (1941), for the patterns; trine, sextile and half
circle as bounds are of common use since. That a handle of two spans 10° at most, that a splash takes eight signs and
leaves no square, that the groups of a splay are parted by 30°, and the order are our choice.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

import msgspec

from outer_skies.engine.angles import FULL_CIRCLE_DEG
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.techniques.needs import position
from outer_skies.engine.techniques.points import PLANETS
from outer_skies.engine.zodiac import SIGN_DEG

_SEXTILE_DEG, _SQUARE_DEG, _TRINE_DEG, _HALF_DEG = 60.0, 90.0, 120.0, 180.0
_HANDLE_DEG = 10.0
_ENDS, _FEWEST_CLUSTERS, _FEWEST_IN_GROUP, _FEWEST_SIGNS = 2, 3, 2, 8


class ShapeName(StrEnum):
    """The seven patterns, and none of them."""

    BUNDLE = "bundle"
    BOWL = "bowl"
    BUCKET = "bucket"
    SEESAW = "seesaw"
    LOCOMOTIVE = "locomotive"
    SPLASH = "splash"
    SPLAY = "splay"
    NONE = "none"


class Shape(msgspec.Struct, frozen=True):
    """The shape of a chart.

    `largest_gap_deg` is the widest empty arc and `occupied_deg` the rest of the circle; `leading` the planet that
    rises first after that arc, `trailing` the last before it. `handle` is a bucket's, else empty. `groups` are the
    planets in order round the zodiac from `leading` on, parted where an arc of 60° is empty (in a splay, of 30°).
    """

    name: ShapeName
    largest_gap_deg: float
    occupied_deg: float
    leading: Body
    trailing: Body
    handle: tuple[Body, ...]
    groups: tuple[tuple[Body, ...], ...]


class _Circle(NamedTuple):
    """Planets in order round the zodiac, the first after the widest empty arc, and the arc that follows each."""

    planets: list[Body]
    gaps_deg: list[float]

    def groups(self, gap_deg: float) -> list[tuple[Body, ...]]:
        """The planets, parted where so wide an arc is empty."""
        groups: list[tuple[Body, ...]] = []
        first = 0
        for place, gap in enumerate(self.gaps_deg[:-1], 1):
            if gap >= gap_deg:
                groups.append(tuple(self.planets[first:place]))
                first = place
        return [*groups, tuple(self.planets[first:])]


def find_shape(chart: Chart) -> Shape:
    """The shape of a chart. Raises Undefined when it lacks any of the ten planets."""
    ranked = sorted([(position(chart, body).longitude_deg, body) for body in PLANETS])
    circle = _circle(ranked)
    planets, widest = circle.planets, circle.gaps_deg[-1]
    name, handle = _named(circle, len({int(longitude / SIGN_DEG) for longitude, _ in ranked}))
    bowl = planets
    if handle:
        after = planets.index(handle[-1]) + 1
        bowl = [one for one in (*planets[after:], *planets[:after]) if one not in handle]
    groups = circle.groups(SIGN_DEG if name is ShapeName.SPLAY else _SEXTILE_DEG)
    return Shape(name, widest, FULL_CIRCLE_DEG - widest, bowl[0], bowl[-1], handle, tuple(groups))


def _circle(ranked: Sequence[tuple[float, Body]]) -> _Circle:
    """The circle of planets sorted by longitude."""
    following = [*ranked[1:], ranked[0]]
    gaps = [(after - before) % FULL_CIRCLE_DEG for (before, _), (after, _) in zip(ranked, following, strict=True)]
    first = gaps.index(max(gaps)) + 1
    return _Circle([body for _, body in (*ranked[first:], *ranked[:first])], [*gaps[first:], *gaps[:first]])


def _named(circle: _Circle, signs_held: int) -> tuple[ShapeName, tuple[Body, ...]]:
    """The first shape that fits, and the handle of a bucket."""
    widest = circle.gaps_deg[-1]
    sextiles = sum(gap >= _SEXTILE_DEG for gap in circle.gaps_deg)
    fewest = min(map(len, circle.groups(_SEXTILE_DEG)))
    clusters = sum(len(group) >= _FEWEST_IN_GROUP for group in circle.groups(SIGN_DEG))
    handle = _handle(circle)
    shapes = (
        (ShapeName.BUNDLE, widest >= FULL_CIRCLE_DEG - _TRINE_DEG),
        (ShapeName.BOWL, widest >= _HALF_DEG),
        (ShapeName.BUCKET, bool(handle)),
        (ShapeName.SEESAW, sextiles == _ENDS and fewest >= _FEWEST_IN_GROUP),
        (ShapeName.LOCOMOTIVE, sextiles == 1 and widest >= _TRINE_DEG),
        (ShapeName.SPLASH, signs_held >= _FEWEST_SIGNS and widest < _SQUARE_DEG),
        (ShapeName.SPLAY, clusters >= _FEWEST_CLUSTERS),
        (ShapeName.NONE, True),
    )
    name = next(name for name, fits in shapes if fits)
    return name, handle if name is ShapeName.BUCKET else ()


def _handle(circle: _Circle) -> tuple[Body, ...]:
    """The planet or two that face a bowl of all the others, or nothing."""
    planets, gaps = circle
    best: tuple[float, tuple[Body, ...]] = (0.0, ())
    for first, body in enumerate(planets):
        before = gaps[first - 1]
        second = (first + 1) % len(planets)
        for held, span, after in (((body,), 0.0, gaps[first]), ((body, planets[second]), gaps[first], gaps[second])):
            nearer = min(before, after)
            bowl = FULL_CIRCLE_DEG - before - span - after
            if span <= _HANDLE_DEG and nearer >= _SEXTILE_DEG and bowl <= _HALF_DEG and nearer > best[0]:
                best = nearer, held
    return best[1]
