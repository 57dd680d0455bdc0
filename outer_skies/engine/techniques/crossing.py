"""Aspects from one chart to another: every point of the first against every point of the second."""

from bisect import bisect_left, bisect_right
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
    """What each pair of names allows: tables of the aspects in longitude, most orbs in declination."""

    tables: tuple[tuple[tuple[Slot, ...], ...], ...]
    is_crowded: bool
    parallels_deg: tuple[tuple[float, ...], ...] | None
    contraparallels_deg: tuple[tuple[float, ...], ...] | None


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
    for kind, allowed in (
        (AspectKind.PARALLEL, pairs.parallels_deg),
        (AspectKind.CONTRAPARALLEL, pairs.contraparallels_deg),
    ):
        if allowed is not None:
            found += _in_declination(first, second, kind, allowed, second_moves=second_moves)
    return tuple(found)


@lru_cache(maxsize=64)
def _pairs(first: tuple[str, ...], second: tuple[str, ...], orbs: Orbs, kinds: tuple[AspectKind, ...]) -> _Pairs:
    by_aspect = dict(orbs.by_aspect)
    factors: dict[str, float] = {body.value: factor for body, factor in orbs.by_body}
    by_longitude = tuple((kind, by_aspect[kind]) for kind in kinds if not kind.by_declination)
    means = [[(factors.get(a, 1.0) + factors.get(b, 1.0)) / 2 for b in second] for a in first]
    tables = tuple(tuple(table_of(by_longitude, mean) for mean in row) for row in means)
    different = {id(table): table for row in tables for table in row}

    def most(kind: AspectKind) -> tuple[tuple[float, ...], ...] | None:
        return tuple(tuple(by_aspect[kind] * mean for mean in row) for row in means) if kind in kinds else None

    return _Pairs(
        tables,
        any(len(slot) > 1 for table in different.values() for slot in table),
        most(AspectKind.PARALLEL),
        most(AspectKind.CONTRAPARALLEL),
    )


def _in_longitude(
    first: Sequence[Point],
    second: Sequence[Point],
    tables: tuple[tuple[tuple[Slot, ...], ...], ...],
    *,
    second_moves: bool,
) -> list[CrossAspect]:
    ends = [(one, int(one.longitude_deg * STEPS_PER_DEGREE)) for one in second]
    found: list[CrossAspect] = []
    for a, row in zip(first, tables, strict=True):
        name, longitude, *_ = a
        start = int(longitude * STEPS_PER_DEGREE) - ONCE_ROUND
        for (b, end), table in zip(ends, row, strict=True):
            for exact, most, kind in table[end - start]:
                past = b.longitude_deg - longitude - exact
                if abs(past) <= most:
                    motion = _motion(past, b.speed_deg_per_day) if second_moves else None
                    found.append(CrossAspect(name, b.name, kind, abs(past), most, motion))
    return found


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
    first: Sequence[Point],
    second: Sequence[Point],
    kind: AspectKind,
    allowed: tuple[tuple[float, ...], ...],
    *,
    second_moves: bool,
) -> list[CrossAspect]:
    """Pairs of bodies equally far from the equator: on one side of it (parallel) or on opposite sides."""
    opposed = kind is AspectKind.CONTRAPARALLEL
    sign = -1.0 if opposed else 1.0  # turned over, contraparallel declinations are equal ones
    ranked = sorted((sign * one.declination_deg, index) for index, one in enumerate(second) if one.name not in _ANGLES)
    found: list[CrossAspect] = []
    for a, row in zip(first, allowed, strict=True):
        if a.name in _ANGLES:
            continue
        declination, reach = a.declination_deg, max(row, default=0.0)
        low = bisect_left(ranked, (declination - reach, -1))
        high = bisect_right(ranked, (declination + reach, len(second)))
        for index in sorted(index for _, index in ranked[low:high]):
            b, most = second[index], row[index]
            past = sign * b.declination_deg - declination
            if abs(past) <= most and ((declination < 0) != (b.declination_deg < 0)) == opposed:
                drift = b.declination_speed_deg_per_day
                motion = _motion(past, sign * drift) if second_moves and drift is not None else None
                found.append(CrossAspect(a.name, b.name, kind, abs(past), most, motion))
    return found
