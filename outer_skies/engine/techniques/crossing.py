"""Aspects from one chart to another: every point of the first against every point of the second."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from outer_skies.engine.aspects import EXACT_DEG, ONCE_ROUND, STEPS_PER_DEGREE, AspectKind, Motion, Orbs, Slot
from outer_skies.engine.aspects import longitude_table as table_of
from outer_skies.engine.chart import Chart, ChartOptions
from outer_skies.errors import InvalidInput

ASCENDANT, MIDHEAVEN = "ascendant", "midheaven"
_ANGLES = (ASCENDANT, MIDHEAVEN)
_BY_DECLINATION = (AspectKind.PARALLEL, AspectKind.CONTRAPARALLEL)
_NEVER = -1.0  # an orb no pair is within


class CrossAspect(msgspec.Struct, frozen=True, gc=False):
    """A point of the first chart (`a`) and one of the second (`b`) in aspect.

    Points are bodies, "ascendant" and "midheaven". The distance from exact and the most allowed are in degrees.
    `motion` is that of `b` while `a` stands still, or None where neither moves.
    """

    a: str
    b: str
    kind: AspectKind
    orb_deg: float
    max_orb_deg: float
    motion: Motion | None


class Point(NamedTuple):
    """A point that aspects may reach, in degrees and degrees a day; angles take no part in parallels."""

    name: str
    longitude_deg: float
    speed_deg_per_day: float
    declination_deg: float
    declination_speed_deg_per_day: float | None


class _Pairs(NamedTuple):
    """What each pair of names allows: tables of the aspects in longitude; most orbs of parallels, contraparallels."""

    tables: tuple[tuple[tuple[Slot, ...], ...], ...]
    is_crowded: bool
    allowed_deg: tuple[tuple[tuple[float, ...], ...], ...]
    reach_deg: float


def points_of(chart: Chart) -> list[Point]:
    """The bodies of a chart and, where it has them, its Ascendant and Midheaven."""
    found = [
        Point(one.body, one.longitude_deg, one.speed_deg_per_day, one.declination_deg, None) for one in chart.bodies
    ]
    if chart.angles is not None:
        found.append(Point(ASCENDANT, chart.angles.ascendant, 0.0, 0.0, None))
        found.append(Point(MIDHEAVEN, chart.angles.midheaven, 0.0, 0.0, None))
    return found


def require_one_zodiac(first: ChartOptions, second: ChartOptions) -> None:
    """Raises InvalidInput beside "zodiac" when longitudes of the two are not counted from the same point."""
    if (first.zodiac, first.ayanamsa) != (second.zodiac, second.ayanamsa):
        raise InvalidInput("The two charts are cast in different zodiacs; cast both in one.", field="zodiac")


def cross_aspects(
    first: Sequence[Point], second: Sequence[Point], options: ChartOptions, *, second_moves: bool = False
) -> tuple[CrossAspect, ...]:
    """The aspects between two sets of points, with the orbs and kinds of `options`; those in declination last.

    As within one chart a pair has at most one aspect in longitude, the one with the smallest orb. An angle's orbs
    are those of a body of factor 1. With `second_moves` each aspect says whether its orb shrinks as the second's
    points move on; one in declination only where the declination's speed is known.
    """
    pairs = _pairs(tuple(one.name for one in first), tuple(one.name for one in second), options.orbs, options.aspects)
    found = _in_longitude(first, second, pairs.tables, second_moves=second_moves)
    if pairs.is_crowded:
        found = _closest(found)
    if pairs.reach_deg >= 0:
        found += _in_declination(first, second, pairs, second_moves=second_moves)
    return tuple(found)


@lru_cache(maxsize=64)
def _pairs(first: tuple[str, ...], second: tuple[str, ...], orbs: Orbs, kinds: tuple[AspectKind, ...]) -> _Pairs:
    by_aspect = dict(orbs.by_aspect)
    factors: dict[str, float] = {body.value: factor for body, factor in orbs.by_body}
    by_longitude = tuple((kind, by_aspect[kind]) for kind in kinds if not kind.by_declination)
    means = [[(factors.get(a, 1.0) + factors.get(b, 1.0)) / 2 for b in second] for a in first]
    tables = tuple(tuple(table_of(by_longitude, mean) for mean in row) for row in means)
    different = {id(table): table for row in tables for table in row}

    allowed = tuple(
        tuple(tuple(by_aspect[kind] * mean if kind in kinds else _NEVER for mean in row) for row in means)
        for kind in _BY_DECLINATION
    )
    return _Pairs(
        tables,
        any(len(slot) > 1 for table in different.values() for slot in table),
        allowed,
        max((most for kind in allowed for row in kind for most in row), default=_NEVER),
    )


def _in_longitude(
    first: Sequence[Point],
    second: Sequence[Point],
    tables: tuple[tuple[tuple[Slot, ...], ...], ...],
    *,
    second_moves: bool,
) -> list[CrossAspect]:
    ends = [(name, longitude, int(longitude * STEPS_PER_DEGREE), speed) for name, longitude, speed, *_ in second]
    starts = [(name, longitude, int(longitude * STEPS_PER_DEGREE) - ONCE_ROUND) for name, longitude, *_ in first]
    return [
        CrossAspect(a, b, kind, orb, most, _motion(past, speed) if second_moves else None)
        for (a, start_deg, start), row in zip(starts, tables, strict=True)
        for (b, end_deg, end, speed), table in zip(ends, row, strict=True)
        for exact, most, kind in table[end - start]
        if (orb := abs(past := end_deg - start_deg - exact)) <= most
    ]


def _motion(past_deg: float, speed_deg_per_day: float) -> Motion:
    if abs(past_deg) <= EXACT_DEG:
        return Motion.EXACT
    return Motion.APPLYING if past_deg * speed_deg_per_day < 0 else Motion.SEPARATING


def _closest(found: Sequence[CrossAspect]) -> list[CrossAspect]:
    """Of several kinds that fit a pair, the one with the smallest orb."""
    best: dict[tuple[str, str], CrossAspect] = {}
    for one in found:
        known = best.get((one.a, one.b))
        if known is None or one.orb_deg < known.orb_deg:
            best[one.a, one.b] = one
    return list(best.values())


def _in_declination(
    first: Sequence[Point], second: Sequence[Point], pairs: _Pairs, *, second_moves: bool
) -> list[CrossAspect]:
    """Pairs of bodies equally far from the equator: on one side of it (parallel) or on opposite sides."""
    reach = pairs.reach_deg
    theirs = [(index, abs(one.declination_deg)) for index, one in enumerate(second) if one.name not in _ANGLES]
    mine = [(index, abs(one.declination_deg)) for index, one in enumerate(first) if one.name not in _ANGLES]
    near = [(i, j) for i, here in mine for j, there in theirs if -reach <= there - here <= reach]
    found: list[CrossAspect] = []
    for i, j in near:
        a, b = first[i], second[j]
        opposed = (a.declination_deg < 0) != (b.declination_deg < 0)
        most = pairs.allowed_deg[opposed][i][j]
        # Opposite declinations are equal when their sum is nothing.
        past = b.declination_deg + a.declination_deg if opposed else b.declination_deg - a.declination_deg
        if abs(past) <= most:
            drift = b.declination_speed_deg_per_day
            motion = _motion(past, drift) if second_moves and drift is not None else None
            found.append(CrossAspect(a.name, b.name, _BY_DECLINATION[opposed], abs(past), most, motion))
    return found
